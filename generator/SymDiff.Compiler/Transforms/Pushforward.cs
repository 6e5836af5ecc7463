using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// The forward pass: every active value gets a companion that is computed beside it, the tangent of a real, the tangent memory of a buffer.
/// </summary>
internal sealed class Pushforward
{
    private readonly Activity _activity;

    // Of each direction, and that which is being followed.
    private readonly Dictionary<Value, Value>[] _directions;
    private Dictionary<Value, Value> _companions;
    private readonly Dictionary<string, EquatableArray<Value>> _labels = new(StringComparer.Ordinal);

    private readonly Module _callees;

    private readonly Function _primal;
    private Aliasing? _aliasing;

    private Pushforward(Function primal, Activity activity, Module callees, int directions)
    {
        _directions = [.. Enumerable.Range(0, directions).Select(_ => new Dictionary<Value, Value>())];
        _companions = _directions[0];
        _primal = primal;
        _activity = activity;
        _callees = callees;
    }

    /// <summary>
    /// The pushforward. Parameters: the primal's, then the tangent of each active real and the tangent memory of each active buffer, in
    /// parameter order. Results: the primal's, then the tangent of each real and the tangent memory of each buffer, in order.
    /// </summary>
    /// <param name="primal">The function.</param>
    /// <param name="active">One flag a parameter.</param>
    /// <param name="callees">What it calls.</param>
    /// <param name="directions">
    /// In how many directions at once: the primal is computed once, and tangents stand behind each other, direction by direction. More than one only where <see cref="CanShare"/>.
    /// </param>
    public static Function Run(Function primal, EquatableArray<bool> active, Module callees, int directions = 1)
    {
        primal = Preparation.Run(primal);
        var values = new ValueSource(primal);
        var pass = new Pushforward(primal, Activity.Of(primal, active, callees), callees, directions);
        var parameters = primal.Parameters.ToList();
        pass.InEach(() =>
        {
            for (int i = 0; i < active.Count; i++)
            {
                if (active[i] && HasCompanion(primal.Parameters[i].Type))
                {
                    var companion = values.Fresh(primal.Parameters[i].Type, DerivedNames.Tangent(primal.Parameters[i].Name));
                    pass._companions[primal.Parameters[i]] = companion;
                    parameters.Add(companion);
                }
            }
        });

        var body = new RegionBuilder(values);
        var region = pass.Visit(primal.Body, body, v => HasCompanion(v.Type), default);
        var results = primal.Results.Concat(Enumerable.Repeat(primal.Results.Where(HasCompanion), directions).SelectMany(r => r)).ToEquatableArray();
        return new Function(DerivedNames.Jvp(primal.Name), parameters.ToEquatableArray(), results, region) { MayOverlap = primal.MayOverlap };
    }

    /// <summary>Whether several directions can share the primal: calls, and those of vector functions, are of one direction each.</summary>
    public static bool CanShare(Function primal) => primal.Body.AllStatements().All(s => s.Operation is not (Call or Vector));

    // In the order of the directions.
    private void InEach(Action action)
    {
        foreach (var direction in _directions)
        {
            _companions = direction;
            action();
        }

        _companions = _directions[0];
    }

    private List<Value> OfEach(Func<IEnumerable<Value>> values)
    {
        var all = new List<Value>();
        InEach(() => all.AddRange(values()));
        return all;
    }

    private static bool HasCompanion(IrType type) => type.IsReal || type.HasShadow;

    private bool IsActive(Value value) => value.IsReal ? _activity.IsVaried(value) : value.Type.HasShadow;

    private Value Companion(Value value, RegionBuilder builder) =>
        _companions.TryGetValue(value, out var companion) ? companion
        : value.IsReal ? builder.Zero(value.Type)
        : builder.Add(new Alloc(value.Type.Element!, builder.Add(new Length(value), IrType.Int32)), value.Type);

    private Value NewCompanion(Value value, RegionBuilder builder)
    {
        var companion = builder.Values.Fresh(value.Type, DerivedNames.Tangent(value.Name));
        _companions[value] = companion;
        return companion;
    }

    private Region Visit(Region region, RegionBuilder builder, Func<Value, bool> accompanied, EquatableArray<Value> results)
    {
        foreach (var statement in region.Statements)
        {
            Visit(statement, builder);
        }

        // What is handed over is accompanied where the receiving result is; the function's own results always are.
        var receivers = region.End.Label is null ? results : _labels.TryGetValue(region.End.Label, out var left) ? left : default;
        bool returns = region.End.Label == Function.ReturnLabel;
        var handed = region.End.Values.Where((v, i) => returns ? HasCompanion(v.Type) : receivers.Count > 0 ? IsActive(receivers[i]) : accompanied(v)).ToList();
        return builder.End(region.End.Label, [.. region.End.Values, .. OfEach(() => handed.Select(v => Mutation.ForgetsTangentOfExit && region.End.Label is not null && v.IsReal ? builder.Zero(v.Type) : Companion(v, builder)))]);
    }

    private void Visit(Statement statement, RegionBuilder builder)
    {
        switch (statement.Operation)
        {
            case If or Block or Loop:
                VisitNested(statement, builder);
                return;
            case Call c:
                VisitCall(statement, c, builder);
                return;
            case Vector v:
                builder.Step = statement.Results.Count == 0 ? v.Step : statement.Result.Name is null ? Statement.ResultStep : statement.Result.Id;
                _aliasing ??= Aliasing.Of(_primal);
                if (new VectorForward(v, statement, _aliasing, x => _companions.TryGetValue(x, out var companion) ? companion : null, builder).Append() is { } pushed)
                {
                    _companions[statement.Result] = pushed;
                }

                return;
        }

        builder.Step = null;
        builder.Add(statement);
        InEach(() => VisitTangent(statement, builder));
    }

