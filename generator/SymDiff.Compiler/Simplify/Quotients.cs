using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Shares quotients of derivative code: <c>a · b / c / c</c> is <c>(a / c) · (b / c)</c> where one of the two is computed anyway, be it further down.
/// </summary>
internal sealed class Quotients
{
    private readonly ValueSource _values;
    private readonly HashSet<Value> _exact;
    private readonly UseCounts _uses;

    private Quotients(Function function, HashSet<Value> exact)
    {
        _values = new ValueSource(function);
        _exact = exact;
        _uses = new UseCounts(function);
    }

    /// <summary>The same function with such quotients shared.</summary>
    /// <param name="function">The function.</param>
    /// <param name="exact">The values that keep their bits.</param>
    public static Function Run(Function function, HashSet<Value> exact) => function with { Body = new Quotients(function, exact).Visit(function.Body) };

    private Region Visit(Region region)
    {
        var statements = region.Statements
            .Select(s => s.Operation.Regions.Count == 0 ? s : s with { Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(Visit).ToEquatableArray()) })
            .ToList();
        var quotients = new Dictionary<(Value, Value), Statement>();
        var local = new Dictionary<Value, Apply>();
        foreach (var statement in statements)
        {
            if (statement.Operation is Apply apply && statement.Result.IsReal)
            {
                local[statement.Result] = apply;
                if (IsQuotient(apply))
                {
                    quotients[(apply.Arguments[0], apply.Arguments[1])] = statement;
                }
            }
        }

        // Nearly every region: none is divided twice by the same.
        if (!statements.Any(s => Factors(s, local) is not null))
        {
            return region with { Statements = statements.ToEquatableArray() };
        }

        var written = new HashSet<Value>();
        var result = new List<Statement>();
        foreach (var statement in statements)
        {
            if (Factors(statement, local) is var (a, b, c) && (quotients.ContainsKey((a, c)) || quotients.ContainsKey((b, c))))
            {
                var product = EquatableArray.Of(Quotient(a, c), Quotient(b, c));
                result.Add(statement with { Operation = new Apply("Multiply", product) });
                written.Add(statement.Result);

                // What stands further down is needed here already; what it is made of is there.
                Value Quotient(Value x, Value y)
                {
                    if (!quotients.TryGetValue((x, y), out var quotient))
                    {
                        quotient = new Statement(EquatableArray.Of(_values.Fresh(x.Type)), new Apply(((Apply)statement.Operation).Primitive, EquatableArray.Of(x, y)), statement.Step);
                        quotients[(x, y)] = quotient;
                    }

                    if (written.Add(quotient.Result))
                    {
                        result.Add(quotient with { Step = quotient.Step is null ? null : statement.Step });
                    }

                    return quotient.Result;
                }
            }
            else if (statement.Results.Count != 1 || written.Add(statement.Result))
            {
                result.Add(statement);
            }
        }

        return region with { Statements = result.ToEquatableArray() };
    }

    // Of a · b / c / c that is the derivative's alone.
    private (Value A, Value B, Value C)? Factors(Statement statement, Dictionary<Value, Apply> local)
    {
        if (statement is not { Step: not null, Operation: Apply outer } || !IsQuotient(outer) || _exact.Contains(statement.Result)
            || !IsOwn(outer.Arguments[0]) || !local.TryGetValue(outer.Arguments[0], out var inner) || !IsQuotient(inner) || inner.Arguments[1] != outer.Arguments[1]
            || !IsOwn(inner.Arguments[0]) || !local.TryGetValue(inner.Arguments[0], out var product) || product.Primitive != "Multiply" || product.Arguments[0] == product.Arguments[1])
        {
            return null;
        }

        return (product.Arguments[0], product.Arguments[1], outer.Arguments[1]);
    }

    private bool IsOwn(Value value) => !_exact.Contains(value) && _uses.Of(value) == 1;

    private static bool IsQuotient(Apply apply) => apply.Primitive is "Divide" or PrimitiveTable.StrongDivide;
}
