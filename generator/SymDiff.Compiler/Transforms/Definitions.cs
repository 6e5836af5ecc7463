using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Transforms;

/// <summary>Definitions of what somebody else computes (<see cref="PrimitiveTable.Instead"/>): they are there to be differentiated, at every order.</summary>
internal static class Definitions
{
    /// <summary>A function that is not differentiated any more, without the definitions that nothing but their values needs.</summary>
    public static Function Drop(Function function)
    {
        var values = function.Body.AllStatements().Where(s => s.Operation is Apply { Primitive: PrimitiveTable.Instead }).ToDictionary(s => s.Result, s => ((Apply)s.Operation).Arguments[0]);
        return values.Count == 0 ? function : DeadCode.Run(function with { Body = Without(function.Body.Rename(values)) });
    }

    private static Region Without(Region region) => region with
    {
        Statements = region.Statements.Where(s => s.Operation is not Apply { Primitive: PrimitiveTable.Instead })
            .Select(s => s.Operation.Regions.Count == 0 ? s : s with { Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(Without).ToEquatableArray()) }).ToEquatableArray(),
    };
}
