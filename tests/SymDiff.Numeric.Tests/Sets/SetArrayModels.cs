namespace SymDiff.Numeric.Tests.Sets;

/// <summary>A layer with members of every kind that a set in an array may have, settings between them.</summary>
[ParameterSet]
internal sealed partial class Tier
{
    private readonly double[] _slopes = [0.9, 1.1, 0.8];
    private double _shift = 0.05;

    public Tier(int seed)
    {
        for (int i = 0; i < 3; i++)
        {
            Bias[i] = Math.Sin(seed + i);
            for (int j = 0; j < 3; j++)
            {
                Weights[i, j] = Math.Cos((seed * 7) + (3 * i) + j);
            }
        }
    }

    public double[,] Weights { get; } = new double[3, 3];

    public int Power { get; set; } = 1;

    public double[] Bias = new double[3];

    public double Gain { get; set; } = 1.1;

    public Bend Bend = new() { Rate = 0.7, Knots = [0.2, -0.1] };

    public double[]? Missing { get; set; }

    [NoGradient]
    public double Share = 0.5;

    public double Size => Gain * Gain;

    public void Apply(double[] x, double[] y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double s = Bias[i] + _shift;
            for (int j = 0; j < x.Length; j++)
            {
                s += Weights[i, j] * x[j];
            }

            y[i] = Math.Tanh(s * Share * _slopes[i]) * Gain * Bend.At(s);
        }
    }
}

/// <summary>A struct in the layer.</summary>
[ParameterSet]
internal partial struct Bend
{
    public double Rate;

    public double[] Knots;

    public readonly double At(double x) => 1 + (Rate * Knots[0] * x * Knots[1]);
}

/// <summary>An array of sets beside numbers, and sets that may be null.</summary>
[ParameterSet]
internal sealed partial class Tower
{
    public double Scale = 1.5;

    public Tier[] Layers { get; init; } = [new(1), new(4)];

    public Tier? Skip { get; set; } = new(2);

    public Tier? None { get; set; }

    public double[] Last { get; } = [0.3, -0.8, 0.5];

    [Differentiable(Derivatives.All)]
    public double Loss([NoGradient] double[] x)
    {
        double[] h = new double[3];
        double[] g = new double[3];
        for (int i = 0; i < 3; i++)
        {
            h[i] = x[i];
        }

        double penalty = 0;
        foreach (Tier layer in Layers)
        {
            layer.Apply(h, g);
            for (int i = 0; i < 3; i++)
            {
                h[i] = g[i];
            }

            penalty += layer.Size * layer.Power;
        }

        for (int k = 0; k < Layers.Length; k++)
        {
            for (int j = 0; j < Layers[k].Bias.Length; j++)
            {
                penalty += Layers[k].Bias[j] * Layers[k].Bias[j] * (k + 1);
            }

            if (Layers[k].Missing is not null)
            {
                penalty += Layers[k].Missing![0];
            }
        }

        if (Skip is not null)
        {
            Skip.Apply(x, g);
            for (int i = 0; i < 3; i++)
            {
                h[i] += g[i] * Skip.Weights[i, 0];
            }
        }

        if (None != null)
        {
            penalty += None.Gain * None.Bias[1];
        }

        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            s += h[i] * Last[i];
        }

        return (Scale * s * s) + penalty;
    }

    /// <summary>The last layer first, by number from the end, and a variable that holds one layer and then another.</summary>
    [Differentiable(Derivatives.All)]
    public double Mixed([NoGradient] double[] x)
    {
        Tier held = Layers[^1];
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            s += held.Bias[i % 3] * held.Gain * x[i % 3] * held.Share;
            held = i % 2 == 0 ? Layers[0] : Layers[Layers.Length - 1];
        }

        Tier chosen = s > 0 ? Layers[0] : Layers[1];
        return s * chosen.Weights[1, 2] * Last[0];
    }

    /// <summary>Several results.</summary>
    [Differentiable(Derivatives.All)]
    public double[] Outputs(double[] x)
    {
        double[] y = new double[3];
        Layers[1].Apply(x, y);
        y[0] += Scale * Skip!.Bias[0];
        return y;
    }
}

/// <summary>A base of sets in arrays, with state of its own.</summary>
[ParameterSet]
internal abstract partial class Cell
{
    public double[] Shared = [0.4, -0.6];

    protected double Factor { get; set; } = 0.7;

    public double Energy(double x) => Shared[0] * Shared[1] * Math.Sin(Factor * x);
}

/// <summary>A set of a derived type, with more blocks than the method sees.</summary>
[ParameterSet]
internal sealed partial class Wide : Cell
{
    public double[] More = [1, 2];
}

/// <summary>Another one.</summary>
[ParameterSet]
internal sealed partial class Narrow : Cell
{
    public double Gate = 0.3;

    public double Pass(double x) => Energy(x) * Gate;
}

/// <summary>Sets in an array, with arrays of sets, and sets that may be null, in them.</summary>
[ParameterSet]
internal sealed partial class Group
{
    public double Bias = 0.2;

    public Cell[] Units { get; set; } = [new Wide(), new Narrow()];

    public Tier? Mix { get; set; }

    public Narrow Gate { get; } = new();

    public double[] After = [0.5, 0.25];
}

/// <summary>Arrays of sets in sets of an array, of structs, and behind one another.</summary>
[ParameterSet]
internal sealed partial class Groups
{
    public Group[] All { get; set; } = [new() { Mix = new(3) }, new() { Units = [new Narrow()] }];

    public Bend[] Bends = [new() { Rate = 0.3, Knots = [0.4, 0.9] }, new() { Rate = -0.6, Knots = [1.2, -0.5, 0.1] }];

    public Cell[] Units = [new Narrow(), new Wide()];

    public double Last = 0.6;

    [Differentiable(Derivatives.All)]
    public double Loss(double x)
    {
        double s = Last;
        for (int i = 0; i < All.Length; i++)
        {
            Group group = All[i];
            foreach (Cell unit in group.Units)
            {
                s += unit.Energy(x * (i + 1)) * group.Bias;
            }

            if (group.Mix is not null)
            {
                s *= group.Mix.Weights[1, 2] + group.Mix.Bend.At(x);
            }

            s += group.Gate.Pass(x) * group.After[1] * group.Units[0].Shared[1];
        }

        foreach (Bend bend in Bends)
        {
            s += bend.At(s) * bend.Knots[0];
        }

        return s * Units[1].Energy(x);
    }
}

/// <summary>A matrix, whose transpose has as many elements.</summary>
[ParameterSet]
internal sealed partial class Sheet(int rows, int columns)
{
    public double[,] Values { get; } = new double[rows, columns];
}

/// <summary>Matrices in sets of an array, and in one that may be null.</summary>
[ParameterSet]
internal sealed partial class Sheets
{
    public Sheet[] Pages = [];

    public Sheet? Cover;

    [Differentiable]
    public double Sum()
    {
        double s = 0;
        foreach (Sheet page in Pages)
        {
            foreach (double v in page.Values)
            {
                s += v * v;
            }
        }

        return Cover is null ? s : s + Cover.Values[0, 0];
    }
}
