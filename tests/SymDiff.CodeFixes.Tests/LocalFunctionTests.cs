using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using SymDiff.TestKit;

namespace SymDiff.CodeFixes.Tests;

/// <summary>A marked local function is moved to where derivatives can be emitted beside it, and what calls it finds it there.</summary>
public sealed class LocalFunctionTests
{
    private static CodeFixProvider Fix => new LocalFunctionCodeFix();

    [Fact]
    public Task TopLevelProgram_CallsTheClass() => Program(
        """
        using System;
        using SymDiff;

        Console.WriteLine(Square(3));
        Console.WriteLine(SquareGradient(3));
        Func<double, double> f = Square;
        Console.WriteLine($"{f(2)} {SquareGradient(2)}");

        // What it is for.
        /// <summary>The square.</summary>
        [Differentiable]
        static double Square(double x) => x * x;
        """,
        """
        using System;
        using SymDiff;

        Console.WriteLine(Functions.Square(3));
        Console.WriteLine(Functions.SquareGradient(3));
        Func<double, double> f = Functions.Square;
        Console.WriteLine($"{f(2)} {Functions.SquareGradient(2)}");

        internal static partial class Functions
        {
            // What it is for.
            /// <summary>The square.</summary>
            [Differentiable]
            public static double Square(double x) => x * x;
        }
        """);

    [Fact]
    public Task FunctionsThatItCalls_MoveWithIt() => Program(
        """
        using System;
        using SymDiff;

        [Differentiable]
        double F(double x)
        {
            double y = Twice(x);
            return y * Shared(x);
        }

        double Twice(double x) => 2 * x;

        static double Shared(double x)
        {
            return x + 1;
        }

        Console.WriteLine(F(1) + Shared(2));

        """,
        """
        using System;
        using SymDiff;

        Console.WriteLine(Functions.F(1) + Functions.Shared(2));

        internal static partial class Functions
        {
            [Differentiable]
            public static double F(double x)
            {
                double y = Twice(x);
                return y * Shared(x);
            }

            private static double Twice(double x) => 2 * x;

            public static double Shared(double x)
            {
                return x + 1;
            }
        }

        """);

    [Fact]
    public Task ClassThatIsThere_TakesIt() => Program(
        """
        using System;
        using SymDiff;

        Console.WriteLine(F(1));

        [Differentiable]
        static double F(double x) => x * x;

        static class Functions
        {
            public static double G(double x) => x;
        }

        """,
        """
        using System;
        using SymDiff;

        Console.WriteLine(Functions.F(1));

        static partial class Functions
        {
            public static double G(double x) => x;

            [Differentiable]
            public static double F(double x) => x * x;
        }

        """);

    [Fact]
    public Task NameThatIsTaken_IsLeft() => Program(
        "using System;\nusing SymDiff;\n\nConsole.WriteLine(F(1));\n\n[Differentiable]\nstatic double F(double x) => x * x;\n\npublic enum Functions { None }\n",
        "using System;\nusing SymDiff;\n\nConsole.WriteLine(Functions2.F(1));\n\npublic enum Functions { None }\n\ninternal static partial class Functions2\n{\n    [Differentiable]\n    public static double F(double x) => x * x;\n}\n");

    [Fact]
    public Task LongStrings_StayAsTheyAre() => Program(
        "using System;\nusing SymDiff;\n\nConsole.WriteLine(F(1));\n\n[Differentiable]\nstatic double F(double x)\n{\n    Console.WriteLine(@\"a\n    b\nc\");\n    return x * x;\n}\n",
        "using System;\nusing SymDiff;\n\nConsole.WriteLine(Functions.F(1));\n\ninternal static partial class Functions\n{\n    [Differentiable]\n    public static double F(double x)\n    {\n        Console.WriteLine(@\"a\n    b\nc\");\n        return x * x;\n    }\n}\n");

    [Fact]
    public Task MethodOfAType_CallsItsOwn() => Fixed.ByAsync(
        Fix, "MoveIntoType",
        """
        using SymDiff;

        namespace N
        {
            public class C<T>
            {
                private const double Scale = 2;

                public double G(double y)
                {
                    /// <summary>What.</summary>
                    [Differentiable(Derivatives.Gradient)]
                    static double F(double x)
                    {
                        return Scale * x * typeof(T).Name.Length;
                    }

                    return F(y) + F(2);
                }

                public double H => 1;
            }
        }
        """,
        """
        using SymDiff;

        namespace N
        {
            public partial class C<T>
            {
                private const double Scale = 2;

                public double G(double y)
                {
                    return F(y) + F(2);
                }

                /// <summary>What.</summary>
                [Differentiable(Derivatives.Gradient)]
                private static double F(double x)
                {
                    return Scale * x * typeof(T).Name.Length;
                }

                public double H => 1;
            }
        }
        """);

