using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;
using MathNetRecipes;
using static System.FormattableString;

double[] x = [.. Enumerable.Range(0, 41).Select(i => -2 + (0.1 * i))];
double[] truth = [3, 0.3, 0.4, 0.5];
double[] seen = [.. x.Select((at, i) => Models.Resonance(truth[0], truth[1], truth[2], truth[3], at) + (0.01 * Math.Sin(17 * i)))];

NonlinearMinimizationResult fit = Recipes.Fit(x, seen, [1, 0, 1, 0]);
Console.WriteLine(Invariant($"least squares   {Row(fit.MinimizingPoint.AsArray())}, {fit.Iterations} iterations"));

MinimizationResult descended = Recipes.Descend([-1.2, 1, -1.2, 1]);
Console.WriteLine(Invariant($"BFGS            {Row(descended.MinimizingPoint.AsArray())}, value {descended.FunctionInfoAtMinimum.Value:E1}"));

MinimizationResult newton = Recipes.DescendByHessian([-1.2, 1]);
Console.WriteLine(Invariant($"Newton          {Row(newton.MinimizingPoint.AsArray())}, {newton.Iterations} iterations"));

double anomaly = Recipes.EccentricAnomaly(0.6, 1.2);
Console.WriteLine(Invariant($"root            {anomaly:F12}, misses by {Models.Kepler(anomaly, 0.6, 1.2):E1}"));

double[] dose = [-1, -0.5, 0, 0.5, 1, 1.5];
int[] treated = [20, 20, 20, 20, 20, 20];
int[] affected = [1, 3, 7, 12, 17, 19];
double[] p = [0, 1];
for (int i = 0; i < 20; i++)
{
    // Newton by hand: the Hessian is positive.
    double[] step = [.. DenseMatrix.OfArray(Models.SurpriseHessian(p, dose, affected, treated)).Cholesky().Solve(DenseVector.OfArray(Models.SurpriseGradient(p, dose, affected, treated)))];
    p = [p[0] - step[0], p[1] - step[1]];
}

double[] errors = Recipes.StandardErrors(p, dose, affected, treated);
Console.WriteLine(Invariant($"logistic        {p[0]:F3} ± {errors[0]:F3}, {p[1]:F3} ± {errors[1]:F3}"));

static string Row(double[] values) => string.Join(", ", values.Select(v => Invariant($"{v:F4}")));
