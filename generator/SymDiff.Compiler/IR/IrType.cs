namespace SymDiff.Compiler.IR;

/// <summary>What kind of thing a value is.</summary>
public enum TypeKind
{
    /// <summary>A truth value.</summary>
    Bool,

    /// <summary>An integer of some width; never active.</summary>
    Integer,

    /// <summary>An IEEE floating-point number: the only kind that carries derivatives.</summary>
    Real,

    /// <summary>A range of memory: the triple (allocation, offset, length).</summary>
    Buffer,

    /// <summary>Any value at all: the element type of a call's record, whose slots differ in type.</summary>
    Any,

    /// <summary>A C# type the compiler does not look into; never active.</summary>
    Opaque,
}

/// <summary>The type of a value in the intermediate form.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Name">How the text form spells it (<c>f64</c>, <c>i32</c>); for <see cref="TypeKind.Opaque"/> the C# type.</param>
/// <param name="Element">What a buffer holds, else null.</param>
public sealed record IrType(TypeKind Kind, string Name, IrType? Element = null)
{
    /// <summary>C# <c>double</c>.</summary>
    public static readonly IrType Float64 = new(TypeKind.Real, "f64");

    /// <summary>C# <c>float</c>.</summary>
    public static readonly IrType Float32 = new(TypeKind.Real, "f32");

    /// <summary>C# <c>bool</c>.</summary>
    public static readonly IrType Bool = new(TypeKind.Bool, "bool");

    /// <summary>C# <c>int</c>.</summary>
    public static readonly IrType Int32 = new(TypeKind.Integer, "i32");

    /// <summary>C# <c>long</c>.</summary>
    public static readonly IrType Int64 = new(TypeKind.Integer, "i64");

    /// <summary>C# <c>uint</c>.</summary>
    public static readonly IrType UInt32 = new(TypeKind.Integer, "u32");

    /// <summary>C# <c>ulong</c>.</summary>
    public static readonly IrType UInt64 = new(TypeKind.Integer, "u64");

    /// <summary>C# <c>short</c>.</summary>
    public static readonly IrType Int16 = new(TypeKind.Integer, "i16");

    /// <summary>C# <c>ushort</c>.</summary>
    public static readonly IrType UInt16 = new(TypeKind.Integer, "u16");

    /// <summary>C# <c>sbyte</c>.</summary>
    public static readonly IrType Int8 = new(TypeKind.Integer, "i8");

    /// <summary>C# <c>byte</c>.</summary>
    public static readonly IrType UInt8 = new(TypeKind.Integer, "u8");

    /// <summary>C# <c>char</c>, which takes part in integer arithmetic.</summary>
    public static readonly IrType Char = new(TypeKind.Integer, "char");

    /// <summary>The element type of a call's record.</summary>
    public static readonly IrType Any = new(TypeKind.Any, "any");

    /// <summary>The record that the forward half of a split call leaves for its reverse half.</summary>
    public static readonly IrType Frame = Buffer(Any);

    /// <summary>Every scalar type, by the name the text form uses.</summary>
    public static IReadOnlyList<IrType> Scalars { get; } =
        [Float64, Float32, Bool, Int32, Int64, UInt32, UInt64, Int16, UInt16, Int8, UInt8, Char];

    /// <summary>
    /// What is known of a type parameter that stands for a floating-point number: the interfaces of generic mathematics that its constraints give, by name, in order;
    /// empty for every other type.
    /// </summary>
    public EquatableArray<string> Interfaces { get; init; }

    /// <summary>Whether this is a type parameter that stands for a floating-point number.</summary>
    public bool IsGeneric => Interfaces.Count > 0;

    /// <summary>Whether memory of this type can be taken from the stack.</summary>
    public bool IsUnmanaged => !IsGeneric || Interfaces.Contains(Unmanaged);

    /// <summary>What stands among the interfaces of a type parameter with that constraint.</summary>
    public const string Unmanaged = "unmanaged";

    /// <summary>Whether values of this type are floating-point scalars.</summary>
    public bool IsReal => Kind == TypeKind.Real;

    /// <summary>Whether this is a range of memory.</summary>
    public bool IsBuffer => Kind == TypeKind.Buffer;

    /// <summary>Whether a buffer of this type has a shadow that holds cotangents or tangents (at any depth of nesting).</summary>
    public bool HasShadow => IsBuffer && (Element!.IsReal || Element.HasShadow || Element.Kind == TypeKind.Any);

    /// <summary>A buffer of <paramref name="element"/>.</summary>
    public static IrType Buffer(IrType element) => new(TypeKind.Buffer, "buffer", element);

    /// <summary>A C# type that carries no derivative and is not looked into.</summary>
    /// <param name="csharp">The type, fully qualified, as C# text.</param>
    public static IrType Opaque(string csharp) => new(TypeKind.Opaque, csharp);

    /// <summary>Several neighbouring elements of memory, which are computed with at once: a vector of the platform. Only emitted text has them.</summary>
    /// <param name="real">What the elements are: C# <c>double</c> or <c>float</c>.</param>
    public static IrType Lanes(IrType real) => Opaque(LanesOf + (real == Float32 ? "float>" : "double>"));

    /// <summary>Whether this is a vector of the platform, or memory of them.</summary>
    public bool AreLanes => Element is null ? Kind == TypeKind.Opaque && Name.StartsWith(LanesOf, StringComparison.Ordinal) : Element.AreLanes;

    private const string LanesOf = "global::System.Numerics.Vector<";

    /// <summary>A type parameter that stands for a floating-point number.</summary>
    /// <param name="name">Its name, as C# text.</param>
    /// <param name="interfaces">The interfaces of generic mathematics that its constraints give.</param>
    public static IrType Generic(string name, IEnumerable<string> interfaces) =>
        new(TypeKind.Real, name) { Interfaces = interfaces.Distinct().OrderBy(i => i, StringComparer.Ordinal).ToEquatableArray() };

    /// <summary>The text form.</summary>
    public override string ToString() => Kind switch
    {
        TypeKind.Buffer => $"buffer<{Element}>",
        TypeKind.Opaque => $"opaque<\"{Name}\">",
        TypeKind.Real when IsGeneric => $"generic<\"{Name}\", \"{string.Join(" ", Interfaces)}\">",
        _ => Name,
    };
}
