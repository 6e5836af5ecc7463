namespace SymDiff.Generator.Tests.LargeBodies;

/// <summary>
/// Pieces of ordinary C#, which between them have every statement and expression kind. Each goes on with the double <c>s</c> and may use <c>x</c>,
/// <c>y</c> and the integer <c>n</c>. <c>#</c> is a number of its own, <c>$e</c> a formula of <c>x</c>, <c>y</c> and <c>s</c>, <c>$c</c> a constant,
/// <c>$b</c> a condition.
/// </summary>
internal static class Fragments
{
    /// <summary>A piece.</summary>
    /// <param name="Version">The first version of C# that has it, as 100 times the number.</param>
    /// <param name="Text">Its text.</param>
    /// <param name="NeedsInstance">Whether the method must not be static.</param>
    /// <param name="IsUnsafe">Whether it needs an unsafe context, which the method gives it.</param>
    public sealed record Fragment(int Version, string Text, bool NeedsInstance = false, bool IsUnsafe = false);

    /// <summary>What numeric code consists of.</summary>
    public static IReadOnlyList<Fragment> Ordinary { get; } = Of("""
        s += $e;
        s -= $c * $e;
        s *= 0.5 * $e;
        s /= 2.0 + $e * $e;
        s = s % 7.5;
        s %= 11.0;
        double t# = $e; s = s + t# * $c;
        var t# = $e; t# = t# * t#; s += t# / (1.0 + t# * t#);
        if ($b) s += $e; else s -= $e;
        if ($b) { s = $e; } else if (s > $c) { s *= $c; } else { s += $c; }
        if ($b) { return s * $c; }
        switch (n) { case 0: s += $e; break; case 1: case 2: s -= $e; break; default: s *= $c; break; }
        switch (n) { case > 3: s += $e; break; case int m# when m# > 1: s -= m# * $e; break; case <= 1: s *= $c; goto default; default: s += 1.0; break; }
        switch (n) { case 0: s += $e; goto case 1; case 1: s *= $c; break; default: break; }
        s = n switch { 0 => $e, > 1 and < 5 => s, not 7 => s + $e, _ => s };
        s = n switch { 1 or 2 => s * $c, (>= 3) => $e, var m# when m# < 0 => m# * s, _ => s };
        for (int i# = 0; i# < n; i#++) { s += $e / (i# + 1); }
        for (int i# = 0, j# = 5; i# < j#; i#++, j#--) { s = s * 0.75 + $e; }
        for (int i# = 3; i# >= 0; --i#) { if (i# == 1) { continue; } s += Math.Sin($e * i#); }
        int w# = 0; while (w# < 3) { s = s * 0.5 + $e; w#++; if (s > 50.0) { break; } }
        int w# = n; do { s += $c * Math.Cos($e); w#--; } while (w# > 0);
        foreach (int k# in Enumerable.Range(0, 4)) { s += k# * $e; }
        foreach (int k# in new[] { 1, 2, 3 }) { s += k# * $e; }
        foreach (double k# in new double[] { 0.5, 1.5 }) { s += k# * $e; if ($b) break; }
        for (int i# = 0; ; i#++) { if (i# > 2) { break; } for (int j# = 0; j# < 2; j#++) { if (j# > i#) { continue; } s += $e; } }
        double t#; s += (t# = $e) * t#;
        s += (s *= 0.5) * $c;
        int q# = n++; s += q# * $e; n--;
        int q# = ++n; s += q# * $e; --n;
        s++; s--; ++s; --s; s = +s; s = -s;
        (double a#, double b#) = ($e, $e); s += a# * b#;
        var (a#, b#) = ($e, $c); (a#, b#) = (b#, a#); s += a# - b#;
        s += $b ? $e : $c;
        if (($b && s < 5.0) || !(s > 1.0)) { s += $e; }
        if ($b & s < 5.0 | n > 1 ^ n < 3) { s += $e; }
        int q# = (n << 2) >> 1 & 7 | 8 ^ 3; q# = ~q# % 5; s += q# * $e;
        int q# = n; q# <<= 2; q# >>= 1; q# |= 3; q# &= 5; q# ^= 1; q# %= 4; q# += 2; q# -= 1; q# *= 3; q# /= 2; s += q# * $e;
        int q# = checked(n + 1); int r# = unchecked(n * 3 - 1); s += (q# - r#) * $e;
        checked { int q# = n + 1; s += q# * $e; }
        unchecked { int q# = n * 2 - 7; s += q# * $e; }
        double L#(double z) => z * z + $c; s += L#($e);
        static double L#(double z, double w = 2.0) { if (z > w) { return z; } return z * w; } s += L#($e);
        double k# = $c; double L#(double z) { k# = k# + z; return k# * z; } s += L#($e) + k#;
        Func<double, double> f# = z => z * Math.Sin(z); s += f#($e);
        Func<double, double, double> f# = (z, w) => { double u = z * w; return u + z; }; s += f#($e, $c);
        Func<double, double> f# = delegate (double z) { return z * 0.5; }; s += f#($e);
        if (double.IsNaN(s)) throw new ArgumentException("not a number"); s += $e;
        s += x > 1e9 ? throw new ArgumentOutOfRangeException(nameof(x)) : $e;
        const double c# = 2.5; s += c# * $e;
        s += (double)n * $e + (float)0.25 + 'a' * 0.01 + 1e-3f + 0x10 + 0b11 + 7L;
        s += Extra.Twice($e) + ($e).Twice();
        s += Extra.Named(b: $e, a: $c) + Extra.Named($e);
        Extra.Add(ref s, $e);
        Extra.Split($e, out double h#); s += h#;
        Extra.Split($e, out var h#); s += h# * $c;
        s += Extra.Peek(in s) + Extra.Peek($c);
        s += Extra.Sum($e, $c, s);
        if (s is > 0.0 and < 3.0) { s += $e; }
        if (n is 1 or 2 or 4) { s += $e; } else if (n is not 0) { s -= $e; }
        s += nameof(s).Length + sizeof(double) * 0.125 + default(double) + double.Pi * $e;
        ; { } s += $e;
        s += Differential.StopGradient($c * n) * s * 0.1;
        double a# = $e, b# = $c, d#; d# = a# * b#; s += d#;
        _ = n; s += $e;
        s = Math.Max(s, $e); s += Math.Min($e, 3.0);
        s = Math.Clamp(s, -20.0, 20.0) + Math.Abs($e);
        s += Math.Pow(1.0 + $e * $e, 0.5) * Math.Exp(-($e) * ($e)) + Math.Log(2.0 + s * s);
        float g# = (float)$c; s += g# * $e;
        s += global::System.Math.Tanh($e);
        s += checked($e * 2.0) - unchecked($e);
        bool o# = $b; o# |= s > 2.0; o# &= n > 0; o# ^= true; if (o#) { s += $e; }
        if ((n, n > 2) is (1, _)) { s += $e; }
        s += (n, n > 2) switch { (0, _) => $e, (_, true) => s, _ => $c };
        double t# = s; { double u# = t# * $e; t# = u#; } s += Math.Tanh(t#);
        uint u# = (uint)n; long l# = n; byte b# = (byte)n; s += (u# + l# + b#) * $e;
        char c# = 'q'; s += (c# - 'a') * $e;
        s += Extra.Constant * $e + Extra.Readonly;
        """);

