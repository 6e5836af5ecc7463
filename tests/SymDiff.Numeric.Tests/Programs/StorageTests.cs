using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Programs;

/// <summary>What loops and recursions keep takes memory that is lent: nothing is left on the heap by a call, however it ends.</summary>
public sealed class StorageTests(StorageTests.Methods methods) : IClassFixture<StorageTests.Methods>
{
    private const int Million = 1_000_000;

    public static TheoryData<string, int> Completing => new()
    {
        { "Known", 10 }, { "Known", Million }, { "Unknown", 10 }, { "Unknown", Million }, { "Nested", Million / 10 }, { "Deep", 10 }, { "Deep", 1_000 },
    };

    public static TheoryData<string, int> Throwing => new() { { "KnownThrowing", Million }, { "UnknownThrowing", Million }, { "DeepThrowing", 1_000 } };

    [Theory]
    [MemberData(nameof(Completing))]
    public void Gradient_IsRightAndLeavesNothingOnTheHeap(string name, int n)
    {
        Func<double, int, double> gradient = methods.Gradient(name);
        Assert.Equal(Slope(name, 0.7, n), gradient(0.7, n), 1e-10);
        Assert.Equal(0, AllocatedByCall(() => gradient(0.7, n)));
    }

    [Theory]
    [MemberData(nameof(Completing))]
    public void Gradient_OnTwoThreadsAtOnce(string name, int n)
    {
        Func<double, int, double> gradient = methods.Gradient(name);
        double[] x = [0.7, 0.3];
        double[] wanted = [.. x.Select(v => gradient(v, n))];
        Assert.NotEqual(wanted[0], wanted[1]);
        long[] allocated = [-1, -1];
        bool[] isSame = [false, false];
        using Barrier together = new(2);
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(k => new Thread(() =>
        {
            bool same = true;
            together.SignalAndWait();
            allocated[k] = AllocatedByCall(() => same &= gradient(x[k], n) == wanted[k]);
            isSame[k] = same;
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal([true, true], isSame);
        Assert.Equal([0, 0], allocated);
    }

    /// <summary>What a thrown exception takes for the places that it passes is in the method's own call as well; records of a million numbers take megabytes.</summary>
    [Theory]
    [MemberData(nameof(Throwing))]
    public void Gradient_ThatThrows_AllocatesWhatTheExceptionDoes(string name, int n)
    {
        Func<double, int, double> primal = methods.Primal(name);
        Func<double, int, double> gradient = methods.Gradient(name);
        long ofPrimal = AllocatedByCall(() => Thrown(primal, n));
        long ofGradient = AllocatedByCall(() => Thrown(gradient, n));
        Assert.InRange(ofGradient, 0, (2 * ofPrimal) + 4_096);

        // Nor does the number of iterations matter, where the stack is the same.
        if (name != "DeepThrowing")
        {
            Assert.InRange(ofGradient, 0, AllocatedByCall(() => Thrown(gradient, 1)) + 64);
        }
    }

    /// <summary>After an exception the memory is there for the next call, which must not read what the last one left.</summary>
    [Theory]
    [InlineData("Known", "KnownThrowing", 10_000)]
    [InlineData("Unknown", "UnknownThrowing", 10_000)]
    [InlineData("Deep", "DeepThrowing", 500)]
    public void Gradient_AfterOneThatThrew_IsTheSame(string name, string throwing, int n)
    {
        Func<double, int, double> gradient = methods.Gradient(name);
        Func<double, int, double> other = methods.Gradient(throwing);
        double wanted = gradient(0.7, n);
        for (int i = 0; i < 5; i++)
        {
            Thrown(other, n + i);
            Assert.Equal(wanted, gradient(0.7, n));
        }
    }

    // The least of several calls: a collection in between may empty the pool, but memory that does not come back is missing every time.
    private static long AllocatedByCall(Action call)
    {
        call();
        call();
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static void Thrown(Func<double, int, double> method, int n)
    {
        try
        {
            method(0.7, n);
        }
        catch (InvalidOperationException)
        {
            return;
        }

        throw new InvalidOperationException("Nothing was thrown.");
    }

    // t ← sin t + x/10, by hand and forward; as many times as the program does.
    private static double Slope(string name, double x, int n)
    {
        int steps = name == "Nested" ? Enumerable.Range(0, n).Sum(i => i % 7) : n;
        double t = x;
        double slope = 1;
        for (int i = 0; i < steps; i++)
        {
            slope = (Math.Cos(t) * slope) + 0.1;
            t = Math.Sin(t) + (x * 0.1);
        }

        return slope;
    }

    public sealed class Methods : IDisposable
    {
        private readonly LoadedProject _project = new LoadedProject().With("Storing", StoragePrograms.Source, "Gradient");

        internal Func<double, int, double> Primal(string name) => _project.Delegate<Func<double, int, double>>("Storing", name);

        internal Func<double, int, double> Gradient(string name) => Primal(name + "Gradient");

        public void Dispose() => _project.Dispose();
    }
}
