using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Programs;

/// <summary>
/// Generic mathematics in a helper that is read in place means that of the scalar which the type parameter stands for: value and gradient are those of the helper written
/// with that scalar, to the bit, and those of central differences.
/// </summary>
public sealed class GenericMathTests
{
    // Static members of interfaces are those of C# 11, which the oldest Roslyn calls a preview. A helper of T, and the same for a number, of which the text says NUM.
    private static readonly Dictionary<string, (string Generic, string Plain)> Helpers = new()
    {
        ["Operators"] = ("-x * x / (x + T.One) - +x % (T.One + T.One)", "-x * x / (x + 1) - +x % (1 + (NUM)1)"),
        ["Comparisons"] = ("x > T.Zero && x <= T.One && x != T.Zero && !(x == T.One) && !(x < T.NegativeOne) ? x * x : T.One", "x > 0 && x <= 1 && x != 0 && !(x == 1) && !(x < -1) ? x * x : 1"),
        ["Constants"] = (
            "x * T.Pi + T.E * x * x + T.Tau / x + T.Epsilon + T.Min(x, T.PositiveInfinity) + T.Max(x, T.NegativeInfinity) + T.NegativeZero * x + T.AdditiveIdentity + x * T.MultiplicativeIdentity",
            "x * NUM.Pi + NUM.E * x * x + NUM.Tau / x + NUM.Epsilon + NUM.Min(x, NUM.PositiveInfinity) + NUM.Max(x, NUM.NegativeInfinity) + NUM.NegativeZero * x + (NUM)0 + x * (NUM)1"),
        ["Bounds"] = ("x < T.MaxValue && x > T.MinValue && !T.IsNaN(T.NaN * x) ? x : x * x", "x < NUM.MaxValue && x > NUM.MinValue && !NUM.IsNaN(NUM.NaN * x) ? x : x * x"),
        ["Functions"] = (
            "T.Sin(x) * T.Exp(x) + T.Sqrt(x) * T.Pow(x, T.One + T.One) + T.Atan2(x, T.One) + T.Log(x, T.E) + T.Hypot(x, T.One) + T.Cbrt(x) + T.SinPi(x) + T.RootN(x, 3)",
            "NUM.Sin(x) * NUM.Exp(x) + NUM.Sqrt(x) * NUM.Pow(x, 1 + (NUM)1) + NUM.Atan2(x, 1) + NUM.Log(x, NUM.E) + NUM.Hypot(x, 1) + NUM.Cbrt(x) + NUM.SinPi(x) + NUM.RootN(x, 3)"),
        ["Choices"] = (
            "T.Max(x, T.One) * T.Abs(-x) + T.Clamp(x, T.Zero, T.One) + T.CopySign(x, T.NegativeOne) + T.MinMagnitude(x, T.One) * x + T.FusedMultiplyAdd(x, x, T.One)",
            "NUM.Max(x, 1) * NUM.Abs(-x) + NUM.Clamp(x, 0, 1) + NUM.CopySign(x, -1) + NUM.MinMagnitude(x, 1) * x + NUM.FusedMultiplyAdd(x, x, 1)"),
        ["Created"] = (
            "x * T.CreateChecked(2.5) + x * x * T.CreateSaturating(3) + x * T.CreateTruncating(1.75f) + T.CreateChecked(7ul) * x * T.CreateChecked(double.CreateChecked(x))",
            "x * (NUM)2.5 + x * x * (NUM)3 + x * (NUM)1.75f + (NUM)7ul * x * (NUM)(double)x"),
        ["Integers"] = ("x * T.CreateChecked(int.CreateChecked(x * T.CreateChecked(9))) + x * T.CreateChecked(byte.CreateSaturating(x * T.CreateChecked(900)))", "x * (NUM)(int)(x * (NUM)9) + x * (NUM)(byte)255"),
        ["Tests"] = (
            "T.IsFinite(x) && T.IsPositive(x) && !T.IsZero(x) && !T.IsNaN(x) && T.IsCanonical(x) && !T.IsComplexNumber(x) ? x * x : x",
            "NUM.IsFinite(x) && NUM.IsPositive(x) && x != 0 && !NUM.IsNaN(x) ? x * x : x"),
        ["Boxed"] = ("(T)(object)x * x", "x * x"),
        ["Nested"] = ("Half(x) * Half(x * x) + Mixed<T, int>(x, 3)", "x / 2 * (x * x / 2) + x * (NUM)3"),
        ["Lambda"] = ("Twice<T>(T.Sin, x) + Twice(static v => v * v * T.Pi, x)", "NUM.Sin(NUM.Sin(x)) + x * x * NUM.Pi * (x * x * NUM.Pi) * NUM.Pi"),
        ["Narrow"] = ("Wrapped<byte, T>(200, 100, x) + Wrapped<uint, T>(11, 5, x)", "x * (NUM)111 + x * (NUM)4"),
        ["Steps"] = ("x * T.Floor(x * T.Pi) + T.Round(x) * x + T.CreateChecked(T.Sign(x)) * x", "x * NUM.Floor(x * NUM.Pi) + NUM.Round(x) * x + NUM.Sign(x) * x"),
        ["Defaults"] = ("Shifted(x) + default(T) + new T()", "x * x + 0 + 0 + 0"),
    };