    /// <summary>What is rarer in numeric code, most of it outside our language where active values go through it.</summary>
    public static IReadOnlyList<Fragment> Rare { get; } = [.. Of("""
        double[] a# = { 1.0, 2.0, 3.0 }; s += a#[1] * $e;
        double[] a# = new double[3]; a#[0] = $e; a#[n % 3] += $e; s += a#[0];
        var a# = new[] { 1.0, 2.0 }; s += a#[^1] * $e;
        double[,] a# = new double[2, 2] { { 1.0, 2.0 }, { 3.0, 4.0 } }; s += a#[1, 0] * $e;
        double[][] a# = new double[2][] { new double[1], new double[] { 2.0 } }; a#[0][0] = 1.5; s += a#[1][0] * $e;
        int[] a# = { 1, 2, 3, 4 }; foreach (int k# in a#[1..^1]) { s += k# * $e; }
        Range r# = 1..3; Index i# = ^1; s += new[] { 1.0, 2.0, 3.0 }[r#].Length * $e + i#.Value;
        Span<double> p# = stackalloc double[2]; p#[0] = $e; s += p#[0];
        Span<double> p# = stackalloc[] { 1.0, 2.0 }; s += p#[1] * $e;
        Box b# = new Box(); b#.Value = $e; s += b#.Value;
        Box b# = new Box { Value = 2.0, Next = { Value = 3.0 }, Items = { 1.0, 2.0 } }; s += b#.Value * $e;
        Box b# = new() { Value = 2.0, [3] = 1.5 }; s += b#.Value * $e;
        Box? b# = n > 100 ? null : new Box(); s += (b#?.Value ?? 1.0) * $e;
        Box? b# = null; b# ??= new Box(); s += b#!.Value * $e;
        string? t# = n > 3 ? "abc" : null; s += (t#?.Length ?? 2) * $e;
        double? d# = $e; s += d# ?? 0.0;
        int? i# = n; i# ??= 3; s += i#.Value * $e; if (i# is { } j#) { s += j#; }
        var l# = new List<double> { 1.0, 2.0, 3.0 }; s += l#[1] * $e;
        var l# = new List<double> { 1.0 }; l#.Add($e); s += l#[1];
        var d# = new Dictionary<int, double> { { 1, 2.0 }, { 2, 3.0 } }; d#[1] = 4.0; s += d#[1] * $e;
        var d# = new Dictionary<int, double> { [1] = 2.0 }; foreach (var (k#, v#) in d#) { s += k# * v# * $e; }
        foreach (var (a#, b#) in new[] { (1.0, 2.0), (3.0, 4.0) }) { s += a# * b# * $e; }
        var a# = new { A = 1.0, B = n }; s += a#.A * $e;
        Point p# = new(1.0, 2.0); Point q# = p# with { X = 3.0 }; s += q#.X * $e;
        Point p# = new Point($e, $c); s += p#.X * p#.Y;
        Point p# = new(1.0, n); if (p# is { X: > 0.0, Y: var v# }) { s += v# * $e; }
        Point p# = new(1.0, n); if (p# is Point(var a#, > 0.5)) { s += a# * $e; }
        Point p# = new(1.0, n); var (a#, b#) = p#; s += a# * b# * $e;
        object o# = n; if (o# is int i#) { s += i# * $e; } else if (o# is string or null) { s -= $e; }
        object o# = n; s += o# switch { int i# when i# > 2 => i# * $e, double => 1.0, null => 2.0, _ => s };
        object o# = "t"; string? t# = o# as string; if (o# is not null && o# is string) { s += t#!.Length * $e; }
        object o# = $e; s += (double)o#;
        Mode m# = (Mode)(n % 3); switch (m#) { case Mode.Low: s += $e; break; case Mode.Middle: case Mode.High: s -= $e; break; }
        string t# = "b"; switch (t#) { case "a": s += 1.0; break; case "b": s += $e; break; }
        string t# = $"{n}:{s:F2},{n,5}"; s += t#.Length * 0.0 + $e;
        string t# = @"a\b" + "c" + n; t# += "d"; s += t#.Length * $e;
        Vector v# = new Vector(1.0, 2.0) + new Vector(n, 1.0); s += v#.X * $e;
        Vector v# = new Vector($e, $e); v#.X = v#.X * 2.0; s += v#.X + v#[1];
        Vector v# = default; v# += new Vector($e, 1.0); v#++; s += -v# == v# ? v#.X : v#.Y;
        Vector v# = $e; s += (double)v#;
        decimal m# = 1.5m; s += (double)(m# * 2m) * $e;
        float g# = MathF.Sin((float)$e); s += g#;
        float g# = (float)s; g# += 1.5f; g#++; s += g# * 0.01;
        Half h# = (Half)1.5; s += (double)h# * $e;
        System.Numerics.Complex z# = new(1.0, s); s += z#.Real * $e;
        int k# = (int)($e); s += k# * 0.0 + $e;
        s += Math.Sign($e) * $c + Math.Floor($e);
        s += Math.Round($e * 100.0) / 100.0;
        try { s += $e; } catch (InvalidOperationException e#) when (e#.Message.Length > 3) { s = 0.0; } catch { throw; } finally { n++; }
        try { s += $e; } finally { }
        using (Guard g# = new Guard()) { s += g#.Value * $e; }
        using Guard g# = new(); s += g#.Value * $e;
        lock (Extra.Gate) { s += $e; }
        again#: s = s * 0.5 + $e; if (n > 3) { n--; goto again#; } done#: s += 0.0;
        goto end#; end#: s += $e;
        for (int i# = 0; i# < 3; i#++) { for (int j# = 0; j# < 3; j#++) { if (i# * j# > n) { goto out#; } s += $e; } } out#: ;
        IEnumerable<double> I#() { yield return 1.0; if (n > 3) { yield break; } yield return 2.0; } foreach (double v# in I#()) { s += v# * $e; }
        s += (from a in new[] { 1.0, 2.0 } from b in new[] { 3.0 } let c = a * b where c > 3.5 orderby a descending, b ascending select a + b).Sum() * $e;
        s += (from a in new[] { 1, 2, 3 } join b in new[] { 2, 3 } on a equals b into g from c in g.DefaultIfEmpty() group c by c % 2 into h select h.Count()).Sum() * $e;
        s += new[] { 1.0, 2.0 }.Select(v => v * $c).Where(v => v > 0.1).Sum() * $e;
        s += new[] { 1.0, 2.0 }.Sum(v => v * Math.Sin(v)) + $e;
        List<int>? l# = n > 100 ? null : new() { 1 }; s += (l#?[0] ?? 2) * $e;
        bool o# = false; if (int.TryParse("1", out _) && !o# && n is var _) { s += $e; }
        dynamic d# = n; s += (double)(d# + 1) * $e;
        dynamic d# = new List<double> { 1.0, 2.0 }; d#.Add(3.0); s += (double)d#[0] + (double)d#.Count + $e;
        dynamic d# = n; var l# = new List<double>(d#); s += l#.Count + $e;
        dynamic d# = (Func<int, int>)(v => v + 1); s += d#(2) * 1.0 + $e;
        Func<Task<double>> f# = async () => { await Task.CompletedTask; return 1.0; }; s += f#().Result * $e;
        async Task<double> F#() { await foreach (int v in Extra.Numbers()) { return v; } await using (Extra.Disposable()) { } return await Task.FromResult(2.0); } s += F#().GetAwaiter().GetResult() * $e;
        T M#<T>() where T : new() => new T(); s += M#<double>() + $e;
        s += typeof(double).Name.Length * 0.1 * $e + typeof(List<>).Name.Length;
        s += default(Vector).X + $e; double z# = default; s += z#;
        Func<double, double> f# = Math.Sin; s += f#($e);
        Func<double, double> f# = Math.Sin; f# += Math.Cos; s += f#.Invoke($e);
        Func<double, double> f# = n > 2 ? Math.Sin : Math.Cos; s += f#($e);
        Func<Func<double, double>, double, double> f# = (g, v) => g(g(v)); s += f#(v => v * 0.5, $e);
        Box b# = new(); Func<double, double> h# = v => v + 1.0; b#.Changed += h#; s += b#.Raise(1.0) * $e; b#.Changed -= h#;
        ref double r# = ref s; r# += $e; r# *= 0.5;
        double[] a# = { 1.0, 2.0 }; ref double r# = ref a#[0]; r# = ref a#[1]; s += r# * $e; ref readonly double v# = ref Extra.First(a#); s += v#;
        double a# = 1.0; double b# = 2.0; ref double r# = ref (n > 2 ? ref a# : ref b#); r# = $e; s += a# * b#;
        if (Extra.Measure($"n is {n} and {n + 1}", n) > 3) { s += $e; }
        if (Extra.MeasureWith(n, $"n is {n}") > 3) { s += $e; }
        if (Extra.Measure($"n is {n}" + $" and {n + 1}", n) > 3) { s += $e; }
        var l# = new List<int> { 1, 2 }; s += l#[^1] * $e; string t# = "abcd"; s += t#[1..^1].Length;
        FormattableString t# = $"{n}"; s += t#.ArgumentCount * $e;
        nint p# = n; nuint q# = 3; s += ((double)p# + (double)q#) * $e;
        (double A, int B) t# = ($e, n); s += t#.A * t#.B; t#.A = 3.0; s += t#.A;
        (double, double) t# = (1.0, n); if (t# == (1.0, 2.0) || t# != (0.0, 1.0)) { s += $e; }
        double d# = (a: $e, b: $c) switch { (> 0.0, _) => 1.0, (var a#, var b#) => a# * b# }; s += d#;
        System.Text.StringBuilder b# = new(); b#.Append(n).Append('c'); s += b#.Length * $e;
        s += Extra.Fibonacci(5) * $e; s += Extra.Factorial(3.0 + 0.0 * x);
        s += Extra.Generic<double>($e) + Extra.Generic(n);
        s += Extra.Interface(new Box()) * $e;
        DateTime t# = new DateTime(2020, 1, n % 5 + 1); s += (t# - DateTime.UnixEpoch).TotalDays * 1e-6 * $e;
        Console.Write(""); s += $e; Extra.Touch();
        double L#(int k) => k <= 0 ? s : k * L#(k - 1); s += L#(3);
        s += ((Func<double, double>)(v => v * v))($e);
        s += new Func<double, double>(v => v * v)($e);
        Action<double> a# = v => s += v; a#($e);
        Action a# = () => { }; a#(); a#?.Invoke(); s += $e;
        double t# = $e; void L#() { t# += $c; } L#(); L#(); s += t#;
        void L#(ref double v, out double w) { w = v; v = v * 2.0; } L#(ref s, out double o#); s += o# * $e;
        s += n is var q# && q# > 2 ? $e : $c;
        (s, n) = (s * 0.5, n + 1); (_, double u#) = (1, $e); s += u#;
        if (n > 1000) { throw new InvalidOperationException($"{n}"); } s += $e;
        s += Math.Sin(x) switch { > 0.5 => $e, < -0.5 and > -2.0 => s, double.NaN => 0.0, _ => $c };
        s += x == y ? $e : $c; s += (x != 0.0) ? 1.0 : 0.0;
        s += Math.Atan2($e, 2.0 + $e * $e) + Math.FusedMultiplyAdd($e, $c, s);
        s += Math.CopySign($e, -1.0) + Math.ScaleB($e, 1) + Math.IEEERemainder($e, 7.0) + Math.Cbrt(2.0 + s * s);
        s += double.Max($e, $c) + double.Sin($e) + double.Lerp($e, $c, 0.5);
        s += (double)Math.BigMul(n, 3) * $e + Math.DivRem(n, 2, out int m#) + m#;
        (double p#, double q#) = Math.SinCos($e); s += p# * q#;
        s += BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits($c)) * $e;
        s += double.Parse("1.5", System.Globalization.CultureInfo.InvariantCulture) * $e;
        """),
        .. Of("s += Offset * $e + this.Offset; s += this.Of(1.0) * $e;\ns += base.Of(2.0) * $e; Offset = 0.5;\nOffset += $e; s += Offset; Offset = 0.5;\ns += Item(this) * $e;", needsInstance: true),
        .. Of("""
        unsafe { double v# = 2.0; double* p# = &v#; *p# = 3.0; s += *p# * $e + sizeof(Vector); }
        unsafe { Vector v# = new(1.0, 2.0); Vector* p# = &v#; p#->X = 3.0; s += p#->X * $e; }
        unsafe { double[] a# = { 1.0, 2.0 }; fixed (double* p# = a#) { s += p#[1] * $e; } }
        unsafe { delegate*<double, double> f# = &Math.Abs; s += f#(1.0) * $e; }
        """),
        .. Of("double v# = 2.0; double* p# = &v#; s += *p# * $e; double* q# = stackalloc double[2]; q#[0] = 1.0; s += q#[0];\nTypedReference r# = __makeref(n); s += __refvalue(r#, int) * $e + __reftype(r#).Name.Length; \ns += Extra.Old(__arglist(1, 2)) * $e;", isUnsafe: true),
        .. Of("""
        int[] a# = { 1, 2, 3 }; if (a# is [1, .. var r#, _]) { s += r#.Length * $e; }
        int[] a# = { 1, 2 }; s += a# switch { [] => 1.0, [var v#] => v#, [_, > 1] => $e, _ => s };
        s += "ab"u8.Length * $e;
        s += (n >>> 1) * $e; int q# = n; q# >>>= 1; s += q#;
        s += @@@raw "text" @@@.Length * $e;
        scoped Span<double> p# = stackalloc double[1]; s += p#[0] + $e;
        string t# = $"{n switch { > 1 => "a", _ => "b" }}"; s += t#.Length * $e;
        ReadOnlySpan<char> t# = "abc"; if (t# is "abc") { s += $e; }
        Vector v# = checked(new Vector(1.0, 2.0) - new Vector(n, 1.0)); s += v#.X * $e;
        """.Replace("@@@", "\"\"\"", StringComparison.Ordinal), 1100),
        .. Of("""
        int[] a# = [1, 2, n]; int[] b# = [.. a#, 4]; s += b#.Length * $e;
        foreach (int k# in (int[])[1, 2]) { s += k# * $e; }
        Span<double> a# = [1.0, 2.0]; s += a#[1] * $e;
        var f# = (double v = 2.0) => v * 0.5; s += f#() * $e;
        Four b# = default; b#[0] = 2.0; b#[n % 4] = 1.0; s += b#[0] * $e; foreach (double v# in b#) { s += v#; }
        Primary p# = new(2.0); s += p#.Twice * $e;
        s += Extra.PeekReadonly(ref s);
        Four b# = default; Span<double> a# = b#[1..3]; s += a#.Length * $e;
        """, 1200),
        .. Of("int G#<T>(T t) where T : allows ref struct => 2; s += G#(n) * $e;\ns += Extra.Total(1.0, 2.0, n) * $e;\nlock (Extra.NewGate) { s += $e; }\ns += \"\\e[0m\".Length * $e;\nBox b# = new() { Last = { [^1] = 2.0 } }; s += b#.Last[2] * $e;", 1300),
        .. Of("""
        Box? b# = n > 3 ? null : new Box(); b#?.Value = 3.0; s += b#?.Value ?? 1.0; s += $e;
        s += (2.0).Cube + Box.Made(2.0).Value * $e;
        s += nameof(List<>).Length * $e;
        Splitter f# = (v, out w) => { w = v; return v * 2.0; }; s += f#(2.0, out double w#) * $e + w#;
        Counter c# = new(); c# += 3; c#++; s += c#.Count * $e;
        ReadOnlySpan<double> p# = new[] { 1.0, 2.0 }; s += p#[0] * $e;
        s += ($e).Doubled() + Extensions.Doubled(n);
        Widget g# = new() { Level = 2.0 }; s += g#.Level * $e;
        """, 1400),
    ];

