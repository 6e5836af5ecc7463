using SymDiff.Numeric.Tests.Shapes;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Numerics;

/// <summary>Every row of <c>System.Numerics</c> that gives numbers: pullback and pushforward against differences of the library itself, and the value bit for bit.</summary>
public sealed class NumericsTests
{
    private const int Points = 3;
    private const int Values = 200;

    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("numerics", NumericsSource.Text(NumericsSource.Members), "Vjp, Jvp"));

    public static TheoryData<string> Members => [.. NumericsSource.Members];

    [Theory]
    [MemberData(nameof(Members))]
    public void FormsAgreeWithDifferences(string member)
    {
        string name = NumericsSource.NameOf(member);
        Random random = new(member.Length);
        ShapeMethod shape = new(Project.Value.Methods[name]);
        for (int i = 0; i < Points; i++)
        {
            Assert.Empty(new[] { "Vjp", "Jvp" }.Except(shape.Check(random)));
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void ValuesAreThoseOfTheLibraryBitForBit(string member)
    {
        Random random = new(member.Length);
        ShapeMethod shape = new(Project.Value.Methods[NumericsSource.NameOf(member)]);
        for (int i = 0; i < Values; i++)
        {
            shape.CheckValues(random);
        }
    }
}
