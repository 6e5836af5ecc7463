using System.ComponentModel;

namespace SymDiff;

/// <summary>
/// What an emitted <c>FGradientCheck</c> goes through. It runs the method at the point, then its derivative there, and then the method at every point that the slopes are estimated from; each time it
/// asks for copies of all inputs, in the same order.
/// </summary>
/// <remarks>
/// A struct is handed over with a visitor, which makes it anew and asks for each of its numbers by name: whether these are then coordinates, results, weights or partial derivatives is up to the run.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class GradientCheckRun
{
    /// <summary>What is allowed on top of the error of the differences, in roots of the rounding error: 10⁻³ in single precision.</summary>
    private const double AllowedRoots = 3;

    private readonly List<double> _point = [];
    private readonly List<string> _names = [];
    private readonly List<(Func<double, double> Round, double Epsilon)> _types = [];
    private readonly List<double> _partials = [];
    private readonly List<SlopeEstimate> _slopes = [];
    private readonly List<(double Below, double Above)> _values = [];
    private double _epsilon;
    private Pass _pass;
    private Visit _visit;
    private double _value;
    private double _sum;
    private int _taken;
    private int _weighted;

    // The coordinate that is moved, where to, and the value of the function above it.
    private List<Sample> _samples = [];
    private int _moved = -1;
    private double _movedTo;
    private bool _isBelow;
    private double _above;

    /// <summary>Begins a check.</summary>
    /// <param name="singlePrecision">Whether the method computes in <see cref="float"/>, whatever its parameters are.</param>
    public GradientCheckRun(bool singlePrecision = false) => _epsilon = SlopeEstimate.Epsilon(singlePrecision);

    private enum Pass
    {
        None,
        Value,
        Derivative,
        Sample,
    }

    private enum Visit
    {
        Input,
        Result,
        Weight,
        Partial,
    }

    /// <summary>Whether it is the derivative that is to be run.</summary>
    public bool IsDerivative => _pass == Pass.Derivative;

    /// <summary>Whether the method is run beside the point, where it need not be defined.</summary>
    public bool IsSample => _pass == Pass.Sample;

    /// <summary>Goes on to the next run.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Next()
    {
        bool goesOn = true;
        switch (_pass)
        {
            case Pass.None:
                _pass = Pass.Value;
                break;
            case Pass.Value:
                RequirePoint();
                _value = _sum;
                _pass = Pass.Derivative;
                break;
            case Pass.Derivative:
                _pass = Pass.Sample;
                goesOn = Move();
                break;
            default:
                goesOn = Sampled();
                break;
        }

        (_sum, _taken, _weighted) = (0, 0, 0);
        return goesOn;
    }

    /// <summary>Says that the method is not defined where it was run.</summary>
    public void Undefined() => _sum = double.NaN;

    /// <summary>What was found.</summary>
    public GradientCheckReport Report() => Judgement.Of(
        [.. _partials],
        [.. _slopes],
        new GradientCheckOptions { CoordinateNames = _names, RelativeTolerance = Math.Max(new GradientCheckOptions().RelativeTolerance, AllowedRoots * Math.Sqrt(_epsilon)) });

    private void RequirePoint()
    {
        if (_point.Count == 0)
        {
            throw new ArgumentException("There is no number to differentiate with respect to.");
        }

        int index = _point.FindIndex(x => !Guard.IsFinite(x));
        if (index >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"{_names[index]} is {_point[index]}."));
        }
    }

    // The first sample of the next coordinate.
    private bool Move()
    {
        if (++_moved == _point.Count)
        {
            return false;
        }

        if (_moved == 0 && _partials.Count != _point.Count)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"There are {_partials.Count} partial derivatives with respect to {_point.Count} numbers."));
        }

        // Numbers of a coarser type than the method computes in cannot be as close to each other.
        var (round, epsilon) = _types[_moved];
        _samples = SlopeEstimate.Samples(_point[_moved], Math.Max(_epsilon, epsilon), round);
        _values.Clear();
        _movedTo = _samples[0].Above;
        _isBelow = false;
        return true;
    }

    private bool Sampled()
    {
        if (!_isBelow)
        {
            _above = _sum;
            _movedTo = _samples[_values.Count].Below;
            _isBelow = true;
            return true;
        }

        _values.Add((_sum, _above));
        if (_values.Count < _samples.Count)
        {
            _movedTo = _samples[_values.Count].Above;
            _isBelow = false;
            return true;
        }

        _slopes.Add(SlopeEstimate.Of(_point[_moved], _value, _samples, _values, _epsilon));
        return Move();
    }
}
