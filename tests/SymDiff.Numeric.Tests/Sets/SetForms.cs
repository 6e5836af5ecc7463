using System.Numerics;

namespace SymDiff.Numeric.Tests.Sets;

/// <summary>The forms of one method of a set, whatever else it is given, and what must hold of them.</summary>
internal sealed class SetForms<TSet, T>
    where TSet : IParameterSet<TSet, T>
    where T : IFloatingPointIeee754<T>
{
    public delegate T Value(ref TSet m);

    public delegate void Into(ref TSet m, ref TSet d);

    public delegate T Pulled(ref TSet m, T cotangent, ref TSet d);

    public delegate void Directed(ref TSet m, TSet v, ref TSet d);

    public required Value Primal { get; init; }

    public required Into Gradient { get; init; }

    public required Func<TSet, TSet> Allocating { get; init; }

    public required Pulled ValueAndGradient { get; init; }

    public required Pulled Vjp { get; init; }

    public required Func<TSet, TSet, (T Value, T Tangent)> Jvp { get; init; }

    public required Directed Hvp { get; init; }

    private static double Step => typeof(T) == typeof(float) ? 2e-2 : 1e-5;

    private static double Tolerance => typeof(T) == typeof(float) ? 5e-3 : 1e-7;

    /// <summary>Every form against central differences over the blocks of the set.</summary>
    public void Check(TSet model)
    {
        T[] at = Values(model);
        Assert.NotEmpty(at);
        T value = Primal(ref model);
        double[] slopes = [.. Enumerable.Range(0, at.Length).Select(i => Difference(model, i, m => double.CreateChecked(Primal(ref m))))];
        Assert.Contains(slopes, s => Math.Abs(s) > 1e-3);
        model.CopyFrom(at);

        TSet destination = Filled(model, 7);
        Gradient(ref model, ref destination);
        AssertClose(slopes, Values(destination));
        AssertSame(Values(destination), Values(Allocating(model)));

        TSet other = Filled(model, -3);
        Assert.Equal(value, ValueAndGradient(ref model, T.One, ref other));
        AssertClose(slopes, Values(other));

        TSet accumulator = Filled(model, 1);
        T cotangent = T.CreateChecked(-0.75);
        Assert.Equal(value, Vjp(ref model, cotangent, ref accumulator));
        Assert.Equal(value, Vjp(ref model, cotangent, ref accumulator));
        AssertClose([.. slopes.Select(s => 1 - (1.5 * s))], Values(accumulator));

        TSet direction = model.CreateZero();
        T[] along = [.. at.Select((_, i) => T.CreateChecked(Math.Cos(2 * i)))];
        direction.CopyFrom(along);
        (T again, T tangent) = Jvp(model, direction);
        Assert.Equal(value, again);
        AssertClose([slopes.Zip(along, (s, v) => s * double.CreateChecked(v)).Sum()], [tangent]);

        TSet curved = Filled(model, 5);
        Hvp(ref model, direction, ref curved);
        AssertClose(Curvature(model, along), Values(curved));

        Assert.Equal(at, Values(model));
        AssertAllocatesNothing(model, direction, destination);
    }

    private double[] Curvature(TSet model, T[] along)
    {
        T[] at = Values(model);
        double[][] sides = [.. new[] { 1, -1 }.Select(side =>
        {
            model.CopyFrom([.. at.Zip(along, (a, v) => a + (T.CreateChecked(side * Step) * v))]);
            return Values(Allocating(model)).Select(double.CreateChecked).ToArray();
        })];
        model.CopyFrom(at);
        return [.. sides[0].Zip(sides[1], (up, down) => (up - down) / (2 * Step))];
    }

    private static double Difference(TSet model, int parameter, Func<TSet, double> value)
    {
        T[] at = Values(model);
        double[] sides = [.. new[] { 1, -1 }.Select(side =>
        {
            T[] moved = [.. at];
            moved[parameter] += T.CreateChecked(side * Step);
            model.CopyFrom(moved);
            return value(model);
        })];
        model.CopyFrom(at);
        return (sides[0] - sides[1]) / (2 * Step);
    }

    private static T[] Values(TSet set) => [.. Enumerable.Range(0, set.BlockCount).SelectMany(b => set.GetBlock(b).ToArray())];

    private static TSet Filled(TSet like, int value)
    {
        TSet made = like.CreateZero();
        T[] values = new T[made.ParameterCount];
        values.AsSpan().Fill(T.CreateChecked(value));
        made.CopyFrom(values);
        return made;
    }

    private static void AssertClose(double[] expected, T[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - double.CreateChecked(actual[i])) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), $"parameter {i}: {actual[i]} and not {expected[i]}");
        }
    }

    private static void AssertSame(T[] expected, T[] actual) => Assert.Equal(expected, actual);

    private void AssertAllocatesNothing(TSet model, TSet direction, TSet destination)
    {
        long allocated = 1;
        for (int run = 0; run < 20 && allocated > 0; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Gradient(ref model, ref destination);
            ValueAndGradient(ref model, T.One, ref destination);
            Vjp(ref model, T.One, ref destination);
            Jvp(model, direction);
            Hvp(ref model, direction, ref destination);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }
}
