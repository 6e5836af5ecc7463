using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Programs;

/// <summary>
/// Checks derived functions against dual numbers, to rounding: pullback and pushforward of a function against its own run on duals, the primal's
/// outputs and effects bit for bit. A derived function is a function like any other, so the same check does for every order.
/// </summary>
public sealed partial class ExactCheck
{
    private const double Tolerance = 1e-10;
    private const double MostMagnitude = 1e9;

    private readonly Module _module;
    private readonly Derivations _derivations;
    private readonly Func<Action<string>, IReadOnlyDictionary<string, Func<object?[], object?>>> _externals;

    /// <param name="module">The functions; derived ones are added.</param>
    /// <param name="externals">What external text does, given where it says so that it was run.</param>
    public ExactCheck(Module module, Func<Action<string>, IReadOnlyDictionary<string, Func<object?[], object?>>> externals)
    {
        _module = module;
        _externals = externals;
        _derivations = new Derivations(module, verify: true);
    }

    /// <summary>How long a run may be.</summary>
    public long MostExecuted { get; init; } = 2_000_000;

    /// <summary>One run: results, then what the buffers among the arguments hold; and the effects.</summary>
    private sealed record Outcome(object?[] Results, object?[] Memory, List<string> Effects)
    {
        public IEnumerable<object?> All => Results.Where(r => r is not BufferValue).Concat(Memory);

        public object[] Reals => [.. All.Where(v => v is double or Dual).Select(v => v!)];
    }

    /// <summary>Whether the program can be compared here: all it computes is finite and of moderate size.</summary>
    public bool IsTame(string name, Point point)
    {
        var outcome = Run(name, point.Materialise(), roundsSingle: false);
        return outcome.Reals.All(v => Math.Abs((double)v) < MostMagnitude);
    }

    /// <summary>Tidying a function changes no bit and no effect.</summary>
    public void Simplified(string name, Point point)
    {
        var function = _module[name];
        var tidied = Verifier.Check(Simplifier.Run(function, function.Results.Count, function.Parameters.Count)) with { Name = name + "__Tidied" };
        _module.Add(tidied);
        Same(Run(name, point.Materialise(), true), Run(tidied.Name, point.Materialise(), true), $"{name}, simplified");
    }

    /// <summary>All derivatives of all outputs, by dual numbers.</summary>
    public IEnumerable<double> Slopes(string name, Point point, EquatableArray<bool> active)
    {
        var (duals, _) = Duals(_module[name], point, active.ToArray());
        return Run(name, duals, roundsSingle: false).Reals.OfType<Dual>().SelectMany(d => d.Tangent);
    }

    /// <summary>Pullback and pushforward.</summary>
    /// <param name="name">The function.</param>
    /// <param name="point">Where.</param>
    /// <param name="active">With respect to which parameters; default for all.</param>
    /// <param name="seed">Of the weights and the direction.</param>
    /// <returns>Where the pullback was run: its arguments.</returns>
    public Point Compare(string name, Point point, EquatableArray<bool> active = default, int seed = 1)
    {
        var random = new Random(seed);
        var function = _module[name];
        bool[] mask = [.. function.Parameters.Select((p, i) => active.Count == 0 ? p.IsReal || p.Type.HasShadow : active[i])];
        var (duals, directions) = Duals(function, point, mask);
        var oracle = Run(name, duals, roundsSingle: false);
        double[] weights = [.. oracle.Reals.Select(_ => Draw(random))];
        double[] direction = [.. Enumerable.Range(0, directions).Select(_ => Draw(random))];

        var extended = WithCotangents(function, point, mask, weights);
        ComparePullback(function, mask, oracle, weights, extended);
        ComparePushforward(function, point, mask, oracle, direction);
        return extended;
    }

    private static double Draw(Random random) => Math.Round((random.NextDouble() * 2) - 1, 3);

    private void ComparePullback(Function function, bool[] mask, Outcome oracle, double[] weights, Point extended)
    {
        string vjp = _derivations.Vjp(function.Name, mask.ToEquatableArray());
        int primal = function.Parameters.Count;
        PrimalIsSame(function, vjp, extended);

        object?[] arguments = extended.Materialise();
        var reverse = Run(vjp, arguments, roundsSingle: false);
        var gradient = new List<double>();
        int scalar = function.Results.Count;
        int shadow = primal + function.Results.Count(t => t.IsReal);
        for (int i = 0; i < primal; i++)
        {
            if (mask[i] && function.Parameters[i].IsReal)
            {
                gradient.Add((double)reverse.Results[scalar++]!);
            }
            else if (mask[i] && function.Parameters[i].Type.HasShadow)
            {
                gradient.AddRange(((BufferValue)arguments[shadow++]!).ToReals());
            }
        }

        for (int j = 0; j < gradient.Count; j++)
        {
            double expected = 0;
            double size = 0;
            for (int i = 0; i < oracle.Reals.Length; i++)
            {
                if (oracle.Reals[i] is Dual dual)
                {
                    expected += weights[i] * dual.Tangent[j];
                    size += Math.Abs(weights[i]) * dual.Magnitude[j];
                }
            }

            Close(expected, gradient[j], size, $"{vjp}: cotangent {j}");
        }
    }

