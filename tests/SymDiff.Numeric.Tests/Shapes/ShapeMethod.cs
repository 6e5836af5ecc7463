using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>
/// Every form of a method that takes or returns structs and tuples, against central differences of the method itself. Both are called by reflection, and taken apart by their
/// fields.
/// </summary>
/// <param name="primal">The marked method.</param>
internal sealed class ShapeMethod(MethodInfo primal)
{
    private readonly ParameterInfo[] _parameters = primal.GetParameters();
    private readonly bool _isSingle = primal.GetParameters().Any(p => p.ParameterType == typeof(float) || Numbers.Of(Numbers.Make(p.ParameterType, () => Math.PI)).Any(n => n != Math.PI));

    private readonly Lazy<MethodInfo> _vjp = new(() => Form(primal, "Vjp"));
    private readonly Lazy<MethodInfo> _jvp = new(() => Form(primal, "Jvp"));

    private double Tolerance => _isSingle ? 2e-2 : 2e-7;

    /// <summary>Checks all forms at some arguments.</summary>
    /// <param name="random">Makes numbers.</param>
    /// <returns>The names of the forms that were checked.</returns>
    public IReadOnlyList<string> Check(Random random) => Check([.. _parameters.Select(p => Numbers.Make(p.ParameterType, () => 0.4 + (random.NextDouble() * 1.2)))], random);

