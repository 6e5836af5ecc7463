using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>How the value of a struct or a tuple is taken apart into numbers and other parts, and made of them again: text, no symbols.</summary>
/// <param name="CSharpType">The C# text of the type.</param>
/// <param name="IsTuple">Whether it is a tuple, which is made as <c>(a, b)</c>.</param>
/// <param name="Members">Its state, in the order of declaration.</param>
/// <param name="Arguments">What its constructor is given: the number of a member, or -1 for a default value, one a parameter.</param>
/// <param name="Defaults">The default values of the constructor's parameters, with their types; none where <c>default</c> alone says which constructor is meant.</param>
public sealed record ValueShape(string CSharpType, bool IsTuple, EquatableArray<ShapeMember> Members, EquatableArray<int> Arguments, EquatableArray<string> Defaults = default)
{
    /// <summary>Its parts that have no parts, depth first.</summary>
    public IEnumerable<ShapeLeaf> Leaves => Members.SelectMany(m => m.Shape is { } inner
        ? inner.Leaves.Select(l => l with { Path = m.Name + "." + l.Path, IsConstant = l.IsConstant || m.IsConstant })
        : [new ShapeLeaf(m.Name, m.Type, m.CSharpType, m.IsConstant)]);

    /// <summary>The widest of its numbers.</summary>
    public IrType Element => Leaves.Any(l => l.IsActive && l.Type == IrType.Float64) ? IrType.Float64 : Leaves.FirstOrDefault(l => l.IsActive)?.Type ?? IrType.Float64;

    /// <summary>Whether C# can assign a leaf of a variable by itself; else the whole is made anew.</summary>
    /// <param name="path">The names that lead to it.</param>
    public bool IsAssignable(string path)
    {
        string[] names = path.Split('.');
        var member = Members.First(m => m.Name == names[0]);
        return names.Length == 1 ? member.IsSettable : member is { IsField: true, IsSettable: true, Shape: { } inner } && inner.IsAssignable(string.Join(".", names.Skip(1)));
    }

    /// <summary>C# that makes a value.</summary>
    /// <param name="leaves">C# of the leaves; null for one that keeps its default.</param>
    /// <param name="inText">Whether it goes into the text of C# with placeholders, where braces are doubled.</param>
    public string Make(IReadOnlyList<string?> leaves, bool inText = false)
    {
        int next = 0;
        return Make(leaves, ref next, inText);
    }

    private string Make(IReadOnlyList<string?> leaves, ref int next, bool inText)
    {
        var members = new string?[Members.Count];
        for (int i = 0; i < members.Length; i++)
        {
            if (Members[i].Shape is { } inner)
            {
                int count = inner.Leaves.Count();
                bool isDefault = Enumerable.Range(next, count).All(l => leaves[l] is null);
                members[i] = isDefault ? null : inner.Make(leaves, ref next, inText);
                next = isDefault ? next + count : next;
            }
            else
            {
                members[i] = leaves[next++];
            }
        }

        if (IsTuple)
        {
            return "(" + string.Join(", ", members.Select((m, i) => m ?? Members[i].Default)) + ")";
        }

        string arguments = string.Join(", ", Arguments.Select((a, i) => (a < 0 ? null : members[a]) ?? (Defaults.Count > 0 ? Defaults[i] : a < 0 ? "default" : Members[a].Default)));
        var rest = Enumerable.Range(0, members.Length).Where(i => !Arguments.Contains(i) && (members[i] is not null || Members[i].IsRequired))
            .Select(i => Identifiers.Escape(Members[i].Name) + " = " + (members[i] ?? Members[i].Default)).ToList();
        string type = inText ? External.Verbatim(CSharpType) : CSharpType;
        return rest.Count == 0 ? $"new {type}({arguments})"
            : $"new {type}{(Arguments.Count == 0 ? "" : "(" + arguments + ")")} {(inText ? "{{" : "{")} {string.Join(", ", rest)} {(inText ? "}}" : "}")}";
    }
}

/// <summary>A part of the state of a struct or a tuple.</summary>
/// <param name="Name">The name of the field, the property or the element.</param>
/// <param name="Type">What it is to the compiler, where it has no parts.</param>
/// <param name="CSharpType">The C# text of its type.</param>
/// <param name="Shape">Its parts; null if it has none.</param>
/// <param name="IsConstant">Whether it is marked as a constant.</param>
/// <param name="IsRequired">Whether C# asks for it where a value is made.</param>
/// <param name="IsReference">Whether it may be null and its type says that it is not.</param>
/// <param name="IsField">Whether it is a field, or an element of a tuple.</param>
/// <param name="IsSettable">Whether it can be assigned at any time.</param>
public sealed record ShapeMember(string Name, IrType Type, string CSharpType, ValueShape? Shape, bool IsConstant = false, bool IsRequired = false, bool IsReference = false, bool IsField = true, bool IsSettable = true)
{
    /// <summary>C# of its default value.</summary>
    public string Default => IsReference ? "default!" : "default";
}

/// <summary>A part without parts.</summary>
/// <param name="Path">The names that lead to it, with dots between them.</param>
/// <param name="Type">What it is to the compiler.</param>
/// <param name="CSharpType">The C# text of its type.</param>
/// <param name="IsConstant">Whether it, or what it is a part of, is marked as a constant.</param>
public sealed record ShapeLeaf(string Path, IrType Type, string CSharpType, bool IsConstant)
{
    /// <summary>Whether it carries derivatives.</summary>
    public bool IsActive => (Type.IsReal || Type.HasShadow) && !IsConstant;
}
