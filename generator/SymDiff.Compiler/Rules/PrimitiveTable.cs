namespace SymDiff.Compiler.Rules;

/// <summary>Every primitive, by name.</summary>
public static class PrimitiveTable
{
    /// <summary>The product that is exactly 0 where its first factor is (NUMERICS, P4).</summary>
    public const string StrongMultiply = "StrongMultiply";

    /// <summary>The quotient whose derivatives are strong products: for partials that are infinite at a point of the domain (NUMERICS, P4).</summary>
    public const string StrongDivide = "StrongDivide";

    /// <summary>The quotient that is exactly 0 where its divisor is.</summary>
    public const string DivideOrZero = "DivideOrZero";

    /// <summary>What somebody else computed, with the derivative of a definition of it: the value of the first argument, and the derivative of the second.</summary>
    public const string Instead = "Instead";

    private static readonly Dictionary<string, Primitive> ByName =
        new[]
        {
            Arithmetic.Rows, Logic.Rows, Elementary.Rows, Exponential.Rows, Trigonometric.Rows, Hyperbolic.Rows,
            Piecewise.Rows, Selection.Rows, Rounding.Rows, Guards.Rows,
        }.SelectMany(rows => rows).ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>All rows, in the order of their files.</summary>
    public static IReadOnlyCollection<Primitive> All => ByName.Values;

    /// <summary>The row of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none: a front end let an unknown operation through.</exception>
    public static Primitive Get(string name) =>
        ByName.TryGetValue(name, out var primitive) ? primitive : throw new KeyNotFoundException($"There is no primitive '{name}'.");

    /// <summary>Whether there is a row of that name.</summary>
    public static bool Contains(string name) => ByName.ContainsKey(name);
}
