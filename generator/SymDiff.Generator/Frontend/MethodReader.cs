using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Model;
using SymDiff.Generator.Registrations;

namespace SymDiff.Generator.Frontend;

/// <summary>Reads a marked method: the only way from symbols to a signature and a function, for the generator and the analyzer alike.</summary>
internal static class MethodReader
{
    // Errors of the declaration after which the body can still be read as what it is.
    private static readonly HashSet<string> Readable = new(StringComparer.Ordinal)
    {
        Descriptors.NotPartial.Id, Descriptors.FormCannotApply.Id, Descriptors.BufferAttributeMisplaced.Id,
        Descriptors.VirtualMethod.Id, Descriptors.FileLocalType.Id,
    };

    // Errors of the declaration after which members can still be emitted beside the method.
    private static readonly HashSet<string> Emittable = new(StringComparer.Ordinal)
    {
        Descriptors.FormCannotApply.Id, Descriptors.BufferAttributeMisplaced.Id, Descriptors.VirtualMethod.Id,
        Descriptors.UnsupportedMethodKind.Id, Descriptors.UnsupportedParameterType.Id,
    };

    /// <summary>Reads the method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="compilation">Its compilation.</param>
    /// <param name="model">A semantic model of its file, if there is one already.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static MethodReading Read(IMethodSymbol method, Compilation compilation, SemanticModel? model, CancellationToken cancellation)
    {
        var sources = new OperationSource(compilation, model);
        var declaration = sources.Declaration(method, cancellation);
        var attribute = Marks.OfMethod(method);
        var rejections = MethodShape.Check(method, declaration).Concat(AttributeReader.Check(method, attribute)).ToList();
        if (rejections.All(r => r.Descriptor.Id != Descriptors.UnsupportedParameterType.Id && r.Descriptor.Id != Descriptors.NotOrdinaryMethod.Id)
            && !method.Parameters.Any(SignatureReader.IsActive))
        {
            rejections.Add(new Rejection(Descriptors.NoActiveParameter, MethodShape.Location(method), EquatableArray.Of(method.Name)));
        }

        bool hasSignature = rejections.All(r => Emittable.Contains(r.Descriptor.Id))
            && method.Parameters.Any(SignatureReader.IsActive) && method.Parameters.All(p => p.Type.TypeKind != Microsoft.CodeAnalysis.TypeKind.Error);
        Function? function = null;
        CalleeTable? callees = null;
        if (!method.IsAbstract && rejections.All(r => Readable.Contains(r.Descriptor.Id)))
        {
            callees = new CalleeTable((method.PartialImplementationPart ?? method).OriginalDefinition);
            var (body, ofBody) = BodyOfAnyDepth(method, sources, callees, cancellation);
            function = body;
            rejections.AddRange(ofBody);
        }

        bool hasErrors = method.ReturnType.TypeKind == Microsoft.CodeAnalysis.TypeKind.Error
            || method.Parameters.Any(p => p.Type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Error)
            || (rejections.Any(r => r.IsError) && declaration is not null && DoesNotCompile(sources, declaration, rejections, cancellation));
        return new MethodReading(
            HintName.Of(method),
            SymbolText.Short(method),
            hasSignature ? SignatureReader.Read(method) : null,
            CalleeLowering.Key(method.OriginalDefinition),
            hasErrors || rejections.Any(r => r.IsError) ? null : function,
            callees?.Helpers ?? default,
            callees?.Callees ?? default,
            AttributeReader.Forms(attribute),
            rejections,
            EmittedNames.Taken(method, cancellation).ToList(),
            hasErrors,
            SignatureReader.Capabilities(compilation));
    }

    // A stack that overflows cannot be caught and would end the compiler: what is nested too deeply is refused long before.
    private static (Function? Function, IEnumerable<Rejection> Rejections) BodyOfAnyDepth(IMethodSymbol method, OperationSource sources, CalleeTable callees, CancellationToken cancellation)
    {
        try
        {
            return Body(method, sources, callees, cancellation);
        }
        catch (Exception e) when (TooDeepException.Says(e))
        {
            return (null, [new Rejection(
                Descriptors.ExpressionNotSupported, MethodShape.Location(method), EquatableArray.Of(method.Name, "nesting as deep as in it is", "compute parts of it in local variables first"))]);
        }
    }

    private static (Function? Function, IEnumerable<Rejection> Rejections) Body(IMethodSymbol method, OperationSource sources, CalleeTable callees, CancellationToken cancellation)
    {
        if (sources.Body(method, cancellation) is not { } body)
        {
            return (null, [new Rejection(Descriptors.UnsupportedMethodKind, MethodShape.Location(method), EquatableArray.Of(method.Name, "without a body"))]);
        }

        var builder = new FunctionBuilder(callees.NameOf(callees.Main)!);
        var context = new LoweringContext(sources, method.ContainingType, builder.Body, callees, cancellation);
        var declared = callees.Main;
        var active = new List<(IParameterSymbol Symbol, Value Value)>();
        var parameters = new List<Value>();
        foreach (var parameter in declared.Parameters)
        {
            var value = builder.Parameter(TypeMap.Of(parameter.Type), parameter.Name);
            context.Assign(parameter, value);
            parameters.Add(value);
            if (SignatureReader.IsActive(method.Parameters[parameter.Ordinal]))
            {
                context.MarkVaried(value);
                active.Add((parameter, value));
            }
        }

        context.Frames.Add(new InlineFrame(declared, body, new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default), FunctionReader.End(declared)));
        var registered = RegisteredCalls.Whole(context, method, parameters);
        context.Frames.Clear();
        var function = registered is null ? FunctionReader.Read(context, builder, declared, body) : builder.Return(registered);
        if (function is null || context.Rejections.Any(r => r.IsError))
        {
            return (null, context.Rejections);
        }

        var dependence = Dependence.Of(function);

        // The parameters of a registered derivative are those of its target, whether it depends on them or not.
        var idle = active.Where(a => !dependence.Reaches(a.Value) && !RegistrationAttributes.On(method).Any())
            .Select(a => new Rejection(Descriptors.DoesNotDepend, MethodShape.Location(a.Symbol), EquatableArray.Of(method.Name, a.Symbol.Name)));
        return (function, context.Rejections.Concat(context.Steps(dependence)).Concat(idle));
    }

    // Asked for only when something was refused: binding a body a second time is what extraction can least afford.
    private static bool DoesNotCompile(OperationSource sources, SyntaxNode declaration, IEnumerable<Rejection> rejections, CancellationToken cancellation)
    {
        var places = rejections.Where(r => r.IsError && r.Location.SourceTree is not null).Select(r => r.Location)
            .Where(l => l.SourceTree != declaration.SyntaxTree || !declaration.Span.Contains(l.SourceSpan))
            .Append(declaration.GetLocation());
        return places.Any(l => sources.Model(l.SourceTree!).GetDiagnostics(l.SourceSpan, cancellation).Any(d => d.Severity == DiagnosticSeverity.Error));
    }
}
