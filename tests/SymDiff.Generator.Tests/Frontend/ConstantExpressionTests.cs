namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Expressions and patterns without an active part stay C#, whatever they are; they are run in order, and beside the compiled method.</summary>
public sealed class ConstantExpressionTests
{
    private const string Types = """
        public sealed record Point(int X, int Y) { public int Count { get; set; } public Point? Next { get; init; } }
        public record struct Cell(int Row, string? Name);
        public sealed class Bag : System.Collections.IEnumerable
        {
            private readonly List<object> _items = new();
            public int Size => _items.Count;
            public int Weight { get; set; } = 1;
            public Bag() { }
            public Bag(int weight, int more = 3) { Weight = weight * more; }
            public void Add(int item) => _items.Add(item);
            public System.Collections.IEnumerator GetEnumerator() => _items.GetEnumerator();
            public void Deconstruct(out int size, out int weight) { size = Size; weight = Weight++; }
        }
        public readonly struct Unit { public readonly int Scale; public Unit(int s) { Scale = s; } public static Unit operator +(Unit a, Unit b) => new(a.Scale + b.Scale); public static double operator *(Unit u, int n) => u.Scale * n; public static Unit operator -(Unit a) => new(-a.Scale); public static implicit operator double(Unit u) => u.Scale; public static implicit operator Unit(int n) => new(n); }
        public enum Shade { Light, Dark }
        """;

    [Fact]
    public void Objects() => Programs.Check("""
        [Differentiable] public static double New(double x, int n) { var p = new Point(n, 2); return x * p.X + p.Y; }
        [Differentiable] public static double Initialised(double x, int n) { var b = new Bag { Weight = n + 1 }; var c = new Bag { 1, n, 3 }; return x * b.Weight * c.Size; }
        [Differentiable] public static double Named(double x, int n) { int k = 0; var b = new Bag(more: ++k, weight: ++k * n); var c = new Bag(n); return x * b.Weight + c.Weight; }
        [Differentiable] public static double With(double x, int n) { var next = new Point(1, n); var p = new Point(n, 2) { Count = 7, Next = next }; var q = p with { X = 5 }; q.Next!.ToString(); return x * q.X * q.Count + (q.Next?.Y ?? 0); }
        [Differentiable] public static double InLoop(double x, int n) { double s = 0; for (int i = 0; i < n; i++) { var p = new Point(i, i + 1); s = s * x + p.Y; } return s; }
        [Differentiable] public static double List(double x, int n) { var l = new List<int> { 1, n, 3 }; l.Add(4); return x * l.Count + l[^1] * x * l[1]; }
        [Differentiable] public static double Structs(double x, int n) { Cell c = new(n, null); Cell d = c with { Name = "abc" }; return x * d.Row + (d.Name?.Length ?? 1) + (c.Name?.Length ?? 2) * x; }
        [Differentiable] public static double Random(double x) { var r = new Random(7); double s = x; for (int i = 0; i < 5; i++) { s = s * r.NextDouble() + x; } return s; }
        """, Types);

    [Fact]
    public void Text() => Programs.Check("""
        [Differentiable] public static double Interpolated(double x, int n) { string s = $"{n:D4}|{n,6}|{{}}"; return x * s.Length; }
        [Differentiable] public static double Concatenated(double x, int n) { string s = "a"; for (int i = 0; i < n; i++) { s += "b"; s += i; } s = s + n; return x * s.Length; }
        [Differentiable] public static double Names(double x) => x * (nameof(x) + typeof(double).Name).Length;
        [Differentiable] public static double Ranges(double x, string? s) { string t = s ?? "default"; char c = t.Length > 0 ? t[^1] : 'q'; return x * c + t[..(t.Length / 2)].Length; }
        """);

