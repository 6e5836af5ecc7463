using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Methods that call themselves, directly or through each other, and are handed buffers.</summary>
[Collection(nameof(Alone))]
public sealed partial class BufferCallTests
{
    private static readonly Lazy<BufferProject> Vectored = new(() => new BufferProject("Calls.Vectors", Vectors, typeof(System.Numerics.Tensors.TensorPrimitives)));
    private static readonly Lazy<BufferProject> Readers = new(() => new BufferProject("Calls.Reading", Reading));
    private static readonly Lazy<BufferProject> Writers = new(() => new BufferProject("Calls.Writing", Writing));

    public static TheoryData<string, int> Reads => Each(0, 1, 2, 5, 8, ["PairSum", "Product", "Tree", "Even", "Odd", "Calling"], ["Twice", "Bezier"]);

    public static TheoryData<string, int> Writes =>
        Each(1, 2, 4, 7, 8, ["Scan", "WeightedScan", "Map", "Running", "Sorted", "Convolve", "Slide", "SlideBack", "SameTwice", "Counted", "Filled", "Stepped"], []);

    [Theory]
    [MemberData(nameof(Reads))]
    public void Recursion_ReadsBuffers(string name, int n) => BufferChecks.Check(Readers.Value[name], 2e-6, Arguments(name, n));

    [Theory]
    [InlineData("Linked")]
    [InlineData("LinkedBySpan")]
    [InlineData("Repeated")]
    public void Recursion_FollowsTables(string name) => BufferChecks.Check(Readers.Value[name], 2e-6, Arguments(name, 5));

    [Theory]
    [MemberData(nameof(Writes))]
    public void Recursion_WritesBuffers(string name, int n) => BufferChecks.Check(Writers.Value[name], 5e-6, Arguments(name, n));

    [Theory]
    [InlineData("Fourier", 1)]
    [InlineData("Fourier", 8)]
    [InlineData("Spectrum", 4)]
    [InlineData("Spectrum", 16)]
    public void Recursion_Transforms(string name, int n) => BufferChecks.Check(Writers.Value[name], 2e-6, Arguments(name, n));

    [Theory]
    [InlineData("Nested", 3)]
    [InlineData("Nested", 0)]
    [InlineData("Around", 2)]
    public void VectorFunctions_StandBesideRecursion(string name, int depth) => BufferChecks.Check(Vectored.Value[name], 5e-6, Numbers(4), depth);

    [Theory]
    [InlineData("Product")]
    [InlineData("Even")]
    [InlineData("Bezier")]
    [InlineData("PairSum")]
    [InlineData("Tree")]
    public void NothingIsAllocated_AtAnyDepth(string name) => BufferAllocations.Check(Readers.Value[name], Arguments(name, 200), Arguments(name, 3), Arguments(name, 60));

    [Theory]
    [InlineData("Running")]
    [InlineData("Scan")]
    [InlineData("Map")]
    [InlineData("Sorted")]
    [InlineData("Counted")]
    [InlineData("Convolve")]
    [InlineData("Spectrum")]
    public void NothingIsAllocated_WhereBuffersAreWritten(string name) => BufferAllocations.Check(Writers.Value[name], Arguments(name, 128), Arguments(name, 4));

    [Theory]
    [InlineData("FusesCalls", "Stepped")]
    [InlineData("TakesArgumentsApart", "SlideBack")]
    public void AMistake_IsCaught(string mistake, string method)
    {
        if (Mutants.Names.Contains(mistake))
        {
            BufferProject? mistaken = null;
            Mutants.While(mistake, () => mistaken = new BufferProject("Mistaken", Writing));
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => BufferChecks.Check(mistaken![method], 5e-6, Arguments(method, 7)));
        }
    }

    private static TheoryData<string, int> Each(int a, int b, int c, int d, int e, string[] names, string[] fromOne)
    {
        TheoryData<string, int> data = [];
        foreach (int n in new[] { a, b, c, d, e })
        {
            foreach (string name in names.Concat(n > 0 ? fromOne : []))
            {
                data.Add(name, n);
            }
        }

        return data;
    }

    private static double[] Numbers(int n, double shift = 0) => [.. Enumerable.Range(0, n).Select(i => (0.9 * Math.Sin((1.7 * i) + 0.6 + shift)) + 0.2)];

    private static object?[] Arguments(string name, int n) => name switch
    {
        "PairSum" or "Scan" or "Spectrum" => [Numbers(n)],
        "Product" or "Calling" or "Even" or "Odd" or "Twice" or "Bezier" or "Slide" or "SlideBack" or "SameTwice" => [Numbers(n), 0.7],
        "Tree" => [Numbers(n), Numbers(n, 1), 0.7],
        "Linked" => [Numbers(n), new[] { 3, 4, -1, 1, 2 }, 0.3],
        "LinkedBySpan" => [Numbers(n), new[] { 3, 4, -1, 1, 2 }, Numbers(n, 2)],
        "Repeated" => [Numbers(n), 3],
        "WeightedScan" or "Sorted" or "Running" or "Fourier" => [Numbers(n), Numbers(n, 1)],
        "Map" => [Numbers(n), 0.8, new double[n]],
        "Convolve" => [Numbers(n), Numbers(3, 1), new double[n + 2]],
        "Counted" => [Numbers(n), Enumerable.Range(0, n).Select(i => (i * 3) % 5).ToArray(), 0],
        "Filled" => [0.7, n],
        "Stepped" => [Numbers(n), 0.8, 3],
        _ => throw new ArgumentException(name),
    };
}
