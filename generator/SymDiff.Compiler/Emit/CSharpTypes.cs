using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>C#'s side of the types of the intermediate form.</summary>
internal static class CSharpTypes
{
    private static readonly Dictionary<string, (string Name, int Bits, bool IsSigned)> Known = new(StringComparer.Ordinal)
    {
        ["f64"] = ("double", 64, true),
        ["f32"] = ("float", 32, true),
        ["bool"] = ("bool", 1, false),
        ["i32"] = ("int", 32, true),
        ["i64"] = ("long", 64, true),
        ["u32"] = ("uint", 32, false),
        ["u64"] = ("ulong", 64, false),
        ["i16"] = ("short", 16, true),
        ["u16"] = ("ushort", 16, false),
        ["i8"] = ("sbyte", 8, true),
        ["u8"] = ("byte", 8, false),
        ["char"] = ("char", 16, false),
    };

    /// <summary>How C# spells the type.</summary>
    public static string Name(IrType type) => type.Kind switch
    {
        TypeKind.Opaque => type.Name,
        TypeKind.Real when type.IsGeneric => type.Name,
        TypeKind.Buffer or TypeKind.Any => throw new NotSupportedException($"The emitter has no form for the type {type}."),
        _ => Known[type.Name].Name,
    };

    /// <summary>Whether a type is a <c>Memory&lt;T&gt;</c> of either kind.</summary>
    /// <param name="type">C# of the type.</param>
    public static bool IsMemory(string type) =>
        type.StartsWith("global::System.Memory<", StringComparison.Ordinal) || type.StartsWith("global::System.ReadOnlyMemory<", StringComparison.Ordinal);

    /// <summary>The span of a <c>Memory&lt;T&gt;</c> with the same elements; every other type as it is.</summary>
    /// <param name="type">C# of the type.</param>
    public static string SpanOf(string type) => IsMemory(type) ? type.Replace("Memory<", "Span<") : type;

    /// <summary>A parameter as an array or a span.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">C# of its type.</param>
    public static string AsSpan(string name, string type) =>
        type.Replace("?", "").EndsWith("[,]", StringComparison.Ordinal) ? $"global::SymDiff.Buffers.Flat({Identifiers.Escape(name)})" : Identifiers.Escape(name) + (IsMemory(type) ? ".Span" : "");

    /// <summary>Whether a conversion can lose bits of an integer, so that it means different things in checked and unchecked code.</summary>
    public static bool CanOverflow(IrType from, IrType to)
    {
        if (to.Kind != TypeKind.Integer || from.Kind is not (TypeKind.Integer or TypeKind.Real))
        {
            return false;
        }

        if (from.IsReal)
        {
            // The conversion of a type parameter is a call, which says itself what happens.
            return !from.IsGeneric;
        }

        var (source, target) = (Known[from.Name], Known[to.Name]);
        bool isWider = source.IsSigned == target.IsSigned
            ? target.Bits >= source.Bits
            : target.IsSigned && target.Bits > source.Bits;
        return !isWider;
    }
}
