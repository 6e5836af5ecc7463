namespace SymDiff.Compiler.Rules;

/// <summary>How a primitive is written in C#.</summary>
/// <param name="Kind">The grammar.</param>
/// <param name="Text">The operator, the method's name, or for a template the text with <c>{0}</c>, <c>{1}</c> … for the arguments.</param>
public sealed record CSharpForm(CSharpFormKind Kind, string Text)
{
    /// <summary>A binary operator, left-associative.</summary>
    public static CSharpForm Binary(string op) => new(CSharpFormKind.Binary, op);

    /// <summary>A prefix operator.</summary>
    public static CSharpForm Unary(string op) => new(CSharpFormKind.Unary, op);

    /// <summary>A method of <c>Math</c>, or of <c>MathF</c> at <c>float</c>.</summary>
    public static CSharpForm Math(string name) => new(CSharpFormKind.Math, name);

    /// <summary>A cast to the result's type.</summary>
    public static CSharpForm Cast { get; } = new(CSharpFormKind.Cast, "");

    /// <summary>Nothing is written: the value of the first argument.</summary>
    public static CSharpForm Identity { get; } = new(CSharpFormKind.Identity, "");

    /// <summary>
    /// A conditional expression (precedence of <c>?:</c>) in which an argument may occur more than once, so that arguments are literals or names.
    /// <c>{0}</c> … stand for the arguments, <c>{one}</c>, <c>{zero}</c>, <c>{half}</c>, <c>{nan}</c> for literals of the type.
    /// </summary>
    public static CSharpForm Conditional(string template) => new(CSharpFormKind.Conditional, template);
}

/// <summary>The grammars of <see cref="CSharpForm"/>.</summary>
public enum CSharpFormKind
{
    /// <summary><c>a + b</c></summary>
    Binary,

    /// <summary><c>-a</c></summary>
    Unary,

    /// <summary><c>Math.F(a, b)</c></summary>
    Math,

    /// <summary><c>(T)a</c></summary>
    Cast,

    /// <summary><c>a</c></summary>
    Identity,

    /// <summary><c>a &gt; b ? x : y</c></summary>
    Conditional,
}
