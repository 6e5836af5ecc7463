using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Graphs;

/// <summary>What the parameters of a function are in its graph: inputs, memory full of inputs, or numbers that were said.</summary>
internal sealed class GraphEntry(GraphOptions options, GraphNodes nodes, GraphMemory memory)
{
    /// <summary>What a parameter is.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="isActive">Whether derivatives are taken with respect to it.</param>
    public object Enter(Value parameter, bool isActive)
    {
        string name = parameter.Name ?? "x";
        if (parameter.Type.IsBuffer)
        {
            if (!Scalar(parameter.Type.Element!))
            {
                return new Unknown($"'{name}' is an array of {parameter.Type.Element}");
            }

            return options.Lengths.TryGetValue(name, out int length)
                ? memory.Add([.. Enumerable.Range(0, length).Select(i => (object)nodes.Input(parameter.Type.Element!, Element(name, i), isActive))])
                : throw new GraphException($"How long '{name}' is must be said: a graph has a node for every element.");
        }

        if (!Scalar(parameter.Type))
        {
            return new Unknown(parameter.Type.IsReal ? $"'{name}' is no double, and the graph is one of doubles" : $"'{name}' is C# that is not looked into");
        }

        return parameter.Type.Kind == TypeKind.Integer && options.Integers.TryGetValue(name, out long fixedTo)
            ? nodes.Constant(Literal.Of(parameter.Type, fixedTo))
            : nodes.Input(parameter.Type, name, isActive);
    }

    // A matrix is the buffer of its rows, with the numbers of both as further parameters.
    private string Element(string name, int index) =>
        options.Integers.TryGetValue(MethodSignature.ColumnsOf(name), out long columns) && columns > 0 && options.Integers.ContainsKey(MethodSignature.RowsOf(name))
            ? $"{name}[{index / columns}, {index % columns}]"
            : $"{name}[{index}]";

    private static bool Scalar(IrType type) => type == IrType.Float64 || type.Kind is TypeKind.Integer or TypeKind.Bool;
}
