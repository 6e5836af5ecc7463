using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Computes before a loop what costs something and is the same in every iteration. In front of differentiation that also means that nothing
/// has to be recorded for it. What can throw, and what only some iterations compute, stays.
/// </summary>
internal static class Invariants
{
    /// <summary>The same function to the bit.</summary>
    public static Function Run(Function function) =>
        function.Body.AllStatements().Any(s => s.Operation is Loop) ? function with { Body = Visit(function.Body) } : function;

    private static Region Visit(Region region)
    {
        var statements = new List<Statement>();
        foreach (var statement in region.Statements)
        {
            if (statement.Operation.Regions.Count == 0)
            {
                statements.Add(statement);
                continue;
            }

            var inner = statement.Operation.Regions.Select(Visit).ToList();
            if (statement.Operation is Loop)
            {
                var moved = Movable(inner[0]);
                statements.AddRange(inner[0].Statements.Where(moved.Contains));
                inner[0] = inner[0] with { Statements = inner[0].Statements.Where(s => !moved.Contains(s)).ToEquatableArray() };
            }

            statements.Add(statement with { Operation = statement.Operation.With(statement.Operation.Operands, inner.ToEquatableArray()) });
        }

        return region with { Statements = statements.ToEquatableArray() };
    }

    // What is worth moving, and what that is computed from.
    private static HashSet<Statement> Movable(Region body)
    {
        var inside = new HashSet<Value>(body.Parameters);
        var invariant = new Dictionary<Value, Statement>();
        var moved = new HashSet<Statement>(ByReference.Instance);
        foreach (var statement in body.Statements)
        {
            bool isPure = statement.Operation is Constant or Apply && !Shapes.CanThrow(statement.Operation);
            if (!isPure || statement.Operation.Operands.Any(inside.Contains))
            {
                inside.UnionWith(statement.Results);
                continue;
            }

            invariant.Add(statement.Result, statement);
            if (statement.Operation is Apply apply && PrimitiveTable.Get(apply.Primitive).Cost != Cost.Cheap)
            {
                Move(statement);
            }
        }

        return moved;

        void Move(Statement statement)
        {
            if (moved.Add(statement))
            {
                foreach (var operand in statement.Operation.Operands.Where(invariant.ContainsKey))
                {
                    Move(invariant[operand]);
                }
            }
        }
    }
}
