namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Programs with control flow, read and run in the interpreter beside the compiled method: value, both directions, exceptions.</summary>
public sealed class ProgramTests
{
    [Fact]
    public void Branches() => Programs.Check("""
        [Differentiable] public static double If(double x) { if (x > 0) { x = x * x; } return x; }
        [Differentiable] public static double IfElse(double x, double y) { double z; if (x > y) { z = x * y; y = 2; } else { z = x - y; } return z * y; }
        [Differentiable] public static double Chain(double x) { double s = 1; if (x < -1) s = x; else if (x < 0) s = x * x; else if (x < 1) { s = Math.Sin(x); x = 3 * x; } else s = -x; return s * x; }
        [Differentiable] public static double EarlyReturn(double x) { if (x < 0) return -x; double y = x * x; if (y > 2) return y - 2; if (y > 1) { y = y * 3; } return y; }
        [Differentiable] public static double NestedReturn(double x, double y) { if (x > 0) { if (y > 0) { return x * y; } x = 2 * x; } else { if (y < -1) return y; y = y * y; } return x + y; }
        [Differentiable] public static double BothReturn(double x) { if (x > 1) { return x * x; } else { return Math.Cos(x); } }
        [Differentiable] public static double DevilsNest(double x, double y)
        {
            double r = 0;
            if (x > 0) { if (y > 0) { if (x > y) { r = x; if (r > 1) return r * y; } else r = y * x; } else if (y < -1) { r = -y; } }
            else { r = x * y; if (r > 1) { r = Math.Sqrt(r); } else if (r < -1) return r * r; else { r += y; } }
            return r + x;
        }
        [Differentiable] public static double GuardsInARow(double x)
        {
            if (x < -1.5) return 1 * x; if (x < -1) return 2 * x; if (x < -0.5) return 3 * x; if (x < 0) return 4 * x; if (x < 0.5) return 5 * x; if (x < 1) return x * x; return 0.5 * x;
        }
        [Differentiable] public static double DefiniteWhenTrue(double x) { double y; if (x > 0 && (y = x * 2) > 1) return y * y; return x; }
        [Differentiable] public static double EffectsInOperands(double x, double y) { double z = x; bool b = (z *= 2) > 1 || (z *= y) > 0 && (z += 1) > 2; return b ? z : z * z; }
        [Differentiable] public static double AssignInExpression(double y) { double res = 1; res += (y *= 5); return res * y; }
        [Differentiable] public static double Chained(double x) { double a, b; a = b = x * x; a += b++; b = a++ + ++a - b--; return a * b; }
        [Differentiable] public static double ConstantCondition(double x) { if (true) { x = 2 * x; } if (false) { return 3; } return x; }
        [Differentiable] public static double Unreachable(double x) { if (x > 0) { return x; } else { return -x; } }
        [Differentiable] public static double Swap(double x, double y) { if (x > y) { (x, y) = (y, x); } (double a, int n) = (x * y, 3); var (c, (d, _)) = (a, (x, n)); (a, c) = (c + d, a * n); return a - x * c; }
        """);

