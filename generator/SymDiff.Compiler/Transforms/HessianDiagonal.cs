using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// The diagonal of the Hessian: from the one function with all entries where there are few numbers; with ones in place of the direction where the Hessian is proved to be diagonal; else along one axis
/// after the other.
/// </summary>
/// <param name="primal">The method.</param>
/// <param name="active">One flag a parameter: whether it carries derivatives.</param>
/// <param name="memory">What the method does with its memory.</param>
internal sealed class HessianDiagonal(Function primal, EquatableArray<bool> active, FormMemory memory)
{
    private int Given => primal.Parameters.Count;

    // What the primal leaves that is no real number.
    private int Integers => primal.Results.Count(t => !t.IsReal);

    /// <summary>The diagonal of the Hessian that is one function.</summary>
    /// <param name="whole">That function, with value and gradient.</param>
    /// <param name="withGradient">Whether value and gradient are asked for.</param>
    public Function OfEntries(Function whole, bool withGradient)
    {
        int inputs = active.Count(a => a);

        // Before the entries stand value, integers, gradient, and the row of the value, which is the gradient again.
        int first = whole.Results.Count - (inputs * inputs);
        var kept = Enumerable.Range(0, primal.Results.Count + inputs).Where(i => withGradient || (i >= primal.Results.Count - Integers && i < primal.Results.Count))
            .Concat(Enumerable.Range(0, inputs).Select(i => first + (i * inputs) + i))
            .ToList();
        var values = whole.Body.End.Values;
        var function = whole with
        {
            Results = kept.Select(k => whole.Results[k]).ToEquatableArray(),
            Body = whole.Body with { End = whole.Body.End with { Values = kept.Select(k => values[k]).ToEquatableArray() } },
        };
        return Simplifier.Run(function, withGradient ? primal.Results.Count : Integers);
    }

    /// <summary>Whether the Hessian is proved to be diagonal.</summary>
    /// <param name="gradient">The gradient.</param>
    public bool IsProved(Function gradient) => DiagonalHessian.IsProved(gradient, memory.Inputs, memory.Destinations(gradient));

    /// <summary>The diagonal of a Hessian that has nothing else, in one sweep.</summary>
    /// <param name="pushed">The pushforward of the gradient, with the value where that is asked for.</param>
    /// <param name="gradient">What it is the pushforward of.</param>
    /// <param name="withGradient">Whether value and gradient are asked for.</param>
    public Function AlongOnes(Function pushed, Function gradient, bool withGradient)
    {
        // Results: those of the gradient, then the tangents of its numbers, of which the value is the first.
        int first = gradient.Results.Count + (withGradient ? 1 : 0);
        var kept = Enumerable.Range(0, withGradient ? gradient.Results.Count : Integers).Concat(Enumerable.Range(first, pushed.Results.Count - first)).ToList();
        var values = pushed.Body.End.Values;
        var function = pushed with
        {
            Results = kept.Select(k => pushed.Results[k]).ToEquatableArray(),
            Body = pushed.Body with { End = pushed.Body.End with { Values = kept.Select(k => values[k]).ToEquatableArray() } },
        };

        // Parameters: the primal's, memory for the gradient, the direction, memory for the diagonal.
        int destinations = gradient.Parameters.Count - primal.Parameters.Count;
        function = withGradient ? memory.OfScratch(function, primal.Parameters.Count + destinations, coversScalars: true) : memory.OfPushedGradient(function, destinations);
        var directions = function.Parameters.Skip(primal.Parameters.Count + (withGradient ? destinations : 0)).Zip(memory.Inputs, (d, i) => (d, i)).ToList();
        return Simplifier.Run(Ones.Fold(function, directions), withGradient ? primal.Results.Count : Integers);
    }

    /// <summary>The diagonal along one axis after the other.</summary>
    /// <param name="along">The Hessian along a direction.</param>
    /// <param name="gradient">Value and gradient; null where they are not asked for.</param>
    public Function ByAxes(Function along, Function? gradient) =>
        Simplifier.Run(DiagonalByAxes.Run(along, gradient, primal.Parameters.Count, memory.Inputs), gradient is null ? Integers : primal.Results.Count);

    /// <summary>The destinations that are added to, each with the parameter that is as long.</summary>
    /// <param name="function">The diagonal.</param>
    /// <param name="withGradient">Whether value and gradient are among its results.</param>
    /// <param name="isByAxes">Whether all entries of the diagonal are written.</param>
    public IReadOnlyList<(Value Destination, Value Like)> Added(Function function, bool withGradient, bool isByAxes)
    {
        var buffers = memory.Inputs.Where(i => i.Type.IsBuffer).ToList();
        var given = function.Parameters.Skip(primal.Parameters.Count).Zip(withGradient ? buffers.Concat(buffers) : buffers, (d, b) => (d, b)).ToList();
        return isByAxes ? [.. given.Take(given.Count - buffers.Count)] : given;
    }
}
