namespace SymDiff.Numeric.Tests.Generics;

/// <summary>
/// Marked generic methods, each with what it is for a number: its text, in which <c>T.</c> is the number's own and operators are those of C#, so that both are the same operations.
/// </summary>
internal static class GenericMethods
{
    /// <summary>Of two numbers, by name: the body for <c>T</c>, and for a number, of which the text says NUM.</summary>
    public static IReadOnlyDictionary<string, (string Generic, string Plain)> All { get; } = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["Operators"] = ("return -x * y / (x + T.One) - +x % (y + T.One);", "return -x * y / (x + 1) - +x % (y + 1);"),
        ["Comparisons"] = (
            "return x > T.Zero && x <= y && x != y && !(x == T.One) && !(x < T.NegativeOne) ? x * y : x / y;", "return x > 0 && x <= y && x != y && !(x == 1) && !(x < -1) ? x * y : x / y;"),
        ["Constants"] = (
            "return x * T.Pi + T.E * x * y + T.Tau / x + T.Epsilon + T.Min(x, T.PositiveInfinity) + T.Max(y, T.NegativeInfinity) + T.NegativeZero * x + T.AdditiveIdentity + x * T.MultiplicativeIdentity;",
            "return x * NUM.Pi + NUM.E * x * y + NUM.Tau / x + NUM.Epsilon + NUM.Min(x, NUM.PositiveInfinity) + NUM.Max(y, NUM.NegativeInfinity) + NUM.NegativeZero * x + (NUM)0 + x * (NUM)1;"),
        ["Bounds"] = ("return x < T.MaxValue && y > T.MinValue && !T.IsNaN(T.NaN * x) ? x : x * y;", "return x < NUM.MaxValue && y > NUM.MinValue && !NUM.IsNaN(NUM.NaN * x) ? x : x * y;"),
        ["Roots"] = ("return T.Sqrt(x) * T.Cbrt(y) + T.Hypot(x, y) * T.RootN(x, 3);", "return NUM.Sqrt(x) * NUM.Cbrt(y) + NUM.Hypot(x, y) * NUM.RootN(x, 3);"),
        ["Powers"] = (
            "return T.Pow(x, y) + T.Pow(y, T.CreateChecked(3)) * T.Pow(T.CreateChecked(2), x);", "return NUM.Pow(x, y) + NUM.Pow(y, (NUM)3) * NUM.Pow((NUM)2, x);"),
        ["Exponentials"] = (
            "return T.Exp(x) * T.Exp2(y) + T.Exp10(x) - T.ExpM1(y) * T.Exp2M1(x) / T.Exp10M1(y);", "return NUM.Exp(x) * NUM.Exp2(y) + NUM.Exp10(x) - NUM.ExpM1(y) * NUM.Exp2M1(x) / NUM.Exp10M1(y);"),
        ["Logarithms"] = (
            "return T.Log(x) * T.Log2(y) + T.Log10(x) - T.LogP1(y) * T.Log2P1(x) / T.Log10P1(y) + T.Log(x, y + T.One);",
            "return NUM.Log(x) * NUM.Log2(y) + NUM.Log10(x) - NUM.LogP1(y) * NUM.Log2P1(x) / NUM.Log10P1(y) + NUM.Log(x, y + 1);"),
        ["Angles"] = (
            "return T.Sin(x) * T.Cos(y) + T.Tan(x) - T.Asin(x / y) * T.Acos(x / y) + T.Atan(y) * T.Atan2(x, y);",
            "return NUM.Sin(x) * NUM.Cos(y) + NUM.Tan(x) - NUM.Asin(x / y) * NUM.Acos(x / y) + NUM.Atan(y) * NUM.Atan2(x, y);"),
        ["HalfTurns"] = (
            "return T.SinPi(x) * T.CosPi(y) + T.TanPi(x) - T.AsinPi(x / y) * T.AcosPi(x / y) + T.AtanPi(y) * T.Atan2Pi(x, y) + T.DegreesToRadians(x) * T.RadiansToDegrees(y);",
            "return NUM.SinPi(x) * NUM.CosPi(y) + NUM.TanPi(x) - NUM.AsinPi(x / y) * NUM.AcosPi(x / y) + NUM.AtanPi(y) * NUM.Atan2Pi(x, y) + NUM.DegreesToRadians(x) * NUM.RadiansToDegrees(y);"),
        ["Hyperbolas"] = (
            "return T.Sinh(x) * T.Cosh(y) + T.Tanh(x * y) - T.Asinh(x) * T.Acosh(y + T.One) / T.Atanh(x / y);",
            "return NUM.Sinh(x) * NUM.Cosh(y) + NUM.Tanh(x * y) - NUM.Asinh(x) * NUM.Acosh(y + 1) / NUM.Atanh(x / y);"),
        ["Choices"] = (
            "return T.Max(x, y) * T.Abs(-x) + T.Clamp(x, T.Zero, y) + T.CopySign(x, -y) + T.MinMagnitude(x, y) * x + T.MaxNumber(x, y) - T.MinNumber(x, T.One) * T.MaxMagnitude(x, y);",
            "return NUM.Max(x, y) * NUM.Abs(-x) + NUM.Clamp(x, 0, y) + NUM.CopySign(x, -y) + NUM.MinMagnitude(x, y) * x + NUM.MaxNumber(x, y) - NUM.MinNumber(x, 1) * NUM.MaxMagnitude(x, y);"),
        ["Combined"] = (
            "return T.FusedMultiplyAdd(x, y, T.One) * T.Lerp(x, y, T.CreateChecked(0.25)) + T.ScaleB(x, 3) + T.Ieee754Remainder(x * T.CreateChecked(7), y);",
            "return NUM.FusedMultiplyAdd(x, y, 1) * NUM.Lerp(x, y, (NUM)0.25) + NUM.ScaleB(x, 3) + NUM.Ieee754Remainder(x * (NUM)7, y);"),
        ["Steps"] = (
            "return x * T.Floor(y * T.Pi) + T.Round(x) * x + T.CreateChecked(T.Sign(x)) * x + T.Ceiling(x) * y + T.Truncate(y) * x + T.Round(x, 1) * y + x * T.CreateChecked(T.ILogB(y));",
            "return x * NUM.Floor(y * NUM.Pi) + NUM.Round(x) * x + (NUM)NUM.Sign(x) * x + NUM.Ceiling(x) * y + NUM.Truncate(y) * x + NUM.Round(x, 1) * y + x * (NUM)NUM.ILogB(y);"),
        ["Created"] = (
            "return x * T.CreateChecked(2.5) + x * y * T.CreateSaturating(3) + x * T.CreateTruncating(1.75f) + T.CreateChecked(7ul) * x * T.CreateChecked(double.CreateChecked(y)) + T.CreateChecked(float.CreateTruncating(x));",
            "return x * (NUM)2.5 + x * y * (NUM)3 + x * (NUM)1.75f + (NUM)7ul * x * (NUM)(double)y + (NUM)(float)x;"),
        ["Integers"] = (
            "return x * T.CreateChecked(int.CreateChecked(y * T.CreateChecked(9))) + x * T.CreateChecked(byte.CreateSaturating(x * T.CreateChecked(900)));",
            "return x * (NUM)(int)(y * (NUM)9) + x * (NUM)(byte)255;"),
        ["Tests"] = (
            "return T.IsFinite(x) && T.IsPositive(y) && !T.IsZero(x) && !T.IsNaN(x) && T.IsCanonical(x) && !T.IsComplexNumber(x) && !T.IsInteger(y) ? x * y : x;",
            "return NUM.IsFinite(x) && NUM.IsPositive(y) && x != 0 && !NUM.IsNaN(x) && !NUM.IsInteger(y) ? x * y : x;"),
        ["Helpers"] = ("return Half(x) * Half(x * y) + Mixed<T, int>(x, 3);", "return x / 2 * (x * y / 2) + x * (NUM)3;"),
        ["Lambdas"] = ("return Twice<T>(T.Sin, x) + Twice(v => v * v * T.Pi, y);", "return NUM.Sin(NUM.Sin(x)) + y * y * NUM.Pi * (y * y * NUM.Pi) * NUM.Pi;"),
        ["Marked"] = ("return Cube(x) * C<T>.Scaled(y);", "return x * x * x * (y * (NUM)2.5);"),
        ["Recursive"] = ("return Fall(x * y, 4) * x;", "NUM v = x * y, f = 1; for (int i = 0; i < 4; i++) { f = v * f + 1; } return f * x;"),
        ["Mutual"] = ("return Even<T>(x, 4) * y;", "NUM v = x, f = 1; for (int i = 0; i < 4; i++) { f = i % 2 == 0 ? NUM.Sin(v * f) : v / (f + 1); } return f * y;"),
        ["Defaults"] = ("return Shifted(x) * y + default(T) + new T();", "return x * x * y + 0 + 0 + 0;"),
        ["Increments"] = (
            "T s = x; s++; ++s; s *= s; s -= y; s /= x + T.One; s %= T.CreateChecked(100); T r = s--; --s; return r * s;",
            "NUM s = x; s++; ++s; s *= s; s -= y; s /= x + 1; s %= 100; NUM r = s--; --s; return r * s;"),
        ["Loop"] = (
            "T s = T.Zero, p = T.One; for (int k = 1; k < 6; k++) { p *= x / T.CreateChecked(k); s += p * y; } return s;", "NUM s = 0, p = 1; for (int k = 1; k < 6; k++) { p *= x / (NUM)k; s += p * y; } return s;"),
        ["Recorded"] = (
            "T s = x; for (int k = 0; k < 9; k++) { s = s > T.One ? T.Sin(s * y) : s * s + T.CreateChecked(0.5); } return s;", "NUM s = x; for (int k = 0; k < 9; k++) { s = s > 1 ? NUM.Sin(s * y) : s * s + (NUM)0.5; } return s;"),
        ["While"] = (
            "T s = x; int n = 0; while (s < T.CreateChecked(50) && n < 20) { s = s * (T.One + y) + T.Exp(-s); n++; if (n == 7) { break; } } return s * y;",
            "NUM s = x; int n = 0; while (s < 50 && n < 20) { s = s * (1 + y) + NUM.Exp(-s); n++; if (n == 7) { break; } } return s * y;"),
        ["RealLoop"] = ("T s = x; for (T t = T.Zero; t < T.CreateChecked(3); t++) { s += s * t * y; } return s;", "NUM s = x; for (NUM t = 0; t < 3; t++) { s += s * t * y; } return s;"),
        ["Local"] = ("return Sq(x) * Sq(T.Cos(y)); static U Sq<U>(U v) where U : INumber<U> => v * v;", "NUM c = NUM.Cos(y); return x * x * (c * c);"),
        ["Array"] = (
            "T[] a = new T[2]; a[0] = x * x; a[1] = T.Exp(y * a[0]); return Sum<T>(a) * a[1];", "NUM[] a = new NUM[2]; a[0] = x * x; a[1] = NUM.Exp(y * a[0]); return (0 + a[0] + a[1]) * a[1];"),
        ["Span"] = (
            "Span<T> a = stackalloc T[2]; a[0] = x * x; a[1] = T.Exp(a[0]); a[1] += y; a[0]++; return Sum<T>(a);", "NUM a = x * x, b = NUM.Exp(a); b += y; a++; return 0 + a + b;"),
        ["Scratch"] = (
            "T[] a = new T[5]; for (int i = 0; i < a.Length; i++) { a[i] = x * T.CreateChecked(i); } for (int i = 1; i < a.Length; i++) { a[i] += T.Sin(a[i - 1]) * y; } return a[4];",
            "NUM[] a = new NUM[5]; for (int i = 0; i < a.Length; i++) { a[i] = x * (NUM)i; } for (int i = 1; i < a.Length; i++) { a[i] += NUM.Sin(a[i - 1]) * y; } return a[4];"),
        ["Switch"] = (
            "int n = int.CreateTruncating(x * T.CreateChecked(3)); switch (n) { case 0: return x; case 2: return x * y; default: return T.Log(y); }",
            "int n = (int)(x * (NUM)3); switch (n) { case 0: return x; case 2: return x * y; default: return NUM.Log(y); }"),
        ["Stopped"] = ("return Differential.StopGradient(x) * y + Differential.StopGradient(y) * x * x;", "return Differential.StopGradient(x) * y + Differential.StopGradient(y) * x * x;"),
        ["Guarded"] = ("if (x < T.Zero) { throw new ArgumentOutOfRangeException(nameof(x)); } return T.Sqrt(x) * y;", "if (x < 0) { throw new ArgumentOutOfRangeException(nameof(x)); } return NUM.Sqrt(x) * y;"),
        ["TypeOf"] = (
            "if (typeof(T) == typeof(string)) { return x; } return x * y;", "return x * y;"),
    };

    /// <summary>What they call.</summary>
    public const string Shared = """
            private static T Half<T>(T x) where T : IFloatingPoint<T> => x / (T.One + T.One);
            private static T Mixed<T, U>(T x, U k) where T : INumber<T> where U : IBinaryInteger<U> => x * T.CreateChecked(k);
            private static U Fall<U>(U v, int n) where U : INumber<U> => n == 0 ? U.One : v * Fall(v, n - 1) + U.One;
            private static U Even<U>(U v, int n) where U : IFloatingPoint<U>, ITrigonometricFunctions<U> => n == 0 ? U.One : v / (Odd(v, n - 1) + U.One);
            private static V Odd<V>(V v, int n) where V : IFloatingPoint<V>, ITrigonometricFunctions<V> => V.Sin(v * Even<V>(v, n - 1));
            private static T Twice<T>(Func<T, T> f, T x) => f(f(x));
            private static T Shifted<T>(T x, T by = default) where T : struct, INumber<T> => x * x + by;
            private static T Sum<T>(ReadOnlySpan<T> values) where T : unmanaged, IFloatingPointIeee754<T> { T s = T.Zero; for (int i = 0; i < values.Length; i++) { s += values[i]; } return s; }
            [Differentiable] public static T Cube<T>(T x) where T : IFloatingPointIeee754<T> => x * x * x;
        """;
}
