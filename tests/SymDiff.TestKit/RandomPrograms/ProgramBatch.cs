using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator;

namespace SymDiff.TestKit;

/// <summary>What became of a program when it was compiled.</summary>
/// <param name="Method">What to call; null if there is nothing.</param>
/// <param name="Rejection">Why the generator does not accept it; null if it does.</param>
/// <param name="Problem">What must not be: it is no C#, or what was emitted is none, or the generator failed.</param>
public sealed record CompiledProgram(DifferentiatedMethod? Method, string? Rejection, string? Problem)
{
    /// <summary>What to call of a program with buffers.</summary>
    public BufferedMethod? WithBuffers { get; init; }

    /// <summary>What to call of a program with structs and tuples.</summary>
    public AggregateMethod? WithAggregates { get; init; }
}

/// <summary>
/// Many random programs in one compilation with the generator and one for the oracle. The generator runs once, without the analyzer: every other
/// test holds it to its discipline, and what it rejects it says in the members that it emits instead.
/// </summary>
public sealed class ProgramBatch : IDisposable
{
    private const string AdapterPrefix = "Adapter";

    private const string Shared = """
        using System;
        using System.Linq;
        using SymDiff;
        using Probe = SymDiff.TestKit.Probe;

        """;

    /// <summary>What the text of a program begins with.</summary>
    internal const string ForGenerator = Shared + """
        using Real = System.Double;
        using Real32 = System.Single;
        using Math = System.Math;
        using MathF = System.MathF;
        using Foreign = SymDiff.TestKit.Foreign;

        """;

    private const string ForOracle = Shared + """
        using Real = SymDiff.TestKit.Dual;
        using Real32 = SymDiff.TestKit.DualSingle;
        using Math = SymDiff.TestKit.DualMath;
        using MathF = SymDiff.TestKit.DualMathF;
        using Foreign = SymDiff.TestKit.DualForeign;
        using Differential = SymDiff.TestKit.DualDifferential;

        """;

    /// <summary>What the methods of another library have for derivatives.</summary>
    internal const string Registrations = """
        [module: System.Runtime.CompilerServices.SkipLocalsInit]

        public static class Registrations
        {
            [DerivativeOf(typeof(Foreign), nameof(Foreign.Bell))]
            public static Real BellDerivative(Real x, Real result) => -2.0 * x * result;

            [DerivativeOf(typeof(Foreign), nameof(Foreign.Blend))]
            public static (Real, Real) BlendDerivatives(Real x, Real y) => (Math.Cos(y), 0.5 - x * Math.Sin(y));

            [DerivativeOf(typeof(Foreign), nameof(Foreign.Scaled))]
            public static Real ScaledDerivative(int n, Real x) => n * Math.Cos(n * x);
        }

        """;

    private static readonly MetadataReference TestKit = MetadataReference.CreateFromFile(typeof(Dual).Assembly.Location);

    private readonly AssemblyLoadContext _context = new("random programs", isCollectible: true);
    private readonly CompiledProgram?[] _compiled;
    private readonly IReadOnlyList<RandomProgram> _programs;
    private bool _areGeneric;

    private ProgramBatch(IReadOnlyList<RandomProgram> programs)
    {
        _programs = programs;
        _compiled = new CompiledProgram?[programs.Count];
    }

    /// <summary>What became of each program.</summary>
    public IReadOnlyList<CompiledProgram> Programs => _compiled!;

