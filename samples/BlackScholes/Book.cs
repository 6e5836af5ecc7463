namespace BlackScholes;

/// <summary>What all options of a book depend on.</summary>
internal readonly record struct Market(double Spot, double Rate);

/// <summary>A European option, and how many of it are held; sold ones are negative.</summary>
internal readonly record struct Option(bool Call, double Strike, double Years, double Volatility, int Quantity);

/// <summary>A book of options.</summary>
internal static class Book
{
    /// <summary>A book from a seed: calls and puts, strikes around the spot price, from two weeks to two years, with a smile.</summary>
    public static Option[] Generate(int count, uint seed, Market market)
    {
        uint state = seed;
        Option[] book = new Option[count];
        for (int i = 0; i < count; i++)
        {
            double moneyness = 0.7 + (0.6 * Next());
            double years = 0.04 + (1.96 * Next());
            double volatility = 0.18 + (0.1 * Next()) + (0.4 * (moneyness - 1) * (moneyness - 1));
            book[i] = new(Next() < 0.5, Math.Round(market.Spot * moneyness), years, volatility, (int)(41 * Next()) - 20);
        }

        return book;

        // A linear congruential generator: the same book on every machine.
        double Next()
        {
            state = (state * 1664525) + 1013904223;
            return (state >> 8) / 16777216.0;
        }
    }

    /// <summary>The sensitivities of all together.</summary>
    public static Greeks Sum(IEnumerable<Option> book, Market market, Func<Option, Market, Greeks> greeks) =>
        book.Aggregate(default(Greeks), (sum, o) => sum + (o.Quantity * greeks(o, market)));

    /// <summary>For each sensitivity, the largest error of an option's, relative where it is larger than one.</summary>
    public static double[] LargestErrors(IEnumerable<Option> book, Market market, Func<Option, Market, Greeks> greeks, Func<Option, Market, Greeks> expected)
    {
        double[] largest = new double[Greeks.Names.Count];
        foreach (Option option in book)
        {
            double[] e = expected(option, market).ToArray();
            double[] g = greeks(option, market).ToArray();
            for (int i = 0; i < largest.Length; i++)
            {
                largest[i] = Math.Max(largest[i], Math.Abs(g[i] - e[i]) / Math.Max(1, Math.Abs(e[i])));
            }
        }

        return largest;
    }
}
