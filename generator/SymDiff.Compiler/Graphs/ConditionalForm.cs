using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Graphs;

/// <summary>The rows that C# has no name for, as the conditional expressions that they are written as: read from the very text that the emitter prints.</summary>
internal sealed class ConditionalForm
{
    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">"];

    private readonly string[] _tokens;
    private readonly IrType _type;
    private readonly IReadOnlyList<GraphExpression> _arguments;
    private int _next;

    private ConditionalForm(string text, IrType type, IReadOnlyList<GraphExpression> arguments)
    {
        _tokens = text.Replace("(", "( ").Replace(")", " )").Replace("-{", "- {").Split([' '], StringSplitOptions.RemoveEmptyEntries);
        _type = type;
        _arguments = arguments;
    }

    /// <summary>A row applied, as choices.</summary>
    /// <param name="row">A row whose form is conditional.</param>
    /// <param name="type">What results.</param>
    /// <param name="arguments">Its arguments.</param>
    public static GraphExpression Of(Primitive row, IrType type, IReadOnlyList<GraphExpression> arguments)
    {
        var form = new ConditionalForm(row.CSharp.Text, type, arguments);
        var read = form.Choice();
        return form._next == form._tokens.Length ? read : throw new FormatException($"'{row.CSharp.Text}' is read up to its word {form._next} only.");
    }

    private GraphExpression Choice()
    {
        var condition = Either();
        if (!Takes("?"))
        {
            return condition;
        }

        var then = Choice();
        Expect(":");
        return new ChoiceExpression(condition, then, Choice());
    }

    private GraphExpression Either()
    {
        var left = Both();
        while (Takes("||"))
        {
            left = new ChoiceExpression(left, Truth(true), Both());
        }

        return left;
    }

    private GraphExpression Both()
    {
        var left = Comparison();
        while (Takes("&&"))
        {
            left = new ChoiceExpression(left, Comparison(), Truth(false));
        }

        return left;
    }

    private GraphExpression Comparison()
    {
        var left = Product();
        string? op = Comparisons.FirstOrDefault(Takes);
        return op is null ? left : Apply(PrimitiveTable.All.Single(p => p.Result == ResultType.Bool && p.CSharp.Text == op), IrType.Bool, left, Product());
    }

    private GraphExpression Product()
    {
        var left = Operand();
        return Takes("*") ? Apply(PrimitiveTable.Get("Multiply"), _type, left, Operand())
            : Takes("/") ? Apply(PrimitiveTable.Get("Divide"), _type, left, Operand())
            : left;
    }

    private GraphExpression Operand()
    {
        if (Takes("("))
        {
            var inner = Choice();
            Expect(")");
            return inner;
        }

        if (Takes("-"))
        {
            return Apply(PrimitiveTable.Get("Negate"), _type, Operand());
        }

        string token = _tokens[_next++];
        return token switch
        {
            "{0}" or "{1}" or "{2}" => _arguments[token[1] - '0'],
            "{one}" => Number(1),
            "{zero}" => Number(0),
            "{half}" => Number(0.5),
            "{nan}" => Number(double.NaN),
            _ => throw new FormatException($"'{token}' is no operand."),
        };
    }

    private static PrimitiveExpression Apply(Primitive row, IrType type, params GraphExpression[] arguments) => new(row, type, new(arguments));

    private LiteralExpression Number(double value) => new(Literal.Of(_type, value));

    private static LiteralExpression Truth(bool value) => new(Literal.Of(value));

    private bool Takes(string token)
    {
        bool isNext = _next < _tokens.Length && _tokens[_next] == token;
        _next += isNext ? 1 : 0;
        return isNext;
    }

    private void Expect(string token)
    {
        if (!Takes(token))
        {
            throw new FormatException($"'{token}' is missing.");
        }
    }
}
