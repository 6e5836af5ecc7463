using SymDiff.Compiler.Emit;
using Xunit.Abstractions;

namespace SymDiff.Compiler.Tests.Emission;

public class LoopTextTests(ITestOutputHelper output)
{
    [Fact]
    public void Show()
    {
        foreach (var field in typeof(LoopPrograms).GetFields())
        {
            foreach (var kind in new[] { DerivativeKind.Gradient, DerivativeKind.Vjp })
            {
                string text;
                try { text = LoopPrograms.Bodies((string)field.GetValue(null)!, kind); }
                catch (Exception e) { text = e.ToString()[..600]; }
                output.WriteLine($"=== {field.Name} {kind}\n{text}\n");
            }
        }
    }
}
