using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace CurveFitting;

/// <summary>
/// Levenberg–Marquardt for hard problems. Each step solves |J p + r|² + μ |D p|² → least by QR of J above √μ D, which loses half as many digits as the
/// normal equations; D is the largest length that each column of J has had (Moré), so that the units of parameters don't matter; μ follows how well the
/// linear model foretold the last step (Nielsen).
/// </summary>
internal static class LevenbergMarquardt
{
    private const int MaximumSteps = 20_000;

    /// <summary>Fits a problem's model from a start.</summary>
    public static Fit Solve(Problem problem, double[] start)
    {
        int m = problem.Data.X.Length;
        int n = start.Length;
        double[] b = [.. start];
        double[] derivatives = new double[m * n];
        double[] scales = new double[n];

        // Short steps at first: starts may be far away, where long ones lead to places that are flat for other reasons.
        double damping = 100;
        double growth = 2;
        int steps = 0;
        double[] residuals = problem.ResidualsAndJacobian(b, derivatives);
        double squares = SumOfSquares(residuals);
        bool ended = false;
        while (!ended && steps < MaximumSteps)
        {
            steps++;
            Matrix<double> jacobian = Matrix<double>.Build.DenseOfRowMajor(m, n, derivatives);
            for (int j = 0; j < n; j++)
            {
                scales[j] = Math.Max(scales[j], jacobian.Column(j).L2Norm());
            }

            Matrix<double> damped = jacobian.Stack(Matrix<double>.Build.DenseOfDiagonalArray([.. scales.Select(d => Math.Sqrt(damping) * d)]));
            Vector<double> right = Vector<double>.Build.Dense(m + n, i => i < m ? -residuals[i] : 0);
            Vector<double> step = damped.QR().Solve(right);

            double[] next = [.. b.Select((v, j) => v + step[j])];
            double[] nextResiduals = problem.Residuals(next);
            double nextSquares = SumOfSquares(nextResiduals);
            double foretold = squares - SumOfSquares((damped * step) - right);
            double gained = squares - nextSquares;

            // Where all that is left to gain is less than sums of squares are exact to, the linear model knows better.
            bool rounding = foretold <= 1e-12 * squares && Math.Abs(gained) <= 1e-12 * squares;
            double quality = rounding ? 1 : gained / foretold;
            if (quality > 0)
            {
                ended = Enumerable.Range(0, n).All(j => Math.Abs(step[j]) <= 1e-12 * Math.Abs(next[j]));
                b = next;
                residuals = problem.ResidualsAndJacobian(b, derivatives);
                squares = SumOfSquares(residuals);
                damping *= Math.Max(1.0 / 3, 1 - Math.Pow((2 * quality) - 1, 3));
                growth = 2;
            }
            else
            {
                damping *= growth;
                growth *= 2;
                ended = !double.IsFinite(damping);
            }
        }

        return new(b, Deviations(Matrix<double>.Build.DenseOfRowMajor(m, n, derivatives), squares), squares, steps);
    }

    // s² (JᵀJ)⁻¹ has the squares of the deviations on its diagonal: JᵀJ = RᵀR.
    private static double[] Deviations(Matrix<double> jacobian, double squares)
    {
        Matrix<double> inverse = jacobian.QR(QRMethod.Thin).R.Inverse();
        double variance = squares / (jacobian.RowCount - jacobian.ColumnCount);
        return [.. inverse.EnumerateRows().Select(r => Math.Sqrt(variance) * r.L2Norm())];
    }

    private static double SumOfSquares(IEnumerable<double> values) => values.Sum(v => v * v);
}

/// <summary>What was found.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Deviations">Their standard deviations.</param>
/// <param name="Squares">The sum of squared residuals.</param>
/// <param name="Steps">How many steps were tried.</param>
internal sealed record Fit(double[] Parameters, double[] Deviations, double Squares, int Steps);
