using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.TestKit;

/// <summary>What came out of a look at the symmetry of Hessians.</summary>
/// <param name="Programs">How many programs had pairs that were compared.</param>
/// <param name="Pairs">How many pairs of opposite entries with terms were compared; those without any are zero in every program.</param>
/// <param name="Worst">The largest difference of two opposite entries, relative to the sum of the sizes of their terms.</param>
/// <param name="Asymmetric">Programs whose Hessian is not symmetric.</param>
/// <param name="Failures">Those, and programs whose Hessian is not the oracle's, or which have none that can be compared though they should.</param>
/// <param name="LeftOut">Why programs were not compared, and how often.</param>
public sealed record SymmetryResult(int Programs, int Pairs, double Worst, IReadOnlyList<string> Asymmetric, IReadOnlyList<string> Failures, IReadOnlyDictionary<string, int> LeftOut);

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
    /// <param name="count">How many programs.</param>
    public static SymmetryResult Run(int firstSeed, int count)
    {
        Tally tally = new();
        foreach (RandomProgram[] batch in Enumerable.Range(firstSeed, count).Select(ProgramGenerator.MakeOfSecondOrder).Chunk(BatchSize))
        {
            using Tapes tapes = new(batch);
            using ProgramBatch compiled = ProgramBatch.Compile(batch);
            for (int i = 0; i < batch.Length; i++)
            {
                (RandomProgram program, CompiledProgram of) = (batch[i], compiled.Programs[i]);
                if (of.Problem is { } problem)
                {
                    tally.Fail(program, problem);
                }
                else if (of.Rejection is { } rejection)
                {
                    tally.LeaveOut(rejection[..6]);
                }
                else if (tapes.Of(i) is not { } taped)
                {
                    tally.LeaveOut("no oracle");
                }
                else if (!Bounded.Run(() => Look(program, of.Method!, taped, tally), TimeSpan.FromSeconds(20)))
                {
                    tally.Fail(program, "It does not end.");
                }
            }
        }

        return tally.Result();
    }

    private static void Look(RandomProgram program, DifferentiatedMethod method, MethodInfo taped, Tally tally)
    {
        double[] x = program.Point();
        int n = method.Active.Count;
        Extremes.Watch(1e100);
        if (Rows(i => method.SecondOrderOracle(taped, x, Unit(n, i)).Cotangents) is not { } expected)
        {
            tally.LeaveOut("it throws");
            return;
        }

        if (Extremes.Met || expected.SelectMany(r => r).Any(c => !double.IsFinite(c.Tangent) || !double.IsFinite(c.TangentSize)))
        {
            tally.LeaveOut("poles");
            return;
        }

        if (Rows(i => method.Hvp(x, Unit(n, i))) is not { } rows)
        {
            tally.Fail(program, "The Hessian throws where the method does not.");
            return;
        }

        bool isCompared = false;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double size = Math.Max(expected[i][j].TangentSize, expected[j][i].TangentSize);
                double difference = Math.Abs(rows[i][j] - rows[j][i]);
                if (i < j && size > 0)
                {
                    isCompared = true;
                    tally.Compare(difference / size);
                }

                if (i < j && !(difference <= Tolerance * size))
                {
                    tally.FailAsAsymmetric(program, string.Create(CultureInfo.InvariantCulture, $"H[{i}, {j}] = {rows[i][j]:R}, H[{j}, {i}] = {rows[j][i]:R}, the sum of the sizes of their terms is {size:R}"));
                }

                if (!(Math.Abs(rows[i][j] - expected[i][j].Tangent) <= ToOracle * size))
                {
                    tally.Fail(program, string.Create(CultureInfo.InvariantCulture, $"H[{i}, {j}] = {rows[i][j]:R} and not {expected[i][j].Tangent:R}, the sum of the sizes of its terms is {size:R}"));
                }
            }
        }

        if (isCompared)
        {
            tally.Programs++;
        }
        else
        {
            tally.LeaveOut("nothing but zeros");
        }

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

    // What was seen so far.
    private sealed class Tally
    {
        private readonly List<string> _asymmetric = [];
        private readonly List<string> _failures = [];
        private readonly Dictionary<string, int> _leftOut = [];
        private int _failed;
        private int _pairs;
        private double _worst;

        public int Programs { get; set; }

        public void Compare(double difference) => (_pairs, _worst) = (_pairs + 1, Math.Max(_worst, difference));

        public void LeaveOut(string why) => _leftOut[why] = _leftOut.GetValueOrDefault(why) + 1;

        // The first of a program is enough.
        public void Fail(RandomProgram program, string what)
        {
            if (_failed != program.Seed)
            {
                _failed = program.Seed;
                _failures.Add(Report(program, what));
            }
        }

        public void FailAsAsymmetric(RandomProgram program, string what)
        {
            _asymmetric.Add(Report(program, what));
            Fail(program, what);
        }

        public SymmetryResult Result() => new(Programs, _pairs, _worst, _asymmetric, _failures, _leftOut);

        private static string Report(RandomProgram program, string what) => $"SYMDIFF_FUZZ_SEED={program.Seed}: {what}\n{program.ToCSharp()}";
    }

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
