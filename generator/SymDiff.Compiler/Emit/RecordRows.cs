using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Records that grow together, as those of a loop without a count do, are one record of rows: an iteration asks for its row once, <c>saved = record.Row(step, 3)</c>, and writes and reads
/// numbers of it, instead of growing a record for each of them.
/// </summary>
/// <remarks>
/// Records belong together where they hold values of the same type, the same index tells where each of them is written, and they are emptied in the same region. That a number is zero where
/// nothing was written stays so: what is not written in every iteration is set to zero first.
/// </remarks>
internal sealed class RecordRows
{
    private readonly ValueSource _values;

    // Regions by the order in which they are met, the same in both passes.
    private readonly Dictionary<Value, int> _homes = [];
    private readonly Dictionary<int, int> _loopBodies = [];
    private readonly Dictionary<Value, Use> _uses = [];
    private readonly Dictionary<Value, Group> _groups = [];
    private int _regions;

    // Those whose row of the iteration is at hand where the pass stands.
    private readonly HashSet<Group> _begun = [];

    private RecordRows(Function function) => _values = new ValueSource(function);

    /// <summary>How a record is used.</summary>
    private sealed class Use(IrType element)
    {
        public IrType Element { get; } = element;

        public HashSet<Value> Stored { get; } = [];

        public List<int> Resets { get; } = [];

        public bool IsOther { get; set; }
    }

    /// <summary>Records that become one.</summary>
    private sealed class Group(Value record, IrType element, Value index, List<Value> members)
    {
        public Value Record { get; } = record;

        public IrType Element { get; } = element;

        public Value Index { get; } = index;

        public List<Value> Members { get; } = members;
    }

    /// <summary>The same function with such records.</summary>
    /// <param name="function">The function, whose memory has names.</param>
    public static Function Run(Function function)
    {
        if (function.Body.Statements.Count(s => s.Operation is MakeRecord) < 2)
        {
            return function;
        }

        var pass = new RecordRows(function);
        pass.Find(function);
        if (pass._groups.Count == 0)
        {
            return function;
        }

        // Loops still hand on the records that they go through, though nothing reads what they hand on.
        pass._regions = 0;
        return function with { Body = pass.Visit(function.Body, []).Rename(pass._groups.ToDictionary(g => g.Key, g => g.Value.Record)) };
    }

    private void Find(Function function)
    {
        foreach (var made in function.Body.Statements)
        {
            if (made.Operation is MakeRecord record)
            {
                _uses.Add(made.Result, new Use(record.Element));
            }
        }

        Scan(function.Body, isLoop: false);
        var alike = _uses.Where(u => !u.Value.IsOther && u.Value.Stored.Count == 1 && IsOfLoop(u.Value.Stored.Single(), u.Value.Resets))
            .GroupBy(u => (u.Value.Element, Index: u.Value.Stored.Single(), Resets: string.Join(" ", u.Value.Resets)));
        foreach (var same in alike.Where(g => g.Count() > 1))
        {
            var members = same.Select(m => m.Key).ToList();
            var group = new Group(_values.Fresh(members[0].Type, "record"), same.Key.Element, same.Key.Index, members);
            members.ForEach(m => _groups.Add(m, group));
        }
    }

    // What is emptied in the very iteration whose row it is has none.
    private bool IsOfLoop(Value index, List<int> resets) =>
        _homes.TryGetValue(index, out int home) && _loopBodies.TryGetValue(home, out int end) && !resets.Any(r => r >= home && r < end);

    private void Scan(Region region, bool isLoop)
    {
        int number = _regions++;
        foreach (var parameter in region.Parameters)
        {
            _homes.Add(parameter, number);
        }

        foreach (var statement in region.Statements)
        {
            foreach (var result in statement.Results)
            {
                _homes.Add(result, number);
            }

            switch (statement.Operation)
            {
                case Store store when _uses.TryGetValue(store.Buffer, out var use):
                    use.Stored.Add(store.Index);
                    break;
                case Load load when _uses.ContainsKey(load.Buffer):
                    break;
                case ResetRecord reset:
                    _uses[reset.Record].Resets.Add(number);
                    break;
                case Loop:
                    break;
                default:
                    foreach (var operand in statement.Operation.Operands.Where(_uses.ContainsKey))
                    {
                        _uses[operand].IsOther = true;
                    }

                    break;
            }

            foreach (var inner in statement.Operation.Regions)
            {
                Scan(inner, statement.Operation is Loop);
            }
        }

        if (isLoop)
        {
            _loopBodies.Add(number, _regions);
        }
    }

