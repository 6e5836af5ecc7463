using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// A <c>for</c> statement whose number of iterations is known before the first: an <c>int</c> that the body does not assign goes in constant
/// steps up or down to a bound that does not change.
/// </summary>
internal sealed class CountedLoop
{
    private readonly IForLoopOperation _loop;
    private readonly ISymbol _variable;
    private readonly IOperation _bound;
    private readonly int _step;
    private readonly bool _isInclusive;

    private CountedLoop(IForLoopOperation loop, ISymbol variable, IOperation bound, int step, bool isInclusive)
    {
        _loop = loop;
        _variable = variable;
        _bound = bound;
        _step = step;
        _isInclusive = isInclusive;
    }

    private bool IsDeclared => _loop.Locals.Contains(_variable, SymbolEqualityComparer.Default);

    private int? Start => IsDeclared && Declarator()?.GetVariableInitializer()?.Value.ConstantValue is { HasValue: true, Value: int start } ? start : null;

    /// <summary>The loop as a counted one; null if it is none.</summary>
    public static CountedLoop? TryRead(LoweringContext context, IForLoopOperation loop)
    {
        if (loop.Condition is not IBinaryOperation { OperatorMethod: null, IsLifted: false } test || loop.AtLoopBottom.Length != 1
            || Step(loop.AtLoopBottom[0]) is not var (stepped, step) || step is 0 or int.MinValue)
        {
            return null;
        }

        bool isLeft = Is(test.LeftOperand, stepped);
        if ((!isLeft && !Is(test.RightOperand, stepped)) || !SymbolEqualityComparer.Default.Equals(context.Resolve(stepped), stepped))
        {
            return null;
        }

        var kind = isLeft ? test.OperatorKind : Mirrored(test.OperatorKind);
        var bound = isLeft ? test.RightOperand : test.LeftOperand;
        bool goesUp = kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual;
        bool goesDown = kind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        var body = Footprint.Of(context, loop.Body);
        if (!(step > 0 ? goesUp : goesDown) || context.ScalarOf(bound.Type) != IrType.Int32 || body.Writes(stepped)
            || !IsInvariant(context, bound, v => body.Writes(v) || SymbolEqualityComparer.Default.Equals(v, stepped)))
        {
            return null;
        }

        var counted = new CountedLoop(loop, stepped, bound, step, kind is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual);
        return counted.Constant() is not > int.MaxValue ? counted : null;
    }

