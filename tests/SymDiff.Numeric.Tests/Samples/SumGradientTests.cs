using static SymDiff.Numeric.Tests.Samples.SampleMethods;

namespace SymDiff.Numeric.Tests.Samples;

/// <summary>
/// Sums over samples that are spread over threads, against sums by hand: bit for bit the sums over the parts, added in their order; the pullbacks of all samples one after the other; differences.
/// </summary>
public sealed class SumGradientTests
{
    private static readonly int[] Labels = [1, 2, -1, 3, 0, 2, 1, -1, 4, 2, 2];

    public static TheoryData<int> Workers => [1, 2, 3, 7, 64];

    [Theory]
    [MemberData(nameof(Workers))]
    public void Memory_IsTheSumOfItsParts(int workers)
    {
        const int start = 2;
        const int count = 41;
        MemoryCase at = new();
        MemoryCase expected = MemoryCase.Zero();
        int parts = Math.Min(workers, count);
        double sum = 0;
        for (int part = 0; part < parts; part++)
        {
            int first = count * part / parts;
            MemoryCase term = MemoryCase.Zero();
            sum += MemorySumValueAndGradient(at.W, at.F, at.M, at.R, at.Y, start + first, (count * (part + 1) / parts) - first, term.W, term.F, term.M, term.R);
            expected.Add(term);
        }

        // What the destinations hold before does not matter, nor what an earlier call left in what is kept beside them.
        MemoryCase given = new();
        for (int again = 0; again < 20; again++)
        {
            Assert.Equal(sum, MemorySumGradient(at.W, at.F, at.M, at.R, at.Y, start, count, given.W, given.F, given.M, given.R, workers));
            Assert.Equal(expected.All, given.All);
        }
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public void Model_IsTheSumOfItsParts(int workers)
    {
        Model model = Filled(new Model(), 3);
        double[][] inputs = [Numbers(2, 5), Numbers(1, 6), Numbers(3, 7)];
        Model expected = model.CreateZero();
        double[] expectedInputs = new double[6];
        double sum = 0;
        int parts = Math.Min(workers, Labels.Length);
        for (int part = 0; part < parts; part++)
        {
            int first = Labels.Length * part / parts;
            (double value, (Model This, double[][] inputs) term) = model.SumValueAndGradient(inputs, Labels, first, (Labels.Length * (part + 1) / parts) - first);
            sum += value;
            expected.AddScaled(term.This, 1);
            expectedInputs = [.. expectedInputs.Zip(term.inputs.SelectMany(r => r), (a, b) => a + b)];
        }

        Model given = Filled(model.CreateZero(), 9);
        double[][] dInputs = [Numbers(2, 1), Numbers(1, 2), Numbers(3, 3)];
        for (int again = 0; again < 20; again++)
        {
            Assert.Equal(sum, model.LossSumGradient(inputs, Labels, 0, Labels.Length, given, dInputs, workers));
            Assert.Equal(Flat(expected), Flat(given));
            Assert.Equal(expectedInputs, dInputs.SelectMany(r => r));
        }
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public void Numbers_AreThoseOfThePullbacks(int workers)
    {
        (double dA, float dB, double dC, double sum) = (0, 0, 0, 0);
        for (int i = -3; i < 40; i++)
        {
            sum += NumbersVjp(0.3, 0.7f, 1.1, i, 1, ref dA, ref dB, ref dC);
        }

        (double A, float B, double C, double Sum)? before = null;
        for (int again = 0; again < 20; again++)
        {
            double value = NumbersSumGradient(0.3, 0.7f, 1.1, -3, 43, out double a, out float b, out double c, workers);
            Near([sum, dA, dC], [value, a, c]);
            Assert.Equal(dB, b, 1e-4f);
            before ??= (a, b, c, value);
            Assert.Equal(before, (a, b, c, value));
        }
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public void Structs_AreThoseOfThePullbacks(int workers)
    {
        Point p = new() { X = 0.5, Y = 2, Weight = 3 };
        Point[] all = [p, new() { X = 3, Y = 0.25f, Weight = 0.5 }, new() { X = -1, Y = 1, Weight = 2 }];
        (double, double) t = (0.3, 0.4);
        Point dP = default;
        (double A, double B) dT = default;
        (Point[] dAll, Point[] dSome) = (new Point[3], new Point[1]);
        double sum = 0;
        for (int i = 0; i < 16; i++)
        {
            sum += StructsVjp(p, t, all, all.AsMemory(1, 1), i, 1, ref dP, ref dT, dAll, dSome);
        }

        (Point[] allGiven, Point[] someGiven) = (new Point[3], new Point[1]);
        double value = StructsSumGradient(p, t, all, all.AsMemory(1, 1), 0, 16, out Point pGiven, out (double A, double B) tGiven, allGiven, someGiven, workers);
        double[] expected = [sum, dP.X, dP.Y, dT.A, dT.B, .. dAll.SelectMany(d => new[] { d.X, d.Y }), dSome[0].X, dSome[0].Y];
        double[] given = [value, pGiven.X, pGiven.Y, tGiven.A, tGiven.B, .. allGiven.SelectMany(d => new[] { d.X, d.Y }), someGiven[0].X, someGiven[0].Y];
        Near(expected, given, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public void Sets_AreThoseOfThePullbacks(int workers)
    {
        Unit[] units = [Filled(new Unit(), 1), Filled(new Unit(), 2)];
        Gains gains = new() { G = [0.3, 0.4, 0.5], K = 2 };
        Unit one = Filled(new Unit(), 4);
        (Unit[] dUnits, Gains dGains, Unit dOne) = ([new(), new()], gains.CreateZero(), new());
        double sum = 0;
        for (int i = 0; i < 13; i++)
        {
            sum += SetsVjp(units, gains, one, i, 1, dUnits, ref dGains, dOne);
        }

        (Unit[] unitsGiven, Gains gainsGiven, Unit oneGiven) = ([Filled(new Unit(), 5), new()], gains.CreateZero(), new());
        for (int again = 0; again < 3; again++)
        {
            double value = SetsSumGradient(units, gains, one, 0, 13, unitsGiven, ref gainsGiven, oneGiven, workers);
            Near(
                [sum, .. dUnits.SelectMany(Flat), .. dGains.G, dGains.K, .. Flat(dOne)],
                [value, .. unitsGiven.SelectMany(Flat), .. gainsGiven.G, gainsGiven.K, .. Flat(oneGiven)]);
        }
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public void OtherMethods_AreThoseOfThePullbacks(int workers)
    {
        double[] x = Numbers(20, 3);
        Gains gains = new() { G = [0.3, 0.4, 0.5], K = 2 };
        Gains dGains = gains.CreateZero();
        Bias bias = new(3);
        (double[] w, double[] dW, double[] dR) = (Numbers(3, 4), new double[3], new double[3]);
        (double energy, double off, double generic, double recursive, double dOff, double dA) = (0, 0, 0, 0, 0, 0);
        for (int i = 0; i < 20; i++)
        {
            energy += gains.EnergyVjp(x, i, 1, ref dGains);
            off += bias.OffVjp(0.3, i, 1, ref dOff);
            generic += GenericVjp(w, 0.4, i, 1, dW, ref dA);
            recursive += RecursiveVjp(w, i, 1, dR);
        }

        Gains gainsGiven = gains.CreateZero();
        (double[] wGiven, double[] rGiven) = (new double[3], new double[3]);
        (double[] dLarge, double[] dLargeX, double[] largeGiven, double[] largeXGiven) = (new double[3], new double[20], new double[3], new double[20]);
        double large = Enumerable.Range(0, 20).Sum(i => CallingVjp(w, x, i, 1, dLarge, dLargeX));
        Near([large, .. dLarge, .. dLargeX], [CallingSumGradient(w, x, 0, 20, largeGiven, largeXGiven, workers), .. largeGiven, .. largeXGiven], 1e-9);
        Near([energy, .. dGains.G, dGains.K], [gains.EnergySumGradient(x, 0, 20, ref gainsGiven, workers), .. gainsGiven.G, gainsGiven.K]);
        Near([off, dOff], [bias.OffSumGradient(0.3, 0, 20, out double offGiven, workers), offGiven]);
        Near([generic, .. dW, dA], [GenericSumGradient(w, 0.4, 0, 20, wGiven, out double aGiven, workers), .. wGiven, aGiven]);
        Near([recursive, .. dR], [RecursiveSumGradient(w, 0, 20, rGiven, workers), .. rGiven]);
    }

    [Fact]
    public void Differences_Agree()
    {
        Model model = Filled(new Model(), 3);
        double[][] inputs = [Numbers(2, 5), Numbers(1, 6), Numbers(3, 7)];
        Model given = model.CreateZero();
        double[][] dInputs = [new double[2], new double[1], new double[3]];
        model.LossSumGradient(inputs, Labels, 0, Labels.Length, given, dInputs, 3);
        Model moved = model.CreateZero();
        double[] expected = NumericalDerivative.Gradient(
            x =>
            {
                moved.CopyFrom(x);
                return Enumerable.Range(0, Labels.Length).Sum(i => moved.Loss(inputs, Labels, i));
            },
            Flat(model));
        Near(expected, Flat(given), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public void NoSamples_SumToNothing(int workers)
    {
        Model model = Filled(new Model(), 3);
        Model given = Filled(new Model(), 4);
        double[][] dInputs = [[1]];
        Assert.Equal(0, model.LossSumGradient([[2]], [], 5, 0, given, dInputs, workers));
        Assert.All(Flat(given), d => Assert.Equal(0, d));
        Assert.Equal(0, dInputs[0][0]);
    }

    /// <summary>A destination may be longer than what it belongs to.</summary>
    [Theory]
    [MemberData(nameof(Workers))]
    public void WhatIsBehindTheGradient_IsLeftAlone(int workers)
    {
        double[] dW = [5, 5, 5];
        Assert.Equal(12, ThrowingSumGradient([4.0], 0, 3, dW, workers));
        Assert.Equal([3.0, 5, 5], dW);
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public void TheFirstSampleThatThrows_IsTheOneThatIsHeard(int workers)
    {
        for (int again = 0; again < 20; again++)
        {
            Assert.Equal("sample 3", Assert.Throws<InvalidOperationException>(() => ThrowingSumGradient([1.0], 0, 30, new double[1], workers)).Message);
            Assert.Equal("sample 8", Assert.Throws<InvalidOperationException>(() => ThrowingSumGradient([1.0], 4, 30, new double[1], workers)).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public void WrongArguments_AreRefusedBeforeAnythingIsWritten(int workers)
    {
        double[] w = [1, 2];
        Refused<ArgumentOutOfRangeException>("iCount", () => ThrowingSumGradient(w, 0, -1, new double[2], workers));
        Refused<ArgumentOutOfRangeException>("iCount", () => ThrowingSumGradient(w, int.MaxValue, 2, new double[2], workers));
        Refused<ArgumentOutOfRangeException>("workers", () => ThrowingSumGradient(w, 0, 2, new double[2], workers - 64));
        Refused<ArgumentException>("dW", () => ThrowingSumGradient(w, 0, 3, new double[1], workers));
        Refused<ArgumentException>("dW", () => ThrowingSumGradient(w, 0, 3, w, workers));
        Assert.Equal([1.0, 2.0], w);
        Refused<ArgumentNullException>("one", () => { Gains gains = default; SetsSumGradient([], default, null!, 0, 3, [], ref gains, new(), workers); });
        Refused<ArgumentNullException>("dThis", () => new Model().LossSumGradient([[1]], Labels, 0, 3, null!, [[1]], workers));
    }

    /// <summary>Accumulators are kept with their destinations, or rented.</summary>
    [Fact]
    public void OneThread_AllocatesNothing()
    {
        Model model = Filled(new Model(), 3);
        Model given = model.CreateZero();
        double[][] inputs = [[1], [2]];
        double[][] dInputs = [[1], [2]];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            for (int i = 0; i < 50; i++)
            {
                model.LossSumGradient(inputs, Labels, 0, Labels.Length, given, dInputs, 1);
            }
        }
    }

    private static void Refused<T>(string name, Action call)
        where T : ArgumentException => Assert.Equal(name, Assert.Throws<T>(call).ParamName);

    private static void Near(double[] expected, double[] given, double tolerance = 1e-11)
    {
        Assert.Equal(expected.Length, given.Length);
        Assert.All(expected.Zip(given), p => Assert.True(Math.Abs(p.First - p.Second) <= tolerance * (1 + Math.Abs(p.First)), $"{p.First:R} and {p.Second:R}"));
    }

    private static double[] Numbers(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => Math.Sin((7 * seed) + (1.7 * i)))];

    private static double[] Flat<TSet>(TSet set)
        where TSet : IParameterSet<TSet, double>
    {
        double[] flat = new double[set.ParameterCount];
        set.CopyTo(flat);
        return flat;
    }

    private static TSet Filled<TSet>(TSet set, int seed)
        where TSet : class, IParameterSet<TSet, double>
    {
        set.CopyFrom(Numbers(set.ParameterCount, seed));
        return set;
    }

    private sealed class MemoryCase
    {
        public double[] W { get; } = Numbers(4, 1);

        public float[] F { get; } = [0.4f, 1];

        public double[,] M { get; } = { { 0.1, 0.2, 0.3 }, { -0.4, 0.5, 0.6 } };

        public double[][] R { get; } = [Numbers(2, 2), [], Numbers(3, 3)];

        public double[] Y { get; } = Numbers(50, 4);

        public double[] All => [.. W, .. F, .. M.Cast<double>(), .. R.SelectMany(r => r)];

        public static MemoryCase Zero()
        {
            MemoryCase zero = new();
            new Array[] { zero.W, zero.F, zero.M, zero.R[0], zero.R[2] }.ToList().ForEach(Array.Clear);
            return zero;
        }

        public void Add(MemoryCase term)
        {
            for (int i = 0; i < W.Length; i++)
            {
                W[i] += term.W[i];
            }

            for (int i = 0; i < F.Length; i++)
            {
                F[i] += term.F[i];
            }

            for (int i = 0; i < M.Length; i++)
            {
                M[i / 3, i % 3] += term.M[i / 3, i % 3];
            }

            for (int r = 0; r < R.Length; r++)
            {
                for (int i = 0; i < R[r].Length; i++)
                {
                    R[r][i] += term.R[r][i];
                }
            }
        }
    }
}