    [Fact]
    public void Nothing() => Programs.Check("""
        [Differentiable] public static double Null(double x, int n) { string? s = null; if (n > 2) s = "abc"; return s == null ? x : x * s.Length; }
        [Differentiable] public static double Nullable(double x, int n) { int? k = null; if (n > 2) k = n; double? d = default; k += 1; return x * (k ?? 3) * (d ?? 2.0) + (k.HasValue ? x * x : 0) + (k > 4 ? x : 0); }
        [Differentiable] public static double Access(double x, string? s, [NoGradient] List<double> l) { int? n = s?.Length; l?.Add(1); return n is null ? x * x : x * n.Value * (s?.Trim()?.Length ?? 1); }
        [Differentiable] public static double InAccess(double x, int n) { var next = new Point(2, 3); Point? p = n > 3 ? new Point(n, 1) { Next = next } : n > 1 ? new Point(1, 2) : null; int k = 0; int? y = p?.Next?.Y; p?.Next?.Equals(k++); return x * (y ?? 5) + k; }
        [Differentiable] public static double Defaults(double x) { Cell c = default; var t = default((int, double)); return x * (c.Row + 1) + t.Item2; }
        """, Types);

    [Fact]
    public void FromTheEnd() => Programs.Check("""
        [Differentiable] public static double Elements(double x, [NoGradient] double[] v, int[] k) { int[] own = { 3, 4, 5 }; own[^2] += 2; own[^1]++; return x * own[1] * own[2] + (v.Length > 0 ? v[^1] * x : 0) + (k.Length > 1 ? k[^2] : 1); }
        [Differentiable] public static double Outside(double x, int[] k) => x * k[^1];
        [Differentiable] public static double Slices(double x, [NoGradient] double[] v) { double s = 0; foreach (double w in v[..(v.Length / 2)]) s += w * x; foreach (double w in v[(v.Length / 2)..^0]) s = s * x + w; return s; }
        [Differentiable] public static double Kept(double x, int n) { Index i = ^1; Range r = 1..^1; int[] own = { 1, n, 3, 4 }; return x * own[i] * own[r].Length * own[r][0]; }
        """);

    [Fact]
    public void Tuples() => Programs.Check("""
        private static (int A, double B) Two(int n) => (n, n + 0.5);
        [Differentiable] public static double Kept(double x, int n) { var t = (n, W: 2.5); t = (n + 1, t.W); return x * t.n * t.W; }
        [Differentiable] public static double Taken(double x, int n) { var (a, b) = Two(n); (int c, _) = Two(3); double d; (_, d) = Two(c); return x * a * b + d; }
        [Differentiable] public static double Nested(double x, int n) { ((int, int) p, string s) t = ((n, 2), "abc"); var ((a, b), s) = t; return x * a * b * s.Length; }
        [Differentiable] public static double Deconstructed(double x, int n) { var (a, b) = new Point(n, 3); var bag = new Bag { 1, 2 }; var (c, d) = bag; var (_, e) = bag; return x * a * b + c * d * x * x + e; }
        """, Types);

    [Fact]
    public void Operators() => Programs.Check("""
        [Differentiable] public static double Own(double x, int n) { Unit u = new Unit(n); Unit v = -(u + 3); u += v; return x * (u * 2) + v * x; }
        [Differentiable] public static double Money(double x, int n) { decimal m = 1.5m * n; m += 1; return x * (double)m + (m > 2 ? x * x : 0) + (double)-m; }
        [Differentiable] public static double Boxes(double x, int n) { object o = n; int k = (int)o; long? l = k; return x * k * (l ?? 0); }
        [Differentiable] public static double Wrong(double x, object o) { int k = (int)o; return x * k; }
        """, Types);

