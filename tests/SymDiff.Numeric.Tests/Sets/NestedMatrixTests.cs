namespace SymDiff.Numeric.Tests.Sets;

/// <summary>Derivatives of methods that call for diagonals and matrices of second derivatives by sets of parameters, in every form, against closed forms and central differences over all parameters.</summary>
public sealed class NestedMatrixTests
{
    private const double T = 0.3;

    private static double _sink;

    public static TheoryData<bool> Missing { get; } = new(false, true);

    private static ref double Sink => ref _sink;

    [Theory]
    [MemberData(nameof(Missing))]
    public void ADiagonal_IntoASet(bool isThere) => new SetForms<Terrain, double>
    {
        Primal = (ref Terrain m) => m.Diagonal(T),
        Gradient = (ref Terrain m, ref Terrain d) => m.DiagonalGradient(T, d, out _),
        Allocating = m => m.DiagonalGradient(T).This,
        ValueAndGradient = (ref Terrain m, double _, ref Terrain d) => m.DiagonalValueAndGradient(T, d, out double _),
        Vjp = (ref Terrain m, double c, ref Terrain d) => m.DiagonalVjp(T, c, d, ref Sink),
        Jvp = (m, t) => m.DiagonalJvp(T, t, 0),
        Hvp = (ref Terrain m, Terrain v, ref Terrain d) => m.DiagonalHvp(T, v, 0, d, out double _),
    }.Check(Model(isThere));

    [Fact]
    public void ADiagonal_ThatTheCallMakes() => new SetForms<Terrain, double>
    {
        Primal = (ref Terrain m) => m.MadeDiagonal(T),
        Gradient = (ref Terrain m, ref Terrain d) => m.MadeDiagonalGradient(T, d, out _),
        Allocating = m => m.MadeDiagonalGradient(T).This,
        ValueAndGradient = (ref Terrain m, double _, ref Terrain d) => m.MadeDiagonalValueAndGradient(T, d, out double _),
        Vjp = (ref Terrain m, double c, ref Terrain d) => m.MadeDiagonalVjp(T, c, d, ref Sink),
        Jvp = (m, t) => m.MadeDiagonalJvp(T, t, 0),
        Hvp = (ref Terrain m, Terrain v, ref Terrain d) => m.MadeDiagonalHvp(T, v, 0, d, out double _),
    }.Check(Model(true));

    [Fact]
    public void AGradientAndADiagonal() => new SetForms<Terrain, double>
    {
        Primal = (ref Terrain m) => m.AllAtOnce(T),
        Gradient = (ref Terrain m, ref Terrain d) => m.AllAtOnceGradient(T, d, out _),
        Allocating = m => m.AllAtOnceGradient(T).This,
        ValueAndGradient = (ref Terrain m, double _, ref Terrain d) => m.AllAtOnceValueAndGradient(T, d, out double _),
        Vjp = (ref Terrain m, double c, ref Terrain d) => m.AllAtOnceVjp(T, c, d, ref Sink),
        Jvp = (m, t) => m.AllAtOnceJvp(T, t, 0),
        Hvp = (ref Terrain m, Terrain v, ref Terrain d) => m.AllAtOnceHvp(T, v, 0, d, out double _),
    }.Check(Model(true));

    [Theory]
    [MemberData(nameof(Missing))]
    public void AHessian(bool isThere) => new SetForms<Terrain, double>
    {
        Primal = (ref Terrain m) => m.Bent(T),
        Gradient = (ref Terrain m, ref Terrain d) => m.BentGradient(T, d, out _),
        Allocating = m => m.BentGradient(T).This,
        ValueAndGradient = (ref Terrain m, double _, ref Terrain d) => m.BentValueAndGradient(T, d, out double _),
        Vjp = (ref Terrain m, double c, ref Terrain d) => m.BentVjp(T, c, d, ref Sink),
        Jvp = (m, t) => m.BentJvp(T, t, 0),
        Hvp = (ref Terrain m, Terrain v, ref Terrain d) => m.BentHvp(T, v, 0, d, out double _),
    }.Check(Model(isThere));

    [Fact]
    public void AHessian_IntoAnArray() => new SetForms<Terrain, double>
    {
        Primal = (ref Terrain m) => m.BentInto(T),
        Gradient = (ref Terrain m, ref Terrain d) => m.BentIntoGradient(T, d, out _),
        Allocating = m => m.BentIntoGradient(T).This,
        ValueAndGradient = (ref Terrain m, double _, ref Terrain d) => m.BentIntoValueAndGradient(T, d, out double _),
        Vjp = (ref Terrain m, double c, ref Terrain d) => m.BentIntoVjp(T, c, d, ref Sink),
        Jvp = (m, t) => m.BentIntoJvp(T, t, 0),
        Hvp = (ref Terrain m, Terrain v, ref Terrain d) => m.BentIntoHvp(T, v, 0, d, out double _),
    }.Check(Model(true));

