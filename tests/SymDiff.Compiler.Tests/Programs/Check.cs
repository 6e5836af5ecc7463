using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Programs;

/// <summary>
/// Checks derived functions against central differences of the interpreter, which knows nothing of rules or passes. A function is seen as a map
/// from the reals among its arguments to the reals it returns and leaves in its buffers.
/// </summary>
public sealed class Check(Module module, Func<IReadOnlyDictionary<string, Func<object?[], object?>>>? externals = null)
{
    private readonly Derivations _derivations = new(module, verify: true);

    public Module Module { get; } = module;

    public Derivations Derivations => _derivations;

    /// <summary>What the function returns and leaves in its buffers, as one vector.</summary>
    public double[] Run(string name, Point point)
    {
        object?[] arguments = point.Materialise();
        object?[] results = new Interpreter(Module, externals?.Invoke()).Call(name, arguments);
        return [.. Outputs(results, arguments)];
    }

    /// <summary>The gradient of <c>weights · Run(x)</c> by the derived pullback, and the outputs the pullback itself left.</summary>
    public (double[] Gradient, double[] Outputs) Pullback(string name, Point point, double[] weights)
    {
        string vjp = _derivations.Vjp(name);
        var function = Module[name];
        var extended = Extended(function, point, weights);
        object?[] arguments = extended.Materialise();
        object?[] returned = new Interpreter(Module, externals?.Invoke()).Call(vjp, arguments);

        object?[] results = returned[..function.Results.Count];
        double[] outputs = [.. Outputs(results, arguments[..function.Parameters.Count])];
        int scalar = function.Results.Count;
        int shadow = function.Parameters.Count + function.Results.Count(t => t.IsReal);
        var gradient = new List<double>();
        foreach (var parameter in function.Parameters)
        {
            if (parameter.IsReal)
            {
                gradient.Add((double)returned[scalar++]!);
            }
            else if (parameter.Type.HasShadow)
            {
                gradient.AddRange(((BufferValue)arguments[shadow++]!).ToReals());
            }
        }

        return ([.. gradient], outputs);
    }

    /// <summary>The pullback as a point: the primal's arguments, the cotangents of the results, the shadows of the buffers.</summary>
    public static Point Extended(Function function, Point point, double[] weights)
    {
        int next = 0;
        var more = new List<object>();
        more.AddRange(function.Results.Where(t => t.IsReal).Select(_ => (object)weights[next++]));
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (function.Parameters[i].Type.HasShadow)
            {
                more.Add(((double[])point.Arguments[i]).Select(_ => weights[next++]).ToArray());
            }
        }

