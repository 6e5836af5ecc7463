using System.Reflection;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Returned arrays of structs: pullbacks and pushforwards against central differences of the method.</summary>
public sealed class ReturnedShapeTests
{
    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("returned", ReturnedShapes.Source, "Vjp, Jvp, Jacobian"));

    public static TheoryData<string> WithJacobian => [.. ReturnedShapes.WithJacobian];

    public static TheoryData<string> Methods => [.. ReturnedShapes.Names];

    [Theory]
    [MemberData(nameof(Methods))]
    public void PullbacksAndPushforwards_AgreeWithDifferences(string method) => Check(method, "Vjp", "Jvp");

    [Theory]
    [MemberData(nameof(WithJacobian))]
    public void Jacobians_AgreeWithDifferences(string method) => Check(method, "Jacobian", "ValueAndJacobian");

    [Theory]
    [InlineData("BothOf")]
    [InlineData("MovedOf")]
    public void BesideABufferThatIsAResult_TheJacobianAgreesWithDifferences(string method) => Check(method, "Jacobian");

    [Fact]
    public void ACotangentThatIsTooShort_IsRefused()
    {
        Array tooShort = Array.CreateInstance(Method("SpreadOf").ReturnType.GetElementType()!, 2);
        Assert.Equal("cotangent", Assert.Throws<ArgumentException>(() => Method("SpreadOfVjp").Invoke(null, BindingFlags.DoNotWrapExceptions, null, [1.0, 2.0, tooShort, 0.0, 0.0], null)).ParamName);
    }

    private static void Check(string method, params string[] forms)
    {
        Random random = new(13);
        ShapeMethod shape = new(Method(method));
        for (int i = 0; i < 4; i++)
        {
            Assert.Empty(forms.Except(shape.Check(random)));
        }
    }

    private static MethodInfo Method(string name) => Project.Value.Methods["Spread"].DeclaringType!.GetMethod(name)!;
}
