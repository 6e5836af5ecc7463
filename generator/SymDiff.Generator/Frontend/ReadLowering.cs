using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend.Numerics;

namespace SymDiff.Generator.Frontend;

/// <summary>Reads of fields, properties and elements: constants to differentiation, effects unless known to be pure.</summary>
internal static class ReadLowering
{
    /// <summary>A field.</summary>
    public static Value Field(LoweringContext context, IFieldReferenceOperation read, string? name) =>
        (context.HasSets ? SetLowering.Read(context, read, name) : null) ?? StructLowering.Part(context, read, read.Field)
        ?? NumericsLowering.TryLower(context, read.Field)
        ?? Member(context, read, read.Instance, read.Field, [], isPure: read.Field is { IsReadOnly: true, IsVolatile: false }, name);

    /// <summary>A property or an indexer.</summary>
    public static Value Property(LoweringContext context, IPropertyReferenceOperation read, string? name)
    {
        if (context.ListOf(read.Instance) is { } elements && read.Property is { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array })
        {
            return context.Builder.Int(elements.Count);
        }

        if (GenericMath.Constant(context, read, name) is { } constant)
        {
            return constant;
        }

        if (context.HasSets && SetLowering.Read(context, read, name) is { } ofSet)
        {
            return ofSet;
        }

        if (StructLowering.Property(context, read, name) is { } ofStruct)
        {
            return ofStruct;
        }

        var property = read.Property.IsStatic && GenericMath.Implementation(context, read.Property, read.ConstrainedToType) is IPropertySymbol own ? own : read.Property;
        return Member(context, read, read.Instance, property, read.Arguments, KnownMethods.IsPure(property) || IsGetOnlyAuto(property), name);
    }

    /// <summary>An element of an array.</summary>
    public static Value Element(LoweringContext context, IArrayElementReferenceOperation read, string? name)
    {
        if (context.ListOf(read.ArrayReference) is { } elements)
        {
            return ArgumentList.Read(context, elements, read, name);
        }

        var array = ExpressionLowering.Lower(context, read.ArrayReference);
        if (array.Type.IsBuffer && !context.IsPoisoned(array))
        {
            return read.Indices.Length == 2 ? context.Load(array, MatrixLowering.Index(context, array, read), name)
                : BufferLowering.IsRange(read.Indices[0])
                ? BufferLowering.Range(context, array, read.Indices[0], isArray: true, read, name)
                : context.Load(array, BufferLowering.Index(context, array, read.Indices[0]), name);
        }

        if (SetElements.IsSets(context, array))
        {
            return SetElements.Element(context, array, read.Indices[0]);
        }

        var values = new List<Value> { array };
        string indices = string.Join(", ", read.Indices.Select(i => OpaqueLowering.Index(context, i, values)));
        return OpaqueLowering.Of(context, read, "{0}[" + indices + "]", values, Effect.Once, name);
    }

    /// <summary>The object itself, as an argument or a receiver.</summary>
    public static Value This(LoweringContext context, IInstanceReferenceOperation self) =>
        context.This is { } variable ? (context.PlaceOf(variable) is { } place ? place.Read(context) : context.Read(variable) ?? ExpressionLowering.Unsupported(context, self))
        : (self.Type is { IsReferenceType: true } type && context.CanName(type) && self.Syntax is not BaseExpressionSyntax
            ? context.External(context.TypeOf(type), "this", default, Effect.None)
            : ExpressionLowering.Unsupported(context, self));

    /// <summary>
    /// What stands before a member: <c>this</c>, <c>base</c>, a type, or a placeholder for the receiver's value. Null if the receiver was refused
    /// or the emitted method cannot name the member.
    /// </summary>
    /// <param name="context">The reading.</param>
    /// <param name="operation">The whole read or call.</param>
    /// <param name="instance">The receiver.</param>
    /// <param name="member">The member.</param>
    /// <param name="values">Receives the receiver's value, as placeholder 0.</param>
    public static string? Prefix(LoweringContext context, IOperation operation, IOperation? instance, ISymbol member, List<Value> values)
    {
        if (TypeChain.IsExtensionBlock(member.ContainingType))
        {
            context.Reject(Descriptors.ExpressionNotSupported, operation, Snippet.Of(operation), "a member of an extension block is", "call a static method of this project");
            return null;
        }

        if (!context.CanName(member) && Through(operation) is { } through && context.IsReplaced(through))
        {
            GenericMath.Refuse(context, operation, member, through);
            return null;
        }

        if (!context.CanName(member) || IsHidden(context, instance, member))
        {
            if (!context.CanName(member) && context.IsAccessible(member))
            {
                context.Reject(
                    Descriptors.ExpressionNotSupported, operation, Snippet.Of(operation), $"'{SymbolText.Short(member)}' of a type parameter is", "compute it before this method is called");
                return null;
            }

            context.Reject(Descriptors.Inaccessible, operation, Snippet.Of(operation), SymbolText.Short(member), SymbolText.Short(context.Home));
            return null;
        }

        if (instance is null)
        {
            return SymbolText.Of(member.ContainingType);
        }

        if (instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } && context.This is null)
        {
            return instance.Syntax is BaseExpressionSyntax ? "base" : "this";
        }

