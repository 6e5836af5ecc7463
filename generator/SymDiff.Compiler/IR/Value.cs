namespace SymDiff.Compiler.IR;

/// <summary>A value: defined once, by a statement, a region or a function.</summary>
/// <param name="Id">Its number, unique in the function.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">The user's name for it, where there is one: a hint for the emitted text, without meaning.</param>
public sealed record Value(int Id, IrType Type, string? Name = null)
{
    /// <summary>Whether this is a floating-point scalar.</summary>
    public bool IsReal => Type.IsReal;

    /// <summary>Values are compared very often; the number decides nearly always.</summary>
    public bool Equals(Value? other) =>
        ReferenceEquals(this, other) || (other is not null && Id == other.Id && Type == other.Type && Name == other.Name);

    /// <inheritdoc/>
    public override int GetHashCode() => Id;

    /// <summary>The text form: <c>%name.id</c>.</summary>
    public override string ToString() =>
        "%" + (Name is null ? "" : Name + ".") + Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
