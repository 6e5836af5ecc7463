using SymDiff.Generator.Frontend.Numerics;

namespace SymDiff.TestKit;

/// <summary>The members of <c>System.Numerics</c> that have a row.</summary>
public static class NumericsMembers
{
    /// <summary>Their names: <c>Vector3.Dot(Vector3,Vector3)</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. NumericsTable.All.Select(r => r.Member)];

    /// <summary>Those whose result has no derivative, or one that is zero.</summary>
    public static IReadOnlyList<string> Constants { get; } = [.. NumericsTable.All.Where(r => r.IsConstant || r.Predicate is not null).Select(r => r.Member)];
}
