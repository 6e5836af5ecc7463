using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;

namespace CurveFitting;

/// <summary>The Levenberg–Marquardt of MathNet.Numerics, with the same emitted Jacobians.</summary>
internal static class MathNetFit
{
    /// <summary>The parameters that it ends at.</summary>
    public static double[] Solve(Problem problem, double[] start)
    {
        Dataset data = problem.Data;
        IObjectiveModel objective = ObjectiveFunction.NonlinearModel(
            (b, x) => DenseVector.OfArray(problem.Evaluate(b.AsArray(), x.AsArray())),
            (b, x) =>
            {
                double[] derivatives = new double[x.Count * b.Count];
                problem.ResidualsAndJacobian(b.AsArray(), derivatives);
                return Matrix<double>.Build.DenseOfRowMajor(x.Count, b.Count, derivatives);
            },
            DenseVector.OfArray(data.X),
            DenseVector.OfArray(data.Y));
        LevenbergMarquardtMinimizer minimizer = new(gradientTolerance: 0, stepTolerance: 1e-15, functionTolerance: 0, maximumIterations: 20_000);
        return minimizer.FindMinimum(objective, DenseVector.OfArray(start)).MinimizingPoint.AsArray();
    }
}
