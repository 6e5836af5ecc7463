namespace SymDiff.TestKit;

/// <summary>Checks random programs against the oracle and reports those that fail, made small.</summary>
public static class Fuzz
{
    private const int BatchSize = 50;
    private const int MostReported = 3;

    /// <summary>How many programs a run has: 300, or <c>SYMDIFF_FUZZ_COUNT</c>.</summary>
    public static int Count => Setting("SYMDIFF_FUZZ_COUNT", 300);

    /// <summary>The first seed: 1, or <c>SYMDIFF_FUZZ_SEED</c>, with which a failure is repeated.</summary>
    public static int FirstSeed => Setting("SYMDIFF_FUZZ_SEED", 1);

    /// <summary>Checks <paramref name="count"/> programs.</summary>
    /// <returns>What failed, and how many programs had finite derivatives to compare.</returns>
    public static (IReadOnlyList<string> Failures, int Compared) Run(int firstSeed, int count)
    {
        List<string> failures = [];
        int compared = 0;
        foreach (RandomProgram[] batch in Enumerable.Range(firstSeed, count).Select(ProgramGenerator.Make).Chunk(BatchSize))
        {
            foreach (RandomProgram program in Failing(batch, ref compared))
            {
                RandomProgram small = program.Shrink(smaller => Problems([smaller], out _)[0] is not null);
                failures.Add($"SYMDIFF_FUZZ_SEED={program.Seed} SYMDIFF_FUZZ_COUNT=1\n{small.ToCSharp()}{Problems([small], out _)[0]}");
                if (failures.Count == MostReported)
                {
                    return (failures, compared);
                }
            }
        }

        return (failures, compared);
    }

    private static RandomProgram[] Failing(RandomProgram[] batch, ref int compared)
    {
        string?[] problems = Problems(batch, out int finite);
        compared += finite;
        return [.. batch.Where((_, i) => problems[i] is not null)];
    }

    /// <summary>What is wrong with each program, null where nothing is. If the batch as a whole does not compile, its programs are compiled one by one.</summary>
    private static string?[] Problems(RandomProgram[] programs, out int compared)
    {
        compared = 0;
        Corpus corpus;
        try
        {
            corpus = Corpus.Compile(string.Concat(programs.Select(program => program.ToCSharp())));
        }
        catch (Exception e) when (programs.Length == 1)
        {
            return [e.Message];
        }
        catch (InvalidOperationException)
        {
            string?[] each = new string?[programs.Length];
            for (int i = 0; i < programs.Length; i++)
            {
                each[i] = Problems([programs[i]], out int one)[0];
                compared += one;
            }

            return each;
        }

        using (corpus)
        {
            string?[] problems = new string?[programs.Length];
            for (int i = 0; i < programs.Length; i++)
            {
                DifferentiatedMethod method = corpus[programs[i].Name];
                double[] point = programs[i].Point();
                IReadOnlyList<string> found = DerivativeChecks.Check(method, point, new Random(programs[i].Seed), programs[i].UsesSingle ? 1e-4 : 1e-9, differences: false);
                problems[i] = found.Count == 0 ? null : string.Join("\n", found);
                compared += method.OracleGradient(point).All(d => double.IsFinite(d.Magnitude)) ? 1 : 0;
            }

            return problems;
        }
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;
}
