using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Which inputs every result depends on, for up to 64 of them at a time: a function that computes marks, one bit an input, in place of numbers. The marks of a result of arithmetic are those of all that
/// goes into it. Nothing is asked of derivatives, so that the pattern of a Jacobian does not rest on the rules that compute its entries. What an active condition decides is followed both ways, so that the
/// marks hold for all values; of the method's own numbers only those are computed that no active parameter can change.
/// </summary>
internal sealed partial class Dependence
{
    private static readonly IrType Marks = IrType.UInt64;

    private readonly Influence _influence;
    private readonly Dictionary<Value, Value> _marks = [];
    private readonly Dictionary<string, (EquatableArray<Value> Results, int Decisions)> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<Value> _growing;

    // How many decisions of active values this stands in.
    private int _decisions;

    private Dependence(Function primal, EquatableArray<bool> active)
    {
        _influence = Influence.Of(primal, active);
        _growing = [.. primal.Body.AllStatements().Where(s => s.Operation is Alloc { Length: null }).Select(s => s.Result)];
    }

    /// <summary>The name of the function that computes marks.</summary>
    public static string NameOf(string primal) => primal + "__Dependence";

    /// <summary>
    /// The function. Parameters: the primal's, then the marks of each active number and the memory of those of each active buffer, in parameter order; none for a workspace. Results: the marks of each
    /// real result, and the memory of those of each buffer.
    /// </summary>
    /// <param name="primal">The function.</param>
    /// <param name="active">One flag a parameter.</param>
    /// <param name="roles">What the function does with each buffer.</param>
    /// <exception cref="NoPatternException">The marks would depend on the values of active parameters.</exception>
    public static Function Run(Function primal, EquatableArray<bool> active, EquatableArray<Emit.ParameterRole> roles)
    {
        var values = new ValueSource(primal);
        var pass = new Dependence(primal, active);
        var parameters = primal.Parameters.ToList();
        var body = new RegionBuilder(values);
        for (int i = 0; i < active.Count; i++)
        {
            var parameter = primal.Parameters[i];
            if (!active[i] || !HasMarks(parameter.Type))
            {
                continue;
            }

            var marks = values.Fresh(TypeOf(parameter.Type), DerivedNames.Tangent(parameter.Name));
            pass._marks[parameter] = marks;
            if (roles[i] == Emit.ParameterRole.Scratch)
            {
                body.Add(new Alloc(Marks, body.Add(new Length(parameter), IrType.Int32)), marks);
            }
            else
            {
                parameters.Add(marks);
            }
        }

        pass.VisitStatements(primal.Body, body, isDecided: false);
        var region = pass.End(primal.Body.End, body, default, isDecided: false, isReturn: true);
        var results = primal.Results.Where(HasMarks).Select(TypeOf).ToEquatableArray();
        return new Function(NameOf(primal.Name), parameters.ToEquatableArray(), results, region);
    }

    private static bool HasMarks(IrType type) => type.IsReal || type.HasShadow;

    // What a forward half leaves for its reverse half has the marks of all that went into it.
    private static IrType TypeOf(IrType type) => type.IsReal || type == IrType.Frame ? Marks : IrType.Buffer(TypeOf(type.Element!));

    private static bool IsMemory(Value value) => value.Type.IsBuffer && value.Type != IrType.Frame;

    // Whether the number itself is the same whatever the active parameters are, so that it is computed here too.
    private bool IsComputed(Value value) => IsMemory(value) || (value.Type != IrType.Frame && !_influence.Reaches(value));

    // Whether the marks of a value are handed over beside it, or in its place.
    private bool IsMarked(Value value) => value.IsReal ? _influence.Reaches(value) : value.Type.HasShadow;

    private Value MarksOf(Value value, RegionBuilder builder) =>
        _marks.TryGetValue(value, out var marks) ? marks
        : !IsMemory(value) ? builder.Constant(Literal.Of(Marks, 0L))
        : builder.Add(new Alloc(Marks, builder.Add(new Length(value), IrType.Int32)), TypeOf(value.Type));

    private Value NewMarks(Value value, RegionBuilder builder) => _marks[value] = builder.Values.Fresh(TypeOf(value.Type), DerivedNames.Tangent(value.Name));