    [Fact]
    public Task MethodOfAType_CallsTheClass() => Fixed.ByAsync(
        Fix, "MoveIntoClass",
        """
        using SymDiff;

        namespace N;

        public class C
        {
            internal static double Scale(double x) => 2 * x;

            public double G(double y)
            {
                double z = F(y);

                [Differentiable]
                double F(double x) => Scale(x);

                return z;
            }
        }

        public class D { }
        """,
        """
        using SymDiff;

        namespace N;

        public class C
        {
            internal static double Scale(double x) => 2 * x;

            public double G(double y)
            {
                double z = Functions.F(y);

                return z;
            }
        }

        internal static partial class Functions
        {
            [Differentiable]
            public static double F(double x) => C.Scale(x);
        }

        public class D { }
        """);

    [Theory]
    [InlineData("double k = y; [Differentiable] double F(double x) => k * x; return F(1);")]
    [InlineData("[Differentiable] double F(double x) => y * x; return F(1);")]
    [InlineData("[Differentiable] double F(double x) => _state * x; return F(1);")]
    [InlineData("[Differentiable] double F(double x) => G(x); double G(double x) => y; return F(1);")]
    [InlineData("[Differentiable] double F(double x) => this.M<int>(x); return F(1);")]
    [InlineData("[Differentiable] double F(double x) => typeof(T).Name.Length * x; return F(1);")]
    public Task Captures_AreLeft(string body) => Fixed.NotOfferedAsync(Fix, new DriverInput(
        $"using SymDiff;\npublic class C\n{{\n    private double _state = 1;\n    public double M<T>(double y) {{ {body} }}\n}}"));

    [Theory]
    [InlineData("[Differentiable] double F(double x) => x; return F(y);", "MoveIntoType MoveIntoClass")]
    [InlineData("[Differentiable] double F(double x) => S * x; return F(y);", "MoveIntoType")]
    [InlineData("[Differentiable] double F(double x) => default(P).X * x; return F(y);", "MoveIntoType")]
    [InlineData("[Differentiable] double M(double x) => x; return M(y);", "MoveIntoClass")]
    public async Task Offered_IsWhatCompiles(string body, string keys)
    {
        using Fixing fixing = new(Fix, $"using SymDiff;\npublic class C\n{{\n    private const double S = 2;\n    private struct P {{ public double X; }}\n    public double M(double y) {{ {body} }}\n}}");
        CodeAction[] offers = await fixing.OffersAsync();
        Assert.Equal(keys.Split(' '), offers.Select(o => o.EquivalenceKey));
        Assert.All(offers, o => Assert.StartsWith("Move '", o.Title, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MoveIntoType")]
    [InlineData("MoveIntoClass")]
    public async Task All_AreMoved(string key)
    {
        const string Before = """
            using SymDiff;

            namespace N§
            {
                public static partial class C
                {
                    public static double M(double y)
                    {
                        return F(y) + G(y);

                        [Differentiable]
                        static double F(double x) => x * x;

                        [Differentiable]
                        static double G(double x) => x + x;
                    }
                }
            }

            """;
        const string Moved = """
            [Differentiable]
                    public static double F(double x) => x * x;

                    [Differentiable]
                    public static double G(double x) => x + x;
            """;
        string after = key == "MoveIntoClass"
            ? $"using SymDiff;\n\nnamespace N§\n{{\n    public static partial class C\n    {{\n        public static double M(double y)\n        {{\n            return Functions.F(y) + Functions.G(y);\n        }}\n    }}\n\n    internal static partial class Functions\n    {{\n        {Moved}\n    }}\n}}\n"
            : "using SymDiff;\n\nnamespace N§\n{\n    public static partial class C\n    {\n        public static double M(double y)\n        {\n            return F(y) + G(y);\n        }\n\n        [Differentiable]\n        private static double G(double x) => x + x;\n\n        [Differentiable]\n        private static double F(double x) => x * x;\n    }\n}\n";
        await Fixed.InEveryScopeAsync(Fix, key, Before, after);
    }

    private static Task Program(string before, string after) => Fixed.ByAsync(
        Fix, "MoveIntoClass", new DriverInput(before) { Output = OutputKind.ConsoleApplication }, after);
}
