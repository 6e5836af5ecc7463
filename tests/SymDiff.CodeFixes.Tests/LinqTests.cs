using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using SymDiff.TestKit;

namespace SymDiff.CodeFixes.Tests;

/// <summary>Sums of LINQ are written out as loops that compute the same, in the same order.</summary>
public sealed class LinqTests
{
    private static CodeFixProvider Fix => new LinqCodeFix();

    [Fact]
    public Task Arrow_BecomesABody() => InMethod(
        "double F(double[] xs) => xs.Sum();",
        """
        double F(double[] xs)
            {
                double sum = 0;
                foreach (double element in xs)
                {
                    sum += element;
                }

                return sum;
            }
        """);

    [Fact]
    public Task Variable_IsTheSum() => InMethod(
        """
        double F(double[] xs, double k)
            {
                // The sum of squares.
                double total = xs.Select(x => x * x).Sum(); // all of it
                return total * k;
            }
        """,
        """
        double F(double[] xs, double k)
            {
                // The sum of squares.
                double total = 0; // all of it
                foreach (double x in xs)
                {
                    total += x * x;
                }

                return total * k;
            }
        """);

    [Theory]
    [InlineData("xs.Sum(x => x * k)", "double sum = 0;\n        foreach (double x in xs)\n        {\n            sum += x * k;\n        }", "sum")]
    [InlineData("xs.Select(x => x * k).Select(y => y * y).Sum(z => z + z)", "double sum = 0;\n        foreach (double x in xs)\n        {\n            double y = x * k;\n            double z = y * y;\n            sum += z + z;\n        }", "sum")]
    [InlineData("xs.Select(x => x * k).Sum(x => x * x)", "double sum = 0;\n        foreach (double x in xs)\n        {\n            double element = x * k;\n            sum += element * element;\n        }", "sum")]
    [InlineData("xs.Select(Math.Sin).Sum(G)", "double sum = 0;\n        foreach (double element in xs)\n        {\n            double element2 = Math.Sin(element);\n            sum += G(element2);\n        }", "sum")]
    [InlineData("xs.Where(x => x > 0).Sum() * k", "double sum = 0;\n        foreach (double x in xs)\n        {\n            if (!(x > 0))\n            {\n                continue;\n            }\n\n            sum += x;\n        }", "sum * k")]
    [InlineData("xs.Average(x => x * k)", "if (xs.Length == 0)\n        {\n            throw new InvalidOperationException(\"Sequence contains no elements\");\n        }\n\n        double mean = 0;\n        foreach (double x in xs)\n        {\n            mean += x * k;\n        }", "mean / xs.Length")]
    [InlineData("k * xs.Where(x => x > 0).Average()", "double mean = 0;\n        int count = 0;\n        foreach (double x in xs)\n        {\n            if (!(x > 0))\n            {\n                continue;\n            }\n\n            mean += x;\n            count++;\n        }\n\n        if (count == 0)\n        {\n            throw new InvalidOperationException(\"Sequence contains no elements\");\n        }", "k * (mean / count)")]
    [InlineData("xs.Aggregate(k, (product, x) => product * x)", "double product = k;\n        foreach (double x in xs)\n        {\n            product = product * x;\n        }", "product")]
    [InlineData("Enumerable.Range(0, xs.Length).Sum(i => xs[i] * i * k)", "double sum = 0;\n        for (int i = 0; i < xs.Length; i++)\n        {\n            sum += xs[i] * i * k;\n        }", "sum")]
    [InlineData("Enumerable.Range(1, xs.Length - 1).Select(i => xs[i] - xs[i - 1]).Sum(d => d * d)", "if (xs.Length - 1 < 0)\n        {\n            throw new ArgumentOutOfRangeException(null, \"The count is negative.\");\n        }\n\n        double sum = 0;\n        for (int i = 1; i < 1 + xs.Length - 1; i++)\n        {\n            double d = xs[i] - xs[i - 1];\n            sum += d * d;\n        }", "sum")]
    [InlineData("xs.Zip(ys, (x, y) => x * y).Sum() + k", "double sum = 0;\n        for (int i = 0; i < xs.Length && i < ys.Length; i++)\n        {\n            double x = xs[i];\n            double y = ys[i];\n            sum += x * y;\n        }", "sum + k")]
    [InlineData("ys.Sum(y => y * k)", "double sum = 0;\n        foreach (double y in ys)\n        {\n            sum += y * k;\n        }", "sum")]
    [InlineData("list.Sum(y => y * k)", "double sum = 0;\n        foreach (double y in list)\n        {\n            sum += y * k;\n        }", "sum")]
    [InlineData("list.Average(y => y * k)", "double mean = 0;\n        int count = 0;\n        foreach (double y in list)\n        {\n            mean += y * k;\n            count++;\n        }\n\n        if (count == 0)\n        {\n            throw new InvalidOperationException(\"Sequence contains no elements\");\n        }", "mean / count")]
    [InlineData("k + xs.Sum(x => xs.Length > 0 ? x : k)", "double sum = 0;\n        foreach (double x in xs)\n        {\n            sum += xs.Length > 0 ? x : k;\n        }", "k + sum")]
    [InlineData("xs.Max() * k", "if (xs.Length == 0)\n        {\n            throw new InvalidOperationException(\"Sequence contains no elements\");\n        }\n\n        double max = double.NaN;\n        foreach (double element in xs)\n        {\n            if (element > max || double.IsNaN(max))\n            {\n                max = element;\n            }\n        }", "max * k")]
    [InlineData("xs.Min(x => x * k)", "if (xs.Length == 0)\n        {\n            throw new InvalidOperationException(\"Sequence contains no elements\");\n        }\n\n        double min = double.PositiveInfinity;\n        foreach (double x in xs)\n        {\n            double value = x * k;\n            if (value < min || double.IsNaN(value))\n            {\n                min = value;\n            }\n        }", "min")]
    [InlineData("xs.Where(x => x > k).Max()", "double max = double.NaN;\n        int count = 0;\n        foreach (double x in xs)\n        {\n            if (!(x > k))\n            {\n                continue;\n            }\n\n            if (x > max || double.IsNaN(max))\n            {\n                max = x;\n            }\n\n            count++;\n        }\n\n        if (count == 0)\n        {\n            throw new InvalidOperationException(\"Sequence contains no elements\");\n        }", "max")]
    [InlineData("xs.Select((x, i) => x * i * k).Sum()", "double sum = 0;\n        for (int i = 0; i < xs.Length; i++)\n        {\n            double x = xs[i];\n            sum += x * i * k;\n        }", "sum")]
    [InlineData("xs.Where((x, j) => j > 0).Select((y, i) => y * i).Sum(z => z * k)", "double sum = 0;\n        int i = 0;\n        for (int j = 0; j < xs.Length; j++)\n        {\n            double x = xs[j];\n            if (!(j > 0))\n            {\n                continue;\n            }\n\n            double element = x * i;\n            i++;\n            sum += element * k;\n        }", "sum")]
    [InlineData("list.Where((x, j) => j > 0).Sum(x => x * k)", "double sum = 0;\n        int j = 0;\n        foreach (double x in list)\n        {\n            bool isTaken = j > 0;\n            j++;\n            if (!isTaken)\n            {\n                continue;\n            }\n\n            sum += x * k;\n        }", "sum")]
    [InlineData("Enumerable.Range(0, xs.Length).Select((n, i) => xs[n] * i).Average()", "if (xs.Length == 0)\n        {\n            throw new InvalidOperationException(\"Sequence contains no elements\");\n        }\n\n        double mean = 0;\n        for (int n = 0; n < xs.Length; n++)\n        {\n            mean += xs[n] * n;\n        }", "mean / xs.Length")]
    [InlineData("xs.Zip(ys).Sum(p => p.First * p.Second) + k", "double sum = 0;\n        for (int i = 0; i < xs.Length && i < ys.Length; i++)\n        {\n            (double First, double Second) p = (xs[i], ys[i]);\n            sum += p.First * p.Second;\n        }", "sum + k")]
    [InlineData("xs.Zip(ys, (x, y) => x - y).Max(Math.Abs) + k", "if (xs.Length == 0 || ys.Length == 0)\n        {\n            throw new InvalidOperationException(\"Sequence contains no elements\");\n        }\n\n        double max = double.NaN;\n        for (int i = 0; i < xs.Length && i < ys.Length; i++)\n        {\n            double x = xs[i];\n            double y = ys[i];\n            double element = x - y;\n            double value = Math.Abs(element);\n            if (value > max || double.IsNaN(max))\n            {\n                max = value;\n            }\n        }", "max + k")]
    [InlineData("xs.Sum(k => k * k)", "double sum = 0;\n        foreach (double element in xs)\n        {\n            sum += element * element;\n        }", "sum")]
    public Task Chain_BecomesALoop(string expression, string loop, string value) => InMethod(
        $"double F(double[] xs, double k, [NoGradient] double[] ys, [NoGradient] List<double> list)\n    {{\n        return H({expression}, k * xs[0]);\n    }}\n\n    private static double G(double x) => x * x;\n\n    private static double H(double x, double y) => x * y;",
        $"double F(double[] xs, double k, [NoGradient] double[] ys, [NoGradient] List<double> list)\n    {{\n        {loop}\n\n        return H({value}, k * xs[0]);\n    }}\n\n    private static double G(double x) => x * x;\n\n    private static double H(double x, double y) => x * y;");

