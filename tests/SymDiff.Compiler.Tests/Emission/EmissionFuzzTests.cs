using System.Globalization;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Fuzzing;
using Xunit.Abstractions;

namespace SymDiff.Compiler.Tests.Emission;

/// <summary>
/// Random programs and their derivatives as compiled C#, against the interpreter. <c>SYMDIFF_FUZZ_COUNT</c> says how many,
/// <c>SYMDIFF_FUZZ_SEED</c> which come first; a failure prints the seed, the smallest program that fails, and its C#.
/// </summary>
public sealed class EmissionFuzzTests(ITestOutputHelper output)
{
    private const int Batch = 50;

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    [Fact]
    public void FirstOrder() => Run(1, usually: 120, share: 1);

    [Fact]
    public void SecondOrder() => Run(2, usually: 25, share: 5);

    private void Run(int order, int usually, int share)
    {
        int count = Setting("SYMDIFF_FUZZ_COUNT", -1) is >= 0 and int asked ? asked / share : usually;
        int first = Setting("SYMDIFF_FUZZ_SEED", 1_000_000 * order);
        int compared = 0;
        var failures = new List<string>();
        for (int start = first; start < first + count && failures.Count < 3; start += Batch)
        {
            var seeds = Enumerable.Range(start, Math.Min(Batch, first + count - start)).ToList();
            try
            {
                compared += EmissionCheck.Compare([.. seeds.Select(s => Case(s, order))]);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failures.AddRange(seeds.Select(s => Failure(s, order)).OfType<string>().Take(3));
            }
        }

        output.WriteLine($"Order {order}: {compared} functions of {count} programs compared.");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(compared > count, $"Only {compared} functions of {count} programs could be compared.");
    }

    private static EmissionCheck.Case Case(int seed, int order) => EmissionCheck.Derive($"P{seed}", ProgramGenerator.Make(seed), order);

    private static string? Failure(int seed, int order)
    {
        var program = ProgramGenerator.Make(seed);
        if (Thrown(program, order) is not { } failure)
        {
            return null;
        }

        bool shrinks = Setting("SYMDIFF_FUZZ_SHRINK", 1) > 0;
        var small = !shrinks ? program : Shrinker.Shrink(program, p => Thrown(p, order)?.GetType() == failure.GetType());
        string text = Text(small, order);
        return $"seed {seed}, order {order}: {(Thrown(small, order) ?? failure).Message}\n{Printer.Print(small.Module)}\n{text}";
    }

    private static string Text(RandomProgram program, int order)
    {
        try
        {
            return EmissionCheck.Derive("P", program, order).Text;
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static Exception? Thrown(RandomProgram program, int order)
    {
        try
        {
            foreach (var function in program.Module.Functions)
            {
                Verifier.Check(function);
            }

            FuzzCheck.Compare(program, 0);
        }
        catch (Exception)
        {
            // What is no program of its own is no smaller form of a failure.
            return null;
        }

        try
        {
            EmissionCheck.Compare([EmissionCheck.Derive("P", program, order)]);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