    [Fact]
    public void AHessian_WithTheGradient() => new SetForms<Terrain, double>
    {
        Primal = (ref Terrain m) => m.BentWithGradient(T),
        Gradient = (ref Terrain m, ref Terrain d) => m.BentWithGradientGradient(T, d, out _),
        Allocating = m => m.BentWithGradientGradient(T).This,
        ValueAndGradient = (ref Terrain m, double _, ref Terrain d) => m.BentWithGradientValueAndGradient(T, d, out double _),
        Vjp = (ref Terrain m, double c, ref Terrain d) => m.BentWithGradientVjp(T, c, d, ref Sink),
        Jvp = (m, t) => m.BentWithGradientJvp(T, t, 0),
        Hvp = (ref Terrain m, Terrain v, ref Terrain d) => m.BentWithGradientHvp(T, v, 0, d, out double _),
    }.Check(Model(false));

    [Fact]
    public void AJacobian() => new SetForms<Terrain, double>
    {
        Primal = (ref Terrain m) => m.Slanted(T),
        Gradient = (ref Terrain m, ref Terrain d) => m.SlantedGradient(T, d, out _),
        Allocating = m => m.SlantedGradient(T).This,
        ValueAndGradient = (ref Terrain m, double _, ref Terrain d) => m.SlantedValueAndGradient(T, d, out double _),
        Vjp = (ref Terrain m, double c, ref Terrain d) => m.SlantedVjp(T, c, d, ref Sink),
        Jvp = (m, t) => m.SlantedJvp(T, t, 0),
        Hvp = (ref Terrain m, Terrain v, ref Terrain d) => m.SlantedHvp(T, v, 0, d, out double _),
    }.Check(Model(true));

    [Fact]
    public void TwoSetsAndANumber()
    {
        var (other, zero, into) = (new Inner(), new Inner().CreateZero(), new Inner());
        new SetForms<Inner, double>
        {
            Primal = (ref Inner m) => NestedMatrices.OfTwo(m, other, T),
            Gradient = (ref Inner m, ref Inner d) => NestedMatrices.OfTwoGradient(m, other, T, d, into, out _),
            Allocating = m => NestedMatrices.OfTwoGradient(m, other, T).one,
            ValueAndGradient = (ref Inner m, double _, ref Inner d) => NestedMatrices.OfTwoValueAndGradient(m, other, T, d, into, out double _),
            Vjp = (ref Inner m, double c, ref Inner d) => NestedMatrices.OfTwoVjp(m, other, T, c, d, into, ref Sink),
            Jvp = (m, t) => NestedMatrices.OfTwoJvp(m, other, T, t, zero, 0),
            Hvp = (ref Inner m, Inner v, ref Inner d) => NestedMatrices.OfTwoHvp(m, other, T, v, zero, 0, d, into, out double _),
        }.Check(new());
    }

    [Fact]
    public void AFewNumbers_AtOnce() => new SetForms<Powers, double>
    {
        Primal = (ref Powers m) => NestedMatrices.OfPowersAtOnce(m, T),
        Gradient = (ref Powers m, ref Powers d) => NestedMatrices.OfPowersAtOnceGradient(m, T, d, out _),
        Allocating = m => NestedMatrices.OfPowersAtOnceGradient(m, T).p,
        ValueAndGradient = (ref Powers m, double _, ref Powers d) => NestedMatrices.OfPowersAtOnceValueAndGradient(m, T, d, out double _),
        Vjp = (ref Powers m, double c, ref Powers d) => NestedMatrices.OfPowersAtOnceVjp(m, T, c, d, ref Sink),
        Jvp = (m, t) => NestedMatrices.OfPowersAtOnceJvp(m, T, t, 0),
        Hvp = (ref Powers m, Powers v, ref Powers d) => NestedMatrices.OfPowersAtOnceHvp(m, T, v, 0, d, out double _),
    }.Check(new());

    /// <summary>The entries are those of what is emitted, row by row.</summary>
    [Theory]
    [MemberData(nameof(Missing))]
    public void Values_AreThoseOfTheMethodAsItIsWritten(bool isThere)
    {
        Terrain m = Model(isThere);
        Assert.Equal(m.Diagonal(T), m.DiagonalValueAndGradient(T).Value);
        Assert.Equal(m.MadeDiagonal(T), m.Diagonal(T));
        Assert.Equal(m.AllAtOnce(T), m.AllAtOnceValueAndGradient(T).Value);
        Assert.Equal(m.Bent(T), m.BentValueAndGradient(T).Value);
        Assert.Equal(m.BentInto(T), m.BentIntoJvp(T, m, 1).Value);
        Assert.Equal(m.BentWithGradient(T), m.BentWithGradientValueAndGradient(T).Value);
        Assert.Equal(m.Slanted(T), m.SlantedJvp(T, m, 1).Value);
    }

