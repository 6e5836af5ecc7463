using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>Projects whose names are chosen to break emitted code: it compiles all the same, without a warning.</summary>
public sealed class HostileConsumerTests
{
    private static readonly string LongName = "Long" + new string('e', 196);

    /// <summary>Every name that emitted code could mean is taken by something else.</summary>
    private static readonly string Hostile = $$"""
        namespace X.System
        {
            public class Math { }
            public class Double { }
            public class MathF { }
            public class ObsoleteAttribute { }
            public class SymDiff { }
        }

        namespace X
        {
            public class Math { }
            public class CodeDom { }
            public class ValueTuple { }
            public class Differential { }

            public static partial class Names
            {
                [global::SymDiff.Differentiable]
                public static double Keywords(double @class, double @event, double @double, double @return)
                {
                    double @namespace = @class * @event;
                    return global::System.Math.Sin(@namespace) * @double / @return;
                }

                [global::SymDiff.Differentiable]
                public static double LikeOurs(double x, double dX, double cotangent, double tX, double value, double gradient, double tangent)
                {
                    double product = x * dX;
                    double sin = global::System.Math.Sin(product);
                    double xBar = sin * cotangent;
                    double xDot = xBar + tX * value;
                    double dProduct = xDot * gradient;
                    return dProduct * tangent;
                }

                [global::SymDiff.Differentiable]
                public static double ReservedElements(double Item1, double Rest, double item2, double toString)
                {
                    return Item1 * Rest * item2 * toString;
                }

                [global::SymDiff.Differentiable]
                public static double Case(double a, double A)
                {
                    return a * A;
                }

                [global::SymDiff.Differentiable]
                public static double Überladung(double größe, double 名前)
                {
                    return größe * 名前;
                }

                [global::SymDiff.Differentiable]
                public static double {{LongName}}(double {{LongName}}Parameter)
                {
                    return {{LongName}}Parameter * {{LongName}}Parameter;
                }

                [global::SymDiff.Differentiable]
                public static double {{LongName}}Too(double {{LongName}}Parameter)
                {
                    return {{LongName}}Parameter * {{LongName}}Parameter;
                }
            }

            public static partial class Overloads
            {
                [global::SymDiff.Differentiable]
                public static double F(double x) { return x * x; }

                [global::SymDiff.Differentiable]
                public static double F(double x, int n) { return x * n; }

                [global::SymDiff.Differentiable]
                public static float F(float x) { return x * x; }

                [global::SymDiff.Differentiable]
                public static double F<T>(double x, [global::SymDiff.NoGradient] T data) { return x + x; }
            }

            public partial class Outer<T> where T : class
            {
                public partial struct Inner<@int>
                {
                    [global::SymDiff.Differentiable]
                    internal double Instance(double x) { return x * x; }

                    [global::SymDiff.Differentiable]
                    private static double Hidden(double x, double y) { return x / y; }

                    public double Use() { return HiddenGradient(1, 2).x; }
                }
            }

            public partial class @class
            {
                [global::SymDiff.Differentiable]
                protected internal double @new(double @this) { return @this * @this; }
            }
        }
        """;

    private const string Modern = """
        namespace X;

        public readonly record struct Point(double Scale)
        {
            public double NotPartial(double x) => x * Scale;
        }

        public partial record Curve(double Scale)
        {
            [global::SymDiff.Differentiable]
            public double At(in double x, double y = 2) => x * Scale + y;
        }

        public readonly partial record struct Line(double Scale)
        {
            [global::SymDiff.Differentiable]
            public double At(double x) => x * Scale;
        }

        public partial interface IShape
        {
            [global::SymDiff.Differentiable]
            static double Area(double r) => 3 * r * r;
        }

        public static partial class Extensions
        {
            [global::SymDiff.Differentiable]
            public static double Squared(this double x) => x * x;
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.Latest)]
    public void HostileNames_CompileWithoutWarnings(LanguageVersion version) => AssertClean(version, 14, Hostile);

    [Fact]
    public void ModernTypes_CompileWithoutWarnings() => AssertClean(LanguageVersion.Latest, 4, Modern);

    [Fact]
    public void HintNames_AreShortAndDistinct()
    {
        DriverResult result = Driver.Run(Hostile);
        Assert.All(result.Sources, source => Assert.InRange(source.HintName.Length, 1, 120));
        Assert.Equal(result.Sources.Length, result.Sources.Select(source => source.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains(result.Sources, source => source.HintName == "X.Names.Keywords.g.cs");
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Enable)]
    public void NullableSettings_ChangeNothing(NullableContextOptions nullable) =>
        Driver.Run(new DriverInput("""
            public static partial class C
            {
                [SymDiff.Differentiable] public static double F(double x, [SymDiff.NoGradient] string name, [SymDiff.NoGradient] object data) => x * x;
            }
            """) { Nullable = nullable }).ShouldBuildCleanly();

    [Fact]
    public void ObsoleteMethod_HasObsoleteDerivatives()
    {
        DriverResult result = Driver.Run("""
            public static partial class C
            {
                [System.Obsolete("gone soon")] [SymDiff.Differentiable] public static double F(double x) => x * x;
                public static double Use() => FGradient(1);
            }
            """);
        Diagnostic problem = Assert.Single(result.Problems);
        Assert.Equal("CS0618", problem.Id);
        Assert.StartsWith("File", problem.Location.SourceTree!.FilePath, StringComparison.Ordinal);
    }

    private static void AssertClean(LanguageVersion version, int files, string source)
    {
        DriverResult result = Driver.Run(new DriverInput(source) { LanguageVersion = version, Documentation = DocumentationMode.Diagnose });
        string[] problems = [.. result.Problems.Where(problem => !Undocumented.IsOfTheTestItself(problem)).Select(problem => problem.ToString())];
        Assert.True(problems.Length == 0, string.Join("\n", problems));
        Assert.Equal(files, result.Sources.Length);
    }
}
