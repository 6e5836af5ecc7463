using System.Numerics;
using Optimisers;

namespace SymDiff.Numeric.Tests.Sets;

/// <summary>One optimiser for every set: the same steps as on a flat array, bit for bit, and nothing allocated.</summary>
public sealed class OptimiserTests
{
    [Fact]
    public void Adam_OfEverySet()
    {
        AssertAdam<Dense>(new(3, 2));
        AssertAdam<Pair>(new() { X = 1, Y = 2 });
        AssertAdam<Slice>(new([1, 2, 3], "s"));
        AssertAdam<Network>(new());
        AssertAdam<Line>(new(1, 2, 3));
        AssertAdam<Polynomial<double>>(new(1, 2));
        AssertAdam<Shape>(new Circle());
    }

    [Fact]
    public void Sgd_OfEverySet()
    {
        AssertSgd<Dense>(new(3, 2));
        AssertSgd<Pair>(new() { X = 1, Y = 2 });
        AssertSgd<Slice>(new([1, 2, 3], "s"));
        AssertSgd<Network>(new());
        AssertSgd<Node>(new() { Next = new() { Next = new() } });
    }

    [Fact]
    public void Descent_OfEverySetOfFloat()
    {
        AssertDescent<Angle, float>(new(1, 2));
        AssertDescent<Layer, float>(new Strided());
        AssertDescent<Stack, float>(new());
        AssertDescent<Polynomial<float>, float>(new(1, 2));
    }

    [Fact]
    public void TheSample_FitsEveryModelWithEveryOptimiser()
    {
        List<Course> courses = [.. Training.All()];
        Assert.Equal(8, courses.Count);
        Assert.All(courses, c =>
        {
            Assert.Equal(Training.Noted.Length, c.Losses.Count);
            Assert.All(c.Losses.Zip(c.Losses.Skip(1)), p => Assert.True(p.Second <= p.First * (1 + 1e-12), $"{c.Model}, {c.Optimiser}: {string.Join(", ", c.Losses)}"));
            Assert.True(c.Losses[1] < c.Losses[0] / 10);

            // One tanh of a sum comes no nearer to 'or'.
            Assert.InRange(c.Losses[^1], 0, c.Model.Contains("'or'", StringComparison.Ordinal) ? 0.00973 : 1e-4);
        });
    }

    [Fact]
    public void AQuadraticBowl_IsDescended()
    {
        Network model = new();
        Network gradient = model.CreateZero();
        Network target = model.CreateZero();
        target.CopyFrom([.. Enumerable.Range(0, model.ParameterCount).Select(i => Math.Sin(i))]);
        Adam<Network> adam = new(model, 0.05);
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

    private static void AssertAdam<TSet>(TSet model)
        where TSet : IParameterSet<TSet, double>
    {
        const double Rate = 0.1;
        (double[] flat, TSet gradient) = Prepared<TSet, double>(ref model);
        Adam<TSet> adam = new(model, Rate);
        double[] slopes = [.. Reflected.Flat(gradient).Cast<double>()];
        double[] first = new double[flat.Length];
        double[] second = new double[flat.Length];
        for (int step = 1; step <= 5; step++)
        {
            adam.Step(ref model, ref gradient);
            for (int i = 0; i < flat.Length; i++)
            {
                first[i] = (0.9 * first[i]) + ((1 - 0.9) * slopes[i]);
                second[i] = (0.999 * second[i]) + ((1 - 0.999) * slopes[i] * slopes[i]);
                flat[i] -= Rate * first[i] / (1 - Power(0.9, step)) / (Math.Sqrt(second[i] / (1 - Power(0.999, step))) + 1e-8);
            }

            Assert.Equal(flat, Reflected.Flat(model).Cast<double>());
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        adam.Step(ref model, ref gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // As products, so that it is the same to the bit.
    private static double Power(double factor, int number) => number == 0 ? 1 : Power(factor, number - 1) * factor;

    private static void AssertSgd<TSet>(TSet model)
        where TSet : IParameterSet<TSet, double>
    {
        const double Rate = 0.1;
        const double Momentum = 0.9;
        (double[] flat, TSet gradient) = Prepared<TSet, double>(ref model);
        Sgd<TSet> sgd = new(model, Rate, Momentum);
        double[] slopes = [.. Reflected.Flat(gradient).Cast<double>()];
        double[] velocity = new double[flat.Length];
        for (int step = 0; step < 5; step++)
        {
            sgd.Step(ref model, ref gradient);
            for (int i = 0; i < flat.Length; i++)
            {
                velocity[i] += (Momentum - 1) * velocity[i];
                velocity[i] += slopes[i];
                flat[i] += -Rate * velocity[i];
            }

            Assert.Equal(flat, Reflected.Flat(model).Cast<double>());
        }

        AssertAllocatesNothing(() => sgd.Step(ref model, ref gradient), gradient, flat);
    }

    private static void AssertDescent<TSet, T>(TSet model)
        where TSet : IParameterSet<TSet, T>
        where T : IFloatingPointIeee754<T>
    {
        T rate = T.CreateChecked(-0.1);
        (T[] flat, TSet gradient) = Prepared<TSet, T>(ref model);
        T[] slopes = [.. Reflected.Flat(gradient).Cast<T>()];
        model.AddScaled(gradient, rate);
        Assert.Equal(flat.Zip(slopes, (v, s) => v + (rate * s)), Reflected.Flat(model).Cast<T>());
        AssertAllocatesNothing(() => model.AddScaled(gradient, rate), gradient, flat);
    }

    private static void AssertAllocatesNothing<TSet, T>(Action step, TSet gradient, T[] flat)
        where TSet : IParameterSet<TSet, T>
    {
        for (int run = 0; run < 2; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            step();
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
