using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Assignments: to local variables and by-value parameters; everything else is refused at the store.</summary>
internal static class AssignmentLowering
{
    /// <summary><c>a = b</c></summary>
    public static Value Simple(LoweringContext context, ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef)
        {
            return ExpressionLowering.Unsupported(context, assignment);
        }

        if (assignment.Target is IDiscardOperation)
        {
            return ExpressionLowering.Lower(context, assignment.Value);
        }

        if (PlaceOf(context, assignment.Target) is { } place)
        {
            return place.Store(context, assignment, ExpressionLowering.Lower(context, assignment.Value));
        }

        var variable = Variable(context, assignment.Target);
        if (Mutation.SharesCopies && variable is ILocalSymbol && assignment.Value is ILocalReferenceOperation { Local: var source } && context.LayoutOf(source.Type) is not null
            && !SymbolEqualityComparer.Default.Equals(context.Named(variable), context.Named(source)))
        {
            context.Alias(variable, context.Named(source));
        }

        var value = ExpressionLowering.Lower(context, assignment.Value, variable?.Name);
        return Store(context, assignment, assignment.Target, variable, value);
    }

    /// <summary><c>(a, b) = (c, d)</c>: everything is computed before anything is stored. The tuple itself is never made.</summary>
    public static Value Deconstruct(LoweringContext context, IDeconstructionAssignmentOperation assignment)
    {
        var stores = new List<Action>();
        var places = new Dictionary<IOperation, Place>();
        Evaluate(assignment.Target);
        if (!Pair(assignment.Target, assignment.Value))
        {
            foreach (var local in assignment.Target.DescendantsAndSelf().OfType<ILocalReferenceOperation>())
            {
                context.Assign(local.Local, context.Poison(context.TypeOf(local.Type)));
            }

            return ExpressionLowering.Unsupported(context, assignment);
        }

        stores.ForEach(store => store());

        // Nobody asks for the tuple that the assignment gives: a parent other than a statement is refused before.
        return assignment.Parent is IExpressionStatementOperation or IForLoopOperation ? LoweringContext.Nothing : ExpressionLowering.Unsupported(context, assignment);

        // The parts of the targets come before the values.
        void Evaluate(IOperation target)
        {
            if (target is ITupleOperation tuple)
            {
                foreach (var element in tuple.Elements)
                {
                    Evaluate(element);
                }
            }
            else if (Variable(context, target) is null && PlaceOf(context, target) is { } place)
            {
                places.Add(target, place);
            }
        }

        bool Pair(IOperation target, IOperation value)
        {
            target = target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : target;
            while (value is IConversionOperation { IsImplicit: true, OperatorMethod: null, Operand: ITupleOperation or IConversionOperation { Operand: ITupleOperation } } conversion)
            {
                value = conversion.Operand;
            }

            if (target is ITupleOperation targets)
            {
                return value is ITupleOperation values
                    ? targets.Elements.Zip(values.Elements, Pair).All(paired => paired)
                    : TakeApart(targets, ExpressionLowering.Lower(context, value), value.Type, Info(assignment));
            }

            if (target is IDiscardOperation)
            {
                ExpressionLowering.Lower(context, value);
                return true;
            }

            var variable = Variable(context, target);
            return (variable is not null || places.ContainsKey(target)) && Fits(target.Type, value.Type)
                && Put(target, variable, ExpressionLowering.Lower(context, value, variable?.Name), value.Type);
        }

        bool Put(IOperation target, ISymbol? variable, Value computed, ITypeSymbol? type)
        {
            if (context.ScalarOf(type) is { } from && context.ScalarOf(target.Type) is { } to)
            {
                computed = ConversionLowering.Convert(context, computed, from, to, isChecked: false, assignment, variable?.Name);
            }

            Action<Action> store = Mutation.StoresInTurn ? now => now() : stores.Add;
            store(Store);
            return true;

            void Store()
            {
                if (variable is not null)
                {
                    context.Assign(variable, computed);
                }
                else
                {
                    places[target].Store(context, assignment, computed);
                }
            }
        }

        bool TakeApart(ITupleOperation targets, Value value, ITypeSymbol? type, DeconstructionInfo info)
        {
            if (context.IsPoisoned(value))
            {
                return targets.Elements.All(t => Poison(t));
            }

            return Deconstruction.Parts(context, value, type, info.Method, assignment) is { } parts && parts.Count == targets.Elements.Length
                && parts.Zip(targets.Elements, (part, target) => (part, target)).Select((p, i) => To(p.target, p.part.Value, p.part.Type, info.Nested.IsDefaultOrEmpty ? default : info.Nested[i])).All(put => put);
        }

        bool To(IOperation target, Value value, ITypeSymbol type, DeconstructionInfo info)
        {
            target = target is IDeclarationExpressionOperation { Expression: ITupleOperation declared } ? declared : target;
            return target is IDiscardOperation
                || (target is ITupleOperation targets ? TakeApart(targets, value, type, info)
                    : Fits(target.Type, type) && (Variable(context, target) is not null || places.ContainsKey(target)) && Put(target, Variable(context, target), value, type));
        }

        // What was refused is refused once.
        bool Poison(IOperation target)
        {
            foreach (var local in target.DescendantsAndSelf().OfType<ILocalReferenceOperation>())
            {
                context.Assign(local.Local, context.Poison(context.TypeOf(local.Type)));
            }

            return true;
        }

        DeconstructionInfo Info(IDeconstructionAssignmentOperation whole) => whole.Syntax is AssignmentExpressionSyntax syntax
            ? context.Sources.Model(syntax.SyntaxTree).GetDeconstructionInfo(syntax)
            : default;

        bool Fits(ITypeSymbol? target, ITypeSymbol? value) =>
            (context.ScalarOf(target) is not null && context.ScalarOf(value) is not null) || SymbolEqualityComparer.Default.Equals(target, value);
    }

    /// <summary><c>a += b</c>: the old content is read before the right side is evaluated, the operator works in its own type.</summary>
    public static Value Compound(LoweringContext context, ICompoundAssignmentOperation assignment)
    {
        var variable = Variable(context, assignment.Target);
        var place = PlaceOf(context, assignment.Target);
        if (variable is null && place is null)
        {
            return Store(context, assignment, assignment.Target, null, ExpressionLowering.Lower(context, assignment.Value));
        }

        var old = place?.Read(context) ?? ExpressionLowering.Lower(context, assignment.Target);
        var value = ExpressionLowering.Lower(context, assignment.Value);
        if (context.IsPoisoned(old) || context.IsPoisoned(value))
        {
            return Put(context.Poison(old.Type));
        }

        if (StructOperators.Call(context, assignment, assignment.OperatorMethod, assignment.ConstrainedToType, [old, value], variable?.Name) is { } called)
        {
            return Put(called);
        }

        var method = GenericMath.Operator(context, assignment.OperatorMethod, assignment.ConstrainedToType);
        if ((context.IsVaried(old) || context.IsVaried(value)) && Refused(context, assignment, method, assignment.Target, assignment.Value) is { } refused)
        {
            return Put(refused);
        }

        if (context.ScalarOf(assignment.Target.Type) is not { } type || context.ScalarOf(assignment.Value.Type) is not { } right || assignment.IsLifted)
        {
            return OperatorLowering.Text(assignment.OperatorKind) is { } written && !context.IsVaried(value) && ReadLowering.CanName(context, assignment.Target.Type)
                ? Put(OpaqueLowering.Of(
                    context, assignment, $"(({ReadLowering.NameOf(context, assignment.Target.Type!)}){written})", [old, value], Effects.OfOperator(method), variable?.Name))
                : ExpressionLowering.Unsupported(context, assignment);
        }

        // Built-in arithmetic has one type on both sides, to which the right side was converted; a shift has that of its left side.
        bool isShift = assignment.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift;
        bool isOfScalar = GenericMath.IsOfScalar(context, assignment.OperatorMethod, assignment.ConstrainedToType);
        if (isOfScalar && !OperatorLowering.IsArithmetic(assignment.OperatorKind, type))
        {
            return Put(GenericMath.Refuse(context, assignment, assignment.OperatorMethod!, assignment.ConstrainedToType!));
        }

        var operatorType = isShift ? GenericMath.Promoted(type) : isOfScalar ? GenericMath.Promoted(right) : right;
        var converted = ConversionLowering.Convert(context, old, type, operatorType, isChecked: false, assignment);
        value = isShift ? value : ConversionLowering.Convert(context, value, right, operatorType, isChecked: false, assignment);
        bool isLast = operatorType == type;
        if (Combine(context, assignment, operatorType, converted, value, isLast ? variable?.Name : null) is not { } combined)
        {
            return ExpressionLowering.Unsupported(context, assignment);
        }

        var result = ConversionLowering.Convert(context, combined, operatorType, type, assignment.IsChecked, assignment, variable?.Name);
        return Put(result);

        Value Put(Value stored) => place?.Store(context, assignment, stored) ?? Store(context, assignment, assignment.Target, variable, stored);
    }

    /// <summary><c>a++</c> and its like.</summary>
    public static Value Increment(LoweringContext context, IIncrementOrDecrementOperation increment)
    {
        if (Refused(context, increment, GenericMath.Operator(context, increment.OperatorMethod, increment.ConstrainedToType), increment.Target, increment.Target) is { } refused)
        {
            return refused;
        }

        var variable = Variable(context, increment.Target);
        var place = PlaceOf(context, increment.Target);
        if (variable is null && place is null)
        {
            return Store(context, increment, increment.Target, null, ExpressionLowering.Lower(context, increment.Target));
        }

        if (context.ScalarOf(increment.Type) is not { } type || type.Kind == Compiler.IR.TypeKind.Bool || increment.IsLifted)
        {
            return ExpressionLowering.Unsupported(context, increment);
        }

        var old = place?.Read(context) ?? ExpressionLowering.Lower(context, increment.Target);
        var operatorType = GenericMath.Promoted(type);
        var converted = ConversionLowering.Convert(context, old, type, operatorType, isChecked: false, increment);
        var one = context.Builder.Constant(operatorType, 1);
        string row = increment.Kind == OperationKind.Increment ? "Add" : "Subtract";
        var combined = OperatorLowering.Apply(context, row, operatorType, converted, one, increment.IsChecked, operatorType == type ? variable?.Name : null);
        var result = ConversionLowering.Convert(context, combined, operatorType, type, increment.IsChecked, increment, variable?.Name);
        if (place is not null)
        {
            place.Store(context, increment, result);
        }
        else
        {
            Store(context, increment, increment.Target, variable, result);
        }

        return increment.IsPostfix && !Mutation.PostfixAsPrefix ? old : result;
    }

    // The part of a variable, or of memory, that an assignment goes to; null for a variable.
    private static Place? PlaceOf(LoweringContext context, IOperation target) => target switch
    {
        IParenthesizedOperation parenthesized => PlaceOf(context, parenthesized.Operand),
        IInstanceReferenceOperation when context.This is not null => StructLowering.Place(context, target),
        _ => StructLowering.Target(context, target) ?? SetLowering.Target(context, target) ?? ArrayLowering.Place(context, target),
    };

    private static Value? Combine(LoweringContext context, ICompoundAssignmentOperation assignment, IrType type, Value left, Value right, string? name)
    {
        if (OperatorLowering.Row(assignment.OperatorKind, type) is { } row)
        {
            return GenericCalls.Refusal(context, assignment, row, EquatableArray.Of(left, right)) ?? OperatorLowering.Apply(context, row, type, left, right, assignment.IsChecked, name);
        }

        return OperatorLowering.Text(assignment.OperatorKind) is { } text
            ? context.External(type, text, EquatableArray.Of(left, right), Effect.None, name)
            : null;
    }

    private static ISymbol? Variable(LoweringContext context, IOperation target) => target switch
    {
        ILocalReferenceOperation { IsDeclaration: false, Local: { IsRef: false } local } => local.OriginalDefinition,
        IParameterReferenceOperation { Parameter: var another } when context.PlaceOf(another) is not null => null,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.Ref or RefKind.Out } parameter } => parameter.OriginalDefinition,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } when context.Read(parameter) is not null => parameter.OriginalDefinition,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local.OriginalDefinition,
        ILocalReferenceOperation { IsDeclaration: true, Local: { IsRef: false } local } => local.OriginalDefinition,
        _ => null,
    };

    private static Value Store(LoweringContext context, IOperation assignment, IOperation target, ISymbol? variable, Value value)
    {
        if (variable is not null)
        {
            context.Assign(variable, value);
            return value;
        }

        string place = target switch
        {
            IFieldReferenceOperation field => $"the field '{field.Field.Name}'",
            IPropertyReferenceOperation { Arguments.Length: > 0 } => "a collection",
            IPropertyReferenceOperation property => $"the property '{property.Property.Name}'",
            IArrayElementReferenceOperation => "an array",
            _ => $"'{Snippet.Of(target)}'",
        };

        return context.IsPoisoned(value) ? value
            : context.IsVaried(value) ? context.Reject(
                Descriptors.ActiveValueLost, assignment, [(Fixable.UnsupportedProperty, "true")], Snippet.Of(assignment), place, "use a local variable, and store the result outside of this method")
            : context.Reject(Descriptors.StoreNotSupported, assignment, Snippet.Of(assignment), place);
    }

    private static Value? Refused(LoweringContext context, IOperation operation, IMethodSymbol? operatorMethod, IOperation target, IOperation value)
    {
        foreach (var type in new[] { target.Type, value.Type })
        {
            if (type is not null && TypeMap.IsRefusedNumber(context.Stands(type)))
            {
                return context.Reject(Descriptors.NumberTypeNotSupported, operation, Snippet.Of(operation), SymbolText.Short(context.Stands(type)));
            }
        }

        return operatorMethod is null ? null : context.Reject(Descriptors.UserDefinedOperator, operation, Snippet.Of(operation));
    }
}
