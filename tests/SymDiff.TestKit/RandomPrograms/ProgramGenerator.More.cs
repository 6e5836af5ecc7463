namespace SymDiff.TestKit;

/// <content>Functions, patterns and throws that people write less often.</content>
public sealed partial class ProgramGenerator
{
    private Node MoreFunctions(int depth) => _random.Next(10) switch
    {
        0 => Make(NodeKind.Real, "Math.Atan2($0, $1)", "Atan2, Atan, Asinh", Bounded(depth), Positive(depth)),
        1 => Make(NodeKind.Real, $"Math.{Pick("Atan", "Asinh")}($0)", "Atan2, Atan, Asinh", Real(depth)),
        2 => Make(NodeKind.Real, $"Math.Clamp($0, -0.75, {Pick("1.0", "1.5")})", "Clamp", Real(depth)),
        3 => Make(NodeKind.Real, "Math.Cbrt($0)", "Cbrt", Positive(depth)),
        4 => Make(NodeKind.Real, $"Math.{Pick("Sinh", "Cosh")}(Math.Sin($0))", "Sinh, Cosh", Bounded(depth)),
        5 => Make(NodeKind.Real, $"Math.Log($0, {Pick("2.0", "10.0")})", "logarithms", Positive(depth)),
        6 => Make(NodeKind.Real, $"Math.{Pick("Log2", "Log10")}($0)", "logarithms", Positive(depth)),
        7 => Make(NodeKind.Real, "Math.FusedMultiplyAdd($0, $1, $2)", "FusedMultiplyAdd", Bounded(depth), Bounded(depth), Leaf()),
        8 => Make(NodeKind.Real, $"Math.{Pick("MaxMagnitude", "MinMagnitude", "CopySign")}($0, $1)", "MaxMagnitude, CopySign", Bounded(depth), Bounded(depth)),
        _ => Make(NodeKind.Real, "Math.Clamp($0, Math.Min($1, 0.5), 0.5)", "Clamp", Real(depth), Leaf()),
    };

    private Node MorePatterns(int depth)
    {
        switch (_random.Next(4))
        {
            case 0:
                return Make(NodeKind.Real, "(($0, $1) switch { (true, false) => $2, (false, _) when $3 => $4, _ => $5 })", "switch expression: tuple of conditions", Bool(1), Bool(1), Real(depth), Bool(1), Real(depth), Leaf());
            case 1:
                return Make(NodeKind.Real, "($0 switch { not 0 and < 2 => $1, > 3 or < -3 => $2, _ => $3 })", "switch expression: and, or, not", Int(1), Real(depth), Leaf(), Real(depth));
            case 2:
                string bound = Fresh("k");
                return Make(NodeKind.Real, $"($0 switch {{ 1 => $1, var {bound} when {bound} < 0 => $2 * {bound}, _ => $3 }})", "switch expression: var, when", Int(1), Real(depth), Bounded(depth), Leaf());
            default:
                // What is switched on has an effect, which must happen once.
                return Assignable("int") is { } count
                    ? Make(NodeKind.Real, $"({count.Name}++ switch {{ 0 => $0, 1 or 2 => $1, _ => $2 }})", "switch expression: on an effect", Real(depth), Real(depth), Leaf())
                    : Bounded(depth);
        }
    }

    private Node ThrowExpression(int depth) =>
        Make(NodeKind.Real, "($0 < 40.0 ? $1 : throw new ArgumentException(\"too far\"))", "throw expression", Leaf(), Real(depth));

    /// <summary>A statement over the sign of something, which throws where it has none.</summary>
    private Node ThrowingSwitch(Variable switched)
    {
        bool canBreak = _canBreak;
        _canBreak = false;
        Node made = Do($"switch ({switched.Name} > 0.0, {switched.Name} < 0.5)\n{{\ncase (true, true):\n    @0\n    break;\ncase (false, false):\n    throw new InvalidOperationException(\"no order\");\ndefault:\n    @1\n    break;\n}}", "switch: tuple, with a throw") with
        {
            Blocks = [Block(2), Block(1)],
        };
        _canBreak = canBreak;
        return made;
    }

    private Node SingleStatement(Variable single) => _random.Next(5) switch
    {
        0 => Do($"{single.Name} {Pick("+=", "-=")} (Real32)$0;", "single precision", Bounded(2)),
        1 => Do($"{single.Name} *= MathF.{Pick("Cos", "Tanh")}({single.Name});", "single precision"),
        2 => Do($"{single.Name} = (Real32)$0 * {Pick("0.5f", "2")} + {single.Name};", "single precision", Bounded(2)),
        3 => Do($"{single.Name}++;", "single precision"),
        _ => Do($"{single.Name} = $0 > {single.Name} ? (Real32)$1 : 0.25f;", "single precision", Bounded(1), Bounded(2)) with { OracleText = $"{single.Name} = (Real)$0 > {single.Name} ? (Real32)$1 : 0.25f;" },
    };

    /// <summary>The oracle's types have no operator that takes a number of each width, but a conversion.</summary>
    private Node Mixed(Variable single, int depth)
    {
        string sign = Pick("+", "-", "*");
        return Make(NodeKind.Real, $"($0 {sign} {single.Name})", "single and double precision mixed", Bounded(depth)) with { OracleText = $"((Real)$0 {sign} {single.Name})" };
    }
}