    // The rows that are at hand where the region begins.
    private Region Visit(Region region, Dictionary<(Group Group, Value Index), Value> around)
    {
        int number = _regions++;
        var rows = around.ToDictionary(r => r.Key, r => r.Value);
        var begun = new List<Group>();
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        for (int i = 0; i < region.Statements.Count; i++)
        {
            foreach (var group in Written(region.Statements[i]).Where(g => _homes[g.Index] == number && _begun.Add(g)).ToList())
            {
                begun.Add(group);
                Begin(group, region, i, builder, rows);
            }

            Visit(region.Statements[i], builder, rows);
        }

        _begun.ExceptWith(begun);
        return builder.End(region.End.Label, region.End.Values);
    }

    private static void Begin(Group group, Region region, int first, RegionBuilder builder, Dictionary<(Group Group, Value Index), Value> rows)
    {
        // A record that grows moves: rows of it that were asked for before are gone.
        Forget(rows, g => g == group);
        var row = CSharp("Row", group, group.Index, Effect.Once, builder);
        rows.Add((group, group.Index), row);
        for (int k = 0; k < group.Members.Count; k++)
        {
            if (!IsSurelyWritten(group.Members[k], region, first))
            {
                builder.Add(new Store(row, builder.Int(k), builder.Constant(Literal.Zero(group.Element))));
            }
        }
    }

    private void Visit(Statement statement, RegionBuilder builder, Dictionary<(Group Group, Value Index), Value> rows)
    {
        builder.Step = statement.Step;
        switch (statement.Operation)
        {
            case MakeRecord when _groups.TryGetValue(statement.Result, out var made):
                if (made.Members[0] == statement.Result)
                {
                    builder.Add(new Statement(EquatableArray.Of(made.Record), new MakeRecord(made.Element, made.Members.Count)));
                }

                return;
            case ResetRecord reset when _groups.TryGetValue(reset.Record, out var emptied):
                Forget(rows, g => g == emptied);
                if (emptied.Members[0] == reset.Record)
                {
                    builder.Add(statement with { Operation = new ResetRecord(emptied.Record) });
                }

                return;
            case Store store when _groups.TryGetValue(store.Buffer, out var written):
                builder.Add(statement with { Operation = store with { Buffer = rows[(written, store.Index)], Index = builder.Int(written.Members.IndexOf(store.Buffer)) } });
                return;
            case Load load when _groups.TryGetValue(load.Buffer, out var read):
                if (!rows.TryGetValue((read, load.Index), out var row))
                {
                    row = CSharp("At", read, load.Index, Effect.None, builder);
                    rows.Add((read, load.Index), row);
                }

                builder.Add(statement with { Operation = new Load(row, builder.Int(read.Members.IndexOf(load.Buffer))) });
                return;
        }

        if (statement.Operation.Regions.Count == 0)
        {
            builder.Add(statement);
            return;
        }

        var growing = new HashSet<Group>(Written(statement).Where(g => !_begun.Contains(g)));
        Forget(rows, growing.Contains);
        var regions = statement.Operation.Regions.Select(r => Visit(r, rows)).ToEquatableArray();
        builder.Add(statement with { Operation = statement.Operation.With(statement.Operation.Operands, regions) });
    }

    private static void Forget(Dictionary<(Group Group, Value Index), Value> rows, Func<Group, bool> which)
    {
        foreach (var key in rows.Keys.Where(k => which(k.Group)).ToList())
        {
            rows.Remove(key);
        }
    }

    // The groups of which a statement writes or empties records, itself or inside.
    private IEnumerable<Group> Written(Statement statement) => statement.Operation.Regions.SelectMany(r => r.AllStatements()).Prepend(statement)
        .Select(s => s.Operation switch { Store store => store.Buffer, ResetRecord reset => reset.Record, _ => null })
        .Where(b => b is not null && _groups.ContainsKey(b)).Select(b => _groups[b!]).Distinct();

    // Whether nothing reads it before it is written, and nothing leaves.
    private static bool IsSurelyWritten(Value member, Region region, int first)
    {
        foreach (var statement in region.Statements.Skip(first))
        {
            if (statement.Operation is Store store && store.Buffer == member)
            {
                return true;
            }

            if (Exits.Labels(statement.Operation).Count > 0
                || statement.Operation.Regions.SelectMany(r => r.AllStatements()).Prepend(statement).Any(s => s.Operation is Load load && load.Buffer == member))
            {
                return false;
            }
        }

        return false;
    }

    private static Value CSharp(string method, Group group, Value index, Effect effect, RegionBuilder builder)
    {
        builder.Step = null;
        string text = $"{{0}}.{method}({{1}}, {group.Members.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)})";
        return builder.Add(new External(text, EquatableArray.Of(group.Record, index), effect), group.Record.Type, "saved");
    }
}