    [Fact]
    public void Guards() => Programs.Check("""
        [Differentiable] public static double Throw(double x) { if (x < 0) { throw new ArgumentException("negative"); } return Math.Sqrt(x); }
        [Differentiable] public static double ThrowWithMessage(double x) { if (!(x > 0)) throw new ArgumentOutOfRangeException(nameof(x), x, $"{x:R} is {{bad}}: " + x); return Math.Log(x); }
        [Differentiable] public static double ThrowElse(double x) { double y; if (x > 0) { y = x * x; } else { throw new InvalidOperationException(); } return y * x; }
        [Differentiable] public static double ThrowAtEnd(double x, int n) { if (n == 1) return x; if (n == 2) return x * x; throw new ArgumentException($"n = {n}", nameof(n)); }
        [Differentiable] public static double ThrowExpression(double x) { double y = x > 0 ? x * x : throw new InvalidOperationException("a"); double z = x > 4 ? throw new ArgumentException("b") : y; return y * z; }
        [Differentiable] public static double Coalesce(double x, [NoGradient] double[]? w) { double[] v = w ?? throw new ArgumentNullException(nameof(w)); return x * v.Length; }
        [Differentiable] public static double CoalesceNumber(double x, int? n) => x * (n ?? 3) + (n ?? throw new ArgumentException("n"));
        [Differentiable] public static double ThrowIf(double x, string? s) { ArgumentNullException.ThrowIfNull(s); ArgumentException.ThrowIfNullOrEmpty(s); ArgumentOutOfRangeException.ThrowIfNegative(x); ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 3.5, "ex"); return x * s.Length; }
        [Differentiable] public static double ThrowInLoop(double x, int n) { double s = 0; for (int i = 0; i < n; i++) { if (i == 5) throw new InvalidOperationException("five"); s += x * i; } return s; }
        [Differentiable] public static double NeverThrows(double x) { while (true) { x = x / 2; if (!(x > 1)) return x; if (x > 1e300) throw new ArgumentException("large"); } }
        """);

    [Fact]
    public void ArraysOfConstants() => Programs.Check("""
        private static double Total(double[] v) { double s = 0; foreach (double w in v) s += w; return s; }
        private static double Dot(double x, double[] v) { double s = 0; for (int i = 0; i < v.Length; i++) { s += v[i] * x; v[i] += i; x *= x; } return s; }
        [Differentiable] public static double Initialised(double x) { double[] w = { 0.5, -1.0, 2.0 }; double s = 0; foreach (double v in w) s += v * x * x; return s * w.Length + new[] { 1.5, 2.5 }[1] * x; }
        [Differentiable] public static double OfInts(double x, int n) { int[] w = new int[] { 1, n, 3 }; double s = x; foreach (int v in w) { if (v == 2) continue; s = Math.Sin(s * v); if (s > 0.9) break; } return s; }
        [Differentiable] public static double Written(double x, int n) { double[] w = new double[4]; double s = 1; for (int i = 0; i < n; i++) { s *= x + w[i % 4]; w[i % 4] = i * 0.5 - w[(i + 1) % 4]; w[(i + 2) % 4] += w[i % 4]++; } return s * w[0]; }
        [Differentiable] public static double WrittenBetweenReads(double x) { double[] w = { 2 }; double a = w[0] * x; w[0] = 3; double b = w[0] * a * a; w[0]--; return b * w[0] + a; }
        [Differentiable] public static double Sized(double x, int n) { bool[] seen = new bool[n]; for (int i = 0; i < n; i += 2) seen[i] = true; double s = 0; for (int i = 0; i < n; i++) s = seen[i] ? s * x + 1 : s + x; return s; }
        [Differentiable] public static double InLoop(double x, int n) { double s = x; for (int i = 0; i < n; i++) { double[] w = { i, 0.5 * i, -1 }; foreach (double v in w) s = Math.Cos(s) * v; w[i] = 7; s += w[0] * x; } return s; }
        [Differentiable] public static double InArms(double x, int n) { double[] w; if (n > 2) w = new[] { 1.0, n }; else { w = new double[3]; w[1] = 2; } if (x > 0) w = new[] { 4.0, 5.0 }; return x * w[1] * w.Length; }
        [Differentiable] public static double ToCalls(double x) { double[] w = { 1, 2, 3 }; double d = Dot(x, w); return d * Total(w) + w[2] * x + Array.IndexOf(w, 2.0); }
        [Differentiable] public static double Jagged(double x, int n) { double[][] w = { new[] { 1.0 }, new[] { 2.0, 3.0 } }; w[1][0] += n; double s = 0; foreach (double[] row in w) foreach (double v in row) s += v * x * x; return s; }
        [Differentiable] public static double TwoDimensions(double x) { double[,] w = new double[2, 2]; w[1, 0] = 3; w[1, 1] = w[1, 0] - 1; return x * x * w[1, 0] + w[1, 1] * x; }
        [Differentiable] public static double Other(double x, int n) { string[] s = { "a", "bcd" }; long[] l = { n, 5 }; l[0] *= 2; short[] h = { 1 }; h[0]++; return x * s[n % 2].Length * l[0] + h[0]; }
        [Differentiable] public static double Outside(double x, int n) { int[] w = { 1, 2 }; return x * w[n]; }
        [Differentiable] public static double OutsideWrite(double x, int n) { int[] w = { 1, 2 }; w[n] = 3; return x * w[0]; }
        [Differentiable] public static double Step(double x) { int[] w = { (int)x, x > 1 ? 1 : 0 }; w[1] += (int)(x * 2); return x * w[0] + w[1]; }
        [Differentiable] public static double Stopped(double x) { double[] w = { Differential.StopGradient(x) }; w[0] *= 2; return x * w[0] > 1 ? x : x * 2; }
        """);

