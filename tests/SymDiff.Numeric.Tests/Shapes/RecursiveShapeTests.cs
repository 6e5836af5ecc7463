using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Methods that call themselves with structs: forms against central differences of the method.</summary>
public sealed class RecursiveShapeTests
{
    private static readonly Lazy<LoadedProject> OfStructs = new(() => new LoadedProject().With("recursive", RecursiveShapes.Methods, "Gradient, ValueAndGradient, Vjp, Jvp, Hvp"));
    private static readonly Lazy<LoadedProject> OfArrays = new(() => new LoadedProject().With("recursivearrays", RecursiveShapes.WithArrays, "Gradient, ValueAndGradient"));

    public static TheoryData<string> Structs => [.. OfStructs.Value.Methods.Keys.Order()];

    public static TheoryData<string> Arrays => [.. OfArrays.Value.Methods.Values.Where(m => m.GetParameters().All(p => !p.ParameterType.IsByRefLike)).Select(m => m.Name).Order()];

    [Theory]
    [MemberData(nameof(Structs))]
    public void OfStructs_AgreeWithDifferences(string method) =>
        Check(new ShapeMethod(OfStructs.Value.Methods[method]), OfStructs.Value.Methods[method].ReturnType == typeof(double) ? ["Gradient", "ValueAndGradient", "Vjp", "Jvp", "Hvp"] : ["Vjp", "Jvp", "Jacobian", "ValueAndJacobian"]);

    [Theory]
    [MemberData(nameof(Arrays))]
    public void OfArrays_AgreeWithDifferences(string method) => Check(new ShapeMethod(OfArrays.Value.Methods[method]), "Gradient", "ValueAndGradient");

    [Fact]
    public void OfSpans_AgreesWithDifferences() =>
        Check(new ShapeMethod(OfArrays.Value.Methods["Stepped"].DeclaringType!.GetMethod("SteppedOf")!), "Gradient");

    private static void Check(ShapeMethod shape, params string[] forms)
    {
        Random random = new(11);
        for (int i = 0; i < 4; i++)
        {
            Assert.Empty(forms.Except(shape.Check(random)));
        }
    }
}
