namespace SymDiff.Generator.Tests.Pages;

/// <summary>A construct of C# and a method that has it.</summary>
/// <param name="What">The construct, as the page calls it.</param>
/// <param name="Body">
/// What stands in the method <c>F(double x, [NoGradient] double k, [NoGradient] int n, double[] a, [NoGradient] string s)</c>. <c>V</c> stands for a number that has a derivative, <c>x</c>, or for a constant, <c>k</c>.
/// </param>
/// <param name="Members">Other members of its class.</param>
internal sealed record LanguageProbe(string What, string Body, string Members = "");

/// <summary>The constructs, in the order of the page.</summary>
internal static class LanguageProbes
{
    /// <summary>All of them, by heading.</summary>
    public static IReadOnlyList<(string Heading, IReadOnlyList<LanguageProbe> Probes)> All { get; } =
    [
        ("Statements",
        [
            new("local variables, `var`, constants", "var t = V * 2; const double c = 3; return t * c + x;"),
            new("assignments, compound and in expressions", "double t; double u = t = V; u *= t; u += 1; return u + x;"),
            new("`if`, `else`", "double t = 1; if (V > 0) { t = V; } else if (n > 2) { t = 2; } return t * x;"),
            new("`switch` statements, with `goto case`", "double t = 1; switch (n) { case 0: t = V; break; case 1: goto case 0; case > 5: t = 2 * V; break; default: t = 3; break; } return t * x;"),
            new("`for`, `while`, `do`", "double t = V; for (int i = 0; i < n; i++) { t *= 2; } while (t > 100) { t /= 2; } do { t += 1; } while (t < 0); return t * x;"),
            new("`foreach` over arrays and spans", "double t = 0; foreach (double v in a) { t += v * V; } return t * x;"),
            new("`foreach` over other sequences", "double t = 0; foreach (char c in s) { t += c * V; } return t * x;"),
            new("`break`, `continue`, `return` anywhere", "double t = V; for (int i = 0; i < n; i++) { if (i == 3) { continue; } if (t > 9) { break; } if (t < -9) { return x; } t += V; } return t * x;"),
            new("`goto` to a label", "double t = V; if (n > 0) { goto end; } t *= 2; end: return t * x;"),
            new("`throw`, guards", "if (V > 100) { throw new ArgumentOutOfRangeException(nameof(n)); } ArgumentNullException.ThrowIfNull(s); return V * x;"),
            new("`try`, `catch`, `finally`", "double t = 1; try { t = V; } finally { t = 2 * t; } return t * x;"),
            new("`using` statements", "using var r = new System.IO.StringReader(s); return V * x;"),
            new("`lock`", "double t = 1; lock (s) { t = V; } return t * x;"),
            new("`checked`, `unchecked`", "int i = checked(n * 2); return V * x * i;"),
            new("`fixed`, pointers", "unsafe { double t = V; double* p = &t; return *p * x; }"),
            new("local functions", "double G(double t) => t * V; return G(x) + G(2);"),
            new("a call for its effect alone", "Console.WriteLine(s); return V * x;"),
            new("a call for its effect with the number", "Console.WriteLine(V); return x * x;"),
        ]),
        ("Expressions",
        [
            new("arithmetic `+ - * / %`", "return (V + 1) * (V - 2) / (V * V + 1) % 7 + x;"),
            new("comparisons and `&&`, `||`, `!`", "return V > 0 && !(V < 1) || n == 2 ? V : x;"),
            new("`==` between numbers", "return V == a[0] ? V : x;"),
            new("`? :`", "return n > 0 ? V * x : x;"),
            new("`switch` expressions", "return V switch { > 1 => V * x, < -1 => x, _ => 0 };"),
            new("patterns: relational, `and`, `or`, `not`, property, list", "return V is > 0 and < 5 && s is { Length: > 2 } && s is [_, ..] ? V * x : x;"),
            new("list patterns on arrays of numbers", "double[] t = { V, 2 }; return t is [> 0, ..] ? t[1] * x : x;"),
            new("`++`, `--`, compound assignment", "double t = V; t++; --t; t -= 2; return t * x;"),
            new("conversions between `double`, `float` and integers", "return (double)(float)V * n + x;"),
            new("conversion to an integer", "return (int)V + a[0];"),
            new("conversion to `decimal`", "return (double)((decimal)V * 2) + x;"),
            new("`??`, `?.`", "return (s?.Length ?? 3) * V + x;"),
            new("deconstruction, swaps", "double t = V; double u = x; (t, u) = (u, t); return t * t * u;"),
            new("lambdas and delegates that are known", "Func<double, double> f = t => t * V; return f(x) + f(1);"),
            new("a delegate that is not known", "return Given(V) * x;", "private static readonly Func<double, double> Given = t => t * t;"),
            new("strings, interpolation", "string t = $\"{s} {n}\"; return t.Length * V * x;"),
            new("a string of the number", "return V.ToString().Length * x;"),
            new("`dynamic`", "dynamic d = V; return (double)d * x;"),
            new("LINQ", "return new[] { V, 2 }.Sum() * x;"),
            new("`stackalloc`", "Span<double> t = stackalloc double[2]; t[0] = V; return t[0] * x;"),
            new("collection expressions", "double[] t = [V, 2, V]; return t[0] * t[2] * x;"),
            new("`ref` locals", "double[] t = new double[2]; ref double r = ref t[1]; r = V; return t[1] * x;"),
            new("boxing", "object o = V; return (double)o * x;"),
            new("nullable numbers", "double? t = V; return t.Value * x;"),
        ]),
        ("Arrays and spans",
        [
            new("elements, `Length`, `^1`, ranges", "double[] t = new double[3]; t[0] = V; t[^1] = 2 * V; Span<double> u = t.AsSpan()[1..]; return t[0] * u[1] * a.Length * x;"),
            new("arrays that the method makes", "double[] t = new double[n + 1]; for (int i = 0; i < t.Length; i++) { t[i] = V * i; } return t[n] * x;"),
            new("`T[,]`", "double[,] t = new double[2, 2]; t[0, 1] = V; return t[0, 1] * x;"),
            new("`T[][]`", "double[][] t = { new double[2], new double[3] }; t[1][2] = V; return t[1][2] * x;"),
            new("`CopyTo`, `Fill`, `Clear`, `Slice`, `AsSpan`, `Clone`", "double[] t = new double[4]; t.AsSpan().Fill(V); t.AsSpan(1, 2).Clear(); double[] u = (double[])t.Clone(); return u[0] * x;"),
            new("`TensorPrimitives`", "double[] t = { V, 2, V }; return System.Numerics.Tensors.TensorPrimitives.Dot<double>(t, t) * x;"),
            new("`List<double>`", "var t = new System.Collections.Generic.List<double> { V }; return t[0] * x;"),
            new("an array kept in a field", "Kept = new[] { V }; return x * x;", "private static double[] Kept = new double[1];"),
        ]),
        ("Structs, tuples, objects",
        [
            new("structs: fields, properties, `with`, operators, methods", "P p = new P(V, 2) with { Y = V }; P q = p + p; return q.X * q.Norm() * x;", "public readonly record struct P(double X, double Y) { public static P operator +(P l, P r) => new(l.X + r.X, l.Y + r.Y); public double Norm() => X * X + Y * Y; }"),
            new("tuples, named and nested", "(double A, (double B, int C) D) t = (V, (2 * V, n)); return t.A * t.D.B * x;"),
            new("arrays of structs", "P[] p = new P[3]; p[n].X = V; return p[n].X * x;", "public struct P { public double X, Y; }"),
            new("`System.Numerics` vectors, matrices, `Complex`", "var c = new System.Numerics.Complex(V, 1); return (c * c).Real * x;"),
            new("objects with numbers", "Q q = new Q { X = V }; return q.X * x;", "public sealed class Q { public double X; }"),
            new("reading a field or property that does not change", "return Scale * V * x;", "private static readonly double Scale = 2;"),
            new("writing a field", "Last = V; return x * x;", "private static double Last;"),
        ]),
        ("Calls",
        [
            new("functions of `Math`, `MathF`, `double`", "return Math.Sin(V) * Math.Pow(V, 2) * double.Hypot(V, 1) * x;"),
            new("a helper whose source is in the project", "return Helper(V) * x;", "private static double Helper(double t) => t > 0 ? t * t : Math.Exp(t);"),
            new("a generic helper, generic mathematics", "return Helper(V) * x;", "private static T Helper<T>(T t) where T : System.Numerics.IFloatingPointIeee754<T> => T.Sin(t) * T.Pi;"),
            new("recursion", "return Power(V, n) * x;", "private static double Power(double t, int m) => m <= 0 ? 1 : t * Power(t, m - 1);"),
            new("another marked method", "return G(V) * x;", "[Differentiable] public static double G(double t) => t * t;"),
            new("a derivative of another marked method", "return GGradient(V) * x;", "[Differentiable] public static double G(double t) => t * t * t;"),
            new("`ref`, `out`, `in` arguments", "double t = V; Twice(ref t, out double u); return t * u * x;", "private static void Twice(ref double t, out double u) { t *= 2; u = t; }"),
            new("a virtual or interface call", "return ((IComparable<double>)V).CompareTo(2) * x;"),
            new("a method of a library", "return double.Parse(s) * Lib(V) * x;", "private static double Lib(double t) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(t));"),
            new("`Random`, time, files", "return new Random(n).NextDouble() * V * x;"),
            new("`Differential.StopGradient`", "return Differential.StopGradient(V) * x;"),
        ]),
    ];
}