    [Fact]
    public void ArgumentsThatMakeAnArray() => Programs.Check("""
        private static double Sum(params double[] xs) { double s = 0; foreach (double v in xs) s += v * v; return s * xs.Length; }
        private static double Each(double a, params double[] xs) { for (int i = 0; i < xs.Length; i++) { if (xs[i] > 1) continue; a = a * xs[i] + i; if (a > 5) break; } return a; }
        private static double Pick(int n, params double[] xs) => xs[n] * xs[0];
        private static double Pair(params double[] xs) => xs.Length > 1 ? xs[0] * xs[1] : xs.Length;
        private static double Data(double a, params int[] ks) { foreach (int k in ks) a = Math.Sin(a + k); if (ks.Length > 1) ks[0] = 5; return ks.Length > 0 ? a * ks[0] : a; }
        private static T First<T>(T a, params T[] rest) where T : struct => rest.Length > 0 ? rest[0] : a;
        private static double Inner(params double[] xs) { double Get(int i) => xs[i] * 2; double s = 0; foreach (double a in xs) foreach (double b in xs) { if (a > b) return a * b; s += Get(0) * b; } return s; }
        private static float Single(params float[] xs) { float s = 1; foreach (float v in xs) s *= v; return s; }
        private static double Wider(params double[] xs) => xs[0] * xs[1];
        [Differentiable] public static double Three(double x, double y) => Sum(x, y, x * y);
        [Differentiable] public static double One(double x) => Sum(x) + Sum(2.0 * x, 1);
        [Differentiable] public static double None(double x) => x * (Sum() + Pair() + 1) + Each(x);
        [Differentiable] public static double Loop(double x, double y) => Each(x, y, 0.5, x) + Each(y, x * x);
        [Differentiable] public static double Chosen(double x, double y, int n) => Pick(n, x, y, 3);
        [Differentiable] public static double Two(double x, double y) => Pair(x) + Pair(x, y) + Pair(x, y, 2);
        [Differentiable] public static double Constants(double x, int n) => Data(x) + Data(x, n) + Data(x, 1, n, 3);
        [Differentiable] public static double Generic(double x, double y) => First(x, y, x) * First(y);
        [Differentiable] public static double Nested(double x, double y) { double s = 0; for (int i = 0; i < 3; i++) { s += Inner(x, y, s) + i; } return s; }
        [Differentiable] public static double InLoop(double x, int n) { double s = x; for (int i = 0; i < n; i++) s = Math.Sin(Sum(s, i) + Each(s, x)); return s; }
        [Differentiable] public static double Local(double x, double y) { double F(params double[] v) { double s = 1; foreach (double u in v) s *= u + y; return s; } double r = 0; for (int i = 0; i < 2; i++) r += F(x, r); return r * F(); }
        [Differentiable] public static float Singles(float x, float y) => Single(x, 2, y);
        [Differentiable] public static double Promoted(double x, float z, int n) => Wider(z, x) + Wider(x, n);
        [Differentiable] public static double Order(double x) { double a = x; return Pair(a *= 2, a += x) * a; }
        """);

