using System.Numerics;

namespace SymDiff.Numeric.Tests.Sets;

/// <summary>One optimiser for every set: the same steps as on a flat array, bit for bit, and nothing allocated.</summary>
public sealed class OptimiserTests
{
    [Fact]
    public void Adam_OfDouble()
    {
        AssertAdam<Dense, double>(new(3, 2));
        AssertAdam<Pair, double>(new() { X = 1, Y = 2 });
        AssertAdam<Slice, double>(new([1, 2, 3], "s"));
        AssertAdam<Network, double>(new());
        AssertAdam<Line, double>(new(1, 2, 3));
        AssertAdam<Polynomial<double>, double>(new(1, 2));
        AssertAdam<Shape, double>(new Circle());
    }

    [Fact]
    public void Adam_OfFloat()
    {
        AssertAdam<Angle, float>(new(1, 2));
        AssertAdam<Layer, float>(new Strided());
        AssertAdam<Stack, float>(new());
        AssertAdam<Polynomial<float>, float>(new(1, 2));
    }

    [Fact]
    public void Sgd_OfDouble()
    {
        AssertSgd<Dense, double>(new(3, 2));
        AssertSgd<Pair, double>(new() { X = 1, Y = 2 });
        AssertSgd<Slice, double>(new([1, 2, 3], "s"));
        AssertSgd<Network, double>(new());
        AssertSgd<Node, double>(new() { Next = new() { Next = new() } });
    }

    [Fact]
    public void Sgd_OfFloat()
    {
        AssertSgd<Angle, float>(new(1, 2));
        AssertSgd<Stack, float>(new());
        AssertSgd<Polynomial<float>, float>(new(1, 2));
    }

    [Fact]
    public void AQuadraticBowl_IsDescended()
    {
        Network model = new();
        Network gradient = model.CreateZero();
        Network target = model.CreateZero();
        target.CopyFrom([.. Enumerable.Range(0, model.ParameterCount).Select(i => Math.Sin(i))]);
        Adam<Network, double> adam = new(model, 0.05);
        for (int step = 0; step < 3000; step++)
        {
            gradient.Clear();
            gradient.AddScaled(model, 1);
            gradient.AddScaled(target, -1);
            adam.Step(ref model, ref gradient);
        }

        double[] found = new double[model.ParameterCount];
        model.CopyTo(found);
        Assert.All(found, (v, i) => Assert.Equal(Math.Sin(i), v, 1e-3));
    }

    private static void AssertAdam<TSet, T>(TSet model)
        where TSet : IParameterSet<TSet, T>
        where T : IFloatingPointIeee754<T>
    {
        T rate = T.CreateChecked(0.1);
        (T[] flat, TSet gradient) = Prepared<TSet, T>(ref model);
        Adam<TSet, T> adam = new(model, rate);
        T[] slopes = [.. Reflected.Flat(gradient).Cast<T>()];
        T[] first = new T[flat.Length];
        T[] second = new T[flat.Length];
        T power1 = T.One;
        T power2 = T.One;
        for (int step = 0; step < 5; step++)
        {
            adam.Step(ref model, ref gradient);
            power1 *= T.CreateChecked(0.9);
            power2 *= T.CreateChecked(0.999);
            for (int i = 0; i < flat.Length; i++)
            {
                flat[i] -= Adam<TSet, T>.Change(slopes[i], ref first[i], ref second[i], rate, power1, power2);
            }

            Assert.Equal(flat, Reflected.Flat(model).Cast<T>());
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        adam.Step(ref model, ref gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertSgd<TSet, T>(TSet model)
        where TSet : IParameterSet<TSet, T>
        where T : IFloatingPointIeee754<T>
    {
        T rate = T.CreateChecked(0.1);
        T momentum = T.CreateChecked(0.9);
        (T[] flat, TSet gradient) = Prepared<TSet, T>(ref model);
        Sgd<TSet, T> sgd = new(model, rate, momentum);
        T[] slopes = [.. Reflected.Flat(gradient).Cast<T>()];
        T[] velocity = new T[flat.Length];
        for (int step = 0; step < 5; step++)
        {
            sgd.Step(ref model, gradient);
            for (int i = 0; i < flat.Length; i++)
            {
                velocity[i] += (momentum - T.One) * velocity[i];
                velocity[i] += T.One * slopes[i];
                flat[i] += -rate * velocity[i];
            }

            Assert.Equal(flat, Reflected.Flat(model).Cast<T>());
        }

        for (int run = 0; run < 2; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            sgd.Step(ref model, gradient);
            gradient.Clear();
            gradient.CopyFrom(flat);
            gradient.CopyTo(flat);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(run == 0 || allocated == 0, $"{allocated} bytes");
        }
    }

    // Parameters and a gradient that are all different.
    private static (T[] Flat, TSet Gradient) Prepared<TSet, T>(ref TSet model)
        where TSet : IParameterSet<TSet, T>
        where T : IFloatingPointIeee754<T>
    {
        TSet gradient = model.CreateZero();
        T[] flat = [.. Enumerable.Range(0, model.ParameterCount).Select(i => T.CreateChecked(Math.Sin(i)))];
        gradient.CopyFrom([.. Enumerable.Range(0, model.ParameterCount).Select(i => T.CreateChecked(Math.Cos(3 * i)))]);
        model.CopyFrom(flat);
        Assert.NotEmpty(flat);
        return (flat, gradient);
    }
}
