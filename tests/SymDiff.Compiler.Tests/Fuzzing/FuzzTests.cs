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

    [Fact]
    public void PatternsOfJacobians_HaveAllEntries() => All(5_000_000, "entries", p => FuzzCheck.Covered(p, isHessian: false), usually: 150, leastShare: 4, least: 50);

    [Fact]
    public void PatternsOfHessians_HaveAllEntries() => All(6_000_000, "entries", p => FuzzCheck.Covered(p, isHessian: true), usually: 150, leastShare: 5, least: 50);

    private void All(int usuallyFirst, string what, Func<RandomProgram, int?> compare, int usually, int leastShare, int least)
    {
        int count = Setting("SYMDIFF_FUZZ_COUNT", usually);
        int first = Setting("SYMDIFF_FUZZ_SEED", usuallyFirst);
        int compared = 0;
        int sum = 0;
        var failures = new List<string>();
        for (int seed = first; seed < first + count && failures.Count < 5; seed++)
        {
            var program = ProgramGenerator.Make(seed);
            try
            {
                if (compare(program) is { } found)
                {
                    compared++;
                    sum += found;
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failures.Add($"seed {seed}: {e.Message}\n{(e is Xunit.Sdk.XunitException ? "" : e.StackTrace)}\n{Printer.Print(ProgramGenerator.Make(seed).Module)}");
            }
        }

        output.WriteLine($"{compared} of {count} programs, {sum} {what}.");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(compared * leastShare > count || count < usually, $"Only {compared} of {count} programs could be compared.");
        Assert.True(sum >= least || count < usually, $"Only {sum} {what} were not zero.");
    }

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