    [Fact]
    public void Loops() => Programs.Check("""
        [Differentiable] public static double Product(double x, int n) { double p = 1; for (int i = 0; i < n; i++) p *= x + i; return p; }
        [Differentiable] public static double SquareThrice(double t) { for (int i = 0; i < 3; i++) t = t * t; return t; }
        [Differentiable] public static double Ninth(double x) { double y = x; for (int i = 0; i < 2; i++) { double z = 1; for (int j = 0; j < 3; j++) z *= y; y = z; } return y; }
        [Differentiable] public static double From(double x, int a, int b) { double s = 0; for (int i = a; i <= b; i++) { s += Math.Sin(x * i); } return s; }
        [Differentiable] public static double Down(double x, int n) { double s = x; for (int i = n - 1; i >= 0; i--) s = s * x + i; for (int i = n; i > 2; --i) s += i * x; return s; }
        [Differentiable] public static double Steps(double x, int n) { double s = 0; for (int i = 1; i < n; i += 2) s += x * i; for (int i = 10; i > n; i -= 3) s = s * 0.5 + i * x; for (int i = 0; n >= i; i = i + 2) s += x; return s; }
        [Differentiable] public static double AfterLoop(double x, int n) { int i; double s = 0; for (i = 2; i < n; i++) { if (s > 3) break; s += x * x; } return s * i; }
        [Differentiable] public static double TwoVariables(double x, int n) { double s = 0; for (int i = 0, j = n; i < j; i++, j--) { s += x * i * j; } return s; }
        [Differentiable] public static double BoundChanges(double x, int n) { double s = 0; for (int i = 0; i < n; i++) { s += x; if (i == 2) n--; } return s; }
        [Differentiable] public static double VariableChanges(double x) { double s = 0; for (int i = 0; i < 9; i++) { s += x * i; if (s > 1) i++; } return s; }
        [Differentiable] public static double While(double x) { int n = 0; while (x > 0.5 && n < 20) { x = x * 0.7; n++; } return x * n; }
        [Differentiable] public static double Do(double x) { double y; int k = 0; do { y = x * x + k; k++; if (k > 6) break; } while (y < 5); return y; }
        [Differentiable] public static double DoOnce(double x) { do { if (x > 1) break; x = x * x; } while (false); return x; }
        [Differentiable] public static double BreakAndContinue(double x, int n) { double s = 0; for (int i = 0; i < n + 3; i++) { if (i == 1) continue; if (s > 4) break; s += x * i; if (s < 0) { continue; } s *= 1.1; } return s; }
        [Differentiable] public static double NestedExits(double x, int n)
        {
            double s = 0;
            for (int i = 0; i < n; i++) { for (int j = 0; j < 4; j++) { if (j == 2 && i == 1) continue; if (j > i) break; s += x * j; if (s > 6) return s * x; } if (i == 4) break; s = s * x; }
            return s;
        }
        [Differentiable] public static double ContinueInWhile(double x) { int i = 0; double s = 1; while (i < 7) { i++; if (i % 2 == 0) { if (x > 1) continue; s += x; } s *= x; } return s; }
        [Differentiable] public static double ContinueInDo(double x) { int i = 0; double s = 1; do { i++; if (i == 2) continue; s = s * x + i; } while (i < 5 && s < 30); return s; }
        [Differentiable] public static double Newton(double a) { if (!(a > 0 && a < 100)) return 0 * a; double x = a; for (;;) { double next = 0.5 * (x + a / x); if (Math.Abs(next - x) < 1e-12 * next) return next; x = next; } }
        [Differentiable] public static double ReturnIterator(double x) { int j = 0; for (int i = 0; i < 5; i++) { j = i; if (x * i > 3) { return j * x; } } return j + x; }
        [Differentiable] public static double TripCountOfActive(double x) { double s = 0; for (int i = 0; i < Math.Min((int)(x * 2), 20); i++) s += x * x; return s + x; }
        [Differentiable] public static double LaterActive(double x) { double a = 1, b = 2, c = 3; for (int i = 0; i < 4; i++) { c = c * 0.5 + b; b = a; a = x; } return c; }
        [Differentiable] public static double Unused(double x) { double y = 0; for (int i = 0; i < 3; i++) { y = Math.Acos(x); } return x * x; }
        [Differentiable] public static double LoopInArm(double x, int n) { double s = x; if (n > 2) { for (int i = 0; i < n; i++) { s = s * 0.5 + x; if (s > 2) return s; } } else { while (s > 1) s -= 0.75 * x; } return s; }
        [Differentiable] public static double EndlessWithReturn(double x) { int i = 0; while (true) { i++; x = x * 0.9 + 0.01; if (i > 9) { break; } if (x > 3) { return x; } } return x * i; }
        [Differentiable] public static double DeepExits(double x) { double s = 0; for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) for (int k = 0; k < 3; k++) { s += x; if (i == j && j == k) continue; if (s > 7) return s * k; if (k > j) break; } return s * x; }
        """);

