using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SymDiff.Generator.Costs;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;
using SymDiff.Generator.Registrations;
using SymDiff.Generator.Sets;
using SymDiff.Generator.Sharing;

namespace SymDiff.Generator;

/// <summary>Reports what the generator silently refuses, at the exact place: the same reading, with locations.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    private readonly bool _shares;

    /// <summary>An analyzer that takes over what the generator read.</summary>
    public DifferentiableAnalyzer()
        : this(shares: true)
    {
    }

    /// <summary>An analyzer.</summary>
    /// <param name="shares">Whether it takes over what the generator read; if not, it reads and differentiates everything itself.</param>
    internal DifferentiableAnalyzer(bool shares) => _shares = shares;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext start)
    {
        string? property = start.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(Options.DefaultDerivativesKey, out string? value) ? value : null;
        var options = Options.Parse(property);
        var places = new SharedPlaces(start.Compilation, (method, cancellation) => InvariantCulture.Run(() => Rejections(method, options, start.Compilation, cancellation)));
        start.RegisterSymbolAction(c => Method(c, places), SymbolKind.Method);
        start.RegisterSymbolAction(Type, SymbolKind.NamedType);
        start.RegisterSyntaxNodeAction(LocalFunction, SyntaxKind.LocalFunctionStatement, SyntaxKind.SimpleLambdaExpression, SyntaxKind.ParenthesizedLambdaExpression);
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

    private static void Method(SymbolAnalysisContext context, SharedPlaces places)
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

        foreach (var rejection in places.ReportedBy(method, context.CancellationToken))
        {
            context.ReportDiagnostic(rejection.ToDiagnostic());
        }
    }

    private List<Rejection> Rejections(IMethodSymbol method, Options options, Compilation compilation, CancellationToken cancellation)
    {
        var (reading, model) = Known(method, compilation, cancellation);
        if (reading.HasCompilerErrors)
        {
            return [];
        }

        var kinds = reading.Requested.Resolve(options.DefaultForms).ToList();
        var rejections = reading.Rejections.Concat(reading.TakenForms.Where(t => kinds.Contains(t.Kind)).Select(t => t.Rejection)).ToList();
        var at = MethodShape.Location(method);
        if (!rejections.Any(r => r.IsError))
        {
            rejections.AddRange(Generation.Verdict(model, options, at, reading.Loops, cancellation));
        }

        if (!rejections.Any(r => r.IsError) && CostReport.IsAskedFor(compilation, at.SourceTree, cancellation)
            && CostReport.Of(model, at, reading.Loops) is { } cost)
        {
            rejections.Add(cost);
        }

        return rejections;
    }

    // What the generator read of the same files holds here, too.
    private (MethodReading Reading, DifferentiableMethod Model) Known(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (_shares && KnownReadings.Find(method, compilation) is { } known)
        {
            return known;
        }

        var reading = Extraction.Run(method, compilation, null, cancellation);
        return (reading, reading.ToModel());
    }

    // By syntax, so that nothing is bound but what carries an attribute.
    private static void LocalFunction(SyntaxNodeAnalysisContext context)
    {
        var (symbol, at) = context.Node switch
        {
            LocalFunctionStatementSyntax { AttributeLists.Count: > 0 } local when context.SemanticModel.GetDeclaredSymbol(local, context.CancellationToken) is IMethodSymbol function => (function, MethodShape.Location(function)),
            LambdaExpressionSyntax { AttributeLists.Count: > 0 } lambda => (context.SemanticModel.GetSymbolInfo(lambda, context.CancellationToken).Symbol as IMethodSymbol, lambda.GetFirstToken().GetLocation()),
            _ => (null, Location.None),
        };
        if (symbol is null)
        {
            return;
        }

        foreach (var rejection in RegistrationChecks.Of(symbol, context.SemanticModel.Compilation))
        {
            context.ReportDiagnostic(rejection.ToDiagnostic());
        }

        if (Marks.Has(symbol, Marks.Differentiable))
        {
            context.ReportDiagnostic(MethodShape.OfLocalFunction(symbol, at).ToDiagnostic());
        }
    }
}
