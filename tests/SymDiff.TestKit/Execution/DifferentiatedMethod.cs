using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymDiff.TestKit;

/// <summary>A marked method with its emitted derivatives and its dual-number twin, called with plain arrays.</summary>
/// <remarks>Arguments are given as one number a parameter, whatever its type; derivatives have one number an active parameter.</remarks>
public sealed class DifferentiatedMethod
{
    private readonly MethodInfo _primal;
    private readonly MethodInfo _twin;
    private readonly MethodInfo? _taped;
    private readonly ParameterInfo[] _parameters;

    internal DifferentiatedMethod(MethodInfo primal, MethodInfo twin, MethodInfo? taped)
    {
        _primal = primal;
        _twin = twin;
        _taped = taped;
        _parameters = primal.GetParameters();
        Active = [.. Enumerable.Range(0, _parameters.Length).Where(i => IsReal(_parameters[i].ParameterType) && !_parameters[i].IsDefined(typeof(NoGradientAttribute)))];
    }

    /// <summary>Its name.</summary>
    public string Name => _primal.Name;

    /// <summary>How many parameters it has.</summary>
    public int ParameterCount => _parameters.Length;

    /// <summary>The positions of the parameters that derivatives are taken with respect to.</summary>
    public IReadOnlyList<int> Active { get; }

    /// <summary>Calls the method itself.</summary>
    public double Value(double[] x) => Number(Invoke(_primal, Arguments(x)));

    /// <summary>Calls <c>FGradient</c>.</summary>
    public double[] Gradient(double[] x) => Numbers(Invoke(Form("Gradient", 0), Arguments(x)));

    /// <summary>Calls <c>FValueAndGradient</c>.</summary>
    public (double Value, double[] Gradient) ValueAndGradient(double[] x)
    {
        ITuple result = (ITuple)Invoke(Form("ValueAndGradient", 0), Arguments(x));
        return (Number(result[0]!), Numbers(result[1]!));
    }

    /// <summary>Calls <c>FVjp</c>.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="cotangent">The cotangent of the result.</param>
    /// <param name="accumulators">What stands in the accumulators before.</param>
    /// <returns>The result, and what stands in the accumulators after.</returns>
    public (double Value, double[] Accumulators) Vjp(double[] x, double cotangent, double[] accumulators)
    {
        MethodInfo form = Form("Vjp", 1 + Active.Count);
        ParameterInfo[] parameters = form.GetParameters();
        object[] arguments = [.. Arguments(x), .. new[] { cotangent }.Concat(accumulators).Select((value, i) => Box(value, parameters[x.Length + i].ParameterType))];
        double value = Number(Invoke(form, arguments));
        return (value, [.. arguments.Skip(x.Length + 1).Select(Number)]);
    }

    /// <summary>Calls <c>FJvp</c>.</summary>
    public (double Value, double Tangent) Jvp(double[] x, double[] tangents)
    {
        MethodInfo form = Form("Jvp", Active.Count);
        ParameterInfo[] parameters = form.GetParameters();
        ITuple result = (ITuple)Invoke(form, [.. Arguments(x), .. tangents.Select((value, i) => Box(value, parameters[x.Length + i].ParameterType))]);
        return (Number(result[0]!), Number(result[1]!));
    }

    /// <summary>Calls <c>FHvp</c>.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="direction">One number an active parameter.</param>
    public double[] Hvp(double[] x, double[] direction)
    {
        MethodInfo form = Form("Hvp", Active.Count);
        ParameterInfo[] parameters = form.GetParameters();
        return Numbers(Invoke(form, [.. Arguments(x), .. direction.Select((value, i) => Box(value, parameters[x.Length + i].ParameterType))]));
    }

    /// <summary>Calls <c>FHessian</c>, row by row.</summary>
    public double[] Hessian(double[] x) => [.. ((Array)Invoke(Form("Hessian", 0), Arguments(x))).Cast<object>().Select(Number)];

    /// <summary>Calls <c>FHessianDiagonal</c>.</summary>
    public double[] HessianDiagonal(double[] x) => Numbers(Invoke(Form("HessianDiagonal", 0), Arguments(x)));

