using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Graphs;

/// <summary>Makes nodes: numbers that are known are folded where they are no real ones, and a choice of one and the same is none.</summary>
internal sealed class GraphNodes(GraphOptions options)
{
    private readonly List<GraphNode> _all = [];
    private readonly LocalDerivatives _derivatives = new();
    private int _operations;

    /// <summary>All that were made, every one behind its arguments.</summary>
    public IReadOnlyList<GraphNode> All => _all;

    /// <summary>A node under the name that the method has for it; the first one stays.</summary>
    public static GraphNode Called(GraphNode node, string? name)
    {
        if (name is not null && !node.IsNamed && node.Kind is GraphNodeKind.Operation or GraphNodeKind.Choice)
        {
            (node.Name, node.IsNamed) = (name, true);
        }

        return node;
    }

    /// <summary>An input.</summary>
    public GraphNode Input(IrType type, string name, bool isActive) =>
        Add(new GraphNode(GraphNodeKind.Input, type, name) { Name = name, IsNamed = true, IsActive = isActive && type.IsReal }, []);

    /// <summary>A number.</summary>
    public GraphNode Constant(Literal literal) =>
        Add(new GraphNode(GraphNodeKind.Constant, literal.Type, GraphLabels.Of(literal)) { Literal = literal, Known = ScalarMath.Value(literal) }, []);

    /// <summary>An <c>int</c>.</summary>
    public GraphNode Integer(int value) => Constant(Literal.Of(IrType.Int32, (long)value));

    /// <summary>A truth value.</summary>
    public GraphNode Truth(bool value) => Constant(Literal.Of(value));

    /// <summary>A number that may be of another width.</summary>
    public object Literally(Literal literal) => Supported(literal.Type) ? Constant(literal) : new Unknown($"{GraphLabels.Of(literal)} is {Emit.CSharpTypes.Name(literal.Type)}, and the graph is one of doubles");

    /// <summary>What an element of new memory is.</summary>
    public object Zero(IrType type) => type.IsBuffer ? new Unknown("an array that is null") : Literally(Literal.Zero(type));

    /// <summary>A row of the table applied that is not written in the method.</summary>
    public object Applied(IrType type, string primitive, params object[] arguments) => Apply(new Apply(primitive, default), new Value(0, type), arguments);

    /// <summary>A result.</summary>
    public GraphNode Result(GraphNode of, string name)
    {
        var result = Add(new GraphNode(GraphNodeKind.Result, of.Type, name) { Name = name, IsNamed = true }, [of]);
        if (of.Kind is GraphNodeKind.Operation or GraphNodeKind.Choice && of.Name.Length == 0)
        {
            of.Name = name;
        }

        return result;
    }

    /// <summary>A row of the table applied.</summary>
    /// <param name="apply">The operation.</param>
    /// <param name="result">What it defines.</param>
    /// <param name="arguments">Its arguments.</param>
    public object Apply(Apply apply, Value result, IReadOnlyList<object> arguments)
    {
        // What a library computes is not in the graph; its definition is.
        if (apply.Primitive == PrimitiveTable.Instead)
        {
            return arguments[1];
        }

        if (arguments.OfType<Unknown>().FirstOrDefault() is { } unknown)
        {
            return unknown;
        }

        if (!Supported(result.Type))
        {
            return new Unknown($"'{result.Name ?? apply.Primitive}' is no double, and the graph is one of doubles");
        }

        var row = PrimitiveTable.Get(apply.Primitive);
        GraphNode[] nodes = [.. arguments.Cast<GraphNode>()];
        object? known = nodes.All(n => n.Known is not null) ? Fold(row, apply, result.Type, nodes) : null;
        if (known is not null && (!result.IsReal || row.Name == "Convert"))
        {
            return Constant(ScalarMath.Literal(result.Type, known));
        }

        var node = new GraphNode(GraphNodeKind.Operation, result.Type, GraphLabels.Of(row, result.Type)) { Primitive = row, IsChecked = apply.IsChecked, Known = known };
        return Called(Counted(Add(node, nodes)), result.Name);
    }

    /// <summary>One of two values.</summary>
    /// <param name="condition">What decides.</param>
    /// <param name="then">Where it holds.</param>
    /// <param name="otherwise">Where it does not.</param>
    public object Choose(GraphNode condition, object then, object otherwise)
    {
        if (ReferenceEquals(then, otherwise) || Equals(then, otherwise))
        {
            return then;
        }

        if (condition.Known is bool known)
        {
            return known ? then : otherwise;
        }

        if (then is not GraphNode a || otherwise is not GraphNode b)
        {
            return new Unknown(then is Unknown one ? one.Reason : otherwise is Unknown other ? other.Reason : "which array is meant depends on a condition");
        }

        if (a.Known is bool x && b.Known is bool y)
        {
            return x == y ? a : x ? condition : Not(condition);
        }

        if (a.Kind == GraphNodeKind.Constant && b.Kind == GraphNodeKind.Constant && a.Literal == b.Literal)
        {
            return a;
        }

        return Counted(Add(new GraphNode(GraphNodeKind.Choice, a.Type, "? :"), [condition, a, b]));
    }

    private static bool Supported(IrType type) => type == IrType.Float64 || type.Kind is TypeKind.Integer or TypeKind.Bool;

    private static object? Fold(Primitive row, Apply apply, IrType type, GraphNode[] arguments)
    {
        try
        {
            return ScalarMath.Evaluate(row, type, [.. arguments.Select(a => a.Known!)], apply.IsChecked);
        }
        catch (GraphException)
        {
            // It throws where it is reached, if it is.
            return null;
        }
    }

    private GraphNode Not(GraphNode condition) =>
        Counted(Add(new GraphNode(GraphNodeKind.Operation, IrType.Bool, GraphLabels.Of(PrimitiveTable.Get("Not"), IrType.Bool)) { Primitive = PrimitiveTable.Get("Not") }, [condition]));

    private GraphNode Counted(GraphNode node) => ++_operations <= options.MostOperations ? node
        : throw new GraphException($"The method has more than {options.MostOperations} operations when its loops are unrolled, which is too many for a graph.");

    private GraphNode Add(GraphNode node, IReadOnlyList<GraphNode> arguments)
    {
        node.Index = _all.Count;
        node.Arguments = [.. arguments.Select((a, i) => new GraphEdge(a, node, i))];
        node.IsActive |= node.Type.IsReal && arguments.Any(a => a.IsActive);
        _derivatives.Fill(node);
        _all.Add(node);
        return node;
    }
}
