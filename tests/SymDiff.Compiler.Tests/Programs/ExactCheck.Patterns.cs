using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Programs;

/// <content>The patterns of Jacobians and Hessians.</content>
public sealed partial class ExactCheck
{
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
}
