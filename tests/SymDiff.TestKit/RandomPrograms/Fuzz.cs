using System.Globalization;
using System.Text.RegularExpressions;

namespace SymDiff.TestKit;

/// <summary>What came out of a run over random programs.</summary>
public sealed class FuzzResult
{
    /// <summary>How many programs were made.</summary>
    public int Made { get; internal set; }

    /// <summary>How many the generator accepted.</summary>
    public int Accepted { get; internal set; }

    /// <summary>How many accepted programs had finite derivatives at their ordinary point, which were compared.</summary>
    public int Compared { get; internal set; }

    /// <summary>How many accepted programs have a Hessian.</summary>
    public int Hessians { get; internal set; }

    /// <summary>How many of these have one that was compared with differences.</summary>
    public int ComparedHessians { get; internal set; }

    /// <summary>The share of accepted programs.</summary>
    public double AcceptedShare => Made == 0 ? 0 : (double)Accepted / Made;

    /// <summary>What failed, each with its seed, made small.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Why programs were not accepted, and how often.</summary>
    public Dictionary<string, int> Rejections { get; } = new(StringComparer.Ordinal);

    /// <summary>How many programs have each construct.</summary>
    public Dictionary<string, int> Constructs { get; } = new(StringComparer.Ordinal);

    /// <summary>The same of the programs that were accepted.</summary>
    public Dictionary<string, int> AcceptedConstructs { get; } = new(StringComparer.Ordinal);

    /// <summary>What a run prints.</summary>
    public string Summary() => string.Create(CultureInfo.InvariantCulture, $"{Made} programs, {Accepted} accepted ({AcceptedShare:P1}), {Compared} of these with derivatives to compare, {Hessians} with a Hessian and {ComparedHessians} of them with differences to compare it with, {Failures.Count} failures.")
        + string.Concat(Rejections.OrderByDescending(r => r.Value).Take(30).Select(r => $"\n{r.Value,6} {r.Key}"));

    internal static void Count(Dictionary<string, int> counts, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }
    }
}

/// <summary>Checks random programs against the oracle and reports those that fail, made small.</summary>
public static partial class Fuzz
{
    private const int BatchSize = 100;
    private const int MostShrunk = 3;
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(20);

    /// <summary>How many programs a run has, if nobody asks for more; shares are asserted of so many.</summary>
    public const int Usual = 60;

    /// <summary>How many programs a run has: <see cref="Usual"/>, or <c>SYMDIFF_FUZZ_COUNT</c>.</summary>
    public static int Count => CountOr(Usual);

    /// <summary>How many programs a run has: <c>SYMDIFF_FUZZ_COUNT</c>, or as many as are usual.</summary>
    /// <param name="usual">How many that are.</param>
    public static int CountOr(int usual) => Setting("SYMDIFF_FUZZ_COUNT", usual);

    /// <summary>The first seed: 1, or <c>SYMDIFF_FUZZ_SEED</c>, with which a failure is repeated.</summary>
    public static int FirstSeed => Setting("SYMDIFF_FUZZ_SEED", 1);

    /// <summary>After how many failures a run stops: 3, or <c>SYMDIFF_FUZZ_FAILURES</c>; more than 3 are not made small, which takes a while each.</summary>
    public static int MostFailures => Setting("SYMDIFF_FUZZ_FAILURES", MostShrunk);

    /// <summary>Whether all programs are to have buffers: <c>SYMDIFF_FUZZ_BUFFERS=1</c>.</summary>
    public static bool OnlyBuffers => Setting("SYMDIFF_FUZZ_BUFFERS", 0) != 0;

    /// <summary>Checks <paramref name="count"/> programs.</summary>
    /// <param name="firstSeed">The seed of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes the program of a seed; <see cref="ProgramGenerator.Make"/> if it is not given.</param>
    /// <param name="areGeneric">Whether a type parameter stands for <c>double</c> in them.</param>
    public static FuzzResult Run(int firstSeed, int count, Func<int, RandomProgram>? make = null, bool areGeneric = false) =>
        Run(Enumerable.Range(firstSeed, count).Select(make ?? ProgramGenerator.Make), MostFailures, shrink: true, BatchSize, LongestRun, areGeneric);

