using System.Reflection;

namespace SymDiff.Tests;

/// <summary>What user code may write, and what the generator will read back.</summary>
public sealed class AttributeTests
{
    [Fact]
    public void EveryAttributeIsSealedAndNotInherited()
    {
        Type[] attributes = [.. typeof(DifferentiableAttribute).Assembly.GetExportedTypes().Where(typeof(Attribute).IsAssignableFrom)];
        Assert.Equal(12, attributes.Length);
        Assert.All(attributes, type =>
        {
            Assert.True(type.IsSealed, type.Name);
            Assert.False(type.GetCustomAttribute<AttributeUsageAttribute>()!.Inherited, type.Name);
        });
    }

    [Fact]
    public void ClassesAreSealedOrStatic()
        => Assert.All(
            typeof(DifferentiableAttribute).Assembly.GetExportedTypes().Where(type => type.IsClass),
            type => Assert.True(type.IsSealed, type.Name));

    [Theory]
    [InlineData(typeof(DifferentiableAttribute), AttributeTargets.Method, false)]
    [InlineData(typeof(DerivativeOfAttribute), AttributeTargets.Method, true)]
    [InlineData(typeof(VjpOfAttribute), AttributeTargets.Method, true)]
    [InlineData(typeof(JvpOfAttribute), AttributeTargets.Method, true)]
    [InlineData(typeof(OutputAttribute), AttributeTargets.Parameter, false)]
    [InlineData(typeof(InOutAttribute), AttributeTargets.Parameter, false)]
    [InlineData(typeof(ScratchAttribute), AttributeTargets.Parameter, false)]
    [InlineData(typeof(SampleAttribute), AttributeTargets.Parameter, false)]
    [InlineData(typeof(ParameterSetAttribute), AttributeTargets.Class | AttributeTargets.Struct, false)]
    [InlineData(
        typeof(NoGradientAttribute),
        AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property
            | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface,
        false)]
    public void EveryAttributeGoesWhereItMeansSomething(Type attribute, AttributeTargets targets, bool repeats)
    {
        AttributeUsageAttribute usage = attribute.GetCustomAttribute<AttributeUsageAttribute>()!;
        Assert.Equal((targets, repeats), (usage.ValidOn, usage.AllowMultiple));
    }

    [Fact]
    public void DifferentiableAsksForTheDefaultUnlessTold()
    {
        Assert.Equal(Derivatives.Default, Of(nameof(Marked.ByDefault)));
        Assert.Equal(Derivatives.Default | Derivatives.Hessian, Of(nameof(Marked.WithHessian)));
        Assert.Equal(Derivatives.Hessian, Of(nameof(Marked.OnlyHessian)));
        Assert.NotEqual(Of(nameof(Marked.WithHessian)), Of(nameof(Marked.OnlyHessian)));

        static Derivatives Of(string method)
            => typeof(Marked).GetMethod(method)!.GetCustomAttribute<DifferentiableAttribute>()!.Derivatives;
    }

    [Fact]
    public void RegistrationsNameTheirTargets()
    {
        MethodInfo method = typeof(Marked).GetMethod(nameof(Marked.Registered))!;
        DerivativeOfAttribute[] derivatives = [.. method.GetCustomAttributes<DerivativeOfAttribute>()];
        Assert.Equal(
            [(typeof(Math), "Exp"), (typeof(MathF), "Exp")],
            derivatives.Select(d => (d.TargetType, d.MethodName)));
        VjpOfAttribute vjp = method.GetCustomAttribute<VjpOfAttribute>()!;
        Assert.Equal((typeof(Marked), "WithHessian"), (vjp.TargetType, vjp.MethodName));
        JvpOfAttribute jvp = method.GetCustomAttribute<JvpOfAttribute>()!;
        Assert.Equal((typeof(Marked), "OnlyHessian"), (jvp.TargetType, jvp.MethodName));
    }

