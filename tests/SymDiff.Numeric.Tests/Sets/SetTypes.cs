using System.Numerics;

namespace SymDiff.Numeric.Tests.Sets;

/// <summary>Numbers, arrays and matrices in fields and properties of every kind, with constants and settings between them.</summary>
[ParameterSet]
internal sealed partial class Dense
{
    private readonly double[] _bias;
    private double _shift;

    public Dense(int rows, int columns, string name = "dense")
    {
        Weights = new double[rows, columns];
        _bias = new double[rows];
        Name = name;
        Made++;
    }

    /// <summary>How often the constructor ran.</summary>
    [NoGradient]
    public int Made { get; }

    public double[,] Weights { get; }

    public double Scale { get; set; } = 1;

    public double Slope { get; init; } = 2;

    public double[]? Missing { get; set; }

    public double[][] Rows { get; init; } = [[1], [], [2, 3]];

    public Func<double, double> Activation { get; set; } = Math.Tanh;

    [NoGradient]
    public double[] Data { get; set; } = [5, 6];

    [NoGradient]
    public double Rate { get; set; } = 0.5;

    public string Name { get; }

    public double Sum => _shift + _bias.Length;
}

/// <summary>A struct of numbers.</summary>
[ParameterSet]
internal partial struct Pair
{
    public double X;

    public double Y { get; set; }
}

/// <summary>A struct that holds memory, and constants beside it.</summary>
[ParameterSet]
internal readonly partial struct Slice(double[] values, string name)
{
    public readonly double[] Values = values;

    public string Name { get; } = name;
}

/// <summary>A positional record.</summary>
[ParameterSet]
internal sealed partial record Line(double Slope, double Offset, [NoGradient] double Rate);

/// <summary>A positional record struct.</summary>
[ParameterSet]
internal partial record struct Angle(float Radians, [property: NoGradient] float Unit);

/// <summary>Sets in sets and arrays of them, classes and structs, some of them null.</summary>
[ParameterSet]
internal sealed partial class Network
{
    public double First;

    public Dense Input { get; init; } = new(2, 3);

    public Dense? Skipped { get; set; }

    public Pair Origin;

    public Pair Tip { get; set; }

    public Pair[] Points = [new Pair { X = 1, Y = 2 }, new Pair { X = 3, Y = 4 }];

    public Dense?[] Hidden { get; } = [new(1, 2), null, new(3, 1)];

    public Slice Part = new([1, 2, 3], "part");

    public Line Line { get; } = new(1, 2, 3);

    public double Last;
}

/// <summary>A list of sets, each holding the next.</summary>
[ParameterSet]
internal sealed partial class Node
{
    public double Value;

    public Node? Next;
}

/// <summary>A base that others derive from.</summary>
[ParameterSet]
internal abstract partial class Layer
{
    public float[] Weights = new float[3];

    protected float Gain { get; set; } = 1;
}

/// <summary>A set with the state of its base before its own.</summary>
[ParameterSet]
internal partial class Convolution : Layer
{
    public float Stride = 2;
}

/// <summary>The end of a chain.</summary>
[ParameterSet]
internal sealed partial class Strided : Convolution
{
    public float[] More = new float[2];

    public Layer? Other;
}

/// <summary>A base without parameters, whose scalar type is said by name.</summary>
[ParameterSet]
internal abstract partial class Shape : IParameterSet<Shape, double>
{
    public string Name { get; set; } = "";
}

/// <summary>What the base does not have.</summary>
[ParameterSet]
internal sealed partial class Circle : Shape
{
    public double Radius = 1;
}

/// <summary>Layers of different types in one array.</summary>
[ParameterSet]
internal sealed partial class Stack
{
    public Layer[] Layers = [new Convolution(), new Strided { Other = new Convolution() }];

    public Convolution[] Same = new Strided[] { new() };
}

/// <summary>A set of any scalar type.</summary>
[ParameterSet]
internal sealed partial class Polynomial<T>
    where T : IFloatingPointIeee754<T>
{
    public Polynomial(T scale, params T[] coefficients)
    {
        Scale = scale;
        Coefficients = coefficients;
        Table = new T[2, 2];
        Rows = [[scale], [scale, scale]];
    }

    public T Scale { get; private set; }

    public T[] Coefficients { get; }

    public T[,] Table { get; }

    public T[][] Rows { get; }
}

/// <summary>A set that holds generic ones at a type.</summary>
[ParameterSet]
internal sealed partial class Fit
{
    public Polynomial<double> Above = new(1, 2, 3);

    public Polynomial<double>[] Below = [new(4)];
}

/// <summary>Types around a set.</summary>
internal static partial class Outer<TKey>
{
    [ParameterSet]
    public sealed partial class Inner
    {
        public double[] Values = [1, 2];

        [NoGradient]
        public TKey? Key { get; set; }
    }
}

/// <summary>One matrix.</summary>
[ParameterSet]
internal sealed partial class Transposed
{
    public double Before = 1;

    public double[,]? First { get; init; }
}
