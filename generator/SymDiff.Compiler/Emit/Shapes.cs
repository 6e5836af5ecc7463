using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>What operations are to the emitter.</summary>
internal static class Shapes
{
    /// <summary>Whether nothing is written for the operation but its argument.</summary>
    public static bool IsIdentity(Operation operation) =>
        operation is Apply apply && PrimitiveTable.Get(apply.Primitive).CSharp.Kind == CSharpFormKind.Identity;

    /// <summary>Whether evaluating the operation can throw, so that it may not be passed by an effect or moved behind a condition.</summary>
    public static bool CanThrow(Operation operation) => operation is Apply apply
        && (apply.IsChecked
            || PrimitiveTable.Get(apply.Primitive).CanThrow
            || (apply.Arguments[0].Type.Kind == TypeKind.Integer
                && (apply.Primitive == "Divide" || (apply.Primitive is not ("Max" or "Min") && PrimitiveTable.Get(apply.Primitive).CSharp.Kind == CSharpFormKind.Math))));

    /// <summary>Whether the C# leaves the method with an exception: nothing that stands behind it is reached.</summary>
    public static bool Throws(External external) => external.Text.StartsWith("throw ", StringComparison.Ordinal);

    /// <summary>Whether the operation means different things in checked and unchecked code.</summary>
    public static bool DependsOnOverflow(Apply apply, IrType result) => apply.Primitive switch
    {
        "Add" or "Subtract" or "Multiply" or "Negate" => result.Kind == TypeKind.Integer,
        "Convert" => CSharpTypes.CanOverflow(apply.Arguments[0].Type, result),
        _ => false,
    };

    /// <summary>Whether C# that is not looked into can stand inside any expression as it is: names, member accesses and calls, without arithmetic that <c>checked</c> around them would change.</summary>
    public static bool IsPrimary(string text)
    {
        if (text.Length > 1 && text[0] == '"' && text.IndexOf('"', 1) == text.Length - 1)
        {
            return true;
        }

        if (text.Length > 2 && text[0] == '(' && IsParenthesized(text))
        {
            return true;
        }

        int depth = 0;
        foreach (char c in text)
        {
            depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            if (c is '+' or '-' or '*' || (depth == 0 && !(char.IsLetterOrDigit(c) || c is '_' or '.' or ':' or '@' or ')' or ']' or '{' or '}')))
            {
                return false;
            }
        }

        return text.Length > 0 && text[0] != '(';
    }

    // What overflows is said to be checked or not by whoever wrote the text.
    private static bool IsParenthesized(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] is '"' or '\'' or '+' or '-' or '*' || (depth == 0 && i < text.Length - 1))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where a value stands in a list that holds it.</summary>
    public static int IndexOf(EquatableArray<Value> values, Value value)
    {
        int index = 0;
        while (values[index] != value)
        {
            index++;
        }

        return index;
    }

    /// <summary>How often an argument occurs in a template.</summary>
    public static int Occurrences(string template, int argument)
    {
        string hole = "{" + argument.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}";
        int count = 0;
        for (int i = template.IndexOf(hole, StringComparison.Ordinal); i >= 0; i = template.IndexOf(hole, i + 1, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    /// <summary>How a choice between two expressions is written.</summary>
    public static ChoiceForm FormOf(If choice, int result, FoldedFunction folded)
    {
        if (choice.Then.End.Values[result].Type != IrType.Bool)
        {
            return ChoiceForm.Conditional;
        }

        return (Literal(choice.Then), Literal(choice.Else)) switch
        {
            (true, false) => ChoiceForm.Condition,
            (false, true) => ChoiceForm.Not,
            (_, false) => ChoiceForm.ConditionAndThen,
            (true, _) => ChoiceForm.ConditionOrElse,
            (false, _) => ChoiceForm.NotAndElse,
            (_, true) => ChoiceForm.NotOrThen,
            _ => ChoiceForm.Conditional,
        };

        bool? Literal(Region arm) => folded.Inlined(arm.End.Values[result])?.Operation is Constant { Literal: { Symbol: null } literal } ? literal.Bits != 0 : null;
    }
}

/// <summary>The ways to write a choice between two expressions.</summary>
internal enum ChoiceForm
{
    /// <summary><c>c ? a : b</c></summary>
    Conditional,

    /// <summary><c>c</c></summary>
    Condition,

    /// <summary><c>!c</c></summary>
    Not,

    /// <summary><c>c &amp;&amp; a</c></summary>
    ConditionAndThen,

    /// <summary><c>c || b</c></summary>
    ConditionOrElse,

    /// <summary><c>!c &amp;&amp; b</c></summary>
    NotAndElse,

    /// <summary><c>!c || a</c></summary>
    NotOrThen,
}
