using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes the statements of a folded function.</summary>
internal sealed partial class StatementWriter
{
    private readonly SourceWriter _writer;
    private readonly FoldedFunction _folded;
    private readonly Variables _variables;
    private readonly LocalNames _names;
    private readonly ExpressionPrinter _printer;
    private readonly StepComments? _comments;
    private readonly Action<IReadOnlyList<Value>> _return;
    private readonly Dictionary<string, Landing> _landings = new(StringComparer.Ordinal);

    // Where `continue` and `break` lead.
    private (Place Next, Place Out)? _loop;

    /// <summary>A writer of one body.</summary>
    /// <param name="writer">Where the statements go.</param>
    /// <param name="folded">The function.</param>
    /// <param name="names">The names of its values.</param>
    /// <param name="printer">What writes its expressions.</param>
    /// <param name="comments">What names the steps; null for no comments.</param>
    /// <param name="writeReturn">Writes the end of the method, given what it returns.</param>
    public StatementWriter(SourceWriter writer, FoldedFunction folded, LocalNames names, ExpressionPrinter printer, StepComments? comments, Action<IReadOnlyList<Value>> writeReturn)
    {
        _writer = writer;
        _folded = folded;
        _names = names;
        _variables = names.Variables;
        _printer = printer;
        _comments = comments;
        _return = writeReturn;
    }

    /// <summary>Writes the body. Records are made before everything else, and returned whatever happens.</summary>
    /// <param name="callRecord">The variable that holds the record of calls, which is declared already; null for none.</param>
    public void Write(string? callRecord = null)
    {
        var nodes = _folded.Body.Written.ToList();
        int made = 0;
        bool isEnteredAgain = _folded.Function.Body.AllStatements().Any(s => s.Operation is Call);
        for (; made < nodes.Count && nodes[made].Operation is MakeRecord or MakeWorkspace; made++)
        {
            string name = _names[nodes[made].Live[0]];
            if (nodes[made].Operation is MakeWorkspace workspace)
            {
                _writer.Line(RecordText.Declaration(workspace, name));
                continue;
            }

            var record = (MakeRecord)nodes[made].Operation;
            string? stack = isEnteredAgain ? null : Identifiers.Escape(_names.Temporary(StackName(_variables[nodes[made].Live[0]].Name)));
            foreach (string line in RecordText.Declarations(record, name, stack))
            {
                _writer.Line(line);
            }
        }

        if (made == 0 && callRecord is null)
        {
            Write(_folded.Body, null, new Place());
            _writer.TakeBack("return;");
            return;
        }

        _writer.Line("try");
        _writer.Open();
        Write(_folded.Body, nodes, made, null, new Place());
        _writer.TakeBack("return;");
        _writer.Close();
        _writer.Line("finally");
        _writer.Open();
        foreach (var node in nodes.Take(made))
        {
            _writer.Line(_names[node.Live[0]] + ".Dispose();");
        }

        if (callRecord is not null)
        {
            _writer.Line(callRecord + ".Dispose();");
        }

        _writer.Close();

        static string StackName(string record) =>
            (record.EndsWith("Record", StringComparison.Ordinal) ? record.Substring(0, record.Length - "Record".Length) : record) + "Stack";
    }

    /// <summary>Writes a scope and what happens at its end.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="yields">What happens where it yields; null for the body, which returns.</param>
    /// <param name="next">Where control gets without a jump.</param>
    /// <returns>Whether it gets there.</returns>
    private bool Write(Scope scope, Landing? yields, Place next) => Write(scope, scope.Written.ToList(), 0, yields, next);

    private bool Write(Scope scope, List<Node> nodes, int first, Landing? yields, Place next)
    {
        var landing = LandingOf(scope, yields);
        for (int i = first; i < nodes.Count; i++)
        {
            bool isLast = i == nodes.Count - 1 && landing is { Place: not null } && IsSilent(scope, landing);
            var after = isLast ? Place.SameAs(landing!.Place!) : new Place();
            bool goesOn = Write(nodes[i], after);
            if (!isLast && after.Label is not null)
            {
                _writer.Line(after.Label + ": ;");
                goesOn = true;
            }

            if (!goesOn)
            {
                return false;
            }
        }

        return WriteEnd(scope, landing, next);
    }

    private Landing? LandingOf(Scope scope, Landing? yields) =>
        scope.End.Label is not { } label ? yields : label == Function.ReturnLabel ? null : _landings[label];

    // Whether nothing is assigned where the scope ends.
    private bool IsSilent(Scope scope, Landing landing) => landing.Place is not null && !Copies(scope, landing).Any();

