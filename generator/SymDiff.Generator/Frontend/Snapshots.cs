using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>Which loops of a method are reversed from snapshots: those that are in no other loop.</summary>
internal static class Snapshots
{
    /// <summary>The function with its loops marked.</summary>
    /// <param name="function">The function.</param>
    /// <param name="number">How many snapshots; 0 for none.</param>
    public static Function? Mark(Function? function, int number) => function is null || number == 0 ? function : function with { Body = Mark(function.Body, number) };

    /// <summary>The function without marks.</summary>
    /// <param name="function">The function.</param>
    public static Function Unmark(Function function) => function with { Body = Mark(function.Body, 0) };

    /// <summary>Whether there is a loop.</summary>
    public static bool HasLoop(Function function) => function.Body.AllStatements().Any(s => s.Operation is Loop { IsVector: false });

    private static Region Mark(Region region, int number) => region with
    {
        Statements = region.Statements.Select(s => s.Operation is Loop { IsVector: false } loop ? s with { Operation = loop with { Snapshots = number } }
            : s.Operation.Regions.Count == 0 ? s
            : s with { Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Mark(r, number)).ToEquatableArray()) }).ToEquatableArray(),
    };
}
