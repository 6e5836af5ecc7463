using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Graphs;

/// <summary>Local derivatives as formulas: a row's own rule, written into a function of the arguments and the result, tidied as emitted code is, and read back.</summary>
internal sealed class LocalDerivatives
{
    private readonly Dictionary<(string Primitive, int Argument, string Constants), Function> _made = [];

    /// <summary>Gives every wire into a node its local derivative.</summary>
    /// <param name="node">The node, whose arguments are connected.</param>
    public void Fill(GraphNode node)
    {
        if (!node.IsActive || !node.Type.IsReal)
        {
            return;
        }

        foreach (var edge in node.Arguments)
        {
            if (!edge.From.IsActive)
            {
                continue;
            }

            switch (node.Kind)
            {
                case GraphNodeKind.Result:
                    edge.Partial = Number(1);
                    break;
                case GraphNodeKind.Choice when edge.Argument > 0:
                    edge.Partial = new ChoiceExpression(new NodeExpression(node.Arguments[0].From), Number(edge.Argument == 1 ? 1 : 0), Number(edge.Argument == 1 ? 0 : 1));
                    break;
                case GraphNodeKind.Operation when node.Primitive!.Name == "Convert":
                    edge.Partial = Number(1);
                    break;
                case GraphNodeKind.Operation when edge.Argument < node.Primitive!.Partials.Count && node.Primitive.Partials[edge.Argument] is { } partial:
                    edge.Partial = Read(Make(node, edge.Argument, partial), node);
                    edge.IsStrong = partial.CanBeInfinite;
                    edge.IsStrongFactor = partial.IsStrongFactor;
                    break;
            }
        }
    }

    private static LiteralExpression Number(double value) => new(Literal.Of(IrType.Float64, value));

    // A parameter an argument, the result behind them; constants stand in it as they are.
    private Function Make(GraphNode node, int argument, Partial partial)
    {
        var constants = node.Arguments.Select(a => a.From.Kind == GraphNodeKind.Constant ? a.From.Literal : null).ToList();
        var key = (node.Primitive!.Name, argument, string.Join(",", constants.Select(c => c is null ? "" : $"{c}{c.Type}{c.Symbol}")));
        if (_made.TryGetValue(key, out var known))
        {
            return known;
        }

        var builder = new FunctionBuilder("partial");
        var parameters = node.Arguments.Select(a => builder.Parameter(a.From.Type, "x")).ToList();
        var result = builder.Parameter(node.Type, "r");
        var arguments = parameters.Select((p, i) => constants[i] is { } constant ? builder.Body.Constant(constant) : p).ToList();
        var rule = new RuleContext(builder.Body, node.Type, i => arguments[i], () => result)
        {
            IsOne = i => constants[i] is { Symbol: null, Type.IsReal: true, Real: 1 },
        };
        return _made[key] = Simplifier.Run(builder.Return(partial.Build(rule)), exactResults: 0);
    }

    private static GraphExpression Read(Function function, GraphNode node)
    {
        var known = new Dictionary<Value, GraphExpression>();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            known[function.Parameters[i]] = new NodeExpression(i < node.Arguments.Count ? node.Arguments[i].From : node);
        }

        return Read(function.Body, known);
    }

    private static GraphExpression Read(Region region, Dictionary<Value, GraphExpression> known)
    {
        foreach (var statement in region.Statements)
        {
            known[statement.Result] = statement.Operation switch
            {
                Constant constant => new LiteralExpression(constant.Literal),
                Apply apply => new PrimitiveExpression(PrimitiveTable.Get(apply.Primitive), statement.Result.Type, apply.Arguments.Select(a => known[a]).ToEquatableArray()) { IsChecked = apply.IsChecked },
                If choice => new ChoiceExpression(known[choice.Condition], Read(choice.Then, known), Read(choice.Else, known)),
                _ => throw new NotSupportedException($"A rule has no {statement.Operation.GetType().Name}."),
            };
        }

        return known[region.End.Values[0]];
    }
}
