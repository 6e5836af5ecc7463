using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Graphs;

/// <summary>
/// Runs a function on nodes instead of numbers. What the nodes are worth is not known, so both arms of a choice are run, and loops as often as their count says; what is known all the same, the number of an
/// iteration above all, decides where it is asked.
/// </summary>
internal sealed class GraphBuilder(GraphOptions options)
{
    // Each takes a level of the stack where choices are put together.
    private const int MostOpenEnds = 500;
    private const int DeepestCall = 64;

    private readonly GraphNodes _nodes = new(options);
    private readonly Dictionary<Value, object> _values = [];
    private readonly List<(GraphNode Condition, bool Holds)> _path = [];
    private readonly List<GraphGuard> _guards = [];
    private GraphMemory _memory = new();
    private Func<string, GraphCallee?> _callee = options.Callee;
    private int _calls;
    private int _steps;

    /// <summary>The graph.</summary>
    /// <param name="function">The function.</param>
    public (IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphGuard> Guards) Run(Function function)
    {
        var entry = new GraphEntry(options, _nodes, _memory);
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            _values[function.Parameters[i]] = entry.Enter(function.Parameters[i], options.Active.Count == 0 || options.Active[i]);
        }

        var inputs = _nodes.All.Where(n => n.Kind == GraphNodeKind.Input).ToList();
        var outcome = Caught(Body(function.Body), Function.ReturnLabel);
        if (!outcome.Any(_ => true))
        {
            throw new GraphException($"The method throws {_guards[0].Text}, whatever the inputs are.");
        }

