namespace SymDiff.Numeric.Tests.Sets;

/// <summary>Derivatives of methods that call derivatives by sets of parameters, in every form, against central differences over all parameters.</summary>
public sealed class NestedSetTests
{
    private const double T = 0.3;

    private static readonly double[] X = [0.5, -1.5, 0.8];

    public static TheoryData<bool> Missing { get; } = new(false, true);

    [Theory]
    [MemberData(nameof(Missing))]
    public void ThePenaltyOfAGradient(bool isThere) => new SetForms<Machine, double>
    {
        Primal = (ref Machine m) => m.Steepness(X, T),
        Gradient = (ref Machine m, ref Machine d) => m.SteepnessGradient(X, T, d, out _),
        Allocating = m => m.SteepnessGradient(X, T).This,
        ValueAndGradient = (ref Machine m, double _, ref Machine d) => m.SteepnessValueAndGradient(X, T, d, out double _),
        Vjp = (ref Machine m, double c, ref Machine d) => m.SteepnessVjp(X, T, c, d, ref Sink),
        Jvp = (m, t) => m.SteepnessJvp(X, T, t, 0),
        Hvp = (ref Machine m, Machine v, ref Machine d) => m.SteepnessHvp(X, T, v, 0, d, out double _),
    }.Check(Model(isThere));

    [Fact]
    public void AGradient_IntoAMadeSet() => new SetForms<Machine, double>
    {
        Primal = (ref Machine m) => m.SteepnessInto(X, T),
        Gradient = (ref Machine m, ref Machine d) => m.SteepnessIntoGradient(X, T, d, out _),
        Allocating = m => m.SteepnessIntoGradient(X, T).This,
        ValueAndGradient = (ref Machine m, double _, ref Machine d) => m.SteepnessIntoValueAndGradient(X, T, d, out double _),
        Vjp = (ref Machine m, double c, ref Machine d) => m.SteepnessIntoVjp(X, T, c, d, ref Sink),
        Jvp = (m, t) => m.SteepnessIntoJvp(X, T, t, 0),
        Hvp = (ref Machine m, Machine v, ref Machine d) => m.SteepnessIntoHvp(X, T, v, 0, d, out double _),
    }.Check(Model(true));

    [Fact]
    public void Pullbacks_AddUp() => new SetForms<Machine, double>
    {
        Primal = (ref Machine m) => m.Pulled(X, T),
        Gradient = (ref Machine m, ref Machine d) => m.PulledGradient(X, T, d, out _),
        Allocating = m => m.PulledGradient(X, T).This,
        ValueAndGradient = (ref Machine m, double _, ref Machine d) => m.PulledValueAndGradient(X, T, d, out double _),
        Vjp = (ref Machine m, double c, ref Machine d) => m.PulledVjp(X, T, c, d, ref Sink),
        Jvp = (m, t) => m.PulledJvp(X, T, t, 0),
        Hvp = (ref Machine m, Machine v, ref Machine d) => m.PulledHvp(X, T, v, 0, d, out double _),
    }.Check(Model(false));

    [Fact]
    public void APushforward_AlongTheGradient() => new SetForms<Machine, double>
    {
        Primal = (ref Machine m) => m.Pushed(X, T),
        Gradient = (ref Machine m, ref Machine d) => m.PushedGradient(X, T, d, out _),
        Allocating = m => m.PushedGradient(X, T).This,
        ValueAndGradient = (ref Machine m, double _, ref Machine d) => m.PushedValueAndGradient(X, T, d, out double _),
        Vjp = (ref Machine m, double c, ref Machine d) => m.PushedVjp(X, T, c, d, ref Sink),
        Jvp = (m, t) => m.PushedJvp(X, T, t, 0),
        Hvp = (ref Machine m, Machine v, ref Machine d) => m.PushedHvp(X, T, v, 0, d, out double _),
    }.Check(Model(true));

