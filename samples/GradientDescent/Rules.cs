namespace GradientDescent;

/// <summary>How far to go, given the gradient where one stands.</summary>
internal interface IRule
{
    /// <summary>What the rule is called.</summary>
    public string Name { get; }

    /// <summary>The place after this one.</summary>
    public Point Next(Point at, Point gradient);
}

/// <summary>A fixed multiple of the gradient.</summary>
internal sealed class FixedStep(double rate) : IRule
{
    public string Name => "fixed step";

    public Point Next(Point at, Point gradient) => at - (rate * gradient);
}

/// <summary>A multiple that falls from step to step.</summary>
internal sealed class DecayingStep(double rate, double decay) : IRule
{
    private double _rate = rate;

    public string Name => "decaying step";

    public Point Next(Point at, Point gradient)
    {
        Point next = at - (_rate * gradient);
        _rate *= decay;
        return next;
    }
}

/// <summary>A ball that rolls with friction.</summary>
internal sealed class Momentum(double rate, double kept = 0.9) : IRule
{
    private Point _velocity;

    public string Name => "momentum";

    public Point Next(Point at, Point gradient)
    {
        _velocity = (kept * _velocity) - (rate * gradient);
        return at + _velocity;
    }
}

/// <summary>Adam: each coordinate's step is measured by its own gradients of late.</summary>
internal sealed class Adam(double rate, double kept = 0.9, double keptOfSquares = 0.999) : IRule
{
    private Point _mean;
    private Point _square;
    private double _power = 1;
    private double _powerOfSquares = 1;

    public string Name => "Adam";

    public Point Next(Point at, Point gradient)
    {
        _power *= kept;
        _powerOfSquares *= keptOfSquares;
        _mean = (kept * _mean) + ((1 - kept) * gradient);
        _square = (keptOfSquares * _square) + ((1 - keptOfSquares) * new Point(gradient.X * gradient.X, gradient.Y * gradient.Y));
        return at - (rate / (1 - _power) * new Point(_mean.X / Scale(_square.X), _mean.Y / Scale(_square.Y)));
    }

    private double Scale(double square) => Math.Sqrt(square / (1 - _powerOfSquares)) + 1e-8;
}
