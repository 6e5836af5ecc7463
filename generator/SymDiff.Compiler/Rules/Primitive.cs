using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Rules;

/// <summary>How a primitive's result type follows from its arguments.</summary>
public enum ResultType
{
    /// <summary>That of the first argument.</summary>
    SameAsArguments,

    /// <summary>A truth value.</summary>
    Bool,

    /// <summary>An <c>i32</c>, which is never active.</summary>
    Integer,

    /// <summary>Whatever the statement says: a conversion.</summary>
    Free,
}

/// <summary>What a primitive takes in one of its places.</summary>
public enum ParameterKind
{
    /// <summary>The type of the first argument.</summary>
    SameAsFirst,

    /// <summary>An integer, which is never active.</summary>
    Integer,

    /// <summary>A C# enumeration that says how, which is never active.</summary>
    Mode,
}

/// <summary>One row of the primitive table: all that any pass, test or page of the documentation knows about a scalar operation.</summary>
/// <param name="Name">Its name; that of the <c>Math</c> member where there is one.</param>
/// <param name="Arity">How many arguments it takes.</param>
/// <param name="CSharp">How it is written.</param>
/// <param name="Cost">What evaluating it costs.</param>
public sealed record Primitive(string Name, int Arity, CSharpForm CSharp, Cost Cost)
{
    /// <summary>
    /// The partial derivatives, one an argument, in terms of the arguments and the result; null where the derivative is zero by structure.
    /// Empty for primitives on values that are never active.
    /// </summary>
    public IReadOnlyList<Partial?> Partials { get; init; } = [];

    /// <summary>What the arguments are, one an argument; empty where all are of the first one's type.</summary>
    public IReadOnlyList<ParameterKind> Parameters { get; init; } = [];

    /// <summary>The result's type.</summary>
    public ResultType Result { get; init; } = ResultType.SameAsArguments;

    /// <summary>Where the numeric tests may sample each argument: open intervals in which the primitive is smooth, from which integers and modes are taken too.</summary>
    public IReadOnlyList<Domain> Domains { get; init; } = [];

    /// <summary>The partials as mathematics, for the documentation; one an argument.</summary>
    public IReadOnlyList<string> Formulas { get; init; } = [];

    /// <summary>What the documentation says of edge points.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether swapping the two arguments changes nothing, not even rounding.</summary>
    public bool IsCommutative { get; init; }

    /// <summary>Whether the derivative is zero almost everywhere although the result depends on the argument (<c>Floor</c>).</summary>
    public bool IsStep { get; init; }

    /// <summary>Whether it is 0, ½ or 1, whatever the arguments are: the share that one of several values has in what was chosen of them.</summary>
    public bool IsShare { get; init; }

    /// <summary>Whether C# throws for some real arguments (<c>Sign</c> of NaN), so that evaluating it may not be moved.</summary>
    public bool CanThrow { get; init; }

    /// <summary>What the argument of that number is.</summary>
    public ParameterKind KindOf(int argument) => argument < Parameters.Count ? Parameters[argument] : ParameterKind.SameAsFirst;
}

/// <summary>One partial derivative.</summary>
/// <param name="Build">Writes it in terms of the arguments and the result.</param>
/// <param name="CanBeInfinite">It can be non-finite inside the primitive's domain, so a cotangent of exactly 0 must contribute 0 (NUMERICS, P4).</param>
public sealed record Partial(Func<RuleContext, Value> Build, bool CanBeInfinite = false)
{
    /// <summary>
    /// The partial of a strong product: the term is itself a strong product with this factor, in the order of the row's own arguments
    /// (d(g ⊙ p) = StrongMultiply(dg, p) + StrongMultiply(g, dp)), so that a zero stays one at every order.
    /// </summary>
    public bool IsStrongFactor { get; init; }
}

/// <summary>An open interval to sample.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public sealed record Domain(double Low, double High);

/// <summary>What evaluating a primitive costs, as far as the choice between recomputing and recording goes.</summary>
public enum Cost
{
    /// <summary>An instruction or two: recomputed rather than recorded.</summary>
    Cheap,

    /// <summary>A division or a root: recorded in loops.</summary>
    Moderate,

    /// <summary>A call of a transcendental function.</summary>
    Expensive,
}
