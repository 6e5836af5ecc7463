using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Fuzzing;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.IR;

/// <summary>The text form of random programs and of what is derived from them reads back to equal functions.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void PrintedProgramsReadBackEqual()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var program = ProgramGenerator.Make(seed);
            var derivations = new Derivations(program.Module, verify: false);
            derivations.Vjp(program.Name, program.Active);
            derivations.Jvp(program.Name, program.Active);
            var read = Parser.ParseModule(Printer.Print(program.Module));
            Assert.Equal(program.Module.Functions.Count, read.Functions.Count);
            Assert.All(program.Module.Functions, f => Assert.Equal(f, read[f.Name]));
        }
    }

    [Fact]
    public void TheSameSeedIsTheSameProgram() =>
        Assert.Equal(Printer.Print(ProgramGenerator.Make(7).Module), Printer.Print(ProgramGenerator.Make(7).Module));
}
