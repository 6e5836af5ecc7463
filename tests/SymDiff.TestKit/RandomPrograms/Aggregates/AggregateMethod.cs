using System.Collections.Immutable;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymDiff.TestKit;

/// <summary>A marked method that may be given structs, tuples and arrays of them, and return them: its forms and its dual-number twin, called with plain numbers, one a leaf.</summary>
public sealed class AggregateMethod
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly RandomProgram _program;
    private readonly MethodInfo _primal;
    private readonly MethodInfo _twin;
    private readonly Dictionary<MethodInfo, Func<object?[], object?>> _calls = [];
    private readonly ImmutableArray<Leaves.Leaf>[] _leaves;

    internal AggregateMethod(RandomProgram program, MethodInfo primal, MethodInfo twin)
    {
        (_program, _primal, _twin) = (program, primal, twin);
        _leaves = [.. primal.GetParameters().Select((p, i) => Leaves.Of(p.ParameterType, program.Lengths[i], p.IsDefined(typeof(NoGradientAttribute))).ToImmutableArray())];
        Leaves.Leaf[] all = [.. _leaves.SelectMany(l => l)];
        LeafTypes = [.. all.Select(l => l.Type == typeof(double) ? "Real" : l.Type == typeof(float) ? "Real32" : l.Type == typeof(bool) ? "bool" : "int")];
        Active = [.. Enumerable.Range(0, all.Length).Where(i => all[i].IsActive)];
        Results = [.. Leaves.Of(primal.ReturnType, program.ResultLength, isMarked: false)];
        ActiveResults = [.. Enumerable.Range(0, Results.Length).Where(i => Results[i].IsActive)];
    }

    /// <summary>The types of all leaves of the parameters, as a program writes them.</summary>
    public ImmutableArray<string> LeafTypes { get; }

    /// <summary>Which of them derivatives are taken with respect to.</summary>
    public ImmutableArray<int> Active { get; }

    /// <summary>The leaves of the result.</summary>
    internal ImmutableArray<Leaves.Leaf> Results { get; }

    /// <summary>Which of them have derivatives.</summary>
    internal ImmutableArray<int> ActiveResults { get; }

    /// <summary>Calls the method itself: the leaves of its result.</summary>
    public double[] Value(double[] x) => Numbers(Call(_primal, Arguments(x)));

    /// <summary>Calls the twin: the leaves of its result.</summary>
    public Dual[] Oracle(double[] x, double[] tangents)
    {
        int at = 0;
        int active = 0;
        ParameterInfo[] parameters = _twin.GetParameters();
        object?[] arguments = [.. parameters.Select((p, i) =>
        {
            int first = at;
            object made = Leaves.Make(p.ParameterType, _program.Lengths[i], type =>
            {
                bool isActive = _leaves[i][at - first].IsActive;
                double tangent = isActive ? tangents[active++] : 0;
                double number = x[at++];
                return type == typeof(Dual) ? isActive ? new Dual(number, tangent) : (Dual)number
                    : type == typeof(DualSingle) ? new DualSingle((float)number, tangent, Math.Abs(tangent))
                    : Box(number, type);
            });
            return made;
        })];
        return [.. Leaves.In(Call(_twin, arguments)!).Select(leaf => leaf switch { Dual dual => dual, DualSingle single => single, _ => (Dual)Convert.ToDouble(leaf, CultureInfo.InvariantCulture) })];
    }

    /// <summary>Calls <c>FGradient</c> as far as it allocates.</summary>
    public double[] Gradient(double[] x) => Gradient(Call(Form("Gradient", 0), Arguments(x))!);

    /// <summary>Calls <c>FValueAndGradient</c> as far as it allocates.</summary>
    public (double[] Value, double[] Gradient) ValueAndGradient(double[] x)
    {
        ITuple result = (ITuple)Call(Form("ValueAndGradient", 0), Arguments(x))!;
        return (Numbers(result[0]), Gradient(result[1]!));
    }

    /// <summary>Calls <c>FHvp</c> as far as it allocates.</summary>
    public double[] Hvp(double[] x, double[] direction) => Gradient(Call(Form("Hvp", ActiveParameters.Count()), [.. Arguments(x), .. Shaped(direction)])!);

    /// <summary>Calls a form that writes into destinations, which hold other numbers before; a copy of all numbers, those of constants included.</summary>
    /// <param name="kind">The form.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="direction">The direction; null if there is none.</param>
    /// <param name="before">What stands in the destinations.</param>
    public (double[]? Value, double[] Gradient) Into(string kind, double[] x, double[]? direction, double before)
    {
        object[] directions = direction is null ? [] : Shaped(direction);
        int[] arrays = [.. ActiveParameters.Where(i => _program.Lengths[i] > 0)];
        MethodInfo form = Form(kind, directions.Length + ActiveParameters.Count());
        ParameterInfo[] parameters = form.GetParameters();
        object?[] arguments = [.. Arguments(x), .. directions, .. ActiveParameters.Select(i => Filled(i, before))];
        object? result = Call(form, arguments);
        return (result is null ? null : Numbers(result), [.. arguments.Skip(_leaves.Length + directions.Length).Zip(ActiveParameters, (value, i) => ActiveOf(i, value!)).SelectMany(n => n)]);
    }

    /// <summary>Whether there are destinations: arrays and spans that derivatives are taken with respect to.</summary>
    public bool HasDestinations => ActiveParameters.Any(i => _program.Lengths[i] > 0);

    /// <summary>Calls <c>FVjp</c>: the result, and what stands in the accumulators after.</summary>
    public (double[] Value, double[] Accumulators) Vjp(double[] x, double[] cotangent, double[] accumulators)
    {
        MethodInfo form = Form("Vjp", (ActiveResults.Length > 0 ? 1 : 0) + ActiveParameters.Count());
        int next = 0;
        int at = 0;
        object[] given = ActiveResults.Length == 0 ? [] : [Leaves.Make(_primal.ReturnType, _program.ResultLength, type => Results[at++].IsActive ? Box(cotangent[next++], type) : Box(0, type))];
        object?[] arguments = [.. Arguments(x), .. given, .. Shaped(accumulators)];
        object? value = Call(form, arguments);
        return (Numbers(value), [.. arguments.Skip(_leaves.Length + given.Length).Zip(ActiveParameters, (v, i) => ActiveOf(i, v!)).SelectMany(n => n)]);
    }

    /// <summary>Calls <c>FJvp</c>: the result and its tangent.</summary>
    public (double[] Value, double[] Tangent) Jvp(double[] x, double[] tangents)
    {
        ITuple result = (ITuple)Call(Form("Jvp", ActiveParameters.Count()), [.. Arguments(x), .. Shaped(tangents)])!;
        return (Numbers(result[0]), [.. Numbers(result[1]).Where((_, i) => Results[i].IsActive)]);
    }

    /// <summary>Calls <c>FJacobian</c> or <c>FValueAndJacobian</c>: the matrix, row by row.</summary>
    public (double[]? Value, double[] Jacobian) Jacobian(string kind, double[] x)
    {
        object result = Call(Form(kind, 0), Arguments(x))!;
        return result is ITuple pair ? (Numbers(pair[0]), Numbers(pair[1])) : (null, Numbers(result));
    }

    private IEnumerable<int> ActiveParameters => Enumerable.Range(0, _leaves.Length).Where(i => _leaves[i].Any(l => l.IsActive));

    private static double[] Numbers(object? value) => value is null ? [] : [.. Leaves.In(value).Select(leaf => Convert.ToDouble(leaf, CultureInfo.InvariantCulture))];

    private double[] ActiveOf(int parameter, object value) => [.. Numbers(value).Where((_, k) => _leaves[parameter][k].IsActive)];

    // One part a parameter that is active; what is no number in it keeps its default.
    private double[] Gradient(object gradient)
    {
        int[] active = [.. ActiveParameters];
        double[] numbers = Numbers(gradient);
        int at = 0;
        List<double> result = [];
        foreach (int i in active)
        {
            foreach (Leaves.Leaf leaf in _leaves[i])
            {
                double number = at < numbers.Length ? numbers[at] : double.NaN;
                at++;
                if (leaf.IsActive)
                {
                    result.Add(number);
                }
                else if (number != 0)
                {
                    throw new InvalidOperationException($"A part of a gradient that is no number is {number}.");
                }
            }
        }

        return at == numbers.Length ? [.. result] : throw new InvalidOperationException($"A gradient has {numbers.Length} numbers instead of {at}.");
    }

    private object[] Arguments(double[] x)
    {
        int at = 0;
        return [.. _primal.GetParameters().Select((p, i) => Leaves.Make(p.ParameterType, _program.Lengths[i], type => Box(x[at++], type)))];
    }

    // Numbers in the shape of the active parameters.
    private object[] Shaped(double[] numbers)
    {
        int next = 0;
        ParameterInfo[] parameters = _primal.GetParameters();
        return [.. ActiveParameters.Select(i =>
        {
            int k = 0;
            return Leaves.Make(parameters[i].ParameterType, _program.Lengths[i], type => _leaves[i][k++].IsActive ? Box(numbers[next++], type) : Box(0, type));
        })];
    }

    private object Filled(int parameter, double number) =>
        Leaves.Make(_primal.GetParameters()[parameter].ParameterType, _program.Lengths[parameter], type => type == typeof(double) || type == typeof(float) ? Box(number, type) : Box(0, type));

    private static object Box(double value, Type type) => type == typeof(float) ? (float)value : type == typeof(bool) ? value != 0 : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);

    private MethodInfo Form(string suffix, int appended) =>
        _primal.DeclaringType!.GetMethods(Members).SingleOrDefault(m => m.Name == RandomProgram.MethodName + suffix && m.GetParameters().Length == _leaves.Length + appended)
        ?? throw new MissingMethodException(_primal.DeclaringType.FullName, RandomProgram.MethodName + suffix);

    private object? Call(MethodInfo method, object?[] arguments)
    {
        if (!_calls.TryGetValue(method, out var call))
        {
            _calls[method] = call = Caller(method);
        }

        return call(arguments);
    }

    /// <summary>What calls a method with objects: reflection cannot hand over spans. What is passed by reference stands in the array afterwards.</summary>
    private static Func<object?[], object?> Caller(MethodInfo method)
    {
        ParameterExpression arguments = Expression.Parameter(typeof(object?[]));
        List<ParameterExpression> variables = [];
        List<Expression> before = [];
        List<Expression> after = [];
        List<Expression> given = [];
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            Expression element = Expression.ArrayAccess(arguments, Expression.Constant(parameter.Position));
            Type held = Leaves.Held(parameter.ParameterType);
            if (parameter.ParameterType.IsByRef)
            {
                ParameterExpression variable = Expression.Variable(held);
                variables.Add(variable);
                before.Add(Expression.Assign(variable, Expression.Convert(element, held)));
                after.Add(Expression.Assign(element, Expression.Convert(variable, typeof(object))));
                given.Add(variable);
            }
            else
            {
                Expression value = Expression.Convert(element, held);
                given.Add(parameter.ParameterType.IsByRefLike ? Expression.Call(parameter.ParameterType.GetMethod("op_Implicit", [held])!, value) : value);
            }
        }

        Expression call = Expression.Call(method, given);
        ParameterExpression result = Expression.Variable(typeof(object));
        variables.Add(result);
        before.Add(method.ReturnType == typeof(void) ? call : Expression.Assign(result, Expression.Convert(call, typeof(object))));
        return Expression.Lambda<Func<object?[], object?>>(Expression.Block(variables, [.. before, .. after, result]), arguments).Compile();
    }
}
