using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>Constructors that do nothing but assign their parameters to the state.</summary>
internal static class PlainConstructors
{
    /// <summary>Which parameter each field or property is assigned; null for a constructor that does anything else.</summary>
    public static IReadOnlyDictionary<ISymbol, int>? Assigned(OperationSource sources, IMethodSymbol constructor)
    {
        if (sources.Constructor(constructor, default) is not { } body || (body.BlockBody ?? body.ExpressionBody) is not { } block || body.Initializer is not null)
        {
            return null;
        }

        var assigned = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        foreach (var statement in block.Operations.Where(o => o is not IReturnOperation { ReturnedValue: null }))
        {
            if (statement is not IExpressionStatementOperation { Operation: { } expression } || !Reads(expression, assigned))
            {
                return null;
            }
        }

        return assigned;
    }

    private static bool Reads(IOperation expression, Dictionary<ISymbol, int> assigned) => expression switch
    {
        ISimpleAssignmentOperation assignment => Pair(assignment.Target, assignment.Value, assigned),
        IDeconstructionAssignmentOperation { Target: ITupleOperation targets } several when Tuple(several.Value) is { } values && values.Elements.Length == targets.Elements.Length =>
            targets.Elements.Zip(values.Elements, (t, v) => Pair(t, v, assigned)).All(p => p),
        _ => false,
    };

    private static ITupleOperation? Tuple(IOperation value) => value is IConversionOperation { IsImplicit: true } conversion ? Tuple(conversion.Operand) : value as ITupleOperation;

    private static bool Pair(IOperation target, IOperation value, Dictionary<ISymbol, int> assigned)
    {
        if (target is not IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member || value is not IParameterReferenceOperation { Parameter: var parameter }
            || !(member is IFieldReferenceOperation || member is IPropertyReferenceOperation { Property: var property } && IsAuto(property))
            || assigned.ContainsKey(member.Member.OriginalDefinition))
        {
            return false;
        }

        assigned.Add(member.Member.OriginalDefinition, parameter.Ordinal);
        return true;
    }

    /// <summary>Whether a property is nothing but its value.</summary>
    public static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().Any(m => m is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property.OriginalDefinition));
}
