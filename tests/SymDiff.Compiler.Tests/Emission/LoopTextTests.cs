using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Fuzzing;
using SymDiff.Compiler.Tests.Programs;
using Xunit.Abstractions;

namespace SymDiff.Compiler.Tests.Emission;

/// <summary>The forms of methods with loops.</summary>
public class LoopTextTests(ITestOutputHelper output)
{
    public static TheoryData<string> Programs() => [.. typeof(LoopPrograms).GetFields().Select(f => f.Name)];

    /// <summary>Every form of every program compiles with the oldest language, without a warning, and computes what the interpreter does.</summary>
    [Theory]
    [MemberData(nameof(Programs))]
    public void AllFormsAreRight(string program)
    {
        var primal = Parser.ParseFunction((string)typeof(LoopPrograms).GetField(program)!.GetValue(null)!);
        var forms = new EmittedForms(primal, "C");
        output.WriteLine(forms.Text);
        var emitted = EmittedModule.Compile([forms.Text, forms.Base]);

        // More iterations than fit on the stack, too.
        foreach (int n in new[] { -1, 0, 1, 5, 100 })
        {
            foreach (double x in new[] { 0.75, 0.01, 1.5 })
            {
                forms.Compare(emitted, new Point([.. primal.Parameters.Select((p, i) => p.IsReal ? (object)(x + (0.5 * i)) : i == 1 ? 2 : n)]));
            }
        }
    }

    /// <summary>Random programs of scalars, as far as they hold no memory of their own in loops.</summary>
    [Fact]
    public void RandomProgramsAreRight()
    {
        var cases = new List<(EmittedForms Forms, Point Point)>();
        for (int seed = 7_000_000; seed < 7_001_000; seed++)
        {
            var program = ProgramGenerator.Make(seed);
            var primal = program.Module[program.Name];
            bool isScalar = primal.Parameters.All(p => !p.Type.IsBuffer) && primal.Results.Count == 1 && program.Module.Functions.Count == 1;
            if (!isScalar || primal.Body.AllStatements().Any(s => s.Operation is Apply a && a.Primitive.EndsWith("Estimate", StringComparison.Ordinal)))
            {
                continue;
            }

            try
            {
                if (FuzzCheck.Compare(program, 1))
                {
                    cases.Add((new EmittedForms(primal with { Name = "f" }, $"C{seed}"), program.Point));
                }
            }
            catch (NotSupportedException)
            {
                // Memory in a loop.
            }
        }

        var emitted = EmittedModule.Compile(cases.SelectMany(c => new[] { c.Forms.Text, c.Forms.Base }));
        foreach (var (forms, point) in cases)
        {
            forms.Compare(emitted, point);
        }

        output.WriteLine($"{cases.Count} programs compared.");
        Assert.True(cases.Count > 25, $"Only {cases.Count} programs could be compared.");
    }
}
