using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Memory of one element that only the function itself reads and writes is a variable: what it holds becomes a value, carried by the loops and handed over by the choices that write it. So a number of a set
/// that a method makes costs no more than a local variable.
/// </summary>
public static class PromotedCells
{
    /// <summary>The function without such memory.</summary>
    /// <param name="function">The function.</param>
    public static Function Run(Function function)
    {
        var constants = function.Body.AllStatements().Where(s => s.Operation is Constant { Literal: { Type.Kind: TypeKind.Integer } }).ToDictionary(s => s.Result, s => ((Constant)s.Operation).Literal);
        var cells = new HashSet<Value>(function.Body.AllStatements().Where(s => s.Operation is Alloc { Length: { } length, Element.IsReal: true } && constants.TryGetValue(length, out var one) && one == Literal.Of(IrType.Int32, 1)).Select(s => s.Result));
        if (cells.Count == 0)
        {
            return function;
        }

        foreach (var region in function.Body.Nested())
        {
            cells.ExceptWith(region.End.Values);
            foreach (var statement in region.Statements)
            {
                cells.ExceptWith(statement.Operation switch
                {
                    Load load => IsFirst(load.Index) ? [] : [load.Buffer],
                    Store store => IsFirst(store.Index) ? [store.Stored] : [store.Buffer, store.Stored],
                    var other => other.Operands,
                });
            }
        }

        return cells.Count == 0 ? function : function with { Body = new Promotion(cells, new ValueSource(function)).Run(function.Body) };

        bool IsFirst(Value index) => constants.TryGetValue(index, out var literal) && literal == Literal.Of(IrType.Int32, 0);
    }

    private sealed class Promotion(HashSet<Value> cells, ValueSource values)
    {
        // What is read of a cell stands for what it holds.
        private readonly Dictionary<Value, Value> _read = [];

        // The cells that are handed over where a label is left for.
        private readonly Dictionary<string, IReadOnlyList<Value>> _leaving = new(StringComparer.Ordinal);

        public Region Run(Region body) => Of(body, [], []);

        private Region Of(Region region, Dictionary<Value, Value> held, IReadOnlyList<Value> yielded)
        {
            var statements = new List<Statement>();
            foreach (var statement in region.Statements)
            {
                switch (statement.Operation)
                {
                    case Alloc when cells.Contains(statement.Result):
                        var zero = values.Fresh(statement.Result.Type.Element!, statement.Result.Name);
                        statements.Add(new Statement(EquatableArray.Of(zero), new Constant(Literal.Of(zero.Type, 0))));
                        held[statement.Result] = zero;
                        break;
                    case Load load when cells.Contains(load.Buffer):
                        _read[statement.Result] = held[load.Buffer];
                        break;
                    case Store store when cells.Contains(store.Buffer):
                        held[store.Buffer] = Now(store.Stored);
                        break;
                    case { Regions.Count: > 0 } operation:
                        statements.Add(With(statement, operation, held));
                        break;
                    default:
                        statements.Add(statement.Rename(_read));
                        break;
                }
            }

            var handed = region.End.Label is { } label ? _leaving.TryGetValue(label, out var left) ? left : [] : yielded;
            return new Region(region.Parameters, statements.ToEquatableArray(), region.End with { Values = region.End.Values.Map(_read).Concat(handed.Select(c => held[c])).ToEquatableArray() });
        }

        private Statement With(Statement statement, Operation operation, Dictionary<Value, Value> held)
        {
            // What is made inside is gone behind it.
            var written = operation.Regions.SelectMany(r => r.AllStatements()).Select(s => s.Operation).OfType<Store>().Select(s => s.Buffer).Where(held.ContainsKey).Distinct().ToList();
            if (operation.Label() is { } label)
            {
                _leaving[label] = written;
            }

            var operands = operation.Operands.Map(_read);
            if (operation is Loop loop)
            {
                var carried = written.Select(c => values.Fresh(held[c])).ToList();
                var inside = new Dictionary<Value, Value>(held);
                for (int i = 0; i < written.Count; i++)
                {
                    inside[written[i]] = carried[i];
                }

                var body = Of(loop.Body with { Parameters = loop.Body.Parameters.Concat(carried).ToEquatableArray() }, inside, written);
                operation = loop.With(operands.Concat(written.Select(c => held[c])).ToEquatableArray(), EquatableArray.Of(body));
            }
            else
            {
                operation = operation.With(operands, operation.Regions.Select(r => Of(r, new(held), written)).ToEquatableArray());
            }

            var results = written.Select(c => values.Fresh(held[c])).ToList();
            for (int i = 0; i < written.Count; i++)
            {
                held[written[i]] = results[i];
            }

            return statement with { Results = statement.Results.Concat(results).ToEquatableArray(), Operation = operation };
        }

        private Value Now(Value value) => _read.TryGetValue(value, out var held) ? held : value;
    }
}
