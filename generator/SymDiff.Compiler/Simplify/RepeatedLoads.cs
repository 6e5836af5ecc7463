using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>An element is read once where it is certainly the same: read or stored before, in this region or one around it, and not written since.</summary>
internal sealed class RepeatedLoads
{
    private readonly Aliasing _aliasing;

    private RepeatedLoads(Function function) => _aliasing = Aliasing.Of(function);

    /// <summary>The same function, to the bit.</summary>
    /// <param name="function">The function.</param>
    public static Function Run(Function function) => function.Body.AllStatements().Any(s => s.Operation is Load)
        ? function with { Body = new RepeatedLoads(function).Visit(function.Body, new Scope(null)) }
        : function;

    /// <summary>What elements are known to hold where the pass stands.</summary>
    private sealed class Scope(Scope? outer)
    {
        // A key without value was forgotten, whatever the scopes around know.
        private readonly Dictionary<(Value Buffer, Value Index), Value?> _held = [];
        private readonly Dictionary<Value, Value> _renamed = [];

        public Value? Held((Value, Value) place)
        {
            for (var scope = this; scope is not null; scope = scope.Around)
            {
                if (scope._held.TryGetValue(place, out var value))
                {
                    return value;
                }
            }

            return null;
        }

        private Scope? Around => outer;

        public void Hold((Value, Value) place, Value value) => _held[place] = value;

        public void Rename(Value value, Value other) => _renamed[value] = other;

        public Value Renamed(Value value)
        {
            for (var scope = this; scope is not null; scope = scope.Around)
            {
                if (scope._renamed.TryGetValue(value, out var other))
                {
                    return other;
                }
            }

            return value;
        }

        public EquatableArray<Value> Renamed(EquatableArray<Value> values) => values.Any(v => Renamed(v) != v) ? values.Select(Renamed).ToEquatableArray() : values;

        public void Forget(Func<Value, bool> isWritten)
        {
            for (var scope = this; scope is not null; scope = scope.Around)
            {
                foreach (var place in scope._held.Keys.Where(k => isWritten(k.Buffer)).ToList())
                {
                    _held[place] = null;
                }
            }
        }
    }

    private Region Visit(Region region, Scope scope)
    {
        var statements = new List<Statement>();
        foreach (var statement in region.Statements)
        {
            var operation = statement.Operation.With(scope.Renamed(statement.Operation.Operands), statement.Operation.Regions);
            if (operation is Load load && !statement.Result.Type.IsBuffer)
            {
                if (scope.Held((load.Buffer, load.Index)) is { } held && held.Type == statement.Result.Type)
                {
                    scope.Rename(statement.Result, held);
                    continue;
                }

                scope.Hold((load.Buffer, load.Index), statement.Result);
            }

            // What any iteration writes is not known where another begins.
            var written = WrittenMemory.Written(statement, _aliasing).ToList();
            bool isLoop = operation is Loop;
            if (isLoop)
            {
                Forget(written, scope);
            }

            if (operation.Regions.Count > 0)
            {
                operation = operation.With(operation.Operands, operation.Regions.Select(r => Visit(r, new Scope(scope))).ToEquatableArray());
            }

            if (!isLoop)
            {
                Forget(written, scope);
            }

            if (operation is Store store && !store.Stored.Type.IsBuffer)
            {
                scope.Hold((store.Buffer, store.Index), store.Stored);
            }

            statements.Add(statement with { Operation = operation });
        }

        return region with { Statements = statements.ToEquatableArray(), End = region.End with { Values = scope.Renamed(region.End.Values) } };
    }

    private void Forget(List<Value> written, Scope scope)
    {
        if (written.Count == 0 || Mutation.KeepsOverwrittenLoads)
        {
            return;
        }

        var roots = new HashSet<Value>(written.SelectMany(b => _aliasing.Roots(b) ?? []));
        bool writesAnything = written.Any(b => _aliasing.Roots(b) is null);
        scope.Forget(b => writesAnything || _aliasing.Roots(b) is not { } others || others.Any(roots.Contains));
    }
}
