using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <summary>A random program: a marked method and what it calls, which can be printed as C# and made smaller.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="ParameterTypes">The type of each parameter of the marked method.</param>
/// <param name="Members">The members of its class; the first is the marked method.</param>
public sealed record RandomProgram(int Seed, ImmutableArray<string> ParameterTypes, ImmutableArray<Node> Members)
{
    /// <summary>The name of the marked method that is checked.</summary>
    public const string MethodName = "F";

    /// <summary>The class with which the program's text says <c>Self</c>.</summary>
    public string ClassName { get; init; } = $"Random{Seed}";

    /// <summary>Whether something is computed in single precision.</summary>
    public bool UsesSingle => Members.SelectMany(member => member.All()).Any(node => node.Text.Contains("Real32", StringComparison.Ordinal));

    /// <summary>Whether its derivatives are those of its values: nothing in it asks for others.</summary>
    public bool HasUsualDerivatives => Members.SelectMany(member => member.All()).All(node => !node.Text.Contains("StopGradient", StringComparison.Ordinal));

    /// <summary>The names of the constructs in it.</summary>
    public IReadOnlySet<string> Constructs => Members.SelectMany(member => member.All()).Select(node => node.Construct).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Its text, without usings.</summary>
    public string ToCSharp(bool forOracle = false) => ProgramPrinter.Class(ClassName, Members, forOracle);

    /// <summary>An ordinary point.</summary>
    public double[] Point() => At((random, type) => type switch
    {
        "int" => random.Next(-3, 5),
        "bool" => random.Next(2),
        "Real32" => (float)((random.NextDouble() * 4) - 2),
        "Real" => (random.NextDouble() * 4) - 2,
        _ => random.Next(5),
    });

    /// <summary>Points at which conventions decide: zeros of both signs, ties, infinities, NaN.</summary>
    public IReadOnlyList<double[]> EdgePoints()
    {
        double[] edges = [0.0, -0.0, 1.0, -1.0, 0.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        double[] mild = [0.0, -0.0, 1.0, 0.5];
        return
        [
            At((random, type) => type is "Real" or "Real32" ? 0.0 : random.Next(2), 1),
            At((random, type) => type is "Real" or "Real32" ? mild[random.Next(mild.Length)] : random.Next(-1, 3), 2),
            At((random, type) => type is "Real" or "Real32" ? edges[random.Next(edges.Length)] : random.Next(-1, 3), 3),
        ];
    }

    private double[] At(Func<Random, string, double> pick, int salt = 0)
    {
        Random random = new((Seed * 31) + salt);
        return [.. ParameterTypes.Select(type => type == "bool" ? random.Next(2) : type.EndsWith("[]", StringComparison.Ordinal) ? random.Next(5) : pick(random, type))];
    }
}
