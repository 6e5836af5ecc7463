using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>What a set of parameters is handed on as: its numbers and arrays, one parameter each. Text, no symbols.</summary>
/// <param name="Scalar">Its scalar type.</param>
/// <param name="IsClass">Whether it is a class, so that two variables may be the same set.</param>
/// <param name="IsOpen">Whether a set of that type may be one of a derived type, with state that the method does not see.</param>
/// <param name="ZeroNeedsCast">Whether <c>CreateZero</c> is declared to return a base of it.</param>
/// <param name="Parts">Its numbers and arrays in declaration order, those of nested sets among them.</param>
/// <param name="Nested">The sets in it that are classes.</param>
/// <param name="BlockCount">C# of how many blocks the parts are, with <c>{0}</c> for the set.</param>
public sealed record SetParts(
    IrType Scalar, bool IsClass, bool IsOpen, bool ZeroNeedsCast, EquatableArray<SetPart> Parts, EquatableArray<NestedSet> Nested, string BlockCount)
{
    /// <summary>The C# text of the type of the sets where it is an array of them; null for one set.</summary>
    public string? ElementType { get; init; }

    /// <summary>How many of the parts are numbers.</summary>
    public int ScalarCount => Parts.Count(p => !p.Type.IsBuffer);

    /// <summary>Whether its parameters are not all known by name, so that what it shares memory with is found by its blocks.</summary>
    public bool HasInner => Parts.Any(p => p.Inner is not null);
}

/// <summary>Sets in a set of which it is only known at run time how many there are: those of an array, or one that may be null.</summary>
/// <param name="CSharpType">The C# text of their type.</param>
/// <param name="Scalar">Their scalar type.</param>
/// <param name="IsArray">Whether they are the elements of an array.</param>
/// <param name="Matrices">The names that lead to the matrices in each, with <c>?</c> behind that of a set that may be null and <c>[]</c> behind that of several: as blocks they do not say how many rows they have.</param>
/// <param name="Blocks">How many blocks in each are known by number.</param>
public sealed record InnerSets(string CSharpType, IrType Scalar, bool IsArray, EquatableArray<string> Matrices, int Blocks)
{
    /// <summary>The type arguments of methods that go through them.</summary>
    public string TypeArguments => $"<{CSharpType}, {CSharpTypes.Name(Scalar)}>";

    /// <summary>The end of the names of methods that go through them.</summary>
    public string One => IsArray ? "" : "One";
}

/// <summary>A number or an array of a set, or sets in it that are handed on together.</summary>
/// <param name="Path">The names that lead to it, with dots between them.</param>
/// <param name="Type">What it is to the compiler.</param>
/// <param name="CSharpType">The C# text of its type.</param>
/// <param name="IsReadable">Whether C# can name it; else it is read through its block.</param>
/// <param name="Target">How a number is written.</param>
/// <param name="Block">C# of the number of its block, with <c>{0}</c> for the set.</param>
public sealed record SetPart(string Path, IrType Type, string CSharpType, bool IsReadable, SetPartTarget Target, string Block)
{
    /// <summary>The sets that it is, whose parameters are handed on as one span; null for a number or an array.</summary>
    public InnerSets? Inner { get; init; }

    /// <summary>C# that reads it, or names its elements.</summary>
    /// <param name="owner">C# of the set.</param>
    public string In(string owner) => Path.Length == 0 ? owner : IsReadable ? $"{owner}.{Identifiers.Escape(Path)}" : BlockIn(owner) + (Type.IsBuffer ? "" : "[0]");

    /// <summary>C# of its block.</summary>
    /// <param name="owner">C# of the set.</param>
    public string BlockIn(string owner) => $"{owner}.GetBlock({Block.Replace("{0}", owner)})";
}

/// <summary>A set that is a class, inside another.</summary>
/// <param name="Path">The names that lead to it, with dots between them.</param>
/// <param name="CSharpType">The C# text of its type.</param>
/// <param name="IsOpen">Whether it may be of a derived type, with state that the method does not see.</param>
/// <param name="BlockCount">C# of how many blocks its own state is, with <c>{0}</c> for the outermost set.</param>
public sealed record NestedSet(string Path, string CSharpType, bool IsOpen, string BlockCount);

/// <summary>How a number of a set is written from outside.</summary>
public enum SetPartTarget
{
    /// <summary>By a reference to its field.</summary>
    Field,

    /// <summary>By assigning its property.</summary>
    Property,

    /// <summary>Through its block, because C# lets nobody assign it.</summary>
    Block,
}
