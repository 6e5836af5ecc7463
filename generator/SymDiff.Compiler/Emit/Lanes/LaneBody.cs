using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// What a loop does, where several of its iterations may be run at once: each touches elements as far from its own number as every other, by sums, products, quotients, square roots and
/// absolute values, which are exactly rounded also when several are computed at once, or, where it is permitted, by functions that are not; and nothing that one writes is what another touches.
/// </summary>
internal sealed class LaneBody
{
    // A loop that is known to be shorter gains nothing.
    private const int Fewest = 16;

    private readonly Loop _loop;
    private readonly Func<Value, Operation?> _definition;
    private readonly Dictionary<Value, LanePlace> _places = [];
    private readonly HashSet<Value> _inside;
    private readonly HashSet<Statement> _fixed = [];
    private readonly List<(Value Buffer, LanePlace Place, bool IsWritten)> _accesses = [];

    private readonly bool _mayDiffer;

    private LaneBody(Loop loop, Func<Value, Operation?> definition, bool mayDiffer)
    {
        _mayDiffer = mayDiffer;
        _loop = loop;
        _definition = definition;
        _inside = [.. loop.Body.Parameters, .. loop.Body.Statements.SelectMany(s => s.Results)];
        _places[loop.Iteration] = LanePlace.Iteration;
    }

    /// <summary>What the elements are.</summary>
    public IrType Element { get; private set; } = IrType.Float64;

    /// <summary>Values that differ from iteration to iteration.</summary>
    public HashSet<Value> Wide { get; } = [];

    /// <summary>For each carried value that is a sum over the iterations, the statements that add to it.</summary>
    public HashSet<Statement> Sums { get; } = [];

    /// <summary>The element that an index stands for.</summary>
    public LanePlace Place(Value index) => _places[index];

    /// <summary>What a loop does, or null if its iterations cannot be run several at once.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="aliasing">What buffers refer to.</param>
    /// <param name="definition">What a value of the function is defined by.</param>
    /// <param name="isSpan">Whether a buffer is a span or an array.</param>
    /// <param name="capabilities">What is permitted, and what the platform has.</param>
    public static LaneBody? Of(Loop loop, Aliasing aliasing, Func<Value, Operation?> definition, Func<Value, bool> isSpan, Capabilities capabilities)
    {
        if (loop is not { Count: { } count, IsVector: false, Snapshots: 0, Body.End.IsYield: true } || (loop.Initial.Count > 0 && !capabilities.MayReassociate)
            || (definition(count) is Constant { Literal.Bits: < Fewest }) || loop.Body.Statements.FirstOrDefault(s => s.Operation is Load)?.Result.Type is not { } element
            || (element != IrType.Float64 && element != IrType.Float32))
        {
            return null;
        }

        var body = new LaneBody(loop, definition, capabilities.MayReassociate && capabilities.HasLaneFunctions) { Element = element };
        return body.FindSums() && loop.Body.Statements.All(body.Takes) && body._accesses.All(a => isSpan(a.Buffer)) && body.AreApart(aliasing)
            && (body.Sums.Count > 0 || body._accesses.Any(a => a.IsWritten)) ? body : null;
    }

    // A carried value that terms are added to, one after the other, and nothing else is done with.
    private bool FindSums()
    {
        var users = _loop.Body.Statements.SelectMany(s => s.Operation.Operands.Select(o => (Operand: o, Statement: s))).ToLookup(u => u.Operand, u => u.Statement);
        for (int i = 0; i < _loop.Initial.Count; i++)
        {
            var sum = _loop.Body.Parameters[i + 1];
            if (sum.Type != Element)
            {
                return false;
            }

            while (sum != _loop.Body.End.Values[i])
            {
                if (users[sum].Take(2).Count() != 1 || users[sum].First() is not { Operation: Apply { Primitive: "Add" or "Subtract" } apply } statement || _loop.Body.End.Values.Contains(sum)
                    || apply.Arguments[0] == apply.Arguments[1] || (apply.Primitive == "Subtract" && apply.Arguments[0] != sum))
                {
                    return false;
                }

                Sums.Add(statement);
                sum = statement.Result;
            }

            if (users[sum].Any() || _loop.Body.End.Values.Count(v => v == sum) != 1)
            {
                return false;
            }
        }

        return true;
    }