    /// <summary>Types and methods that the pieces use, by the version of C# they need.</summary>
    public static IReadOnlyList<(int Version, string Text)> Support { get; } =
    [
        (900, """
        public enum Mode { Low, Middle, High }
        public record Point(double X, double Y);
        public struct Vector
        {
            public double X, Y;
            public Vector(double x, double y) { X = x; Y = y; }
            public double this[int i] => i == 0 ? X : Y;
            public static Vector operator +(Vector a, Vector b) => new Vector(a.X + b.X, a.Y + b.Y);
            public static Vector operator -(Vector a, Vector b) => new Vector(a.X - b.X, a.Y - b.Y);
            public static Vector operator -(Vector a) => new Vector(-a.X, -a.Y);
            public static Vector operator ++(Vector a) => new Vector(a.X + 1, a.Y);
            public static bool operator ==(Vector a, Vector b) => a.X == b.X;
            public static bool operator !=(Vector a, Vector b) => a.X != b.X;
            public static implicit operator Vector(double x) => new Vector(x, 1);
            public static explicit operator double(Vector v) => v.X * v.Y;
            public override bool Equals(object? o) => false;
            public override int GetHashCode() => 0;
        }
        public interface IHasValue { double Get() => 2.0; }
        public class Box : IHasValue
        {
            private Box? _next;
            public double Value = 1.5;
            public Box Next { get => _next ??= new Box(); set => _next = value; }
            public List<double> Items { get; } = new();
            public double[] Last { get; } = new double[3];
            public double this[int i] { get => Value * i; set => Value = value; }
            public event Func<double, double>? Changed;
            public double Raise(double x) => Changed?.Invoke(x) ?? x;
        }
        public class Base
        {
            public double Offset = 0.5;
            public virtual double Of(double x) => x * 0.5;
            public static double Item(Base b) => b.Offset;
        }
        public sealed class Guard : IDisposable { public double Value => 2.0; public void Dispose() { } }
        public delegate double Splitter(double v, out double w);
        [System.Runtime.CompilerServices.InterpolatedStringHandler]
        public struct Handler
        {
            private int _length;
            public Handler(int literal, int formatted) { _length = literal; }
            public Handler(int literal, int formatted, int n) { _length = literal + n; }
            public void AppendLiteral(string s) => _length += s.Length;
            public void AppendFormatted<T>(T t) => _length++;
            public int Length => _length;
        }
        public static partial class Extra
        {
            public const double Constant = 0.25;
            public static readonly double Readonly = 0.75;
            public static readonly object Gate = new();
            private static int _touched;
            public static double Twice(this double x) => 2.0 * x;
            public static double Named(double a, double b = 0.5) => a * b + a;
            public static void Add(ref double to, double what) { to = to + what * 0.5; }
            public static void Split(double v, out double half) { half = v * 0.5; }
            public static double Peek(in double v) => v * 0.25;
            public static double Sum(params double[] values) { double s = 0.0; foreach (double v in values) { s += v; } return s; }
            public static double Constants(params int[] values) => values.Length;
            public static ref readonly double First(double[] a) => ref a[0];
            public static int Measure(Handler h, int n) => h.Length + n;
            public static int MeasureWith(int n, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("n")] Handler h) => h.Length;
            public static int Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);
            public static double Factorial(double v) => v < 1.0 ? 1.0 : v * Factorial(v - 1.0);
            public static T Generic<T>(T t) => t;
            public static double Interface(IHasValue v) => v.Get();
            public static void Touch() => _touched++;
            public static int Old(__arglist) => 2;
            public static async IAsyncEnumerable<int> Numbers() { await Task.CompletedTask; yield return 1; }
            public static IAsyncDisposable Disposable() => new MemoryStream();
        }
        """),
        (1200, """
        [System.Runtime.CompilerServices.InlineArray(4)] public struct Four { private double _first; }
        public class Primary(double v) { public double Twice => 2 * v; }
        public static partial class Extra { public static double PeekReadonly(ref readonly double v) => v * 0.25; }
        """),
        (1300, """
        public static partial class Extra
        {
            public static readonly System.Threading.Lock NewGate = new();
            public static double Total(params ReadOnlySpan<double> v) => v.Length;
        }
        """),
        (1400, """
        public static class Extensions
        {
            extension(double v) { public double Cube => v * v * v; public double Doubled() => v * 2.0; }
            extension(Box) { public static Box Made(double v) => new Box { Value = v }; }
        }
        public class Counter { public int Count; public void operator +=(int n) => Count += n; public void operator ++() => Count++; }
        public class Widget { public double Level { get => field; set => field = value * 2.0; } }
        """),
    ];

