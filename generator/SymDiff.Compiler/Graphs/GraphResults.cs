using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Graphs;

/// <summary>The results of a graph: what the function returns, and what the buffers hold in the end that are results.</summary>
internal sealed class GraphResults(GraphOptions options, GraphNodes nodes, GraphMemory memory)
{
    /// <summary>A node a number.</summary>
    /// <param name="function">The function.</param>
    /// <param name="returned">What it returns.</param>
    /// <param name="of">What a parameter is.</param>
    public List<GraphNode> Of(Function function, IReadOnlyList<object> returned, Func<Value, object> of)
    {
        var results = new List<GraphNode>();
        for (int i = 0; i < returned.Count; i++)
        {
            Add(results, returned[i], options.ResultNames.Count > i ? options.ResultNames[i] : returned.Count == 1 ? function.Name : $"{function.Name}_{i + 1}");
        }

        for (int i = 0; i < options.IsOutput.Count; i++)
        {
            if (options.IsOutput[i])
            {
                Add(results, of(function.Parameters[i]), function.Parameters[i].Name ?? function.Name);
            }
        }

        return results;
    }

    private void Add(List<GraphNode> results, object value, string name)
    {
        switch (value)
        {
            case GraphBuffer buffer:
                for (int i = 0; i < buffer.Length; i++)
                {
                    Add(results, memory[buffer.Allocation, buffer.Start + i], $"{name}[{i}]");
                }

                break;
            case GraphNode node:
                results.Add(nodes.Result(node, name));
                break;
            default:
                throw new GraphException($"The result '{name}' is not in the graph: {((Unknown)value).Reason}.");
        }
    }
}
