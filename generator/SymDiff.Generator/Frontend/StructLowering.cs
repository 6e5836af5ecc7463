using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend.Numerics;

namespace SymDiff.Generator.Frontend;

/// <summary>Structs and tuples that are taken apart: how they are made, read, copied with changes, and which places their parts are.</summary>
internal static class StructLowering
{
    /// <summary><c>(a, b)</c>; null if tuples of that type stay C#.</summary>
    public static Value? Tuple(LoweringContext context, ITupleOperation tuple)
    {
        if (context.LayoutOf(tuple.Type) is not { } layout || tuple.Elements.Length != layout.Members.Count)
        {
            return null;
        }

        var elements = tuple.Elements.Select((e, i) => ExpressionLowering.Lower(context, e, null)).ToList();
        return context.Assembled(layout, elements, tuple);
    }

    /// <summary>A field, an automatic property or an element of a tuple; null if it is read in another way.</summary>
    public static Value? Part(LoweringContext context, IMemberReferenceOperation read, ISymbol member)
    {
        if (read.Instance is not { } instance || (instance is IInstanceReferenceOperation && context.This is null) || context.LayoutOf(instance.Type) is not { } layout || layout.Member(member) is not { } part)
        {
            return null;
        }

        if (Element(context, instance) is { } element)
        {
            // Only what is asked for is read of an element.
            return new MemberPlace(element, layout, part).Read(context);
        }

        var value = ExpressionLowering.Lower(context, instance);
        return context.AggregateOf(value) is null && !context.IsPoisoned(value) && !context.IsAccessible(member) ? context.Reject(
                Descriptors.Inaccessible, read, Snippet.Of(read), SymbolText.Short(member), SymbolText.Short(context.Home))
            : context.Part(value, part);
    }

