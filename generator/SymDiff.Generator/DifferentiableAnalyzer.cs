using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Costs;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;
using SymDiff.Generator.Registrations;
using SymDiff.Generator.Sets;

namespace SymDiff.Generator;

/// <summary>Reports what the generator silently refuses, at the exact place: the same reading, with locations.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext start)
    {
        string? property = start.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(Options.DefaultDerivativesKey, out string? value) ? value : null;
        var options = Options.Parse(property);

        // A helper that is inlined into several methods is refused in each of them, and reported once for each declaration that could be changed.
        var reported = new ConcurrentDictionary<(Location, string, EquatableArray<Location>), bool>();
        start.RegisterSymbolAction(c => Method(c, options, reported), SymbolKind.Method);
        start.RegisterSymbolAction(Type, SymbolKind.NamedType);
        start.RegisterOperationAction(LocalFunction, OperationKind.LocalFunction, OperationKind.AnonymousFunction);
        start.RegisterCompilationEndAction(c =>
        {
            foreach (string name in options.Unknown)
            {
                c.ReportDiagnostic(new Rejection(Descriptors.UnknownDefault, Location.None, EquatableArray.Of(name)).ToDiagnostic());
            }
        });
    }

    private static void Type(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var rejections = InvariantCulture.Run(() => Marks.Has(type, Marks.ParameterSet) ? SetExtraction.Run(type, context.Compilation).Rejections
            : SetShapeChecks.OfUnmarked(type) is { } rejection ? [rejection]
            : []);
        foreach (var rejection in rejections)
        {
            context.ReportDiagnostic(rejection.ToDiagnostic());
        }
    }

    private static void Method(SymbolAnalysisContext context, Options options, ConcurrentDictionary<(Location, string, EquatableArray<Location>), bool> reported)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null)
        {
            return;
        }

        foreach (var rejection in InvariantCulture.Run(() => RegistrationChecks.Of(method, context.Compilation).ToList()))
        {
            context.ReportDiagnostic(rejection.ToDiagnostic());
        }

        if (Marks.OfMethod(method) is null)
        {
            return;
        }

        foreach (var rejection in InvariantCulture.Run(() => Rejections(method, options, context)))
        {
            if (reported.TryAdd((rejection.Location, rejection.Text, rejection.Declarations), true))
            {
                context.ReportDiagnostic(rejection.ToDiagnostic());
            }
        }
    }

    private static List<Rejection> Rejections(IMethodSymbol method, Options options, SymbolAnalysisContext context)
    {
        var reading = Extraction.Run(method, context.Compilation, null, context.CancellationToken);
        if (reading.HasCompilerErrors)
        {
            return [];
        }

        var kinds = reading.Requested.Resolve(options.DefaultForms).ToList();
        var rejections = reading.Rejections.Concat(reading.TakenForms.Where(t => kinds.Contains(t.Kind)).Select(t => t.Rejection)).ToList();
        var model = reading.ToModel();
        var at = MethodShape.Location(method);
        if (!rejections.Any(r => r.IsError))
        {
            rejections.AddRange(Generation.Verdict(model, options, at, reading.Loops, context.CancellationToken));
        }

        if (!rejections.Any(r => r.IsError) && CostReport.IsAskedFor(context.Compilation, at.SourceTree, context.CancellationToken)
            && InvariantCulture.Run(() => CostReport.Of(model, at, reading.Loops)) is { } cost)
        {
            rejections.Add(cost);
        }

        return rejections;
    }

    private static void LocalFunction(OperationAnalysisContext context)
    {
        var (symbol, at) = context.Operation switch
        {
            ILocalFunctionOperation local => (local.Symbol, MethodShape.Location(local.Symbol)),
            IAnonymousFunctionOperation lambda => (lambda.Symbol, lambda.Syntax.GetFirstToken().GetLocation()),
            _ => (null, Location.None),
        };

        foreach (var rejection in symbol is null ? [] : RegistrationChecks.Of(symbol, context.Compilation))
        {
            context.ReportDiagnostic(rejection.ToDiagnostic());
        }

        if (symbol is not null && Marks.Has(symbol, Marks.Differentiable))
        {
            context.ReportDiagnostic(MethodShape.OfLocalFunction(symbol, at).ToDiagnostic());
        }
    }
}
