namespace SymDiff.Compiler.Emit;

/// <summary>What a parameter of an emitted method is for.</summary>
public enum FormRole
{
    /// <summary>A parameter of the method itself.</summary>
    Primal,

    /// <summary>The cotangent of the result.</summary>
    Cotangent,

    /// <summary>What a parameter's derivative is added to.</summary>
    Accumulator,

    /// <summary>The tangent of a parameter.</summary>
    Tangent,

    /// <summary>A parameter's part of the direction that the Hessian is applied to.</summary>
    Direction,
}

/// <summary>A parameter of an emitted method.</summary>
/// <param name="Name">Its name, without a leading <c>@</c>.</param>
/// <param name="CSharpType">The C# text of its type.</param>
/// <param name="Modifiers">Its modifiers with spaces between them, or empty.</param>
/// <param name="DefaultValue">C# of its default value where the form keeps it, else null.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Primal">The name of the method's own parameter that it is or belongs to; empty for the cotangent of the result.</param>
public sealed record FormParameter(string Name, string CSharpType, string Modifiers, string? DefaultValue, FormRole Role, string Primal);

/// <summary>The declaration of an emitted method, which follows from the method's declaration alone.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Name">Its name.</param>
/// <param name="ReturnType">The C# text of its return type.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record FormSignature(DerivativeKind Kind, string Name, string ReturnType, EquatableArray<FormParameter> Parameters);
