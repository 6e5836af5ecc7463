using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>Where a generated program may end early: a label, what it takes.</summary>
internal sealed record Target(string Label, IReadOnlyList<IrType> Types);

/// <summary>A place in a generated program: what is appended to, which values are visible, which labels can be left for.</summary>
internal sealed class Scope
{
    private readonly List<Value> _visible;

    public Scope(RegionBuilder builder, IEnumerable<Value> visible, IReadOnlyList<Target> targets, int depth)
    {
        Builder = builder;
        _visible = [.. visible];
        Targets = targets;
        Depth = depth;
    }

    public RegionBuilder Builder { get; }

    public IReadOnlyList<Target> Targets { get; }

    public int Depth { get; }

    public IReadOnlyList<Value> Visible => _visible;

    public Value See(Value value)
    {
        _visible.Add(value);
        return value;
    }

    public void SeeAll(IEnumerable<Value> values) => _visible.AddRange(values);

    public Value Add(Operation operation, IrType type) => See(Builder.Add(operation, type));

    public Value Apply(IrType type, string primitive, params Value[] arguments) => See(Builder.Apply(type, primitive, arguments));

    public Value Int(int value) => See(Builder.Int(value));

    public Scope Nested(IReadOnlyList<Target> targets, params Value[] parameters) =>
        new(Builder.Nested(parameters), _visible.Concat(parameters), targets, Depth + 1);
}