    /// <summary>Appends the loop.</summary>
    public void Lower(LoweringContext context)
    {
        int? start = Start;
        foreach (var statement in _loop.Before)
        {
            if (start is null || statement is not IVariableDeclarationGroupOperation group)
            {
                StatementLowering.Run(context, Work.Of(statement, null));
                continue;
            }

            foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators).Where(d => !SymbolEqualityComparer.Default.Equals(d.Symbol, _variable)))
            {
                StatementLowering.Declare(context, declarator);
            }
        }

        var first = start is null ? context.Read(_variable) : null;
        if (context.End is not null)
        {
            return;
        }

        if (start is null && first is null)
        {
            StatementLowering.Unsupported(context, _loop);
            return;
        }

        bool isIteration = start == 0 && _step == 1;
        var count = Count(context, start, first);
        first ??= isIteration ? null : context.Builder.Int(start!.Value);
        if (IsDeclared && start is null)
        {
            // It is computed anew in every iteration.
            context.Forget(_variable);
        }

        LoopLowering.Append(context, new LoopShape(_loop, _loop.Body)
        {
            Count = count,
            IterationName = isIteration ? _variable.Name : null,
            Prologue = (iteration, _) => context.Assign(_variable, isIteration ? iteration : Current(context, first!, iteration)),

            // A variable of an outer block is read after the loop, with its last value.
            Epilogue = IsDeclared ? null : () => StatementLowering.Run(context, Work.Of(_loop.AtLoopBottom, null)),
            EpilogueParts = IsDeclared ? Array.Empty<IOperation>() : _loop.AtLoopBottom,
        });
    }

    private static (ISymbol Variable, int Step)? Step(IOperation statement)
    {
        switch (statement is IExpressionStatementOperation { Operation: var operation } ? operation : statement)
        {
            case IIncrementOrDecrementOperation { OperatorMethod: null, IsLifted: false } increment when Variable(increment.Target) is { } variable:
                return (variable, increment.Kind == OperationKind.Increment ? 1 : -1);

            case ICompoundAssignmentOperation { OperatorMethod: null, IsLifted: false } compound
                when Variable(compound.Target) is { } variable && compound.Value.ConstantValue is { HasValue: true, Value: int step }:
                return compound.OperatorKind switch
                {
                    BinaryOperatorKind.Add => (variable, step),
                    BinaryOperatorKind.Subtract => (variable, unchecked(-step)),
                    _ => null,
                };

            case ISimpleAssignmentOperation { IsRef: false, Value: IBinaryOperation { OperatorMethod: null } sum } assignment
                when Variable(assignment.Target) is { } variable && Is(sum.LeftOperand, variable) && sum.RightOperand.ConstantValue is { HasValue: true, Value: int step }:
                return sum.OperatorKind switch
                {
                    BinaryOperatorKind.Add => (variable, step),
                    BinaryOperatorKind.Subtract => (variable, unchecked(-step)),
                    _ => null,
                };

            default:
                return null;
        }
    }

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: { IsRef: false, Type.SpecialType: SpecialType.System_Int32 } local } => local.OriginalDefinition,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Int32 } parameter } => parameter.OriginalDefinition,
        _ => null,
    };

    private static bool Is(IOperation operation, ISymbol variable) => SymbolEqualityComparer.Default.Equals(Variable(operation), variable);

    private static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };

    /// <summary>Whether the expression does nothing and gives the same before every iteration.</summary>
    private static bool IsInvariant(LoweringContext context, IOperation operation, Func<ISymbol, bool> changes) => operation switch
    {
        { ConstantValue.HasValue: true } => true,
        ILocalReferenceOperation { Local: { IsRef: false } local } => !changes(context.Resolve(local)),
        IParameterReferenceOperation parameter => !changes(context.Resolve(parameter.Parameter)),
        IParenthesizedOperation parenthesized => IsInvariant(context, parenthesized.Operand, changes),
        IConversionOperation { OperatorMethod: null } conversion => IsInvariant(context, conversion.Operand, changes),
        IUnaryOperation { OperatorMethod: null } unary => IsInvariant(context, unary.Operand, changes),
        IBinaryOperation { OperatorMethod: null } binary => IsInvariant(context, binary.LeftOperand, changes) && IsInvariant(context, binary.RightOperand, changes),
        IPropertyReferenceOperation { Instance: { } instance, Arguments.Length: 0 } property => KnownMethods.IsPure(property.Property) && IsInvariant(context, instance, changes),
        IFieldReferenceOperation { Field.IsReadOnly: true, Instance: null or IInstanceReferenceOperation } => true,
        IInvocationOperation call => KnownMethods.IsPureMath(call.TargetMethod) && call.Arguments.All(a => IsInvariant(context, a.Value, changes)),
        _ => false,
    };

    private IVariableDeclaratorOperation? Declarator() => _loop.Before.OfType<IVariableDeclarationGroupOperation>()
        .SelectMany(g => g.Declarations).SelectMany(d => d.Declarators).FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, _variable));

    private Value Current(LoweringContext context, Value first, Value iteration)
    {
        int size = Math.Abs(_step);
        var distance = size == 1 ? iteration : context.Apply(IrType.Int32, "Multiply", EquatableArray.Of(iteration, context.Builder.Int(size)));
        return context.Apply(IrType.Int32, _step > 0 ? "Add" : "Subtract", EquatableArray.Of(first, distance), _variable.Name);
    }

    // How many iterations there are, where start and bound are constants.
    private long? Constant()
    {
        if (Start is not { } start || _bound.ConstantValue is not { HasValue: true, Value: int bound })
        {
            return null;
        }

        long distance = (_step > 0 ? (long)bound - start : (long)start - bound) - (Mutation.CountsOneTooFew ? 1 : 0);
        long size = Math.Abs((long)_step);
        return Math.Max(0, (distance + (_isInclusive ? 1 : 0) + size - 1) / size);
    }

    private Value Count(LoweringContext context, int? start, Value? first)
    {
        if (Constant() is { } constant)
        {
            return context.Builder.Int((int)constant);
        }

        int size = Math.Abs(_step);
        int more = (_isInclusive && !Mutation.ForgetsInclusiveEnd ? 1 : 0) + size - 1;
        Value count;
        if (start is { } known && _step > 0)
        {
            (count, more) = (ExpressionLowering.Lower(context, _bound), unchecked(more - known));
        }
        else if (_step < 0 && _bound.ConstantValue is { HasValue: true, Value: int limit } && first is not null)
        {
            (count, more) = (first, unchecked(more - limit));
        }
        else
        {
            first ??= context.Builder.Int(start!.Value);
            var bound = ExpressionLowering.Lower(context, _bound);
            count = context.Apply(IrType.Int32, "Subtract", _step > 0 ? EquatableArray.Of(bound, first) : EquatableArray.Of(first, bound));
        }

        if (more != 0)
        {
            count = context.Apply(IrType.Int32, more > 0 ? "Add" : "Subtract", EquatableArray.Of(count, context.Builder.Int(Math.Abs(more))));
        }

        return size == 1 ? count : context.Apply(IrType.Int32, "Divide", EquatableArray.Of(count, context.Builder.Int(size)));
    }
}
