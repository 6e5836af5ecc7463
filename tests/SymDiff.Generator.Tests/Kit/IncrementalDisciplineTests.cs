using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Kit;

/// <summary>The discipline that every driver run is held to catches the generators that it is there to catch.</summary>
public sealed class IncrementalDisciplineTests
{
    private const string Source = "partial class C { [SymDiff.Differentiable] static double F(double x) => x; }";

    [Fact]
    public void ModelThatHoldsASymbol_IsCaught() =>
        AssertCaught(new Toy(context => new Holder(context.TargetSymbol)), "keeps part of a compilation alive", "Held");

    [Fact]
    public void SymbolDeepInsideACollection_IsCaught() =>
        AssertCaught(new Toy(context => new Holder(new List<object> { 1, "two", new[] { (context.TargetSymbol.Name, (object)context.TargetNode) } })), "keeps part of a compilation alive", "Item2");

    [Fact]
    public void SymbolCapturedByADelegate_IsCaught() =>
        AssertCaught(new Toy(context => new Holder(() => context.SemanticModel)), "keeps part of a compilation alive", "_target");

    [Fact]
    public void Location_IsCaught() =>
        AssertCaught(new Toy(context => new Holder(context.TargetNode.GetLocation())), "keeps part of a compilation alive", "Location");

    [Fact]
    public void ModelWithoutEquality_IsCaught() =>
        AssertCaught(new Toy(context => new Unequal(context.TargetSymbol.Name)), "was Modified", "Extract");

    [Fact]
    public void StepWithoutATrackingName_IsCaught()
    {
        var exception = Assert.Throws<IncrementalityException>(
            () => Driver.Run(new DriverInput(Source), new Toy(context => context.TargetSymbol.Name), null, ["Misspelt"]));
        Assert.Contains("no step has one of the tracking names", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValueEqualModel_Passes() =>
        Driver.Run(new DriverInput(Source), new Toy(context => context.TargetSymbol.Name), null, ["Extract"]);

    [Fact]
    public void ThrowingGenerator_IsAFailure() =>
        Assert.Throws<InvalidOperationException>(() => Driver.Run(new DriverInput(Source), new Toy(_ => throw new NotSupportedException()), null, ["Extract"]));

    private static void AssertCaught(Toy generator, params string[] words)
    {
        var exception = Assert.Throws<IncrementalityException>(() => Driver.Run(new DriverInput(Source), generator, null, ["Extract"]));
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
    }

    /// <summary>A generator that keeps whatever it is told to keep.</summary>
    private sealed class Toy(Func<GeneratorAttributeSyntaxContext, object> extract) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var models = context.SyntaxProvider
                .ForAttributeWithMetadataName("SymDiff.DifferentiableAttribute", (_, _) => true, (attribute, _) => extract(attribute))
                .WithTrackingName("Extract");
            context.RegisterSourceOutput(models, (output, model) => output.AddSource("Toy.g.cs", "// " + (model is Holder ? "held" : model)));
        }
    }

    private sealed record Holder(object Held);

    private sealed class Unequal(string name)
    {
        public override string ToString() => name;
    }
}
