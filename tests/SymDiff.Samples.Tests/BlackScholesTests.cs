using System.Xml.Linq;
using BlackScholes;

namespace SymDiff.Samples.Tests;

/// <summary>The greeks of one option to all digits, those of a book beside closed forms and bumps, and the picture.</summary>
public sealed class BlackScholesTests
{
    private static readonly Market Today = new(100, 0.03);

    [Fact]
    public void Greeks_OfOneCallAreThoseKnown()
    {
        (double value, (double spot, double strike, double rate, double volatility, double years)) = Pricing.ValueValueAndGradient(100, 95, 0.03, 0.25, 0.75, true);
        Assert.Equal(12.3468686375168, value, 1e-12);
        Assert.Equal(0.6733165618068094, spot, 1e-13);
        Assert.Equal(-0.5787872372964646, strike, 1e-13);
        Assert.Equal(41.2385906573731, rate, 1e-11);
        Assert.Equal(31.23532891424142, volatility, 1e-11);
        Assert.Equal(6.855431778668493, years, 1e-12);
        Assert.Equal(0.01665884208759542, Pricing.ValueHessian(100, 95, 0.03, 0.25, 0.75, true)[0, 0], 1e-14);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradient_IsThatOfDifferences(bool call) => GradientCheck.Verify(
        (s, k, r, v, t) => Pricing.Value(s, k, r, v, t, call), (s, k, r, v, t) => Pricing.ValueGradient(s, k, r, v, t, call), 100, 95, 0.03, 0.25, 0.75);

    [Fact]
    public void Book_IsTheSameEverywhere()
    {
        Option[] book = Book.Generate(400, 2024, Today);
        Assert.Equal(184, book.Count(o => o.Call));
        Assert.Contains(book, o => o.Quantity < 0);
        Assert.Contains(book, o => o.Quantity > 0);
        Assert.All(book, o =>
        {
            Assert.InRange(o.Strike, 70, 130);
            Assert.InRange(o.Years, 0.04, 2);
            Assert.InRange(o.Volatility, 0.18, 0.32);
        });
        Assert.Equal(book, Book.Generate(400, 2024, Today));
    }

    [Fact]
    public void Emitted_AreTheClosedForms()
    {
        Option[] book = Book.Generate(2000, 7, Today);
        Assert.All(Book.LargestErrors(book, Today, Greeks.Emitted, Greeks.ClosedForm), e => Assert.InRange(e, 0, 1e-11));
    }

    [Fact]
    public void Emitted_AreThoseOfBumps()
    {
        // As near as bumps come: they cut off what is of third and fourth order.
        Option[] book = Book.Generate(2000, 7, Today);
        double[] errors = Book.LargestErrors(book, Today, Greeks.Emitted, Greeks.Bumped);
        Assert.All(errors, e => Assert.InRange(e, 0, 2e-2));
        Assert.All(errors[1..4], e => Assert.InRange(e, 0, 1e-3));
    }

    [Fact]
    public void Puts_AreCallsLessForwards()
    {
        foreach (Option option in Book.Generate(100, 3, Today))
        {
            Greeks call = Greeks.Emitted(option with { Call = true }, Today);
            Greeks put = Greeks.Emitted(option with { Call = false }, Today);
            double discounted = option.Strike * Math.Exp(-Today.Rate * option.Years);
            Assert.Equal(Today.Spot - discounted, call.Value - put.Value, 1e-11);
            Assert.Equal(1, call.Delta - put.Delta, 1e-13);
            Assert.Equal(option.Years * discounted, call.Rho - put.Rho, 1e-10);
            Assert.Equal(-Today.Rate * discounted, call.Theta - put.Theta, 1e-10);
            Assert.Equal(call.Vega, put.Vega, 1e-10);
            Assert.Equal(call.Gamma, put.Gamma, 1e-12);
        }
    }

    [Fact]
    public void Book_IsTheSumOfItsOptions()
    {
        Option[] book = [new(true, 95, 0.75, 0.25, 10), new(false, 105, 0.5, 0.2, -4)];
        Greeks sum = Book.Sum(book, Today, Greeks.Emitted);
        Assert.Equal((10 * Greeks.Emitted(book[0], Today).Vanna) - (4 * Greeks.Emitted(book[1], Today).Vanna), sum.Vanna, 1e-12);
        Assert.Equal((10 * Greeks.Emitted(book[0], Today).Volga) - (4 * Greeks.Emitted(book[1], Today).Volga), sum.Volga, 1e-12);
        Assert.Equal(Greeks.Names.Count, sum.ToArray().Length);
    }

    [Fact]
    public void Timing_MeasuresAllWays()
    {
        double[] best = Timing.Best(Book.Generate(2, 1, Today), Today, (o, m) => Greeks.Emitted(o, m).Total, (o, m) => Greeks.Bumped(o, m).Total);
        Assert.Equal(2, best.Length);
        Assert.All(best, b => Assert.InRange(b, 1e-9, 1e6));
    }

    [Fact]
    public void Picture_IsWritten()
    {
        string folder = Directory.CreateTempSubdirectory("greeks").FullName;
        string file = Path.Combine(folder, "greeks.svg");
        Pictures.Draw(file, Today);
        HashSet<string> texts = [.. XDocument.Load(file).Descendants("{http://www.w3.org/2000/svg}text").Select(t => t.Value)];
        Assert.Superset(new HashSet<string>(["spot price (strike 100)", "delta", "gamma", "vega", "volga", "1 month", "3 months", "1 year", "2 years"]), texts);
        Directory.Delete(folder, true);
    }
}
