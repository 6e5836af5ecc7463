using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SymDiff.Generator;

namespace SymDiff.TestKit;

/// <summary>Compiles a project with the generator and the analyzer. Every run is held to the incremental discipline; there is no way around it.</summary>
public static class Driver
{
    /// <summary>The SDK silences these for every project: one framework's version standing in for another's.</summary>
    private static readonly Dictionary<string, ReportDiagnostic> SilencedBySdk = new() { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress };

    /// <summary>The name of the step that reads the user's code; it alone may run again when nothing has changed in meaning.</summary>
    public static string ExtractionStep => TrackingNames[0];

    /// <summary>The names of all steps, in the order in which they are declared, which is that of the pipeline.</summary>
    public static IReadOnlyList<string> TrackingNames { get; } = IncrementalDiscipline.NamesIn(typeof(Generator.TrackingNames));

    /// <summary>Compiles one file with all settings at their defaults.</summary>
    public static DriverResult Run(string source) => Run(new DriverInput(source));

    /// <summary>Compiles a project.</summary>
    public static DriverResult Run(DriverInput input) =>
        Run(input, new SymDiffGenerator(), new DifferentiableAnalyzer(), TrackingNames);

    /// <summary>Compiles a project with another generator: how the tests of this kit show that a bad one is caught.</summary>
    public static DriverResult Run(DriverInput input, IIncrementalGenerator generator, DiagnosticAnalyzer? analyzer, IReadOnlyCollection<string> trackingNames)
    {
        CSharpParseOptions parse = new(input.LanguageVersion, input.Documentation);
        CSharpCompilation compilation = Compile(input, parse);
        VisibleOptions options = new(input.GlobalOptions);

        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: parse,
            optionsProvider: options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

        driver = driver.RunGenerators(compilation);
        GeneratorRunResult first = Result(driver);
        GeneratorRunResult second = Result(driver.RunGenerators(compilation.Clone()));
        IncrementalDiscipline.Check(first, second, trackingNames);

        return new DriverResult(
            new DriverState(driver, compilation, parse, input.Sources),
            first,
            compilation.AddSyntaxTrees(first.GeneratedSources.Select(source => source.SyntaxTree)),
            output => Analyze(output, analyzer, options));
    }

    /// <summary>The project without SymDiff.</summary>
    public static CSharpCompilation Compile(DriverInput input, CSharpParseOptions? parse = null)
    {
        CSharpParseOptions parseOptions = parse ?? new(input.LanguageVersion, input.Documentation);
        bool hasNullable = parseOptions.LanguageVersion >= LanguageVersion.CSharp8;
        return CSharpCompilation.Create(
            input.AssemblyName,
            input.Sources.Select((source, index) => DriverState.Parse(source, index, parseOptions)),
            input.References.References.Concat(input.MoreReferences),
            new CSharpCompilationOptions(
                input.Output,
                warningLevel: 9999,
                checkOverflow: input.CheckOverflow,
                allowUnsafe: input.AllowUnsafe,
                optimizationLevel: OptimizationLevel.Release,
                specificDiagnosticOptions: SilencedBySdk.Concat(input.Severities),
                deterministic: true,
                nullableContextOptions: hasNullable ? input.Nullable : NullableContextOptions.Disable));
    }

    private static GeneratorRunResult Result(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        return result.Exception is null ? result : throw new InvalidOperationException("The generator threw.", result.Exception);
    }

    private static ImmutableArray<Diagnostic> Analyze(Compilation compilation, DiagnosticAnalyzer? analyzer, AnalyzerConfigOptionsProvider options)
    {
        if (analyzer is null)
        {
            return [];
        }

        ImmutableArray<Diagnostic> diagnostics = AnalyzeOnce(compilation, analyzer, options);
        if (analyzer is DifferentiableAnalyzer)
        {
            // As in a build it took over what the generator read. An analyzer that reads all of it itself must say the same.
            string[] shared = [.. diagnostics.Select(Everything)];
            string[] alone = [.. AnalyzeOnce(compilation, new DifferentiableAnalyzer(shares: false), options).Select(Everything)];
            if (!AreSame(shared, alone))
            {
                throw new InvalidOperationException($"The analyzer says\n{string.Join("\n", shared)}\nof what the generator read, and of what it reads itself\n{string.Join("\n", alone)}");
            }
        }

        return diagnostics;
    }

    private static bool AreSame(string[] some, string[] others) => some.Order(StringComparer.Ordinal).SequenceEqual(others.Order(StringComparer.Ordinal));

    private static string Everything(Diagnostic diagnostic) =>
        $"{diagnostic} {string.Join(" ", diagnostic.AdditionalLocations)} {string.Join(" ", diagnostic.Properties.OrderBy(p => p.Key, StringComparer.Ordinal))}";

    private static ImmutableArray<Diagnostic> AnalyzeOnce(Compilation compilation, DiagnosticAnalyzer analyzer, AnalyzerConfigOptionsProvider options)
    {
        List<Exception> exceptions = [];
        CompilationWithAnalyzersOptions settings = new(
            new AnalyzerOptions([], options),
            onAnalyzerException: (exception, _, _) => { lock (exceptions) { exceptions.Add(exception); } },
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = compilation.WithAnalyzers([analyzer], settings).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return exceptions.Count == 0
            ? [.. diagnostics.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)]
            : throw new AggregateException("The analyzer threw.", exceptions);
    }
}