    // An element of an array or a span of structs, or a part of one.
    private static Place? Element(LoweringContext context, IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => Element(context, parenthesized.Operand),
        IMemberReferenceOperation { Instance: { } instance } member and (IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true })
            when context.LayoutOf(instance.Type) is { } layout && layout.Member(member.Member) is { } part => Element(context, instance) is { } owner ? new MemberPlace(owner, layout, part) : null,
        IArrayElementReferenceOperation { ArrayReference.Type: { } array } when context.LayoutOf(operation.Type) is not null && context.BufferOf(array) is not null && context.ListOf(((IArrayElementReferenceOperation)operation).ArrayReference) is null
            => ArrayLowering.Place(context, operation) as BufferElement,
        IPropertyReferenceOperation { Property: { IsIndexer: true, ReturnsByRef: true } or { IsIndexer: true, ReturnsByRefReadonly: true }, Instance.Type: { } span } when context.LayoutOf(operation.Type) is not null && context.BufferOf(span) is not null
            => ArrayLowering.Place(context, operation) as BufferElement,
        _ => null,
    };

    /// <summary>A property whose accessor is read in place, or an automatic one; null if it is read in another way.</summary>
    public static Value? Property(LoweringContext context, IPropertyReferenceOperation read, string? name)
    {
        if (Part(context, read, read.Property) is { } part)
        {
            return part;
        }

        if (NumericsElements.Read(context, read) is { } element)
        {
            return element;
        }

        if (read.Property.GetMethod is { } accessor && NumericsTable.Find(accessor) is not null)
        {
            return NumericsLowering.TryLower(context, accessor, read.Instance is { } of ? [ExpressionLowering.Lower(context, of)] : [], name);
        }

        var getter = Getter(context, read);
        if (getter is null || read.Arguments.Any(a => a.Parameter is not { RefKind: RefKind.None or RefKind.In, IsParams: false }))
        {
            return null;
        }

        Receiver? receiver = null;
        if (!getter.IsStatic)
        {
            receiver = Receiver(context, read.Instance!, getter, read.Arguments);
            if (context.IsPoisoned(receiver.Value))
            {
                return context.Poison(context.HeldTypeOf(read.Type));
            }
        }

        var arguments = Arguments(context, read.Arguments, getter);
        return Inlining.Lower(context, read, getter, null, arguments, name, receiver is null ? null : Entered(context, receiver));
    }

    /// <summary>A field or a property of a value that is taken apart; null if it is neither state nor read in place.</summary>
    public static Value? Read(LoweringContext context, Value value, IMemberReferenceOperation read)
    {
        var layout = context.AggregateOf(value)!.Layout;
        return layout.Member(read.Member) is { } member ? context.Part(value, member)
            : read is IPropertyReferenceOperation { Property: { GetMethod: { } getter } property, Arguments.IsEmpty: true } && !PlainConstructors.IsAuto(property) && context.Sources.Body(getter, context.Cancellation) is not null
            ? Inlining.Lower(context, read, getter, null, [], null, new Receiver(null, value))
            : null;
    }

    /// <summary>What a method of a struct is called on: the place itself where it may change that, else a copy.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="instance">The expression.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">The arguments, as they stand in the source.</param>
    public static Receiver Receiver(LoweringContext context, IOperation instance, IMethodSymbol method, IEnumerable<IArgumentOperation> arguments)
    {
        bool changes = context.Mutates(method);
        var place = SetLowering.LayoutOf(context, instance) is null && !Mutation.PassesCopies && (changes || arguments.Any(HasEffect))
            ? Place(context, instance, isReadOnly: StructMembers.IsReadOnly(method))
            : null;
        return new Receiver(changes ? place : null, place?.Read(context) ?? ExpressionLowering.Lower(context, instance)) { Variable = changes ? null : place };
    }

    /// <summary>What the method is called on once its arguments are evaluated, which may have changed it: C# hands over the variable, not its value.</summary>
    public static Receiver Entered(LoweringContext context, Receiver receiver) => receiver.Variable is { } variable && !Mutation.ReceivesEarly ? receiver with { Value = variable.Read(context) } : receiver;

    private static bool HasEffect(IArgumentOperation argument) =>
        argument.Value.DescendantsAndSelf().Any(o => o is IAssignmentOperation or IIncrementOrDecrementOperation or IInvocationOperation or IPropertyReferenceOperation);

    /// <summary>
    /// The place that an expression names, its parts evaluated: a variable that is a struct, a part of one, an element; null for what is a value, and for what C# copies
    /// before it is changed.
    /// </summary>
    /// <param name="context">The reading.</param>
    /// <param name="operation">The expression.</param>
    /// <param name="isReadOnly">Whether nothing changes it, so that C# makes no copy.</param>
    public static Place? Place(LoweringContext context, IOperation operation, bool isReadOnly = false)
    {
        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return Place(context, parenthesized.Operand, isReadOnly);

            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when context.This is { } self:
                return Named(context, self);

            case ILocalReferenceOperation { Local: { } local }:
                return isReadOnly || !StructMembers.IsReadOnly(local) ? Named(context, local) : null;

            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                return Named(context, declared.Local);

            case IParameterReferenceOperation { Parameter: { } parameter }:
                return isReadOnly || !StructMembers.IsReadOnly(parameter) ? Named(context, parameter) : null;

            case IFieldReferenceOperation { Instance: { } instance, Field: { } field } when context.LayoutOf(instance.Type) is { } layout && layout.Member(field) is { } member:
                return isReadOnly || !StructMembers.IsReadOnly(field) || IsUnderConstruction(context, instance)
                    ? Place(context, instance, isReadOnly) is { } owner ? new MemberPlace(owner, layout, member) : null
                    : null;

            default:
                return ArrayLowering.Place(context, operation);
        }
    }

    /// <summary>The place that an assignment goes to, where that is a part of a struct; null for all else.</summary>
    public static Place? Target(LoweringContext context, IOperation target)
    {
        if (target is IFieldReferenceOperation)
        {
            return Place(context, target);
        }

        if (target is not IPropertyReferenceOperation { Instance: { } instance, Property: { } property } reference || (instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } && context.This is null)
            || context.LayoutOf(instance.Type) is not { } layout)
        {
            return null;
        }

        if (Place(context, instance) is not { } owner)
        {
            return null;
        }

        return layout.Member(property) is { } member ? new MemberPlace(owner, layout, member)
            : NumericsElements.Place(context, reference, owner) is { } element ? element
            : property is { SetMethod: { } setter } && context.Sources.Body(setter, context.Cancellation) is not null
            ? new PropertyPlace(owner, property, target, Arguments(context, reference.Arguments, setter))
            : null;
    }

    /// <summary><c>default(S)</c>; null if it stays C#.</summary>
    public static Value? Default(LoweringContext context, ITypeSymbol? type) => context.LayoutOf(type) is { } layout ? context.Default(layout) : null;

    /// <summary><c>s with { … }</c>; null if it stays C#.</summary>
    public static Value? With(LoweringContext context, IWithOperation copy) => context.LayoutOf(copy.Type) is null ? null
        : Initialised(context, copy, ExpressionLowering.Lower(context, copy.Operand), copy.Initializer.Initializers);

    /// <summary>The value with what an object initialiser or <c>with</c> assigns.</summary>
    public static Value Initialised(LoweringContext context, IOperation whole, Value value, IReadOnlyList<IOperation> members)
    {
        if (members.Count == 0 || context.IsPoisoned(value))
        {
            return value;
        }

        // A variable of its own, which the type stands for.
        ISymbol temporary = context.LayoutOf(whole.Type)!.Type;
        var before = context.Read(temporary);
        context.Assign(temporary, value);
        foreach (var member in members)
        {
            if (member is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } target } assignment
                || Target(context, target, temporary) is not { } place)
            {
                ExpressionLowering.Unsupported(context, member);
                continue;
            }

            place.Store(context, assignment, ExpressionLowering.Lower(context, assignment.Value));
        }

        var result = context.Read(temporary)!;
        if (before is null)
        {
            context.Forget(temporary);
        }
        else
        {
            context.Assign(temporary, before);
        }

        return result;
    }

    private static Place? Target(LoweringContext context, IMemberReferenceOperation target, ISymbol temporary)
    {
        var layout = context.LayoutOf(target.Instance!.Type)!;
        var owner = new VariablePlace(temporary);
        return layout.Member(target.Member) is { } member ? new MemberPlace(owner, layout, member)
            : target is IPropertyReferenceOperation { Property: { SetMethod: { } setter } property, Arguments.IsEmpty: true } && context.Sources.Body(setter, context.Cancellation) is not null
            ? new PropertyPlace(owner, property, target, [])
            : null;
    }

    /// <summary>The arguments of an accessor, evaluated.</summary>
    private static List<Argument> Arguments(LoweringContext context, IReadOnlyList<IArgumentOperation> arguments, IMethodSymbol accessor) =>
        [.. arguments.Select(a => new Argument(accessor.Parameters[a.Parameter!.Ordinal], ExpressionLowering.Lower(context, a.Value), a))];

    private static Place Named(LoweringContext context, ISymbol variable) => context.PlaceOf(variable) ?? new VariablePlace(context.Named(variable));

    // The accessor of a property of a struct that is known, or a static one of a struct.
    private static IMethodSymbol? Getter(LoweringContext context, IPropertyReferenceOperation read)
    {
        if (read.Property is not { GetMethod: { ReturnsByRef: false, ReturnsByRefReadonly: false, IsAbstract: false } getter } property
            || (property.IsStatic ? context.LayoutOf(property.ContainingType) is null : read.Instance is null || context.LayoutOf(read.Instance.Type) is null)
            || (read.Instance is IInstanceReferenceOperation && context.This is null))
        {
            return null;
        }

        getter = GenericMath.Implementation(context, property, read.Instance?.Type ?? read.ConstrainedToType) is IPropertySymbol { GetMethod: { } own } ? own : getter;
        return !PlainConstructors.IsAuto(property) && context.Sources.Body(getter, context.Cancellation) is not null ? getter : null;
    }

    private static bool IsUnderConstruction(LoweringContext context, IOperation instance) =>
        instance is IInstanceReferenceOperation && context.This is IMethodSymbol { MethodKind: MethodKind.Constructor } || (instance is IInstanceReferenceOperation && context.This is IMethodSymbol { IsInitOnly: true });
}
