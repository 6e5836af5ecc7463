using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Decides what is written where. Values used once nest back into the expression that uses them, values used several times become locals,
/// and what only one arm of a branch uses is computed there. Nothing is ever computed twice, and effects stay in order.
/// </summary>
internal sealed class Folding
{
    /// <summary>The columns an expression may take; with its indentation and the name it is given it stays within about 120.</summary>
    private const int Wide = 92;

    /// <summary>The columns up to which a choice nests into arithmetic, and a value of the user's own is worth less as a name than in place.</summary>
    private const int Narrow = 24;

    /// <summary>More than any expression that is ever written, and small enough never to overflow when widths are added.</summary>
    private const int Endless = 100_000;

    private readonly Dictionary<int, Node> _definitions = [];
    private readonly Dictionary<int, List<Scope>> _uses = [];
    private readonly List<Node> _nodes = [];
    private readonly bool _expandsAll;
    private readonly FoldedFunction _folded;
    private bool _hasEffects;

    private Folding(Function function, bool expandsAll)
    {
        _expandsAll = expandsAll;
        _folded = new FoldedFunction(function, new Scope(null, function.Body.End), _definitions, _uses);
    }

    /// <summary>Folds a function for its body to be written.</summary>
    /// <param name="function">The function.</param>
    /// <param name="addsToAliases">The results after the first are added to memory, one after the other, that parameters may refer to.</param>
    public static FoldedFunction Fold(Function function, bool addsToAliases = false)
    {
        var folding = new Folding(function, expandsAll: false);
        folding.Run(function);
        if (addsToAliases)
        {
            folding.ReadBeforeWriting(folding._folded.Body.End.Values);
        }

        return folding._folded;
    }

    /// <summary>Folds a function so that every result is one expression of the parameters, however wide, for short ones to be quoted.</summary>
    public static FoldedFunction Expand(Function function)
    {
        var folding = new Folding(function, expandsAll: true);
        folding.Run(function);
        return folding._folded;
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

    private void Run(Function function)
    {
        Collect(function.Body, _folded.Body);
        MarkLive();
        Place();
        Shape(_folded.Body);
    }

    private void Collect(Region region, Scope scope)
    {
        if (!region.End.IsYield)
        {
            throw new NotSupportedException($"The emitter has no form for leaving for '{region.End.Label}'.");
        }

        foreach (var statement in region.Statements)
        {
            if (statement.Operation is not (Constant or Apply or If or External))
            {
                throw new NotSupportedException($"The emitter has no form for the operation {statement.Operation.GetType().Name}.");
            }

            var node = new Node(statement, scope);
            _nodes.Add(node);
            foreach (var result in statement.Results)
            {
                _definitions.Add(result.Id, node);
            }

            for (int i = 0; i < node.Arms.Count; i++)
            {
                int first = _nodes.Count;
                Collect(statement.Operation.Regions[i], node.Arms[i]);
                for (int j = first; j < _nodes.Count; j++)
                {
                    node.IsOrdered |= _nodes[j].IsOrdered;
                    node.HasEffect |= _nodes[j].HasEffect;
                }
            }

            node.HasEffect |= statement.Operation is External { HasEffect: true };
            node.IsOrdered |= node.HasEffect || Shapes.CanThrow(statement.Operation);
            _hasEffects |= node.HasEffect;
        }
    }

    private void MarkLive()
    {
        var live = new HashSet<int>();
        var pending = new Stack<Value>(_folded.Body.End.Values);
        foreach (var node in _nodes.Where(n => n.HasEffect))
        {
            Push(node);
        }

        while (pending.Count > 0)
        {
            var value = _folded.Resolve(pending.Pop());
            if (!live.Add(value.Id) || !_definitions.TryGetValue(value.Id, out var node))
            {
                continue;
            }

            Push(node);
            int index = IndexOf(node.Statement.Results, value);
            foreach (var arm in node.Arms)
            {
                pending.Push(arm.End.Values[index]);
            }
        }

        foreach (var node in _nodes)
        {
            node.Live = node.Statement.Results.Where(r => live.Contains(r.Id)).ToList();
            if (node.HasEffect || node.Live.Count > 0)
            {
                node.Form = NodeForm.Written;
            }
        }

        void Push(Node node)
        {
            foreach (var operand in node.Operation.Operands)
            {
                pending.Push(operand);
            }
        }
    }

    // Uses follow definitions, so going backward every use of a value has its final place before the value gets its own.
    private void Place()
    {
        foreach (var value in _folded.Body.End.Values)
        {
            Use(value, _folded.Body);
        }

        foreach (var node in _nodes.Where(n => n.Form == NodeForm.Written))
        {
            foreach (var arm in node.Arms)
            {
                foreach (var result in node.Live)
                {
                    Use(arm.End.Values[IndexOf(node.Statement.Results, result)], arm);
                }
            }
        }

        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            var node = _nodes[i];
            if (node.Form == NodeForm.Dropped)
            {
                continue;
            }

            if (!node.IsOrdered)
            {
                node.Scope = node.Live.SelectMany(r => _uses[r.Id]).Aggregate(Scope.Common);
            }

            foreach (var operand in node.Operation.Operands)
            {
                Use(operand, node.Scope);
            }
        }

        foreach (var node in _nodes.Where(n => n.Form == NodeForm.Written))
        {
            node.Scope.Nodes.Add(node);
        }
    }

    private void Use(Value value, Scope scope)
    {
        value = _folded.Resolve(value);
        if (!_uses.TryGetValue(value.Id, out var scopes))
        {
            _uses.Add(value.Id, scopes = []);
        }

        scopes.Add(scope);
    }

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
            if (isConstant || _definitions[literal.Id].Operation is Constant { Literal.Bits: 0 })
            {
                _definitions[literal.Id].Form = NodeForm.Written;
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

        int result = IndexOf(node.Statement.Results, node.Live[0]);
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
        If choice => Shapes.FormOf(choice, IndexOf(node.Statement.Results, node.Live[0]), _folded) == ChoiceForm.Conditional,
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

        var uses = _uses[node.Live[0].Id];
        bool mayMove = !node.IsOrdered || (!_hasEffects && uses[0] == node.Scope);
        bool isReadable = node.Operation switch
        {
            External external => Shapes.IsPrimary(external.Text),
            If => node.Width <= Wide,
            _ => node.Live[0].Name is null || node.Width <= Narrow,
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
