using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Fuzzing;
using SymDiff.Compiler.Tests.Programs;

namespace SymDiff.Compiler.Tests.Emission;

/// <summary>The hand-written programs and their derivatives to order two, as compiled C#.</summary>
public class ProgramTests
{
    [Theory]
    [MemberData(nameof(TenProgramsTests.Programs), MemberType = typeof(TenProgramsTests))]
    public void TenProgramsAreRight(string text, string name, Point point) => Compare(Parser.ParseModule(text), name, point);

    [Theory]
    [MemberData(nameof(RegressionTests.Programs), MemberType = typeof(RegressionTests))]
    public void RegressionsAreRight(string text, Point point) => Compare(Parser.ParseModule(text), "f", point);

    private static void Compare(Module module, string name, Point point)
    {
        var active = module[name].Parameters.Select(p => p.IsReal || p.Type.HasShadow).ToEquatableArray();
        Assert.True(EmissionCheck.Compare([EmissionCheck.Derive("P", new RandomProgram(module, name, active, point), order: 2)]) > 0);
    }
}
