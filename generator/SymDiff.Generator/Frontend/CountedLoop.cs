using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// A <c>for</c> statement whose number of iterations is known before the first: an <c>int</c> that the body does not assign goes in constant
/// steps, or in steps of a number that does not change, up or down to a bound that does not change. Where an early end could make sense of a loop that goes on for longer than can be counted,
/// only its variable is had so, and the test stays.
/// </summary>
internal sealed class CountedLoop
{
    private readonly IForLoopOperation _loop;
    private readonly ISymbol _variable;
    private readonly IOperation _bound;
    private readonly int _step;
    private readonly IOperation? _stride;
    private readonly bool _isInclusive;
    private readonly bool _isExact;

    // By a stride that is no literal, the step is its sign: 1 where it is added, -1 where it is subtracted.
    private CountedLoop(IForLoopOperation loop, ISymbol variable, IOperation bound, int step, IOperation? stride, bool isInclusive)
    {
        _loop = loop;
        _variable = variable;
        _bound = bound;
        _step = step;
        _stride = stride;
        _isInclusive = isInclusive;
        _isExact = !LeavesEarly(loop) || (stride is null && CanBeCounted());
    }

    private bool IsDeclared => _loop.Locals.Contains(_variable, SymbolEqualityComparer.Default);

    private int? Start => IsDeclared && Declarator()?.GetVariableInitializer()?.Value.ConstantValue is { HasValue: true, Value: int start } ? start : null;

    /// <summary>The loop as a counted one; null if it is none.</summary>
    public static CountedLoop? TryRead(LoweringContext context, IForLoopOperation loop)
    {
        if (loop.Condition is not IBinaryOperation { OperatorMethod: null, IsLifted: false } test || loop.AtLoopBottom.Length != 1
            || Step(loop.AtLoopBottom[0]) is not var (stepped, step, stride) || step is 0 or int.MinValue)
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
            || !IsInvariant(context, bound, IsChanged)
            || (stride is not null && (context.ScalarOf(stride.Type) != IrType.Int32 || kind is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual || !IsInvariant(context, stride, IsChanged) || CanThrow(stride))))
        {
            return null;
        }

        var counted = new CountedLoop(loop, stepped, bound, step, stride, kind is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual);
        return counted.Constant() is not > int.MaxValue ? counted : null;

        bool IsChanged(ISymbol v) => body.Writes(v) || SymbolEqualityComparer.Default.Equals(v, stepped);
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

        bool isIteration = start == 0 && _step == 1 && _stride is null;
        var stride = _stride is null ? null : ExpressionLowering.Lower(context, _stride);
        var count = !_isExact ? null : stride is null ? Count(context, start, first) : Turns(context, first ?? context.Builder.Int(start!.Value), stride);
        first ??= isIteration ? null : context.Builder.Int(start!.Value);
        if (IsDeclared && start is null)
        {
            // It is computed anew in every iteration.
            context.Forget(_variable);
        }

