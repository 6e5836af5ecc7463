using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;
using static System.FormattableString;

namespace GradientDescent;

/// <summary>Methods of MathNet.Numerics, which are handed what was emitted.</summary>
internal static class Libraries
{
    /// <summary>BFGS: a quadratic model, built from gradients on the way.</summary>
    public static Run Bfgs(Problem problem)
    {
        Log log = new();
        IObjectiveFunction objective = ObjectiveFunction.Gradient(x =>
        {
            (double value, Point gradient) = problem.ValueAndGradient(FromVector(x));
            log.Add(FromVector(x), value);
            return (value, ToVector(gradient));
        });
        return Finish("BFGS", log, "gradients", () => new BfgsMinimizer(1e-9, 1e-12, 1e-15).FindMinimum(objective, ToVector(problem.Start)));
    }

    /// <summary>Newton's method: the quadratic model is the Hessian's.</summary>
    public static Run Newton(Problem problem)
    {
        Log log = new();
        IObjectiveFunction objective = ObjectiveFunction.GradientHessian(x =>
        {
            (double value, Point gradient, double[,] hessian) = problem.ValueGradientAndHessian(FromVector(x));
            log.Add(FromVector(x), value);
            return (value, ToVector(gradient), DenseMatrix.OfArray(hessian));
        });
        return Finish("Newton", log, "Hessians", () => new NewtonMinimizer(1e-9, 100).FindMinimum(objective, ToVector(problem.Start)));
    }

    /// <summary>Levenberg–Marquardt: the quadratic model is that of the squares of linearised residuals.</summary>
    public static Run LevenbergMarquardt(Problem problem, SumOfSquares squares)
    {
        Log log = new();
        int jacobians = 0;
        Vector<double> zero = new DenseVector(2);
        IObjectiveModel objective = ObjectiveFunction.NonlinearModel(
            (x, _) =>
            {
                Point residuals = squares.Residuals(FromVector(x));
                log.Add(FromVector(x), (residuals.X * residuals.X) + (residuals.Y * residuals.Y));
                return ToVector(residuals);
            },
            (x, _) =>
            {
                jacobians++;
                return DenseMatrix.OfArray(squares.Jacobian(FromVector(x)));
            },
            zero,
            zero);
        NonlinearMinimizationResult result = new LevenbergMarquardtMinimizer().FindMinimum(objective, ToVector(problem.Start));
        return log.ToRun("Levenberg–Marquardt", FromVector(result.MinimizingPoint), result.Iterations, Invariant($"{log.Count} residuals, {jacobians} Jacobians"), Words(result.ReasonForExit));
    }

    private static Run Finish(string method, Log log, string calls, Func<MinimizationResult> find)
    {
        MinimizationResult result = find();
        return log.ToRun(method, FromVector(result.MinimizingPoint), result.Iterations, Invariant($"{log.Count} {calls}"), Words(result.ReasonForExit));
    }

    private static string Words(ExitCondition reason) => reason switch
    {
        ExitCondition.AbsoluteGradient or ExitCondition.RelativeGradient => "gradient zero",
        ExitCondition.LackOfProgress or ExitCondition.RelativePoints => "no progress left",
        ExitCondition.Converged => "converged",
        _ => reason.ToString(),
    };

    private static Point FromVector(Vector<double> x) => new(x[0], x[1]);

    private static DenseVector ToVector(Point p) => DenseVector.OfArray([p.X, p.Y]);

    /// <summary>
    /// What a library asked for. It does not say which of these places it took as its next and which it only tried; those that are lower than all before
    /// are the path that pictures show.
    /// </summary>
    private sealed class Log
    {
        private readonly List<Point> _path = [];
        private readonly List<double> _values = [];

        /// <summary>How often it asked.</summary>
        public int Count { get; private set; }

        public void Add(Point at, double value)
        {
            Count++;
            if (_values.Count == 0 || value < _values[^1])
            {
                _path.Add(at);
                _values.Add(value);
            }
        }

        public Run ToRun(string method, Point end, int steps, string evaluations, string ending) =>
            _path[^1] == end ? new(method, _path, _values, steps, evaluations, ending) : throw new InvalidOperationException("The lowest place is not where the method ended.");
    }
}
