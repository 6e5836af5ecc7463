using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Methods that use structs and tuples, take them and return them: every form against central differences of the method.</summary>
public sealed class ShapeTests
{
    private const int Points = 4;

    private static readonly Lazy<LoadedProject> Inside = new(() => new LoadedProject().With("bodies", ShapeSource.Bodies, "Gradient, ValueAndGradient, Vjp, Jvp, Hvp"));
    private static readonly Lazy<LoadedProject> Outside = new(() => new LoadedProject().With("signatures", ShapeSource.Signatures));

    private static readonly Lazy<LoadedProject> InDoubt = new(() => new LoadedProject().With("doubtful", DoubtfulShapes.Methods, "Gradient, ValueAndGradient, Vjp, Jvp, Hvp"));

    private static readonly Lazy<LoadedProject> FoundOnce = new(() => new LoadedProject().With("found", FoundShapes.Methods, "Gradient, ValueAndGradient, Vjp, Jvp, Hvp"));

    public static TheoryData<string> Found => [.. FoundOnce.Value.Methods.Keys.Order()];

    public static TheoryData<string> Doubtful => [.. InDoubt.Value.Methods.Keys.Order()];

    public static TheoryData<string> Bodies => [.. Inside.Value.Methods.Keys.Order()];

    public static TheoryData<string> Signatures => [.. Outside.Value.Methods.Keys.Order()];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void InBodies_FormsAgreeWithDifferences(string method) => Check(Inside.Value, method, "Gradient", "ValueAndGradient", "Vjp", "Jvp", "Hvp");

    [Theory]
    [MemberData(nameof(Signatures))]
    public void InSignatures_FormsAgreeWithDifferences(string method)
    {
        bool hasOneResult = Outside.Value.Methods[method].ReturnType == typeof(double);
        bool hasArray = Outside.Value.Methods[method].GetParameters().Any(p => p.ParameterType.IsArray);
        Check(Outside.Value, method, hasArray ? ["Gradient", "ValueAndGradient"] : hasOneResult ? ["Gradient", "ValueAndGradient", "Vjp", "Jvp", "Hvp"] : ["Vjp", "Jvp", "Jacobian", "ValueAndJacobian"]);
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void InDoubt_FormsAgreeWithDifferences(string method) => Check(InDoubt.Value, method, "Gradient", "ValueAndGradient");

    [Theory]
    [MemberData(nameof(Found))]
    public void FoundByRandomPrograms_FormsAgreeWithDifferences(string method) =>
        Check(FoundOnce.Value, method, FoundOnce.Value.Methods[method].ReturnType == typeof(double) ? ["Gradient", "ValueAndGradient", "Vjp", "Jvp", "Hvp"] : ["Vjp", "Jvp", "Jacobian", "ValueAndJacobian"]);

    [Fact]
    public void InAGenericType_AStructIsAtItsTypeParameter()
    {
        using LoadedProject project = new();
        project.With("generic", FoundShapes.Generic, "Gradient", LanguageVersion.Preview);
        Type outer = project.Methods["F"].DeclaringType!.MakeGenericType(typeof(double));
        object pair = Numbers.Make(outer.GetMethod("F")!.GetParameters()[1].ParameterType, new Queue<double>([0.5, 3.0]).Dequeue)!;

        // x² p.First p.Second
        Assert.Equal([2 * 1.25 * 1.5, 1.25 * 1.25 * 3, 1.25 * 1.25 * 0.5], Numbers.Of(outer.GetMethod("FGradient")!.Invoke(null, [1.25, pair])));
    }

    private static void Check(LoadedProject project, string method, params string[] forms)
    {
        Random random = new(method.Length);
        ShapeMethod shape = new(project.Methods[method]);
        for (int i = 0; i < Points; i++)
        {
            Assert.Empty(forms.Except(shape.Check(random)));
        }
    }
}
