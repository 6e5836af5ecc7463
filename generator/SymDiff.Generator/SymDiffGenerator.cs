using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;
using SymDiff.Generator.Registrations;
using SymDiff.Generator.Sets;
using SymDiff.Generator.Sharing;

namespace SymDiff.Generator;

/// <summary>
/// The pipeline: a marked method becomes a model, the model and the project's options become a file. All that goes from step to step is of reference types, in pairs at most: of each other type the run-time
/// compiler makes Roslyn's steps and tables anew, in every process that compiles.
/// </summary>
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

        // The one thing that methods know of each other: which of them are called, and in what way.
        var requests = methods.Combine(options)
            .Select(static (pair, _) => pair.Left is { } method ? OutgoingCalls.Of(method, pair.Right) : null)
            .Where(static site => site is not null)
            .WithTrackingName(TrackingNames.CallSites)
            .Collect()
            .Select(static (sites, _) => CallRequests.Close(sites!))
            .WithTrackingName(TrackingNames.Requests);

        var files = methods.Combine(options)
            .Select(static (pair, _) => new Request(pair.Left, pair.Right, DerivedKinds.None))
            .Combine(requests)
            .Select(static (pair, _) => pair.Left.Method is { } method ? pair.Left with { Asked = pair.Right.Of(method.Key) } : pair.Left)
            .WithTrackingName(TrackingNames.Combine)
            .Select(static (request, cancellation) => request.Method is { } method ? Generation.Run(method, request.Options, request.Asked, cancellation) : null)
            .WithTrackingName(TrackingNames.Generate);

        context.RegisterSourceOutput(files, static (output, file) => Add(output, file));
        context.RegisterSourceOutput(Registered(context), static (output, file) => Add(output, file));
        context.RegisterSourceOutput(Sets(context), static (output, file) => Add(output, file));
    }

    private static void Add(SourceProductionContext output, GeneratedFile? file)
    {
        if (file is not null)
        {
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
        }
    }

    // Sets of parameters, each from its own declaration: what methods do with one makes no difference to it.
    private static IncrementalValuesProvider<GeneratedFile?> Sets(IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
        .ForAttributeWithMetadataName(Marks.ParameterSet, static (node, _) => node is TypeDeclarationSyntax, static (c, _) =>
            c.TargetSymbol is INamedTypeSymbol set ? InvariantCulture.Run(() => SetExtraction.Run(set, c.SemanticModel.Compilation).ToModel()) : null)
        .WithTrackingName(TrackingNames.ExtractSet)
        .Select(static (model, _) => model is null ? null : SetExtraction.File(model))
        .WithTrackingName(TrackingNames.GenerateSet);

    // The record of the registrations, which is all that projects that reference this one look at.
    private static IncrementalValuesProvider<GeneratedFile> Registered(IncrementalGeneratorInitializationContext context)
    {
        var of = RegistrationAttributes.All
            .Select(attribute => context.SyntaxProvider
                .ForAttributeWithMetadataName(attribute.FullName, static (node, _) => node is MethodDeclarationSyntax, static (c, _) =>
                    new PublishedRegistrations(c.TargetSymbol is IMethodSymbol method ? PublishedRegistration.Of(method, c.SemanticModel.Compilation) : default))
                .WithTrackingName(TrackingNames.Registrations)
                .Collect()
                .Select(static (parts, _) => PublishedRegistrations.Join(parts)))
            .ToList();
        return of[0].Combine(of[1])
            .Select(static (pair, _) => PublishedRegistrations.Join([pair.Left, pair.Right]))
            .Combine(of[2])
            .SelectMany(static (pair, _) => PublishedRegistrations.Join([pair.Left, pair.Right]).File())
            .WithTrackingName(TrackingNames.Record);
    }

    private static DifferentiableMethod? Extract(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is IMethodSymbol method
            ? InvariantCulture.Run(() => KnownReadings.Keep(method, context.SemanticModel.Compilation, Extraction.Run(method, context.SemanticModel, cancellation)))
            : null;
}