    [Fact]
    public void ForEach() => Programs.Check("""
        [Differentiable] public static double Range(double x, int n) { double s = 0; foreach (int i in Enumerable.Range(0, Math.Abs(n))) s += x * i; foreach (var i in Enumerable.Range(n, 3)) { if (i == 2) break; s *= x; } return s; }
        [Differentiable] public static double BadRange(double x, int n) { double s = 0; foreach (int i in Enumerable.Range(1, n)) s += x * i; return s; }
        [Differentiable] public static double Array(double x, [NoGradient] double[] w, int[] n) { double s = 0; foreach (double v in w) { if (v < -1) continue; s = s * x + v; } foreach (double d in n) s += d * x; return s; }
        [Differentiable] public static double Text(double x, string? t) { double s = 1; foreach (char c in t ?? "abc") { s += c * x; if (c == 'y') return s; } return s; }
        [Differentiable] public static double List(double x, [NoGradient] List<double> w) { double s = 0; foreach (var v in w) { if (v > 1.5) return s * x; if (v < -1.5) break; s += v * x; } return s; }
        [Differentiable] public static double Sequence(double x, IEnumerable<int> n) { double s = 0; foreach (var i in n) foreach (var j in n) { s += x * i * j; if (s > 9) return s; } return s; }
        [Differentiable] public static double Dot(double x, [NoGradient] double[] w) { double s = 0; for (int i = 0; i < w.Length; i++) s += w[i] * x; for (int i = w.Length; i-- > 0;) s = s * x + w[i]; return s; }
        """);

