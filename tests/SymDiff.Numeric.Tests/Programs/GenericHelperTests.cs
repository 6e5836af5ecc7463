using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Programs;

/// <summary>What stands in a generic helper that is read in place names no type parameter of it in the emitted text.</summary>
public sealed class GenericHelperTests
{
    private const string Source = """
        using System;
        using System.Numerics;
        using SymDiff;

        public static partial class D
        {
            [Differentiable(Derivatives.Gradient)]
            public static double Created(double x, int n) => Times(x, n) * Times(x, 1.5) + Twice(x, 3L);

            [Differentiable(Derivatives.Gradient)]
            public static double Cast(double x, int n) => Unboxed<int>(x, n) * x;

            [Differentiable(Derivatives.Gradient)]
            public static double Local(double x, int n) { double Q<T>(T a) where T : INumber<T> => x * double.CreateTruncating(a); return Q(n) * Q(2.5f); }

            private static double Times<T>(double x, T k) where T : INumber<T> => x * double.CreateChecked(k) + double.CreateSaturating<T>(k);
            private static double Twice<U>(double x, U k) where U : INumber<U> => Times(x * x, k);
            private static double Unboxed<T>(double x, object k) where T : INumber<T> { var t = (T)k; return x * double.CreateChecked(t); }
        }
        """;

    [Theory]
    [InlineData("Created")]
    [InlineData("Cast")]
    [InlineData("Local")]
    public void Gradient_IsThatOfCentralDifferences(string method)
    {
        LoadedProject project = new LoadedProject().With("GenericHelpers", Source);
        var value = project.Delegate<Func<double, int, double>>("D", method);
        double slope = CentralDifferences.Gradient(x => value(x[0], 3), [0.7], [0])[0];
        Assert.Equal(slope, project.Delegate<Func<double, int, double>>("D", method + "Gradient")(0.7, 3), 1e-7 * (1 + Math.Abs(slope)));
    }
}