    [Theory]
    [InlineData(Derivatives.None, 0)]
    [InlineData(Derivatives.Default, 1)]
    [InlineData(Derivatives.Gradient, 2)]
    [InlineData(Derivatives.ValueAndGradient, 4)]
    [InlineData(Derivatives.Vjp, 8)]
    [InlineData(Derivatives.Jvp, 16)]
    [InlineData(Derivatives.Jacobian, 32)]
    [InlineData(Derivatives.JacobianBlocks, 64)]
    [InlineData(Derivatives.Hessian, 128)]
    [InlineData(Derivatives.Hvp, 256)]
    [InlineData(Derivatives.Check, 512)]
    [InlineData(Derivatives.HessianDiagonal, 1024)]
    [InlineData(Derivatives.SparseJacobian, 2048)]
    [InlineData(Derivatives.SparseHessian, 4096)]
    [InlineData(Derivatives.SumGradient, 8192)]
    [InlineData(Derivatives.All, 0x40001DFE)]
    public void TheNumbersOfTheFlagsAreFixedForEver(Derivatives flag, int value) => Assert.Equal(value, (int)flag);

    [Fact]
    public void AllIsMoreThanTheListOfItsFormsAndLess()
    {
        const Derivatives forms = Derivatives.Gradient | Derivatives.ValueAndGradient | Derivatives.Vjp | Derivatives.Jvp
            | Derivatives.Jacobian | Derivatives.JacobianBlocks | Derivatives.Hessian | Derivatives.Hvp | Derivatives.HessianDiagonal | Derivatives.SparseJacobian | Derivatives.SparseHessian;
        Assert.True(Derivatives.All.HasFlag(forms));
        Assert.NotEqual(forms, Derivatives.All);
        Assert.False(Derivatives.All.HasFlag(Derivatives.Check));
        Assert.False(Derivatives.All.HasFlag(Derivatives.SumGradient));
        Assert.False(Derivatives.All.HasFlag(Derivatives.Default));
        Assert.Equal(Derivatives.All, (Derivatives.All & ~Derivatives.Hessian) | Derivatives.Hessian);
        Assert.NotEqual(forms & ~Derivatives.Hessian, Derivatives.All & ~Derivatives.Hessian);
    }

    [Fact]
    public void StopGradientIsTheIdentity()
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(Differential.StopGradient(-0.0)));
        Assert.Equal(1.5f, Differential.StopGradient(1.5f));
        Assert.IsType<float>(Differential.StopGradient(1.5f));
        Assert.True(double.IsNaN(Differential.StopGradient(double.NaN)));
        double[] array = [1, 2];
        Assert.Same(array, Differential.StopGradient(array));
        Assert.Equal((1.0, 2), Differential.StopGradient((1.0, 2)));
    }

    private static class Marked
    {
        [Differentiable]
        public static double ByDefault(double x, [NoGradient] double rate) => rate * x;

        [Differentiable(Derivatives.Default | Derivatives.Hessian)]
        public static double WithHessian(double x) => x;

        [Differentiable(Derivatives.Hessian)]
        public static double OnlyHessian(double x) => x;

        [DerivativeOf(typeof(Math), nameof(Math.Exp))]
        [DerivativeOf(typeof(MathF), nameof(MathF.Exp))]
        [VjpOf(typeof(Marked), nameof(WithHessian))]
        [JvpOf(typeof(Marked), nameof(OnlyHessian))]
        public static double Registered(double x, double result) => result * x;
    }

    [Fact]
    public void TheRecordOfARegistrationSaysWhatItIsGiven()
    {
        RegisteredDerivativeAttribute record = new(typeof(Math), nameof(Math.Sin), typeof(AttributeTests), "Derivative");
        Assert.Equal((typeof(Math), "Sin", typeof(AttributeTests), "Derivative"), (record.TargetType, record.MethodName, record.DerivativeType, record.DerivativeName));
    }

    [Fact]
    public void TheStateOfASetIsKept() => Assert.Equal("Array Weights", new ParameterSetStateAttribute("Array Weights").Members);
}
