using System.Numerics;

namespace SymDiff.Compiler.Graphs;

/// <summary>What a node is worth at the given inputs.</summary>
/// <param name="IsReached">Whether it is computed there, as an input always is; else it is in an arm of a choice that is not taken, and has neither value nor derivative.</param>
/// <param name="Value">Its value; of a truth value 1 or 0.</param>
/// <param name="Derivative">The derivative of the result by it; null where there is none to be taken: it does not depend on an input that derivatives are taken with respect to.</param>
public readonly record struct NodeValue(bool IsReached, double Value, double? Derivative);

/// <summary>What flows back along a wire: <see cref="Upstream"/> × <see cref="Local"/> = <see cref="Downstream"/>.</summary>
/// <param name="Upstream">The derivative of the result by the node that the wire goes to.</param>
/// <param name="Local">The derivative of that node by this argument.</param>
/// <param name="Downstream">What the wire adds to the derivative by the node that it comes from.</param>
public readonly record struct EdgeValue(double Upstream, double Local, double Downstream);

/// <summary>The values of a graph at given inputs, forward, and the derivatives of a result, backward.</summary>
public sealed class GraphEvaluation
{
    private readonly ComputationGraph _graph;
    private readonly object?[] _values;
    private readonly double?[] _derivatives;
    private readonly Dictionary<GraphEdge, EdgeValue> _edges = [];

    internal GraphEvaluation(ComputationGraph graph, IReadOnlyList<double> arguments, GraphNode result)
    {
        _graph = graph;
        Result = result;
        _values = new object?[graph.Nodes.Count];
        _derivatives = new double?[graph.Nodes.Count];
        for (int i = 0; i < arguments.Count; i++)
        {
            _values[graph.Inputs[i].Index] = Entering(graph.Inputs[i], arguments[i]);
        }

        Forward(graph);
        Backward(graph);
    }

    /// <summary>The result that was differentiated.</summary>
    public GraphNode Result { get; }

    /// <summary>The derivatives by the inputs that derivatives are taken with respect to, in order.</summary>
    public IReadOnlyList<double> Gradient => [.. _graph.Inputs.Where(i => i.IsActive).Select(i => this[i].Derivative ?? 0)];

    /// <summary>What a node is worth.</summary>
    /// <param name="node">A node of the graph.</param>
    public NodeValue this[GraphNode node] => _values[Own(node)] is not { } value ? new NodeValue(false, double.NaN, null)
        : new NodeValue(true, Number(value), node.IsActive ? _derivatives[node.Index] ?? 0 : null);

    /// <summary>What flows back along a wire; null where nothing does: there is no local derivative, or the wire does not lead to the result at these inputs.</summary>
    /// <param name="edge">A wire of the graph.</param>
    public EdgeValue? this[GraphEdge edge] => _edges.TryGetValue(edge ?? throw new ArgumentNullException(nameof(edge)), out var value) ? value : null;

    private int Own(GraphNode node) => node is not null && node.Index < _graph.Nodes.Count && ReferenceEquals(_graph.Nodes[node.Index], node)
        ? node.Index : throw new GraphException("The node is not one of this graph.");

    private static double Number(object value) => value switch
    {
        double real => real,
        BigInteger integer => (double)integer,
        _ => (bool)value ? 1 : 0,
    };

    private static object Entering(GraphNode input, double value) => input.Type.Kind switch
    {
        IR.TypeKind.Real => value,
        IR.TypeKind.Bool => value is 0 or 1 ? value == 1 : throw new GraphException($"'{input}' is a truth value: 1 or 0, not {GraphLabels.Number(value)}."),
        _ => Math.Floor(value) == value && ScalarMath.Fits(input.Type, new BigInteger(value))
            ? new BigInteger(value)
            : throw new GraphException($"'{input}' is an integer of the type {Emit.CSharpTypes.Name(input.Type)}, not {GraphLabels.Number(value)}."),
    };

    // From the results back to what they need, so that arms that are not taken are not computed: what they hold may throw, or be no number. Deep graphs need a stack of their own.
    private void Forward(ComputationGraph graph)
    {
        foreach (var guard in graph.Guards)
        {
            if (guard.Path.All(p => (bool)Demand(p.Condition) == p.Holds))
            {
                throw new GraphException($"The method throws {guard.Text} at these inputs.");
            }
        }

        foreach (var result in graph.Results)
        {
            Demand(result);
        }
    }

    private object Demand(GraphNode wanted)
    {
        var stack = new Stack<GraphNode>();
        stack.Push(wanted);
        while (stack.Count > 0)
        {
            var node = stack.Peek();
            if (_values[node.Index] is not null)
            {
                stack.Pop();
                continue;
            }

            int waiting = stack.Count;
            foreach (var argument in Needed(node))
            {
                if (_values[argument.Index] is null)
                {
                    stack.Push(argument);
                }
            }

            if (stack.Count == waiting)
            {
                _values[node.Index] = Compute(node);
                stack.Pop();
            }
        }

        return _values[wanted.Index]!;
    }

    private IEnumerable<GraphNode> Needed(GraphNode node) => node.Kind != GraphNodeKind.Choice ? node.Arguments.Select(a => a.From)
        : _values[node.Arguments[0].From.Index] is { } condition ? [node.Arguments[(bool)condition ? 1 : 2].From]
        : [node.Arguments[0].From];

    private object Compute(GraphNode node) => node.Kind switch
    {
        GraphNodeKind.Constant => ScalarMath.Value(node.Literal!),
        GraphNodeKind.Result => _values[node.Arguments[0].From.Index]!,
        GraphNodeKind.Choice => _values[Needed(node).Single().Index]!,
        _ => ScalarMath.Evaluate(node.Primitive!, node.Type, [.. node.Arguments.Select(a => _values[a.From.Index]!)], node.IsChecked),
    };

    // What nothing came back to is not gone through: it contributes exactly 0, even where a local derivative is infinite.
    private void Backward(ComputationGraph graph)
    {
        _derivatives[Result.Index] = 1;
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = graph.Nodes[i];
            if (_derivatives[i] is not { } upstream)
            {
                continue;
            }

            foreach (var edge in node.Arguments)
            {
                if (edge.Partial is null || (node.Kind == GraphNodeKind.Choice && !ReferenceEquals(Taken(node), edge)))
                {
                    continue;
                }

                double local = (double)ScalarMath.Evaluate(edge.Partial, n => Demand(n));
                double downstream = (edge.IsStrong && upstream == 0) || (edge.IsStrongFactor && local == 0) ? 0 : upstream * local;
                _edges[edge] = new EdgeValue(upstream, local, downstream);
                _derivatives[edge.From.Index] = _derivatives[edge.From.Index] is { } sum ? sum + downstream : downstream;
            }
        }
    }

    private GraphEdge Taken(GraphNode choice) => choice.Arguments[(bool)_values[choice.Arguments[0].From.Index]! ? 1 : 2];
}
