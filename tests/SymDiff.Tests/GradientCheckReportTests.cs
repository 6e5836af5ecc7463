using System.Globalization;

namespace SymDiff.Tests;

/// <summary>The table that a person reads when a gradient is wrong.</summary>
public sealed class GradientCheckReportTests
{
    private const string WrongSignTable =
        "Gradient check failed at 1 of 3 coordinates.\n"
        + "coordinate  analytic  numeric  error  verdict\n"
        + "x[1]              -9        9     18  differs\n"
        + "x[0]               3        3      0  agrees\n"
        + "x[2]               6        6      0  agrees";

    [Fact]
    public void TheTableShowsTheWorstCoordinateFirst()
    {
        GradientCheckReport report = GradientCheck.Compare(J, JGradientWithWrongSign, 1, 2, 3);
        Assert.Equal(WrongSignTable, report.ToString());
        Assert.False(report.Passed);
        Assert.Equal([0, 1, 2], report.Coordinates.Select(c => c.Index));
    }

    [Fact]
    public void TheExceptionCarriesTheReportAndItsTable()
    {
        var exception = Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(J, JGradientWithWrongSign, 1, 2, 3));
        Assert.Equal(WrongSignTable, exception.Message);
        Assert.Equal(1, exception.Report.Failures);
    }

    [Fact]
    public void APassingTable()
    {
        GradientCheckReport report = GradientCheck.Compare(x => x * x, x => 2 * x, -1.5);
        Assert.True(report.Passed);
        Assert.Equal(
            "Gradient check passed at 1 of 1 coordinates.\n"
            + "coordinate  analytic  numeric  error  verdict\n"
            + "x[0]              -3       -3      0  agrees",
            report.ToString());
    }

    [Fact]
    public void EveryVerdictSaysWhy()
    {
        var options = new GradientCheckOptions { CoordinateNames = ["weight", "b", "kinked", "right", "left", "nowhere", "nan"] };
        double[] x = [1, 1, 0, 0, 0, 0, 1];
        static double F(double[] x)
            => (2 * x[0]) + (4 * x[1]) + Math.Abs(x[2])
            + (x[3] >= 0 ? 8 * x[3] : double.NaN) + (x[4] <= 0 ? 16 * x[4] : double.NaN)
            + (x[5] == 0 ? 0 : double.NaN) + x[6];

        GradientCheckReport report = GradientCheck.Compare(F, [2.5, 4, 0.5, 8, 16, 0, double.NaN], x, options);
        Assert.Equal(
            "Gradient check failed at 3 of 7 coordinates.\n"
            + "coordinate  analytic  numeric  error  verdict\n"
            + "nan              NaN        1    NaN  differs\n"
            + "weight           2.5        2    0.5  differs\n"
            + "nowhere            0      NaN    NaN  inconclusive, no finite differences\n"
            + "kinked           0.5        0    0.5  kink, between the slopes -1 and 1\n"
            + "right              8        8      0  agrees to the right; undefined to the left\n"
            + "left              16       16      0  agrees to the left; undefined to the right\n"
            + "b                  4        4      0  agrees",
            report.ToString());
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fi-FI")]
    [InlineData("fa-IR")]
    public void TheCultureOfTheReaderDoesNotChangeTheTable(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.NotEqual("-1.5", (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(
                "Gradient check failed at 1 of 2 coordinates.\n"
                + "coordinate  analytic  numeric  error  verdict\n"
                + "x[1]            -1.5      1.5      3  differs\n"
                + "x[0]            -2.5     -0.5      2  kink, between the slopes -2.5 and 1.5",
                GradientCheck.Compare(
                    (a, b) => (2 * Math.Abs(a)) - (0.5 * a) + (1.5 * b), (_, _) => (-2.5, -1.5), 0, 1).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ALongTableIsCutAtTheHarmlessEnd()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => (double)i)];
        static double F(double[] x) => x.Sum();
        double[] gradient = [.. x.Select(v => v == 59 ? 2.0 : 1.0)];
        string[] lines = GradientCheck.Compare(F, gradient, x).ToString().Split('\n');
        Assert.Equal("Gradient check failed at 1 of 60 coordinates.", lines[0]);
        Assert.StartsWith("x[59] ", lines[2], StringComparison.Ordinal);
        Assert.Equal("... and 10 more, none of them worse", lines[^1]);
        Assert.Equal(2 + 50 + 1, lines.Length);
    }

    [Fact]
    public void ReportsCanBeJoined()
    {
        GradientCheckReport right = GradientCheck.Compare(J, (_, b, c) => (3, 3 * c, 3 * b), 1, 2, 3);
        GradientCheckReport wrong = GradientCheck.Compare(J, JGradientWithWrongSign, 1, 2, 3);
        var both = new GradientCheckReport(right.Coordinates.Concat(wrong.Coordinates));
        Assert.Equal((6, 1, false), (both.Coordinates.Count, both.Failures, both.Passed));
        Assert.Equal(-9, both.Worst!.Analytic);

        var none = new GradientCheckReport([]);
        Assert.True(none.Passed);
        Assert.Null(none.Worst);
        Assert.Equal(
            "Gradient check passed at 0 of 0 coordinates.\ncoordinate  analytic  numeric  error  verdict", none.ToString());
    }

    private static double J(double a, double b, double c) => 3 * (a + (b * c));

    private static (double a, double b, double c) JGradientWithWrongSign(double a, double b, double c) => (3, -3 * c, 3 * b);
}
