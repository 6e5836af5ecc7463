using System.Xml.Linq;
using CurveFitting;

namespace SymDiff.Samples.Tests;

/// <summary>The data, the emitted Jacobians, the certified solutions from both starts, and the pictures.</summary>
public sealed class CurveFittingTests
{
    public static TheoryData<string> Names => [.. Problem.All.Select(p => p.Name)];

    [Fact]
    public void Problems_AreOfAllLevels()
    {
        Assert.Equal(Problem.All.Count, Problem.All.Select(p => p.Name).Distinct().Count());
        Assert.Equal([("average", 4), ("higher", 7), ("lower", 5)], Problem.All.GroupBy(p => p.Data.Level).Select(g => (g.Key, g.Count())).Order());
    }

    // A digit of the data that were wrong would show here.
    [Theory]
    [MemberData(nameof(Names))]
    public void Data_HaveTheCertifiedSumOfSquares(string name)
    {
        Problem problem = Of(name);
        Assert.InRange(problem.Residuals(problem.Data.Certified).Sum(r => r * r) / problem.Data.Squares, 1 - 1e-10, 1 + 1e-10);
        Assert.Equal(2, problem.Data.Starts.Length);
        Assert.All(problem.Data.Starts, s => Assert.Equal(problem.Data.Certified.Length, s.Length));
        Assert.Equal(problem.Data.Certified.Length, problem.Data.Deviations.Length);
        Assert.Equal(problem.Data.X.Length, problem.Data.Y.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Jacobian_IsThatOfDifferences(string name)
    {
        Problem problem = Of(name);
        double[] b = problem.Data.Certified;
        int n = b.Length;
        double[] jacobian = new double[problem.Data.X.Length * n];
        Assert.Equal(problem.Residuals(b), problem.ResidualsAndJacobian(b, jacobian));
        for (int j = 0; j < n; j++)
        {
            double h = 1e-5 * Math.Abs(b[j]);
            double[] above = problem.Residuals([.. b.Select((v, k) => k == j ? v + h : v)]);
            double[] below = problem.Residuals([.. b.Select((v, k) => k == j ? v - h : v)]);
            double largest = Enumerable.Range(0, above.Length).Max(i => Math.Abs(jacobian[(i * n) + j]));
            Assert.True(largest > 0);
            for (int i = 0; i < above.Length; i++)
            {
                Assert.Equal((above[i] - below[i]) / (2 * h), jacobian[(i * n) + j], 1e-6 * largest);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_AgreesWithTheCertifiedSolutionFromBothStarts(string name)
    {
        Problem problem = Of(name);
        foreach (double[] start in problem.Data.Starts)
        {
            Fit fit = LevenbergMarquardt.Solve(problem, start);
            Assert.InRange(Agreement.Digits(fit.Parameters, problem.Data.Certified), 9, 9);
            Assert.InRange(Agreement.Digits(fit.Deviations, problem.Data.Deviations), 9, 9);
            Assert.InRange(fit.Squares / problem.Data.Squares, 1 - 1e-9, 1 + 1e-9);
        }
    }

    [Fact]
    public void Digits_AreCounted()
    {
        Assert.Equal(3, Agreement.Digits([1.001, 2], [1, 2]), 1e-9);
        Assert.Equal(0, Agreement.Digits([1, double.NaN], [1, 2]));
        Assert.Equal(0, Agreement.Digits([-1], [1]));
        Assert.Equal(Agreement.Most, Agreement.Digits([5], [5]));
    }

    [Fact]
    public void Pictures_AreWritten()
    {
        string folder = Directory.CreateTempSubdirectory("fitting").FullName;
        string file = Path.Combine(folder, "fit.svg");
        Problem problem = Of("Thurber");
        Pictures.Draw(file, problem, LevenbergMarquardt.Solve(problem, problem.Data.Starts[1]));
        HashSet<string> texts = [.. XDocument.Load(file).Descendants("{http://www.w3.org/2000/svg}text").Select(t => t.Value)];
        Assert.Superset(new HashSet<string>(["x", "y", "fitted curve", "measurements", "measurement − curve", "what is left"]), texts);
        Directory.Delete(folder, true);
    }

    private static Problem Of(string name) => Problem.All.Single(p => p.Name == name);
}
