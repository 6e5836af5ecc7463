namespace SymDiff.Numeric.Tests.Checks;

/// <summary>A set with members of every kind.</summary>
[ParameterSet]
internal sealed partial class Model
{
    public double Bias { get; set; } = 0.3;

    public double[] Weights = [0.4, -0.7, 1.1];

    public double[,] Mix { get; } = { { 0.5, -0.2, 0.4 }, { 0.1, 0.8, -0.9 } };

    public double[][] Rows = [[0.2], [], [0.6, -0.4]];

    public Unit[] Units = [new() { Gain = 0.7, Shift = 0.1 }, new() { Gain = -0.4, Shift = 0.2 }];

    public double Last = 0.9;

    public int Power { get; init; } = 2;

    [Differentiable(Derivatives.Check)]
    public double Loss([NoGradient] double[] x, double scale)
    {
        double s = Bias;
        for (int i = 0; i < Weights.Length; i++)
        {
            s += Weights[i] * x[i] * Mix[i % 2, i];
        }

        foreach (double[] row in Rows)
        {
            foreach (double r in row)
            {
                s += Math.Sin(r);
            }
        }

        for (int i = 0; i < Units.Length; i++)
        {
            s += Units[i].Gain * Math.Exp(Units[i].Shift) * x[i];
        }

        return Math.Tanh(s * Power) * scale * Last;
    }

    [Differentiable(Derivatives.Check)]
    public void Layer([NoGradient] double[] x, [Output] double[] y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Math.Tanh((Mix[i, 0] * x[0]) + (Mix[i, 1] * x[1]) + Bias);
        }
    }
}

/// <summary>A set that is a struct.</summary>
[ParameterSet]
internal partial struct Unit
{
    public double Gain;

    public double Shift { get; set; }

    [Differentiable(Derivatives.Check)]
    public readonly double At(double x) => Gain * Math.Exp(Shift * x);
}

/// <summary>A generic set.</summary>
[ParameterSet]
internal sealed partial class Line<T>
    where T : System.Numerics.IFloatingPointIeee754<T>
{
    public T[] Coefficients = [T.One, T.CreateChecked(0.5)];

    [Differentiable(Derivatives.Check)]
    public T At(T x) => T.Sin(Coefficients[0]) + (Coefficients[1] * x);
}

/// <summary>A base, and what has more state than it.</summary>
[ParameterSet]
internal abstract partial class Shape
{
    public float Size = 0.7f;

    [Differentiable(Derivatives.Check)]
    public float Area() => Size * Size;
}

[ParameterSet]
internal sealed partial class Box : Shape
{
    public float[] Depths = [0.3f, 0.4f];

    [Differentiable(Derivatives.Check)]
    public float Volume([Scratch] float[] work)
    {
        work[0] = Size * Depths[0];
        return work[0] * Size * Depths[1];
    }
}

internal static partial class CheckedSets
{
    [Differentiable(Derivatives.Check)]
    public static double Of(Model model, Unit unit, [NoGradient] double[] x) => (model.Bias * unit.Gain * x[0]) + (model.Weights[1] * unit.Shift);

    [Differentiable(Derivatives.Check)]
    public static double OfSeveral(Unit[] units, double x)
    {
        double s = 0;
        foreach (Unit unit in units)
        {
            s += unit.Gain * Math.Exp(unit.Shift * x);
        }

        return s;
    }

    [Differentiable(Derivatives.Check)]
    public static (double, double) OfBoth(Model model, ref double x)
    {
        x *= model.Last;
        return (model.Mix[1, 2] * x, model.Units[1].Gain * x);
    }

    [Differentiable(Derivatives.Check)]
    public static void Filled(this Unit[] units, Model? model, [Output] Span<double> y)
    {
        y[0] = units[1].Gain * model!.Last;
        y[1] = units[0].Shift * model.Rows[2][1];
    }

    [Differentiable(Derivatives.Check)]
    public static double WrongUnits(Unit[] units, Model model) => Library.Wave(units[0].Gain, units[1].Shift) * Library.Wave(model.Bias, model.Units[1].Gain) * Library.Wave(model.Mix[0, 0], model.Rows[2][0]);

    [Differentiable(Derivatives.Check)]
    public static double Wrong(Model model, double x) => Library.Wave(x, model.Weights[1]) * model.Weights[0];
}
