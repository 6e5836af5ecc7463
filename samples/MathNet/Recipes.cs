using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;
using MathNet.Numerics.RootFinding;

namespace MathNetRecipes;

/// <summary>Five ways in which an emitted derivative and MathNet.Numerics work together.</summary>
internal static class Recipes
{
    // <least-squares>
    /// <summary>Least squares by Levenberg–Marquardt, with the Jacobian that was emitted.</summary>
    public static NonlinearMinimizationResult Fit(double[] x, double[] seen, double[] start)
    {
        IObjectiveModel objective = ObjectiveFunction.NonlinearModel(
            (p, at) =>
            {
                double[] model = new double[at.Count];
                Models.Misses(p.AsArray(), at.AsArray(), model);
                return DenseVector.OfArray(model);
            },
            (p, at) =>
            {
                double[] model = new double[at.Count];
                double[] jacobian = new double[at.Count * p.Count];
                Models.MissesJacobian(p.AsArray(), at.AsArray(), model, jacobian);
                return Matrix<double>.Build.DenseOfRowMajor(at.Count, p.Count, jacobian);
            },
            DenseVector.OfArray(x),
            DenseVector.OfArray(seen));
        return new LevenbergMarquardtMinimizer().FindMinimum(objective, DenseVector.OfArray(start));
    }

    // </least-squares>
    // <bfgs>
    /// <summary>A minimum by BFGS, from value and gradient in one call.</summary>
    public static MinimizationResult Descend(double[] start)
    {
        IObjectiveFunction objective = ObjectiveFunction.Gradient(x =>
        {
            (double value, double[] gradient) = Models.ValleyValueAndGradient(x.AsArray());
            return (value, DenseVector.OfArray(gradient));
        });
        return new BfgsMinimizer(1e-9, 1e-12, 1e-12).FindMinimum(objective, DenseVector.OfArray(start));
    }

    // </bfgs>
    // <newton>
    /// <summary>A minimum by Newton's method, from value, gradient and Hessian in one call.</summary>
    public static MinimizationResult DescendByHessian(double[] start)
    {
        IObjectiveFunction objective = ObjectiveFunction.GradientHessian(x =>
        {
            (double value, double[] gradient, double[,] hessian) = Models.ValleyValueGradientAndHessian(x.AsArray());
            return (value, DenseVector.OfArray(gradient), DenseMatrix.OfArray(hessian));
        });
        return new NewtonMinimizer(1e-8, 100).FindMinimum(objective, DenseVector.OfArray(start));
    }

    // </newton>
    // <root>
    /// <summary>A root by Newton's method that never leaves its interval.</summary>
    public static double EccentricAnomaly(double eccentricity, double mean) => RobustNewtonRaphson.FindRoot(
        e => Models.Kepler(e, eccentricity, mean),
        e => Models.KeplerGradient(e, eccentricity, mean),
        mean - 1,
        mean + 1,
        1e-14);

    // </root>
    // <covariance>
    /// <summary>The uncertainty of parameters: the inverse of the Hessian of minus the logarithm of the likelihood, by Cholesky.</summary>
    public static double[] StandardErrors(double[] p, double[] dose, int[] affected, int[] treated)
    {
        Matrix<double> information = DenseMatrix.OfArray(Models.SurpriseHessian(p, dose, affected, treated));
        Matrix<double> covariance = information.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(p.Length));
        return [.. covariance.Diagonal().Select(Math.Sqrt)];
    }

    // </covariance>
}
