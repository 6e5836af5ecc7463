using System.Globalization;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>Same input, same text: on every culture, run and order of files.</summary>
public sealed class DeterminismTests
{
    private static readonly string[] Files =
    [
        .. Enumerable.Range(0, 12).Select(i => $$"""
            namespace N{{i % 3}}
            {
                public static partial class C{{i}}
                {
                    [SymDiff.Differentiable]
                    public static double F(double x, double y) => 1234567.125 * x - 0.001 * System.Math.Pow(x, -1.5) + (x > -0.5 ? y * 1e-30 : -y / 3e20);

                    [SymDiff.Differentiable]
                    public static double F(double x) => -x * {{i}}.5;

                    [SymDiff.Differentiable]
                    public static float G(float x) => -0.1f * x + 1e10f;
                }
            }
            """),
    ];

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fi-FI")]
    [InlineData("fa-IR")]
    [InlineData("tr-TR")]
    public void Culture_ChangesNothing(string culture)
    {
        string expected = Text(Files);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            // Machines without culture data would make every culture the invariant one, and this test say nothing.
            Assert.NotEqual(CultureInfo.InvariantCulture.CompareInfo.Name, CultureInfo.CurrentCulture.Name);
            Assert.Equal(expected, Text(Files));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void OrderOfFiles_ChangesNothing(int seed)
    {
        string[] shuffled = [.. Files];
        new Random(seed).Shuffle(shuffled);
        Assert.NotEqual(Files, shuffled);
        Assert.Equal(Text(Files), Text(shuffled));
    }

    [Fact]
    public void LineEndsOfTheSource_ChangeNothing()
    {
        string text = Text(Files);
        Assert.Equal(text, Text([.. Files.Select(file => file.Replace("\n", "\r\n", StringComparison.Ordinal))]));
        Assert.DoesNotContain('\r', text);
    }

    private static string Text(string[] files)
    {
        DriverResult result = Driver.Run(new DriverInput(files)).ShouldHaveNoErrors();
        Assert.Equal(3 * files.Length, result.Sources.Length);
        return result.Text();
    }
}
