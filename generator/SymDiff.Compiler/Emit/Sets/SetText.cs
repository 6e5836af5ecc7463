namespace SymDiff.Compiler.Emit.Sets;

/// <summary>What is said of one member of a set in each of the methods, as C#.</summary>
/// <param name="set">The set.</param>
internal sealed class SetText(ParameterSetType set)
{
    private const string Blocks = "global::SymDiff.ParameterBlocks";

    /// <summary>Whether the member is exactly one block.</summary>
    public static bool IsOneBlock(SetMember member) => member.Shape is SetShape.Scalar or SetShape.Array or SetShape.Matrix;

    /// <summary>How many parameters it has; null for one.</summary>
    public string? Count(SetMember member) => member.Shape switch
    {
        SetShape.Scalar => null,
        SetShape.Rows => $"global::SymDiff.Jagged.Size<{set.Scalar}>({Read(member)})",
        SetShape.ClassSet => $"({Read(member)}?.ParameterCount ?? 0)",
        SetShape.StructSet => Place(member) + ".ParameterCount",
        SetShape.Sets => $"{Blocks}.Count<{member.Type}, {set.Scalar}>({Read(member)})",
        _ => $"({Read(member)}?.Length ?? 0)",
    };

    /// <summary>How many blocks it has; null for one.</summary>
    public string? BlockCount(SetMember member) => member.Shape switch
    {
        SetShape.Rows => $"({Read(member)}?.Length ?? 0)",
        SetShape.ClassSet => $"({Read(member)}?.BlockCount ?? 0)",
        SetShape.StructSet => Place(member) + ".BlockCount",
        SetShape.Sets => $"{Blocks}.BlockCount<{member.Type}, {set.Scalar}>({Read(member)})",
        _ => null,
    };

    /// <summary>Its only block, or the one of that number.</summary>
    public string Block(SetMember member, string block) => member.Shape switch
    {
        SetShape.Scalar => $"global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref {Place(member)}, 1)",
        SetShape.Matrix => Elements(member, "this"),
        SetShape.Array => $"new global::System.Span<{set.Scalar}>({Read(member)})",
        SetShape.Rows => $"new global::System.Span<{set.Scalar}>({Read(member)}[{block}])",
        SetShape.Sets => $"{Blocks}.Block<{member.Type}, {set.Scalar}>({Read(member)}, {block})",
        _ => $"{Place(member)}.GetBlock({block})",
    };

    /// <summary>The statement that sets it to zero.</summary>
    public string Clear(SetMember member) => member.Shape switch
    {
        SetShape.Scalar => $"{Target(member, "this")} = {Zero};",
        SetShape.Rows => $"{Blocks}.ClearRows<{set.Scalar}>({Read(member)});",
        SetShape.ClassSet => Read(member) + "?.Clear();",
        SetShape.StructSet => Place(member) + ".Clear();",
        SetShape.Sets => $"{Blocks}.ClearSets<{member.Type}, {set.Scalar}>({Read(member)});",
        _ => $"{Blocks}.Clear({Read(member)});",
    };

    /// <summary>The statement that gives a copy memory of its own.</summary>
    public string Renew(SetMember member) => Target(member, "zero") + " = " + (member.Shape switch
    {
        SetShape.Scalar => Zero,
        SetShape.Rows => $"{Blocks}.LikeRows<{set.Scalar}>({Read(member)})",
        SetShape.ClassSet => (member.NeedsCast ? $"({member.Type})" : "") + Read(member) + "?.CreateZero()",
        SetShape.StructSet => Read(member) + ".CreateZero()",
        SetShape.Sets => $"{Blocks}.LikeSets<{member.Type}, {set.Scalar}>({Read(member)})",
        _ => $"{Blocks}.Like<{set.Scalar}>({Read(member)})",
    }) + ";";

