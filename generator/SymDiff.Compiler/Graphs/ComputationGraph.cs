using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Graphs;

/// <summary>
/// The computation graph of a method: one node a number, one wire a use of it, with the local derivative along each wire. Choices are nodes, loops are unrolled, calls whose body is known are read in
/// place. It is made of the intermediate form that derivatives are emitted from, and its local derivatives of the rules that the emitter uses.
/// </summary>
public sealed class ComputationGraph
{
    private ComputationGraph(IReadOnlyList<GraphNode> nodes, IReadOnlyList<GraphGuard> guards)
    {
        Nodes = nodes;
        Guards = guards;
        Inputs = [.. nodes.Where(n => n.Kind == GraphNodeKind.Input)];
        Results = [.. nodes.Where(n => n.Kind == GraphNodeKind.Result)];
    }

    /// <summary>All nodes, every one behind its arguments.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The inputs, in the order of the parameters.</summary>
    public IReadOnlyList<GraphNode> Inputs { get; }

    /// <summary>The results, in order.</summary>
    public IReadOnlyList<GraphNode> Results { get; }

    /// <summary>All wires, by the node that uses them.</summary>
    public IEnumerable<GraphEdge> Edges => Nodes.SelectMany(n => n.Arguments);

    internal IReadOnlyList<GraphGuard> Guards { get; }

    /// <summary>The graph of a function.</summary>
    /// <param name="function">The function, as the front end reads it.</param>
    /// <param name="options">What has to be known besides; null for nothing.</param>
    /// <exception cref="GraphException">It has no graph: it depends on something that is not known how often a loop runs, or it calls what is not in the graph.</exception>
    public static ComputationGraph Of(Function function, GraphOptions? options = null)
    {
        var made = new GraphBuilder(options ?? new GraphOptions()).Run(function ?? throw new ArgumentNullException(nameof(function)));
        return new ComputationGraph(made.Nodes, made.Guards);
    }

    /// <summary>The node of that name; results are called otherwise only where what makes them has a name of its own.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="GraphException">There is none.</exception>
    public GraphNode Node(string name) => Nodes.FirstOrDefault(n => n.Name == name) ?? throw new GraphException($"The graph has no node called '{name}'.");

    /// <summary>The value of every node, and the derivative of the result by every node.</summary>
    /// <param name="arguments">A value an input, in their order; integers as they are, truth as 1 and 0.</param>
    /// <exception cref="GraphException">There are not as many values as inputs, the method throws there, or it is not known which result is meant.</exception>
    public GraphEvaluation Evaluate(params double[] arguments) => Evaluate((IReadOnlyList<double>)arguments);

    /// <summary>The value of every node, and the derivative of a result by every node.</summary>
    /// <param name="arguments">A value an input, in their order; integers as they are, truth as 1 and 0.</param>
    /// <param name="result">The result that is differentiated; null for the only one that can be.</param>
    /// <exception cref="GraphException">There are not as many values as inputs, the method throws there, or it is not known which result is meant.</exception>
    public GraphEvaluation Evaluate(IReadOnlyList<double> arguments, GraphNode? result = null)
    {
        _ = arguments ?? throw new ArgumentNullException(nameof(arguments));
        if (arguments.Count != Inputs.Count)
        {
            throw new GraphException($"The graph has {Inputs.Count} inputs ({string.Join(", ", Inputs)}), and {arguments.Count} values are given.");
        }

        if (result is not null && !Results.Contains(result))
        {
            throw new GraphException($"'{result}' is no result of the graph.");
        }

        var real = Results.Where(r => r.Type.IsReal).ToList();
        return new GraphEvaluation(this, arguments, result ?? (real.Count == 1 ? real[0] : throw new GraphException(
            real.Count == 0 ? "The method has no real result." : $"The method has several results ({string.Join(", ", real)}): say which one is differentiated.")));
    }
}

/// <summary>Something that the method throws, and what must hold for it.</summary>
/// <param name="Path">Conditions, the outermost first, each with the truth that it must have.</param>
/// <param name="Text">What it throws.</param>
internal sealed record GraphGuard(IReadOnlyList<(GraphNode Condition, bool Holds)> Path, string Text);
