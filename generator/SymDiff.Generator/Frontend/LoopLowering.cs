using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>Loops: what is assigned in one and declared outside is carried from iteration to iteration.</summary>
internal static class LoopLowering
{
    /// <summary>A <c>for</c> statement.</summary>
    public static void For(LoweringContext context, IForLoopOperation loop)
    {
        if (CountedLoop.TryRead(context, loop) is { } counted)
        {
            counted.Lower(context);
            return;
        }

        StatementLowering.Run(context, Work.Of(loop.Before, null));
        if (context.End is null)
        {
            Append(context, new LoopShape(loop, loop.Body)
            {
                Test = loop.Condition,
                Epilogue = () => StatementLowering.Run(context, Work.Of(loop.AtLoopBottom, null)),
                EpilogueParts = loop.AtLoopBottom,
            });
        }
    }

    /// <summary>A <c>while</c> or <c>do</c> statement.</summary>
    public static void While(LoweringContext context, IWhileLoopOperation loop)
    {
        if (loop.Condition is not { } condition || loop.ConditionIsUntil || loop.IgnoredCondition is not null)
        {
            StatementLowering.Unsupported(context, loop);
            return;
        }

        Append(context, loop.ConditionIsTop ? new LoopShape(loop, loop.Body) { Test = condition } : new LoopShape(loop, loop.Body) { TestAtEnd = condition });
    }

    /// <summary>Appends a loop.</summary>
    public static void Append(LoweringContext context, LoopShape shape)
    {
        if (shape.Test?.ConstantValue is { HasValue: true, Value: false })
        {
            return;
        }

        var footprint = Footprint.Of(context, [.. shape.Parts]);
        var carried = Carried(context, footprint);
        var varied = footprint.Varied(shape.Given);
        if (context.Assumptions.ActiveInLoops.TryGetValue(shape.Operation.Syntax, out var found))
        {
            varied.UnionWith(found);
        }

        var initial = carried.SelectMany(c => context.Flat(c, context.Held(c.Symbol!, c.Type))).ToList();
        var iteration = context.Builder.Values.Fresh(IrType.Int32, shape.IterationName);
        var parameters = carried.SelectMany(c => c.Fresh(context.Builder.Values)).ToArray();
        var owners = carried.SelectMany(c => Enumerable.Repeat(c.Symbol!, c.Count)).ToArray();
        for (int i = 0; i < parameters.Length; i++)
        {
            context.Follow(parameters[i], initial[i]);
            bool isVaried = parameters[i].IsReal ? varied.Contains(owners[i]) && !Mutation.ForgetsVariedInLoops : parameters[i].Type.HasShadow && (!context.Assumptions.LocalsAreConstant || varied.Contains(owners[i]));
            if (isVaried)
            {
                context.MarkVaried(parameters[i]);
            }
        }

        string label = context.Builder.Values.FreshLabel("loop");
        context.LoopPlaces[label] = shape.Operation.Syntax.GetFirstToken().GetLocation();
        var exit = new Target(JumpKind.Break, () => label, null, carried, context.OpenEnumerators.Count);
        var body = context.Nested(null, () =>
        {
            Assign(parameters);
            context.WithTarget(shape.Operation.ExitLabel, exit, () => Body(context, shape, iteration, exit));
        }, [iteration, .. parameters]);
        var results = exit.Fresh(context.Builder.Values);
        context.FollowHandedOver(exit, results);
        for (int i = 0; i < results.Count; i++)
        {
            context.Follow(results[i], parameters[i]);
        }

        var region = body.Close(exit.HandedOver.Count == 0 || body.End is not null ? [] : exit.HandedOver[exit.HandedOver.Count - 1]);
        if (body.End is { IsDead: true })
        {
            region = body.Builder.Yield(parameters);
        }

        RequireForeseen(context, shape.Operation, exit, body, parameters);
        context.Builder.Add(new Loop(label, shape.Count, IsReversed: false, initial.ToEquatableArray(), region), [.. results]);
        Assign(results);
        if (shape.Count is null && !exit.IsLeftFor)
        {
            context.End = Ending.Dead;
        }

        void Assign(IReadOnlyList<Value> values)
        {
            int first = 0;
            foreach (var variable in carried)
            {
                context.Assign(variable.Symbol!, context.Joined(variable, [.. values.Skip(first).Take(variable.Count)]));
                first += variable.Count;
            }
        }
    }