        return point.Append(more);
    }

    /// <summary>Pullback and pushforward of a function against central differences and each other.</summary>
    public void FirstOrder(string name, Point point, int seed = 1, double tolerance = 2e-6)
    {
        var random = new Random(seed);
        double[] primal = Run(name, point);
        double[] weights = [.. primal.Select(_ => (random.NextDouble() * 2) - 1)];
        var (gradient, outputs) = Pullback(name, point, weights);
        Assert.Equal(primal, outputs);

        double[] numeric = CentralDifferences(name, point, weights);
        Assert.Equal(numeric.Length, gradient.Length);
        double scale = 1 + numeric.Max(Math.Abs);
        for (int i = 0; i < numeric.Length; i++)
        {
            Assert.True(Math.Abs(numeric[i] - gradient[i]) <= tolerance * scale, $"{name}: coordinate {i} is {gradient[i]:R}, central differences say {numeric[i]:R}.");
        }

        double[] direction = [.. numeric.Select(_ => (random.NextDouble() * 2) - 1)];
        double[] pushed = Pushforward(name, point, direction);
        double forward = pushed.Zip(weights, (t, w) => t * w).Sum();
        double reverse = gradient.Zip(direction, (g, t) => g * t).Sum();
        double magnitude = 1 + gradient.Zip(direction, (g, t) => Math.Abs(g * t)).Sum();
        Assert.True(Math.Abs(forward - reverse) <= 1e-11 * magnitude, $"{name}: forward {forward:R}, reverse {reverse:R}.");
    }

    /// <summary>The pullback is itself differentiated: once more against central differences, and the Hessian is symmetric.</summary>
    public void SecondOrder(string name, Point point, int seed = 2, double tolerance = 5e-6)
    {
        var random = new Random(seed);
        var function = Module[name];
        double[] weights = [.. Run(name, point).Select(_ => (random.NextDouble() * 2) - 1)];
        string vjp = _derivations.Vjp(name);
        var extended = Extended(function, point, weights);
        FirstOrder(vjp, extended, seed, tolerance);

        // Row i of the Hessian: the pullback of the pullback, seeded at the gradient's component i.
        int n = point.Count;
        int outputs = Run(name, point).Length;
        double[] all = Run(vjp, extended);
        var gradientAt = GradientPositions(function, point);
        var hessian = new double[n][];
        for (int i = 0; i < n; i++)
        {
            double[] unit = new double[all.Length];
            unit[gradientAt[i]] = 1;
            hessian[i] = Pullback(vjp, extended, unit).Gradient[..n];
        }

        double scale = 1 + hessian.Max(r => r.Max(Math.Abs));
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.True(Math.Abs(hessian[i][j] - hessian[j][i]) <= 1e-11 * scale, $"{name}: H[{i},{j}] = {hessian[i][j]:R}, H[{j},{i}] = {hessian[j][i]:R}.");
            }
        }

        Assert.True(outputs > 0);
    }

    private static List<int> GradientPositions(Function function, Point point)
    {
        // Outputs of the pullback: results, scalar cotangents, then the buffers in parameter order: the primal's, the shadows.
        int scalar = function.Results.Count(t => t.IsReal);
        int buffers = scalar + function.Parameters.Count(p => p.IsReal);
        int primalReals = point.Arguments.OfType<double[]>().Sum(b => b.Length);
        int shadow = buffers + primalReals;
        var positions = new List<int>();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (function.Parameters[i].IsReal)
            {
                positions.Add(scalar++);
            }
            else if (point.Arguments[i] is double[] buffer)
            {
                positions.AddRange(buffer.Select(_ => shadow++));
            }
        }

        return positions;
    }

    private double[] Pushforward(string name, Point point, double[] direction)
    {
        string jvp = _derivations.Jvp(name);
        var function = Module[name];
        int next = 0;
        var tangents = new List<object>();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (function.Parameters[i].IsReal)
            {
                tangents.Add(direction[next++]);
            }
            else if (point.Arguments[i] is double[] buffer)
            {
                tangents.Add(buffer.Select(_ => direction[next++]).ToArray());
            }
        }

        object?[] arguments = point.Append(tangents).Materialise();
        object?[] returned = new Interpreter(Module, externals?.Invoke()).Call(jvp, arguments);
        return [.. Outputs(returned[function.Results.Count..], arguments[function.Parameters.Count..])];
    }

    private double[] CentralDifferences(string name, Point point, double[] weights)
    {
        double[] x = point.ToReals();
        double[] result = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double h = 1e-5 * Math.Max(1, Math.Abs(x[i]));
            double coarse = Slope(2 * h);
            double fine = Slope(h);
            result[i] = fine + ((fine - coarse) / 3);

            double Slope(double step)
            {
                double[] up = [.. x];
                double[] down = [.. x];
                up[i] += step;
                down[i] -= step;
                double[] above = Run(name, point.With(up));
                double[] below = Run(name, point.With(down));
                return above.Zip(below, (a, b) => a - b).Zip(weights, (d, w) => d * w).Sum() / (up[i] - down[i]);
            }
        }

        return result;
    }

    private static IEnumerable<double> Outputs(IEnumerable<object?> results, IEnumerable<object?> arguments) =>
        results.OfType<double>().Concat(arguments.OfType<BufferValue>().Where(b => b.Length > 0 && b.Memory!.Read(b.Offset, IrType.Float64) is double).SelectMany(b => b.ToReals()));
}
