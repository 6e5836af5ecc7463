namespace SymDiff.Numeric.Tests.Sets;

/// <summary>Arrays of sets, and sets that may be null, in every form, against central differences over their blocks.</summary>
public sealed class SetArrayTests
{
    private static readonly double[] X = [0.5, -1.5, 0.8];

    [Fact]
    public void AnArrayInASet_AsThis() => OfTower((ref Tower m) => m.Loss(X), (ref Tower m, ref Tower d) => m.LossGradient(X, d), m => m.LossGradient(X), (ref Tower m, double _, ref Tower d) => m.LossValueAndGradient(X, d),
        (ref Tower m, double c, ref Tower d) => m.LossVjp(X, c, d), (m, t) => m.LossJvp(X, t), (ref Tower m, Tower v, ref Tower d) => m.LossHvp(X, v, d)).Check(new());

    [Fact]
    public void NoneAndMany() => OfTower((ref Tower m) => m.Loss(X), (ref Tower m, ref Tower d) => m.LossGradient(X, d), m => m.LossGradient(X), (ref Tower m, double _, ref Tower d) => m.LossValueAndGradient(X, d),
        (ref Tower m, double c, ref Tower d) => m.LossVjp(X, c, d), (m, t) => m.LossJvp(X, t), (ref Tower m, Tower v, ref Tower d) => m.LossHvp(X, v, d))
        .Check(new() { Layers = [new(1), new(2) { Missing = [0.4] }, new(3), new(4) { Power = 2 }, new(5)], Skip = null, None = new(6) });

    [Fact]
    public void WithoutAny() => OfTower((ref Tower m) => m.Loss(X), (ref Tower m, ref Tower d) => m.LossGradient(X, d), m => m.LossGradient(X), (ref Tower m, double _, ref Tower d) => m.LossValueAndGradient(X, d),
        (ref Tower m, double c, ref Tower d) => m.LossVjp(X, c, d), (m, t) => m.LossJvp(X, t), (ref Tower m, Tower v, ref Tower d) => m.LossHvp(X, v, d)).Check(new() { Layers = [] });

    [Fact]
    public void AVariableThatHoldsOneAndThenAnother() => OfTower((ref Tower m) => m.Mixed(X), (ref Tower m, ref Tower d) => m.MixedGradient(X, d), m => m.MixedGradient(X), (ref Tower m, double _, ref Tower d) => m.MixedValueAndGradient(X, d),
        (ref Tower m, double c, ref Tower d) => m.MixedVjp(X, c, d), (m, t) => m.MixedJvp(X, t), (ref Tower m, Tower v, ref Tower d) => m.MixedHvp(X, v, d)).Check(new());

    [Fact]
    public void AnArrayInASet_AsParameter() => OfTower((ref Tower m) => SetArrayMethods.OfTower(m, X), (ref Tower m, ref Tower d) => SetArrayMethods.OfTowerGradient(m, X, d), m => SetArrayMethods.OfTowerGradient(m, X),
        (ref Tower m, double _, ref Tower d) => SetArrayMethods.OfTowerValueAndGradient(m, X, d), (ref Tower m, double c, ref Tower d) => SetArrayMethods.OfTowerVjp(m, X, c, d),
        (m, t) => SetArrayMethods.OfTowerJvp(m, X, t), (ref Tower m, Tower v, ref Tower d) => SetArrayMethods.OfTowerHvp(m, X, v, d)).Check(new());

    [Fact]
    public void AnArray_AsParameter() => new SetForms<Tower, double>
    {
        Primal = (ref Tower m) => SetArrayMethods.OfLayers(m.Layers, X),
        Gradient = (ref Tower m, ref Tower d) => Cleared(d, SetArrayMethods.OfLayersGradient, m),
        Allocating = m => With(m, SetArrayMethods.OfLayersGradient(m.Layers, X)),
        ValueAndGradient = (ref Tower m, double _, ref Tower d) =>
        {
            double value = SetArrayMethods.OfLayersValueAndGradient(m.Layers, X, d.Layers);
            Others(d, 0);
            return value;
        },
        Vjp = (ref Tower m, double c, ref Tower d) => SetArrayMethods.OfLayersVjp(m.Layers, X, c, d.Layers),
        Jvp = (m, t) => SetArrayMethods.OfLayersJvp(m.Layers, X, t.Layers),
        Hvp = (ref Tower m, Tower v, ref Tower d) =>
        {
            SetArrayMethods.OfLayersHvp(m.Layers, X, v.Layers, d.Layers);
            Others(d, 0);
        },
    }.Check(new());

    [Fact]
    public void ArraysInArrays_AndDerivedTypes() => new SetForms<Groups, double>
    {
        Primal = (ref Groups m) => m.Loss(0.8),
        Gradient = (ref Groups m, ref Groups d) => m.LossGradient(0.8, d, out _),
        Allocating = m => m.LossGradient(0.8).This,
        ValueAndGradient = (ref Groups m, double _, ref Groups d) => m.LossValueAndGradient(0.8, d, out _),
        Vjp = (ref Groups m, double c, ref Groups d) =>
        {
            double dX = 0;
            return m.LossVjp(0.8, c, d, ref dX);
        },
        Jvp = (m, t) => m.LossJvp(0.8, t, 0),
        Hvp = (ref Groups m, Groups v, ref Groups d) => m.LossHvp(0.8, v, 0, d, out _),
    }.Check(new());

    private static SetForms<Tower, double> OfTower(
        SetForms<Tower, double>.Value primal, SetForms<Tower, double>.Into gradient, Func<Tower, Tower> allocating, SetForms<Tower, double>.Pulled valueAndGradient,
        SetForms<Tower, double>.Pulled vjp, Func<Tower, Tower, (double Value, double Tangent)> jvp, SetForms<Tower, double>.Directed hvp) => new()
        {
            Primal = primal,
            Gradient = gradient,
            Allocating = allocating,
            ValueAndGradient = valueAndGradient,
            Vjp = vjp,
            Jvp = jvp,
            Hvp = hvp,
        };

    private delegate void OfLayers(Tier[] layers, double[] x, Tier[] dLayers);

    private static void Cleared(Tower d, OfLayers gradient, Tower m)
    {
        gradient(m.Layers, X, d.Layers);
        Others(d, 0);
    }

    // What the method is not given has no derivative.
    private static void Others(Tower d, double value)
    {
        d.Scale = value;
        d.Last.AsSpan().Fill(value);
        d.Skip?.Clear();
    }

    private static Tower With(Tower model, Tier[] layers)
    {
        Tower made = model.CreateZero();
        for (int i = 0; i < layers.Length; i++)
        {
            made.Layers[i].AddScaled(layers[i], 1);
        }

        return made;
    }
}
