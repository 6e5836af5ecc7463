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

    /// <summary>The parameters of a marked method with buffers; none of others.</summary>
    public ImmutableArray<ProgramParameter> Parameters { get; init; } = [];

    /// <summary>Whether the marked method is <c>void</c>.</summary>
    public bool ReturnsNothing { get; init; }

    /// <summary>Whether it has a gradient.</summary>
    public bool HasOneResult => !ReturnsNothing && !HasSeveralResults && !Parameters.Any(p => p.IsResult);

    /// <summary>Whether the marked method returns a struct or a tuple.</summary>
    public bool HasSeveralResults { get; init; }

    /// <summary>How many elements the array of structs has that the marked method returns; 0 if it returns none.</summary>
    public int ResultLength { get; init; }

    /// <summary>Of a program with structs and tuples: how many elements each parameter has that is an array or a span; 0 of others. None of other programs.</summary>
    public ImmutableArray<int> Lengths { get; init; } = [];

    /// <summary>Whether it has structs and tuples.</summary>
    public bool HasAggregates => !Lengths.IsEmpty;

    /// <summary>Whether its Jacobian is asked for.</summary>
    public bool HasJacobian { get; init; }

    /// <summary>Whether its Hessian along a direction is asked for.</summary>
    public bool HasHvp { get; init; }

    /// <summary>Whether its Hessian is asked for: the method is run several times for that, so that nothing in it may have an effect.</summary>
    public bool HasHessian => HasHvp && Parameters.IsEmpty && Members[0].Text.Contains("Derivatives.Hessian", StringComparison.Ordinal);

    /// <summary>Whether something is computed in single precision.</summary>
    public bool UsesSingle => Parameters.Any(p => p.Element == "Real32") || Members.SelectMany(member => member.All()).Any(node => node.Text.Contains("Real32", StringComparison.Ordinal));

    /// <summary>Whether its derivatives are those of its values: nothing in it asks for others.</summary>
    public bool HasUsualDerivatives => Members.SelectMany(member => member.All()).All(node => !node.Text.Contains("StopGradient", StringComparison.Ordinal));

    /// <summary>Whether it has derivatives of second order: nobody has registered any.</summary>
    public bool HasSecondOrder => Members.SelectMany(member => member.All()).All(node => !node.Text.Contains("Foreign.", StringComparison.Ordinal));

    /// <summary>The names of the constructs in it.</summary>
    public IReadOnlySet<string> Constructs => Members.SelectMany(member => member.All()).Select(node => node.Construct).OfType<string>()
        .Concat(Parameters.Where(p => p.IsBuffer || p.Modifier.Length > 0).Select(p => p.Construct))
        .Concat(HasJacobian ? ["Jacobian"] : [])
        .Concat(HasHvp ? ["Hvp"] : [])
        .Concat(ReturnsNothing ? ["void"] : [])
        .ToHashSet(StringComparer.Ordinal);

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

    /// <summary>The points of <see cref="Point"/> and <see cref="EdgePoints"/> for a method with buffers: the numbers of each parameter.</summary>
    public IReadOnlyList<double[][]> BufferPoints()
    {
        double[] edges = [0.0, -0.0, 1.0, -1.0, 0.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        double[] mild = [0.0, -0.0, 1.0, 0.5];
        return
        [
            BuffersAt(0, (random, type) => type.StartsWith("Real", StringComparison.Ordinal) ? (random.NextDouble() * 4) - 2 : type == "bool" ? random.Next(2) : random.Next(-3, 5)),
            BuffersAt(1, (random, type) => type.StartsWith("Real", StringComparison.Ordinal) ? 0.0 : random.Next(2)),
            BuffersAt(2, (random, type) => type.StartsWith("Real", StringComparison.Ordinal) ? mild[random.Next(mild.Length)] : type == "bool" ? random.Next(2) : random.Next(-1, 3)),
            BuffersAt(3, (random, type) => type.StartsWith("Real", StringComparison.Ordinal) ? edges[random.Next(edges.Length)] : type == "bool" ? random.Next(2) : random.Next(-1, 3)),
        ];
    }

    private double[][] BuffersAt(int salt, Func<Random, string, double> pick)
    {
        Random random = new((Seed * 37) + salt);
        return [.. Parameters.Select(p => Enumerable.Range(0, random.Next(p.Least, p.Most + 1) * p.Columns).Select(_ => Rounded(p.Element, pick(random, p.Element == "double" ? "Real" : p.Element))).ToArray())];
    }

    private static double Rounded(string type, double number) => type == "Real32" ? (float)number : number;

    private double[] At(Func<Random, string, double> pick, int salt = 0)
    {
        Random random = new((Seed * 31) + salt);
        return [.. ParameterTypes.Select(type => type == "bool" ? random.Next(2) : type.EndsWith("[]", StringComparison.Ordinal) ? random.Next(5) : pick(random, type))];
    }
}
