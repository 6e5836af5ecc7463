using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Where every iteration of a loop applies the same linear map to cotangents of its own and adds what comes out, the cotangents are summed in the loop and the map is applied once, behind it:
/// <c>dM += Aᵀ·dY</c> for every sample becomes <c>dYSum += dY</c> for every sample and <c>dM += Aᵀ·dYSum</c> in the end.
/// </summary>
/// <remarks>See <see cref="LinearTail"/> for what is such a map.</remarks>
internal sealed class SummedCotangents
{
    private readonly Region _function;
    private readonly ValueSource _values;
    private readonly Aliasing _aliasing;
    private readonly Dictionary<Value, Operation> _definitions;
    private bool _changed;

    private SummedCotangents(Function function)
    {
        _function = function.Body;
        _values = new ValueSource(function);
        _aliasing = Aliasing.Of(function);
        _definitions = function.Body.AllStatements().SelectMany(s => s.Results.Select(r => (r, s.Operation))).ToDictionary(d => d.r, d => d.Operation);
    }

    /// <summary>The same function with such maps applied once; itself where there are none.</summary>
    public static Function Run(Function function)
    {
        if (!function.Body.AllStatements().Any(s => s.Operation is Accumulate))
        {
            return function;
        }

        var pass = new SummedCotangents(function);
        var body = pass.Visit(function.Body);
        return pass._changed ? function with { Body = body } : function;
    }

