using SymDiff;

namespace CurveFitting;

/// <summary>
/// The models: y at every x, for parameters b. What fits them is the emitted <c>NAMEJacobian</c>, a row for each y, a column for each parameter.
/// </summary>
internal static partial class Models
{
    [Differentiable(Derivatives.Jacobian)]
    public static void Misra1a(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] * (1 - Math.Exp(-b[1] * x[i]));
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Misra1b(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] * (1 - Math.Pow(1 + (b[1] * x[i] / 2), -2));
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Misra1c(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] * (1 - (1 / Math.Sqrt(1 + (2 * b[1] * x[i]))));
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Misra1d(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] * b[1] * x[i] / (1 + (b[1] * x[i]));
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void DanWood(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] * Math.Pow(x[i], b[1]);
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Chwirut2(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(-b[0] * x[i]) / (b[1] + (b[2] * x[i]));
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Lanczos3(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = (b[0] * Math.Exp(-b[1] * x[i])) + (b[2] * Math.Exp(-b[3] * x[i])) + (b[4] * Math.Exp(-b[5] * x[i]));
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Mgh17(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] + (b[1] * Math.Exp(-b[3] * x[i])) + (b[2] * Math.Exp(-b[4] * x[i]));
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Roszman1(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] - (b[1] * x[i]) - (Math.Atan(b[2] / (x[i] - b[3])) / Math.PI);
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Mgh09(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] * x[i] * (x[i] + b[1]) / ((x[i] * (x[i] + b[2])) + b[3]);
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Mgh10(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] * Math.Exp(b[1] / (x[i] + b[2]));
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Thurber(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double above = b[0] + (x[i] * (b[1] + (x[i] * (b[2] + (x[i] * b[3])))));
            double below = 1 + (x[i] * (b[4] + (x[i] * (b[5] + (x[i] * b[6])))));
            y[i] = above / below;
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Rat42(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] / (1 + Math.Exp(b[1] - (b[2] * x[i])));
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Rat43(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = b[0] / Math.Pow(1 + Math.Exp(b[1] - (b[2] * x[i])), 1 / b[3]);
        }
    }

    [Differentiable(Derivatives.Jacobian)]
    public static void Eckerle4(ReadOnlySpan<double> b, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double t = (x[i] - b[2]) / b[1];
            y[i] = b[0] / b[1] * Math.Exp(-0.5 * t * t);
        }
    }
}
