using System.Globalization;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Graphs;

/// <summary>Formulas over nodes as expressions of C#.</summary>
/// <param name="named">Whether a node that the method has no name for is written out instead of named, where nothing else uses it.</param>
internal sealed class GraphText(bool named)
{
    // Nobody reads further, and a stack has an end.
    private const int DeepestText = 40;

    private int _depth;

    /// <summary>How a node is computed.</summary>
    public string Definition(GraphNode node) => node.Kind switch
    {
        GraphNodeKind.Input => node.Name,
        GraphNodeKind.Constant => Literal(node.Literal!),
        _ => Of(node).Text,
    };

    /// <summary>A formula.</summary>
    public string Print(GraphExpression expression) => Of(expression).Text;

    /// <summary>What a row is called in C#.</summary>
    public static string Function(Primitive row) => (row.CSharp.Home == CSharpHome.Number ? "double." : "Math.") + row.CSharp.Text;

    private static string Literal(Literal literal) => literal.Symbol is { } symbol ? symbol.Replace("global::System.", "").Replace("global::", "") : Literals.Text(literal);

    private (string Text, Precedence Binds) Of(GraphExpression expression) => expression switch
    {
        LiteralExpression literal => (Literal(literal.Literal), Literal(literal.Literal)[0] is '-' or '(' ? Precedence.Unary : Precedence.Primary),
        NodeExpression node => Operand(node.Node),
        ChoiceExpression choice => Choice(Of(choice.Condition), choice.Then, choice.Else, Of),
        PrimitiveExpression { Primitive.CSharp.Kind: CSharpFormKind.Conditional } guarded => Of(ConditionalForm.Of(guarded.Primitive, guarded.Type, [.. guarded.Arguments])),
        PrimitiveExpression applied => Apply(applied.Primitive, applied.Type, [.. applied.Arguments.Select(Of)]),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private (string Text, Precedence Binds) Operand(GraphNode node) => node.Kind switch
    {
        GraphNodeKind.Constant => Of(new LiteralExpression(node.Literal!)),
        GraphNodeKind.Input => (node.Name, Precedence.Primary),
        _ when named && !node.IsNamed && node.Uses.Count == 1 && _depth < DeepestText => Of(node),
        _ => (node.Name, Precedence.Primary),
    };

    private (string Text, Precedence Binds) Of(GraphNode node)
    {
        _depth++;
        var text = Written(node);
        _depth--;
        return text;
    }

    private (string Text, Precedence Binds) Written(GraphNode node) => node.Kind switch
    {
        GraphNodeKind.Result => Operand(node.Arguments[0].From),
        GraphNodeKind.Choice => Choice(Operand(node.Arguments[0].From), node.Arguments[1].From, node.Arguments[2].From, Operand),
        _ when node.Primitive!.CSharp.Kind == CSharpFormKind.Conditional =>
            Of(ConditionalForm.Of(node.Primitive, node.Type, [.. node.Arguments.Select(a => (GraphExpression)new NodeExpression(a.From))])),
        _ => Apply(node.Primitive!, node.Type, [.. node.Arguments.Select(a => Operand(a.From))]),
    };

    // `a || b` and `a && b` are choices of which one arm is a literal.
    private static (string Text, Precedence Binds) Choice<T>((string Text, Precedence Binds) condition, T then, T otherwise, Func<T, (string Text, Precedence Binds)> of)
    {
        var (a, b) = (of(then), of(otherwise));
        return a.Text == "true" ? ($"{At(condition, Precedence.OrElse)} || {At(b, Precedence.AndAlso)}", Precedence.OrElse)
            : b.Text == "false" ? ($"{At(condition, Precedence.AndAlso)} && {At(a, Precedence.Or)}", Precedence.AndAlso)
            : ($"{At(condition, Precedence.OrElse)} ? {At(a, Precedence.Conditional)} : {At(b, Precedence.Conditional)}", Precedence.Conditional);
    }

    private static (string Text, Precedence Binds) Apply(Primitive row, IrType type, IReadOnlyList<(string Text, Precedence Binds)> arguments)
    {
        switch (row.CSharp.Kind)
        {
            case CSharpFormKind.Identity:
                return arguments[0];
            case CSharpFormKind.Binary:
                var binds = Operators.PrecedenceOf(row.CSharp.Text);
                return ($"{At(arguments[0], binds)} {row.CSharp.Text} {At(arguments[1], binds + 1)}", binds);
            case CSharpFormKind.Unary:
                string operand = At(arguments[0], Precedence.Unary);
                return (row.CSharp.Text + (operand.StartsWith(row.CSharp.Text, StringComparison.Ordinal) ? $"({operand})" : operand), Precedence.Unary);
            case CSharpFormKind.Cast:
                return ($"({CSharpTypes.Name(type)}){At(arguments[0], Precedence.Primary)}", Precedence.Unary);
            default:
                return (string.Format(CultureInfo.InvariantCulture, "{0}({1})", Function(row), string.Join(", ", arguments.Select(a => a.Text))), Precedence.Primary);
        }
    }

    private static string At((string Text, Precedence Binds) part, Precedence least) => part.Binds >= least ? part.Text : $"({part.Text})";
}
