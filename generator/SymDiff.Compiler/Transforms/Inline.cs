using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>Writes the body of a function in place of a call of it.</summary>
public static class Inline
{
    /// <summary>Appends the body with its parameters bound to values, everything that it defines under new names.</summary>
    /// <param name="builder">Where to append.</param>
    /// <param name="function">The function.</param>
    /// <param name="arguments">One value a parameter.</param>
    /// <param name="asPrimal">
    /// Whether it becomes part of a primal: what derivatives alone are made of is then said in the terms of methods, adding to an element as reading and writing it, restoring one as writing it.
    /// </param>
    /// <returns>The values of its results.</returns>
    /// <exception cref="ArgumentException">There are not as many arguments as parameters, or one has another type.</exception>
    public static IReadOnlyList<Value> Into(RegionBuilder builder, Function function, IReadOnlyList<Value> arguments, bool asPrimal = false)
    {
        if (!function.Parameters.Select(p => p.Type).SequenceEqual(arguments.Select(a => a.Type)))
        {
            throw new ArgumentException($"{function.Name} takes ({string.Join(", ", function.Parameters)}), not ({string.Join(", ", arguments)}).", nameof(arguments));
        }

        var bound = new Dictionary<Value, Value>();
        for (int i = 0; i < arguments.Count; i++)
        {
            bound[function.Parameters[i]] = arguments[i];
        }

        // What the function hands over is called after what the caller does with it, and a number of its own after nothing.
        HashSet<Value> handedOver = [.. function.Body.End.Values, .. function.Body.AllStatements().Where(s => s.Operation is Constant).SelectMany(s => s.Results)];
        var copy = new Duplicate(builder.Values, bound, v => !(asPrimal && handedOver.Contains(v)));
        var values = new ValueSource(function);
        var body = asPrimal ? AsPrimal(function.Body, values) : function.Body;
        if (!body.Nested().Any(r => r != body && r.End.Label == Function.ReturnLabel))
        {
            foreach (var statement in body.Statements)
            {
                builder.Add(copy.Of(statement));
            }

            return [.. body.End.Values.Select(v => copy[v])];
        }

        // An early return leaves the block that stands for the call.
        var results = function.Results.Select(t => values.Fresh(t)).ToEquatableArray();
        var block = new Block(Function.ReturnLabel, body with { End = body.End with { Label = null } });
        var made = copy.Of(new Statement(results, block));
        builder.Add(made);
        return [.. made.Results];
    }

    /// <summary>A derived function in the terms of methods: it may be differentiated like one.</summary>
    /// <param name="function">The function.</param>
    /// <param name="names">What it, and what it calls, is called afterwards.</param>
    public static Function AsPrimal(Function function, IReadOnlyDictionary<string, string> names) =>
        Renamed(function with { Body = AsPrimal(function.Body, new ValueSource(function)) }, names);

    /// <summary>A function whose callees have other names.</summary>
    /// <param name="function">The function.</param>
    /// <param name="names">The other names, its own among them where it has another.</param>
    public static Function Renamed(Function function, IReadOnlyDictionary<string, string> names) => function with
    {
        Name = names.TryGetValue(function.Name, out string? name) ? name : function.Name,
        Body = Renamed(function.Body, names),
    };

    private static Region Renamed(Region region, IReadOnlyDictionary<string, string> names) => region with
    {
        Statements = region.Statements.Select(s => s with
        {
            Operation = s.Operation is Call call && names.TryGetValue(call.Callee, out string? name) ? call with { Callee = name }
                : s.Operation.Regions.Count == 0 ? s.Operation
                : s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Renamed(r, names)).ToEquatableArray()),
        }).ToEquatableArray(),
    };

    private static Region AsPrimal(Region region, ValueSource values)
    {
        var statements = new List<Statement>();
        foreach (var statement in region.Statements)
        {
            // What reversed a step of another method is none of the method that it is written into.
            var plain = statement with { Step = null };
            switch (statement.Operation)
            {
                case Accumulate sum:
                    var before = values.Fresh(sum.Buffer.Type.Element!);
                    var after = values.Fresh(before.Type);
                    statements.Add(new Statement(EquatableArray.Of(before), new Load(sum.Buffer, sum.Index)));
                    statements.Add(new Statement(EquatableArray.Of(after), new Apply("Add", EquatableArray.Of(before, sum.Added))));
                    statements.Add(new Statement(default, new Store(sum.Buffer, sum.Index, after)));
                    break;
                case Store store:
                    statements.Add(plain with { Operation = store with { IsRestore = false } });
                    break;
                case { Regions.Count: > 0 } operation:
                    operation = operation.With(operation.Operands, operation.Regions.Select(r => AsPrimal(r, values)).ToEquatableArray());
                    statements.Add(plain with { Operation = operation is Loop loop ? loop with { Snapshots = 0 } : operation });
                    break;
                default:
                    statements.Add(plain);
                    break;
            }
        }

        return region with { Statements = statements.ToEquatableArray() };
    }
}