    private IEnumerable<Copy> Copies(Scope scope, Landing landing) => landing.Receiver.Returns is not null ? [] : ParallelCopy.InOrder(
        _folded,
        _variables,
        _folded.Handed(scope).Select(h => (_variables[h.Result], h.Handed)));

    private bool WriteEnd(Scope scope, Landing? landing, Place next)
    {
        if (landing?.Place is null)
        {
            var returned = landing is null ? [.. scope.End.Values] : Tails.Returned(_folded, landing.Receiver, scope).ToList();
            _return(returned);
            return false;
        }

        Assign(Copies(scope, landing));
        return !Jump(landing.Place, next);
    }

    private void Assign(IEnumerable<Copy> copies)
    {
        var saved = new Dictionary<Variable, string>();
        foreach (var copy in copies)
        {
            _comments?.Before([copy.Source]);
            if (copy.IsSaved && saved.TryGetValue(copy.Target, out string? name))
            {
                _writer.Line($"{Name(copy.Target)} = {name};");
            }
            else if (copy.IsSaved)
            {
                name = _names.Temporary("next" + Identifiers.Capitalized(copy.Target.Name));
                saved.Add(copy.Target, name);
                _writer.Line($"{_names.TypeOf(copy.Source)} {name} = {_printer.Print(copy.Source)};");
            }
            else
            {
                Assign(copy.Target, copy.Source);
            }
        }
    }

    private static string Name(Variable variable) => Identifiers.Escape(variable.Name);

    private void Assign(Variable target, Value source)
    {
        if (!target.IsDeclared)
        {
            target.IsDeclared = true;
            _writer.Line($"{_names.TypeOf(source)} {Name(target)} = {_printer.Print(source)};");
        }
        else if (source.IsReal && _folded.Inlined(source) is { } node && Compound(node, target) is { } steps)
        {
            foreach (var (op, operand) in steps)
            {
                _writer.Line($"{Name(target)} {op} {_printer.Print(operand)};");
            }
        }
        else
        {
            _writer.Line($"{Name(target)} = {_printer.Print(source)};");
        }
    }

    // The compound assignments that make the variable what the expression says, in which it comes first and once.
    private List<(string Operator, Value Operand)>? Compound(Node node, Variable target)
    {
        if (node.Operation is not Apply { Primitive: "Add" or "Subtract" or "Multiply" or "Divide", Arguments: var arguments } apply)
        {
            return null;
        }

        bool isFirst = Holds(arguments[0]);
        bool isSecond = Holds(arguments[1]) && apply.Primitive is "Add" or "Multiply";
        if ((isFirst || (isSecond && Holds(arguments[1]))) && !Reads(arguments[isFirst ? 1 : 0]))
        {
            return [Step(arguments[isFirst ? 1 : 0])];
        }

        if (apply.Primitive is "Add" or "Subtract" && !Reads(arguments[1])
            && _folded.Inlined(arguments[0]) is { Operation: Apply { Primitive: "Add" or "Subtract" } } inner && Compound(inner, target) is { } before)
        {
            before.Add(Step(arguments[1]));
            return before;
        }

        return null;

        bool Holds(Value value) => _folded.Inlined(value) is null && _variables.Find(_folded.Resolve(value)) == target;

        bool Reads(Value value) => _folded.Read(value).Any(v => _variables.Find(v) == target);

        (string, Value) Step(Value operand) => apply.Primitive switch
        {
            "Add" when _folded.Inlined(operand)?.Operation is Apply { Primitive: "Negate" } negated => ("-=", negated.Arguments[0]),
            "Add" => ("+=", operand),
            "Subtract" => ("-=", operand),
            "Multiply" => ("*=", operand),
            _ => ("/=", operand),
        };
    }

    // Whether a jump had to be written.
    private bool Jump(Place target, Place next)
    {
        target = target.Root;
        if (target == next.Root)
        {
            return false;
        }

        if (_loop is { } loop && loop.Next.Root == target)
        {
            _writer.Line(Mutation.ContinueAsBreak ? "break;" : "continue;");
        }
        else if (_loop is { } around && around.Out.Root == target)
        {
            target.IsBrokenTo = true;
            around.Out.IsBrokenTo = true;
            _writer.Line("break;");
        }
        else
        {
            target.Label ??= _names.Label();
            _writer.Line($"goto {target.Label};");
        }

        return true;
    }

