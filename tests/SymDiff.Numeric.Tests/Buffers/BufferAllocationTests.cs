using SymDiff.Numeric.Tests.Checkpointing;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>What measures allocations runs by itself: a collection that other tests cause empties the pools.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Forms with destinations allocate nothing once the pool has what they need.</summary>
[Collection(nameof(Alone))]
public sealed class BufferAllocationTests
{
    private static readonly Dictionary<string, (Func<BufferMethod> Method, Func<int, object?[]> Point)> Systems = new(StringComparer.Ordinal)
    {
        ["PrefixProducts"] = (() => BufferMemoryTests.Project["PrefixProducts"], n => [Numbers(n)]),
        ["ClearedLocal"] = (() => BufferMemoryTests.Project["ClearedLocal"], n => [Numbers(n)]),
        ["SquaredThenOverwritten"] = (() => BufferMemoryTests.Project["SquaredThenOverwritten"], n => [Numbers(n), 0.5]),
        ["Sorted"] = (() => BufferMemoryTests.Project["Sorted"], n => [Numbers(n), Numbers(n)]),
        ["Speelpenning"] = (() => BufferMemoryTests.Project["Speelpenning"], n => [Numbers(n)]),
        ["Energy"] = (() => BufferMemoryTests.Project["Energy"], n => [Numbers(4), Numbers(4), 0.5, 0.1, n]),
        ["EnergyInPlace"] = (() => BufferMemoryTests.Project["EnergyInPlace"], n => [Numbers(4), Numbers(4), 0.5, 0.1, n % 10]),
        ["Workspace"] = (() => BufferMemoryTests.Project["Workspace"], n => [Numbers(n), Numbers(n + 1), 0.5]),
        ["Dot"] = (() => BufferMemoryTests.Project["Dot"], n => [Numbers(n), Numbers(n)]),
        ["MatrixVector"] = (() => BufferAlgebraTests.Project["MatrixVector"], n => [Numbers(n * 3), Numbers(3), Numbers(n), Numbers(n)]),
        ["LogDeterminant"] = (() => BufferAlgebraTests.Project["LogDeterminant"], n => [Definite(n % 30), n % 30]),
        ["CholeskySolve"] = (() => BufferAlgebraTests.Project["CholeskySolve"], n => [Definite(n % 30), Numbers(n % 30)]),
        ["LuSolve"] = (() => BufferAlgebraTests.Project["LuSolve"], n => [Definite(n % 30), Numbers(n % 30), Numbers(n % 30)]),
        ["LuDeterminant"] = (() => BufferAlgebraTests.Project["LuDeterminant"], n => [Definite(n % 30), n % 30]),
        ["Tridiagonal"] = (() => BufferAlgebraTests.Project["Tridiagonal"], n => [Numbers(n), Numbers(n).Select(x => 4 + x).ToArray(), Numbers(n), Numbers(n)]),
        ["Convolution"] = (() => BufferSignalTests.Project["Convolution"], n => [Numbers(n), Numbers(3), Numbers(n + 2)]),
        ["Power"] = (() => BufferSignalTests.Project["Power"], n => [Numbers(n % 70)]),
        ["Heat"] = (() => BufferSignalTests.Project["Heat"], n => [Numbers(n), 0.1, 5]),
        ["HeatOnSpans"] = (() => BufferSignalTests.Project["HeatOnSpans"], n => [Numbers(n), 0.1, 5]),
        ["HeatFromSnapshots"] = (() => CheckpointTests.FromSnapshots["Heat"], n => [Numbers(n), 0.01, 40]),
        ["PingPongFromSnapshots"] = (() => CheckpointTests.FromSnapshots["PingPong"], n => [Numbers(n), 0.01, 40]),
        ["NestedFromSnapshots"] = (() => CheckpointTests.FromSnapshots["Nested"], n => [Numbers(3), n]),
        ["LogSumExp"] = (() => BufferLearningTests.Project["LogSumExp"], n => [Numbers(n)]),
        ["Mixture"] = (() => BufferLearningTests.Project["Mixture"], n => [Numbers(3), Numbers(6), Numbers(9), Numbers(2 * n), 2]),
        ["Lstm"] = (() => BufferLearningTests.Project["Lstm"], n => [Numbers(4 * 2 * 6), Numbers(2), Numbers(2), Numbers(3 * n), 3]),
        ["Perceptron"] = (() => BufferLearningTests.Project["Perceptron"], n => [Numbers(3 * n), Numbers(n), Numbers(2 * n), Numbers(2), Numbers(3), 1]),
        ["JaggedPerceptron"] = (() => BufferRowsTests.Project["Perceptron"], n => [Matrix(n, 4), Numbers(n), Matrix(2, n), Numbers(4)]),
        ["JaggedDeterminant"] = (() => BufferRowsTests.Project["Determinant"], n => [Matrix((n % 30) + 1, (n % 30) + 1)]),
        ["JaggedWritten"] = (() => BufferRowsTests.Project["Written"], n => [Matrix(n, 3), Matrix(n, 3), Matrix(n, 3), Numbers(n)]),
        ["BatchLoss"] = (() => BufferLearningTests.Project["BatchLoss"], n => [Numbers(5), Numbers(5 * n)]),
    };

