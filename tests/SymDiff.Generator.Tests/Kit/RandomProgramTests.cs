using System.Collections.Immutable;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Kit;

/// <summary>Random programs are the same for the same seed, have all that people write, and become small without losing what makes them fail.</summary>
public sealed class RandomProgramTests
{
    [Fact]
    public void SameSeed_SameProgram() => Assert.Equal(ProgramGenerator.Make(7).ToCSharp(), ProgramGenerator.Make(7).ToCSharp());

    [Fact]
    public void Programs_HaveTheSizesThatPeopleWrite()
    {
        int[] lines = [.. Enumerable.Range(1, 300).Select(seed => ProgramGenerator.Make(seed).Members[0].All().Count(node => node.Kind == NodeKind.Statement)).Order()];
        Assert.InRange(lines[lines.Length / 2], 5, 20);
        Assert.InRange(lines[^10], 15, 60);
    }

    [Fact]
    public void Shrinking_KeepsOnlyWhatMatters()
    {
        RandomProgram program = Enumerable.Range(1, 100).Select(ProgramGenerator.Make).First(p => p.Members[0].All().Any(Matters) && p.Members[0].All().Count() > 30);
        RandomProgram small = ProgramShrinker.Shrink(program, candidates => [.. candidates.Select(c => c.Members[0].All().Any(Matters))]);
        Assert.Single(small.Members);
        Assert.Single(small.Members[0].All(), node => node.Kind == NodeKind.Statement);
        Assert.Contains(small.Members[0].All(), Matters);

        static bool Matters(Node node) => node.Construct == "while";
    }
}
