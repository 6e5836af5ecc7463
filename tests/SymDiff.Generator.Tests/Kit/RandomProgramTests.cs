using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Kit;

/// <summary>Random programs are C# that compiles, the same for the same seed, and become small without losing what makes them fail.</summary>
public sealed class RandomProgramTests
{
    [Fact]
    public void Programs_AreCSharp()
    {
        string text = "using SymDiff; using Real = System.Double; using Real32 = System.Single; using Math = System.Math; using MathF = System.MathF;\n"
            + string.Concat(Enumerable.Range(1, 500).Select(seed => ProgramGenerator.Make(seed).ToCSharp()));
        var errors = Driver.Compile(new DriverInput(text)).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(errors);
    }

    [Fact]
    public void SameSeed_SameProgram() => Assert.Equal(ProgramGenerator.Make(7).ToCSharp(), ProgramGenerator.Make(7).ToCSharp());

    [Fact]
    public void Programs_UseTheWholeLanguage()
    {
        string text = string.Concat(Enumerable.Range(1, 300).Select(seed => ProgramGenerator.Make(seed).ToCSharp()));
        Assert.All(
            ["Real32 ", "MathF.", "int ", "(int)", " ? ", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "StopGradient", "[NoGradient]", "Helper",
                "Sqrt", "Pow", "Exp", "Log", "Sin", "Cos", "Tan(", "Tanh", "Abs", "Max", "Min"],
            word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Shrinking_KeepsOnlyWhatMatters()
    {
        RandomProgram program = new(1, "Real p0", ["Real"], [], [new("p0 += 1;", ""), new("p0 *= 2;", ""), new("Real v0 = p0;", "Real v0 = 0.5;")], "p0", false);
        RandomProgram small = program.Shrink(p => p.ToCSharp().Contains("*=", StringComparison.Ordinal));
        Assert.Equal(["", "p0 *= 2;", "Real v0 = 0.5;"], small.Statements.Select(s => s.Text));
    }
}
