using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>Loops, blocks, choices and exits.</summary>
internal sealed partial class ProgramGenerator
{
    private List<IrType> Types(int most) => [.. Enumerable.Range(0, _random.Next(most + 1)).Select(_ => Pick<IrType>(Carriable))];

    /// <summary>A value to hand over.</summary>
    private Value Pass(Scope scope, IrType type) =>
        type.IsReal ? Bounded(scope, type)
        : type == IrType.Int32 ? (Chance(0.5) ? Integer(scope) : IntegerExpression(scope))
        : type == IrType.Bool ? Truth(scope)
        : Writable(scope, type);

    private Value[] PassAll(Scope scope, IReadOnlyList<IrType> types) => [.. types.Select(t => Pass(scope, t))];

    /// <summary>Ends a region: mostly it yields, sometimes it leaves.</summary>
    private Region End(Scope scope, IReadOnlyList<IrType> types, double leaves)
    {
        if (scope.Targets.Count > 0 && Chance(leaves))
        {
            var target = Pick<Target>(scope.Targets);
            return scope.Builder.Exit(target.Label, PassAll(scope, target.Types));
        }

        return scope.Builder.Yield(PassAll(scope, types));
    }

    private void CountedLoop(Scope scope)
    {
        var types = Types(3);
        bool reversed = Chance(0.25);
        string label = _values.FreshLabel("loop");
        var count = Count(scope);
        var initial = PassAll(scope, types);
        var parameters = new[] { _values.Fresh(IrType.Int32) }.Concat(types.Select(t => _values.Fresh(t))).ToArray();
        // A reversed loop is never broken off.
        Target[] targets = reversed ? [] : [.. scope.Targets, new Target(label, types)];
        var inner = scope.Nested(targets, parameters);
        Statements(inner);
        Finish(scope, types, new Loop(label, count, reversed, initial.ToEquatableArray(), End(inner, types, 0.04)));
    }

    private void UncountedLoop(Scope scope)
    {
        var types = new[] { IrType.Int32 }.Concat(Types(2)).ToList();
        string label = _values.FreshLabel("while");
        var initial = PassAll(scope, types);
        initial[0] = scope.Int(_random.Next(4));
        var parameters = new[] { _values.Fresh(IrType.Int32) }.Concat(types.Select(t => _values.Fresh(t))).ToArray();
        var inner = scope.Nested([.. scope.Targets, new Target(label, types)], parameters);

        // What is carried first runs down and ends the loop for certain; where the test stands differs.
        bool late = Chance(0.3);
        if (late)
        {
            Statements(inner);
        }

        var over = inner.Apply(IrType.Bool, "LessOrEqual", parameters[1], inner.Int(0));
        var leave = inner.Nested(inner.Targets);
        var values = late || Chance(0.5) ? PassAll(leave, types) : [.. parameters.Skip(1)];
        inner.Builder.If(over, [], leave.Builder.Exit(label, values), inner.Builder.Nested().Yield());
        if (!late)
        {
            Statements(inner);
        }

        var next = PassAll(inner, types);
        next[0] = inner.Apply(IrType.Int32, "Subtract", parameters[1], inner.Int(1));
        Finish(scope, types, new Loop(label, null, false, initial.ToEquatableArray(), inner.Builder.Yield(next)));
    }

    private void Block(Scope scope)
    {
        var types = Types(2);
        string label = _values.FreshLabel("block");
        var inner = scope.Nested([.. scope.Targets, new Target(label, types)]);
        Statements(inner);
        Finish(scope, types, new Block(label, End(inner, types, 0.1)));
    }

    private void Choice(Scope scope)
    {
        var types = Types(2);
        var condition = Truth(scope);
        var then = scope.Nested(scope.Targets);
        Statements(then);
        var otherwise = scope.Nested(scope.Targets);
        if (Chance(0.7))
        {
            Statements(otherwise);
        }

        // A buffer that is only read may meet one that is written; what comes out of it is then only read.
        if (types.Contains(Reals) && Find(scope, v => v.Type == Reals && _readOnly.Contains(v)) is { } constant && Chance(0.5))
        {
            var values = PassAll(then, types);
            values[types.IndexOf(Reals)] = constant;
            var results = Finish(scope, types, new If(condition, then.Builder.Yield(values), otherwise.Builder.Yield(PassAll(otherwise, types))));
            _readOnly.Add(results[types.IndexOf(Reals)]);
            return;
        }

        Finish(scope, types, new If(condition, End(then, types, 0.15), End(otherwise, types, 0.15)));
    }

    private void Guard(Scope scope)
    {
        var condition = Truth(scope);
        var leaving = scope.Nested(scope.Targets);
        if (Chance(0.4))
        {
            Statements(leaving);
        }

        var target = Pick<Target>(scope.Targets);
        var exit = leaving.Builder.Exit(target.Label, PassAll(leaving, target.Types));
        var types = Types(1);
        var staying = scope.Nested(scope.Targets);
        var stay = staying.Builder.Yield(PassAll(staying, types));
        Finish(scope, types, Chance(0.5) ? new If(condition, exit, stay) : new If(condition, stay, exit));
    }

    private Value[] Finish(Scope scope, List<IrType> types, Operation operation)
    {
        var results = types.Select(t => _values.Fresh(t)).ToArray();
        scope.Builder.Add(new Statement(results.ToEquatableArray(), operation));
        scope.SeeAll(results);
        return results;
    }
}
