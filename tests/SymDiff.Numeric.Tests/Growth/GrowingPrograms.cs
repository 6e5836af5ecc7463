using System.Globalization;

namespace SymDiff.Numeric.Tests.Growth;

/// <summary>Methods of any length.</summary>
internal static class GrowingPrograms
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Product", "Composition", "Polynomial", "Conditionals"];

    /// <summary>A file with the method of that name.</summary>
    /// <param name="name">The method.</param>
    /// <param name="n">How many factors, functions, coefficients or conditionals it has.</param>
    public static string Text(string name, int n) => $$"""
        using System;
        using SymDiff;
        public static partial class Growing
        {
            [Differentiable]
            public static double {{name}}(double x, double y)
            {
                {{Body(name, n)}}
            }
        }
        """;

    private static string Body(string name, int n) => name switch
    {
        "Product" => $"return {Joined(n, " * ", i => $"({(i % 2 == 0 ? "x" : "y")} + {i}.5)")};",
        "Composition" => $"double t = y; {Joined(n, " ", i => i % 2 == 0 ? "t = Math.Sin(t);" : "t = Math.Exp(t);")} return t * x;",
        "Polynomial" => $"double t = y; {Joined(n, " ", i => $"t = t * x + {i}.5;")} return t;",
        "Conditionals" => $"double t = x; {Joined(n, " ", i => $"t = t > {i}.5 ? Math.Sin(t) : t * y;")} return t;",
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static string Joined(int n, string separator, Func<int, string> part) =>
        string.Join(separator, Enumerable.Range(1, n).Select(i => part(i).ToString(CultureInfo.InvariantCulture)));
}
