namespace SymDiff.Compiler.Transforms;

/// <summary>A derivative of an order for which nothing is known was asked for.</summary>
/// <param name="what">The C# without a derivative.</param>
public sealed class NoDerivativeException(string what) : NotSupportedException($"No derivative is known for '{what}'.")
{
    /// <summary>The C# without a derivative.</summary>
    public string What { get; } = what;
}
