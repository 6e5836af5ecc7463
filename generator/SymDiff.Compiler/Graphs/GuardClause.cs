using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Graphs;

/// <summary>The guard clauses of the platform that compare numbers, <c>ArgumentOutOfRangeException.ThrowIf…</c>: what they throw for is a node.</summary>
internal static class GuardClause
{
    /// <summary>What they throw.</summary>
    public const string Exception = "System.ArgumentOutOfRangeException";

    private const string Prefix = "global::" + Exception + ".ThrowIf";

    /// <summary>What a clause throws for; null if it is none.</summary>
    /// <param name="clause">The C#.</param>
    /// <param name="nodes">Makes nodes.</param>
    /// <param name="of">What a value stands for.</param>
    public static GraphNode? Condition(External clause, GraphNodes nodes, Func<Value, object> of)
    {
        if (!clause.Text.StartsWith(Prefix, StringComparison.Ordinal) || of(clause.Arguments[0]) is not GraphNode value)
        {
            return null;
        }

        object zero = nodes.Constant(Literal.Zero(value.Type));
        object? condition = clause.Text.Substring(Prefix.Length).Split('<', '(')[0] switch
        {
            "Negative" => Negative(),
            "Zero" => Test("Equal", zero),
            "NegativeOrZero" => nodes.Choose((GraphNode)Negative(), nodes.Truth(true), Test("Equal", zero)),
            "GreaterThan" => Test("Greater", of(clause.Arguments[1])),
            "GreaterThanOrEqual" => Test("GreaterOrEqual", of(clause.Arguments[1])),
            "LessThan" => Test("Less", of(clause.Arguments[1])),
            "LessThanOrEqual" => Test("LessOrEqual", of(clause.Arguments[1])),
            "Equal" => Test("Equal", of(clause.Arguments[1])),
            "NotEqual" => Test("NotEqual", of(clause.Arguments[1])),
            _ => null,
        };
        return condition as GraphNode;

        object Test(string primitive, object other) => nodes.Applied(IrType.Bool, primitive, value, other);

        // By its sign: −0 is negative to the platform.
        object Negative() => value.Type.IsReal
            ? nodes.Applied(IrType.Bool, "Less", nodes.Applied(value.Type, "CopySign", nodes.Constant(Literal.Of(value.Type, 1.0)), value), zero)
            : Test("Less", zero);
    }
}