    private void ComparePushforward(Function function, Point point, bool[] mask, Outcome oracle, double[] direction)
    {
        string jvp = _derivations.Jvp(function.Name, mask.ToEquatableArray());
        var extended = WithTangents(function, point, mask, direction);
        PrimalIsSame(function, jvp, extended);

        object?[] arguments = extended.Materialise();
        var forward = Run(jvp, arguments, roundsSingle: false);
        int primal = function.Parameters.Count;
        var pushed = forward.Results[function.Results.Count..].OfType<double>().Cast<double?>().ToList();
        int next = primal;
        for (int i = 0; i < primal; i++)
        {
            bool accompanied = mask[i] && (function.Parameters[i].IsReal || function.Parameters[i].Type.HasShadow);
            if (function.Parameters[i].Type.HasShadow)
            {
                // The memory of an inactive buffer has no tangent to look at.
                pushed.AddRange(accompanied
                    ? ((BufferValue)arguments[next]!).ToReals().Cast<double?>()
                    : Enumerable.Repeat<double?>(null, ((double[])point.Arguments[i]).Length));
            }

            next += accompanied ? 1 : 0;
        }

        Assert.Equal(arguments.Length, next);
        Assert.Equal(oracle.Reals.Length, pushed.Count);
        for (int i = 0; i < pushed.Count; i++)
        {
            double expected = oracle.Reals[i] is Dual d ? d.Tangent.Zip(direction, (t, v) => t * v).Sum() : 0;
            double size = oracle.Reals[i] is Dual m ? m.Magnitude.Zip(direction, (t, v) => t * Math.Abs(v)).Sum() : 0;
            if (pushed[i] is { } tangent)
            {
                Close(expected, tangent, size, $"{jvp}: tangent {i}");
            }
        }
    }

    private void PrimalIsSame(Function function, string derived, Point extended)
    {
        var primal = new Point([.. extended.Arguments.Take(function.Parameters.Count)]);
        var expected = Run(function.Name, primal.Materialise(), roundsSingle: true);
        object?[] arguments = extended.Materialise();
        var actual = Run(derived, arguments, roundsSingle: true);
        var same = actual with
        {
            Results = actual.Results[..function.Results.Count],
            Memory = [.. Content(arguments.Take(function.Parameters.Count))],
        };
        Same(expected, same, $"{derived}, primal outputs");
    }

    private static void Same(Outcome expected, Outcome actual, string what)
    {
        Assert.True(expected.Effects.SequenceEqual(actual.Effects), $"{what}: effects {string.Join(" ", actual.Effects)}, expected {string.Join(" ", expected.Effects)}.");
        object?[] x = [.. expected.All];
        object?[] y = [.. actual.All];
        Assert.Equal(x.Length, y.Length);
        for (int i = 0; i < x.Length; i++)
        {
            bool same = x[i] is double a && y[i] is double b ? BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) : Equals(x[i], y[i]);
            Assert.True(same, $"{what}: output {i} is {y[i]:R}, expected {x[i]:R}.");
        }
    }

    private static void Close(double expected, double actual, double size, string what) => Assert.True(
        Math.Abs(expected - actual) <= (Tolerance * size) + 1e-13,
        $"{what} is {actual:R}, dual numbers say {expected:R} (size {size:R}).");

    private Outcome Run(string name, object?[] arguments, bool roundsSingle)
    {
        var effects = new List<string>();
        var interpreter = new Interpreter(_module, _externals(effects.Add)) { RoundsSingle = roundsSingle, MostExecuted = MostExecuted };
        object?[] results = interpreter.Call(name, arguments);
        return new Outcome(results, [.. Content(arguments)], effects);
    }

    private static IEnumerable<object?> Content(IEnumerable<object?> arguments) =>
        arguments.OfType<BufferValue>().SelectMany(b => Enumerable.Range(0, b.Length).Select(i => b.Memory!.Read(b.Offset + i, IrType.Float64)));

    private static (object?[] Arguments, int Directions) Duals(Function function, Point point, bool[] mask)
    {
        int directions = new Point([.. point.Arguments.Where((_, i) => mask[i])]).Count;
        int next = 0;
        object?[] arguments = point.Materialise();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (mask[i] && arguments[i] is double x)
            {
                arguments[i] = Dual.Independent(x, next++, directions);
            }
            else if (mask[i] && arguments[i] is BufferValue buffer && function.Parameters[i].Type.HasShadow)
            {
                for (int j = 0; j < buffer.Length; j++)
                {
                    buffer.Memory!.Write(j, Dual.Independent((double)buffer.Memory.Read(j, IrType.Float64)!, next++, directions));
                }
            }
        }

        Assert.Equal(directions, next);
        return (arguments, directions);
    }

    // The weights stand in the order of the outputs: results, then the content of all real buffers. An inactive buffer takes none.
    private static Point WithCotangents(Function function, Point point, bool[] mask, double[] weights)
    {
        int next = 0;
        var more = function.Results.Where(t => t.IsReal).Select(_ => (object)weights[next++]).ToList();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (function.Parameters[i].Type.HasShadow)
            {
                var taken = ((double[])point.Arguments[i]).Select(_ => weights[next++]).ToArray();
                if (mask[i])
                {
                    more.Add(taken);
                }
            }
        }

        return point.Append(more);
    }

    private static Point WithTangents(Function function, Point point, bool[] mask, double[] direction)
    {
        int next = 0;
        var more = new List<object>();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (mask[i] && function.Parameters[i].IsReal)
            {
                more.Add(direction[next++]);
            }
            else if (mask[i] && function.Parameters[i].Type.HasShadow)
            {
                more.Add(((double[])point.Arguments[i]).Select(_ => direction[next++]).ToArray());
            }
        }

        return point.Append(more);
    }
}
