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

    /// <summary>The columns that a partial derivative may take among others in a tuple; a wider one is easier to find on a line of its own.</summary>
    private const int Element = 40;

    private readonly Placement _placement;
    private readonly FoldedFunction _folded;
    private readonly FoldingPurpose _purpose;
    private readonly bool _hasOwnLines;
    private readonly HashSet<int> _results;

    private Folding(Function function, FoldingPurpose purpose, bool hasOwnLines)
    {
        _placement = Placement.Of(function);
        _folded = _placement.Function;
        _purpose = purpose;
        _hasOwnLines = hasOwnLines;
        _results = new(_folded.Body.End.Values.Select(v => _folded.Resolve(v).Id));
        Shape(_folded.Body);
        if (purpose == FoldingPurpose.Body)
        {
            KeepOrder(_folded.Body);
            LoopHeader.Find(_folded, _folded.Body);
            Exhaustion.Find(_folded, _folded.Body);
        }
    }

    private bool ExpandsAll => _purpose is FoldingPurpose.Formula or FoldingPurpose.NamedFormula;

    /// <summary>Folds a function for its body to be written.</summary>
    /// <param name="function">The function.</param>
    /// <param name="hasOwnLines">Every result is written on a line of its own, and not in a tuple.</param>
    /// <param name="addsToAliases">The results after the first are added to memory, one after the other, that parameters may refer to.</param>
    public static FoldedFunction Fold(Function function, bool hasOwnLines = false, bool addsToAliases = false)
    {
        var folding = new Folding(function, FoldingPurpose.Body, hasOwnLines);
        if (addsToAliases)
        {
            folding.ReadBeforeWriting(folding._folded.Body.End.Values);
        }

        return folding._folded;
    }

    /// <summary>Folds a function for parts of it to be quoted.</summary>
    /// <param name="function">The function.</param>
    /// <param name="purpose">What is quoted.</param>
    public static FoldedFunction Quote(Function function, FoldingPurpose purpose) => new Folding(function, purpose, hasOwnLines: false)._folded;

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
                    RepeatNothing(external.Text, external.Arguments);
                    node.IsExpression = !ExternalResults.NeedStatement(node.Statement);
                    Fit(node, external.Text.Length, external.Arguments);
                    node.Width = node.IsExpression ? node.Width : Endless;
                    break;
                case Load load:
                    node.IsExpression = true;
                    Fit(node, 2, EquatableArray.Of(load.Buffer, load.Index));
                    break;
                case Length length:
                    node.IsExpression = true;
                    Fit(node, ".Length".Length, EquatableArray.Of(length.Buffer));
                    break;
                case NoBuffer:
                    node.IsExpression = true;
                    node.Width = "default".Length;
                    node.Form = NodeForm.Inline;
                    continue;
                case Loop { Count: { } count } when !_folded.IsAtom(count) && !IsBound(count):
                    MakeLocal(count);
                    break;
                case Vector vector:
                    node.IsExpression = node.Statement.Results.Count == 1;
                    Fit(node, "TensorPrimitives.()".Length + vector.Function.Length, vector.Operands);
                    break;
                case Slice or Alloc or NewArray or MakeRecord or MakeWorkspace or AllocateNumber or PickMemory or TakeMemory or FreshLocal or ResetRecord or Call or Store or Accumulate:
                    node.IsExpression = node.Statement.Results.Count == 1;
                    Fit(node, 10, node.Operation.Operands);
                    break;
                case SineAndCosine both:
                    Fit(node, "(double sin, double cos) = ".Length + MathWidth + "SinCos".Length, EquatableArray.Of(both.Argument));
                    break;
            }

            if (CanInline(node))
            {
                node.Form = NodeForm.Inline;
            }
        }
    }

    private int MathWidth => (_purpose == FoldingPurpose.Body ? ExpressionPrinter.Qualified.Length : 0) + "Math.()".Length;

    private void ShapeApply(Node node, Apply apply)
    {
        var form = PrimitiveTable.Get(apply.Primitive).CSharp;
        var type = node.Statement.Result.Type;
        int own = form.Kind switch
        {
            CSharpFormKind.Binary => form.Text.Length + 2,
            CSharpFormKind.Unary => form.Text.Length,
            CSharpFormKind.Math => MathWidth + form.Text.Length,
            CSharpFormKind.Library => "global::SymDiff.()".Length + form.Text.Length,
            CSharpFormKind.Cast => 8,
            _ => form.Text.Length,
        };
        own += Shapes.DependsOnOverflow(apply, type) ? "unchecked()".Length : 0;

        if (form.Kind == CSharpFormKind.Conditional)
        {
            RepeatNothing(form.Text, apply.Arguments);
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

    // What a template names twice is computed once.
    private void RepeatNothing(string template, EquatableArray<Value> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            if (ExternalResults.Holes(template).Count(hole => hole == i) > 1)
            {
                MakeLocal(arguments[i]);
            }
        }
    }

    private void ShapeIf(Node node, If choice)
    {
        Fit(node, 2, EquatableArray.Of(choice.Condition));
        if (node.HasEffect || node.Live.Count != 1 || (_purpose != FoldingPurpose.Step && node.Arms.Any(a => a.Written.Any())))
        {
            node.Width = Endless;
            return;
        }

        int result = Shapes.IndexOf(node.Statement.Results, node.Live[0]);
        node.Width += 6 + node.Arms.Sum(a => WidthOf(a.End.Values[result]));
        node.IsExpression = ExpandsAll || node.Width <= Wide;
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
        while (width > Wide && !ExpandsAll)
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

    private bool CanInline(Node node) => node.IsExpression && node.Live.Count == 1 && _purpose switch
    {
        FoldingPurpose.Formula => !node.HasEffect,
        FoldingPurpose.NamedFormula => !node.HasEffect && !IsUsersOwn(node),
        FoldingPurpose.Step => node.Live[0].Name is null,
        _ => !node.HasEffect && CanInlineInBody(node),
    };

    private bool CanInlineInBody(Node node)
    {
        var value = node.Live[0];
        var uses = _placement.Uses(value);
        return uses.Count == 1 && uses[0].Scope == node.Scope && node.Operation switch
        {
            External external => Shapes.IsPrimary(external.Text),
            If => node.Width <= Wide,
            Slice or Alloc or NewArray or MakeRecord or MakeWorkspace or AllocateNumber or PickMemory or TakeMemory or FreshLocal => false,
            _ => IsReadableInPlace(node, value),
        };
    }

    // What may be asked before every iteration again.
    private bool IsBound(Value count) => _folded.Inlined(count) is { Width: <= Narrow } node
        && node.Operation is Length or Apply { IsChecked: false, Primitive: "Add" or "Subtract" } && node.Operation.Operands.All(o => _folded.IsAtom(o) || IsBound(o));

    // What can throw, or reads memory, is not passed by what writes, calls or leaves: where that stands in between it is computed before.
    private void KeepOrder(Scope scope)
    {
        var index = new Dictionary<Node, int>();
        var acting = new List<int>();
        for (int i = 0; i < scope.Nodes.Count; i++)
        {
            index.Add(scope.Nodes[i], i);
            if (scope.Nodes[i].HasEffect)
            {
                acting.Add(i);
            }
        }

        foreach (var node in scope.Nodes)
        {
            foreach (var arm in node.Arms)
            {
                KeepOrder(arm);
            }

            if (node.Form == NodeForm.Inline && node.IsOrdered)
            {
                int at = index[node];
                int used = Written(node);
                int next = acting.BinarySearch(at + 1);
                next = next < 0 ? ~next : next;
                if (next < acting.Count && acting[next] < used)
                {
                    node.Form = NodeForm.Written;
                }
            }
        }

        // Where the expression that the node is part of is written.
        int Written(Node node)
        {
            for (; node.Form == NodeForm.Inline; node = _placement.Uses(node.Live[0])[0].User!)
            {
                if (_placement.Uses(node.Live[0])[0].User is null)
                {
                    return int.MaxValue;
                }
            }

            return index[node];
        }
    }

    // Names help where they are the user's own, or tell the partial derivatives apart; what an arm yields has the name of the branch's result.
    private bool IsReadableInPlace(Node node, Value value)
    {
        if (value.Name is null || node.Width <= Narrow || _placement.IsYielded(value))
        {
            return true;
        }

        return _results.Contains(value.Id) ? _hasOwnLines || node.Width <= Element : !IsUsersOwn(node);
    }

    private static bool IsUsersOwn(Node node) => node.Statement.Step is null && node.Live[0].Name is not null;

    private void MakeLocal(Value value)
    {
        if (_folded.Inlined(value) is { Operation: not Constant } node)
        {
            node.Form = ExpandsAll ? node.Form : NodeForm.Written;
            node.Width = ExpandsAll ? Endless : node.Width;
        }
    }
}

/// <summary>What a function is folded for.</summary>
internal enum FoldingPurpose
{
    /// <summary>To be written.</summary>
    Body,

    /// <summary>To quote its results as formulas of the parameters, however wide.</summary>
    Formula,

    /// <summary>To quote its results as formulas of the parameters and the values that the user named.</summary>
    NamedFormula,

    /// <summary>To quote what defines each value that the user named; what is too wide is left out.</summary>
    Step,
}