    /// <summary>Checks all forms at the given arguments.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="random">Makes numbers.</param>
    /// <returns>The names of the forms that were checked.</returns>
    public IReadOnlyList<string> Check(object?[] arguments, Random random)
    {
        object? value = Call(primal, arguments);
        int[] active = [.. Enumerable.Range(0, _parameters.Length).Where(i => IsActive(_parameters[i]))];
        double[,] jacobian = Differences(arguments, active, Numbers.Of(value).Count);
        double[] cotangent = Draw(random, jacobian.GetLength(0));
        double[] direction = Draw(random, jacobian.GetLength(1));
        List<string> forms = [];
        foreach (MethodInfo form in primal.DeclaringType!.GetMethods(BindingFlags.Static | BindingFlags.Public).Where(m => m.Name.StartsWith(primal.Name, StringComparison.Ordinal) && m.Name != primal.Name))
        {
            string kind = form.Name[primal.Name.Length..];
            if (form.GetParameters().Any(p => p.ParameterType.IsByRefLike) || !Check(kind, form))
            {
                continue;
            }

            forms.Add(kind);
        }

        return forms;

        bool Check(string kind, MethodInfo form)
        {
            switch (kind)
            {
                case "Gradient":
                    Same(Row(jacobian, 0), Numbers.Of(Call(form, arguments)), kind);
                    return true;
                case "ValueAndGradient":
                    var pair = (ITuple)Call(form, arguments)!;
                    Exact(value, pair[0], kind);
                    Same(Row(jacobian, 0), Numbers.Of(pair[1]), kind);
                    return true;
                case "Vjp":
                    CheckVjp(form, arguments, active, value, jacobian, cotangent, direction);
                    return true;
                case "Jvp":
                    var pushed = (ITuple)Call(form, [.. arguments, .. Shaped(arguments, active, direction)])!;
                    Exact(value, pushed[0], kind);
                    Same([.. Enumerable.Range(0, jacobian.GetLength(0)).Select(r => Row(jacobian, r).Zip(direction, (a, b) => a * b).Sum())], Numbers.Of(pushed[1]), kind);
                    return true;
                case "Jacobian":
                    Same([.. jacobian.Cast<double>()], Numbers.Of(Call(form, arguments)), kind);
                    return true;
                case "ValueAndJacobian":
                    var both = (ITuple)Call(form, arguments)!;
                    Exact(value, both[0], kind);
                    Same([.. jacobian.Cast<double>()], Numbers.Of(both[1]), kind);
                    return true;
                case "Hvp":
                    CheckHvp(form, arguments, active, direction);
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>Checks what the forms return for the value, at some arguments of either sign, some of them zero.</summary>
    /// <param name="random">Makes numbers.</param>
    public void CheckValues(Random random)
    {
        object?[] arguments = [.. _parameters.Select(p => Numbers.Make(p.ParameterType, Next))];
        if (Outcome(primal, arguments) is not { } value)
        {
            return;
        }

        int[] active = [.. Enumerable.Range(0, _parameters.Length).Where(i => IsActive(_parameters[i]))];
        double[] direction = Draw(random, active.Sum(i => Numbers.Of(arguments[i]).Count));
        double[] cotangent = Draw(random, Numbers.Of(value).Count);
        Exact(value, Call(_vjp.Value, [.. arguments, Numbers.With(value, cotangent), .. Shaped(arguments, active, direction)]), "Vjp");
        Exact(value, ((ITuple)Call(_jvp.Value, [.. arguments, .. Shaped(arguments, active, direction)])!)[0], "Jvp");

        double Next() => random.Next(8) switch { 0 => 0, 1 => -0.0, _ => (random.NextDouble() * 4) - 2 };
    }

    private static MethodInfo Form(MethodInfo primal, string kind) => primal.DeclaringType!.GetMethods(BindingFlags.Static | BindingFlags.Public).Single(m => m.Name == primal.Name + kind);

    // Nothing where the library refuses the arguments.
    private static object? Outcome(MethodInfo method, object?[] arguments)
    {
        try
        {
            return method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private void CheckVjp(MethodInfo form, object?[] arguments, int[] active, object? value, double[,] jacobian, double[] cotangent, double[] before)
    {
        object?[] accumulators = Shaped(arguments, active, before);
        object?[] all = [.. arguments, Numbers.With(value, cotangent), .. accumulators];
        Exact(value, Call(form, all), "Vjp");
        double[] expected = [.. Enumerable.Range(0, jacobian.GetLength(1)).Select(c => before[c] + Enumerable.Range(0, jacobian.GetLength(0)).Sum(r => cotangent[r] * jacobian[r, c]))];
        Same(expected, [.. all.Skip(arguments.Length + 1).SelectMany(Numbers.Of)], "Vjp");
    }

    private void CheckHvp(MethodInfo form, object?[] arguments, int[] active, double[] direction)
    {
        MethodInfo gradient = primal.DeclaringType!.GetMethods().Single(m => m.Name == primal.Name + "Gradient" && m.GetParameters().Length == _parameters.Length);
        double h = _isSingle ? 1e-2 : 1e-5;
        var ahead = Numbers.Of(Call(gradient, Moved(arguments, active, direction, h)));
        var behind = Numbers.Of(Call(gradient, Moved(arguments, active, direction, -h)));
        Same([.. ahead.Zip(behind, (a, b) => (a - b) / (2 * h))], Numbers.Of(Call(form, [.. arguments, .. Shaped(arguments, active, direction)])), "Hvp", _isSingle ? 1 : 100);
    }

    // Richardson's extrapolation of central differences.
    private double[,] Differences(object?[] arguments, int[] active, int rows)
    {
        int columns = active.Sum(i => Numbers.Of(arguments[i]).Count);
        double[,] jacobian = new double[rows, columns];
        for (int c = 0; c < columns; c++)
        {
            double h = _isSingle ? 2e-2 : 2e-3;
            double[] unit = new double[columns];
            unit[c] = 1;
            double[] coarse = Slope(unit, h);
            double[] fine = Slope(unit, h / 2);
            for (int r = 0; r < rows; r++)
            {
                jacobian[r, c] = ((4 * fine[r]) - coarse[r]) / 3;
            }
        }

        return jacobian;

        double[] Slope(double[] unit, double h) => [.. Numbers.Of(Call(primal, Moved(arguments, active, unit, h))).Zip(Numbers.Of(Call(primal, Moved(arguments, active, unit, -h))), (a, b) => (a - b) / (2 * h))];
    }

    private static object?[] Moved(object?[] arguments, int[] active, double[] direction, double step)
    {
        object?[] moved = [.. arguments];
        int next = 0;
        foreach (int i in active)
        {
            moved[i] = Numbers.With(arguments[i], n => n + (step * direction[next++]));
        }

        return moved;
    }

    // The numbers in the shape of the active arguments; what is no number keeps its default.
    private static object?[] Shaped(object?[] arguments, int[] active, double[] numbers)
    {
        int next = 0;
        return [.. active.Select(i => Numbers.With(arguments[i], _ => numbers[next++]))];
    }

    private static object? Call(MethodInfo method, object?[] arguments)
    {
        try
        {
            return method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        catch (Exception e) when (e is ArgumentException or TargetParameterCountException)
        {
            throw new InvalidOperationException($"{method}: {e.Message}", e);
        }
    }

    private static bool IsActive(ParameterInfo parameter) => !parameter.IsDefined(typeof(NoGradientAttribute)) && Numbers.Of(Numbers.Make(parameter.ParameterType, () => 1)).Count > 0;

    private static double[] Row(double[,] matrix, int row) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(c => matrix[row, c])];

    private static double[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];

    private void Exact(object? expected, object? actual, string form)
    {
        if (!Numbers.Of(expected).Select(Bits).SequenceEqual(Numbers.Of(actual).Select(Bits)) || (Numbers.Of(expected).Count == 0 && !Equals(expected, actual)))
        {
            Assert.Fail($"{primal.Name}{form}: the value is {actual}, and that of the method {expected}.");
        }
    }

    private static long Bits(double number) => BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number);

    private void Same(double[] expected, List<double> actual, string form, double looser = 1)
    {
        Assert.True(expected.Length == actual.Count, $"{primal.Name}{form}: {actual.Count} numbers instead of {expected.Length}.");
        for (int i = 0; i < expected.Length; i++)
        {
            double scale = Math.Max(1, Math.Max(Math.Abs(expected[i]), Math.Abs(actual[i])));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= looser * Tolerance * scale, $"{primal.Name}{form}: number {i} is {actual[i]:R} and by differences {expected[i]:R}.");
        }
    }
}