        var values = Land(outcome);
        var results = new GraphResults(options, _nodes, _memory).Of(function, values, v => _values[v]);
        return (GraphOrder.Run(inputs, results, _guards), _guards);
    }

    private Outcome Body(Region region) => From(region, 0);

    private Outcome From(Region region, int start)
    {
        for (int i = start; i < region.Statements.Count; i++)
        {
            var statement = region.Statements[i];
            if (++_steps > (long)options.MostOperations * 20)
            {
                throw new GraphException($"The method runs on and on: a graph of more than {options.MostOperations} operations is not made.");
            }

            switch (statement.Operation)
            {
                case External { HasEffect: true } thrown when thrown.Text.StartsWith("throw", StringComparison.Ordinal):
                    _guards.Add(new GraphGuard([.. _path], Thrown(thrown.Text)));
                    return new Thrown();
                case External { HasEffect: true } clause when GuardClause.Condition(clause, _nodes, Of) is { } condition:
                    if (condition.Known is not false)
                    {
                        _guards.Add(new GraphGuard([.. _path, (condition, true)], GuardClause.Exception));
                    }

                    if (condition.Known is true)
                    {
                        return new Thrown();
                    }

                    break;
                case If or Block or Loop or Call:
                    var outcome = statement.Operation switch
                    {
                        If choice => Choice(choice),
                        Block block => Caught(Body(block.Body), block.Label),
                        Loop loop => new GraphLoop(this, loop).Run(),
                        _ => Enter((Call)statement.Operation),
                    };
                    if (!outcome.Any(e => e.Label is null))
                    {
                        return outcome;
                    }

                    if (!outcome.Any(e => e.Label is not null))
                    {
                        Bind(statement.Results, Land(outcome));
                        break;
                    }

                    return GoingOn(outcome, values =>
                    {
                        Bind(statement.Results, values);
                        return From(region, i + 1);
                    });
                default:
                    Append(statement);
                    break;
            }
        }

        return new Ends(region.End.Label, [.. region.End.Values.Select(v => _values[v])], _memory.Copy());
    }

    /// <summary>Goes on where an outcome yields, as far as it does.</summary>
    /// <param name="outcome">The outcome: it yields here, and leaves there.</param>
    /// <param name="on">What comes then, given what is yielded.</param>
    public Outcome GoingOn(Outcome outcome, Func<IReadOnlyList<object>, Outcome> on)
    {
        var goesOn = outcome.Merge<object>(e => _nodes.Truth(e.Label is null), _nodes.Choose);
        bool isOpen = goesOn is GraphNode { Known: null };
        if (isOpen)
        {
            _path.Add(((GraphNode)goesOn!, true));
            if (_path.Count > MostOpenEnds)
            {
                throw new GraphException($"More than {MostOpenEnds} places where the method may break off, one behind the other, are too many for a graph.");
            }
        }

        var rest = on(Land(outcome));
        if (isOpen)
        {
            _path.RemoveAt(_path.Count - 1);
        }

        return outcome.Replace(e => e.Label is null ? rest : e);
    }

    /// <summary>What an outcome yields, whichever way it comes to that; memory is as it is then.</summary>
    /// <param name="outcome">The outcome.</param>
    public IReadOnlyList<object> Land(Outcome outcome)
    {
        _memory = outcome.Merge(
            e => e.Label is null ? e.Memory : null,
            (condition, then, otherwise) => GraphMemory.Choose(then, otherwise, (a, b) => _nodes.Choose(condition, a, b)))!.Copy();
        return outcome.Merge<IReadOnlyList<object>>(
            e => e.Label is null ? e.Values : null,
            (condition, then, otherwise) => [.. then.Zip(otherwise, (a, b) => _nodes.Choose(condition, a, b))])!;
    }

    /// <summary>Leaving for a label is yielding, from there on.</summary>
    public static Outcome Caught(Outcome outcome, string label) => outcome.Any(e => e.Label == label)
        ? outcome.Replace(e => e.Label == label ? new Ends(null, e.Values, e.Memory) : e)
        : outcome;

    /// <summary>One iteration of a loop.</summary>
    /// <param name="body">The body.</param>
    /// <param name="iteration">Which.</param>
    /// <param name="carried">The carried values.</param>
    public Outcome Iteration(Region body, int iteration, IReadOnlyList<object> carried)
    {
        Bind(body.Parameters, [_nodes.Integer(iteration), .. carried]);
        return Body(body);
    }

    /// <summary>What memory holds now, at an end that yields.</summary>
    public Ends Yields(IReadOnlyList<object> values) => new(null, values, _memory.Copy());

    /// <summary>What a value stands for.</summary>
    public object Of(Value value) => _values[value];

    /// <summary>The integer that a value is, whatever the inputs are.</summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What it says, for the refusal.</param>
    public int Known(Value value, string what) => _values[value] switch
    {
        GraphNode { Known: System.Numerics.BigInteger known } when known >= int.MinValue && known <= int.MaxValue => (int)known,
        Unknown unknown => throw new GraphException($"{what} is not known: {unknown.Reason}."),
        GraphNode node => throw new GraphException($"{what} depends on {Sources(node)}: a graph has a node for every operation, so it must be a constant or be fixed."),
        _ => throw new GraphException($"{what} is not known."),
    };

    private static string Sources(GraphNode node)
    {
        var seen = new HashSet<GraphNode>();
        var inputs = new List<string>();
        Visit(node);
        return inputs.Count == 0 ? "what is not known" : string.Join(", ", inputs.Select(i => $"'{i}'"));

        void Visit(GraphNode next)
        {
            if (seen.Add(next))
            {
                if (next.Kind == GraphNodeKind.Input)
                {
                    inputs.Add(next.Label);
                }

                foreach (var argument in next.Arguments)
                {
                    Visit(argument.From);
                }
            }
        }
    }

    private Outcome Choice(If choice)
    {
        if (_values[choice.Condition] is not GraphNode condition)
        {
            throw new GraphException($"What a condition is depends on something that is not in the graph: {((Unknown)_values[choice.Condition]).Reason}.");
        }

        if (condition.Known is bool known)
        {
            return Body(known ? choice.Then : choice.Else);
        }

        var before = _memory;
        var then = Arm(choice.Then, true);
        var otherwise = Arm(choice.Else, false);
        return new Split(condition, then, otherwise);

        Outcome Arm(Region arm, bool holds)
        {
            _memory = before.Copy();
            _path.Add((condition, holds));
            var outcome = Body(arm);
            _path.RemoveAt(_path.Count - 1);
            return outcome;
        }
    }

    private Outcome Enter(Call call)
    {
        if (_callee(call.Callee) is not { } callee)
        {
            throw new GraphException($"The method calls '{call.Callee}', which is not in the graph: its body is not known.");
        }

        if (++_calls > DeepestCall)
        {
            throw new GraphException($"Calls of '{call.Callee}' go more than {DeepestCall} deep: how deep may depend on what is not known.");
        }

        // A method that calls itself has its own values under the same numbers.
        var saved = new Dictionary<Value, object>(_values);
        for (int i = 0; i < callee.Function.Parameters.Count; i++)
        {
            _values[callee.Function.Parameters[i]] = saved[call.Arguments[i]];
        }

        var enclosing = _callee;
        _callee = callee.Callee;
        var outcome = Caught(Body(callee.Function.Body), Function.ReturnLabel);
        _callee = enclosing;
        _values.Clear();
        foreach (var pair in saved)
        {
            _values[pair.Key] = pair.Value;
        }

        _calls--;
        return outcome;
    }

    private void Bind(EquatableArray<Value> values, IReadOnlyList<object> bound)
    {
        for (int i = 0; i < values.Count; i++)
        {
            _values[values[i]] = bound[i] is GraphNode node ? GraphNodes.Called(node, values[i].Name) : bound[i];
        }
    }

    private void Append(Statement statement)
    {
        switch (statement.Operation)
        {
            case Constant constant:
                _values[statement.Result] = _nodes.Literally(constant.Literal);
                break;
            case Apply apply:
                _values[statement.Result] = _nodes.Apply(apply, statement.Result, [.. apply.Arguments.Select(a => _values[a])]);
                break;
            case Load load:
                var (from, at) = Place(load.Buffer, load.Index);
                _values[statement.Result] = _memory[from, at] is GraphNode loaded ? GraphNodes.Called(loaded, statement.Result.Name) : _memory[from, at];
                break;
            case Store store:
                var (into, index) = Place(store.Buffer, store.Index);
                _memory.Set(into, index, _values[store.Stored]);
                break;
            case Accumulate sum:
                var (total, term) = Place(sum.Buffer, sum.Index);
                _memory.Set(total, term, _nodes.Applied(sum.Added.Type, "Add", _memory[total, term], _values[sum.Added]));
                break;
            case Alloc { Length: { } length } alloc:
                int count = Known(length, "The length of an array");
                _values[statement.Result] = _memory.Add([.. Enumerable.Repeat(_nodes.Zero(alloc.Element), count < 0 ? throw new GraphException("An array has a negative length.") : count)]);
                break;
            case Length length:
                _values[statement.Result] = _nodes.Integer(Buffer(length.Buffer).Length);
                break;
            case Slice slice:
                var (whole, start, taken) = (Buffer(slice.Buffer), Known(slice.Start, "Where a slice begins"), Known(slice.Length, "The length of a slice"));
                _values[statement.Result] = start >= 0 && taken >= 0 && start + taken <= whole.Length
                    ? new GraphBuffer(whole.Allocation, whole.Start + start, taken)
                    : throw new GraphException($"The slice from {start} of length {taken} is not within its {whole.Length} elements.");
                break;
            case NoBuffer:
                _values[statement.Result] = new Unknown("an array that is null");
                break;

            // An array of the graph is not null.
            case External { HasEffect: false, Text: "((object){0} == null)" or "((object){0} != null)" } test when _values[test.Arguments[0]] is GraphBuffer:
                _values[statement.Result] = _nodes.Truth(test.Text.EndsWith("!= null)", StringComparison.Ordinal));
                break;
            case External { HasEffect: false } place when place.Text.StartsWith("global::SymDiff.Buffers.Index(", StringComparison.Ordinal):
                var (row, column, columns) = (Known(place.Arguments[0], "The row of an element"), Known(place.Arguments[1], "The column of an element"), Known(place.Arguments[2], "The number of columns"));
                _values[statement.Result] = column >= 0 && column < columns ? _nodes.Integer((row * columns) + column) : throw new GraphException($"The column {column} is beyond the {columns} columns of a matrix.");
                break;
            case External { HasEffect: false } external:
                foreach (var result in statement.Results)
                {
                    _values[result] = new Unknown($"'{Named(external)}' is C# that is not looked into");
                }

                break;
            case External external:
                throw new GraphException($"The method does '{Named(external)}', which is C# that is not looked into and has no place in a graph.");
            case Vector vector:
                throw new GraphException($"The method calls the vector function '{vector.Function}', which is not in the graph: write it as a loop.");
            default:
                throw new GraphException($"The graph has no {statement.Operation.GetType().Name}.");
        }
    }

    // The type, where one is made on the spot.
    private static string Thrown(string text) => text.StartsWith("throw new ", StringComparison.Ordinal) ? text.Substring(10).Split('(')[0].Replace("global::", "") : "an exception";

    private static string Named(External external) => external.Text.Replace("global::", "").Replace("{{", "{").Replace("}}", "}");

    private GraphBuffer Buffer(Value value) => _values[value] switch
    {
        GraphBuffer buffer => buffer,
        Unknown unknown => throw new GraphException($"An array is not known: {unknown.Reason}."),
        _ => throw new NotSupportedException($"{value} is no buffer."),
    };

    private (int Allocation, int Index) Place(Value buffer, Value index)
    {
        var memory = Buffer(buffer);
        int at = Known(index, $"An index into '{buffer.Name ?? "an array"}'");
        return at >= 0 && at < memory.Length ? (memory.Allocation, memory.Start + at) : throw new GraphException($"The index {at} is beyond the {memory.Length} elements of '{buffer.Name ?? "an array"}'.");
    }
}
