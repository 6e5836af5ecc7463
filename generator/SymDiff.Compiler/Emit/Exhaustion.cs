using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// The reverse of a running maximum hands all of a cotangent back to the element that was chosen last, and 0 to those before it. Such a loop stops when nothing is left to be handed back:
/// <c>for (int i = n - 1; i &gt;= 0 &amp;&amp; dMax != 0.0; i--)</c>.
/// </summary>
/// <remarks>
/// What is left to be handed back are carried cotangents that an iteration multiplies by a share, or sets to 0. Once they are 0, they stay 0, and nothing else that an iteration does may
/// matter: it adds 0 to memory and to what is only added to. Their factors are shares and literals, since 0 times what is not finite is no 0; NaN is not 0, and goes on. The elements that
/// are not read any more, and the parts that are not cut out, were read and cut out by the loop that is reversed.
/// </remarks>
internal sealed class Exhaustion
{
    private readonly Loop _loop;
    private readonly Dictionary<Value, (Operation Operation, int Place)> _definitions;
    private readonly HashSet<Value> _left = [];

    // A value may be used many times over, by what is used many times again.
    private readonly Dictionary<(string Question, Value Value, Value? Carried), bool> _known = [];

    private Exhaustion(FoldedFunction folded, Loop loop)
    {
        _loop = loop;
        _definitions = loop.Body.AllStatements().SelectMany(s => s.Results.Select((r, i) => (r, s.Operation, i))).ToDictionary(d => d.r, d => (d.Operation, d.i));
        foreach (var value in loop.Body.FreeValues())
        {
            if (folded.Definition(value) is { Operation: Constant constant })
            {
                _definitions[value] = (constant, 0);
            }
        }

        for (int i = 0; i < loop.Initial.Count; i++)
        {
            if (Vanishes(loop.Body.End.Values[i], loop.Body.Parameters[i + 1]))
            {
                _left.Add(loop.Body.Parameters[i + 1]);
            }
        }
    }

    /// <summary>Finds the loops of the derivative's own that may stop so, and notes at each what must not be 0 for it to go on.</summary>
    public static void Find(FoldedFunction folded, Scope scope)
    {
        foreach (var node in scope.Written)
        {
            if (node is { Completed: null, Operation: Loop { Count: not null, IsVector: false } loop } && (node.Statement.Step is not null || loop.IsReversed) && loop.Body.End.IsYield && Exits.Labels(loop.Body).Count == 0
                && new Exhaustion(folded, loop) is { _left.Count: > 0 } exhaustion && exhaustion.IsQuiet() && exhaustion._left.All(v => IsNamed(node, v)))
            {
                node.Left = loop.Body.Parameters.Where(exhaustion._left.Contains).ToList();
            }

            foreach (var arm in node.Arms)
            {
                Find(folded, arm);
            }
        }
    }

    private static bool IsNamed(Node loop, Value parameter) => loop.Live.Any(r => ((Loop)loop.Operation).Body.Parameters[Shapes.IndexOf(loop.Statement.Results, r) + 1] == parameter);

    // Whether an iteration does nothing once nothing is left.
    private bool IsQuiet() => IsQuiet(_loop.Body) && Enumerable.Range(0, _loop.Initial.Count).All(i =>
        _loop.Body.Parameters[i + 1] is var parameter && _loop.Body.End.Values[i] is var next && (_left.Contains(parameter) ? IsZero(next) : IsUnchanged(next, parameter)));

    private bool IsQuiet(Region region) => region.Statements.All(s => s.Operation switch
    {
        Constant or Load or Length or Slice => true,
        Apply apply => !Shapes.CanThrow(apply),
        Accumulate sum => IsZero(sum.Added) || Mutation.StopsTooEarly,
        If choice => (HoldsOnlyWhileSomethingIsLeft(choice.Condition) || IsQuiet(choice.Then)) && IsQuiet(choice.Else),
        _ => false,
    });

    // Whether it asks for something that is 0 when nothing is left.
    private bool HoldsOnlyWhileSomethingIsLeft(Value condition) => Defined(condition) is Apply { Primitive: "NotEqual", Arguments: var compared } && compared.All(IsZero);

    // Whether a carried value becomes 0 in an iteration though it was not: a share of it may be none.
    private bool Vanishes(Value value, Value carried) => Known(nameof(Vanishes), value, carried, () => value != carried && value.IsReal && Defined(value) switch
    {
        Apply { Primitive: "Multiply" } product => product.Arguments.Contains(carried) && product.Arguments.Any(IsShare),
        If choice => Yielded(choice, value).ToList() is var arms && arms.Any(IsLiteralZero) && arms.All(a => a == carried || IsLiteralZero(a) || Vanishes(a, carried)),
        _ => false,
    });

    private bool IsZero(Value value) => Known(nameof(IsZero), value, null, () => _left.Contains(value) || Defined(value) switch
    {
        Constant => IsLiteralZero(value),
        Apply { Primitive: "Multiply", Arguments: var factors } => (IsZero(factors[0]) && IsFinite(factors[1])) || (IsZero(factors[1]) && IsFinite(factors[0])),
        Apply { Primitive: PrimitiveTable.StrongMultiply } product => IsZero(product.Arguments[0]),
        Apply { Primitive: "Add" or "Subtract" or "Negate" or "Convert" } linear => linear.Arguments.All(a => a.IsReal && IsZero(a)),
        If choice => Yielded(choice, value).All(IsZero),
        _ => false,
    });

    private bool IsUnchanged(Value value, Value carried) => Known(nameof(IsUnchanged), value, carried, () => value == carried || Defined(value) switch
    {
        Apply { Primitive: "Add", Arguments: var terms } => (IsUnchanged(terms[0], carried) && IsZero(terms[1])) || (IsUnchanged(terms[1], carried) && IsZero(terms[0])),
        Apply { Primitive: "Subtract", Arguments: var terms } => IsUnchanged(terms[0], carried) && IsZero(terms[1]),
        If choice => Yielded(choice, value).All(a => IsUnchanged(a, carried)),
        _ => false,
    });

    private bool IsFinite(Value value) => Known(nameof(IsFinite), value, null, () => IsShare(value) || Defined(value) switch
    {
        Constant { Literal: { Type.IsReal: true, Real: var number } } => !double.IsNaN(number) && !double.IsInfinity(number),
        If choice => Yielded(choice, value).All(IsFinite),
        _ => false,
    });

    // 0, ½ or 1, or what they leave of 1; a product of such.
    private bool IsShare(Value value) => Known(nameof(IsShare), value, null, () => Defined(value) is Apply apply && (PrimitiveTable.Get(apply.Primitive).IsShare
        || (apply.Primitive is "Subtract" or "Multiply" && apply.Arguments.All(IsFinite) && apply.Arguments.Any(IsShare))));

    private bool IsLiteralZero(Value value) => Defined(value) is Constant { Literal: { Symbol: null, Type.IsReal: true, Real: 0 } };

    private bool Known(string question, Value value, Value? carried, Func<bool> answer)
    {
        var key = (question, value, carried);
        if (!_known.TryGetValue(key, out bool known))
        {
            _known[key] = known = answer();
        }

        return known;
    }

    private Operation? Defined(Value value) => _definitions.TryGetValue(value, out var definition) ? definition.Operation : null;

    private IEnumerable<Value> Yielded(If choice, Value result) => choice.Regions.Select(r => r.End.Values[_definitions[result].Place]);
}
