using System.Xml.Linq;
using GradientDescent;

namespace SymDiff.Samples.Tests;

/// <summary>The numbers of E4 and E5, the ends of all descents, and the pictures.</summary>
public sealed class GradientDescentTests
{
    public static TheoryData<int> Problems => [.. Enumerable.Range(0, Problem.All.Count)];

    [Theory]
    [InlineData(3, 4, 6, 8)]
    [InlineData(0, 2, 0, 4)]
    [InlineData(3, 0, 6, 0)]
    public void Differences_AreTheGradient(double x, double y, double dX, double dY)
    {
        Point differences = Differences.Central(Functions.Bowl, new(x, y));
        Assert.Equal(dX, differences.X, 1e-9);
        Assert.Equal(dY, differences.Y, 1e-9);
        Assert.Equal(new Point(dX, dY), Functions.BowlGradient(new(x, y)));
    }

    [Fact]
    public void Descent_EndsWhereTheTextbookDoes()
    {
        Run run = Rate.All.Single(r => r.Name == "0.1").Run();
        Assert.Equal(100, run.Steps);
        Assert.Equal(-6.11110793e-10, run.End.X, 5e-19);
        Assert.Equal(8.14814391e-10, run.End.Y, 5e-19);
    }

    [Fact]
    public void Rates_DoWhatIsSaidOfThem()
    {
        Dictionary<string, double> values = Rate.All.ToDictionary(r => r.Name, r => r.Run().Value);

        // Each step multiplies the place by 1 − 2·rate.
        Assert.Equal(25, values["1e-10"], 1e-5);
        Assert.Equal(25 * Math.Pow(0.99, 200), values["0.005"], 1e-12);
        Assert.InRange(values["1.02"] / (25 * Math.Pow(1.04, 200)), 1 - 1e-12, 1 + 1e-12);
        Assert.InRange(values["10"] / (25 * Math.Pow(19, 200)), 1 - 1e-12, 1 + 1e-12);
        Run decaying = Rate.All[^1].Run();
        Assert.True(decaying.Values[1] > decaying.Values[0]);
        Assert.InRange(decaying.Value, 0, 1e-30);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Derivatives_AreThoseOfDifferences(int number)
    {
        Problem problem = Problem.All[number];
        foreach (Point at in (Point[])[new(0.3, -0.7), new(-1.1, 1.4), new(2, 0.5)])
        {
            (double value, Point gradient, double[,] hessian) = problem.ValueGradientAndHessian(at);
            Assert.Equal((value, gradient), problem.ValueAndGradient(at));
            Near(Differences.Central(p => problem.ValueAndGradient(p).Value, at), gradient);
            Near(Differences.Central(p => problem.ValueAndGradient(p).Gradient.X, at), new(hessian[0, 0], hessian[0, 1]));
            Near(Differences.Central(p => problem.ValueAndGradient(p).Gradient.Y, at), new(hessian[1, 0], hessian[1, 1]));
            if (problem.Squares is { } squares)
            {
                Point residuals = squares.Residuals(at);
                Assert.Equal(value, (residuals.X * residuals.X) + (residuals.Y * residuals.Y), 1e-10);
                double[,] jacobian = squares.Jacobian(at);
                Near(Differences.Central(p => squares.Residuals(p).X, at), new(jacobian[0, 0], jacobian[0, 1]));
                Near(Differences.Central(p => squares.Residuals(p).Y, at), new(jacobian[1, 0], jacobian[1, 1]));
            }
        }
    }

    [Theory]
    [InlineData("bowl", 0, 0, 0)]
    [InlineData("rosenbrock", 1, 1, 0)]
    [InlineData("himmelblau", -3.779310253377747, -3.283185991286170, 0)]
    [InlineData("saddle", 1, 0, -0.25)]
    public void Methods_FindTheMinimum(string name, double x, double y, double value)
    {
        Problem problem = Problem.All.Single(p => p.Name == name);
        Run[] runs = [.. Comparison.ByGradients(problem), .. Comparison.ByLibrary(problem)];
        Assert.Equal(name == "saddle" ? 5 : 6, runs.Length);
        Assert.All(runs, run =>
        {
            // Wells lie on both sides of the saddle.
            double side = name == "saddle" && run.Method == "Newton" ? -1 : 1;
            Assert.Equal(side * x, run.End.X, 1e-5);
            Assert.Equal(y, run.End.Y, 1e-5);
            Assert.Equal(value, run.Value, 1e-9);
            Assert.NotEqual("out of steps", run.Ending);
        });
    }

    [Fact]
    public void Newton_GoesToTheSaddleFirst()
    {
        Run run = Libraries.Newton(Problem.All[^1]);
        Assert.InRange(run.Path[1].Length, 0, 1e-5);
    }

    [Fact]
    public void Pictures_AreWritten()
    {
        string folder = Directory.CreateTempSubdirectory("descent").FullName;
        Problem problem = Problem.All[1];
        Pictures.Paths(Path.Combine(folder, "paths.svg"), problem, Comparison.ByGradients(problem), Comparison.ByLibrary(problem));
        Pictures.Rates(Path.Combine(folder, "rates.svg"), Problem.All[0], [.. Rate.All.Select(r => (r.Verdict, r.Run()))]);
        Pictures.Values(Path.Combine(folder, "values.svg"), "values", [.. Rate.All.Select(r => (r.Verdict, r.Run()))]);

        Assert.Superset(
            new HashSet<string>(["x", "y", "start", "ends", "direction of −gradient", "fixed step", "momentum", "Adam", "BFGS", "Newton", "Levenberg–Marquardt"]),
            Texts(Path.Combine(folder, "paths.svg")));
        Assert.Superset(new HashSet<string>([.. Rate.All.Select(r => r.Verdict), "x", "y", "start", "path, 100 steps"]), Texts(Path.Combine(folder, "rates.svg")));
        Assert.Superset(new HashSet<string>([.. Rate.All.Select(r => r.Verdict), "step", "value of the function"]), Texts(Path.Combine(folder, "values.svg")));
        Directory.Delete(folder, true);
    }

    private static HashSet<string> Texts(string file) => [.. XDocument.Load(file).Descendants("{http://www.w3.org/2000/svg}text").Select(t => t.Value)];

    private static void Near(Point expected, Point actual)
    {
        Assert.Equal(expected.X, actual.X, 1e-4);
        Assert.Equal(expected.Y, actual.Y, 1e-4);
    }
}