    [Fact]
    public void Patterns() => Programs.Check("""
        private static object Make(int n) => n switch { < 0 => "abc", 0 => new Point(1, 2) { Next = new Point(n + 4, 5) }, 1 => new Point(1, 7), 2 => new Cell(3, "a"), 3 => 4.5, 4 => (object)5, _ => new[] { 1, n } };
        [Differentiable] public static double Positional(double x, int n) => Make(n) switch { Point(1, var y) { Next: { X: 4 } q } => x * y * q.Y, Point(_, > 5) => x * x, Cell(var r, "a") c => x * r * c.Name!.Length, double d => d * x, int and > 3 => 2 * x, _ => Math.Sin(x) };
        [Differentiable] public static double Is(double x, int n) { object o = Make(n); if (o is not (Point or Cell { Row: > 2 })) return x * x; if (o is Point { X: 1, Y: var y }) { x *= y; } return o is Cell(var row, { Length: 1 }) && row > n ? x * row : x + 1; }
        [Differentiable] public static double Statement(double x, int n) { switch (Make(n)) { case Point(var a, 2): x *= a + 1; break; case Point { Y: 7 } p when p.X > 0: return x * p.Y; case string { Length: var l }: x = x * l; goto default; case Cell(3, _): return 1; default: x += 2; break; } return x * x; }
        [Differentiable] public static double Nullables(double x, int? n) => n switch { > 3 => x, 1 => x * x, { } k => k * x, null => 7 };
        [Differentiable] public static double Bound(double x, int? n) { if (n is { } k and > 0) return k * x; return n is int m ? m + x : x * x; }
        [Differentiable] public static double Shades(double x, int n) { Shade? s = n > 5 ? null : n > 2 ? Shade.Dark : Shade.Light; return s switch { Shade.Dark => x, null => 2 * x, _ => x * x }; }
        [Differentiable] public static double TupleValue(double x, int n) { (int, string) t = (n, "abc"); return t is (> 2, { Length: 3 }) ? x * x : t switch { (1, _) => x, (var k, "abc") => k * x, _ => 0 }; }
        [Differentiable] public static double InLoop(double x, int n) { double s = 1; for (int i = -1; i < n; i++) { if (Make(i) is Point(var a, var b) and not { Next: null }) s += a * b * x; else s *= x; } return s; }
        """, Types, points: 60);

#if ROSLYN_LATEST
    // C# of a later version than that of the oldest compiler.
    [Fact]
    public void ListPatterns() => Programs.Check("""
        [Differentiable] public static double Lists(double x, int[] k) => k switch { [] => x, [var a] => a * x, [1, .., var z] => x * x * z, [_, .. var mid, > 2] => x * mid.Length, { Length: 2 } and [var p, _] => p + x, [.., 0 or 1] whole => x * whole.Length, _ => x * x };
        [Differentiable] public static double Words(double x, string? s) => s is ['a', .., 'c'] ? x * x : s is [.. var most, 'y'] ? most.Length * x : x;
        [Differentiable] public static double OfList(double x, [NoGradient] List<double> l) => l is [var a, ..] ? x * a : x is > 0 and < 1 ? x * x : x;
        """);

    [Fact]
    public void CollectionExpressions() => Programs.Check("""
        [Differentiable] public static double Arrays(double x, int n) { int[] v = [1, n, 3]; double[] w = [0.5, n]; List<int> l = [n, 2]; double[] none = []; return x * v[1] * w[1] + l.Count * x + none.Length; }
        """);
#endif

    [Fact]
    public void Sequences() => Programs.Check("""
        [Differentiable] public static double Untyped(double x, int n) { double s = 1; foreach (int k in new Bag { 1, n, 2 }) { if (k > 5) break; s = s * x + k; } return s; }
        [Differentiable] public static double Dictionary(double x, int n) { var d = new Dictionary<int, double> { { 1, 0.5 }, { 7, 2.5 } }; double s = 0; foreach (var p in d) s += x * p.Key * p.Value; return s; }
        """, Types);

    [Theory]
    [InlineData("var p = new Exception(\"a\" + [|x|]);", "SD1005")]
    [InlineData("object o = new System.Collections.Generic.List<double>() { 1, [|x|] };", "SD1005")]
    [InlineData("var p = new System.Collections.Generic.KeyValuePair<int, double>(1, [|2 * x|]);", "SD1005")]
    [InlineData("object t = [|(x, 1)|];", "SD1005")]
    [InlineData("string s = $\"{1} {[|x|]}\";", "SD1005")]
    [InlineData("double? d = [|x|];", "SD1005")]
    [InlineData("string s = \"\"; s += [|x|];", "SD1005")]
    [InlineData("var p = [|new P { A = System.Linq.Enumerable.ToArray(\"ab\") }|];", "SD1002")]
    [InlineData("object o = 1; bool b = o is [|(1, _)|];", "SD1002")]
    [InlineData("var v = new System.Numerics.Vector<double>([|x|]);", "SD1005")]
    public void ActiveParts_AreRefused(string body, string id) => Marked.Members(id, $"[Differentiable] public static double F(double x) {{ {body} return x; }} public sealed class P {{ public char[]? A {{ get; init; }} }}");
}
