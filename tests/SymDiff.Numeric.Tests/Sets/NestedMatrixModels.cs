namespace SymDiff.Numeric.Tests.Sets;

/// <summary>A set with members of every kind, whose methods call what gives diagonals and whole matrices of second derivatives.</summary>
[ParameterSet]
internal sealed partial class Terrain
{
    public double[] Slopes = [0.4, -0.7];

    public double Depth { get; set; } = 1.2;

    public double[,] Mix { get; } = { { 0.5, -0.2 } };

    public double[][] Rows { get; set; } = [[0.2], [0.6, -0.4]];

    public Inner Head { get; set; } = new();

    public double[]? Missing { get; set; }

    [Differentiable(Derivatives.All)]
    public double Height(double t)
    {
        double s = Depth * Depth * Head.Gain * t;
        for (int i = 0; i < Slopes.Length; i++)
        {
            s += Slopes[i] * Slopes[i] * Slopes[i] * Depth;
        }

        s += Mix[0, 0] * Mix[0, 1] * Head.Bias[1] * t * t;
        foreach (double[] row in Rows)
        {
            foreach (double r in row)
            {
                s += Math.Sin(r * Depth) * r;
            }
        }

        if (Missing != null)
        {
            s += Missing[0] * Missing[0] * Missing[0] * t;
        }

        return s + (Head.Bias[0] * Head.Bias[0] * s * 0.5);
    }

    /// <summary>Two results.</summary>
    [Differentiable(Derivatives.All)]
    public (double Level, double Steep) Both(double t) => (Height(t) * Depth, (Slopes[0] * Mix[0, 1] * t) + Math.Exp(Head.Gain));

    /// <summary>The diagonal of the Hessian, into a set and a number.</summary>
    [Differentiable(Derivatives.All)]
    public double Diagonal(double t)
    {
        Terrain d = CreateZero();
        HeightHessianDiagonal(t, d, out double dT);
        return Weighted(d) + (dT * dT);
    }

    /// <summary>The same, made by the call.</summary>
    [Differentiable(Derivatives.All)]
    public double MadeDiagonal(double t)
    {
        var (d, dT) = HeightHessianDiagonal(t);
        return Weighted(d) + (dT * dT);
    }

    /// <summary>Value, gradient and diagonal at once.</summary>
    [Differentiable(Derivatives.All)]
    public double AllAtOnce(double t)
    {
        (Terrain g, Terrain h) = (CreateZero(), CreateZero());
        double value = HeightValueGradientAndHessianDiagonal(t, g, out double gT, h, out double hT);
        return (value * Weighted(g)) + Weighted(h) + (gT * hT);
    }

    /// <summary>The whole Hessian.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public double Bent(double t)
    {
        double[,] h = HeightHessian(t);
        return OfAll(h);
    }

    /// <summary>The same into an array, and the value.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public double BentInto(double t)
    {
        double[] h = new double[200];
        double s = HeightHessian(t, h);
        for (int i = 0; i < h.Length; i++)
        {
            s += h[i] * h[i] * (1 + (i % 7));
        }

        return s;
    }

    /// <summary>Value, gradient and Hessian at once.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public double BentWithGradient(double t)
    {
        var (value, (g, dT), h) = HeightValueGradientAndHessian(t);
        return (value * dT) + Weighted(g) + OfAll(h);
    }

    /// <summary>The Jacobian of two results, and the value.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public double Slanted(double t)
    {
        var (value, j) = BothValueAndJacobian(t);
        return (value.Level * value.Steep) + OfAll(j);
    }

    private static double OfAll(double[,] matrix)
    {
        double sum = 0;
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                sum += matrix[i, j] * matrix[i, j] * (1 + (((2 * i) + j) % 5));
            }
        }

        return sum;
    }

    private static double Weighted(Terrain d)
    {
        double sum = (d.Depth * d.Depth) + (2 * d.Head.Gain * d.Depth) + (d.Head.Bias[0] * d.Head.Bias[0]) + d.Head.Bias[1] + (d.Mix[0, 0] * d.Mix[0, 0]) + d.Mix[0, 1];
        foreach (double w in d.Slopes)
        {
            sum += w * w;
        }

        foreach (double[] row in d.Rows)
        {
            foreach (double r in row)
            {
                sum += r * r * 0.5;
            }
        }

        if (d.Missing is not null)
        {
            sum += d.Missing[0] * d.Missing[0];
        }

        return sum;
    }
}

/// <summary>A set of a few numbers, whose second derivatives are one function each, with closed forms.</summary>
[ParameterSet]
internal sealed partial class Powers
{
    public double A { get; set; } = 0.8;

    public double B = -1.3;

    [Differentiable(Derivatives.All)]
    public double Product(double t) => A * A * A * B * B * t;
}

/// <summary>A set of which the Hessian is diagonal, which is proved.</summary>
[ParameterSet]
internal sealed partial class Apart
{
    public double[] W = [0.5, -0.8, 1.1];

    [Differentiable(Derivatives.All)]
    public double Quartic()
    {
        double s = 0;
        foreach (double w in W)
        {
            s += w * w * w * w;
        }

        return s;
    }

    /// <summary>Σ (12 w²)².</summary>
    [Differentiable(Derivatives.All)]
    public double Curved()
    {
        double s = 0;
        Apart d = CreateZero();
        QuarticHessianDiagonal(d);
        foreach (double h in d.W)
        {
            s += h * h;
        }

        return s;
    }
}

/// <summary>Methods that are given sets and call what gives second derivatives of others.</summary>
internal static partial class NestedMatrices
{
    /// <summary>Six entries, of closed forms: 6AB²t, 6A²Bt, 3A²B², 2A³t, 2A³B, 0.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double OfPowers(Powers p, double t)
    {
        double[,] h = p.ProductHessian(t);
        return h[0, 0] + (2 * h[0, 1]) + (3 * h[2, 0]) + (4 * h[1, 1]) + (5 * h[2, 1]) + h[2, 2];
    }

    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double OfPowersAtOnce(Powers p, double t)
    {
        Powers g = p.CreateZero();
        double[] h = new double[9];
        var value = p.ProductValueGradientAndHessian(t, g, out double dT, h);
        return (value * h[1]) + (g.A * g.B * dT);
    }

    /// <summary>6AB²t + 2·2A³t + 0.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double DiagonalOfPowers(Powers p, double t)
    {
        var (d, dT) = p.ProductHessianDiagonal(t);
        return d.A + (2 * d.B) + (7 * dT);
    }

    /// <summary>Two sets and a number.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double OfTwo(Inner one, Inner other, double k)
    {
        double[,] h = NestedSets.BetweenHessian(one, other, k);
        double sum = 0;
        for (int i = 0; i < h.GetLength(0); i++)
        {
            for (int j = 0; j < h.GetLength(1); j++)
            {
                sum += h[i, j] * h[j, i] * (i + 1);
            }
        }

        var (dOne, dOther, dK) = NestedSets.BetweenHessianDiagonal(one, other, k);
        return sum + dOne.Gain + (dOther.Gain * dOther.Gain) + dOne.Bias[1] + dK;
    }
}
