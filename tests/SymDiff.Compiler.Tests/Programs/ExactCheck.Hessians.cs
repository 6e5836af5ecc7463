using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Programs;

/// <content>Hessians, and the patterns of matrices.</content>
public sealed partial class ExactCheck
{
    /// <summary>
    /// The Hessian of a weighted sum of all outputs is symmetric to 1e-13 of the sum of the magnitudes of its terms. Each column is a pushforward of the pullback of its own, along one axis, so that the two
    /// entries come from different sweeps. The magnitudes are those that dual numbers carry through the pullback beside the derivatives: what every value of the pullback depends on along the axis, as a
    /// sum of products of slopes, with every term positive. Numbers that do not depend on the axis, the slopes among them, are the same bits in both sweeps, so that these sums are all that rounding
    /// errors of the two entries are relative to.
    /// </summary>
    /// <returns>How many pairs of opposite entries were compared that are not zero.</returns>
    public int Symmetric(string name, Point point, EquatableArray<bool> active, int seed = 1)
    {
        var random = new Random(seed);
        var function = _module[name];
        bool[] mask = [.. active];
        double[] weights = [.. Run(name, Duals(function, point, mask).Arguments, roundsSingle: false).Reals.Select(_ => Draw(random))];
        var extended = WithCotangents(function, point, mask, weights);
        string vjp = _derivations.Vjp(name, active);
        if (!IsTame(vjp, extended))
        {
            return 0;
        }

        var gradient = _module[vjp];
        bool[] varied = [.. gradient.Parameters.Select((p, i) => i < mask.Length ? mask[i] : p.Type.HasShadow)];
        string along = _derivations.Jvp(vjp, varied.ToEquatableArray());
        int inputs = new Point([.. point.Arguments.Where((_, i) => mask[i])]).Count;
        var (duals, directions) = Duals(gradient, extended, varied);
        var oracle = Run(vjp, duals, roundsSingle: false);
        var magnitudes = Gradient(function, mask, [.. oracle.Results.Skip(function.Results.Count)], [.. duals.Skip(gradient.Parameters.Count - function.Parameters.Where((p, i) => mask[i] && p.Type.HasShadow).Count())]);
        var columns = new List<object?[]>();
        for (int axis = 0; axis < inputs; axis++)
        {
            double[] direction = new double[directions];
            direction[axis] = 1;
            object?[] arguments = WithTangents(gradient, extended, varied, direction).Materialise();
            var pushed = Run(along, arguments, roundsSingle: false);
            object?[] tangents = [.. pushed.Results.Skip(gradient.Results.Count).Skip(function.Results.Count(t => t.IsReal))];
            columns.Add(Gradient(function, mask, tangents, [.. arguments.Skip(arguments.Length - function.Parameters.Where((p, i) => mask[i] && p.Type.HasShadow).Count())]));
        }

        int compared = 0;
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double one = (double)columns[j][i]!;
                double other = (double)columns[i][j]!;
                double size = Magnitude(i, j) + Magnitude(j, i);
                compared += one != 0 && other != 0 ? 1 : 0;
                Assert.True(Math.Abs(one - other) <= 1e-13 * size, $"{name}: the Hessian's entry {i}, {j} is {one:R}, the opposite one {other:R} (size {size:R}).");
            }
        }

        return compared;

        double Magnitude(int row, int column) => magnitudes[row] is Dual dual ? dual.Magnitude[column] : 0;
    }

    /// <summary>What outputs depend on by dual numbers is among the marks that are found without values.</summary>
    /// <returns>How many entries differ from zero; null if there is no pattern.</returns>
    public int? Covered(string name, Point point, EquatableArray<bool> active)
    {
        var function = _module[name];
        bool[] mask = [.. active];
        var (duals, directions) = Duals(function, point, mask);
        string marking = Dependence.NameOf(name);
        try
        {
            var roles = active.Select(_ => ParameterRole.InOut).ToEquatableArray();
            _module.Add(Simplifier.Run(Verifier.Check(Dependence.Run(function, active, roles)), 0) with { Name = marking });
        }
        catch (NoPatternException)
        {
            return null;
        }

        var oracle = new Interpreter(_module, _externals(_ => { })) { RoundsSingle = false, MostExecuted = MostExecuted };
        object?[] expected = [.. oracle.Call(name, duals).Where((_, i) => function.Results[i].IsReal)];
        int entries = 0;
        for (int first = 0; first < directions; first += 64)
        {
            int axis = -first;
            object?[] arguments = point.Materialise();
            var marks = new List<object?>();
            for (int i = 0; i < arguments.Length; i++)
            {
                if (!mask[i])
                {
                    continue;
                }

                if (arguments[i] is BufferValue memory)
                {
                    var beside = new Memory(IrType.UInt64, memory.Length);
                    for (int cell = 0; cell < memory.Length; cell++)
                    {
                        beside.Write(cell, Mark(axis++));
                    }

                    marks.Add(new BufferValue(beside, 0, memory.Length));
                }
                else
                {
                    marks.Add(Mark(axis++));
                }
            }

            object?[] found = new Interpreter(_module, _externals(_ => { })) { MostExecuted = MostExecuted }.Call(marking, [.. arguments, .. marks]);
            for (int i = 0; i < expected.Length; i++)
            {
                Covers(expected[i], found[i], $"result {i}");
            }

            foreach (var (primal, beside) in duals.Where((_, i) => mask[i]).Zip(marks).Where(p => p.First is BufferValue))
            {
                for (int cell = 0; cell < ((BufferValue)primal!).Length; cell++)
                {
                    Covers(((BufferValue)primal).Memory!.Read(cell, IrType.Float64), ((BufferValue)beside!).Memory!.Read(cell, IrType.UInt64), $"element {cell}");
                }
            }

            void Covers(object? value, object? mark, string what)
            {
                for (int j = 0; value is Dual dual && j < 64 && first + j < directions; j++)
                {
                    entries += dual.Tangent[first + j] != 0 ? 1 : 0;
                    Assert.True(dual.Tangent[first + j] == 0 || (((long)mark! >> j) & 1) != 0, $"{name}: {what} depends on {first + j}, and is not marked.");
                }
            }
        }

        return entries;

        static object Mark(int axis) => axis is >= 0 and < 64 ? 1L << axis : 0L;
    }

    /// <summary>The same of the gradient of a weighted sum of all outputs: the entries of its Hessian.</summary>
    public int? CoveredHessian(string name, Point point, EquatableArray<bool> active)
    {
        var random = new Random(1);
        var function = _module[name];
        bool[] mask = [.. active];
        double[] weights = [.. Run(name, Duals(function, point, mask).Arguments, roundsSingle: false).Reals.Select(_ => Draw(random))];
        var extended = WithCotangents(function, point, mask, weights);
        string vjp = _derivations.Vjp(name, active);
        return IsTame(vjp, extended) ? Covered(vjp, extended, _module[vjp].Parameters.Select((p, i) => i < mask.Length ? mask[i] : p.Type.HasShadow).ToEquatableArray()) : null;
    }

    // What a pullback gives, in the order of the parameters: numbers are results, what belongs to memory is in memory.
    private static object?[] Gradient(Function function, bool[] mask, object?[] scalars, object?[] shadows)
    {
        var all = new List<object?>();
        int scalar = 0;
        int shadow = 0;
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (mask[i] && function.Parameters[i].IsReal)
            {
                all.Add(scalars[scalar++]);
            }
            else if (mask[i] && function.Parameters[i].Type.HasShadow)
            {
                all.AddRange(Content([shadows[shadow++]]));
            }
        }

        return [.. all];
    }
}
