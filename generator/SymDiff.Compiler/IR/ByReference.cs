using System.Runtime.CompilerServices;

namespace SymDiff.Compiler.IR;

/// <summary>Compares statements by identity: two equal stores at different places are two stores.</summary>
internal sealed class ByReference : IEqualityComparer<Statement>
{
    /// <summary>The one instance.</summary>
    public static ByReference Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(Statement? x, Statement? y) => ReferenceEquals(x, y);

    /// <inheritdoc/>
    public int GetHashCode(Statement obj) => RuntimeHelpers.GetHashCode(obj);
}
