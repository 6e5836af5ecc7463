namespace System.Runtime.CompilerServices;

/// <summary>
/// Known to compilers by name (C# 13): of the applicable overloads, those of the highest priority are considered alone. The target
/// frameworks of this assembly do not have it.
/// </summary>
/// <remarks>
/// Needed because a method that takes a span counts as applicable where a function of an array is expected and the point is an
/// array; without a priority that overload wins and then does not compile.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
internal sealed class OverloadResolutionPriorityAttribute(int priority) : Attribute
{
    /// <summary>The priority; 0 without the attribute.</summary>
    public int Priority { get; } = priority;
}