    private bool Takes(Statement statement)
    {
        switch (statement.Operation)
        {
            case Constant:
                return _fixed.Add(statement);
            case Apply apply when !Shapes.CanThrow(apply) && apply.Arguments.All(IsFixed):
                _inside.Remove(statement.Result);
                return _fixed.Add(statement);
            case Apply { IsChecked: false } apply when statement.Result.Type == IrType.Int32:
                return TakesIndex(statement.Result, apply);
            case Apply apply when statement.Result.Type == Element && Sums.Contains(statement):
                Wide.Add(statement.Result);
                return apply.Arguments.Any(Wide.Contains) && apply.Arguments.All(a => Wide.Contains(a) || IsSum(a));
            case Apply apply when statement.Result.Type == Element
                && (apply.Primitive is "Add" or "Subtract" or "Multiply" or "Divide" or PrimitiveTable.StrongDivide or "Negate" || LaneOperations.IsFunction(apply.Primitive, _mayDiffer)):
                bool isWide = apply.Arguments.Any(Wide.Contains);
                Wide.Add(statement.Result);
                return isWide && apply.Arguments.All(a => a.Type == Element && (Wide.Contains(a) || IsFixed(a)));
            case Load load when statement.Result.Type == Element:
                Wide.Add(statement.Result);
                return Touches(load.Buffer, load.Index, isWritten: false);
            case Store store:
                return (Wide.Contains(store.Stored) || IsFixed(store.Stored)) && Touches(store.Buffer, store.Index, isWritten: true);
            case Accumulate sum:
                return (Wide.Contains(sum.Added) || IsFixed(sum.Added)) && Touches(sum.Buffer, sum.Index, isWritten: true);
            default:
                return false;
        }
    }

    private bool IsSum(Value value) => _loop.Body.Parameters.Skip(1).Contains(value) || Sums.Any(s => s.Result == value);

    /// <summary>Whether a value is the same in every iteration: it is computed before the loop, or a literal.</summary>
    public bool IsFixed(Value value) => !_inside.Contains(value) || IsLiteral(value);

    /// <summary>Whether a statement does the same in every iteration.</summary>
    public bool IsFixed(Statement statement) => _fixed.Contains(statement);

    /// <summary>Whether a value is a literal.</summary>
    public bool IsLiteral(Value value) => _definition(value) is Constant;

    private bool TakesIndex(Value index, Apply apply)
    {
        var place = apply.Primitive switch
        {
            "Add" when _places.TryGetValue(apply.Arguments[0], out var first) => Further(first, apply.Arguments[1], 1),
            "Add" when _places.TryGetValue(apply.Arguments[1], out var second) => Further(second, apply.Arguments[0], 1),
            "Subtract" when _places.TryGetValue(apply.Arguments[0], out var from) => Further(from, apply.Arguments[1], -1),
            _ => null,
        };
        if (place is null)
        {
            return false;
        }

        _places.Add(index, place);
        return true;
    }

    private LanePlace? Further(LanePlace place, Value by, int sign) =>
        _definition(by) is Constant { Literal: { Symbol: null, Bits: > -1000 and < 1000 and var number } } ? place.Plus(sign * (int)number)
        : sign > 0 && !_inside.Contains(by) ? place.Plus(by)
        : null;

    private bool Touches(Value buffer, Value index, bool isWritten)
    {
        if (_inside.Contains(buffer) || buffer.Type.Element != Element || !_places.TryGetValue(index, out var place))
        {
            return false;
        }

        _accesses.Add((buffer, place, isWritten));
        return true;
    }

    private bool AreApart(Aliasing aliasing) => Mutation.WidensDependentLoops || _accesses.Where(a => a.IsWritten).All(written => _accesses.All(other => (other.Buffer == written.Buffer && other.Place == written.Place)
        || (aliasing.Roots(written.Buffer) is { } roots && aliasing.Roots(other.Buffer) is { } others && !roots.Any(others.Contains))));
}
