namespace SymDiff;

/// <summary>One line of a <see cref="GradientCheckReport"/>: an analytic partial derivative beside a numerical one.</summary>
public sealed class GradientCheckCoordinate
{
    internal GradientCheckCoordinate(int index, string name, double analytic, SlopeEstimate numeric)
    {
        Index = index;
        Name = name;
        Analytic = analytic;
        Numeric = numeric.Central.Value;
        NumericalError = numeric.Central.Error;
        LeftSlope = numeric.Left.Value;
        RightSlope = numeric.Right.Value;
    }

    /// <summary>The position of the coordinate, from 0.</summary>
    public int Index { get; }

    /// <summary>The name of the coordinate, <c>x[i]</c> unless the options name it.</summary>
    public string Name { get; }

    /// <summary>The partial derivative under test.</summary>
    public double Analytic { get; }

    /// <summary>
    /// The partial derivative from differences: the slope on both sides, or on the only side where the function is defined;
    /// NaN if there is none.
    /// </summary>
    public double Numeric { get; internal set; }

    /// <summary>
    /// The estimated error of <see cref="Numeric"/>: the disagreement of neighbouring extrapolations plus the rounding error of
    /// the function; +∞ if <see cref="Numeric"/> is NaN.
    /// </summary>
    public double NumericalError { get; internal set; }

    /// <summary>The extrapolated slope to the left of the point, NaN if the function is not defined there.</summary>
    public double LeftSlope { get; }

    /// <summary>The extrapolated slope to the right of the point, NaN if the function is not defined there.</summary>
    public double RightSlope { get; }

    /// <summary>|<see cref="Analytic"/> − <see cref="Numeric"/>|, NaN if either is.</summary>
    public double Error => Math.Abs(Analytic - Numeric);

    /// <summary>The largest <see cref="Error"/> that counts as agreement, <see cref="NumericalError"/> included.</summary>
    public double Tolerance { get; internal set; }

    /// <summary>What was found.</summary>
    public GradientCheckVerdict Verdict { get; internal set; }

    /// <summary>Whether the verdict is one that passes.</summary>
    public bool Passed => Verdict is not (GradientCheckVerdict.Differs or GradientCheckVerdict.Inconclusive);
}