    /// <summary>The statement that copies it to a destination and cuts that off; not for numbers.</summary>
    public string CopyTo(SetMember member) => Blocks + member.Shape switch
    {
        SetShape.Rows => $".CopyRowsTo<{set.Scalar}>({Read(member)}, ref destination);",
        SetShape.ClassSet or SetShape.StructSet => $".CopySetTo<{member.Type}, {set.Scalar}>({Read(member)}, ref destination);",
        SetShape.Sets => $".CopySetsTo<{member.Type}, {set.Scalar}>({Read(member)}, ref destination);",
        SetShape.Matrix => $".CopyTo<{set.Scalar}>({Elements(member, "this")}, ref destination);",
        _ => $".CopyTo<{set.Scalar}>({Read(member)}, ref destination);",
    };

    /// <summary>The statement that sets it from a source and cuts that off; not for numbers.</summary>
    public string CopyFrom(SetMember member) => Blocks + member.Shape switch
    {
        SetShape.Rows => $".CopyRowsFrom<{set.Scalar}>({Read(member)}, ref source);",
        SetShape.ClassSet => $".CopySetFrom<{member.Type}, {set.Scalar}>({Read(member)}, ref source);",
        SetShape.StructSet => $".CopySetFrom<{member.Type}, {set.Scalar}>(ref {Place(member)}, ref source);",
        SetShape.Sets => $".CopySetsFrom<{member.Type}, {set.Scalar}>({Read(member)}, ref source);",
        SetShape.Matrix => $".CopyFrom<{set.Scalar}>({Elements(member, "this")}, ref source);",
        _ => $".CopyFrom<{set.Scalar}>({Read(member)}, ref source);",
    };

    /// <summary>The statement that refuses another shape; null where there is only one.</summary>
    public string? Require(SetMember member)
    {
        string arguments = $"({Read(member)}, {Read(member, "other")}, {Literals.Quoted(member.Name.TrimStart('@'))});";
        return member.Shape switch
        {
            SetShape.Scalar => null,
            SetShape.Rows => $"{Blocks}.RequireRows<{set.Scalar}>{arguments}",
            SetShape.ClassSet or SetShape.StructSet => $"{Blocks}.RequireSet<{member.Type}, {set.Scalar}>{arguments}",
            SetShape.Sets => $"{Blocks}.RequireSets<{member.Type}, {set.Scalar}>{arguments}",
            _ => Blocks + ".RequireShape" + arguments,
        };
    }

    /// <summary>The statement that adds a multiple of the other's.</summary>
    public string AddScaled(SetMember member)
    {
        string generic = set.IsGeneric ? $"<{set.Scalar}>" : "";
        return member.Shape switch
        {
            SetShape.Scalar => $"{Target(member, "this")} += scale * {Read(member, "other")};",
            SetShape.Rows => $"{Blocks}.AddScaledRows{generic}({Read(member)}, {Read(member, "other")}, scale);",
            SetShape.ClassSet => $"{Read(member)}?.AddScaled({Read(member, "other")}, scale);",
            SetShape.StructSet => $"{Place(member)}.AddScaled({Read(member, "other")}, scale);",
            SetShape.Sets => $"{Blocks}.AddScaledSets<{member.Type}, {set.Scalar}>({Read(member)}, {Read(member, "other")}, scale);",
            SetShape.Matrix => $"{Blocks}.AddScaled{generic}({Elements(member, "this")}, {Elements(member, "other")}, scale);",
            _ => $"{Blocks}.AddScaled{generic}({Read(member)}, {Read(member, "other")}, scale);",
        };
    }

    /// <summary>The number in it.</summary>
    public static string Read(SetMember member, string owner = "this") => owner + "." + member.Name;

    /// <summary>What can be assigned.</summary>
    public string Target(SetMember member, string owner) => member.IsAssignable ? Read(member, owner) : Place(member, owner);

    private string Zero => set.IsGeneric ? set.Scalar + ".Zero" : set.Scalar == "float" ? "0.0f" : "0.0";

    private static string Elements(SetMember member, string owner) => $"{Blocks}.Elements({Read(member, owner)})";

    // The variable itself: where the member is a property, its field.
    private string Place(SetMember member, string owner = "this") => member.Accessor is not { } accessor
        ? Read(member, owner)
        : $"{accessor.Name}({(set.Kind == SetKind.Struct ? "ref " : "")}{owner})";
}
