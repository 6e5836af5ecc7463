using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

internal sealed partial class StatementWriter
{
    private bool WriteLoop(Node node, Loop loop, Place after)
    {
        var body = node.Arms[0];
        var carried = node.Live.Select(r => (_variables[r], _folded.Resolve(loop.Initial[Shapes.IndexOf(node.Statement.Results, r)])));
        Assign(ParallelCopy.InOrder(_folded, _variables, carried));
        Declare(node);

        var around = _loop;
        var next = new Place();
        _loop = (next, after);
        after.IsBrokenTo = false;
        _landings[loop.Label] = new Landing(node, after);
        var yields = new Landing(node, next);
        var nodes = body.Written.ToList();

        bool isCounted = loop.Count is not null;
        bool isCompletedRead = node.Completed is not null && _variables.Share(node.Completed, loop.Iteration);
        bool isNumbered = isCounted || isCompletedRead || _folded.UseCount(loop.Iteration) > 0;
        var test = isCounted ? null : LeadingTest(body, nodes, yields);
        bool ends = isCounted || test is not null;
        string condition = test is { } t ? (t.LeavesFirst ? Inverted(t.Condition) : _printer.Print(t.Condition)) : "";
        if (node.Header is not null)
        {
            WriteHead(node, node.Header.Head(_folded, loop, _names[loop.Iteration], v => _printer.Print(v, Precedence.Additive)));
        }
        else if (!isNumbered)
        {
            _writer.Line($"while ({(test is null ? "true" : condition)})");
        }
        else
        {
            string name = _names[loop.Iteration];
            if (isCompletedRead)
            {
                // It is asked afterwards how far the loop came.
                _writer.Line($"int {name};");
            }

            string start = (isCompletedRead ? "" : "int ") + name;

            // Memory as long as the loop: of a length the run-time compiler knows more than of a count.
            string? kept = isCounted && LoopHeader.Kept(_folded, loop, body) is { } memory ? _names[memory] : null;
            WriteHead(node, loop switch
            {
                { Count: null } => new LoopHead($"{start} = 0", condition, name + "++"),
                { IsReversed: true } => LoopHeader.Downward(_folded, start, name, loop.Count, _printer.Print(loop.Count), OneLess(loop.Count), kept),
                _ => new LoopHead($"{start} = 0", $"{name} < {(kept is null || LoopHeader.IsLength(_folded, loop.Count) ? _printer.Print(loop.Count, Precedence.Shift) : kept + ".Length")}", name + "++"),
            });
        }

        _writer.Open();
        WriteArm(() => WriteBody(body, nodes, test, yields, next));
        _writer.Close();
        _loop = around;
        return ends || after.IsBrokenTo;
    }

    private void WriteHead(Node node, LoopHead head) => _writer.Line(head.While(node.Left, v => _names[v]).ToString());

    private string OneLess(Value count) => _folded.Inlined(count)?.Operation is Constant { Literal: { Symbol: null, Bits: > int.MinValue } literal }
        ? Literals.Text(literal with { Bits = literal.Bits - 1 })
        : _printer.Print(count, Precedence.Additive) + " - 1";

    private void WriteBody(Scope body, List<Node> nodes, Test? test, Landing yields, Place next)
    {
        bool goesOn = true;
        if (test is { } leading)
        {
            var landing = LandingOf(body, yields);
            bool isOnly = nodes.Count == 1 && landing is { Place: not null } && IsSilent(body, landing);
            var after = isOnly ? Place.SameAs(landing!.Place!) : new Place();
            Declare(nodes[0]);
            goesOn = Write(leading.Stays, new Landing(nodes[0], after), after);
            if (!isOnly && after.Label is not null)
            {
                _writer.Line(after.Label + ": ;");
                goesOn = true;
            }
        }

        if (goesOn)
        {
            Write(body, nodes, test is null ? 0 : 1, yields, next);
        }

        if (next.Label is not null)
        {
            _writer.Line(next.Label + ": ;");
        }
    }

    /// <summary>A test that ends a loop before anything else happens in it.</summary>
    /// <param name="Condition">What is asked.</param>
    /// <param name="LeavesFirst">Whether the loop ends where it holds.</param>
    /// <param name="Stays">What is run where it does not end.</param>
    private readonly record struct Test(Value Condition, bool LeavesFirst, Scope Stays);

    private Test? LeadingTest(Scope body, List<Node> nodes, Landing yields)
    {
        if (nodes.Count == 0 || nodes[0] is not { IsExpression: false, Operation: If choice } node)
        {
            return null;
        }

        for (int i = 0; i < 2; i++)
        {
            var arm = node.Arms[i];
            if (arm.End.Label is { } label && _folded.Labelled(label) == body.Owner && !arm.Written.Any() && IsSilent(arm, _landings[label]))
            {
                return new Test(choice.Condition, i == 0, node.Arms[1 - i]);
            }
        }

        return null;
    }
}