    /// <summary>Writes a statement.</summary>
    /// <returns>Whether control gets behind it without a jump to a label.</returns>
    private bool Write(Node node, Place after)
    {
        _comments?.Before(node);
        switch (node.Operation)
        {
            case If choice when !node.IsExpression:
                return WriteBranch(node, choice, after);
            case Block block:
                Declare(node);
                _landings[block.Label] = new Landing(node, node.Returns is null ? after : null);
                return Write(node.Arms[0], _landings[block.Label], after);
            case Loop loop:
                return WriteLoop(node, loop, after);
            case Store store:
                _writer.Line($"{_printer.PrintElement(store.Buffer, store.Index)} = {_printer.Print(store.Stored)};");
                break;
            case Vector { Destination: not null }:
                _writer.Line(_printer.PrintDefinition(node) + ";");
                break;
            case ResetRecord reset:
                _writer.Line($"{_printer.Print(reset.Record)}.Take(0);");
                break;
            case Accumulate accumulate:
                bool isNegative = _folded.Inlined(accumulate.Added)?.Operation is Apply { Primitive: "Negate" };
                var added = isNegative ? ((Apply)_folded.Inlined(accumulate.Added)!.Operation).Arguments[0] : accumulate.Added;
                _writer.Line($"{_printer.PrintElement(accumulate.Buffer, accumulate.Index)} {(isNegative ? "-=" : "+=")} {_printer.Print(added)};");
                break;
            case External external when Shapes.Throws(external):
                _writer.Line(_printer.PrintDefinition(node) + ";");
                return false;
            case External external when node.Live.Count == 0:
                _writer.Line((node.Statement.Results.Count == 0 || IsCall(external) ? "" : "_ = ") + _printer.PrintDefinition(node) + ";");
                break;
            case Call when node.Live.Count == 0:
                _writer.Line(_printer.PrintDefinition(node) + ";");
                break;
            case External when ExternalResults.NeedStatement(node.Statement):
                foreach (string line in ExternalResults.Lines(node, r => _names[r], _printer.PrintDefinition(node)))
                {
                    _writer.Line(line);
                }

                break;
            case SineAndCosine or Call when node.Statement.Results.Count > 1:
                var targets = node.Statement.Results.Select(r => node.Live.Contains(r) ? $"{_names.TypeOf(r)} {_names[r]}" : "_");
                _writer.Line($"({string.Join(", ", targets)}) = {_printer.PrintDefinition(node)};");
                break;
            default:
                WriteDefinition(node);
                break;
        }

        return true;
    }

    private void WriteDefinition(Node node)
    {
        var target = _variables[node.Live[0]];
        bool isFirst = !target.IsDeclared;
        target.IsDeclared = true;
        if (!isFirst && node.Live[0].IsReal && Compound(node, target) is { } steps)
        {
            foreach (var (op, operand) in steps)
            {
                _writer.Line($"{Name(target)} {op} {_printer.Print(operand)};");
            }

            return;
        }

        _writer.Line($"{(isFirst ? TypeOf(node.Live[0], isInitialized: true) + " " : "")}{Name(target)} = {_printer.PrintDefinition(node)};");
    }

    // Vectors are told from numbers by what they are made of; their types are long.
    private string TypeOf(Value value, bool isInitialized) => isInitialized && value.Type.AreLanes ? "var" : _names.TypeOf(value);

    // Declares what is assigned inside a statement.
    private void Declare(Node node, Func<Variable, Value?>? initial = null)
    {
        foreach (var variable in _variables.DeclaredFor[node].Where(v => !v.IsDeclared).OrderBy(v => Position(node, v)))
        {
            variable.IsDeclared = true;
            string text = initial?.Invoke(variable) is { } value ? " = " + _printer.Print(value) : "";
            _writer.Line($"{TypeOf(variable.First, text.Length > 0)} {Name(variable)}{text};");
        }
    }

    private int Position(Node node, Variable variable)
    {
        int index = 0;
        while (index < node.Live.Count && _variables.Find(node.Live[index]) != variable)
        {
            index++;
        }

        return index;
    }

    private void WriteArm(Action write)
    {
        if (_comments is null)
        {
            write();
        }
        else
        {
            _comments.Within(write);
        }
    }

    // Only calls, assignments and the like may stand as statements.
    private static bool IsCall(External external) => !IsWrapped(external.Text) && (external.Text.EndsWith(")", StringComparison.Ordinal)
        || (!Shapes.IsPrimary(external.Text) && !external.Text.StartsWith("new ", StringComparison.Ordinal)));

    // An operator of the user's, say: "({0} == {1})".
    private static bool IsWrapped(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && i < text.Length - 1)
            {
                return false;
            }
        }

        return text.Length > 1;
    }
}
