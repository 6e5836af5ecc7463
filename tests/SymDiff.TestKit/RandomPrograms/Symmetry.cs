using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.TestKit;

/// <summary>What came out of a look at the symmetry of Hessians.</summary>
/// <param name="Programs">How many programs had a Hessian that was looked at.</param>
/// <param name="Pairs">How many pairs of opposite entries these had.</param>
/// <param name="Worst">The largest difference of two opposite entries, relative to the sum of the sizes of their terms.</param>
/// <param name="Failures">What is not symmetric, or not what the oracle has.</param>
public sealed record SymmetryResult(int Programs, int Pairs, double Worst, IReadOnlyList<string> Failures);

/// <summary>
/// Hessians of random programs are symmetric to rounding: opposite entries, each made by a sweep of its own, differ by no more than 1e-13 of the sum of the sizes of their terms, which the oracle of second order
/// adds up beside the entry.
/// </summary>
public static class Symmetry
{
    private const double Tolerance = 1e-13;
    private const double ToOracle = 1e-9;
    private const int BatchSize = 50;

    private const string OnTapes = """
        using System;
        using System.Linq;
        using SymDiff;
        using Probe = SymDiff.TestKit.Probe;
        using Real = SymDiff.TestKit.Taped;
        using Real32 = System.Single;
        using Math = SymDiff.TestKit.TapedMath;
        using Differential = SymDiff.TestKit.TapedDifferential;

        """;

    /// <summary>Looks at the Hessians of random programs.</summary>
    /// <param name="firstSeed">The seed of the first.</param>
    /// <param name="count">How many seeds; those whose programs have no Hessian in double precision are passed over.</param>
    public static SymmetryResult Run(int firstSeed, int count)
    {
        (int programs, int pairs, double worst, List<string> failures) = (0, 0, 0, []);
        foreach (RandomProgram[] batch in Enumerable.Range(firstSeed, count).Select(ProgramGenerator.Make).Where(p => p is { HasHvp: true, UsesSingle: false, HasSecondOrder: true }).Chunk(BatchSize))
        {
            using Tapes tapes = new(batch);
            using ProgramBatch compiled = ProgramBatch.Compile(batch);
            for (int i = 0; i < batch.Length; i++)
            {
                if (compiled.Programs[i].Method is { } method && compiled.Programs[i].Rejection is null && tapes.Of(i) is { } taped)
                {
                    (RandomProgram program, (int pairs, double worst, List<string> failures) of) = (batch[i], (0, 0, []));
                    if (!Bounded.Run(() => of = Of(program, method, taped), TimeSpan.FromSeconds(20)))
                    {
                        of.failures.Add("It does not end.");
                    }

                    programs += of.pairs > 0 ? 1 : 0;
                    pairs += of.pairs;
                    worst = Math.Max(worst, of.worst);
                    failures.AddRange(of.failures.Take(1).Select(f => $"SYMDIFF_FUZZ_SEED={program.Seed}: {f}\n{program.ToCSharp()}"));
                }
            }
        }

        return new SymmetryResult(programs, pairs, worst, failures);
    }

    private static (int Pairs, double Worst, List<string> Failures) Of(RandomProgram program, DifferentiatedMethod method, MethodInfo taped)
    {
        double[] x = program.Point();
        int n = method.Active.Count;
        Extremes.Watch(1e100);
        Cotangent[][]? expected = Rows(i => method.SecondOrderOracle(taped, x, Unit(n, i)).Cotangents);
        if (expected is null || Extremes.Met || expected.SelectMany(r => r).Any(c => !double.IsFinite(c.Tangent) || !double.IsFinite(c.TangentSize)) || Rows(i => method.Hvp(x, Unit(n, i))) is not { } rows)
        {
            return (0, 0, []);
        }

        List<string> failures = [];
        double worst = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double size = Math.Max(expected[i][j].TangentSize, expected[j][i].TangentSize);
                double difference = Math.Abs(rows[i][j] - rows[j][i]);
                worst = difference == 0 ? worst : Math.Max(worst, difference / size);
                if (!(difference <= Tolerance * size))
                {
                    failures.Add(string.Create(CultureInfo.InvariantCulture, $"H[{i}, {j}] = {rows[i][j]:R}, H[{j}, {i}] = {rows[j][i]:R}, the sum of the sizes of their terms is {size:R}"));
                }

                if (!(Math.Abs(rows[i][j] - expected[i][j].Tangent) <= ToOracle * size))
                {
                    failures.Add(string.Create(CultureInfo.InvariantCulture, $"H[{i}, {j}] = {rows[i][j]:R} and not {expected[i][j].Tangent:R}, the sum of the sizes of its terms is {size:R}"));
                }
            }
        }

        return (n * (n - 1) / 2, worst, failures);

        static T[][]? Rows<T>(Func<int, T[]> row)
        {
            try
            {
                // As many rows as the first has numbers; each begins with the world as it was.
                T[] first = Row(0);
                return [first, .. Enumerable.Range(1, first.Length - 1).Select(Row)];
            }
            catch (Exception e) when (e is not MissingMethodException)
            {
                return null;
            }

            T[] Row(int i)
            {
                Probe.Reset();
                Poison.Memory();
                return row(i);
            }
        }
    }

    private static double[] Unit(int n, int i) => [.. Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0.0)];

    /// <summary>The programs in numbers that remember what they were computed from, as far as these have the functions.</summary>
    private sealed class Tapes : IDisposable
    {
        private readonly AssemblyLoadContext _context = new("tapes", isCollectible: true);
        private readonly IReadOnlyList<RandomProgram> _programs;
        private readonly Assembly? _assembly;

        public Tapes(IReadOnlyList<RandomProgram> programs)
        {
            _programs = programs;
            CSharpCompilation compilation = Driver.Compile(new DriverInput([.. programs.Select(p => OnTapes + p.ToCSharp(forOracle: true))])
            {
                MoreReferences = [MetadataReference.CreateFromFile(typeof(Taped).Assembly.Location)],
                AllowUnsafe = true,
                LanguageVersion = LanguageVersion.Latest,
                AssemblyName = "Tapes",
            });
            for (int round = 0; round < 8 && _assembly is null; round++)
            {
                using MemoryStream stream = new();
                var emitted = compilation.Emit(stream);
                if (emitted.Success)
                {
                    stream.Position = 0;
                    _assembly = _context.LoadFromStream(stream);
                }

                compilation = compilation.RemoveSyntaxTrees(emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Location.SourceTree).OfType<SyntaxTree>().Distinct());
            }
        }

        public MethodInfo? Of(int program) => _assembly?.GetType(_programs[program].ClassName)?.GetMethod(RandomProgram.MethodName);

        public void Dispose() => _context.Unload();
    }
}