    [Fact]
    public void AFewNumbers_AreClosedForms()
    {
        Powers p = new();
        (double a, double b) = (p.A, p.B);
        double expected = (6 * a * b * b * T) + (2 * 6 * a * a * b * T) + (3 * 3 * a * a * b * b) + (4 * 2 * a * a * a * T) + (5 * 2 * a * a * a * b);
        Assert.Equal(expected, NestedMatrices.OfPowers(p, T), 1e-12);
        double byA = (6 * b * b * T) + (24 * a * b * T) + (18 * a * b * b) + (24 * a * a * T) + (30 * a * a * b);
        double byB = (12 * a * b * T) + (12 * a * a * T) + (18 * a * a * b) + (10 * a * a * a);
        double byT = (6 * a * b * b) + (12 * a * a * b) + (8 * a * a * a);
        var (value, (set, dT)) = NestedMatrices.OfPowersValueAndGradient(p, T);
        Assert.Equal((expected, byA, byB, byT), (value, set.A, set.B, dT), new Near());
        Powers along = new() { A = 0.5, B = 2 };
        Assert.Equal((0.5 * byA) + (2 * byB) - byT, NestedMatrices.OfPowersJvp(p, T, along, -1).Tangent, 1e-12);

        (double pulled, double ofT) = (0, 0);
        Powers sum = p.CreateZero();
        pulled = NestedMatrices.OfPowersVjp(p, T, 2, sum, ref ofT);
        Assert.Equal((expected, 2 * byA, 2 * byB, 2 * byT), (pulled, sum.A, sum.B, ofT), new Near());

        // The row of A of the Hessian of the sum.
        Powers axis = p.CreateZero();
        axis.A = 1;
        Powers row = p.CreateZero();
        NestedMatrices.OfPowersHvp(p, T, axis, 0, row, out double rowT);
        Assert.Equal((0, (24 * b * T) + (18 * b * b) + (48 * a * T) + (60 * a * b), (12 * b * T) + (24 * a * T) + (36 * a * b) + (30 * a * a), (6 * b * b) + (24 * a * b) + (24 * a * a)), (0, row.A, row.B, rowT), new Near());

        var (diagonal, (ofSet, ofNumber)) = NestedMatrices.DiagonalOfPowersValueAndGradient(p, T);
        Assert.Equal(
            ((6 * a * b * b * T) + (4 * a * a * a * T), (6 * b * b * T) + (12 * a * a * T), 12 * a * b * T, (6 * a * b * b) + (4 * a * a * a)),
            (diagonal, ofSet.A, ofSet.B, ofNumber),
            new Near());
    }

    /// <summary>Σ (12 w²)² has the gradient 576 w³ and the second derivatives 1728 w².</summary>
    [Fact]
    public void ADiagonalThatIsProved_IsAClosedForm()
    {
        Apart m = new();
        (Apart g, Apart h, Apart pulled, Apart curved) = (m.CreateZero(), m.CreateZero(), m.CreateZero(), m.CreateZero());
        double value = m.CurvedValueAndGradient(g);
        Assert.Equal(m.W.Sum(w => 144 * w * w * w * w), value, 1e-11);
        m.CurvedHessianDiagonal(h);
        m.CurvedVjp(0.5, pulled);
        Apart along = new() { W = [1, -2, 0.5] };
        m.CurvedHvp(along, curved);
        for (int i = 0; i < m.W.Length; i++)
        {
            double w = m.W[i];
            Assert.Equal(576 * w * w * w, g.W[i], 1e-10);
            Assert.Equal(288 * w * w * w, pulled.W[i], 1e-10);
            Assert.Equal(1728 * w * w, h.W[i], 1e-9);
            Assert.Equal(1728 * w * w * along.W[i], curved.W[i], 1e-9);
        }

        Assert.Equal(m.W.Zip(along.W, (w, v) => 576 * w * w * w * v).Sum(), m.CurvedJvp(along).Tangent, 1e-10);
    }

    private static Terrain Model(bool isMissingThere) => new() { Missing = isMissingThere ? [0.3] : null };

    private sealed class Near : IEqualityComparer<(double, double, double, double)>
    {
        public bool Equals((double, double, double, double) x, (double, double, double, double) y) =>
            Is(x.Item1, y.Item1) && Is(x.Item2, y.Item2) && Is(x.Item3, y.Item3) && Is(x.Item4, y.Item4);

        public int GetHashCode((double, double, double, double) of) => 0;

        private static bool Is(double a, double b) => Math.Abs(a - b) <= 1e-11 * Math.Max(1, Math.Abs(a));
    }
}
