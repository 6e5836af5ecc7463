using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <content>What the reverse sweep has, where the forward sweep stands.</content>
internal sealed partial class Fusion
{
    private Availability AvailableAt(Function function, List<Statement> forward, int at, List<Statement> reverse, int from, RegionBuilder before) =>
        new(function.Parameters.Concat(forward.Take(at).SelectMany(s => s.Results)), [.. forward.Skip(at)], reverse.Take(from), before, _aliasing);

    /// <summary>What can be had before a forward statement of what the reverse sweep has before the reverse one.</summary>
    private sealed class Availability
    {
        private readonly Dictionary<Value, Value?> _had;
        private readonly Dictionary<Value, Statement> _definitions;
        private readonly List<Statement> _forward;
        private readonly RegionBuilder _before;
        private readonly Aliasing _aliasing;

        /// <summary>What is there.</summary>
        /// <param name="known">What is known before the statement.</param>
        /// <param name="forward">The forward sweep from the statement on.</param>
        /// <param name="reverse">The reverse sweep up to there.</param>
        /// <param name="before">Where to compute again what is.</param>
        /// <param name="aliasing">What buffers refer to.</param>
        public Availability(IEnumerable<Value> known, List<Statement> forward, IEnumerable<Statement> reverse, RegionBuilder before, Aliasing aliasing)
        {
            _had = known.ToDictionary(v => v, v => (Value?)v);
            _definitions = forward.Skip(1).Concat(reverse).SelectMany(s => s.Results.Select(r => (r, s))).ToDictionary(d => d.r, d => d.s);
            _forward = forward;
            _before = before;
            _aliasing = aliasing;
        }

        /// <summary>What makes memory, and has to be made earlier.</summary>
        public HashSet<Statement> Moved { get; } = new(ByReference.Instance);

        /// <summary>The value, computed again if need be; null if it depends on what comes later.</summary>
        public Value? Get(Value value)
        {
            if (!_had.TryGetValue(value, out var had))
            {
                _had[value] = had = _definitions.TryGetValue(value, out var statement) ? Compute(value, statement) : null;
            }

            return had;
        }

        private Value? Compute(Value value, Statement statement)
        {
            switch (statement.Operation)
            {
                case Recall { Iterations.Count: 0 } recall:
                    return Get(recall.Recalled);
                case Length length:
                    return Get(length.Buffer) is { } buffer ? _before.Add(new Length(buffer), value.Type, value.Name) : null;
                case Alloc { Length: { } size, IsArray: false } alloc when Get(size) is { } number:
                    Moved.Add(statement);
                    _before.Add(statement with { Operation = alloc with { Length = number } });
                    return value;
                case Slice slice when Get(slice.Buffer) is { } whole && Get(slice.Start) is { } start && Get(slice.Length) is { } size:
                    return _before.Add(new Slice(whole, start, size), value.Type, value.Name);
                case Constant or Apply or External or Load or If when IsRepeatable(statement):
                    var copy = Copy(statement, _before, []);
                    for (int i = 0; copy is not null && i < copy.Results.Count; i++)
                    {
                        _had[statement.Results[i]] = copy.Results[i];
                    }

                    return copy is null ? null : _had[value];
                default:
                    return null;
            }
        }

        private Value? Find(Value value, Dictionary<Value, Value> inside) => inside.TryGetValue(value, out var known) ? known : Get(value);

        // Null where something that it needs is not to be had.
        private Statement? Copy(Statement statement, RegionBuilder builder, Dictionary<Value, Value> inside)
        {
            var operands = statement.Operation.Operands.Select(o => Find(o, inside)).ToList();
            var regions = statement.Operation.Regions.Select(r => Copy(r, builder, inside)).ToList();
            if (operands.Contains(null) || regions.Contains(null))
            {
                return null;
            }

            var results = statement.Results.Select(builder.Values.Fresh).ToEquatableArray();
            var copy = new Statement(results, statement.Operation.With(operands.Select(o => o!).ToEquatableArray(), regions.Select(r => r!).ToEquatableArray()), statement.Step);
            builder.Add(copy);
            return copy;
        }

        private Region? Copy(Region region, RegionBuilder builder, Dictionary<Value, Value> inside)
        {
            var arm = builder.Nested();
            inside = new(inside);
            foreach (var statement in region.Statements)
            {
                if (statement.Operation is Recall recall)
                {
                    if (Get(recall.Recalled) is not { } recalled)
                    {
                        return null;
                    }

                    inside[statement.Result] = recalled;
                    continue;
                }

                if (Copy(statement, arm, inside) is not { } copy)
                {
                    return null;
                }

                for (int i = 0; i < copy.Results.Count; i++)
                {
                    inside[statement.Results[i]] = copy.Results[i];
                }
            }

            var end = region.End.Values.Select(v => Find(v, inside)).ToList();
            return end.Contains(null) ? null : arm.Yield(end.Select(v => v!));
        }

        private bool IsRepeatable(Statement statement) => statement.Operation switch
        {
            Constant => true,
            Apply apply => !Emit.Shapes.CanThrow(apply),
            External external => external.IsCheap,
            Load load => IsStill(load.Buffer, statement),
            If choice => choice.Regions.All(r => r.End.IsYield && r.Statements.All(s => s.Operation is Recall { Iterations.Count: 0 } || (s.Operation is not Load && IsRepeatable(s)))),
            _ => false,
        };

        // Whether an element that is read later is there already, and nothing in between keeps it from being read: what is read beyond the end throws.
        private bool IsStill(Value buffer, Statement load)
        {
            int place = _forward.FindIndex(s => ReferenceEquals(s, load));
            return place >= 0 && _aliasing.Roots(buffer) is { } roots && _forward.Take(place).All(s => Exits.Labels(s.Operation).Count == 0
                && !WithNested(s).Any(w => w.Operation is External { HasEffect: true })
                && WrittenMemory.Written(s, _aliasing).All(w => _aliasing.Roots(w) is { } written && !written.Any(roots.Contains)));
        }
    }
}