    /// <summary>The systems that are measured.</summary>
    public static TheoryData<string> Names => [.. Systems.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingIsAllocated_SizesAlternating(string name) =>
        BufferAllocations.Check(Systems[name].Method(), Systems[name].Point(3), Systems[name].Point(1003), Systems[name].Point(20), Systems[name].Point(209));

    [Fact]
    public void NothingIsLost_WhereTheMethodThrows()
    {
        double[] indefinite = Definite(29);
        indefinite[^1] = -100;
        BufferAllocations.CheckAfterExceptions(BufferAlgebraTests.Project["LogDeterminant"], [indefinite, 29], [Definite(29), 29], [Definite(4), 4]);
        BufferAllocations.CheckAfterExceptions(BufferAlgebraTests.Project["CholeskySolve"], [indefinite, Numbers(29)], [Definite(29), Numbers(29)]);

        // A row that is too short, and an array that is.
        BufferAllocations.CheckAfterExceptions(BufferRowsTests.Project["Perceptron"], [Matrix(300, 4), Numbers(299), Matrix(2, 300), Numbers(4)], [Matrix(300, 4), Numbers(300), Matrix(2, 300), Numbers(4)]);

        // An index outside of a buffer, in the middle.
        BufferAllocations.CheckAfterExceptions(BufferMemoryTests.Project["Sorted"], [Numbers(600), Numbers(300)], [Numbers(600), Numbers(600)]);
        BufferAllocations.CheckAfterExceptions(BufferMemoryTests.Project["Workspace"], [Numbers(600), Numbers(300), 0.5], [Numbers(600), Numbers(601), 0.5]);
    }

    [Theory]
    [InlineData("Lstm")]
    [InlineData("Heat")]
    [InlineData("LuSolve")]
    [InlineData("Sorted")]
    public void TwoThreadsAtOnce_AllocateNothing_AndAgree(string name)
    {
        (Func<BufferMethod> method, Func<int, object?[]> point) = Systems[name];
        double[][] expected = method().GradientAt(point(209));
        using Barrier barrier = new(2);
        Exception?[] thrown = new Exception?[2];
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(t => new Thread(() =>
        {
            try
            {
                barrier.SignalAndWait();
                BufferAllocations.Check(method(), point(209), point(5 + t), point(1003));
                for (int i = 0; i < 20; i++)
                {
                    Assert.Equal(expected, method().GradientAt(point(209)));
                }
            }
            catch (Exception e)
            {
                thrown[t] = e;
            }
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.All(thrown, Assert.Null);
    }

    private static double[][] Matrix(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(i => Numbers(columns).Select(x => x + (0.1 * (i % 7))).ToArray())];

    private static double[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(i => 0.5 + (0.4 * Math.Sin(i * 1.7)))];

    private static double[] Definite(int n) => [.. Enumerable.Range(0, n * n).Select(i => (i % (n + 1) == 0 ? n : 0) + (0.3 * Math.Cos((i / n) + (i % n))))];
}