    private static Value Union(RegionBuilder builder, IEnumerable<Value> all)
    {
        Value? union = null;
        foreach (var marks in all)
        {
            union = union is null ? marks : union == marks ? union : builder.Apply(Marks, "Or", union, marks);
        }

        return union ?? builder.Constant(Literal.Of(Marks, 0L));
    }

    // What a region hands over to results that are there under the same names: those that are computed, then marks.
    private Region End(Terminator end, RegionBuilder builder, EquatableArray<Value> receivers, bool isDecided, bool isReturn = false)
    {
        if (end.Label is { } label && isDecided && (label == Function.ReturnLabel || _labels[label].Decisions < _decisions))
        {
            throw new NoPatternException("an active value decides whether the method or a loop is left early", label == Function.ReturnLabel ? null : label);
        }

        isReturn |= end.Label == Function.ReturnLabel;
        if (end.Label is not null && !isReturn)
        {
            receivers = _labels[end.Label].Results;
        }

        var handed = isReturn
            ? end.Values.Where(v => HasMarks(v.Type)).Select(v => MarksOf(v, builder)).ToList()
            : [.. end.Values.Where((_, i) => IsComputed(receivers[i])), .. end.Values.Where((_, i) => IsMarked(receivers[i])).Select(v => MarksOf(v, builder)).ToList()];
        return builder.End(end.Label, handed);
    }

    private void VisitStatements(Region region, RegionBuilder builder, bool isDecided)
    {
        foreach (var statement in region.Statements)
        {
            Visit(statement, builder, isDecided);
        }
    }

    private void Visit(Statement statement, RegionBuilder builder, bool isDecided)
    {
        var operation = statement.Operation;
        switch (operation)
        {
            case If f:
                VisitChoice(statement, f, builder, isDecided);
                return;
            case Block b:
                _labels[b.Label] = (statement.Results, _decisions);
                var inside = builder.Nested();
                VisitStatements(b.Body, inside, isDecided);
                Define(statement, new Block(b.Label, End(b.Body.End, inside, statement.Results, isDecided)), builder);
                return;
            case Loop l:
                VisitLoop(statement, l, builder, isDecided);
                return;
            case Load l:
                VisitLoad(statement, l, builder, isDecided);
                return;
            case Store s:
                VisitStore(s, builder, isDecided);
                return;
            case Accumulate a:
                VisitStore(new Store(a.Buffer, a.Index, a.Added), builder, isDecided, isAdded: true);
                return;
            case Slice s:
                Require(s.Start, s.Length, "the part of an array");
                builder.Add(statement);
                if (_marks.TryGetValue(s.Buffer, out var whole))
                {
                    builder.Add(s with { Buffer = whole }, NewMarks(statement.Result, builder));
                }

                return;
            case Alloc or NoBuffer:
                VisitMemory(statement, builder);
                return;
            case Vector v:
                VisitVector(statement, v, builder, isDecided);
                return;
            case Call c:
                VisitCall(statement, c, builder);
                return;
            case External { HasEffect: true } e:
                VisitEffect(statement, e, builder, isDecided);
                break;
            default:
                if (statement.Results.All(IsComputed))
                {
                    builder.Add(statement);
                }

                break;
        }

        Value[] sources = operation switch
        {
            Apply { Primitive: "StopGradient" } => [],
            Apply a => [.. a.Arguments],
            External { Rule: { } rule } e => [.. e.Arguments.Where((_, i) => rule.Active[i])],
            _ => [],
        };
        var marks = sources.Where(s => s.IsReal && _marks.ContainsKey(s)).Select(s => _marks[s]).Distinct().ToList();
        if (marks.Count > 0)
        {
            var union = Union(builder, marks);
            foreach (var result in statement.Results.Where(r => r.IsReal))
            {
                _marks[result] = union;
            }
        }
    }

    // Results under their own names as far as they are computed, and their marks.
    private void Define(Statement statement, Operation operation, RegionBuilder builder)
    {
        var results = statement.Results.Where(IsComputed).Concat(statement.Results.Where(IsMarked).Select(r => NewMarks(r, builder)).ToList());
        builder.Add(statement with { Results = results.ToEquatableArray(), Operation = operation });
    }

    private void Require(Value first, Value second, string what)
    {
        if (_influence.Reaches(first) || _influence.Reaches(second))
        {
            throw new NoPatternException($"{what} depends on an active value");
        }
    }
}