    [Fact]
    public void ACurvature_AlongTheGradient() => new SetForms<Machine, double>
    {
        Primal = (ref Machine m) => m.Curved(X, T),
        Gradient = (ref Machine m, ref Machine d) => m.CurvedGradient(X, T, d, out _),
        Allocating = m => m.CurvedGradient(X, T).This,
        ValueAndGradient = (ref Machine m, double _, ref Machine d) => m.CurvedValueAndGradient(X, T, d, out double _),
        Vjp = (ref Machine m, double c, ref Machine d) => m.CurvedVjp(X, T, c, d, ref Sink),
        Jvp = (m, t) => m.CurvedJvp(X, T, t, 0),
        Hvp = (ref Machine m, Machine v, ref Machine d) => m.CurvedHvp(X, T, v, 0, d, out double _),
    }.Check(Model(false));

    [Theory]
    [MemberData(nameof(Missing))]
    public void ADescent_OnTheSet(bool isThere) => new SetForms<Machine, double>
    {
        Primal = (ref Machine m) => m.Trained(X, T, 0.1),
        Gradient = (ref Machine m, ref Machine d) => m.TrainedGradient(X, T, 0.1, d, out _, out _),
        Allocating = m => m.TrainedGradient(X, T, 0.1).This,
        ValueAndGradient = (ref Machine m, double _, ref Machine d) => m.TrainedValueAndGradient(X, T, 0.1, d, out double _, out double _),
        Vjp = (ref Machine m, double c, ref Machine d) => m.TrainedVjp(X, T, 0.1, c, d, ref Sink, ref Sink),
        Jvp = (m, t) => m.TrainedJvp(X, T, 0.1, t, 0, 0),
        Hvp = (ref Machine m, Machine v, ref Machine d) => m.TrainedHvp(X, T, 0.1, v, 0, 0, d, out double _, out double _),
    }.Check(Model(isThere));

    [Fact]
    public void OneVariable_ForOneSetAfterTheOther() => new SetForms<Machine, double>
    {
        Primal = (ref Machine m) => m.Renewed(X, T, 0.1),
        Gradient = (ref Machine m, ref Machine d) => m.RenewedGradient(X, T, 0.1, d, out _, out _),
        Allocating = m => m.RenewedGradient(X, T, 0.1).This,
        ValueAndGradient = (ref Machine m, double _, ref Machine d) => m.RenewedValueAndGradient(X, T, 0.1, d, out double _, out double _),
        Vjp = (ref Machine m, double c, ref Machine d) => m.RenewedVjp(X, T, 0.1, c, d, ref Sink, ref Sink),
        Jvp = (m, t) => m.RenewedJvp(X, T, 0.1, t, 0, 0),
        Hvp = (ref Machine m, Machine v, ref Machine d) => m.RenewedHvp(X, T, 0.1, v, 0, 0, d, out double _, out double _),
    }.Check(Model(false));

    [Fact]
    public void ASetInASet_ByItself() => new SetForms<Machine, double>
    {
        Primal = (ref Machine m) => m.OfHead(T),
        Gradient = (ref Machine m, ref Machine d) => m.OfHeadGradient(T, d, out _),
        Allocating = m => m.OfHeadGradient(T).This,
        ValueAndGradient = (ref Machine m, double _, ref Machine d) => m.OfHeadValueAndGradient(T, d, out double _),
        Vjp = (ref Machine m, double c, ref Machine d) => m.OfHeadVjp(T, c, d, ref Sink),
        Jvp = (m, t) => m.OfHeadJvp(T, t, 0),
        Hvp = (ref Machine m, Machine v, ref Machine d) => m.OfHeadHvp(T, v, 0, d, out double _),
    }.Check(Model(false));

    [Theory]
    [MemberData(nameof(Missing))]
    public void ADescent_OnSetsInASet(bool isThere) => new SetForms<LayerStack, double>
    {
        Primal = (ref LayerStack m) => m.Trained(T, 0.1),
        Gradient = (ref LayerStack m, ref LayerStack d) => m.TrainedGradient(T, 0.1, d, out _, out _),
        Allocating = m => m.TrainedGradient(T, 0.1).This,
        ValueAndGradient = (ref LayerStack m, double _, ref LayerStack d) => m.TrainedValueAndGradient(T, 0.1, d, out double _, out double _),
        Vjp = (ref LayerStack m, double c, ref LayerStack d) => m.TrainedVjp(T, 0.1, c, d, ref Sink, ref Sink),
        Jvp = (m, t) => m.TrainedJvp(T, 0.1, t, 0, 0),
        Hvp = (ref LayerStack m, LayerStack v, ref LayerStack d) => m.TrainedHvp(T, 0.1, v, 0, 0, d, out double _, out double _),
    }.Check(new() { Extra = isThere ? new() { Gain = 1.3 } : null });

