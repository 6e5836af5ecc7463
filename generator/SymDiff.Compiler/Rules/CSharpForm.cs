namespace SymDiff.Compiler.Rules;

/// <summary>How a primitive is written in C#.</summary>
/// <param name="Kind">The grammar.</param>
/// <param name="Text">The operator, the method's name, or for a template the text with <c>{0}</c>, <c>{1}</c> … for the arguments.</param>
/// <param name="Home">Where a method lives.</param>
public sealed record CSharpForm(CSharpFormKind Kind, string Text, CSharpHome Home = CSharpHome.Math)
{
    /// <summary>A binary operator, left-associative.</summary>
    public static CSharpForm Binary(string op) => new(CSharpFormKind.Binary, op);

    /// <summary>A prefix operator.</summary>
    public static CSharpForm Unary(string op) => new(CSharpFormKind.Unary, op);

    /// <summary>A method of <c>Math</c>, or of <c>MathF</c> at <c>float</c>.</summary>
    public static CSharpForm Math(string name) => new(CSharpFormKind.Math, name);

    /// <summary>A method that <c>Math</c> has for <c>float</c> too, beside <c>MathF</c>.</summary>
    public static CSharpForm MathOfBoth(string name) => new(CSharpFormKind.Math, name, CSharpHome.MathOfBoth);

    /// <summary>A method that only <c>Math</c> has, for both widths.</summary>
    public static CSharpForm MathAlone(string name) => new(CSharpFormKind.Math, name, CSharpHome.MathAlone);

    /// <summary>A static method of <c>double</c>, or of <c>float</c>, that <c>Math</c> does not have.</summary>
    public static CSharpForm Number(string name) => new(CSharpFormKind.Math, name, CSharpHome.Number);

    /// <summary>A static method of SymDiff.</summary>
    public static CSharpForm Library(string name) => new(CSharpFormKind.Library, name);

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

/// <summary>
/// The type that a method is called on. Where several have it they do the same to the bit, and the one that came first is written, so that
/// a target which has the method at all has it there.
/// </summary>
public enum CSharpHome
{
    /// <summary><c>Math</c>; <c>MathF</c> for <c>float</c>.</summary>
    Math,

    /// <summary><c>Math</c>; for <c>float</c> either <c>MathF</c> or, where there is none, <c>Math</c>.</summary>
    MathOfBoth,

    /// <summary><c>Math</c> for both widths.</summary>
    MathAlone,

    /// <summary><c>double</c> or <c>float</c>.</summary>
    Number,
}

/// <summary>The grammars of <see cref="CSharpForm"/>.</summary>
public enum CSharpFormKind
{
    /// <summary><c>a + b</c></summary>
    Binary,

    /// <summary><c>-a</c></summary>
    Unary,

    /// <summary><c>Math.F(a, b)</c> or <c>double.F(a, b)</c></summary>
    Math,

    /// <summary><c>SymDiff.T.F(a, b)</c></summary>
    Library,

    /// <summary><c>(T)a</c></summary>
    Cast,

    /// <summary><c>a</c></summary>
    Identity,

    /// <summary><c>a &gt; b ? x : y</c></summary>
    Conditional,
}
