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
    /// <summary>How many of the parts are numbers.</summary>
    public int ScalarCount => Parts.Count(p => !p.Type.IsBuffer);
}

/// <summary>A number or an array of a set.</summary>
/// <param name="Path">The names that lead to it, with dots between them.</param>
/// <param name="Type">What it is to the compiler.</param>
/// <param name="CSharpType">The C# text of its type.</param>
/// <param name="IsReadable">Whether C# can name it; else it is read through its block.</param>
/// <param name="Target">How a number is written.</param>
/// <param name="Block">C# of the number of its block, with <c>{0}</c> for the set.</param>
public sealed record SetPart(string Path, IrType Type, string CSharpType, bool IsReadable, SetPartTarget Target, string Block)
{
    /// <summary>C# that reads it, or names its elements.</summary>
    /// <param name="owner">C# of the set.</param>
    public string In(string owner) => IsReadable ? $"{owner}.{Identifiers.Escape(Path)}" : BlockIn(owner) + (Type.IsBuffer ? "" : "[0]");

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