    [Fact]
    public void Switches() => Programs.Check("""
        [Differentiable] public static double Constants(double x, int n) { switch (n) { case 0: return x; case 1: case 2: return x * x; case 3: x = Math.Sin(x); break; case -1: { x = 2 * x; break; } default: return -x; } return x * n; }
        [Differentiable] public static double Breaks(double x, int n) { double s = 1; switch (n) { case 1: if (x > 0) break; s = x; break; case 2: s = 3; if (x > 1) { s = 4; break; } else break; default: s = x * x; break; } return s * x; }
        [Differentiable] public static double InLoop(double x, int n) { double s = 0; for (int i = 0; i < n; i++) { switch (i % 3) { case 0: s += x; continue; case 1: if (s > 2) return s; break; default: s *= x; break; } s += 0.5; } return s; }
        [Differentiable] public static double Patterns(double x, int n) { switch (n) { case < 0: return x; case 1 or 3 or 5 when x > 0: x *= 3; break; case > 5 and not 7: return x * n; case var k when k % 2 == 0: x += k; break; } return x * x; }
        [Differentiable] public static double NoDefault(double x, string? s) { double r = x; switch (s) { case "a": r = x * x; break; case null: r = 3 * x; break; } return r; }
        [Differentiable] public static double OfActive(double x) { switch (x) { case < -1: return -x; case >= -1 and < 0: return x * x; case 1: return 7 * x; case double.NaN: return 1; default: return Math.Sin(x); } }
        [Differentiable] public static double Expression(double x, int n) => n switch { 0 => x, 1 or 2 => x * x, > 5 => -x, var k when k < 0 => k * x, _ => 2 };
        [Differentiable] public static double ExpressionOfActive(double x) => x switch { < 0 => -x, 0 => 0, > 0 and < 1 => x * x, double y when y > 3 => y * 3, _ => Math.Sqrt(x) };
        [Differentiable] public static double NoMatch(double x, int n) => n switch { 1 => x, 2 => x * x, 3 when x > 0 => 3 * x };
        [Differentiable] public static double Tuple(double x, int n, bool b) => (n, b) switch { (0, _) => x, (> 0, true) => x * x, (var k, false) when k > 3 => k * x, (_, true) => -x, _ => 2 * x };
        [Differentiable] public static double TupleOfActive(double x, double y) => (x > y, y) switch { (true, > 0) => x * y, (false, < 0) => x - y, (_, var z) => z * z };
        [Differentiable] public static double TupleStatement(double x, int n, int m) { switch (n, m) { case (1, 1): return x; case (_, 2): x = x * x; break; case var (a, b) when a > b: return a * x; } return x + 1; }
        [Differentiable] public static double Throws(double x, int n) => n switch { 1 => x, 2 => throw new ArgumentException("two"), _ => x * x };
        [Differentiable] public static double Types(double x, object? o) => o switch { int i when i > 1 => x * i, int => x, string { Length: > 2 } s => s.Length * x, null => -x, _ => x * x };
        [Differentiable] public static double Is(double x, object? o, int n) { if (o is int i && i > 1) return x * i; if (o is not null and not string) x *= 3; return n is > 0 and < 3 or 5 && x is not (> 2 or < -2) ? x * x : x; }
        [Differentiable] public static double Enums(double x, DayOfWeek d) => d switch { DayOfWeek.Sunday or DayOfWeek.Saturday => x, DayOfWeek.Friday => 2 * x, _ => x * x };
        [Differentiable] public static double EnumStatement(double x, DayOfWeek d) { switch (d) { case DayOfWeek.Sunday: case DayOfWeek.Monday: x *= x; break; case DayOfWeek.Friday: return 1; default: throw new ArgumentException("d"); } return x; }
        [Differentiable] public static double DefaultFirst(double x, int n) { switch (n) { default: x = 2 * x; break; case 1: x = x * x; break; case 2: case 3: return x; } return x * 3; }
        """);

