using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Graphs;

/// <summary>Formulas over nodes in LaTeX (with <c>amsmath</c>, for what depends on a case).</summary>
internal sealed class LatexText
{
    // How strongly a piece of mathematics holds together.
    private const int Sum = 0;
    private const int Product = 1;
    private const int Sign = 2;
    private const int Power = 3;
    private const int Atom = 4;

    // `{0}` is an argument in whatever brackets the macro has itself.
    private static readonly Dictionary<string, string> Macros = new(StringComparer.Ordinal)
    {
        ["Sqrt"] = @"\sqrt{{{0}}}",
        ["Cbrt"] = @"\sqrt[3]{{{0}}}",
        ["RootN"] = @"\sqrt[{1}]{{{0}}}",
        ["Abs"] = @"\left|{0}\right|",
        ["Floor"] = @"\left\lfloor {0} \right\rfloor",
        ["Ceiling"] = @"\left\lceil {0} \right\rceil",
        ["Exp"] = "e^{{{0}}}",
        ["Exp2"] = "2^{{{0}}}",
        ["Exp10"] = "10^{{{0}}}",
        ["Divide"] = @"\frac{{{0}}}{{{1}}}",
        ["StrongDivide"] = @"\frac{{{0}}}{{{1}}}",
        ["DivideOrZero"] = @"\frac{{{0}}}{{{1}}}",
    };

    private static readonly Dictionary<string, string> Functions = new(StringComparer.Ordinal)
    {
        ["Log"] = @"\ln",
        ["Log2"] = @"\log_{2}",
        ["Log10"] = @"\log_{10}",
        ["Sin"] = @"\sin",
        ["Cos"] = @"\cos",
        ["Tan"] = @"\tan",
        ["Asin"] = @"\arcsin",
        ["Acos"] = @"\arccos",
        ["Atan"] = @"\arctan",
        ["Sinh"] = @"\sinh",
        ["Cosh"] = @"\cosh",
        ["Tanh"] = @"\tanh",
        ["Max"] = @"\max",
        ["Min"] = @"\min",
    };

    private static readonly Dictionary<string, string> Relations = new(StringComparer.Ordinal)
    {
        ["Less"] = "<",
        ["LessOrEqual"] = @"\le",
        ["Greater"] = ">",
        ["GreaterOrEqual"] = @"\ge",
        ["Equal"] = "=",
        ["NotEqual"] = @"\ne",
        ["And"] = @"\wedge",
        ["Or"] = @"\vee",
        ["Xor"] = @"\oplus",
    };

    /// <summary>How a node is computed.</summary>
    public string Definition(GraphNode node) => node.Kind switch
    {
        GraphNodeKind.Input => LatexNames.Of(node),
        GraphNodeKind.Constant => Literal(node.Literal!).Text,
        GraphNodeKind.Result => Operand(node.Arguments[0].From).Text,
        GraphNodeKind.Choice => Cases(Operand(node.Arguments[0].From).Text, Operand(node.Arguments[1].From).Text, Operand(node.Arguments[2].From).Text),
        _ => Print(new PrimitiveExpression(node.Primitive!, node.Type, node.Arguments.Select(a => (GraphExpression)new NodeExpression(a.From)).ToEquatableArray())),
    };

    /// <summary>A formula.</summary>
    public string Print(GraphExpression expression) => Of(expression).Text;

    private static (string Text, int Binds) Operand(GraphNode node) => node.Kind == GraphNodeKind.Constant ? Literal(node.Literal!) : (LatexNames.Of(node), Atom);

