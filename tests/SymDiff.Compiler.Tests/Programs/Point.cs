using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;

namespace SymDiff.Compiler.Tests.Programs;

/// <summary>Arguments of a function, with the reals in them (scalars and elements of buffers) as one flat vector.</summary>
public sealed class Point
{
    private readonly object[] _arguments;

    /// <param name="arguments">A <c>double</c>, <c>int</c>, <c>bool</c>, <c>double[]</c> or <c>int[]</c> a parameter.</param>
    public Point(params object[] arguments) => _arguments = arguments;

    public int Count => _arguments.Sum(a => a is double ? 1 : a is double[] buffer ? buffer.Length : 0);

    public IReadOnlyList<object> Arguments => _arguments;

    public double[] ToReals() => [.. _arguments.SelectMany(a => a is double d ? [d] : a is double[] buffer ? buffer : [])];

    /// <summary>The same point with other reals.</summary>
    public Point With(double[] reals)
    {
        int next = 0;
        return new Point([.. _arguments.Select(a => a switch
        {
            double => reals[next++],
            double[] buffer => buffer.Select(_ => reals[next++]).ToArray(),
            _ => a,
        })]);
    }

    /// <summary>The arguments as the interpreter takes them, with fresh memory.</summary>
    public object?[] Materialise() => [.. _arguments.Select(a => a switch
    {
        double[] buffer => BufferValue.Of(buffer),
        int[] buffer => BufferValue.OfIntegers(buffer),
        _ => (object?)a,
    })];

    /// <summary>The point followed by more arguments.</summary>
    public Point Append(IEnumerable<object> more) => new([.. _arguments, .. more]);
}