    /// <summary>LINQ adds numbers of single precision in double precision.</summary>
    [Theory]
    [InlineData("xs.Sum(x => x * x)", "double sum = 0;\n        foreach (float x in xs)\n        {\n            sum += x * x;\n        }", "(float)sum")]
    [InlineData("xs.Average()", "if (xs.Length == 0)\n        {\n            throw new InvalidOperationException(\"Sequence contains no elements\");\n        }\n\n        double mean = 0;\n        foreach (float element in xs)\n        {\n            mean += element;\n        }", "(float)(mean / xs.Length)")]
    [InlineData("xs.Max(x => x * x)", "if (xs.Length == 0)\n        {\n            throw new InvalidOperationException(\"Sequence contains no elements\");\n        }\n\n        float max = float.NaN;\n        foreach (float x in xs)\n        {\n            float value = x * x;\n            if (value > max || float.IsNaN(max))\n            {\n                max = value;\n            }\n        }", "max")]
    [InlineData("xs.Aggregate(1f, (p, x) => p * x)", "float p = 1f;\n        foreach (float x in xs)\n        {\n            p = p * x;\n        }", "p")]
    public Task SinglePrecision_RoundsAsLinqDoes(string expression, string loop, string value) => InMethod(
        $"float F(float[] xs)\n    {{\n        float y = {expression};\n        return y * y;\n    }}",
        value == "max" ? $"float F(float[] xs)\n    {{\n        {loop.Replace(" max", " y", StringComparison.Ordinal).Replace("(max", "(y", StringComparison.Ordinal)}\n\n        return y * y;\n    }}" :
        value == "p" ? $"float F(float[] xs)\n    {{\n        {loop.Replace("p = 1f", "y = 1f", StringComparison.Ordinal).Replace("p = p * x", "y = y * x", StringComparison.Ordinal)}\n\n        return y * y;\n    }}"
            : $"float F(float[] xs)\n    {{\n        {loop}\n\n        float y = {value};\n        return y * y;\n    }}");

    [Fact]
    public Task SumInASum_IsWrittenOutNext() => InMethod(
        """
        double F(double[] xs, double[] ys)
            {
                return xs.Sum(x => ys.Sum(y => x * y));
            }
        """,
        """
        double F(double[] xs, double[] ys)
            {
                double sum = 0;
                foreach (double x in xs)
                {
                    double sum2 = 0;
                    foreach (double y in ys)
                    {
                        sum2 += x * y;
                    }

                    sum += sum2;
                }

                return sum;
            }
        """);

    [Fact]
    public Task HelperInAnotherFile_IsWrittenOutThere() => Fixed.ByAsync(
        Fix, "WriteLoop",
        ["using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double[] x) => H.I<int>.G(x); }", "using System.Linq;\ninternal class H\n{\n    internal class I<T>\n    {\n        public static double G(double[] a) =>\n            a.Sum(y => y * y); // squares\n    }\n}\n"],
        ["using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double[] x) => H.I<int>.G(x); }", "using System.Linq;\ninternal class H\n{\n    internal class I<T>\n    {\n        public static double G(double[] a)\n        {\n            double sum = 0;\n            foreach (double y in a)\n            {\n                sum += y * y;\n            }\n\n            return sum;\n        } // squares\n    }\n}\n"]);

    /// <summary>Two chains of one statement come before it in their order.</summary>
    [Fact]
    public Task Assignment_AndSwitchSection_StayWhereTheyAre() => InMethod(
        """
        double F(double[] xs, int n)
            {
                double s = 1;
                switch (n)
                {
                    case 0:
                        // Only here.
                        s *= xs.Sum(x => x * x) + xs.Sum();
                        break;
                }

                return s;
            }
        """,
        """
        double F(double[] xs, int n)
            {
                double s = 1;
                switch (n)
                {
                    case 0:
                        // Only here.
                        double sum = 0;
                        foreach (double x in xs)
                        {
                            sum += x * x;
                        }

                        double sum2 = 0;
                        foreach (double element in xs)
                        {
                            sum2 += element;
                        }

                        s *= sum + sum2;
                        break;
                }

                return s;
            }
        """);

    [Fact]
    public Task StatementWithoutBraces_GetsThem() => InMethod(
        """
        double F(double[] xs, int n)
            {
                if (n > 0)
                    return xs.Sum();
                return xs[0];
            }
        """,
        """
        double F(double[] xs, int n)
            {
                if (n > 0)
                {
                    double sum = 0;
                    foreach (double element in xs)
                    {
                        sum += element;
                    }

                    return sum;
                }
                return xs[0];
            }
        """);

    [Theory]
    [InlineData("return n > 0 ? xs.Sum() : 0;")]
    [InlineData("double s = 0; while (xs.Sum() > s) { s++; } return xs[0];")]
    [InlineData("return n++ * xs.Sum();")]
    [InlineData("return xs.Max(Comparer<double>.Default);")]
    [InlineData("return xs.MaxBy(x => x * x);")]
    [InlineData("return xs.Aggregate((a, b) => a * b);")]
    [InlineData("return xs.Sum(x => { return x * x; });")]
    [InlineData("return xs.OrderBy(x => x).Sum();")]
    [InlineData("double a = xs[0], b = xs.Sum(); return a * b;")]
    public Task WhatIsNoPlainSum_IsLeft(string body) => Fixed.NotOfferedAsync(Fix, new DriverInput(Class($"double F(double[] xs, int n) {{ {body} }}")));

    [Fact]
    public async Task Title_NamesTheCall()
    {
        using Fixing fixing = new(Fix, Class("double F(double[] xs) => xs.Select(x => x).Average();"));
        CodeAction offer = Assert.Single(await fixing.OffersAsync());
        Assert.Equal("Write 'Average' out as a loop", offer.Title);
    }

    [Fact]
    public Task All_AreWrittenOut() => Fixed.InEveryScopeAsync(
        Fix, "WriteLoop",
        "using System.Linq;\nusing SymDiff;\n\npublic static partial class §\n{\n    [Differentiable]\n    public static double F(double[] xs, double[] ys)\n    {\n        return xs.Sum() * ys.Sum();\n    }\n\n    [Differentiable]\n    public static double G(double[] xs) => 2 * xs.Sum();\n}\n",
        "using System.Linq;\nusing SymDiff;\n\npublic static partial class §\n{\n    [Differentiable]\n    public static double F(double[] xs, double[] ys)\n    {\n        double sum = 0;\n        foreach (double element in xs)\n        {\n            sum += element;\n        }\n\n        double sum2 = 0;\n        foreach (double element2 in ys)\n        {\n            sum2 += element2;\n        }\n\n        return sum * sum2;\n    }\n\n    [Differentiable]\n    public static double G(double[] xs)\n    {\n        double sum = 0;\n        foreach (double element in xs)\n        {\n            sum += element;\n        }\n\n        return 2 * sum;\n    }\n}\n");

    private static Task InMethod(string before, string after) => Fixed.ByAsync(Fix, "WriteLoop", Class(before), Class(after));

    private static string Class(string method) => $"using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing SymDiff;\n\npublic static partial class C\n{{\n    [Differentiable]\n    public static {method}\n}}\n";
}
