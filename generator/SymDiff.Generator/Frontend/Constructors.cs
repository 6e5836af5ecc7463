using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Frontend.Numerics;

namespace SymDiff.Generator.Frontend;

/// <summary>Structs that are made by a constructor which is known: its body is read in place, with <c>this</c> as a variable.</summary>
internal static class Constructors
{
    /// <summary><c>new S(…) { … }</c>; null if it stays C#.</summary>
    public static Value? Create(LoweringContext context, IObjectCreationOperation creation, string? name)
    {
        if (context.LayoutOf(creation.Type) is not { } layout || creation.Constructor is not { } constructor)
        {
            return null;
        }

        var arguments = creation.Arguments.Where(a => a.ArgumentKind != ArgumentKind.ParamArray && a.Parameter is { RefKind: RefKind.None or RefKind.In })
            .Select(a => new Argument(a.Parameter, ExpressionLowering.Lower(context, a.Value), a)).ToList();
        if (arguments.Count != creation.Arguments.Length)
        {
            return ExpressionLowering.Unsupported(context, creation);
        }

        var made = Made(context, creation, layout, constructor, arguments) ?? Kept(context, creation, layout, constructor, arguments);
        made = context.Swapped(made);
        return creation.Initializer is { } initializer ? StructLowering.Initialised(context, creation, made, initializer.Initializers) : made;
    }

    // What the source of the constructor, or what is known of it, makes; null if neither is there.
    private static Value? Made(LoweringContext context, IOperation at, Layout layout, IMethodSymbol constructor, IReadOnlyList<Argument> arguments)
    {
        if (constructor.Parameters.IsEmpty && constructor.IsImplicitlyDeclared)
        {
            return context.Default(layout);
        }

        if (arguments.Any(a => context.IsPoisoned(a.Value)))
        {
            return context.Poison(context.TypeOf(layout.Type));
        }

        var declared = constructor.OriginalDefinition;
        var body = context.Sources.Constructor(declared, context.Cancellation);
        bool hasList = declared.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is RecordDeclarationSyntax or StructDeclarationSyntax);
        if (hasList)
        {
            return OfList(context, at, layout, declared, arguments);
        }

        if (body is null)
        {
            return ByName(context, at, layout, constructor, arguments)
                ?? NumericsLowering.TryLower(context, constructor, [.. arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value)], null)
                ?? NumericsSpans.TryMake(context, constructor, arguments);
        }

        var begun = context.Default(layout);
        if (body.Initializer is { } chained)
        {
            return Chained(context, at, layout, constructor, body, chained, arguments, begun);
        }

        begun = Initialised(context, at, layout, begun, declared);
        return (body.BlockBody ?? body.ExpressionBody) is { } block
            ? Inlining.Lower(context, at, constructor, block, arguments, null, new Receiver(null, begun))
            : begun;
    }

    // "this(…)" comes first, with the parameters in scope.
    private static Value? Chained(
        LoweringContext context, IOperation at, Layout layout, IMethodSymbol constructor, IConstructorBodyOperation body, IOperation chained, IReadOnlyList<Argument> arguments, Value begun)
    {
        Value? made = null;
        var result = Inlining.Lower(context, at, constructor, body.BlockBody ?? body.ExpressionBody, arguments, null, new Receiver(null, begun), () =>
        {
            var call = chained is IExpressionStatementOperation { Operation: IInvocationOperation inner } ? inner : chained as IInvocationOperation;
            if (call is null || call.Arguments.Any(a => a.Parameter is not { RefKind: RefKind.None or RefKind.In }))
            {
                ExpressionLowering.Unsupported(context, chained);
                return;
            }

            var given = call.Arguments.Select(a => new Argument(a.Parameter, ExpressionLowering.Lower(context, a.Value), a)).ToList();
            made = Made(context, chained, layout, call.TargetMethod, given) ?? ExpressionLowering.Unsupported(context, chained);
            context.Assign(constructor.OriginalDefinition, made);
        });
        return result;
    }

    // The parameter list of a type: its properties are what it is given, or what their initialisers say.
    private static Value? OfList(LoweringContext context, IOperation at, Layout layout, IMethodSymbol declared, IReadOnlyList<Argument> arguments)
    {
        var begun = context.Default(layout);
        bool isRecord = declared.ContainingType.IsRecord;
        int mark = context.MarkVariables();
        context.BeginScope(declared);
        foreach (var argument in arguments)
        {
            context.Assign(declared.Parameters[argument.Parameter!.Ordinal], argument.Value);
        }

        var value = Initialised(context, at, layout, begun, declared);
        foreach (var argument in isRecord ? arguments : [])
        {
            var parameter = declared.Parameters[argument.Parameter!.Ordinal];

            // A property that somebody wrote is set by its own initialiser alone.
            if (layout.Members.FirstOrDefault(m => m.Symbol.Name == parameter.Name) is { } member && member.Symbol.OriginalDefinition.DeclaringSyntaxReferences.All(r => r.GetSyntax() is ParameterSyntax))
            {
                value = context.With(value, layout, member, argument.Value, at);
            }
        }

        context.EndScope(mark, declared);
        return value;
    }

    // What stands behind "=" at fields and automatic properties.
    private static Value Initialised(LoweringContext context, IOperation at, Layout layout, Value begun, IMethodSymbol declared)
    {
        var value = begun;
        foreach (var member in layout.Members)
        {
            if (context.Sources.Initializer(member.Symbol, context.Cancellation) is { } initializer)
            {
                value = context.With(value, layout, member, ExpressionLowering.Lower(context, initializer), at);
            }
        }

        return value;
    }

    // The platform's vectors: every parameter is the member of that name.
    private static Value? ByName(LoweringContext context, IOperation at, Layout layout, IMethodSymbol constructor, IReadOnlyList<Argument> arguments)
    {
        if (layout.Shape is not { Arguments.Count: > 0 } shape || constructor.ContainingNamespace?.ToDisplayString() != "System.Numerics" || constructor.Parameters.Length != shape.Arguments.Count
            || !constructor.Parameters.All(p => shape.Arguments[p.Ordinal] is >= 0 and var m && string.Equals(layout.Members[m].Name, p.Name, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var value = context.Default(layout);
        foreach (var argument in arguments)
        {
            value = context.With(value, layout, layout.Members[shape.Arguments[argument.Parameter!.Ordinal]], argument.Value, at);
        }

        return value;
    }

    // Constants may be made by C#.
    private static Value Kept(LoweringContext context, IObjectCreationOperation creation, Layout layout, IMethodSymbol constructor, List<Argument> arguments)
    {
        if (arguments.Any(a => context.IsVaried(a.Value)) || !context.CanName(layout.Type) || !context.CanName(constructor))
        {
            return ExpressionLowering.Unsupported(context, creation);
        }

        var ordered = arguments.Where(a => a.Source!.ArgumentKind != ArgumentKind.DefaultValue).OrderBy(a => a.Parameter!.Ordinal).ToList();
        bool isNamed = ordered.Count != arguments.Count;
        string texts = string.Join(", ", ordered.Select((a, i) => (isNamed ? SymbolText.Identifier(a.Parameter!.Name) + ": " : "") + ReadLowering.Placeholders(i, 1)));
        return context.External(
            context.TypeOf(layout.Type), $"new {External.Verbatim(SymbolText.Of(layout.Type))}({texts})", ordered.Select(a => a.Value).ToEquatableArray(), Effects.Of(constructor));
    }
}
