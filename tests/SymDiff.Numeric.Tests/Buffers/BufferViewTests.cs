namespace SymDiff.Numeric.Tests.Buffers;

/// <summary><c>Memory&lt;T&gt;</c> of either kind: parameters, locals, parts, and helpers that take them.</summary>
public sealed class BufferViewTests
{
    private const string Source = """
        public static partial class Views
        {
            private static readonly Memory<double> Table = new double[] { 2, 3, 5 };

            [Differentiable]
            public static double Dot(ReadOnlyMemory<double> w, [NoGradient] ReadOnlyMemory<double> x, double k)
            {
                double sum = 0;
                for (int i = 0; i < w.Length; i++) { sum += w.Span[i] * w.Span[i] * x.Span[i]; }
                return sum * k;
            }

            [Differentiable]
            public static double Parts(ReadOnlyMemory<double> w, double[] a)
            {
                ReadOnlyMemory<double> all = a, rest = w.Slice(1);
                double p = Product(w[..^1]) + Product(rest) * Product(a.AsMemory(1)) + Product(all.Slice(1, 2));
                var middle = a.AsMemory(1..^1);
                foreach (double e in middle.Span) { p += e * e * p; }
                return middle.IsEmpty ? 0 : p + Product(a.AsMemory()[^2..]) + a.AsSpan(^1)[0] * a.AsSpan(..2)[1];
            }

            private static double Product(ReadOnlyMemory<double> m)
            {
                double p = 1;
                foreach (double e in m.Span) { p *= e; }
                return p;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Written(Memory<double> s, [Output] Memory<double> y, [Scratch] Memory<double> t, ReadOnlyMemory<double> x)
            {
                x.CopyTo(t);
                Scale(t.Slice(1), s.Span[0]);
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    y.Span[i] = t.Span[i] * s.Span[i];
                    s.Span[i] += y.Span[i] * x.Span[i];
                    sum += s.Span[i];
                }

                return sum * x.Span[^1];
            }

            private static void Scale(Memory<double> m, double k) { var span = m.Span; for (int i = 0; i < span.Length; i++) { span[i] *= k * span[i]; } }

            [Differentiable]
            public static double Own(double[] x)
            {
                Memory<double> a = new double[x.Length], b = new Memory<double>(new double[x.Length]), none = default;
                x.CopyTo(a);
                for (int k = 0; k < 3; k++)
                {
                    for (int i = 0; i < a.Length; i++) { b.Span[i] = a.Span[i] + 0.2 * a.Span[(i + 1) % a.Length] * a.Span[i]; }
                    (a, b) = (b, a);
                }

                double sum = none.Length + Memory<double>.Empty.Length;
                var copy = a.ToArray();
                a.Span.Clear();
                foreach (double e in copy) { sum += e * e; }
                return sum + a.Span[0];
            }

            // What C# alone sees stays C#.
            [Differentiable]
            public static double Kept(double k, [NoGradient] Memory<double> x)
            {
                object o = x;
                return k * k * x.Span[1] * ((Memory<double>)o).Length + Table.Span[1] * k * Table.Length;
            }
        }
        """;

    internal static readonly BufferProject Project = new("Views", Source);

    private static readonly double[] X = [0.7, -1.2, 0.4, 1.9], W = [1.1, 0.6, -0.3, 0.8];

    [Fact]
    public void EveryForm_AgreesWithCentralDifferences()
    {
        BufferChecks.Check(Project["Dot"], 1e-7, W, X, 1.5);
        BufferChecks.Check(Project["Parts"], 1e-7, W, X);
        BufferChecks.Check(Project["Written"], 1e-7, W, new double[4], new double[4], X);
        BufferChecks.Check(Project["Own"], 1e-7, X);
        BufferChecks.Check(Project["Kept"], 1e-7, 1.5, X);
    }

    [Fact]
    public void ShortAndOverlappingBuffers_AreRefused()
    {
        BufferRefusals.Check(Project["Dot"], W.Clone(), X.Clone(), 1.5);
        BufferRefusals.Check(Project["Written"], W.Clone(), new double[4], new double[4], X.Clone());
    }

    [Fact]
    public void NothingIsAllocated()
    {
        BufferAllocations.Check(Project["Dot"], [W, X, 1.5]);
        BufferAllocations.Check(Project["Written"], [W, new double[4], new double[4], X]);
        BufferAllocations.Check(Project["Own"], [X]);
    }
}
