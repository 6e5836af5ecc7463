namespace SymDiff.Numeric.Tests.Sets;

/// <summary>A set with members of every kind, whose methods call what is emitted for others.</summary>
[ParameterSet]
internal sealed partial class Inner
{
    public double Gain { get; set; } = 0.8;

    public double[] Bias = [0.2, -0.4];
}

/// <summary>A set in which there are others, in numbers that are known and in numbers that are not.</summary>
[ParameterSet]
internal sealed partial class Machine
{
    public double[] Weights = [0.4, -0.7, 1.1];

    public double Scale { get; set; } = 1.2;

    public double[,] Mix { get; } = { { 0.5, -0.2, 0.3 }, { 0.1, 0.8, -0.4 } };

    public double[][] Rows { get; set; } = [[0.2], [0.6, -0.4]];

    public Inner Head { get; set; } = new();

    public double[]? Missing { get; set; }

    [NoGradient]
    public double Rate { get; set; } = 0.5;

    [Differentiable(Derivatives.All)]
    public double Loss([NoGradient] double[] x, double t)
    {
        double s = Scale * Rate * Head.Gain;
        for (int i = 0; i < Weights.Length; i++)
        {
            s += Weights[i] * x[i];
        }

        for (int i = 0; i < Mix.GetLength(0); i++)
        {
            for (int j = 0; j < Mix.GetLength(1); j++)
            {
                s += Math.Tanh(Mix[i, j] * x[j]) * Head.Bias[i];
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

        return Math.Tanh(s - t) * s;
    }

    /// <summary>The square of the gradient's length, over all members.</summary>
    [Differentiable(Derivatives.All)]
    public double Steepness([NoGradient] double[] x, double t)
    {
        var (g, dT) = LossGradient(x, t);
        return Square(g) + (dT * dT);
    }

    /// <summary>The same, into a set that the method makes by itself.</summary>
    [Differentiable(Derivatives.All)]
    public double SteepnessInto([NoGradient] double[] x, double t)
    {
        Machine g = CreateZero();
        double value = LossValueAndGradient(x, t, g, out double dT);
        return Square(g) + (dT * value);
    }

    /// <summary>Two gradients added up with a weight each.</summary>
    [Differentiable(Derivatives.All)]
    public double Pulled([NoGradient] double[] x, double t)
    {
        var g = CreateZero();
        double dT = 0;
        double value = LossVjp(x, t, 2 * t, g, ref dT);
        LossVjp(x, t * t, value, g, ref dT);
        return Square(g) + (dT * dT);
    }

    /// <summary>The loss along its own gradient, in forward mode.</summary>
    [Differentiable(Derivatives.All)]
    public double Pushed([NoGradient] double[] x, double t)
    {
        var (g, dT) = LossGradient(x, t);
        return LossJvp(x, t, g, dT * t).Tangent;
    }

    /// <summary>The Hessian along the gradient, whose product with the gradient it is.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public double Curved([NoGradient] double[] x, double t)
    {
        var (g, dT) = LossGradient(x, t);
        var h = CreateZero();
        LossHvp(x, t, g, dT, h, out double hT);
        return (h.Scale * g.Scale) + (h.Head.Gain * g.Head.Gain) + (h.Weights[1] * g.Weights[1]) + (h.Mix[1, 0] * g.Mix[1, 0]) + hT;
    }

    /// <summary>Steps against the gradient, with a rate that is differentiated by too.</summary>
    [Differentiable(Derivatives.All)]
    public double Trained([NoGradient] double[] x, double t, double rate)
    {
        Machine w = CreateZero();
        w.AddScaled(this, 1);
        for (int k = 0; k < 3; k++)
        {
            var g = w.CreateZero();
            w.LossGradient(x, t, g, out _);
            w.AddScaled(g, -rate);
            w.Head.Gain -= 0.1 * rate * g.Scale;
            w.Weights[k] *= 1 + rate;
        }

        return w.Loss(x, t);
    }

    /// <summary>One variable holds one set after the other, and two names are one set.</summary>
    [Differentiable(Derivatives.All)]
    public double Renewed([NoGradient] double[] x, double t, double rate)
    {
        Machine w = CreateZero();
        w.AddScaled(this, 1);
        for (int k = 0; k < 2; k++)
        {
            Machine next = Stepped(w, x, t, rate);
            Machine same = next;
            same.Scale += 0.01 * k * t;
            w = next;
        }

        if (w.Scale > 0.1)
        {
            w.AddScaled(w, 0.5);
        }

        var g = w.LossGradient(x, t).This;
        g.Clear();
        g.Scale = w.Scale;
        return w.Loss(x, t) * g.Scale;
    }

    /// <summary>Of a nested set, by itself.</summary>
    [Differentiable(Derivatives.All)]
    public double OfHead(double t)
    {
        var g = NestedSets.SumGradient(Head);
        var all = NestedSets.SumValueAndGradient(Head);
        return (g.Gain * g.Gain * t) + (g.Bias[1] * Scale) + (all.Value * all.Gradient.Bias[0]);
    }

    private static Machine Stepped(Machine w, double[] x, double t, double rate)
    {
        Machine made = w.CreateZero();
        made.AddScaled(w, 1);
        made.AddScaled(w.LossGradient(x, t).This, -rate);
        return made;
    }

    private static double Square(Machine g)
    {
        double sum = (g.Scale * g.Scale) + (g.Head.Gain * g.Head.Gain);
        foreach (double w in g.Weights)
        {
            sum += w * w;
        }

        for (int i = 0; i < g.Mix.GetLength(0); i++)
        {
            for (int j = 0; j < g.Mix.GetLength(1); j++)
            {
                sum += g.Mix[i, j] * g.Mix[i, j] * (i + 1);
            }
        }

        for (int i = 0; i < g.Rows.Length; i++)
        {
            for (int j = 0; j < g.Rows[i].Length; j++)
            {
                sum += g.Rows[i][j] * g.Rows[i][j];
            }
        }

        if (g.Missing is not null)
        {
            sum += g.Missing[0] * 3;
        }

        return sum + (g.Head.Bias[0] * g.Head.Bias[1]);
    }
}

/// <summary>A set with an array of sets, and one that may be null.</summary>
[ParameterSet]
internal sealed partial class LayerStack
{
    public Inner[] Layers { get; set; } = [new() { Gain = 0.7 }, new() { Gain = -1.1, Bias = [0.5, 0.6] }, new()];

    public Inner? Extra { get; set; }

    [Differentiable(Derivatives.All)]
    public double Loss(double t)
    {
        double s = t;
        foreach (Inner layer in Layers)
        {
            s = Math.Tanh((s * layer.Gain) + layer.Bias[0]) + (layer.Bias[1] * s * s);
        }

        if (Extra is not null)
        {
            s *= Extra.Gain;
        }

        return s;
    }

    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public double Trained(double t, double rate)
    {
        LayerStack w = CreateZero();
        w.AddScaled(this, 1);
        for (int k = 0; k < 2; k++)
        {
            var (g, dT) = w.LossGradient(t);
            w.AddScaled(g, -rate);
            w.Layers[k].Gain += rate * dT;
            w.Layers[2].Bias[k] *= 1 + rate;
        }

        return w.Loss(t) + w.Layers[1].Gain;
    }
}

/// <summary>Methods that are given sets and call what is emitted for others that are.</summary>
internal static partial class NestedSets
{
    [Differentiable(Derivatives.All)]
    public static double Sum(Inner inner) => (inner.Gain * inner.Gain * inner.Bias[0]) + Math.Sin(inner.Bias[1] * inner.Gain);

    [Differentiable(Derivatives.All)]
    public static double Between(Inner one, Inner other, double k) => (one.Gain * other.Bias[0] * k) + Math.Exp(other.Gain * one.Bias[1]);

    /// <summary>Two sets and a number, whose parts come back together.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double Cross(Inner one, Inner other, double k)
    {
        var (value, (dOne, dOther, dK)) = BetweenValueAndGradient(one, other, k);
        return (dOne.Gain * dOther.Gain) + (value * dK) + dOne.Bias[1] + BetweenGradient(dOther, one, dK).other.Gain;
    }

    /// <summary>The element of an array, and one set for both.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double OfElement(LayerStack stack, Inner like, double k)
    {
        Inner g = like.CreateZero();
        double value = BetweenVjp(stack.Layers[1], stack.Layers[0], k, 1, g, g, ref k);
        return (g.Gain * value) + (g.Bias[0] * g.Bias[1]) + (k * like.Gain);
    }
}