    /// <summary>The result, the gradient and its derivative along a direction by the oracle of second order.</summary>
    public (double Value, Cotangent[] Cotangents) SecondOrderOracle(double[] x, double[] direction)
    {
        MethodInfo taped = _taped ?? throw new InvalidOperationException($"{Name} was compiled for first order only.");
        return SecondOrderOracle(taped, x, direction);
    }

    /// <summary>The same by a twin of second order that is given.</summary>
    internal (double Value, Cotangent[] Cotangents) SecondOrderOracle(MethodInfo taped, double[] x, double[] direction)
    {
        Taped.Begin();
        object[] arguments = Arguments(x);
        for (int i = 0; i < Active.Count; i++)
        {
            arguments[Active[i]] = Taped.Variable(x[Active[i]], direction[i]);
        }

        ParameterInfo[] parameters = taped.GetParameters();
        for (int i = 0; i < x.Length; i++)
        {
            // A real that nothing is derived with respect to.
            if (parameters[i].ParameterType == typeof(Taped) && arguments[i] is double constant)
            {
                arguments[i] = (Taped)constant;
            }
        }

        Taped result = (Taped)Invoke(taped, arguments);
        return (result.Value, result.Sweep([.. Active.Select(i => (Taped)arguments[i])]));
    }

    /// <summary>Calls the dual-number twin.</summary>
    public Dual Oracle(double[] x, double[] tangents)
    {
        object[] arguments = new object[x.Length];
        ParameterInfo[] parameters = _twin.GetParameters();
        for (int i = 0, active = 0; i < x.Length; i++)
        {
            double tangent = active < Active.Count && Active[active] == i ? tangents[active++] : 0;
            Type type = parameters[i].ParameterType;
            arguments[i] = type == typeof(Dual) ? new Dual(x[i], tangent)
                : type == typeof(DualSingle) ? new DualSingle((float)x[i], tangent, Math.Abs(tangent))
                : Box(x[i], type);
        }

        object result = Invoke(_twin, arguments);
        return result is DualSingle single ? single : (Dual)result;
    }

    /// <summary>The partial derivatives by the oracle, each with the scale of its rounding errors.</summary>
    public Dual[] OracleGradient(double[] x) =>
        [.. Enumerable.Range(0, Active.Count).Select(i => Oracle(x, [.. Enumerable.Range(0, Active.Count).Select(j => j == i ? 1.0 : 0.0)]))];

    private static bool IsReal(Type type) => type == typeof(double) || type == typeof(float);

    private static double Number(object boxed) => Convert.ToDouble(boxed, CultureInfo.InvariantCulture);

    private static double[] Numbers(object result) =>
        result is ITuple tuple ? [.. Enumerable.Range(0, tuple.Length).Select(i => Number(tuple[i]!))] : [Number(result)];

    /// <summary>An argument of a type from a number.</summary>
    internal static object Box(double value, Type type)
    {
        Type target = type.IsByRef ? type.GetElementType()! : type;
        if (target.IsArray)
        {
            // Data: the number says how many there are, and their values follow from their places.
            Array data = Array.CreateInstance(target.GetElementType()!, (int)value);
            for (int i = 0; i < data.Length; i++)
            {
                data.SetValue(Box(target == typeof(int[]) ? (i * 3 % 5) - 1 : ((i * 7 % 5) - 1.5) / 2, target.GetElementType()!), i);
            }

            return data;
        }

        return target == typeof(float) ? (float)value : target == typeof(bool) ? value != 0 : Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
    }

    private static object Invoke(MethodInfo method, object[] arguments) => method.Invoke(
        method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!, nonPublic: true),
        BindingFlags.DoNotWrapExceptions,
        binder: null,
        arguments,
        CultureInfo.InvariantCulture)!;

    private object[] Arguments(double[] x) => x.Length == _parameters.Length
        ? [.. x.Select((value, i) => Box(value, _parameters[i].ParameterType))]
        : throw new ArgumentException($"{Name} has {_parameters.Length} parameters, not {x.Length}.", nameof(x));

    private MethodInfo Form(string suffix, int appended) =>
        _primal.DeclaringType!
            .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .SingleOrDefault(m => m.Name == Name + suffix && m.GetParameters().Length == _parameters.Length + appended) is { } form
            ? form.IsGenericMethodDefinition ? form.MakeGenericMethod(_primal.GetGenericArguments()) : form
            : throw new MissingMethodException(_primal.DeclaringType.FullName, Name + suffix);
}