    /// <summary>Methods of unusual kinds; <c>#</c> is a number of its own.</summary>
    public static IReadOnlyList<Fragment> Shapes { get; } = Of("""
        public static async Task<double> F(double x) { await Task.Yield(); return x * x; }
        public static IEnumerable<double> F(double x) { yield return x; yield break; }
        public static void F(double x) { x++; }
        public static ref double F(ref double x) => ref x;
        public static string F(double x) => $"{x}";
        public static unsafe double F(double* x) => *x;
        public static T F<T>(T x) => x;
        public static double F<T>(double x, T t) where T : struct => x * 2.0;
        public static double F(double[] x) => x[0] * x[1];
        public static double F(this double x) => x * x;
        public virtual double F(double x) => x * x;
        public double F(in double x, out double y) { y = x; return x; }
        public static double F(params double[] x) => x.Length;
        public static double F(double x, double y = double.NaN, Mode m = Mode.High, string? t = null, int? k = 3) => double.IsNaN(y) ? x * x : x * y;
        public static double F(double x, Point p) => x * p.X;
        public static double F(Vector x) => x.X;
        public static double? F(double? x) => x * x;
        public static (double, double) F(double x, int _) => (x, x * x);
        public static float F(float x) => x * 2f;
        public static decimal F(decimal x) => x * 2m;
        public static dynamic F(dynamic x) => x * 2;
        public static double F() => 1.0;
        public static double F(int n) => n;
        public static double F(double x, Func<double, double> f) => f(x);
        public static double F(double x) { throw new NotImplementedException(); }
        public static double F(double x) { if (x > 0.0) { return x * x; } while (true) { } }
        public static double F(double @class, double @double) => @class * @double;
        public static double F(double x, __arglist) => x;
        public static double F(Span<double> x) => x[0];
        public static double F(double x, ReadOnlySpan<int> k) { double s = 0.0; foreach (int i in k) { s += i * x; } return s; }
        public static double F(double x) => F(x * 0.5, 1) + 1.0; public static double F(double x, int n) => x * n;
        public static double F(double x) { [System.Diagnostics.DebuggerStepThrough] double G(double v) => v * v; return G(G(x)); }
        public static double F(double x) => x > 1.0 ? F(x * 0.5) * 2.0 : x;
        [Obsolete] public static double F(double x) => x;
        [System.Diagnostics.CodeAnalysis.SuppressMessage("a", "b")] public static double F([NoGradient] double x, double y) => x * y;
        [System.Runtime.InteropServices.DllImport("none")] public static extern double F(double x);
        """);

    private static List<Fragment> Of(string lines, int version = 1000, bool needsInstance = false, bool isUnsafe = false) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => new Fragment(version, line, needsInstance, isUnsafe))];
}