    [Fact]
    public void Helpers() => Programs.Check("""
        [Differentiable] public static double ReturnInLoop(double x, int n) => First(x, n) + First(x * x, 3);
        static double First(double x, int n) { for (int i = 0; i < n; i++) { if (x * i > 2) return x * i; if (x < -1) break; } return x; }
        [Differentiable] public static double Guard(double x) { Check(x); Positive(x, "x"); return Math.Sqrt(x); }
        static void Check(double x) { if (double.IsNaN(x)) throw new ArgumentException("nan"); }
        static void Positive(double x, string name) { if (x >= 0) return; throw new ArgumentOutOfRangeException(name); }
        [Differentiable] public static double Captures(double x, int n) { double s = 0, c = 1; void Add(double v) { if (v < 0) { c *= 2; return; } s += v * c; x = x * 0.9; } for (int i = 0; i < n; i++) Add(x * i); Add(-x); return s * c + x; }
        [Differentiable] public static double ByReference(double x, double y) { Exchange(ref x, ref y); Square(ref x); Split(x, out double a, out var b); Twice(x, out _); return a * b + y; }
        static void Exchange(ref double a, ref double b) { double t = a; a = b; b = t; }
        static void Square(ref double a) { if (a < 0) return; a *= a; }
        static void Split(double x, out double half, out double rest) { half = x / 2; if (x > 1) { rest = x; return; } rest = x * x; }
        static void Twice(in double x, out double y) => y = 2 * x;
        [Differentiable] public static double SameVariableTwice(double x) { double y = x; Both(ref x, ref x); return x * y + In(x, ref x); }
        static void Both(ref double a, ref double b) { a = a * 2; b = b + a; }
        static double In(in double a, ref double b) { b = b * 3; return a; }
        [Differentiable] public static double ReferenceInLoop(double x, int n) { double s = 1; for (int i = 0; i < n; i++) { Bump(ref s, x); if (!Try(s, out double t)) break; s = t; } return s; }
        static void Bump(ref double s, double x) => s = s * 0.5 + x;
        static bool Try(double s, out double t) { t = s * 0.9; return s < 3; }
        [Differentiable] public static double Lambda(double x, double a, double b) { Func<double, double> f = t => Math.Sin(t * x); return Integrate(f, a, b) + Integrate(t => t * t * x, 0, b) + Integrate(Math.Exp, 0, 1) * x + Integrate(Cube, a, 1); }
        static double Cube(double x) => x * x * x;
        static double Integrate(Func<double, double> f, double a, double b) { double h = (b - a) / 4; double s = 0; for (int i = 0; i < 4; i++) s += f(a + (i + 0.5) * h); return s * h; }
        [Differentiable] public static double LambdaOfLambda(double x) => Integrate(s => Integrate(t => s * t * x, 0, s), 0, x);
        [Differentiable] public static double LambdaWrites(double x) { double count = 0; Action<double> add = v => { if (v > 1) return; count += v * x; }; Repeat(add, 3); Repeat(v => count *= 1.1, 2); return count; }
        static void Repeat(Action<double> f, int n) { for (int i = 0; i < n; i++) f(i * 0.5); }
        [Differentiable] public static double LocalGroup(double x) { double k = x * x; double G(double t) { k += t; return k * t; } return Integrate(G, 0, x) + k; }
        [Differentiable] public static double Extension(double x) => x.Clip(1) + x.Times(by: 3, x: 2).Clip();
        [Differentiable] public static double Recursing(double x) { double F(double t) => t * x; double G(double t) { if (t > 1) return F(t); return F(F(t)); } return G(G(x)); }
        [Differentiable] public static double LoopInLocal(double x) { double Sum(int n) { double s = 0; for (int i = 0; i < n; i++) { if (s > 5) return s; s += x * i; } return s; } return Sum(3) * Sum(6); }
        """, "public static class Extensions { public static double Clip(this double x, double limit = 0.5) { if (x > limit) return limit * x; return x; } public static double Times(this double a, double x, double by) => a * x - by; }");

    [Fact]
    public void Numbers() => Programs.Check("""
        [Differentiable] public static double Checked(double x, int n) { checked { int k = n * 500000000; if (k > 3) x *= 2; k++; } return x * unchecked(n * 2000000000); }
        [Differentiable] public static double CheckedConversion(double x) { int n = checked((int)(x * 1e9)); return x * (n > 0 ? 2 : 3); }
        [Differentiable] public static float Single(float x, int n) { float s = 1; for (int i = 0; i < n; i++) { s = s * x + 0.1f; if (s > 3) s -= (float)Math.Sin(s); } return s; }
        [Differentiable] public static double Mixed(double x, byte b) { byte c = b; c += 250; short d = (short)(c * 300); long e = d << 3; e >>= 1; for (long i = 0; i < 4; i++) { e ^= i; x += e * 1e-3 * x; } return x * c; }
        [Differentiable] public static double Characters(double x, char c) { double s = 0; for (char d = 'a'; d <= c; d++) s += x * (d - 'a'); return s; }
        """);
}
