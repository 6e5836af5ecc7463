using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Which values a function's result depends on in a differentiable way: through choices, loops and exits, but not because they decide which way
/// is taken.
/// </summary>
internal sealed class Dependence
{
    private readonly Dictionary<Value, List<Value>> _sources = [];
    private readonly Dictionary<string, EquatableArray<Value>> _labels = new(StringComparer.Ordinal);
    private readonly List<Value> _returned = [];

    private readonly HashSet<Value> _reached = [];
    private HashSet<Value> _parameters = [];

    // What is stored in memory may come out of any load from it; asked only where anything is stored.
    private Aliasing? _aliasing;

    private Dependence()
    {
    }

    /// <summary>Analyses a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="results">The buffers whose final content is a result.</param>
    public static Dependence Of(Function function, IEnumerable<Value> results)
    {
        var dependence = new Dependence { _parameters = [.. function.Parameters], _aliasing = function.Body.AllStatements().Any(s => s.Operation is Store or Vector { Destination: not null } || (s.Operation is Call call && call.Arguments.Any(a => a.Type.IsBuffer))) ? Aliasing.Of(function) : null };
        dependence._returned.AddRange(results);
        dependence.Visit(function.Body, values => dependence._returned.AddRange(values));
        var stack = new Stack<Value>(dependence._returned);
        while (stack.Count > 0)
        {
            var next = stack.Pop();
            if (dependence._reached.Add(next) && dependence._sources.TryGetValue(next, out var sources))
            {
                sources.ForEach(stack.Push);
            }
        }

        return dependence;
    }

    /// <summary>Whether the result depends on the value.</summary>
    public bool Reaches(Value value) => _reached.Contains(value);

    /// <summary>The names on a shortest way from a parameter to the value.</summary>
    public IEnumerable<string> PathTo(Value value)
    {
        // From the value backward, each with what it was found from.
        var found = new Dictionary<Value, Value?> { [value] = null };
        var queue = new Queue<Value>();
        queue.Enqueue(value);
        while (queue.Count > 0)
        {
            var next = queue.Dequeue();
            if (_parameters.Contains(next))
            {
                var names = new List<string>();
                for (Value? on = next; on is not null; on = found[on])
                {
                    if (on.Name is { } name && (names.Count == 0 || names[names.Count - 1] != name))
                    {
                        names.Add(name);
                    }
                }

                return names;
            }

            foreach (var source in _sources.TryGetValue(next, out var sources) ? sources : [])
            {
                if (!found.ContainsKey(source))
                {
                    found.Add(source, next);
                    queue.Enqueue(source);
                }
            }
        }

        return [];
    }

    private void Visit(Region region, Action<EquatableArray<Value>> yielded)
    {
        foreach (var statement in region.Statements)
        {
            Visit(statement);
        }

        if (region.End.Label is not { } label)
        {
            yielded(region.End.Values);
        }
        else if (label == Function.ReturnLabel)
        {
            _returned.AddRange(region.End.Values);
        }
        else
        {
            Flow(region.End.Values, _labels[label]);
        }
    }

    private void Visit(Statement statement)
    {
        switch (statement.Operation)
        {
            case Apply apply:
                for (int a = 0; a < apply.Arguments.Count; a++)
                {
                    if (Carries(apply, a))
                    {
                        Flow(apply.Arguments[a], statement.Result);
                    }
                }

                break;

            case If choice:
                Visit(choice.Then, values => Flow(values, statement.Results));
                Visit(choice.Else, values => Flow(values, statement.Results));
                break;

            case Block block:
                _labels[block.Label] = statement.Results;
                Visit(block.Body, values => Flow(values, statement.Results));
                break;

            case Loop loop:
                var carried = loop.Body.Parameters.Skip(1).ToEquatableArray();
                _labels[loop.Label] = statement.Results;
                Flow(loop.Initial, carried);
                Flow(carried, statement.Results);
                Visit(loop.Body, values => Flow(values, carried));
                break;

            case External { Rule: { } rule } external:
                for (int a = 0; a < external.Arguments.Count; a++)
                {
                    if (rule.Active[a])
                    {
                        Flow(external.Arguments[a], statement.Result);
                    }
                }

                break;

            case Store store:
                foreach (var root in Roots(store.Buffer))
                {
                    Flow(store.Stored, root);
                }

                break;

            case Vector vector:
                foreach (var target in vector.Destination is null ? [statement.Result] : Roots(vector.Destination))
                {
                    foreach (var argument in vector.Arguments.Where((_, i) => !VectorTable.Of(vector).IsStep))
                    {
                        foreach (var source in argument.Type.IsBuffer ? Roots(argument) : [argument])
                        {
                            Flow(source, target);
                        }
                    }
                }

                break;

            case Load load:
                foreach (var root in Roots(load.Buffer))
                {
                    Flow(root, statement.Result);
                }

                break;

            case Slice slice when _aliasing is null:
                Flow(slice.Buffer, statement.Result);
                break;

            case Call call:
                foreach (var target in statement.Results.Where(r => r.IsReal).Concat(call.Written.SelectMany(Roots)))
                {
                    foreach (var source in call.Arguments.SelectMany(a => a.Type.IsBuffer ? Roots(a) : [a]))
                    {
                        Flow(source, target);
                    }
                }

                break;
        }
    }

    private void Flow(EquatableArray<Value> from, EquatableArray<Value> to)
    {
        for (int i = 0; i < from.Count; i++)
        {
            Flow(from[i], to[i]);
        }
    }

    private void Flow(Value from, Value to)
    {
        if (!from.IsReal && !from.Type.HasShadow)
        {
            return;
        }

        if (!_sources.TryGetValue(to, out var sources))
        {
            _sources.Add(to, sources = []);
        }

        sources.Add(from);
    }

    private IEnumerable<Value> Roots(Value buffer) => _aliasing is null ? [buffer] : _aliasing.Roots(buffer) ?? [];

    private static bool Carries(Apply apply, int argument) =>
        apply.Arguments[argument].IsReal
        && (apply.Primitive == "Convert" || PrimitiveTable.Get(apply.Primitive).Partials is { Count: > 0 } partials && partials[argument] is not null);
}
