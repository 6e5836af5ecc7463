namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>A method with buffers and its forms, called with plain arrays; what stands for a scalar is an array of one.</summary>
internal sealed class BufferMethod
{
    /// <summary>Takes a method and its adapter.</summary>
    public BufferMethod(string name, IReadOnlyList<BufferParameter> parameters, Func<string, Type, Delegate?> adapter)
    {
        Name = name;
        Parameters = parameters;
        Independent = [.. parameters.Where(p => p.IsIndependent)];
        Outputs = [.. parameters.Where(p => p.IsActive && p.Role == BufferRole.Output)];
        Results = [.. parameters.Where(p => p.IsResult)];
        Derived = [.. parameters.Where(p => p.IsIndependent || p.IsResult)];
        Value = (Func<object?[], double>)adapter("Value", typeof(Func<object?[], double>))!;
        Vjp = (Func<object?[], double, double[][], double[][], double>)adapter("Vjp", typeof(Func<object?[], double, double[][], double[][], double>))!;
        Jvp = (Func<object?[], double[][], (double, double)>)adapter("Jvp", typeof(Func<object?[], double[][], (double, double)>))!;
        Gradient = (Func<object?[], double[][], double>?)adapter("Gradient", typeof(Func<object?[], double[][], double>));
        ValueAndGradient = (Func<object?[], double[][], double>?)adapter("ValueAndGradient", typeof(Func<object?[], double[][], double>));
        Hvp = (Action<object?[], double[][], double[][]>?)adapter("Hvp", typeof(Action<object?[], double[][], double[][]>));
        FreshGradient = (Func<object?[], double[][]>?)adapter("FreshGradient", typeof(Func<object?[], double[][]>));
        FreshValueAndGradient = (Func<object?[], (double, double[][])>?)adapter("FreshValueAndGradient", typeof(Func<object?[], (double, double[][])>));
        FreshHvp = (Func<object?[], double[][], double[][]>?)adapter("FreshHvp", typeof(Func<object?[], double[][], double[][]>));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>All parameters.</summary>
    public IReadOnlyList<BufferParameter> Parameters { get; }

    /// <summary>Those whose initial content it is differentiated with respect to.</summary>
    public IReadOnlyList<BufferParameter> Independent { get; }

    /// <summary>Those that are results only.</summary>
    public IReadOnlyList<BufferParameter> Outputs { get; }

    /// <summary>Those whose final content is a result.</summary>
    public IReadOnlyList<BufferParameter> Results { get; }

    /// <summary>Those that have a tangent.</summary>
    public IReadOnlyList<BufferParameter> Derived { get; }

    /// <summary>The method itself.</summary>
    public Func<object?[], double> Value { get; }

    /// <summary>Arguments, the cotangent of the value, those of outputs, accumulators and cotangents of in-out buffers.</summary>
    public Func<object?[], double, double[][], double[][], double> Vjp { get; }

    /// <summary>Arguments and tangents.</summary>
    public Func<object?[], double[][], (double Value, double Tangent)> Jvp { get; }

    /// <summary>Arguments and destinations; gives nothing.</summary>
    public Func<object?[], double[][], double>? Gradient { get; }

    /// <summary>Arguments and destinations.</summary>
    public Func<object?[], double[][], double>? ValueAndGradient { get; }

    /// <summary>Arguments, directions and destinations.</summary>
    public Action<object?[], double[][], double[][]>? Hvp { get; }

    /// <summary>The overload that allocates.</summary>
    public Func<object?[], double[][]>? FreshGradient { get; }

    /// <summary>The overload that allocates.</summary>
    public Func<object?[], (double Value, double[][] Gradient)>? FreshValueAndGradient { get; }

    /// <summary>The overload that allocates.</summary>
    public Func<object?[], double[][], double[][]>? FreshHvp { get; }

    /// <summary>The gradient, by the overload that allocates or into fresh destinations.</summary>
    public double[][] GradientAt(params object?[] arguments)
    {
        if (Gradient is null)
        {
            return FreshGradient!(arguments);
        }

        double[][] destinations = Shaped(Independent, arguments, (_, _) => double.NaN);
        Gradient(arguments, destinations);
        return destinations;
    }

    /// <summary>Arrays of the lengths of some parameters.</summary>
    public static double[][] Shaped(IEnumerable<BufferParameter> parameters, object?[] arguments, Func<int, int, double> element) =>
        [.. parameters.Select((p, k) => Enumerable.Range(0, LengthOf(p, arguments)).Select(i => element(k, i)).ToArray())];

    /// <summary>How many numbers an argument has.</summary>
    public static int LengthOf(BufferParameter parameter, object?[] arguments) => parameter.IsBuffer ? Flat(arguments[parameter.Position]!).Length : 1;

    /// <summary>The numbers of an argument, those of rows one after the other.</summary>
    public static double[] Flat(object argument) => argument switch
    {
        double[] array => array,
        double[][] rows => [.. rows.SelectMany(r => r)],
        _ => [(double)argument],
    };

    /// <summary>Numbers in the shape of an argument.</summary>
    public static object Shaped(object like, double[] numbers)
    {
        int next = 0;
        return like switch
        {
            double[][] rows => rows.Select(row => numbers[next..(next += row.Length)]).ToArray(),
            double[] => numbers,
            _ => numbers[0],
        };
    }

    /// <summary>Arguments of which nothing is shared, but arrays that were the same before.</summary>
    public static object?[] Copy(object?[] arguments)
    {
        Dictionary<object, object> copies = new(ReferenceEqualityComparer.Instance);
        object Of(Array array) => copies.TryGetValue(array, out object? copy) ? copy
            : copies[array] = array is double[][] rows ? rows.Select(r => r is null ? null! : (double[])Of(r)).ToArray() : array.Clone();
        return [.. arguments.Select(a => a is Array array ? Of(array) : a)];
    }
}