    private static readonly Dictionary<string, (string Generic, string Plain)> Bodies = new()
    {
        ["Increments"] = (
            "T s = x; s++; ++s; s *= s; s -= x; s /= x + T.One; s %= T.CreateChecked(100); T r = s--; --s; return r * s;",
            "NUM s = x; s++; ++s; s *= s; s -= x; s /= x + 1; s %= 100; NUM r = s--; --s; return r * s;"),
        ["Loop"] = ("T s = T.Zero, p = T.One; for (int k = 1; k < 6; k++) { p *= x / T.CreateChecked(k); s += p; } return s;", "NUM s = 0, p = 1; for (int k = 1; k < 6; k++) { p *= x / (NUM)k; s += p; } return s;"),
        ["RealLoop"] = ("T s = x; for (T t = T.Zero; t < T.CreateChecked(3); t++) { s += s * t; } return s;", "NUM s = x; for (NUM t = 0; t < 3; t++) { s += s * t; } return s;"),
        ["Local"] = ("return Sq(x) * Sq(T.Cos(x)); static U Sq<U>(U v) where U : INumber<U> => v * v;", "NUM c = NUM.Cos(x); return x * x * (c * c);"),
        ["TypeOf"] = (
            "if (typeof(T) == typeof(double)) { return (T)(object)Math.Sin((double)(object)x); } if (typeof(T) == typeof(float)) { return (T)(object)MathF.Sin((float)(object)x); } throw new NotSupportedException();",
            "return NUM.Sin(x);"),
        ["TypeOfInside"] = (
            "T s = x; if (x > T.Zero) { if (typeof(T) != typeof(double) && typeof(T) != typeof(float)) { return T.NaN; } else { s *= x; } } return (typeof(float) == typeof(T) ? T.One : T.Pi) * s;",
            "NUM s = x; if (x > 0) { s *= x; } return (sizeof(NUM) == 4 ? 1 : NUM.Pi) * s;"),
        ["TypeOfBoth"] = ("return Wide(x) * T.CreateChecked(Wide(1.5f));", "return (sizeof(NUM) == 8 ? x * x : x) * (NUM)1.5f;"),
        ["Array"] = ("T[] a = new T[2]; a[0] = x * x; a[1] = T.Exp(a[0]); return Sum<T>(a) * a[1];", "NUM[] a = new NUM[2]; a[0] = x * x; a[1] = NUM.Exp(a[0]); return (0 + a[0] + a[1]) * a[1];"),
        ["Span"] = ("Span<T> a = stackalloc T[2]; a[0] = x * x; a[1] = T.Exp(a[0]); a[1] += x; a[0]++; return Sum<T>(a);", "NUM a = x * x, b = NUM.Exp(a); b += x; a++; return 0 + a + b;"),
    };

