using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Random programs with buffers have teeth too: mistakes with memory are caught within 60 of them. There are none in Release.</summary>
public sealed class BufferMutantTests
{
    private const int Programs = 60;

    public static TheoryData<string> Mistakes => ["OverwritesShadows", "ShadowsBeginAtZero", "KeepsShadow", "KeepsTangents", "ReloadsChangedMemory"];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Programs_Catch(string mutant)
    {
        if (Mutants.Names.Contains(mutant))
        {
            Assert.NotNull(Mutants.FirstFailure(mutant, Programs, ProgramGenerator.MakeWithBuffers));
        }
    }
}
