namespace SymDiff.Compiler.Emit;

/// <summary>How strongly C# binds an expression together, weakest first.</summary>
internal enum Precedence
{
    /// <summary>Anything may stand here.</summary>
    Any,

    /// <summary><c>c ? a : b</c></summary>
    Conditional,

    /// <summary><c>a || b</c></summary>
    OrElse,

    /// <summary><c>a &amp;&amp; b</c></summary>
    AndAlso,

    /// <summary><c>a | b</c></summary>
    Or,

    /// <summary><c>a ^ b</c></summary>
    Xor,

    /// <summary><c>a &amp; b</c></summary>
    And,

    /// <summary><c>a == b</c></summary>
    Equality,

    /// <summary><c>a &lt; b</c></summary>
    Relational,

    /// <summary><c>a &lt;&lt; b</c></summary>
    Shift,

    /// <summary><c>a + b</c></summary>
    Additive,

    /// <summary><c>a * b</c></summary>
    Multiplicative,

    /// <summary><c>-a</c>, <c>(T)a</c></summary>
    Unary,

    /// <summary>Names, literals, calls.</summary>
    Primary,
}

/// <summary>The precedence of operators.</summary>
internal static class Operators
{
    /// <summary>The precedence of a binary operator.</summary>
    public static Precedence PrecedenceOf(string binary) => binary switch
    {
        "*" or "/" or "%" => Precedence.Multiplicative,
        "+" or "-" => Precedence.Additive,
        "<<" or ">>" => Precedence.Shift,
        "<" or "<=" or ">" or ">=" => Precedence.Relational,
        "==" or "!=" => Precedence.Equality,
        "&" => Precedence.And,
        "^" => Precedence.Xor,
        "|" => Precedence.Or,
        _ => throw new NotSupportedException($"The emitter knows no operator '{binary}'."),
    };
}
