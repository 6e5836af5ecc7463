using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Generator.Frontend;

/// <summary>Which parameters a function's result depends on in a differentiable way.</summary>
internal static class Dependence
{
    /// <summary>The values that the results depend on.</summary>
    public static HashSet<Value> Of(Function function)
    {
        var reached = new HashSet<Value>();
        foreach (var value in function.Body.End.Values)
        {
            reached.Add(value);
        }

        Visit(function.Body, reached);
        return reached;
    }

    private static void Visit(Region region, HashSet<Value> reached)
    {
        for (int i = region.Statements.Count - 1; i >= 0; i--)
        {
            var statement = region.Statements[i];
            if (!statement.Results.Any(reached.Contains))
            {
                continue;
            }

            switch (statement.Operation)
            {
                case Apply apply:
                    for (int a = 0; a < apply.Arguments.Count; a++)
                    {
                        if (Carries(apply, a))
                        {
                            reached.Add(apply.Arguments[a]);
                        }
                    }

                    break;

                case External { Rule: { } rule } external:
                    for (int a = 0; a < external.Arguments.Count; a++)
                    {
                        if (rule.Active[a])
                        {
                            reached.Add(external.Arguments[a]);
                        }
                    }

                    break;

                case If choice:
                    foreach (var arm in choice.Regions)
                    {
                        for (int r = 0; r < statement.Results.Count; r++)
                        {
                            if (reached.Contains(statement.Results[r]))
                            {
                                reached.Add(arm.End.Values[r]);
                            }
                        }

                        Visit(arm, reached);
                    }

                    break;
            }
        }
    }

    private static bool Carries(Apply apply, int argument) =>
        apply.Arguments[argument].IsReal
        && (apply.Primitive == "Convert" || PrimitiveTable.Get(apply.Primitive).Partials is { Count: > 0 } partials && partials[argument] is not null);
}
