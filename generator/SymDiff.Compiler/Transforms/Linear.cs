using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Transforms;

/// <summary>The linear term that a partial derivative makes of a tangent or a cotangent: the one place where both directions get it from.</summary>
internal static class Linear
{
    /// <summary>Appends <paramref name="direction"/> times the partial.</summary>
    /// <param name="rule">The primitive's arguments and result.</param>
    /// <param name="partial">The partial.</param>
    /// <param name="direction">The argument's tangent, or the result's cotangent.</param>
    /// <param name="name">What the user would call the term.</param>
    public static Value Term(RuleContext rule, Partial partial, Value direction, string? name)
    {
        var factor = partial.Build(rule);
        var apply = partial.IsStrongFactor ? new Apply(PrimitiveTable.StrongMultiply, EquatableArray.Of(factor, direction))
            : partial.CanBeInfinite ? new Apply(PrimitiveTable.StrongMultiply, EquatableArray.Of(direction, factor))
            : new Apply("Multiply", EquatableArray.Of(direction, factor));
        return rule.Builder.Add(apply, rule.Type, name);
    }
}