    private void VisitTangent(Statement statement, RegionBuilder builder)
    {
        switch (statement.Operation)
        {
            case Apply a when statement.Result.IsReal:
                builder.Step = statement.Result.Name is null ? Statement.ResultStep : statement.Result.Id;
                VisitApply(statement.Result, a, builder);
                break;
            case External { Rule: { } rule } e when e.Arguments.Where((x, i) => rule.Active[i] && _companions.ContainsKey(x)).Any():
                builder.Step = statement.Result.Name is null ? Statement.ResultStep : statement.Result.Id;
                var tangents = e.Arguments.Where((_, i) => rule.Active[i]).Select(x => _companions.TryGetValue(x, out var tangent) ? tangent : null).ToList();
                _companions[statement.Result] = new ExternalTerms(e, statement.Result, builder, v => v).Push(tangents);
                break;
            case Load l when _companions.TryGetValue(l.Buffer, out var from) && HasCompanion(statement.Result.Type):
                builder.Add(l with { Buffer = from }, NewCompanion(statement.Result, builder));
                break;
            case Store s when Mutation.KeepsTangents && !_companions.ContainsKey(s.Stored):
                break;
            case Store s when _companions.TryGetValue(s.Buffer, out var into) && HasCompanion(s.Stored.Type):
                builder.Add(s with { Buffer = into, Stored = Companion(s.Stored, builder) });
                break;
            case Accumulate a when Mutation.OverwritesTangents && _companions.TryGetValue(a.Buffer, out var into) && _companions.TryGetValue(a.Added, out var added):
                builder.Add(new Store(into, a.Index, added));
                break;
            case Accumulate a when _companions.TryGetValue(a.Buffer, out var into) && _companions.TryGetValue(a.Added, out var added):
                builder.Add(a with { Buffer = into, Added = added });
                break;
            case Slice s when _companions.TryGetValue(s.Buffer, out var whole):
                builder.Add(s with { Buffer = whole }, NewCompanion(statement.Result, builder));
                break;
            case Alloc or NoBuffer when statement.Result.Type.HasShadow:
                builder.Add(statement.Operation, NewCompanion(statement.Result, builder));
                break;
            case Recall:
                throw new NotSupportedException("Recalls are gone before a derivative is differentiated again.");
        }
    }

    private void VisitApply(Value result, Apply apply, RegionBuilder builder)
    {
        string? name = DerivedNames.Tangent(result.Name);
        if (apply.Primitive == "Convert")
        {
            if (_companions.TryGetValue(apply.Arguments[0], out var source) && source.IsReal)
            {
                _companions[result] = builder.Add(new Apply("Convert", EquatableArray.Of(source)), result.Type, name);
            }

            return;
        }

        Value? sum = null;
        var rule = new RuleContext(builder, result.Type, i => apply.Arguments[i], () => result);
        var partials = PrimitiveTable.Get(apply.Primitive).Partials;
        for (int i = 0; i < partials.Count; i++)
        {
            if (partials[i] is { } partial && _companions.TryGetValue(apply.Arguments[i], out var tangent))
            {
                var term = Linear.Term(rule, partial, tangent, name);
                sum = sum is null ? term : Mutation.DropsSecondTerm || (Mutation.DropsSecondOrderTerm && DerivedNames.IsGradient(_primal.Name)) ? sum : builder.Add(new Apply("Add", EquatableArray.Of(sum, term)), result.Type, name);
            }
        }

        if (sum is not null)
        {
            _companions[result] = sum;
        }
    }

    private void VisitCall(Statement statement, Call call, RegionBuilder builder)
    {
        var accompanied = Enumerable.Range(0, call.Arguments.Count).Where(i => HasCompanion(call.Arguments[i].Type) && _callees.IsActive(call.Callee, i)).ToList();
        var arguments = call.Arguments.Concat(accompanied.Select(i => Companion(call.Arguments[i], builder)).ToList());
        var onlyRead = call.OnlyRead.Count == 0 ? default : call.OnlyRead.Concat(accompanied.Select(i => call.OnlyRead[i])).ToEquatableArray();
        var results = statement.Results.Concat(statement.Results.Where(r => HasCompanion(r.Type)).Select(r => NewCompanion(r, builder)).ToList());
        builder.Add(new Statement(results.ToEquatableArray(), new Call(DerivedNames.Jvp(call.Callee), arguments.ToEquatableArray(), onlyRead)));
    }

    private void VisitNested(Statement statement, RegionBuilder builder)
    {
        if (statement.Operation.Label() is { } label)
        {
            _labels[label] = statement.Results;
        }

        var operation = statement.Operation;
        if (operation is Loop loop)
        {
            var carried = loop.Body.Parameters.Skip(1).ToEquatableArray();
            var initial = loop.Initial.Concat(OfEach(() => loop.Initial.Where((v, i) => IsActive(carried[i])).Select(v => Mutation.ForgetsCarriedTangent && v.IsReal ? builder.Zero(v.Type) : Companion(v, builder)))).ToEquatableArray();
            var parameters = loop.Body.Parameters.Concat(OfEach(() => carried.Where(IsActive).Select(p => NewCompanion(p, builder)))).ToArray();
            operation = loop with { Initial = initial, Body = Visit(loop.Body, builder.Nested(parameters), IsActive, carried) };
        }
        else
        {
            operation = operation.With(
                operation.Operands,
                operation.Regions.Select(r => Visit(r, builder.Nested(), IsActive, statement.Results)).ToEquatableArray());
        }

        var results = statement.Results.Concat(OfEach(() => statement.Results.Where(IsActive).Select(r => NewCompanion(r, builder))));
        builder.Add(new Statement(results.ToEquatableArray(), operation));
    }
}
