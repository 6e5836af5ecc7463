using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;

namespace SymDiff.Generator;

/// <summary>The pipeline: a marked method becomes a model, the model and the project's options become a file.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SymDiffGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(Marks.Differentiable, static (node, _) => node is MethodDeclarationSyntax, Extract)
            .WithTrackingName(TrackingNames.Extract);

        var options = context.AnalyzerConfigOptionsProvider
            .Select(static (provider, _) => provider.GlobalOptions.TryGetValue(Options.DefaultDerivativesKey, out string? value) ? value : null)
            .Select(static (value, _) => Options.Parse(value))
            .WithTrackingName(TrackingNames.Options);

        var files = methods.Combine(options)
            .WithTrackingName(TrackingNames.Combine)
            .Select(static (pair, cancellation) => pair.Left is { } method ? Generation.Run(method, pair.Right, cancellation) : null)
            .WithTrackingName(TrackingNames.Generate);

        context.RegisterSourceOutput(files, static (output, file) =>
        {
            if (file is not null)
            {
                output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
            }
        });
    }

    private static DifferentiableMethod? Extract(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is IMethodSymbol method
            ? InvariantCulture.Run(() => Extraction.Run(method, context.SemanticModel, cancellation).ToModel())
            : null;
}
