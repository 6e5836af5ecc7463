using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend.Nested;
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
        Descriptors.VirtualMethod.Id, Descriptors.FileLocalType.Id, Descriptors.OperationRatioNotKept.Id, Descriptors.NotForSamples.Id,
    };

    // Errors of the declaration after which members can still be emitted beside the method.
    private static readonly HashSet<string> Emittable = new(StringComparer.Ordinal)
    {
        Descriptors.FormCannotApply.Id, Descriptors.BufferAttributeMisplaced.Id, Descriptors.VirtualMethod.Id,
        Descriptors.UnsupportedMethodKind.Id, Descriptors.UnsupportedParameterType.Id, Descriptors.ParameterSetNotSupported.Id, Descriptors.OperationRatioNotKept.Id, Descriptors.NotForSamples.Id,
    };

    // Errors of the declaration that are about what would be active.
    private static readonly HashSet<string> OfActive = new(StringComparer.Ordinal)
    {
        Descriptors.UnsupportedParameterType.Id, Descriptors.ParameterSetNotSupported.Id, Descriptors.NotOrdinaryMethod.Id,
    };

    /// <summary>Reads the method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="compilation">Its compilation.</param>
    /// <param name="model">A semantic model of its file, if there is one already.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static MethodReading Read(IMethodSymbol method, Compilation compilation, SemanticModel? model, CancellationToken cancellation)
    {
        var sources = new OperationSource(compilation, model);
        var layouts = new LayoutReader(sources, method.ContainingType);
        var declaration = sources.Declaration(method, cancellation);
        var attribute = Marks.OfMethod(method);
        var rejections = OfDeclaration(method, sources, cancellation);
        if (!rejections.Any(r => OfActive.Contains(r.Descriptor.Id))
            && !SignatureReader.IsThisActive(method) && !method.Parameters.Any(SignatureReader.IsIndependent))
        {
            rejections.Add(new Rejection(Descriptors.NoActiveParameter, MethodShape.Location(method), EquatableArray.Of(method.Name)));
        }

        var signature = Signature(method, rejections, layouts, compilation);
        Function? function = null;
        CalleeTable? callees = null;
        BodyReading? reading = null;
        if (!method.IsAbstract && rejections.All(r => Readable.Contains(r.Descriptor.Id)))
        {
            reading = BodyOfAnyDepth(method, sources, method.ContainingType, null, cancellation);
            (function, callees) = (Snapshots.Mark(reading.Function, AttributeReader.Snapshots(attribute)), reading.Callees);
            rejections.AddRange(reading.Rejections);
            if (function is not null && AttributeReader.CheckSnapshots(method, attribute, Snapshots.HasLoop(function)) is { } meaningless)
            {
                rejections.Add(meaningless);
            }
        }

        bool hasErrors = method.ReturnType.TypeKind == Microsoft.CodeAnalysis.TypeKind.Error
            || method.Parameters.Any(p => p.Type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Error)
            || (rejections.Any(r => r.IsError) && declaration is not null && DoesNotCompile(sources, declaration, rejections, cancellation));
        return new MethodReading(
            HintName.Of(method),
            SymbolText.Short(method),
            signature,
            CalleeLowering.Key(method.OriginalDefinition),
            hasErrors || rejections.Any(r => r.IsError) ? null : function,
            callees?.Helpers ?? default,
            callees?.Callees ?? default,
            AttributeReader.Forms(method, attribute),
            rejections,
            EmittedNames.Taken(method, layouts, compilation, cancellation).ToList(),
            hasErrors,
            AttributeReader.Permitted(SignatureReader.Capabilities(compilation), attribute))
        {
            Loops = reading?.Loops ?? new Dictionary<string, Location>(),
            UsesDerivatives = sources.UsesDerivatives,
        };
    }

    /// <summary>Reads a method whose derivative is read in place of a call of it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="sources">The compilation's operations.</param>
    /// <param name="home">The type that the derivative is written into.</param>
    /// <param name="enclosing">The methods that are being read, of which it may be none.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>Its declaration and its body; null if it is refused, which is said where it is declared.</returns>
    public static (MethodSignature Signature, MethodBody Body)? ReadNested(IMethodSymbol method, OperationSource sources, INamedTypeSymbol home, IReadOnlyList<IMethodSymbol> enclosing, CancellationToken cancellation)
    {
        var rejections = OfDeclaration(method, sources, cancellation);
        if (rejections.Any(r => r.IsError) || Signature(method, rejections, new LayoutReader(sources, method.ContainingType), sources.Compilation) is not { } signature)
        {
            return null;
        }

        var reading = BodyOfAnyDepth(method, sources, home, enclosing, cancellation);
        return reading.Function is null || reading.Rejections.Any(r => r.IsError) ? null
            : (signature, new MethodBody(reading.Function, reading.Callees?.Helpers ?? default, reading.Callees?.Callees ?? default));
    }

    /// <summary>What can be emitted beside a method, by its declaration alone; null for nothing.</summary>
    /// <param name="method">The method.</param>
    /// <param name="sources">The compilation's operations.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static MethodSignature? Signature(IMethodSymbol method, OperationSource sources, CancellationToken cancellation) =>
        Signature(method, OfDeclaration(method, sources, cancellation), new LayoutReader(sources, method.ContainingType), sources.Compilation);

    private static List<Rejection> OfDeclaration(IMethodSymbol method, OperationSource sources, CancellationToken cancellation) =>
        [.. MethodShape.Check(method, sources.Declaration(method, cancellation), sources), .. AttributeReader.Check(method, Marks.OfMethod(method))];

    private static MethodSignature? Signature(IMethodSymbol method, IEnumerable<Rejection> rejections, LayoutReader layouts, Compilation compilation) =>
        rejections.All(r => Emittable.Contains(r.Descriptor.Id)) && (SignatureReader.IsThisActive(method) || method.Parameters.Any(SignatureReader.IsIndependent))
        && method.Parameters.All(p => p.Type.TypeKind != Microsoft.CodeAnalysis.TypeKind.Error) && SignatureReader.Read(method, layouts, compilation) is var signature && signature.Active.Any()
            ? signature
            : null;

    // A stack that overflows cannot be caught and would end the compiler: what is nested too deeply is refused long before.
    private static BodyReading BodyOfAnyDepth(IMethodSymbol method, OperationSource sources, INamedTypeSymbol home, IReadOnlyList<IMethodSymbol>? enclosing, CancellationToken cancellation)
    {
        try
        {
            return FollowingBuffers(method, sources, home, enclosing, cancellation);
        }
        catch (Exception e) when (TooDeepException.Says(e))
        {
            return new BodyReading(null, null, [new Rejection(
                Descriptors.ExpressionNotSupported, MethodShape.Location(method), EquatableArray.Of(method.Name, "nesting as deep as in it is", "compute parts of it in local variables first"))]);
        }
    }

    // Arrays are followed where all their uses can be; else the method is read again with them kept as C#. Where an array of the method's own is used in a
    // way that only constants can be, it may hold constants alone.
    private static BodyReading FollowingBuffers(IMethodSymbol method, OperationSource sources, INamedTypeSymbol home, IReadOnlyList<IMethodSymbol>? enclosing, CancellationToken cancellation)
    {
        var reading = Read(new BufferAssumptions());
        if (reading.Function is null && reading.HasLocalBuffers)
        {
            var constant = Read(new BufferAssumptions { LocalsAreConstant = true });
            return constant.Function is null ? reading : constant;
        }

        return reading;

        BodyReading Read(BufferAssumptions assumptions)
        {
            BodyReading result;
            do
            {
                assumptions.HasChanged = false;
                result = Body(method, sources, home, enclosing, assumptions, cancellation);
            }
            while (assumptions.HasChanged);
            return result;
        }
    }

    private static BodyReading Body(
        IMethodSymbol method, OperationSource sources, INamedTypeSymbol home, IReadOnlyList<IMethodSymbol>? enclosing, BufferAssumptions assumptions, CancellationToken cancellation)
    {
        var callees = new CalleeTable((method.PartialImplementationPart ?? method).OriginalDefinition) { Enclosing = enclosing };
        if (sources.Body(method, cancellation) is not { } body)
        {
            return new BodyReading(null, callees, [new Rejection(Descriptors.UnsupportedMethodKind, MethodShape.Location(method), EquatableArray.Of(method.Name, "without a body"))]);
        }

        var builder = new FunctionBuilder(callees.NameOf(callees.Main)!);
        var context = new LoweringContext(sources, home, builder.Body, callees, cancellation) { Assumptions = assumptions };
        var declared = callees.Main;
        var active = new List<(IParameterSymbol Symbol, Value Value)>();
        var parameters = new List<Value>();
        var results = new List<(IParameterSymbol Symbol, Value Value)>();
        var whole = new List<(ISymbol Symbol, IReadOnlyList<Value> Leaves)>();
        if (SignatureReader.IsThisActive(method) && SetLayout.Of(method.ContainingType, sources.Compilation, method.ContainingType).Layout is { } ofThis)
        {
            context.HasSets = true;
            // Read in place of a call, it is called on a set that the caller has a name for.
            var self = SetLowering.Enter(context, builder, ofThis, enclosing is null ? null : NestedDerivative.Self);
            context.Assign(declared, self);
            whole.Add((declared, context.AggregateOf(self)!.Leaves));
        }

        foreach (var parameter in declared.Parameters)
        {
            var given = method.Parameters[parameter.Ordinal];
            bool isActive = SignatureReader.IsActive(given);
            if (given.RefKind == RefKind.Out)
            {
                continue;
            }

            if (isActive && context.LayoutOf(given.Type) is { Shape: not null } layout)
            {
                var (bundle, leaves) = StructParameters.Enter(context, builder, parameter, parameter.Name, layout);
                parameters.Add(bundle);
                whole.Add((parameter, leaves));
                continue;
            }

            if (isActive && LayoutReader.IsColumns(given.Type) && context.LayoutOf(LayoutReader.ElementOf(given.Type)) is { Shape: not null } elements)
            {
                var (buffer, columns) = StructParameters.EnterColumns(context, builder, parameter, given, elements, SignatureReader.Role(given) == ParameterRole.Input);
                if (LayoutReader.IsColumnMatrix(given.Type))
                {
                    var count = builder.Parameter(IrType.Int32, MethodSignature.RowsOf(parameter.Name));
                    context.SetShape(buffer, count, builder.Parameter(IrType.Int32, MethodSignature.ColumnsOf(parameter.Name)));
                }

                parameters.Add(buffer);
                whole.Add((parameter, columns));
                continue;
            }

            if (isActive && SetLayout.IsSets(given.Type) && SetLayout.Of(given.Type, sources.Compilation, method.ContainingType).Layout is { } set)
            {
                context.HasSets = true;
                var bundle = SetLowering.Enter(context, builder, set, parameter.Name);
                context.Assign(parameter, bundle);
                parameters.Add(bundle);
                whole.Add((parameter, context.AggregateOf(bundle)!.Leaves));
                continue;
            }

            bool isKept = !isActive && (assumptions.KeepAll || assumptions.KeptParameters.Contains(given));
            bool isMatrix = TypeMap.Matrix(given.Type) is not null;
            bool isJagged = isActive && TypeMap.Jagged(given.Type) is not null;
            var value = builder.Parameter((isKept && !isMatrix ? null : SignatureReader.Memory(given)) ?? TypeMap.Of(given.Type), parameter.Name);
            if (!isJagged)
            {
                context.Assign(parameter, value);
            }

            parameters.Add(value);
            context.MarkGiven(value);
            if (isMatrix)
            {
                var rows = builder.Parameter(IrType.Int32, MethodSignature.RowsOf(parameter.Name));
                context.SetShape(value, rows, builder.Parameter(IrType.Int32, MethodSignature.ColumnsOf(parameter.Name)));
            }

            else if (isJagged)
            {
                // All that comments quote is called as the user calls it.
                var rows = builder.Parameter(TypeMap.Of(given.Type), parameter.Name);
                var starts = builder.Parameter(IrType.Opaque(MethodSignature.Starts), parameter.Name);
                context.Assign(parameter, context.EnterJagged(given, new JaggedRows(value, rows, starts)));
            }

            if (SignatureReader.IsResult(given) && value.Type.IsBuffer)
            {
                results.Add((given, value));
            }

            if (value.Type.IsBuffer)
            {
                context.EnterBuffer(given, value, isActive, SignatureReader.Role(given) == ParameterRole.Input);
            }
            else if (isActive)
            {
                context.MarkVaried(value);
            }

            if (SignatureReader.IsIndependent(given))
            {
                active.Add((parameter, value));
            }
        }

        context.Frames.Add(new InlineFrame(declared, body, new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default), FunctionReader.End(context, declared), context.Read(declared) is null ? null : declared));
        var registered = RegisteredCalls.Whole(context, method, parameters);
        context.Frames.Clear();
        var function = registered is null ? FunctionReader.Read(context, builder, declared, body, method.IsGenericMethod && !method.IsDefinition ? method : null) : builder.Return(registered);
        if (function is not null)
        {
            context.CheckStores(function);
            context.CheckJagged(function);
            function = ReturnedArrays.Run(function);

            // The numbers of sets that are made for derivatives are memory of one element each.
            function = context.Sources.UsesDerivatives ? PromotedCells.Run(function) : function;
            function = Called(context, function);
        }

        if (function is null || context.Rejections.Any(r => r.IsError))
        {
            return new BodyReading(null, callees, context.Rejections) { HasLocalBuffers = context.HasLocalBuffers };
        }

        var dependence = Dependence.Of(function, results.Select(r => r.Value).Concat(whole.Where(w => w.Symbol is IParameterSymbol result && SignatureReader.IsResult(result)).SelectMany(w => w.Leaves)));

        // The parameters of a registered derivative are those of its target, whether it depends on them or not.
        var isRegistered = RegistrationAttributes.On(method).Any();
        var idle = active.Where(a => !dependence.Reaches(a.Value) && !isRegistered).Select(a => (ISymbol)a.Symbol)
            .Concat(whole.Where(w => (w.Symbol is not IParameterSymbol given || SignatureReader.IsIndependent(given)) && !w.Leaves.Any(dependence.Reaches)).Select(w => w.Symbol)).ToList();

        // Of what could be constants one must be left to differentiate with respect to.
        bool areOthers = idle.Count < active.Count + whole.Count(w => w.Symbol is not IParameterSymbol given || SignatureReader.IsIndependent(given));
        var warnings = idle.Select(i => new Rejection(Descriptors.DoesNotDepend, MethodShape.Location(i), EquatableArray.Of(method.Name, i.Name))
        {
            Properties = areOthers && i is IParameterSymbol ? EquatableArray.Of((Fixable.ConstantProperty, "true")) : default,
        });
        var neverRead = new WrittenFirst(function);
        var hints = results.Where(r => !Marks.Buffer.Any(a => Marks.Has(r.Symbol, a)) && neverRead.Is(r.Value))
            .Select(r => Roles.OnlyWritten(r.Symbol));
        return new BodyReading(function, callees, context.Rejections.Concat(context.Steps(dependence)).Concat(context.Truncated).Concat(warnings).Concat(hints).ToList()) { Loops = context.LoopPlaces };
    }

    // What is called by name is known now, and so what it does to the memory that it is handed.
    private static Function Called(LoweringContext context, Function function)
    {
        var callees = context.Callees;
        if (callees.Helpers.Count == 0 && function.Body.AllStatements().All(s => s.Operation is not Call))
        {
            return function;
        }

        var written = new WrittenParameters(callees.Helpers.Select(h => h.Function).Append(function));
        context.CheckCalls(function, written);
        foreach (var (reading, helper) in callees.Readings)
        {
            int known = reading.Rejections.Count;
            reading.CheckCalls(helper, written);
            context.Adopt(reading, known);
        }

        if (callees.Readings.Select(r => r.Context).Prepend(context).Any(c => c.HandsBuffersOn))
        {
            // The forms of a method that is given no buffer have no copies of any.
            bool copies = function.Parameters.Any(p => p.Type.IsBuffer);
            Refuse(context, copies);
            foreach (var (reading, _) in callees.Readings)
            {
                int known = reading.Rejections.Count;
                Refuse(reading, copies);
                context.Adopt(reading, known);
            }
        }

        callees.Mark(written);
        return written.Marked(function);
    }

    private static void Refuse(LoweringContext context, bool copies)
    {
        context.RejectSingleVectors();
        if (copies)
        {
            context.RejectAnything(context.Callees.Main);
        }
    }

    /// <summary>What a body was read to.</summary>
    /// <param name="Function">The function; null if something in it is refused.</param>
    /// <param name="Callees">The methods that it calls by name.</param>
    /// <param name="Rejections">What is wrong with it.</param>
    private sealed record BodyReading(Function? Function, CalleeTable? Callees, IReadOnlyList<Rejection> Rejections)
    {
        /// <summary>Whether the method makes arrays of reals that were followed.</summary>
        public bool HasLocalBuffers { get; init; }

        /// <summary>Where its loops are, by label.</summary>
        public IReadOnlyDictionary<string, Location>? Loops { get; init; }
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