    private Region Visit(Region region)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        foreach (var statement in region.Statements)
        {
            if (statement.Operation is Loop { Count: not null, IsVector: false } loop && loop.Body.End.IsYield && Exits.Labels(loop.Body).Count == 0
                && new LoopBody(loop, _aliasing, _definitions) is var body && LinearTail.Of(body, _function) is { } tail)
            {
                _changed = true;
                new Deferral(_values, body, tail).Append(statement, loop, builder);
            }
            else
            {
                builder.Add(statement with { Operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Visit).ToEquatableArray()) });
            }
        }

        return builder.End(region.End.Label, region.End.Values);
    }

    /// <summary>Rewrites one loop.</summary>
    private sealed class Deferral(ValueSource values, LoopBody body, LinearTail tail)
    {
        private readonly Dictionary<Value, Value> _sums = [];
        private readonly HashSet<Value> _carried = [];
        private readonly HashSet<Statement> _needed = new(ByReference.Instance);

        /// <summary>Appends the loop, which sums the seeds, and behind it the map.</summary>
        public void Append(Statement statement, Loop loop, RegionBuilder builder)
        {
            foreach (var seed in tail.Seeds)
            {
                var length = body.Around(body.Home(seed)).Select(l => builder.Apply(IrType.Int32, "Max", Before(l.Count!, builder), builder.Int(0)))
                    .Aggregate((Value?)null, (product, count) => product is null ? count : builder.Apply(IrType.Int32, "Multiply", product, count)) ?? builder.Int(1);
                _sums[seed] = builder.Add(new Alloc(seed.Type, length), IrType.Buffer(seed.Type), seed.Name is null ? "sums" : seed.Name + "Sums");
            }

            // Zero where the map begins, as it is where an iteration does.
            var own = tail.Shared.ToDictionary(m => m, m => builder.Add(body.Made(m)!, m.Type, m.Name));
            builder.Add(statement with { Operation = loop with { Body = Summing(loop.Body) } });
            foreach (var effect in tail.Effects)
            {
                Need(effect);
                body.Around(effect).ToList().ForEach(l => Need(l.Count!));
            }

            var any = builder.Apply(IrType.Bool, "Greater", loop.Count!, builder.Int(0));
            var once = builder.Nested();
            AppendMap(loop.Body, own, once);
            builder.If(any, [], once.Yield(), builder.Nested().Yield());
        }

        // What does not depend on the loop, though it is computed there.
        private Value Before(Value value, RegionBuilder builder)
        {
            if (body.Definition(value) is not { } statement)
            {
                return value;
            }

            var operands = statement.Operation.Operands.Select(o => Before(o, builder)).ToEquatableArray();
            return builder.Add(statement.Operation.With(operands, default), value.Type, value.Name);
        }

        // The loop without the map.
        private Region Summing(Region region)
        {
            var builder = new RegionBuilder(values, [.. region.Parameters]);
            SumUp(region.Parameters, region, builder);
            foreach (var statement in region.Statements)
            {
                if (tail.Deferred.Contains(statement))
                {
                    // What was read is multiplied and added for nothing now, until it is found to be dead.
                    statement.Results.ToList().ForEach(r => builder.Add(new Statement(EquatableArray.Of(r), new Constant(Literal.Zero(r.Type)))));
                    continue;
                }

                builder.Add(statement with { Operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Summing).ToEquatableArray()) });
                SumUp(statement.Results, region, builder);
            }

            return builder.End(region.End.Label, region.End.Values);
        }

        private void SumUp(IEnumerable<Value> defined, Region region, RegionBuilder builder)
        {
            foreach (var seed in defined.Where(_sums.ContainsKey))
            {
                builder.Step = body.Definition(seed)?.Step;
                builder.Add(new Accumulate(_sums[seed], Place(region, v => v, builder), seed));
                builder.Step = null;
            }
        }

        // The number of the run of a region, among all its runs in one iteration.
        private Value Place(Region region, Func<Value, Value> renamed, RegionBuilder builder)
        {
            Value? place = null;
            foreach (var loop in body.Around(region).Reverse())
            {
                var iteration = renamed(loop.Iteration);
                place = place is null ? iteration : builder.Apply(IrType.Int32, "Add", builder.Apply(IrType.Int32, "Multiply", place, Before(loop.Count!, builder)), iteration);
            }

            return place ?? builder.Int(0);
        }

        private void Need(Statement statement)
        {
            if (_needed.Add(statement))
            {
                statement.Operation.Operands.ToList().ForEach(Need);
            }
        }

        private void Need(Value value)
        {
            if (_sums.ContainsKey(value) || body.Definition(value) is not { } statement)
            {
                return;
            }

            if (statement.Operation is not Loop loop)
            {
                Need(statement);
            }
            else if (_carried.Add(value))
            {
                int place = statement.Results.ToList().IndexOf(value);
                Need(loop.Count!);
                Need(loop.Initial[place]);
                Need(loop.Body.End.Values[place]);
            }
        }

        private bool IsNeeded(Statement statement) => _needed.Contains(statement) || statement.Results.Any(_carried.Contains) || statement.Operation.Regions.Any(r => r.Statements.Any(IsNeeded));

        private void AppendMap(Region region, Dictionary<Value, Value> renamed, RegionBuilder builder)
        {
            foreach (var seed in tail.Seeds.Where(s => ReferenceEquals(body.Home(s), region)))
            {
                renamed[seed] = builder.Add(new Load(_sums[seed], Place(region, v => renamed[v], builder)), seed.Type, seed.Name);
            }

            var again = new Duplicate(values, renamed);
            foreach (var statement in region.Statements.Where(IsNeeded))
            {
                if (statement.Operation is not Loop loop)
                {
                    builder.Add(again.Of(statement));
                    continue;
                }

                // Of what the loop carries, the sums of the map.
                var places = Enumerable.Range(0, statement.Results.Count).Where(p => _carried.Contains(statement.Results[p])).ToList();
                var parameters = places.Select(p => p + 1).Prepend(0).Select(p => loop.Body.Parameters[p]).Select(p => renamed[p] = values.Fresh(p)).ToArray();
                var inner = builder.Nested(parameters);
                AppendMap(loop.Body, renamed, inner);
                builder.Add(new Statement(
                    places.Select(p => renamed[statement.Results[p]] = values.Fresh(statement.Results[p])).ToEquatableArray(),
                    loop with
                    {
                        Label = values.FreshLabel(loop.Label),
                        Count = again[loop.Count!],
                        Initial = places.Select(p => again[loop.Initial[p]]).ToEquatableArray(),
                        Body = inner.Yield(places.Select(p => again[loop.Body.End.Values[p]])),
                    },
                    statement.Step));
            }
        }
    }
}
