using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>The three parts of a loop's head.</summary>
/// <param name="Start">What is done first.</param>
/// <param name="Condition">What holds as long as it goes on.</param>
/// <param name="Step">What is done after each iteration.</param>
internal readonly record struct LoopHead(string Start, string Condition, string Step = "")
{
    /// <summary>The same, which goes on only while some of the values are not 0.</summary>
    /// <param name="values">The values; none for the same head.</param>
    /// <param name="nameOf">What a value is called.</param>
    public LoopHead While(IReadOnlyList<Value> values, Func<Value, string> nameOf)
    {
        string test = string.Join(" || ", values.Select(v => $"{nameOf(v)} != {Literals.Text(Literal.Zero(v.Type))}"));
        return values.Count == 0 ? this : this with { Condition = $"{Condition} && {(values.Count > 1 ? $"({test})" : test)}" };
    }

    /// <summary>The line.</summary>
    public override string ToString() => $"for ({Start}; {Condition};{(Step.Length > 0 ? " " + Step : "")})";
}
