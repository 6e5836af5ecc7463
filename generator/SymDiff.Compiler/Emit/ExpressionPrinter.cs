using System.Globalization;
using System.Text;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>Whether the place that an expression stands in says what happens on integer overflow.</summary>
internal enum Overflow
{
    /// <summary>It is up to the user's project.</summary>
    Unsaid,

    /// <summary>Inside <c>checked(…)</c>.</summary>
    Checked,

    /// <summary>Inside <c>unchecked(…)</c>.</summary>
    Unchecked,
}

/// <summary>Writes values as C# expressions, with the parentheses that the order of floating-point operations needs and no others.</summary>
/// <param name="folded">The function.</param>
/// <param name="name">The name of a value that has one.</param>
/// <param name="capabilities">What the text may use.</param>
/// <param name="qualifier">What stands before <c>Math</c>.</param>
/// <param name="memory">How memory is written.</param>
internal sealed partial class ExpressionPrinter(
    FoldedFunction folded,
    Func<Value, string> name,
    Capabilities capabilities,
    string qualifier = ExpressionPrinter.Qualified,
    MemoryText? memory = null)
{
    /// <summary>The qualifier that nothing in the user's code can hide.</summary>
    public const string Qualified = "global::System.";

    private readonly StringBuilder _text = new();
    private readonly Overflow _outside = capabilities.IsUnchecked ? Overflow.Unchecked : Overflow.Unsaid;

    /// <summary>The value as an expression.</summary>
    /// <param name="value">The value.</param>
    /// <param name="least">The weakest precedence that needs no parentheses where the expression is to stand.</param>
    public string Print(Value value, Precedence least = Precedence.Any)
    {
        _text.Clear();
        Write(value, least, _outside);
        return _text.ToString();
    }

    /// <summary>The expression of a statement whose value gets a name, or that is run for its effect.</summary>
    public string PrintDefinition(Node node)
    {
        _text.Clear();
        WriteDefinition(node, Precedence.Any, _outside);
        return _text.ToString();
    }

    private void Write(Value value, Precedence least, Overflow context)
    {
        if (folded.Inlined(value) is { } node)
        {
            WriteDefinition(node, least, context);
        }
        else if (folded.Number(folded.Resolve(value)) is { } number)
        {
            string offset = Math.Abs(number.Offset).ToString(CultureInfo.InvariantCulture);
            Parenthesized(number.Offset == 0 ? Precedence.Primary : Precedence.Additive, least, () =>
                _text.Append(name(number.Variable)).Append(number.Offset == 0 ? "" : number.Offset < 0 ? " + " + offset : " - " + offset));
        }
        else
        {
            _text.Append(name(folded.Resolve(value)));
        }
    }

    private void WriteDefinition(Node node, Precedence least, Overflow context)
    {
        switch (node.Operation)
        {
            case Constant constant:
                string literal = Literals.Text(constant.Literal);
                Parenthesized(literal[0] is '-' or '(' ? Precedence.Unary : Precedence.Primary, least, () => _text.Append(literal));
                break;
            case Apply apply:
                WriteInContext(node, apply, least, context);
                break;
            case If choice:
                WriteChoice(choice, Shapes.IndexOf(node.Statement.Results, node.Live[0]), least, context);
                break;
            case SineAndCosine both:
                WriteMath(CSharpForm.Math("SinCos"), EquatableArray.Of(both.Argument), least, context);
                break;
            case Load load:
                WriteElement(load.Buffer, load.Index, isRead: true);
                break;
            case Length length:
                Write(length.Buffer, Precedence.Primary, context);
                _text.Append(".Length");
                break;
            case Slice { IsRow: true }:
                WriteCall("global::SymDiff.Buffers.Row", node.Operation.Operands, context);
                break;
            case Slice slice when memory?.IsArray(folded.Resolve(slice.Buffer)) == true:
                WriteCall($"new {memory.TypeOf(slice.Buffer.Type)}", slice.Operands, context);
                break;
            case Slice slice:
                Write(slice.Buffer, Precedence.Primary, context);
                WriteCall(".Slice", EquatableArray.Of(slice.Start, slice.Length), context);
                break;
            case Alloc { Length: { } quoted } array when memory is null:
                _text.Append("new ").Append(array.Element.IsBuffer ? "…" : CSharpTypes.Name(array.Element)).Append('[');
                Write(quoted, Precedence.Any, context);
                _text.Append(']');
                break;
            case NoBuffer when memory is null:
                _text.Append("null");
                break;
            case Alloc alloc when memory is not null:
                WriteCall(memory.Alloc(alloc), alloc.Operands, context);
                break;
            case NewArray array:
                WriteNewArray(array, context);
                break;
            case TakeMemory take:
                WriteTake(take, context);
                break;
            case FreshLocal { Value: var held }:
                Write(held, least, context);
                break;
            case AllocateNumber allocate:
                Write(allocate.Workspace, Precedence.Primary, context);
                WriteCall(".Allocate", EquatableArray.Of(allocate.Length), context);
                break;
            case PickMemory pick:
                Parenthesized(pick.Named.Count > 1 || pick is { Named.Count: 1, IsOpen: true } ? Precedence.Conditional : Precedence.Primary, least, () => WritePick(pick, context));
                break;
            case NoBuffer when memory is not null:
                _text.Append("default(").Append(memory.TypeOf(node.Statement.Result.Type)).Append(')');
                break;
            case Vector vector:
                WriteVector(vector, context);
                break;
            case Call call:
                WriteCall(memory is null ? call.Callee : memory.Callee(call.Callee), call.Arguments, context);
                break;
            case External external:
                WriteTemplate(external.Text, external.Arguments.Concat(node.Statement.Results).ToEquatableArray(), IrType.Float64, context);
                break;
            default:
                WriteUnknown($"The emitter has no expression for the operation {node.Operation.GetType().Name}.");
                break;
        }
    }

    // A comment leaves out what the user has no expression for either.
    private void WriteUnknown(string what) => _text.Append(memory is null ? '…' : throw new NotSupportedException(what));

    private void WriteInContext(Node node, Apply apply, Precedence least, Overflow context)
    {
        var type = node.Statement.Result.Type;
        var needed = apply.IsChecked ? Overflow.Checked : Overflow.Unchecked;
        if (!Shapes.DependsOnOverflow(apply, type) || needed == context)
        {
            WriteApply(apply, type, least, context);
            return;
        }

        _text.Append(apply.IsChecked ? "checked(" : "unchecked(");
        WriteApply(apply, type, Precedence.Any, needed);
        _text.Append(')');
    }

    private void WriteApply(Apply apply, IrType type, Precedence least, Overflow context)
    {
        var form = PrimitiveTable.Get(apply.Primitive).CSharp;
        var arguments = apply.Arguments;
        switch (form.Kind)
        {
            case CSharpFormKind.Binary:
                var precedence = Operators.PrecedenceOf(form.Text);

                // `a < b == c < d` needs no parentheses, but readers do.
                var operand = precedence == Precedence.Equality ? Precedence.Shift : precedence;
                Parenthesized(precedence, least, () =>
                {
                    Write(arguments[0], operand, context);
                    _text.Append(' ').Append(form.Text).Append(' ');
                    Write(arguments[1], operand + 1, context);
                });
                break;
            case CSharpFormKind.Unary when form.Text == "-" && IsProduct(arguments[0]):
                // The sign of a product is that of its first factor, bit for bit: `-a * b` reads better than `-(a * b)`.
                Parenthesized(Precedence.Multiplicative, least, () => WritePrefixed("-", arguments[0], context, Precedence.Multiplicative));
                break;
            case CSharpFormKind.Unary:
                Parenthesized(Precedence.Unary, least, () => WritePrefixed(form.Text, arguments[0], context));
                break;
            case CSharpFormKind.Cast:
                WriteCast(arguments[0], type, least, context);
                break;
            case CSharpFormKind.Math:
                WriteMath(form, arguments, least, context);
                break;
            case CSharpFormKind.Library:
                _text.Append("global::SymDiff.");
                WriteCall(form.Text, arguments, context);
                break;
            case CSharpFormKind.Conditional:
                Parenthesized(Precedence.Conditional, least, () => WriteTemplate(form.Text, arguments, arguments[0].Type, context));
                break;
            default:
                WriteUnknown($"The emitter has no expression for the form {form.Kind}.");
                break;
        }
    }

    private bool IsProduct(Value value) =>
        value.IsReal && folded.Inlined(value)?.Operation is Apply { Primitive: "Multiply" or "Divide" or PrimitiveTable.StrongDivide };

    private void WriteMath(CSharpForm form, EquatableArray<Value> arguments, Precedence least, Overflow context)
    {
        if (arguments[0].Type.IsGeneric)
        {
            _text.Append(arguments[0].Type.Name).Append('.');
            WriteCall(GenericMembers.NameOf(form), arguments, context);
            return;
        }

        bool isSingle = arguments[0].Type == IrType.Float32;
        bool isWidened = isSingle && !capabilities.HasMathF && form.Home == CSharpHome.Math;
        string home = form.Home == CSharpHome.Number ? isSingle ? "float" : "double"
            : qualifier + (isSingle && capabilities.HasMathF && form.Home != CSharpHome.MathAlone ? "MathF" : "Math");
        Parenthesized(isWidened ? Precedence.Unary : Precedence.Primary, least, () =>
        {
            _text.Append(isWidened ? "(float)" : "").Append(home).Append('.');
            WriteCall(form.Text, arguments, context);
        });
    }

    private void WriteCall(string callee, EquatableArray<Value> arguments, Overflow context)
    {
        _text.Append(callee).Append('(');
        for (int i = 0; i < arguments.Count; i++)
        {
            _text.Append(i > 0 ? ", " : "");
            WriteArgument(arguments[i], arguments.Count, context);
        }

        _text.Append(')');
    }

    // In a list, `a < b, c > (d)` would be read as a generic call.
    private void WriteArgument(Value value, int count, Overflow context) =>
        Write(value, count > 1 && value.Type == IrType.Bool ? Precedence.Unary : Precedence.Any, context);

    private void WriteCast(Value value, IrType type, Precedence least, Overflow context)
    {
        // A literal integer that becomes a real is a literal real, if that is exact.
        if (type.IsReal && folded.Inlined(value)?.Operation is Constant { Literal: { Symbol: null, Type.Kind: TypeKind.Integer } literal }
            && literal.Type != IrType.UInt64 && literal.Bits is >= -(1L << 24) and <= 1L << 24)
        {
            string text = Literals.Real(literal.Bits, type);
            Parenthesized(text[0] == '-' ? Precedence.Unary : Precedence.Primary, least, () => _text.Append(text));
            return;
        }

        if (type.IsGeneric || value.Type.IsGeneric)
        {
            WriteCall(CSharpTypes.Name(type) + ".CreateChecked", EquatableArray.Of(value), context);
            return;
        }

        Parenthesized(Precedence.Unary, least, () => WritePrefixed($"({CSharpTypes.Name(type)})", value, context));
    }

    // A minus after another prefix is put in parentheses: `--x` would be a decrement, and `(T)-x` may be read as a subtraction.
    private void WritePrefixed(string prefix, Value value, Overflow context, Precedence least = Precedence.Unary)
    {
        _text.Append(prefix);
        int start = _text.Length;
        Write(value, least, context);
        if (_text[start] == '-')
        {
            _text.Insert(start, '(').Append(')');
        }
    }

    private void WriteChoice(If choice, int result, Precedence least, Overflow context)
    {
        var then = choice.Then.End.Values[result];
        var otherwise = choice.Else.End.Values[result];
        switch (Shapes.FormOf(choice, result, folded))
        {
            case ChoiceForm.Condition:
                Write(choice.Condition, least, context);
                break;
            case ChoiceForm.Not:
                Parenthesized(Precedence.Unary, least, () => WritePrefixed("!", choice.Condition, context));
                break;
            case ChoiceForm.ConditionAndThen:
                WriteLogic("", " && ", Precedence.AndAlso, then);
                break;
            case ChoiceForm.NotAndElse:
                WriteLogic("!", " && ", Precedence.AndAlso, otherwise);
                break;
            case ChoiceForm.ConditionOrElse:
                WriteLogic("", " || ", Precedence.OrElse, otherwise);
                break;
            case ChoiceForm.NotOrThen:
                WriteLogic("!", " || ", Precedence.OrElse, then);
                break;
            default:
                Parenthesized(Precedence.Conditional, least, () =>
                {
                    Write(choice.Condition, Precedence.OrElse, context);
                    _text.Append(" ? ");
                    Write(then, Precedence.OrElse, context);
                    _text.Append(" : ");
                    Write(otherwise, Precedence.Conditional, context);
                });
                break;
        }

        void WriteLogic(string prefix, string op, Precedence precedence, Value second) => Parenthesized(precedence, least, () =>
        {
            if (prefix.Length == 0)
            {
                Write(choice.Condition, precedence, context);
            }
            else
            {
                WritePrefixed(prefix, choice.Condition, context);
            }

            _text.Append(op);
            Write(second, precedence, context);
        });
    }

    private void WriteTemplate(string template, EquatableArray<Value> arguments, IrType type, Overflow context)
    {
        int position = 0;
        while (position < template.Length)
        {
            if (template[position] is '{' or '}' && position + 1 < template.Length && template[position + 1] == template[position])
            {
                _text.Append(template[position]);
                position += 2;
                continue;
            }

            int close = template[position] == '{' ? template.IndexOf('}', position) : -1;
            string hole = close < 0 ? "" : template.Substring(position + 1, close - position - 1);
            if (int.TryParse(hole, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < arguments.Count)
            {
                WriteInHole(template, position, close, arguments[index], arguments.Count, context);
                position = close + 1;
            }
            else if (Named(hole) is { } number)
            {
                _text.Append(Literals.Real(number, type));
                position = close + 1;
            }
            else
            {
                _text.Append(template[position++]);
            }
        }
    }

    // An argument of a call needs no parentheses; anywhere else in a template only a primary expression is safe.
    private void WriteInHole(string template, int open, int close, Value value, int count, Overflow context)
    {
        bool isArgument = open > 0 && close + 1 < template.Length
            && (template[open - 1] == '(' || template.Substring(0, open).EndsWith(", ", StringComparison.Ordinal))
            && template[close + 1] is ')' or ',';
        if (isArgument)
        {
            WriteArgument(value, count, context);
        }
        else if (folded.Inlined(value)?.Operation is Constant
            && (open == 0 || template[open - 1] == ' ') && (close + 1 == template.Length || template[close + 1] == ' '))
        {
            Write(value, Precedence.Unary, context);
        }
        else
        {
            Write(value, Precedence.Primary, context);
        }
    }

    private static double? Named(string hole) => hole switch
    {
        "zero" => 0.0,
        "half" => 0.5,
        "one" => 1.0,
        "nan" => double.NaN,
        _ => null,
    };

    private void Parenthesized(Precedence precedence, Precedence least, Action write)
    {
        bool needed = precedence < least;
        _text.Append(needed ? "(" : "");
        write();
        _text.Append(needed ? ")" : "");
    }
}