    /// <summary>Checks programs.</summary>
    /// <param name="all">The programs, made when their turn comes.</param>
    /// <param name="most">After how many failures to stop.</param>
    /// <param name="shrink">Whether to make failures small.</param>
    /// <param name="batchSize">How many are compiled at once.</param>
    /// <param name="longestRun">How long a program may run that ends.</param>
    /// <param name="areGeneric">Whether a type parameter stands for <c>double</c> in them.</param>
    internal static FuzzResult Run(IEnumerable<RandomProgram> all, int most, bool shrink, int batchSize, TimeSpan longestRun, bool areGeneric = false)
    {
        FuzzResult result = new();
        foreach (RandomProgram[] programs in all.Chunk(batchSize))
        {
            foreach ((RandomProgram program, Verdict verdict) in programs.Zip(Verdicts(programs, longestRun, areGeneric)))
            {
                Note(result, program, verdict);
                if (verdict.Problem is { } problem)
                {
                    result.Failures.Add(Report(program, problem, shrink && most <= MostShrunk, longestRun, areGeneric));
                    if (result.Failures.Count == most)
                    {
                        return result;
                    }
                }
            }
        }

        return result;
    }

    /// <summary>Checks that the oracle is right: its values are the program's to the bit, its derivatives those of central differences. No generator takes part.</summary>
    public static FuzzResult RunOracle(int firstSeed, int count)
    {
        FuzzResult result = new();
        foreach (int[] seeds in Enumerable.Range(firstSeed, count).Chunk(BatchSize))
        {
            RandomProgram[] programs = [.. seeds.Select(ProgramGenerator.Make)];
            using ProgramBatch batch = ProgramBatch.Compile(programs, generate: false);
            for (int i = 0; i < programs.Length; i++)
            {
                Verdict verdict = Check(programs[i], batch.Programs[i], oracleOnly: true, LongestRun);
                Note(result, programs[i], verdict);
                if (verdict.Problem is not null)
                {
                    result.Failures.Add($"seed {programs[i].Seed}\n{programs[i].ToCSharp()}{verdict.Problem}");
                }
            }
        }

        return result;
    }

    // What stands in quotes is of this program alone.
    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    private sealed record Verdict(string? Rejection, string? Problem, bool Compared, bool ComparedHessian = false);

    private static void Note(FuzzResult result, RandomProgram program, Verdict verdict)
    {
        IReadOnlySet<string> constructs = program.Constructs;
        result.Made++;
        FuzzResult.Count(result.Constructs, constructs);
        if (verdict.Rejection is { } rejection)
        {
            FuzzResult.Count(result.Rejections, [Quoted().Replace(rejection, "'…'")]);
            return;
        }

        result.Accepted++;
        result.Compared += verdict.Compared ? 1 : 0;
        result.Hessians += program.HasHvp ? 1 : 0;
        result.ComparedHessians += verdict.ComparedHessian ? 1 : 0;
        FuzzResult.Count(result.AcceptedConstructs, constructs);
    }

    private static string Report(RandomProgram program, string problem, bool shrink, TimeSpan longestRun, bool areGeneric)
    {
        RandomProgram small = program;
        if (shrink && !IsNoCSharp(problem))
        {
            small = ProgramShrinker.Shrink(program, smaller => [.. Verdicts(smaller, longestRun, areGeneric).Select(v => v.Problem is { } p && !IsNoCSharp(p))]);
            problem = Verdicts([small], longestRun, areGeneric).Single().Problem ?? problem;
        }

        return $"SYMDIFF_FUZZ_SEED={program.Seed} SYMDIFF_FUZZ_COUNT=1\n{small.ToCSharp()}{problem}";
    }

    private static bool IsNoCSharp(string problem) => problem.StartsWith("The ", StringComparison.Ordinal);