    private static (string Text, int Binds) Literal(Literal literal)
    {
        string text = GraphLabels.Of(literal).Replace("−", "-");
        int exponent = text.IndexOf('E');
        text = text == "π" ? @"\pi"
            : literal.Symbol is not null && text.Length > 1 ? $@"\mathrm{{{text.Replace("_", @"\_")}}}"
            : literal.Type.IsReal && double.IsInfinity(literal.Real) ? (literal.Real < 0 ? @"-\infty" : @"\infty")
            : literal.Type.IsReal && double.IsNaN(literal.Real) ? @"\mathrm{NaN}"
            : exponent > 0 && literal.Type.IsReal ? $@"{text.Substring(0, exponent)} \cdot 10^{{{text.Substring(exponent + 1).TrimStart('+')}}}"
            : literal.Type.Kind == TypeKind.Bool ? $@"\mathrm{{{text}}}"
            : text;
        return (text, text[0] == '-' ? Sign : exponent > 0 ? Product : Atom);
    }

    private (string Text, int Binds) Of(GraphExpression expression) => expression switch
    {
        LiteralExpression literal => Literal(literal.Literal),
        NodeExpression node => Operand(node.Node),
        ChoiceExpression { Then: LiteralExpression { Literal: { Type.Kind: TypeKind.Bool, Bits: not 0 } } } or => ($@"{Print(or.Condition)} \vee {Print(or.Else)}", Sum),
        ChoiceExpression { Else: LiteralExpression { Literal: { Type.Kind: TypeKind.Bool, Bits: 0 } } } and => ($@"{Print(and.Condition)} \wedge {Print(and.Then)}", Sum),
        ChoiceExpression choice => (Cases(Print(choice.Condition), Print(choice.Then), Print(choice.Else)), Atom),
        PrimitiveExpression applied => Apply(applied),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private static string Cases(string condition, string then, string otherwise) =>
        $@"\begin{{cases}} {then} & \text{{if }} {condition} \\ {otherwise} & \text{{otherwise}} \end{{cases}}";

    private (string Text, int Binds) Apply(PrimitiveExpression applied)
    {
        string name = applied.Primitive.Name;
        var arguments = applied.Arguments.Select(Of).ToList();
        object[] bare = [.. arguments.Select(a => (object)a.Text)];
        if (Macros.TryGetValue(name, out string? macro))
        {
            return (string.Format(System.Globalization.CultureInfo.InvariantCulture, macro, bare), name.StartsWith("Exp", StringComparison.Ordinal) ? Power : Atom);
        }

        if (Relations.TryGetValue(name, out string? relation))
        {
            return ($"{At(arguments[0], Product)} {relation} {At(arguments[1], Product)}", Sum);
        }

        switch (name)
        {
            case "Add":
                return ($"{At(arguments[0], Sum)} + {Behind(arguments[1])}", Sum);
            case "Subtract":
                return ($"{At(arguments[0], Sum)} - {Behind(arguments[1])}", Sum);
            case "Negate":
                return ("-" + At(arguments[0], Product), Sign);
            case "Multiply" or PrimitiveTable.StrongMultiply:
                string right = At(arguments[1], Power);
                return (At(arguments[0], Product) + (char.IsDigit(right[0]) ? @" \cdot " : @"\,") + right, Product);
            case "Pow":
                return ($"{{{At(arguments[0], Atom)}}}^{{{arguments[1].Text}}}", Power);
            case "Not":
                return ($@"\neg {At(arguments[0], Power)}", Sign);
            case "Convert" or "StopGradient":
                return arguments[0];
            case "LogToBase":
                return ($@"\log_{{{arguments[1].Text}}}\left({arguments[0].Text}\right)", Atom);
        }

        if (applied.Primitive.CSharp.Kind == CSharpFormKind.Conditional)
        {
            return Of(ConditionalForm.Of(applied.Primitive, applied.Type, [.. applied.Arguments]));
        }

        string function = Functions.TryGetValue(name, out string? known) ? known : $@"\operatorname{{{char.ToLowerInvariant(name[0]) + name.Substring(1)}}}";
        return ($@"{function}\left({string.Join(", ", bare)}\right)", Atom);
    }

    // Two signs do not stand beside each other.
    private static string Behind((string Text, int Binds) part) => part.Text[0] == '-' ? $@"\left({part.Text}\right)" : At(part, Product);

    private static string At((string Text, int Binds) part, int least) => part.Binds >= least ? part.Text : $@"\left({part.Text}\right)";
}