    /// <summary>Compiles programs whose classes have distinct names.</summary>
    /// <param name="programs">The programs.</param>
    /// <param name="generate">Whether to run the generator; without it there are the primal and the oracle only.</param>
    /// <param name="areGeneric">Whether a type parameter stands for <c>double</c>, in all but the oracle.</param>
    public static ProgramBatch Compile(IReadOnlyList<RandomProgram> programs, bool generate = true, bool areGeneric = false)
    {
        ProgramBatch batch = new(programs) { _areGeneric = areGeneric };
        Assembly oracle = batch.Emit(batch.WithAdapters(Compilation(programs, forOracle: true), forOracle: true, _ => false), "The oracle's version");
        string?[] rejections = new string?[programs.Count];
        CSharpCompilation compilation = Compilation(programs, forOracle: false, areGeneric ? LanguageVersion.Preview : LanguageVersion.Latest);
        if (areGeneric)
        {
            compilation = GenericPrograms.Rewrite(compilation, programs, (i, why) => batch._compiled[i] = new CompiledProgram(null, why, null));
        }

        if (generate)
        {
            compilation = batch.Generate(compilation, rejections);
        }

        Assembly primal = batch.Emit(batch.WithAdapters(compilation, forOracle: false, i => generate && rejections[i] is null), "The program");
        for (int i = 0; i < programs.Count; i++)
        {
            batch._compiled[i] ??= programs[i].HasAggregates
                ? new CompiledProgram(null, rejections[i], null) { WithAggregates = new AggregateMethod(programs[i], areGeneric ? Closed(primal, programs[i]) : Marked(primal, programs[i]), Marked(oracle, programs[i])) }
                : programs[i].Parameters.IsEmpty
                ? new CompiledProgram(new DifferentiatedMethod(areGeneric ? Closed(primal, programs[i]) : Marked(primal, programs[i]), Marked(oracle, programs[i]), taped: null), rejections[i], null)
                : new CompiledProgram(null, rejections[i], null) { WithBuffers = new BufferedMethod(programs[i], primal, oracle) };
        }

        return batch;
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();

    private static MethodInfo Marked(Assembly assembly, RandomProgram program) => assembly.GetType(program.ClassName, throwOnError: true)!.GetMethod(RandomProgram.MethodName)!;

    /// <summary>The marked method of a program that was made generic, at <c>double</c>.</summary>
    private static MethodInfo Closed(Assembly assembly, RandomProgram program) => GenericPrograms.KindOf(program) == GenericKind.Methods
        ? Marked(assembly, program).MakeGenericMethod(typeof(double))
        : assembly.GetType(GenericPrograms.ClassName(program) + "`1", throwOnError: true)!.MakeGenericType(typeof(double)).GetMethod(RandomProgram.MethodName)!;

    /// <summary>The programs as the user wrote them, or the oracle's version of them.</summary>
    internal static CSharpCompilation Compilation(IReadOnlyList<RandomProgram> programs, bool forOracle, LanguageVersion language = LanguageVersion.Latest)
    {
        string usings = forOracle ? ForOracle : ForGenerator;
        return Driver.Compile(new DriverInput([.. programs.Select(p => usings + p.ToCSharp(forOracle)), usings + Registrations])
        {
            MoreReferences = [TestKit],
            AllowUnsafe = true,
            LanguageVersion = language,
            AssemblyName = forOracle ? "Oracle" : "Consumer",
        });
    }

    /// <summary>What calls the forms of programs with buffers: reflection cannot hand over spans.</summary>
    private CSharpCompilation WithAdapters(CSharpCompilation compilation, bool forOracle, Func<int, bool> hasForms) => compilation.AddSyntaxTrees(
        [.. _programs.Select((program, i) => (program, i)).Where(p => !p.program.Parameters.IsEmpty && _compiled[p.i] is null).Select(p => CSharpSyntaxTree.ParseText(
            (forOracle ? ForOracle : ForGenerator) + ProgramForm.Adapter(p.program, _areGeneric && !forOracle ? GenericPrograms.KindOf(p.program) : null, hasForms(p.i) ? ProgramForm.All(p.program).Prepend(ProgramForm.Value(p.program)) : [ProgramForm.Value(p.program)]),
            (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            $"{AdapterPrefix}{p.i}.cs"))]);

    /// <summary>What the generator makes of programs.</summary>
    internal static ImmutableArray<GeneratedSourceResult> Generate(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new SymDiffGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            optionsProvider: new VisibleOptions(new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = "Gradient, ValueAndGradient, Vjp, Jvp" }));
        GeneratorRunResult result = driver.RunGenerators(compilation).GetRunResult().Results.Single();
        if (result.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator threw.", exception);
        }

        return result.GeneratedSources;
    }

