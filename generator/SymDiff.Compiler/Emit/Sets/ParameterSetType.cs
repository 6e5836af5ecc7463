namespace SymDiff.Compiler.Emit.Sets;

/// <summary>A type that is a set of parameters, as text and values: all that its emitted part is made of.</summary>
/// <param name="Namespace">Its namespace, or empty.</param>
/// <param name="Types">The types that contain it, outermost first, and itself.</param>
/// <param name="Self">Its C# name, qualified.</param>
/// <param name="Scalar">The C# name of its scalar type.</param>
/// <param name="IsGeneric">Whether the scalar is a type parameter.</param>
/// <param name="Kind">How it can be derived from.</param>
/// <param name="Base">The set that it derives from; null for none.</param>
/// <param name="Members">Its state in declaration order, that of the base left out.</param>
/// <param name="LanguageVersion">The C# version times ten.</param>
/// <param name="HasUnscopedRef">Whether a view of a struct's own fields can be marked as such.</param>
public sealed record ParameterSetType(
    string Namespace,
    EquatableArray<ContainingType> Types,
    string Self,
    string Scalar,
    bool IsGeneric,
    SetKind Kind,
    BaseSet? Base,
    EquatableArray<SetMember> Members,
    int LanguageVersion,
    bool HasUnscopedRef)
{
    /// <summary>What other properties are called where the state is written down.</summary>
    public const string Setting = "Setting";

    /// <summary>The names of the other properties that are nothing but their value.</summary>
    public EquatableArray<string> Settings { get; init; }
}

/// <summary>The set that another one derives from.</summary>
/// <param name="Type">Its C# name, qualified.</param>
/// <param name="Zero">The type that its <c>CreateZero</c> says it returns.</param>
/// <param name="IsCovariant">Whether an override may return the derived type.</param>
public sealed record BaseSet(string Type, string Zero, bool IsCovariant);

/// <summary>How a set can be derived from.</summary>
public enum SetKind
{
    /// <summary>It is a struct.</summary>
    Struct,

    /// <summary>It is a sealed class.</summary>
    Sealed,

    /// <summary>It is a class that others may derive from.</summary>
    Open,
}

/// <summary>A field or auto-property that holds parameters.</summary>
/// <param name="Name">Its name, with <c>@</c> where C# wants it.</param>
/// <param name="Shape">What it holds.</param>
/// <param name="Type">The C# name of a nested set; of anything else, of the scalar.</param>
/// <param name="IsAssignable">Whether it can be assigned outside of a constructor.</param>
/// <param name="NeedsCast">Whether <c>CreateZero</c> of the nested set is declared to return a base of it.</param>
/// <param name="Accessor">The method that gives a reference to its field where C# gives none; null where none is needed.</param>
public sealed record SetMember(string Name, SetShape Shape, string Type, bool IsAssignable, bool NeedsCast, FieldAccessor? Accessor);

/// <summary>A method that gives a reference to a field that has no name in C#, or cannot be assigned by it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Field">The name of the field at run time.</param>
/// <param name="FieldType">The C# type of the field.</param>
public sealed record FieldAccessor(string Name, string Field, string FieldType);

/// <summary>What a member of a set holds.</summary>
public enum SetShape
{
    /// <summary>One number.</summary>
    Scalar,

    /// <summary>A one-dimensional array.</summary>
    Array,

    /// <summary>A matrix <c>T[,]</c>.</summary>
    Matrix,

    /// <summary>An array of arrays.</summary>
    Rows,

    /// <summary>A set that is a class.</summary>
    ClassSet,

    /// <summary>A set that is a struct.</summary>
    StructSet,

    /// <summary>An array of sets.</summary>
    Sets,
}
