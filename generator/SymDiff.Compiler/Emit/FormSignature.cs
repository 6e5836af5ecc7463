using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>What a parameter of an emitted method is for.</summary>
public enum FormRole
{
    /// <summary>A parameter of the method itself.</summary>
    Primal,

    /// <summary>The cotangent of the result.</summary>
    Cotangent,

    /// <summary>The cotangent of what an output buffer holds in the end.</summary>
    OutputCotangent,

    /// <summary>What a parameter's derivative is added to.</summary>
    Accumulator,

    /// <summary>The cotangent of an in-out buffer: on entry of its final content, on exit of its initial content.</summary>
    InOutCotangent,

    /// <summary>The tangent of a parameter.</summary>
    Tangent,

    /// <summary>Where the tangent of an output buffer goes.</summary>
    OutputTangent,

    /// <summary>The tangent of an in-out buffer.</summary>
    InOutTangent,

    /// <summary>A parameter's part of the direction that the Hessian is applied to.</summary>
    Direction,

    /// <summary>What a parameter's derivative is written to.</summary>
    Destination,

    /// <summary>Where a parameter's part of the Hessian's diagonal goes, beside its derivative.</summary>
    Diagonal,

    /// <summary>The entries that a sparse Jacobian has.</summary>
    Pattern,

    /// <summary>Where the whole Jacobian or Hessian goes.</summary>
    Matrix,

    /// <summary>Where a parameter's columns of the Jacobian go.</summary>
    Block,

    /// <summary>The number of the first sample.</summary>
    FirstSample,

    /// <summary>The number of samples.</summary>
    SampleCount,

    /// <summary>Over how many threads samples are spread.</summary>
    Workers,
}

/// <summary>A parameter of an emitted method.</summary>
/// <param name="Name">Its name, without a leading <c>@</c>.</param>
/// <param name="CSharpType">The C# text of its type.</param>
/// <param name="Modifiers">Its modifiers with spaces between them, or empty.</param>
/// <param name="DefaultValue">C# of its default value where the form keeps it, else null.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Primal">The name of the method's own parameter that it is or belongs to; empty for the cotangent of the result.</param>
/// <param name="Type">What it is to the compiler.</param>
/// <param name="IsWritten">Whether it is memory whose old content is lost.</param>
public sealed record FormParameter(string Name, string CSharpType, string Modifiers, string? DefaultValue, FormRole Role, string Primal, IrType Type, bool IsWritten = false)
{
    /// <summary>Whether it is a variable of the caller that the derivative's results go to, and no parameter of the derivative's function.</summary>
    public bool IsResult => !Type.IsBuffer && (Role is FormRole.Accumulator or FormRole.Destination or FormRole.Diagonal or FormRole.OutputTangent || Has("out"));

    /// <summary>Whether it is a variable of the caller that is read and written: a parameter of the derivative's function, and one of its results.</summary>
    public bool IsUpdated => !Type.IsBuffer && Role != FormRole.Accumulator && Has("ref");

    /// <summary>The parameter of the caller's form that it is a part of, where that is to be named in its place; null for itself.</summary>
    public string? Reported { get; init; }

    /// <summary>C# of the name that exceptions give.</summary>
    public string NameText => Reported is null ? $"nameof({Identifiers.Escape(Name)})" : Literals.Quoted(Reported);

    /// <summary>Whether it is an array of arrays, with a derivative or without.</summary>
    public bool IsJagged => CSharpType.Replace("?", "").EndsWith("[][]", StringComparison.Ordinal);

    /// <summary>Whether it is a matrix or an array of arrays, which forms hand on as the span of its rows.</summary>
    public bool HasRows => IsJagged || CSharpType.Replace("?", "").EndsWith("[,]", StringComparison.Ordinal);

    /// <summary>What stands before an argument that is handed on to it, with a space behind it, or nothing.</summary>
    public string Passing => Has("ref") ? "ref " : Has("out") ? "out " : "";

    /// <summary>Whether it has a modifier.</summary>
    /// <param name="modifier">The modifier.</param>
    public bool Has(string modifier) => Modifiers.Split(' ').Contains(modifier);
}

/// <summary>The declaration of an emitted method, which follows from the method's declaration alone.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Name">Its name.</param>
/// <param name="ReturnType">The C# text of its return type.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record FormSignature(DerivativeKind Kind, string Name, string ReturnType, EquatableArray<FormParameter> Parameters)
{
    /// <summary>Whether only forms call it, whose arguments were checked.</summary>
    public bool IsCore { get; init; }

    /// <summary>Whether it takes the rows of matrices and of arrays of arrays as spans, from a form that saw to what only shows in the rows themselves.</summary>
    public bool IsFlat { get; init; }

    /// <summary>
    /// Those that are parameters of the derivative's function, in its order: the cotangents of a pullback's numbers stand before its memory, in the order of the
    /// method's results.
    /// </summary>
    public IEnumerable<FormParameter> Entering
    {
        get
        {
            var entering = Parameters.Where(p => !p.IsResult).ToList();
            var places = Parameters.Where(p => p.Role == FormRole.Primal).Select((p, i) => (p.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
            return Kind != DerivativeKind.Vjp ? entering : entering.Where(p => p.Role is FormRole.Primal or FormRole.Cotangent)
                .Concat(entering.Where(p => !p.Type.IsBuffer && (p.Role is FormRole.OutputCotangent or FormRole.InOutCotangent)).OrderBy(p => places[p.Primal]))
                .Concat(entering.Where(p => p.Type.IsBuffer && p.Role is not (FormRole.Primal or FormRole.Cotangent)));
        }
    }

    /// <summary>Whether it writes its results to memory of the caller.</summary>
    public bool Overwrites => Parameters.Any(p => p.Role is FormRole.Destination or FormRole.Diagonal or FormRole.OutputTangent or FormRole.InOutTangent or FormRole.Matrix or FormRole.Block);
}
