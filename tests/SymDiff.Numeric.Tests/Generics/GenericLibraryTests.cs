using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Generics;

/// <summary>Generic methods of another assembly, by the derivatives that it published.</summary>
public sealed class GenericLibraryTests
{
    private const double X = 0.7;

    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject()
        .With(
            "Library",
            """
            using System.Numerics;
            using SymDiff;

            public static partial class Library
            {
                [Differentiable(Derivatives.All)] public static T Wave<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Sin(x) * y;
            }

            public static partial class Of<T> where T : IFloatingPointIeee754<T>
            {
                [Differentiable(Derivatives.All)] public static T Grow(T x) => T.Exp(x) * x;
            }
            """,
            language: LanguageVersion.Preview)
        .With(
            "Application",
            """
            using System.Numerics;
            using SymDiff;

            public static partial class Application
            {
                [Differentiable] public static double Number(double x) => Library.Wave(x, 2 * x) * x;
                [Differentiable] public static double Single(double x) => Library.Wave((float)x, 2) * x;
                [Differentiable] public static double Type(double x) => Of<double>.Grow(x) * x;
                [Differentiable] public static T GenericNumber<T>(T x) where T : IFloatingPointIeee754<T> => Library.Wave(x, x) * x;
                [Differentiable] public static T GenericType<T>(T x) where T : IFloatingPointIeee754<T> => Of<T>.Grow(x) * x;
                public static double Generic(double x) => GenericNumber(x) + GenericType(x);
                public static double GenericGradient(double x) => GenericNumberGradient(x) + GenericTypeGradient(x);
            }
            """,
            language: LanguageVersion.Preview));

    [Theory]
    [InlineData("Number", 1e-9)]
    [InlineData("Single", 1e-3)]
    [InlineData("Type", 1e-9)]
    [InlineData("Generic", 1e-9)]
    public void Call_AgreesWithCentralDifferences(string name, double tolerance)
    {
        var value = Project.Value.Delegate<Func<double, double>>("Application", name);
        double slope = CentralDifferences.Gradient(x => value(x[0]), [X], [0])[0];
        Assert.Equal(slope, Project.Value.Delegate<Func<double, double>>("Application", name + "Gradient")(X), tolerance);
    }
}
