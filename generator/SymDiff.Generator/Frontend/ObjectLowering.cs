using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Objects of constants, which stay C#: made once and in order.</summary>
internal static class ObjectLowering
{
    /// <summary><c>new T(…) { … }</c></summary>
    public static Value Create(LoweringContext context, IObjectCreationOperation creation, string? name)
    {
        var made = Constructors.Create(context, creation, name) ?? Made(context, creation, name);
        context.MarkGiven(made);
        return made;
    }

    private static Value Made(LoweringContext context, IObjectCreationOperation creation, string? name)
    {
        if (creation is not { Type: { } type, Constructor: { } constructor } || !context.CanName(type) || !context.CanName(constructor)
            || creation.Arguments.Any(a => a.Parameter is not { RefKind: RefKind.None or RefKind.In }))
        {
            return ExpressionLowering.Unsupported(context, creation);
        }

        string place = Place(type);
        bool isNamed = creation.Arguments.Any(a => a.ArgumentKind == ArgumentKind.DefaultValue);
        var written = creation.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue).ToList();
        var parts = written.Select(a => OpaqueLowering.Part(context, a.Value, place)).ToList();
        var texts = written.Select((a, i) => (a.Parameter!.Ordinal, Text: (isNamed ? SymbolText.Identifier(a.Parameter.Name) + ": " : "") + ReadLowering.Placeholders(i, 1)));
        string made = $"new {Name(type)}({string.Join(", ", texts.OrderBy(t => t.Ordinal).Select(t => t.Text))})";
        if (creation.Initializer is not { Initializers: { IsEmpty: false } members })
        {
            return OpaqueLowering.Of(context, creation, made, parts, Effects.Of(constructor), name);
        }

        // One by one, as C# does it, where the object is not a copy and its members can be assigned later.
        return type.IsReferenceType && members.All(CanFollow)
            ? Filled(context, OpaqueLowering.Of(context, creation, made, parts, Effects.Of(constructor), name), members, place)
            : Initialised(context, creation, made, parts, members, place, name);
    }

    /// <summary><c>r with { … }</c></summary>
    public static Value With(LoweringContext context, IWithOperation copy, string? name) => StructLowering.With(context, copy) is { } changed ? changed : copy.Type is null || !context.CanName(copy.Type)
        ? ExpressionLowering.Unsupported(context, copy)
        : copy.Initializer.Initializers.IsEmpty
        ? OpaqueLowering.Of(context, copy, "({0} with {{ }})", [ExpressionLowering.Lower(context, copy.Operand)], Effect.Any, name)
        : Initialised(context, copy, "({0} with", [ExpressionLowering.Lower(context, copy.Operand)], copy.Initializer.Initializers, Place(copy.Type), name);

    private static string Place(ITypeSymbol type) => "an object of type '" + SymbolText.Short(type) + "'";

    private static string Name(ITypeSymbol type) => External.Verbatim(SymbolText.Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)));

    private static Value Filled(LoweringContext context, Value made, IReadOnlyList<IOperation> members, string place)
    {
        foreach (var member in members)
        {
            var parts = new List<Value> { made };
            switch (member)
            {
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment when IsPlain(context, target):
                    parts.Add(OpaqueLowering.Part(context, assignment.Value, place));
                    Do("{0}." + SymbolText.OfInstance(target.Member) + " = {1}", Effects.Of(target.Member));
                    break;

                case IInvocationOperation { TargetMethod: var method } call when context.CanName(method) && !call.TargetMethod.IsExtensionMethod && call.Arguments.All(IsPlain):
                    parts.AddRange(call.Arguments.Select(a => OpaqueLowering.Part(context, a.Value, place)));
                    Do("{0}." + SymbolText.OfInstance(method) + "(" + ReadLowering.Placeholders(1, parts.Count - 1) + ")", Effects.Of(method));
                    break;

                default:
                    return ExpressionLowering.Unsupported(context, member);
            }

            void Do(string text, Effect effect)
            {
                if (!parts.Any(context.IsPoisoned))
                {
                    context.Do(text, parts.ToEquatableArray(), effect);
                }
            }
        }

        return made;
    }

    // All in one expression, the values before it: right where computing them does nothing that making the object could notice.
    private static Value Initialised(
        LoweringContext context, IOperation whole, string made, List<Value> parts, IReadOnlyList<IOperation> members, string place, string? name)
    {
        int before = context.Builder.Statements.Count;
        var texts = new List<string>();
        foreach (var member in members)
        {
            if (member is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment || !IsPlain(context, target))
            {
                return ExpressionLowering.Unsupported(context, member);
            }

            parts.Add(OpaqueLowering.Part(context, assignment.Value, place));
            texts.Add(SymbolText.OfInstance(target.Member) + " = " + ReadLowering.Placeholders(parts.Count - 1, 1));
        }

        if (context.Builder.Statements.Skip(before).Any(s => s.Operation is not (Apply or Constant or External { HasEffect: false })))
        {
            return ExpressionLowering.Unsupported(context, whole);
        }

        string close = whole is IWithOperation ? " }})" : " }}";
        return OpaqueLowering.Of(context, whole, made + " {{ " + string.Join(", ", texts) + close, parts, Effect.Any, name);
    }

    private static bool CanFollow(IOperation member) => member is IInvocationOperation
        || member is ISimpleAssignmentOperation
        {
            Target: IPropertyReferenceOperation { Property: { IsRequired: false, SetMethod: { IsInitOnly: false } } } or IFieldReferenceOperation { Field: { IsRequired: false, IsReadOnly: false } },
        };

    private static bool IsPlain(LoweringContext context, IMemberReferenceOperation target) =>
        context.CanName(target.Member) && target.Instance is IInstanceReferenceOperation && target is IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true };

    private static bool IsPlain(IArgumentOperation argument) => argument is { Parameter.RefKind: RefKind.None, ArgumentKind: ArgumentKind.Explicit };
}
