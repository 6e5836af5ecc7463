using System.Globalization;

namespace SymDiff.Compiler.Analysis.Costs;

/// <summary>
/// How many operations on real numbers a piece of code takes: a polynomial in n, where n stands for how often each loop runs of which that is not written in the code.
/// </summary>
/// <param name="ByDepth">The operations outside of such loops, in one turn of an outermost one, in one turn of a loop inside of that, and so on.</param>
public readonly record struct OperationCount(EquatableArray<double> ByDepth)
{
    /// <summary>What n is taken as where one number is wanted.</summary>
    public const int Turns = 100;

    /// <summary>As many operations outside of loops.</summary>
    public static OperationCount Of(double operations) => new(EquatableArray.Of(operations));

    /// <summary>The operations where every loop of unknown length runs <see cref="Turns"/> times.</summary>
    public double Total
    {
        get
        {
            double total = 0;
            for (int depth = ByDepth.Count - 1; depth >= 0; depth--)
            {
                total = (total * Turns) + ByDepth[depth];
            }

            return total;
        }
    }

    /// <summary>Both, one after the other.</summary>
    public static OperationCount operator +(OperationCount left, OperationCount right) => new(Enumerable.Range(0, Math.Max(left.ByDepth.Count, right.ByDepth.Count))
        .Select(d => left.At(d) + right.At(d)).ToEquatableArray());

    /// <summary>The same, so many times.</summary>
    public static OperationCount operator *(OperationCount one, double times) => new(one.ByDepth.Select(c => c * times).ToEquatableArray());

    /// <summary>The same in each turn of a loop.</summary>
    public OperationCount EachTurn() => new(ByDepth.Prepend(0).ToEquatableArray());

    /// <summary>The polynomial: <c>3 + 7 n + 12 n²</c>.</summary>
    public override string ToString()
    {
        var terms = ByDepth.Select((c, d) => (Coefficient: c, Depth: d)).Where(t => t.Coefficient != 0)
            .Select(t => t.Coefficient.ToString("0.##", CultureInfo.InvariantCulture) + Power(t.Depth)).ToList();
        return terms.Count == 0 ? "0" : string.Join(" + ", terms);
    }

    private static string Power(int depth) => depth switch { 0 => "", 1 => " n", 2 => " n²", 3 => " n³", _ => " n^" + depth.ToString(CultureInfo.InvariantCulture) };

    private double At(int depth) => depth < ByDepth.Count ? ByDepth[depth] : 0;
}