    private static void Body(LoweringContext context, LoopShape shape, Value iteration, Target exit)
    {
        shape.Prologue?.Invoke(iteration, exit);
        if (context.End is not null)
        {
            return;
        }

        Test(context, shape.Test, exit);
        if (context.End is not null)
        {
            return;
        }

        var next = context.TargetFor(JumpKind.Continue, "next", null, Footprint.Of(context, shape.Body), _ => false);
        context.WithTarget(shape.Operation.ContinueLabel, next, () => context.Unit(next, () => StatementLowering.Run(context, Work.Of(shape.Body, null))));
        if (context.End is null)
        {
            shape.Epilogue?.Invoke();
        }

        if (context.End is null && shape.TestAtEnd is { } last)
        {
            if (last.ConstantValue is { HasValue: true, Value: false })
            {
                context.Jump(exit);
                return;
            }

            Test(context, last, exit);
        }

        if (context.End is null)
        {
            // Not an end of the region: the loop's own label takes the same values from exits and from the yield.
            exit.HandedOver.Add(exit.Variables.SelectMany(v => context.Flat(v, context.Held(v.Symbol!, v.Type))).ToEquatableArray());
        }
    }

    private static void Test(LoweringContext context, IOperation? test, Target exit)
    {
        if (test is null or { ConstantValue: { HasValue: true, Value: true } })
        {
            return;
        }

        var condition = ExpressionLowering.Lower(context, test);
        if (context.End is null)
        {
            context.Leave(condition, null, context.Nested(null, () => context.Jump(exit)));
        }
    }

    private static List<Parcel> Carried(LoweringContext context, Footprint footprint)
    {
        var carried = new List<Parcel>();
        foreach (var variable in footprint.Written)
        {
            var held = context.Read(variable);
            if (context.PlaceOf(variable) is not null || (held is null ? footprint.Declares(variable) : context.ListOf(held) is not null))
            {
                continue;
            }

            if (LoweringContext.VariableType(variable) is not { } type || type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Delegate)
            {
                // Which function it holds would depend on the iteration.
                context.Forget(variable);
                continue;
            }

            carried.Add(context.ParcelOf(variable, context.TypeOfVariable(variable), held));
        }

        return carried;
    }

    // What was not foreseen would be lost; a value that turns out to be active after it was read as a constant would silently lose
    // its derivative.
    private static void RequireForeseen(LoweringContext context, ILoopOperation loop, Target exit, Arm body, Value[] parameters)
    {
        if (context.Rejections.Any(r => r.IsError))
        {
            // What a refused statement might have assigned counts as assigned; nothing comes of this reading anyway.
            return;
        }

        var carried = new HashSet<ISymbol>(exit.Variables.Select(v => v.Symbol!), SymbolEqualityComparer.Default);
        var owners = exit.Variables.SelectMany(v => Enumerable.Repeat(v.Symbol!, v.Count)).ToArray();
        if (body.Changes.FirstOrDefault(c => c.Before is not null && c.Now != c.Before && !carried.Contains(c.Variable)) is { } missed)
        {
            throw new InvalidOperationException($"'{missed.Variable.Name}' is assigned in a loop in a way that was not foreseen");
        }

        // Of one variable several numbers may be found to be.
        var noted = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var handed in exit.HandedOver)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                // What is read of memory may be active where no variable tells.
                if (context.IsVaried(handed[i]) && !context.IsVaried(parameters[i]) && noted.Add(owners[i]) && !context.Assumptions.NoteActive(loop.Syntax, owners[i]))
                {
                    throw new InvalidOperationException($"'{owners[i].Name}' becomes active in a loop in a way that was not foreseen");
                }
            }
        }
    }
}

/// <summary>The parts of a loop.</summary>
/// <param name="Operation">The statement.</param>
/// <param name="Body">What is repeated.</param>
internal sealed record LoopShape(ILoopOperation Operation, IOperation Body)
{
    /// <summary>How many iterations there are at most; null where only an exit ends the loop.</summary>
    public Value? Count { get; init; }

    /// <summary>What the number of the iteration is called.</summary>
    public string? IterationName { get; init; }

    /// <summary>What comes first in every iteration.</summary>
    public Action<Value, Target>? Prologue { get; init; }

    /// <summary>The variable that <see cref="Prologue"/> gives an active value.</summary>
    public ISymbol? Given { get; init; }

    /// <summary>The condition at the beginning of an iteration.</summary>
    public IOperation? Test { get; init; }

    /// <summary>What comes after the body, also after <c>continue</c>.</summary>
    public Action? Epilogue { get; init; }

    /// <summary>What <see cref="Epilogue"/> lowers.</summary>
    public IReadOnlyList<IOperation> EpilogueParts { get; init; } = [];

    /// <summary>Everything that is repeated.</summary>
    public IEnumerable<IOperation> Parts => new[] { Test, Body, TestAtEnd }.OfType<IOperation>().Concat(EpilogueParts);

    /// <summary>The condition at the end of an iteration.</summary>
    public IOperation? TestAtEnd { get; init; }
}
