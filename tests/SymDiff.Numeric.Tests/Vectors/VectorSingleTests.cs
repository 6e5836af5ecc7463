using System.Numerics.Tensors;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Vectors;

/// <summary>Vector functions of <c>float</c>, by the generic overloads and by those of <c>float</c> alone, against the same of <c>double</c>.</summary>
public sealed class VectorSingleTests : IDisposable
{
    private const string Body = """
            {
                REAL[] r = new REAL[x.Length];
                TensorPrimitives.MultiplyAdd(x, k, y, r);
                TensorPrimitives.TanhTYPE(r, r);
                TensorPrimitives.ExpTYPE(r, r);
                REAL norm = TensorPrimitives.NormTYPE(r);
                TensorPrimitives.SoftMaxTYPE(r, r);
                return norm * TensorPrimitives.Dot(r, y) + TensorPrimitives.MaxTYPE(x);
            }

        """;

    private readonly LoadedProject _project = new LoadedProject().Referencing(typeof(TensorPrimitives)).With(
        "Singles",
        "using System;\nusing System.Numerics.Tensors;\nusing SymDiff;\npublic static partial class Singles {\n"
        + Method("OfDouble", "double", "<double>") + Method("OfSingle", "float", "<float>") + Method("OfSingleAlone", "float", "")
        + """
            public static (double, double[], double) RunOfDouble(double[] x, double[] y, double k) { var a = new double[x.Length]; double v = OfDoubleValueAndGradient(x, y, k, a, new double[x.Length], out double d); return (v, a, d); }

            public static (float, float[], float) RunOfSingle(float[] x, float[] y, float k) { var a = new float[x.Length]; float v = OfSingleValueAndGradient(x, y, k, a, new float[x.Length], out float d); return (v, a, d); }

            public static (float, float[], float) RunOfSingleAlone(float[] x, float[] y, float k) { var a = new float[x.Length]; float v = OfSingleAloneValueAndGradient(x, y, k, a, new float[x.Length], out float d); return (v, a, d); }

            public static float OfSingleItself(float[] x, float[] y, float k) => OfSingle(x, y, k);
        }
        """);

    [Theory]
    [InlineData("RunOfSingle")]
    [InlineData("RunOfSingleAlone")]
    public void BothWidths_Agree(string name)
    {
        double[] x = [0.3, -0.7, 1.25, 0.1, -0.4], y = [1.5, 0.25, -0.5, 0.75, 0.6];
        float[] x32 = [.. x.Select(v => (float)v)], y32 = [.. y.Select(v => (float)v)];
        var (value, slopes, slope) = _project.Delegate<Func<double[], double[], double, (double, double[], double)>>("Singles", "RunOfDouble")(x, y, 0.5);
        var (value32, slopes32, slope32) = _project.Delegate<Func<float[], float[], float, (float, float[], float)>>("Singles", name)(x32, y32, 0.5f);
        Assert.Equal(value, value32, 1e-5);
        Assert.Equal(slope, slope32, 1e-5);
        Assert.All(slopes.Zip(slopes32), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(_project.Delegate<Func<float[], float[], float, float>>("Singles", "OfSingleItself")(x32, y32, 0.5f), value32);
    }

    public void Dispose() => _project.Dispose();

    private static string Method(string name, string real, string type) =>
        $"    [Differentiable]\n    public static {real} {name}(ReadOnlySpan<{real}> x, ReadOnlySpan<{real}> y, {real} k)\n" + Body.Replace("REAL", real, StringComparison.Ordinal).Replace("TYPE", type, StringComparison.Ordinal);
}
