using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Decides how everything is written. Values used once nest back into the expression that uses them, values used several times become
/// locals, small choices become expressions. Nothing is ever computed twice, and no expression is wider than a line.
/// </summary>
internal sealed class Folding
{
    /// <summary>The columns an expression may take; with its indentation and the name it is given it stays within about 120.</summary>
    private const int Wide = 92;

    /// <summary>The columns up to which a choice nests into arithmetic, and a value of the user's own is worth less as a name than in place.</summary>
    private const int Narrow = 24;

    /// <summary>More than any expression that is ever written, and small enough never to overflow when widths are added.</summary>
    private const int Endless = 100_000;

    private readonly Placement _placement;
    private readonly FoldedFunction _folded;
    private readonly bool _expandsAll;

    private Folding(Placement placement, bool expandsAll)
    {
        _placement = placement;
        _folded = placement.Function;
        _expandsAll = expandsAll;
        Shape(_folded.Body);
    }

    /// <summary>Folds a function for its body to be written.</summary>
    /// <param name="function">The function.</param>
    /// <param name="addsToAliases">The results after the first are added to memory, one after the other, that parameters may refer to.</param>
    public static FoldedFunction Fold(Function function, bool addsToAliases = false)
    {
        var folding = new Folding(Placement.Of(function), expandsAll: false);
        if (addsToAliases)
        {
            folding.ReadBeforeWriting(folding._folded.Body.End.Values);
        }

        return folding._folded;
    }

    /// <summary>Folds a function so that every result is one expression of the parameters, however wide, for short ones to be quoted.</summary>
    public static FoldedFunction Expand(Function function) => new Folding(Placement.Of(function), expandsAll: true)._folded;

    private void Shape(Scope scope)
    {
        foreach (var node in scope.Nodes)
        {
            foreach (var arm in node.Arms)
            {
                Shape(arm);
            }

            switch (node.Operation)
            {
                case Constant constant:
                    node.IsExpression = true;
                    node.Width = Literals.Text(constant.Literal).Length;
                    node.Form = NodeForm.Inline;
                    continue;
                case Apply apply:
                    node.IsExpression = true;
                    ShapeApply(node, apply);
                    break;
                case If choice:
                    ShapeIf(node, choice);
                    break;
                case External external:
                    node.IsExpression = true;
                    Fit(node, external.Text.Length, external.Arguments);
                    break;
            }

            if (CanInline(node))
            {
                node.Form = NodeForm.Inline;
            }
        }
    }

    private void ShapeApply(Node node, Apply apply)
    {
        var form = PrimitiveTable.Get(apply.Primitive).CSharp;
        var type = node.Statement.Result.Type;
        int own = form.Kind switch
        {
            CSharpFormKind.Binary => form.Text.Length + 2,
            CSharpFormKind.Unary => form.Text.Length,
            CSharpFormKind.Math => "global::System.Math.()".Length + form.Text.Length,
            CSharpFormKind.Cast => 8,
            _ => form.Text.Length,
        };
        own += Shapes.DependsOnOverflow(apply, type) ? "unchecked()".Length : 0;

        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            if (form.Kind == CSharpFormKind.Conditional && Shapes.Occurrences(form.Text, i) > 1)
            {
                MakeLocal(apply.Arguments[i]);
            }
        }

        // C# evaluates what consists of literals while it compiles and refuses what overflows or divides by zero there.
        bool isConstant = apply.Arguments.All(a => _folded.Inlined(a)?.Operation is Constant);
        bool dividesByConstant = apply.Primitive == "Divide" && _folded.Inlined(apply.Arguments[1])?.Operation is Constant;
        if (type.Kind == TypeKind.Integer && (isConstant || dividesByConstant) && !IsExactConversion(apply, type))
        {
            var literal = _folded.Resolve(apply.Arguments[apply.Arguments.Count - 1]);
            if (isConstant || _folded.Definition(literal)!.Operation is Constant { Literal.Bits: 0 })
            {
                _folded.Definition(literal)!.Form = NodeForm.Written;
            }
        }

        Fit(node, own, apply.Arguments);
    }

    private static bool IsExactConversion(Apply apply, IrType type) =>
        apply.Primitive == "Convert" && !CSharpTypes.CanOverflow(apply.Arguments[0].Type, type);

    private void ShapeIf(Node node, If choice)
    {
        Fit(node, 2, EquatableArray.Of(choice.Condition));
        if (node.HasEffect || node.Live.Count != 1 || node.Arms.Any(a => a.Written.Any()))
        {
            node.Width = Endless;
            return;
        }

        int result = Shapes.IndexOf(node.Statement.Results, node.Live[0]);
        node.Width += 6 + node.Arms.Sum(a => WidthOf(a.End.Values[result]));
        node.IsExpression = _expandsAll || node.Width <= Wide;
    }

    // Gives the node its width, after making locals of its widest operands until it fits a line.
    private void Fit(Node node, int own, EquatableArray<Value> operands)
    {
        foreach (var operand in operands)
        {
            if (_folded.Inlined(operand) is { } nested && nested.Width > Narrow && IsConditional(nested))
            {
                MakeLocal(operand);
            }
        }

        int width = own + operands.Sum(WidthOf);
        while (width > Wide && !_expandsAll)
        {
            var widest = operands.Where(o => !_folded.IsAtom(o)).OrderByDescending(WidthOf).FirstOrDefault();
            if (widest is null)
            {
                break;
            }

            MakeLocal(widest);
            width = own + operands.Sum(WidthOf);
        }

        node.Width = Math.Min(width, Endless);
    }

    private bool IsConditional(Node node) => node.Operation switch
    {
        If choice => Shapes.FormOf(choice, Shapes.IndexOf(node.Statement.Results, node.Live[0]), _folded) == ChoiceForm.Conditional,
        Apply apply => PrimitiveTable.Get(apply.Primitive).CSharp.Kind == CSharpFormKind.Conditional,
        _ => false,
    };

    private int WidthOf(Value value)
    {
        value = _folded.Resolve(value);
        return _folded.Inlined(value) switch
        {
            { Operation: Constant } literal => literal.Width,
            { } node => Math.Min(node.Width + 2, Endless),
            _ => value.Name?.Length ?? 4,
        };
    }

    // What is added first is read before anything is written; all else must be computed before that.
    private void ReadBeforeWriting(EquatableArray<Value> results)
    {
        for (int i = 0; i < results.Count; i++)
        {
            if (i != 1)
            {
                MakeLocal(_folded.Inlined(results[i])?.Operation is Apply { Primitive: "Negate" } negate ? negate.Arguments[0] : results[i]);
            }
        }
    }

    private bool CanInline(Node node)
    {
        if (!node.IsExpression || node.HasEffect || node.Live.Count != 1)
        {
            return false;
        }

        if (_expandsAll)
        {
            return true;
        }

        var uses = _placement.Uses(node.Live[0]);
        bool mayMove = !node.IsOrdered || (!_placement.HasEffects && uses[0] == node.Scope);
        bool isReadable = node.Operation switch
        {
            External external => Shapes.IsPrimary(external.Text),
            If => node.Width <= Wide,
            // What an arm yields has the name of the branch's result.
            _ => node.Live[0].Name is null || node.Width <= Narrow || _placement.IsYielded(node.Live[0]),
        };
        return uses.Count == 1 && mayMove && isReadable;
    }

    private void MakeLocal(Value value)
    {
        if (_folded.Inlined(value) is { Operation: not Constant } node)
        {
            node.Form = _expandsAll ? node.Form : NodeForm.Written;
            node.Width = _expandsAll ? Endless : node.Width;
        }
    }
}