        LoopLowering.Append(context, new LoopShape(_loop, _loop.Body)
        {
            Count = count,
            Test = count is null ? _loop.Condition : null,
            IterationName = isIteration ? _variable.Name : null,
            Prologue = (iteration, _) => context.Assign(_variable, isIteration ? iteration : Current(context, first!, iteration, stride)),

            // A variable of an outer block is read after the loop, with its last value.
            Epilogue = IsDeclared ? null : () => StatementLowering.Run(context, Work.Of(_loop.AtLoopBottom, null)),
            EpilogueParts = IsDeclared ? Array.Empty<IOperation>() : _loop.AtLoopBottom,
        });
    }

    private static (ISymbol Variable, int Step, IOperation? Stride)? Step(IOperation statement)
    {
        switch (statement is IExpressionStatementOperation { Operation: var operation } ? operation : statement)
        {
            case IIncrementOrDecrementOperation { OperatorMethod: null, IsLifted: false } increment when Variable(increment.Target) is { } variable:
                return (variable, increment.Kind == OperationKind.Increment ? 1 : -1, null);

            case ICompoundAssignmentOperation { OperatorMethod: null, IsLifted: false } compound when Variable(compound.Target) is { } variable:
                return Step(variable, compound.OperatorKind, compound.Value);

            case ISimpleAssignmentOperation { IsRef: false, Value: IBinaryOperation { OperatorMethod: null, IsLifted: false } sum } assignment
                when Variable(assignment.Target) is { } variable && Is(sum.LeftOperand, variable):
                return Step(variable, sum.OperatorKind, sum.RightOperand);

            default:
                return null;
        }
    }

    private static (ISymbol Variable, int Step, IOperation? Stride)? Step(ISymbol variable, BinaryOperatorKind kind, IOperation by) => (kind, by.ConstantValue) switch
    {
        (BinaryOperatorKind.Add, { HasValue: true, Value: int step }) => (variable, step, null),
        (BinaryOperatorKind.Subtract, { HasValue: true, Value: int step }) => (variable, unchecked(-step), null),
        (BinaryOperatorKind.Add, { HasValue: false }) => (variable, 1, by),
        (BinaryOperatorKind.Subtract, { HasValue: false }) => (variable, -1, by),
        _ => null,
    };

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
        IParameterReferenceOperation parameter => context.PlaceOf(parameter.Parameter) is null && !changes(context.Resolve(parameter.Parameter)),
        IParenthesizedOperation parenthesized => IsInvariant(context, parenthesized.Operand, changes),
        IConversionOperation { OperatorMethod: null } conversion => IsInvariant(context, conversion.Operand, changes),
        IUnaryOperation { OperatorMethod: null } unary => IsInvariant(context, unary.Operand, changes),
        IBinaryOperation { OperatorMethod: null } binary => IsInvariant(context, binary.LeftOperand, changes) && IsInvariant(context, binary.RightOperand, changes),
        IMemberReferenceOperation { Instance: { } set } member when SetLowering.IsState(context, member) => set is IInstanceReferenceOperation || IsInvariant(context, set, changes),
        IPropertyReferenceOperation { Instance: { } instance, Arguments.Length: 0 } property => KnownMethods.IsPure(property.Property) && IsInvariant(context, instance, changes),
        IFieldReferenceOperation { Field.IsReadOnly: true, Instance: null or IInstanceReferenceOperation } => true,
        IArrayElementReferenceOperation { Indices.Length: 1 } row => (context.IsRowOfParameter(row) || (context.HasSets && SetLowering.LayoutOf(context, row) is not null)) && IsInvariant(context, row.ArrayReference, changes) && IsInvariant(context, row.Indices[0], changes),
        IInvocationOperation { TargetMethod: { Name: "GetLength" or "GetUpperBound", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } array } call =>
            IsInvariant(context, array, changes) && IsInvariant(context, call.Arguments[0].Value, changes),
        IInvocationOperation call => KnownMethods.IsPureMath(call.TargetMethod) && call.Arguments.All(a => IsInvariant(context, a.Value, changes)),
        _ => false,
    };

    // It is computed before the first iteration, even where there is none.
    private static bool CanThrow(IOperation operation) => operation.DescendantsAndSelf().Any(o => o is IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder }
        or IBinaryOperation { IsChecked: true } or IConversionOperation { IsChecked: true } or IInvocationOperation or IArrayElementReferenceOperation
        || (o is IMemberReferenceOperation { Instance: not (null or IInstanceReferenceOperation) } member && !(member is IPropertyReferenceOperation property && KnownMethods.IsPure(property.Property))));

    private IVariableDeclaratorOperation? Declarator() => _loop.Before.OfType<IVariableDeclarationGroupOperation>()
        .SelectMany(g => g.Declarations).SelectMany(d => d.Declarators).FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, _variable));

    private Value Current(LoweringContext context, Value first, Value iteration, Value? stride)
    {
        int size = Math.Abs(_step);
        if (stride is not null && Start == 0)
        {
            return context.Apply(IrType.Int32, "Multiply", EquatableArray.Of(iteration, stride), _variable.Name);
        }

        var distance = stride is not null ? context.Apply(IrType.Int32, "Multiply", EquatableArray.Of(iteration, stride))
            : size == 1 ? iteration : context.Apply(IrType.Int32, "Multiply", EquatableArray.Of(iteration, context.Builder.Int(size)));
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

    // Whether the number of iterations is an int whatever the bound is, computed without a detour beyond it, and the variable does not wrap around: what
    // could happen only after some two thousand million iterations does not count.
    private bool CanBeCounted()
    {
        const int Far = 1_000_000;
        int more = Math.Abs(_step) - 1 + (_isInclusive ? 1 : 0);
        int? bound = _bound.ConstantValue is { HasValue: true, Value: int constant } ? constant : null;
        if (_step > 0)
        {
            return Start is { } start && start > -Far
                && (bound is { } last ? last + (long)more <= int.MaxValue && last + (long)more - start <= int.MaxValue : start < Far && more <= start);
        }

        return bound is > -Far and < Far && (Start is { } first ? first + (long)more - bound.Value <= int.MaxValue : more <= bound.Value);
    }

    // Whether anything in the body leaves the loop, apart from calls that throw.
    private static bool LeavesEarly(IForLoopOperation loop)
    {
        var inside = new HashSet<ILabelSymbol>(SymbolEqualityComparer.Default) { loop.ContinueLabel };
        var body = loop.Body.DescendantsAndSelf().ToList();
        foreach (var operation in body)
        {
            switch (operation)
            {
                case ILoopOperation inner:
                    inside.Add(inner.ContinueLabel);
                    inside.Add(inner.ExitLabel);
                    break;
                case ISwitchOperation inner:
                    inside.Add(inner.ExitLabel);
                    break;
            }
        }

        return body.Any(o => o is IReturnOperation or IThrowOperation || (o is IBranchOperation branch && !inside.Contains(branch.Target)));
    }

    private Value Turns(LoweringContext context, Value first, Value stride)
    {
        var bound = ExpressionLowering.Lower(context, _bound);
        return context.Apply(IrType.Int32, "Turns", _step > 0 ? EquatableArray.Of(first, bound, stride) : EquatableArray.Of(bound, first, stride));
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
            count = AtLeast(context, count, known, more);
        }
        else if (_step < 0 && _bound.ConstantValue is { HasValue: true, Value: int limit } && first is not null)
        {
            (count, more) = (first, unchecked(more - limit));
            count = AtLeast(context, count, limit, more);
        }
        else
        {
            first ??= context.Builder.Int(start!.Value);
            var bound = ExpressionLowering.Lower(context, _bound);
            var (far, near) = _step > 0 ? (bound, first) : (first, bound);
            count = context.Apply(IrType.Int32, "Subtract", EquatableArray.Of(context.Apply(IrType.Int32, "Max", EquatableArray.Of(far, Least(context, near))), near));
        }

        if (more != 0)
        {
            count = context.Apply(IrType.Int32, more > 0 ? "Add" : "Subtract", EquatableArray.Of(count, context.Builder.Int(Math.Abs(more))));
        }

        return size == 1 ? count : context.Apply(IrType.Int32, "Divide", EquatableArray.Of(count, context.Builder.Int(size)));
    }

    // A difference must not wrap around where the end is so far below the start that it would: there is no iteration then, as where they meet.
    private Value AtLeast(LoweringContext context, Value end, int start, int more)
    {
        int least = _isInclusive && start != int.MinValue && !Mutation.ForgetsInclusiveEnd ? start - 1 : start;
        return more >= 0 || (_step > 0 && IsLength(_bound)) ? end : context.Apply(IrType.Int32, "Max", EquatableArray.Of(end, context.Builder.Int(least)));
    }

    private static bool IsLength(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => IsLength(parenthesized.Operand),
        IPropertyReferenceOperation property => KnownMethods.IsPure(property.Property),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, RightOperand.ConstantValue: { HasValue: true, Value: > 0 and < 1_000_000 } } sum => IsLength(sum.LeftOperand),
        _ => false,
    };

    private Value Least(LoweringContext context, Value start)
    {
        if (!_isInclusive || Mutation.ForgetsInclusiveEnd)
        {
            return start;
        }

        var above = context.Apply(IrType.Int32, "Max", EquatableArray.Of(start, context.Builder.Int(int.MinValue + 1)));
        return context.Apply(IrType.Int32, "Subtract", EquatableArray.Of(above, context.Builder.Int(1)));
    }
}
