using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Gives a derived function the memory that its form does not take as a parameter, and brings what it does take into the order of the form. Derived
/// functions want a shadow for every active buffer; a caller gives none for a workspace, only the content of one for an output, and in a second-order form
/// none for the gradient itself.
/// </summary>
/// <param name="primal">The method's parameters.</param>
/// <param name="active">One flag a parameter: whether it carries derivatives.</param>
/// <param name="roles">What the method does with each buffer.</param>
internal sealed class FormMemory(EquatableArray<Value> primal, EquatableArray<bool> active, EquatableArray<ParameterRole> roles)
{
    /// <summary>The places of the active buffers, in the order of their shadows.</summary>
    private readonly List<int> _buffers = [.. Enumerable.Range(0, primal.Count).Where(i => active[i] && primal[i].Type.HasShadow)];

    /// <summary>The parameters that derivatives are taken with respect to.</summary>
    public IReadOnlyList<Value> Inputs => [.. primal.Where((p, i) => active[i] && (p.IsReal || p.Type.HasShadow) && roles[i] == ParameterRole.Input)];

    /// <summary>Whether every derived function has the form's parameters as it is.</summary>
    public bool IsNothingToDo => _buffers.Count == 0;

    /// <summary>
    /// A pullback: the shadow of an output starts as a copy of the cotangent that the caller gives, which may be empty; that of a workspace as zero.
    /// </summary>
    /// <param name="vjp">The derived function.</param>
    public Function OfVjp(Function vjp)
    {
        int first = vjp.Parameters.Count - _buffers.Count;
        var builder = new RegionBuilder(new ValueSource(vjp));
        var outputs = new List<Value>();
        var kept = new List<Value>();
        for (int i = 0; i < _buffers.Count; i++)
        {
            var shadow = vjp.Parameters[first + i];
            var buffer = primal[_buffers[i]];
            switch (roles[_buffers[i]])
            {
                case ParameterRole.Output:
                    var given = builder.Values.Fresh(shadow.Type, shadow.Name);
                    outputs.Add(given);
                    Allocate(builder, shadow, buffer);
                    Copy(builder, given, shadow);
                    break;
                case ParameterRole.Scratch:
                    Allocate(builder, shadow, buffer);
                    break;
                default:
                    kept.Add(shadow);
                    break;
            }
        }

        return With(vjp, vjp.Parameters.Take(first).Concat(outputs).Concat(kept), builder);
    }

    /// <summary>A gradient or a pushforward: memory of the derivatives of workspaces is allocated.</summary>
    /// <param name="derived">The derived function.</param>
    /// <param name="firstDerived">The place of its first parameter that is none of the method's.</param>
    /// <param name="coversScalars">Whether scalars have such a parameter as well, as in a pushforward.</param>
    public Function OfScratch(Function derived, int firstDerived, bool coversScalars)
    {
        var builder = new RegionBuilder(new ValueSource(derived));
        var kept = derived.Parameters.Take(firstDerived).ToList();
        int next = firstDerived;
        for (int i = 0; i < primal.Count; i++)
        {
            if (!active[i] || !(primal[i].Type.HasShadow || (coversScalars && primal[i].IsReal)))
            {
                continue;
            }

            var companion = derived.Parameters[next++];
            if (roles[i] == ParameterRole.Scratch)
            {
                Allocate(builder, companion, primal[i]);
            }
            else
            {
                kept.Add(companion);
            }
        }

        kept.AddRange(derived.Parameters.Skip(next));
        return With(derived, kept, builder);
    }

    /// <summary>A gradient that was pushed forward: nobody asks for the gradient, whose memory is allocated.</summary>
    /// <param name="pushed">The derived function.</param>
    /// <param name="gradients">How many parameters of it are memory for the gradient; they follow the method's own.</param>
    public Function OfPushedGradient(Function pushed, int gradients) => OfScratch(WithoutGradient(pushed, gradients), primal.Count, coversScalars: true);

    /// <summary>A function of a gradient that gives something else: the memory for the gradient is allocated.</summary>
    /// <param name="derived">The function.</param>
    /// <param name="gradients">How many parameters of it are memory for the gradient; they follow the method's own.</param>
    public Function WithoutGradient(Function derived, int gradients)
    {
        var builder = new RegionBuilder(new ValueSource(derived));
        var inputs = _buffers.Where(i => roles[i] != ParameterRole.Scratch).ToList();
        for (int i = 0; i < gradients; i++)
        {
            Allocate(builder, derived.Parameters[primal.Count + i], primal[inputs[i]]);
        }

        return With(derived, derived.Parameters.Take(primal.Count).Concat(derived.Parameters.Skip(primal.Count + gradients)), builder);
    }

    /// <summary>The destinations of a gradient, each with the parameter that is as long.</summary>
    /// <param name="gradient">The gradient.</param>
    public IReadOnlyList<(Value Destination, Value Like)> Destinations(Function gradient) =>
        [.. _buffers.Where(i => roles[i] != ParameterRole.Scratch).Select((i, at) => (At: at, Primal: i)).Where(b => roles[b.Primal] == ParameterRole.Input)
            .Select(b => (gradient.Parameters[primal.Count + b.At], gradient.Parameters[b.Primal]))];

    private static void Allocate(RegionBuilder builder, Value memory, Value like) =>
        builder.Add(new Alloc(memory.Type.Element!, builder.Add(new Length(like), IrType.Int32)), memory);

    private static void Copy(RegionBuilder builder, Value from, Value to)
    {
        var index = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(index);
        body.Add(new Store(to, index, body.Add(new Load(from, index), from.Type.Element!)));
        builder.Add(new Loop(builder.Values.FreshLabel("copy"), builder.Add(new Length(from), IrType.Int32), false, default, body.Yield()));
    }

    private static Function With(Function function, IEnumerable<Value> parameters, RegionBuilder before) => function with
    {
        Parameters = parameters.ToEquatableArray(),
        Body = function.Body with { Statements = before.Statements.Concat(function.Body.Statements).ToEquatableArray() },
    };
}
