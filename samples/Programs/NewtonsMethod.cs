using SymDiff;
using static System.FormattableString;

namespace Programs;

/// <summary>Newton's method with the Hessian that was emitted.</summary>
internal static partial class NewtonsMethod
{
    /// <summary>The energy of a hanging chain of springs, whose joints are the unknowns: heights after places.</summary>
    [Differentiable(Derivatives.ValueAndGradient | Derivatives.Hessian)]
    public static double Energy(ReadOnlySpan<double> joints, [NoGradient] double stiffness)
    {
        int n = joints.Length / 2;
        double sum = 0;
        for (int i = 0; i <= n; i++)
        {
            double x0 = i == 0 ? 0 : joints[i - 1];
            double y0 = i == 0 ? 0 : joints[n + i - 1];
            double x1 = i == n ? 1 : joints[i];
            double y1 = i == n ? 0 : joints[n + i];
            double stretch = Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0))) - (0.9 / (n + 1));
            sum += (0.5 * stiffness * stretch * stretch) + (i < n ? y1 : 0);
        }

        return sum;
    }

    public static void Run()
    {
        const int N = 9;
        double[] joints = [.. Enumerable.Range(1, N).Select(i => i / (N + 1.0)), .. Enumerable.Repeat(0.0, N)];
        double[] gradient = new double[2 * N];
        double[] hessian = new double[4 * N * N];
        double norm = double.PositiveInfinity;
        int step = 0;
        for (; norm > 1e-10 && step < 50; step++)
        {
            EnergyValueGradientAndHessian(joints, 2000, gradient, hessian);
            norm = gradient.Max(Math.Abs);
            LeastSquares.SolvePositive(hessian, gradient);
            for (int i = 0; i < joints.Length; i++)
            {
                joints[i] -= gradient[i];
            }
        }

        Console.WriteLine(Invariant($"Newton's method: lowest joint at {joints.Min():F8}, {step} steps"));
    }
}
