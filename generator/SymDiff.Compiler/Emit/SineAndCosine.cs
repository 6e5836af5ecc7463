using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Sine and cosine of one argument in one call; only the emitter knows it, since the call may round differently from the two that it replaces.</summary>
/// <param name="Argument">The angle.</param>
internal sealed record SineAndCosine(Value Argument) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Argument);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new SineAndCosine(operands[0]);

    /// <summary>The same function with one call wherever both are computed of the same argument. For forms that return no value of the primal.</summary>
    /// <param name="function">The function.</param>
    /// <param name="isUsersName">Whether a name is the user's; any other gives way to <c>sin</c> and <c>cos</c>.</param>
    public static Function Pair(Function function, Func<string, bool> isUsersName)
    {
        var renamed = new Dictionary<Value, Value>();
        var body = Pair(function.Body, new Known(null, v => v.Name is null || isUsersName(v.Name) ? v : renamed[v] = v with { Name = null }));
        return function with { Body = body.Rename(renamed) };
    }

    private static Region Pair(Region region, Known known)
    {
        var statements = new List<Statement>();
        foreach (var statement in region.Statements)
        {
            var operation = statement.Operation;
            known.Add(statement);
            statements.Add(operation.Regions.Count == 0 ? statement : statement with
            {
                Operation = operation.With(operation.Operands, operation.Regions.Select(r => Pair(r, known.Nested())).ToEquatableArray()),
            });
        }

        // What stands further inside or further down may have joined what stands here.
        return region with { Statements = statements.SelectMany(known.Replaced).ToEquatableArray() };
    }

    /// <summary>The sines and cosines of a region and of those around it, as far as they have been computed.</summary>
    private sealed class Known(Known? outer, Func<Value, Value> named)
    {
        private readonly Dictionary<(string Primitive, int Argument), Statement> _first = [];
        private readonly Dictionary<Statement, Statement?> _replaced = new(ByReference.Instance);

        public void Add(Statement statement)
        {
            if (statement.Operation is not Apply { Primitive: "Sin" or "Cos" } apply)
            {
                return;
            }

            string other = apply.Primitive == "Sin" ? "Cos" : "Sin";
            int argument = apply.Arguments[0].Id;
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope._first.TryGetValue((other, argument), out var first) && !scope._replaced.ContainsKey(first))
                {
                    var (sin, cos) = apply.Primitive == "Sin" ? (statement.Result, first.Result) : (first.Result, statement.Result);
                    scope._replaced[first] = first with { Results = EquatableArray.Of(named(sin), named(cos)), Operation = new SineAndCosine(apply.Arguments[0]) };
                    _replaced[statement] = null;
                    return;
                }
            }

            _first[(apply.Primitive, argument)] = statement;
        }

        public IEnumerable<Statement> Replaced(Statement statement) =>
            !_replaced.TryGetValue(statement, out var replacement) ? [statement] : replacement is null ? [] : [replacement];

        public Known Nested() => new(this, named);

        private Known? Outer => outer;
    }
}