    private const string Shared = """
            private static T Half<T>(T x) where T : IFloatingPoint<T> => x / (T.One + T.One);
            private static T Mixed<T, U>(T x, U k) where T : INumber<T> where U : IBinaryInteger<U> => x * T.CreateChecked(k);
            private static T Wrapped<U, T>(U a, U b, T x) where U : INumber<U> where T : INumber<T> { U s = a + b; s += b; s++; s = -s; s = s % a; return x * T.CreateChecked(s); }
            private static T Wide<T>(T x) where T : INumber<T> { if (x > T.Zero) { if (typeof(T) == typeof(double)) { return x * x; } } return x; }
            private static T Twice<T>(Func<T, T> f, T x) => f(f(x));
            private static T Shifted<T>(T x, T by = default) where T : struct, INumber<T> => x * x + by;
            private static T Sum<T>(ReadOnlySpan<T> values) where T : unmanaged, IFloatingPointIeee754<T> { T s = T.Zero; for (int i = 0; i < values.Length; i++) { s += values[i]; } return s; }
        """;

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach (string name in Helpers.Keys.Concat(Bodies.Keys))
        {
            cases.Add(name, "double");
            cases.Add(name, "float");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Helper_IsThatOfTheScalar(string name, string type)
    {
        var (generic, plain) = Helpers.TryGetValue(name, out var found) ? ($"=> {found.Generic};", $"=> {found.Plain};") : ($"{{ {Bodies[name].Generic} }}", $"{{ {Bodies[name].Plain} }}");
        LoadedProject project = new LoadedProject().With("GenericMath", $$"""
            using System;
            using System.Numerics;
            using SymDiff;

            public static partial class D
            {
                [Differentiable(Derivatives.Gradient | Derivatives.ValueAndGradient)]
                public static NUM F(NUM x) => Generic(x) * (x + 1);

                [Differentiable(Derivatives.Gradient | Derivatives.ValueAndGradient)]
                public static NUM G(NUM x) => Plain(x) * (x + 1);

                private static T Generic<T>(T x) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> {{generic}}
                private static NUM Plain(NUM x) {{plain}}
            {{Shared}}
            }
            """.Replace("NUM", type, StringComparison.Ordinal), language: LanguageVersion.Preview);
        if (type == "double")
        {
            Check(project, 0.7, x => x, CentralDifferences.Gradient(x => project.Delegate<Func<double, double>>("D", "F")(x[0]), [0.7], [0])[0], 1e-6);
        }
        else
        {
            // A difference of two values of float is no good; the gradient of its twin is.
            Check(project, 0.7f, x => x, project.Delegate<Func<float, float>>("D", "GGradient")(0.7f), 1e-5);
        }
    }

    private static void Check<T>(LoadedProject project, T x, Func<T, object> boxed, double slope, double tolerance)
        where T : struct, IConvertible
    {
        T gradient = project.Delegate<Func<T, T>>("D", "FGradient")(x);
        Assert.Equal(boxed(project.Delegate<Func<T, T>>("D", "F")(x)), boxed(project.Delegate<Func<T, T>>("D", "G")(x)));
        Assert.Equal(boxed(project.Delegate<Func<T, T>>("D", "GGradient")(x)), boxed(gradient));
        Assert.Equal(project.Delegate<Func<T, (T, T)>>("D", "GValueAndGradient")(x), project.Delegate<Func<T, (T, T)>>("D", "FValueAndGradient")(x));
        Assert.Equal(slope, gradient.ToDouble(null), tolerance * (1 + Math.Abs(slope)));
    }
}
