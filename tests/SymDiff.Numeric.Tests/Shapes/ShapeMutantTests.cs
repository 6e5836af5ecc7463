using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>The methods with structs have teeth: mistakes with copies and parts show in at least one of them. There are none in Release.</summary>
public sealed class ShapeMutantTests
{
    public static TheoryData<string> Mistakes => ["PassesCopies", "DropsDefensiveCopies", "SharesCopies", "SwapsFields", "ChoosesFirstField", "StoresInTurn", "ReceivesEarly", "SwapsColumns", "RefersToFirst"];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Methods_Catch(string mutant)
    {
        if (!Mutants.Names.Contains(mutant))
        {
            return;
        }

        using LoadedProject project = new();
        Mutants.While(mutant, () => project.With("bodies", mutant switch
        {
            "ReceivesEarly" => FoundShapes.Methods,
            "SwapsColumns" or "RefersToFirst" => ReferredElements.Methods,
            _ => ShapeSource.Bodies,
        }, "Gradient"));
        Assert.Contains(project.Methods.Values, m => Enumerable.Range(1, 5).Any(seed => Record.Exception(() => new ShapeMethod(m).Check(new Random(seed))) is not null));
    }
}
