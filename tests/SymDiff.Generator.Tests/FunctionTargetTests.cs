using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Tests.Frontend;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>The derivative of every math function that a target has compiles there: no rule needs a function that the target lacks.</summary>
public sealed class FunctionTargetTests
{
    public static TheoryData<string> Targets => [.. ReferenceSet.All.Select(references => references.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void EveryFunctionOfTheTarget_CompilesToSecondOrder(string references)
    {
        DriverInput empty = new("") { References = ReferenceSet.Named(references), LanguageVersion = LanguageVersion.CSharp7_3 };
        IMethodSymbol[] functions = [.. PlatformFunctionTests.Functions(Driver.Compile(empty))];
        Assert.True(functions.Length >= (references is "net10" or "net8" ? 150 : 30), $"{functions.Length} functions");

        StringBuilder source = new("using System;\nusing SymDiff;\npublic static partial class C\n{\n");
        for (int i = 0; i < functions.Length; i++)
        {
            source.Append(Method(functions[i], i));
        }

        source.Append("[Differentiable] public static double Remainder(double x, double y) { return x % y; }\n");
        source.Append("[Differentiable] public static float RemainderSingle(float x, float y) { return x % y; }\n}\n");
        DriverResult result = Driver.Run(empty with { Sources = [source.ToString()], GlobalOptions = EveryForm });
        Assert.Equal(functions.Length + 2, result.Sources.Length);

        // Warnings about steps and parameters without influence are meant: some functions are steps.
        Assert.Empty(result.Problems.Where(problem => problem.Id is not ("SD2001" or "SD2002")).Select(problem => problem.ToString()));
    }

    private static readonly Dictionary<string, string> EveryForm = new() { ["build_property.SymDiffDefaultDerivatives"] = "Gradient, ValueAndGradient, Vjp, Jvp, Hvp" };

    // The function of its own parameters, squared, so that the value is needed too.
    private static string Method(IMethodSymbol function, int number)
    {
        string real = function.Parameters[0].Type.ToDisplayString();
        string parameters = string.Join(", ", function.Parameters.Select(p => $"{p.Type.ToDisplayString()} {p.Name}"));
        string call = $"{function.ContainingType.ToDisplayString()}.{function.Name}({string.Join(", ", function.Parameters.Select(p => p.Name))})";
        return $"[Differentiable] public static {real} F{number}({parameters}) {{ {real} r = {call}; return r * r; }}\n";
    }
}
