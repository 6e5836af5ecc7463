using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Sets;

/// <summary>The tests of blocks and of sets of other assemblies have teeth. There are no mistakes in Release.</summary>
public sealed class SetMutantTests
{
    [Theory]
    [InlineData("SharesMemberColumns")]
    [InlineData("ReordersForeignState")]
    public void TheChecks_Catch(string mutant)
    {
        if (!Mutants.Names.Contains(mutant))
        {
            return;
        }

        using LoadedProject project = new LoadedProject().With("Lib", ForeignSetSource.Library);
        string source = ForeignSetSource.BlocksAlone + ForeignSetSource.Forms("OfLine", "Lib.Line", "new Lib.Line()", "Uses.OfLine{0}(m, 0.8{1})");
        Mutants.While(mutant, () => project.With("Uses", source));
        double[] at = project.Delegate<Func<double[]>>("OfLine", "Initial")();
        bool isRight = Record.Exception(() => project.Delegate<Func<double[], double[]>>("Uses", "Blocks")(at)) is null
            && MatrixDifferences.Of(at, project.Delegate<Func<double[], double[]>>("OfLine", "Value")).Cast<double>()
                .Zip(project.Delegate<Func<double[], double[]>>("OfLine", "Gradient")(at)).All(p => Math.Abs(p.First - p.Second) <= 1e-6 * (1 + Math.Abs(p.First)));
        Assert.False(isRight);
    }
}