    private CSharpCompilation Generate(CSharpCompilation compilation, string?[] rejections)
    {
        ImmutableArray<GeneratedSourceResult> sources = Generate(compilation);
        foreach (GeneratedSourceResult source in sources)
        {
            string text = source.SourceText.ToString();
            int at = text.IndexOf("Obsolete(\"SD", StringComparison.Ordinal);
            if (at >= 0 && ProgramOf(source.HintName) is { } index)
            {
                int start = at + "Obsolete(\"".Length;
                string reason = text[start..text.IndexOf("\", ", start, StringComparison.Ordinal)];
                rejections[index] = reason;
                if (reason.StartsWith("SD09", StringComparison.Ordinal))
                {
                    _compiled[index] ??= new CompiledProgram(null, null, $"{reason}\n{text}");
                }
            }
        }

        // A method that was not accepted has members that are errors when called, by another form that was accepted too.
        return compilation.AddSyntaxTrees(sources
            .Where(source => ProgramOf(source.HintName) is not { } index || rejections[index] is null)
            .Select(source => source.SyntaxTree));
    }

    private int? Numbered(string path, string prefix) => path.StartsWith(prefix, StringComparison.Ordinal)
        && int.TryParse(path.AsSpan(prefix.Length, path.Length - prefix.Length - 3), System.Globalization.CultureInfo.InvariantCulture, out int i) && i < _programs.Count ? i : null;

    private int? ProgramOf(string hintName) => ProgramOf(_programs, hintName);

    /// <summary>Which of some programs an emitted file belongs to; null if to none.</summary>
    internal static int? ProgramOf(IReadOnlyList<RandomProgram> programs, string hintName)
    {
        for (int i = 0; i < programs.Count; i++)
        {
            if (hintName.StartsWith(programs[i].ClassName + ".", StringComparison.Ordinal) || hintName.StartsWith(GenericPrograms.ClassName(programs[i]) + "-1.", StringComparison.Ordinal))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Compiles what can be compiled; whoever has errors is left out and told of them.</summary>
    private Assembly Emit(CSharpCompilation compilation, string what)
    {
        for (int round = 0; round < 8; round++)
        {
            using MemoryStream stream = new();
            var emitted = compilation.Emit(stream);
            if (emitted.Success)
            {
                stream.Position = 0;
                return _context.LoadFromStream(stream);
            }

            foreach (var errors in emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).GroupBy(d => d.Location.SourceTree))
            {
                SyntaxTree? tree = errors.Key;
                string path = tree?.FilePath ?? "";
                bool isGenerated = path.EndsWith(".g.cs", StringComparison.Ordinal);
                int? index = isGenerated ? ProgramOf(Path.GetFileName(path)) : Numbered(path, "File") ?? Numbered(path, AdapterPrefix);
                if (tree is null || index is not { } program)
                {
                    throw new InvalidOperationException($"{what} does not compile:\n{DriverResult.Describe(errors)}");
                }

                string problem = $"{(isGenerated ? "Emitted code" : what)} does not compile:\n{DriverResult.Describe(errors)}\n{(isGenerated ? tree.ToString() : "")}";
                _compiled[program] ??= new CompiledProgram(null, null, problem);
                compilation = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(t => t == tree || ProgramOf(Path.GetFileName(t.FilePath)) == program || Numbered(t.FilePath, "File") == program || Numbered(t.FilePath, AdapterPrefix) == program));
            }
        }

        throw new InvalidOperationException($"{what}: errors led to ever more errors.");
    }
}
