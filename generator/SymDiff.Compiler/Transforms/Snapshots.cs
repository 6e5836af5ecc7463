using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>The states of a loop that are kept: at which iteration, the carried values there, and what was in the memory that the loop goes on from.</summary>
internal sealed class Snapshots
{
    private const string Schedule = "global::SymDiff.Checkpoints.Next({0}, {1})";

    private readonly Value _slots;
    private readonly Value _at;
    private readonly IReadOnlyList<Value> _states;
    private readonly IReadOnlyList<Memory> _memories;
    private readonly IReadOnlyList<Memory> _changed;

    private Snapshots(Value slots, Value at, IReadOnlyList<Value> states, IReadOnlyList<Memory> memories, IReadOnlyList<Memory> changed)
    {
        _changed = changed;
        _slots = slots;
        _at = at;
        _states = states;
        _memories = memories;
    }

    /// <summary>Memory that is kept.</summary>
    /// <param name="Buffer">The memory.</param>
    /// <param name="Length">Its length.</param>
    /// <param name="Kept">One copy after the other.</param>
    private sealed record Memory(Value Buffer, Value Length, Value Kept)
    {
        public Memory Rename(Func<Value, Value> use) => new(use(Buffer), use(Length), use(Kept));
    }

    /// <summary>Makes room for snapshots.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="slots">How many.</param>
    /// <param name="carried">The values that the loop carries.</param>
    /// <param name="memories">The memory that it reads and writes.</param>
    /// <param name="changed">The memory that it only reads, and that may be changed later: one copy of it is enough.</param>
    public static Snapshots Make(RegionBuilder builder, Value slots, IEnumerable<Value> carried, IEnumerable<Value> memories, IEnumerable<Value> changed)
    {
        var at = builder.Add(new Alloc(IrType.Int32, slots), IrType.Buffer(IrType.Int32), "snapshotAt");
        var states = carried.Select(c => builder.Add(new Alloc(c.Type, slots), IrType.Buffer(c.Type), NameOf(c))).ToList();
        var kept = memories.Select(m => MakeMemory(builder, m, l => builder.Add(new Apply("Multiply", EquatableArray.Of(slots, l), IsChecked: true), IrType.Int32))).ToList();
        var once = changed.Select(m => MakeMemory(builder, m, l => l)).ToList();
        foreach (var memory in once)
        {
            Copy(builder, memory, memory.Buffer, memory.Kept, isRestore: false);
        }

        return new Snapshots(slots, at, states, kept, once);
    }

    private static Memory MakeMemory(RegionBuilder builder, Value buffer, Func<Value, Value> size)
    {
        var length = builder.Add(new Length(buffer), IrType.Int32);
        return new Memory(buffer, length, builder.Add(new Alloc(buffer.Type.Element!, size(length)), buffer.Type, NameOf(buffer)));
    }

    /// <summary>The same snapshots where its values have other names.</summary>
    public Snapshots Rename(Func<Value, Value> use) =>
        new(use(_slots), use(_at), [.. _states.Select(use)], [.. _memories.Select(m => m.Rename(use))], [.. _changed.Select(m => m.Rename(use))]);

    /// <summary>The iteration of a snapshot.</summary>
    public Value At(RegionBuilder builder, Value slot) => builder.Add(new Load(_at, slot), IrType.Int32, "from");

    /// <summary>The iteration of the next snapshot to take, where one was just taken.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="slot">The snapshot taken.</param>
    /// <param name="from">Its iteration.</param>
    /// <param name="to">The iteration behind the last one to be reversed from here on.</param>
    public Value Next(RegionBuilder builder, Value slot, Value from, Value to)
    {
        var steps = builder.Apply(IrType.Int32, "Subtract", to, from);
        var free = builder.Apply(IrType.Int32, "Subtract", _slots, slot);
        return builder.Apply(IrType.Int32, "Add", from, builder.Add(new External(Schedule, EquatableArray.Of(steps, free), Effect.None), IrType.Int32, "steps"));
    }

    /// <summary>Takes a snapshot.</summary>
    public void Save(RegionBuilder builder, Value slot, Value iteration, IReadOnlyList<Value> carried)
    {
        builder.Add(new Store(_at, slot, iteration));
        for (int i = 0; i < _states.Count; i++)
        {
            builder.Add(new Store(_states[i], slot, carried[i]));
        }

        foreach (var memory in _memories)
        {
            Copy(builder, memory, memory.Buffer, Part(builder, memory, slot), isRestore: false);
        }
    }

    /// <summary>Goes back to a snapshot.</summary>
    /// <returns>The carried values.</returns>
    public IReadOnlyList<Value> Restore(RegionBuilder builder, Value slot, IReadOnlyList<Value> carried)
    {
        RestoreMemory(builder, slot);
        return [.. _states.Select((s, i) => builder.Add(new Load(s, slot), carried[i].Type, carried[i].Name))];
    }

    /// <summary>Goes back to the memory of a snapshot.</summary>
    public void RestoreMemory(RegionBuilder builder, Value slot)
    {
        foreach (var memory in Mutation.RestoresCarriedValuesAlone ? [] : _memories)
        {
            Copy(builder, memory, Part(builder, memory, slot), memory.Buffer, isRestore: true);
        }
    }

    /// <summary>Goes back to what the memory held that the loop only reads.</summary>
    public void RestoreChanged(RegionBuilder builder)
    {
        foreach (var memory in _changed)
        {
            Copy(builder, memory, memory.Kept, memory.Buffer, isRestore: true);
        }
    }

    private static string? NameOf(Value value) => value.Name is null ? null : value.Name + "Snapshots";

    private static Value Part(RegionBuilder builder, Memory memory, Value slot) =>
        builder.Add(new Slice(memory.Kept, builder.Apply(IrType.Int32, "Multiply", slot, memory.Length), memory.Length), memory.Kept.Type, memory.Buffer.Name is null ? null : memory.Buffer.Name + "Snapshot");

    private static void Copy(RegionBuilder builder, Memory memory, Value from, Value to, bool isRestore)
    {
        var index = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(index);
        body.Add(new Store(to, index, body.Add(new Load(from, index), memory.Kept.Type.Element!), isRestore));
        builder.Add(new Loop(builder.Values.FreshLabel("copy"), memory.Length, IsReversed: false, default, body.Yield()));
    }
}
