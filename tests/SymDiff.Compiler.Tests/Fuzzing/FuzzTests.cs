using System.Globalization;
using SymDiff.Compiler.IR;
using Xunit.Abstractions;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>
/// Random programs, derived and compared with dual numbers. <c>SYMDIFF_FUZZ_COUNT</c> says how many, <c>SYMDIFF_FUZZ_SEED</c> which come first;
/// a failure prints the seed and the smallest program that was found to fail alike.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    [Fact]
    public void FirstOrder() => Run(1, usually: 150, share: 1);

    [Fact]
    public void SecondOrder() => Run(2, usually: 30, share: 4);

    [Fact]
    public void ThirdOrder() => Run(3, usually: 4, share: 40);

    private void Run(int order, int usually, int share)
    {
        int count = Setting("SYMDIFF_FUZZ_COUNT", -1) is >= 0 and int asked ? asked / share : usually;
        int first = Setting("SYMDIFF_FUZZ_SEED", 1_000_000 * order);
        int compared = 0;
        var failures = new List<string>();
        for (int seed = first; seed < first + count && failures.Count < 5; seed++)
        {
            var program = ProgramGenerator.Make(seed);
            try
            {
                compared += FuzzCheck.Compare(program, order) ? 1 : 0;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failures.Add(FuzzCheck.Report(seed, program, order, e));
            }
        }

        output.WriteLine($"Order {order}: {compared} of {count} programs compared.");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(compared * 2 > count, $"Only {compared} of {count} programs could be compared.");
    }
}
