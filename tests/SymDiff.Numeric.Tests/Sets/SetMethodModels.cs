namespace SymDiff.Numeric.Tests.Sets;

/// <summary>A layer with members of every kind, settings between them.</summary>
[ParameterSet]
internal sealed partial class Perceptron
{
    private double _shift = 0.3;

    public double[] Weights = [0.4, -0.7, 1.1];

    public int Power { get; set; } = 2;

    public double[,] Mix { get; } = { { 0.5, -0.2 }, { 0.1, 0.8 }, { -0.6, 0.3 } };

    public double Scale { get; set; } = 1.2;

    public double Slope { get; init; } = 0.9;

    public double[][] Rows { get; set; } = [[0.2], [], [0.6, -0.4]];

    public double[]? Missing { get; set; }

    [NoGradient]
    public double[] Data { get; set; } = [1.5, -0.5, 2];

    [NoGradient]
    public double Rate { get; set; } = 0.5;

    public string Name { get; } = "layer";

    public double Shifted => _shift + (Scale * Slope);

    public double Dot(double[] x)
    {
        double s = Shifted;
        for (int i = 0; i < Weights.Length; i++)
        {
            s += Weights[i] * x[i] * Data[i];
        }

        return s;
    }

    [Differentiable(Derivatives.All)]
    public double Loss([NoGradient] double[] x)
    {
        double s = Dot(x) * Rate;
        for (int k = 0; k < Power; k++)
        {
            s = Math.Tanh(s * Slope);
        }

        for (int i = 0; i < Mix.GetLength(0); i++)
        {
            for (int j = 0; j < Mix.GetLength(1); j++)
            {
                s += Mix[i, j] * Mix[i, j] * (i + 1) * x[j];
            }
        }

        foreach (double[] row in Rows)
        {
            foreach (double r in row)
            {
                s += Math.Sin(r) * Scale;
            }
        }

        if (Missing != null)
        {
            s += Missing[0] * Missing[0];
        }

        return s * s;
    }
}

/// <summary>A struct of numbers and memory.</summary>
[ParameterSet]
internal partial struct Affine
{
    public double[] Weights;

    public double Bias { get; set; }

    public double Gain;

    public int Times;

    public readonly double At(ReadOnlySpan<double> x)
    {
        double s = Bias;
        for (int i = 0; i < Weights.Length; i++)
        {
            s += Weights[i] * x[i];
        }

        return Math.Tanh(s * Gain) * Times;
    }

    [Differentiable(Derivatives.All)]
    public readonly double Square([NoGradient] double[] x) => At(x) * At(x) + (Bias * Gain);
}

/// <summary>A positional record.</summary>
[ParameterSet]
internal sealed partial record Curve(double Height, double Width, [property: NoGradient] double Centre)
{
    [Differentiable(Derivatives.All)]
    public double At([NoGradient] double x) => Height * Math.Exp(-(x - Centre) * (x - Centre) * Width);
}

/// <summary>A base with state that what derives from it does not name.</summary>
[ParameterSet]
internal abstract partial class Block
{
    public double[] Biases = [0.1, -0.2];

    protected double Factor { get; set; } = 0.7;

    [Differentiable(Derivatives.All)]
    public double Penalty([NoGradient] double weight)
    {
        double s = Factor * Factor;
        foreach (double b in Biases)
        {
            s += b * b * b;
        }

        return weight * s;
    }
}

/// <summary>A set with the state of its base before its own, and sets in it.</summary>
[ParameterSet]
internal sealed partial class Deep : Block
{
    public Affine First = new() { Weights = [0.3, -0.4], Bias = 0.1, Gain = 1.1, Times = 2 };

    public Affine Second { get; set; } = new() { Weights = [0.6], Bias = -0.2, Gain = 0.8, Times = 1 };

    public Perceptron Head { get; } = new();

    public double Last = 0.4;

    [Differentiable(Derivatives.All)]
    public double Loss([NoGradient] double[] x)
    {
        double[] h = new double[1];
        h[0] = First.At(x);
        double s = (Second.At(h) * Factor) + (Biases[1] * Last);
        Perceptron head = Head;
        s += head.Shifted + head.Weights[2];
        return s * s;
    }
}

/// <summary>A generic set.</summary>
[ParameterSet]
internal sealed partial class Taylor<T>
    where T : System.Numerics.IFloatingPoint<T>
{
    public T[] Coefficients = [];

    public T Offset { get; set; } = T.Zero;
}

/// <summary>Members that methods use in ways of their own.</summary>
[ParameterSet]
internal sealed partial class Uses
{
    private readonly double[] _private = [1, 2, 3];
    private double _factor = 0.5;

    public Affine First = new() { Weights = [1, 2], Bias = 0.2, Gain = 0.4, Times = 1 };

    public Affine Second = new() { Weights = [0.5, -0.7], Bias = 0.1, Gain = 0.3, Times = 2 };

    public double Inner => _factor * _private[1];

    public double this[int i] => First.Weights[i] + _factor;

    [Differentiable(Derivatives.All)]
    public double Lambda(double x)
    {
        double s = 0;
        double Local(int i) => First.Weights[i] * _factor;
        Func<int, double> f = i => Local(i) * _private[2];
        for (int i = 0; i < 2; i++)
        {
            s += (f(i) * x) + this[i];
        }

        return s * Second.Gain;
    }

    [Differentiable(Derivatives.All)]
    public void Outputs([Output] double[] y, double x)
    {
        y[0] = First.Bias * x;
        y[1] = Second.Weights[1] * Inner * x;
    }

    [Differentiable(Derivatives.All)]
    public (double A, double B) Pair(double x) => (First.Gain * x, Second.Bias * _factor);
}

/// <summary>Another set with the same base.</summary>
[ParameterSet]
internal sealed partial class Shallow : Block
{
    public double Unused = 1;
}

/// <summary>A matrix, whose transpose has as many elements.</summary>
[ParameterSet]
internal sealed partial class Matrices
{
    public Matrices(int rows, int columns)
    {
        Values = new double[rows, columns];
        GetBlock(0).Fill(1);
    }

    public double[,] Values { get; }

    [Differentiable]
    public double Sum()
    {
        double s = 0;
        foreach (double v in Values)
        {
            s += v * v;
        }

        return s;
    }
}