    [Fact]
    public void ElementsOfAnArray_AndOneSetForBoth()
    {
        var (like, zero, into) = (new Inner(), new Inner().CreateZero(), new Inner());
        new SetForms<LayerStack, double>
        {
            Primal = (ref LayerStack m) => NestedSets.OfElement(m, like, T),
            Gradient = (ref LayerStack m, ref LayerStack d) => NestedSets.OfElementGradient(m, like, T, d, into, out _),
            Allocating = m => NestedSets.OfElementGradient(m, like, T).stack,
            ValueAndGradient = (ref LayerStack m, double _, ref LayerStack d) => NestedSets.OfElementValueAndGradient(m, like, T, d, into, out double _),
            Vjp = (ref LayerStack m, double c, ref LayerStack d) => NestedSets.OfElementVjp(m, like, T, c, d, into, ref Sink),
            Jvp = (m, t) => NestedSets.OfElementJvp(m, like, T, t, zero, 0),
            Hvp = (ref LayerStack m, LayerStack v, ref LayerStack d) => NestedSets.OfElementHvp(m, like, T, v, zero, 0, d, into, out double _),
        }.Check(new());
    }

    [Fact]
    public void TwoSetsAndANumber()
    {
        var (other, zero, into) = (new Inner(), new Inner().CreateZero(), new Inner());
        new SetForms<Inner, double>
        {
            Primal = (ref Inner m) => NestedSets.Cross(m, other, T),
            Gradient = (ref Inner m, ref Inner d) => NestedSets.CrossGradient(m, other, T, d, into, out _),
            Allocating = m => NestedSets.CrossGradient(m, other, T).one,
            ValueAndGradient = (ref Inner m, double _, ref Inner d) => NestedSets.CrossValueAndGradient(m, other, T, d, into, out double _),
            Vjp = (ref Inner m, double c, ref Inner d) => NestedSets.CrossVjp(m, other, T, c, d, into, ref Sink),
            Jvp = (m, t) => NestedSets.CrossJvp(m, other, T, t, zero, 0),
            Hvp = (ref Inner m, Inner v, ref Inner d) => NestedSets.CrossHvp(m, other, T, v, zero, 0, d, into, out double _),
        }.Check(new());
    }

    /// <summary>The numbers beside the set: a rate of learning, and what is learned.</summary>
    [Fact]
    public void ARateOfLearning_IsDifferentiatedBy()
    {
        Machine model = Model(true);
        var (_, dT, dRate) = model.TrainedGradient(X, T, 0.1);
        const double H = 1e-5;
        Assert.Equal((model.Trained(X, T + H, 0.1) - model.Trained(X, T - H, 0.1)) / (2 * H), dT, 1e-5);
        Assert.Equal((model.Trained(X, T, 0.1 + H) - model.Trained(X, T, 0.1 - H)) / (2 * H), dRate, 1e-5);
        Assert.Equal(dRate, model.TrainedJvp(X, T, 0.1, model.CreateZero(), 0, 1).Tangent, 1e-12);
        model.TrainedHvp(X, T, 0.1, model.CreateZero(), 0, 1, model.CreateZero(), out double mixed, out double curvature);
        Assert.Equal((model.TrainedGradient(X, T, 0.1 + H).rate - model.TrainedGradient(X, T, 0.1 - H).rate) / (2 * H), curvature, 1e-4);
        Assert.Equal((model.TrainedGradient(X, T, 0.1 + H).t - model.TrainedGradient(X, T, 0.1 - H).t) / (2 * H), mixed, 1e-4);
    }

    private static double _sink;

    private static ref double Sink => ref _sink;

    private static Machine Model(bool isMissingThere) => new() { Missing = isMissingThere ? [0.3] : null };
}