        var receiver = ExpressionLowering.Lower(context, instance);
        if (context.IsPoisoned(receiver))
        {
            return null;
        }

        values.Add(receiver);

        // What a struct has for an interface need not be a member of its own.
        return instance.Type is ITypeParameterSymbol parameter && !SymbolEqualityComparer.Default.Equals(context.Stands(parameter), parameter)
            && member.ContainingType.TypeKind == Microsoft.CodeAnalysis.TypeKind.Interface
            ? "((" + External.Verbatim(SymbolText.Of(member.ContainingType)) + "){0})"
            : "{0}";
    }

    /// <summary>Placeholders with commas between them.</summary>
    public static string Placeholders(int first, int count) =>
        string.Join(", ", Enumerable.Range(first, count).Select(i => "{" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}"));

    /// <summary>Whether a value of the type can be held by the emitted method.</summary>
    public static bool CanName(LoweringContext context, ITypeSymbol? type) =>
        type is not null && (context.ScalarOf(type) is not null || context.CanName(type));

    /// <summary>What the emitted method calls a type that it can name: a scalar that a type parameter of an inlined helper stands for by its own name.</summary>
    public static string NameOf(LoweringContext context, ITypeSymbol type) => External.Verbatim(SymbolText.Of(context.Stands(type)));

    // The type parameter that a static member of an interface is named through.
    private static ITypeSymbol? Through(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.ConstrainedToType,
        IMemberReferenceOperation member => member.ConstrainedToType,
        _ => null,
    };

    private static Value Member(
        LoweringContext context, IOperation read, IOperation? instance, ISymbol member, IReadOnlyList<IArgumentOperation> arguments, bool isPure, string? name)
    {
        var values = new List<Value>();
        if (Prefix(context, read, instance, member, values) is not { } prefix)
        {
            return context.Poison(context.TypeOf(read.Type));
        }

        if (read is IMemberReferenceOperation ofMember && values.Count > 0 && context.AggregateOf(values[0]) is { Layout.IsSet: true })
        {
            return SetLowering.Read(context, values[0], ofMember, name);
        }

        if (ParameterSets.Refuse(context, read, member, values.FirstOrDefault()) is { } refused)
        {
            return refused;
        }

        int first = values.Count;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In, IsParams: false } || argument.ArgumentKind != ArgumentKind.Explicit)
            {
                return ExpressionLowering.Unsupported(context, read);
            }

            values.Add(ExpressionLowering.Lower(context, argument.Value));
        }

        if (values.Any(context.IsPoisoned))
        {
            return context.Poison(context.TypeOf(read.Type));
        }

        if (values.Any(context.IsVaried))
        {
            return context.Reject(
                Descriptors.CallNotDifferentiable, read, Snippet.Of(read), $"'{SymbolText.Short(member)}' has no derivative", "pass Differential.StopGradient(...) if the argument is a constant");
        }

        if (!CanName(context, read.Type))
        {
            return ExpressionLowering.Unsupported(context, read);
        }

        string text = arguments.Count > 0
            ? prefix + "[" + Placeholders(first, arguments.Count) + "]"
            : prefix + "." + SymbolText.OfInstance(member);
        var result = context.External(context.TypeOf(read.Type), text, values.ToEquatableArray(), isPure ? Effect.None : Effects.Of(member), name);
        if (Marks.Has(member, Marks.NoGradient))
        {
            context.MarkGiven(result);
        }

        return result;
    }

    // "this.X" binds to the most derived X, which an inlined method of a base type need not mean.
    private static bool IsHidden(LoweringContext context, IOperation? instance, ISymbol member)
    {
        if (instance is not IInstanceReferenceOperation || context.This is not null)
        {
            return false;
        }

        for (var type = context.Home; type is not null && !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, member.ContainingType.OriginalDefinition); type = type.BaseType)
        {
            if (type.GetMembers(member.Name).Any(m => !m.IsOverride && !Marks.IsEmitted(m)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGetOnlyAuto(IPropertySymbol property) =>
        property is { SetMethod: null or { IsInitOnly: true }, IsVirtual: false, IsOverride: false, IsAbstract: false }
        && property.ContainingType.GetMembers().Any(m => m is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