    // One after the other, as they are asked for: what comes after the last that is wanted is not run.
    private static IEnumerable<Verdict> Verdicts(IReadOnlyList<RandomProgram> programs, TimeSpan longestRun, bool areGeneric)
    {
        ProgramBatch? batch = null;
        InvalidOperationException? failure = null;
        try
        {
            batch = ProgramBatch.Compile(programs, areGeneric: areGeneric);
        }
        catch (InvalidOperationException e)
        {
            failure = e;
        }

        if (failure is not null)
        {
            return programs.Count > 1 ? programs.SelectMany(program => Verdicts([program], longestRun, areGeneric)) : [new Verdict(null, failure.ToString(), false)];
        }

        return OfBatch();

        IEnumerable<Verdict> OfBatch()
        {
            using (batch)
            {
                for (int i = 0; i < programs.Count; i++)
                {
                    yield return Check(programs[i], batch!.Programs[i], oracleOnly: false, longestRun);
                }
            }
        }
    }

    private static Verdict Check(RandomProgram program, CompiledProgram compiled, bool oracleOnly, TimeSpan longestRun)
    {
        if (compiled.Problem is not null || compiled.Rejection is not null)
        {
            return new Verdict(compiled.Rejection, compiled.Problem, false);
        }

        Verdict? verdict = null;
        try
        {
            return Bounded.Run(() => verdict = compiled.WithAggregates is { } whole ? AtAllAggregatePoints(program, whole, oracleOnly) : compiled.WithBuffers is { } method ? AtAllBufferPoints(program, method) : AtAllPoints(program, compiled.Method!, oracleOnly), longestRun) ? verdict! : new Verdict(null, "It does not end.", false);
        }
        catch (Exception e)
        {
            return new Verdict(null, e.ToString(), false);
        }
    }

    private static Verdict AtAllPoints(RandomProgram program, DifferentiatedMethod method, bool oracleOnly)
    {
        CheckResult ordinary = ProgramCheck.Run(program, method, program.Point(), isOrdinary: true, oracleOnly);
        List<string> all = [.. ordinary.Problems];
        foreach (double[] edge in program.EdgePoints())
        {
            if (all.Count == 0 && !(oracleOnly && edge.Any(v => v == 0)))
            {
                all.AddRange(ProgramCheck.Run(program, method, edge, isOrdinary: false, oracleOnly).Problems);
            }
        }

        return new Verdict(null, all.Count == 0 ? null : string.Join("\n", all), ordinary.Compared, ordinary.ComparedHessian);
    }

    private static Verdict AtAllAggregatePoints(RandomProgram program, AggregateMethod method, bool oracleOnly)
    {
        RandomProgram flat = program with { ParameterTypes = method.LeafTypes };
        CheckResult ordinary = AggregateCheck.Run(program, method, flat.Point(), isOrdinary: true, oracleOnly);
        List<string> all = [.. ordinary.Problems];
        foreach (double[] edge in flat.EdgePoints())
        {
            if (all.Count == 0)
            {
                all.AddRange(AggregateCheck.Run(program, method, edge, isOrdinary: false, oracleOnly).Problems);
            }
        }

        return new Verdict(null, all.Count == 0 ? null : string.Join("\n", all), ordinary.Compared, ordinary.ComparedHessian);
    }

    private static Verdict AtAllBufferPoints(RandomProgram program, BufferedMethod method)
    {
        List<string> all = [];
        (bool compared, bool comparedHessian) = (false, false);
        IReadOnlyList<double[][]> points = program.BufferPoints();
        foreach ((double[][] point, bool isOrdinary) in points.Select((p, i) => (p, i == 0)).Concat(ProgramMemory.Shorter(program, points[0]).Select(p => (p, false))))
        {
            if (all.Count == 0)
            {
                CheckResult result = BufferCheck.Run(program, method, point, isOrdinary);
                all.AddRange(result.Problems);
                compared |= isOrdinary && result.Compared;
                comparedHessian |= result.ComparedHessian;
            }
        }

        return new Verdict(null, all.Count == 0 ? null : string.Join("\n", all), compared, comparedHessian);
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;
}
