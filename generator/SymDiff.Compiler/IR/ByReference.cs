using System.Runtime.CompilerServices;

namespace SymDiff.Compiler.IR;

/// <summary>Compares statements and regions by identity: two equal stores at different places are two stores.</summary>
internal sealed class ByReference : IEqualityComparer<object>
{
    /// <summary>The one instance.</summary>
    public static ByReference Instance { get; } = new();

    /// <inheritdoc/>
    public new bool Equals(object? x, object? y) => ReferenceEquals(x, y);

    /// <inheritdoc/>
    public int GetHashCode(object obj) => RuntimeHelpers.GetHashCode(obj);
}
