using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Frontend;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Reads marked methods and shows what became of them.</summary>
internal static class Reading
{
    /// <summary>The intermediate form of the only marked method among the members of a class <c>C</c>.</summary>
    public static string Ir(string members) => IrOf($"using System;\nusing SymDiff;\npublic static partial class C\n{{\n{members}\n}}");

    /// <summary>The intermediate form of the only marked method of a file, or of the one of that name.</summary>
    public static string IrOf(string source, string? method = null) => IrOf(new DriverInput(source), method);

    /// <summary>The intermediate form of the only marked method of a project, or of the one of that name.</summary>
    public static string IrOf(DriverInput input, string? method = null)
    {
        MethodReading reading = Of(input, method);
        return reading.Function is { } function
            ? Compiler.IR.Printer.Print(function).TrimEnd()
            : throw new InvalidOperationException(string.Join("\n", reading.Rejections.Select(r => r.Text).Prepend(reading.HasCompilerErrors ? "does not compile" : "rejected")));
    }

    /// <summary>What the reader makes of the only marked method of a file.</summary>
    public static MethodReading Of(string source) => Of(new DriverInput(source));

    /// <summary>What the reader makes of the only marked method of a project.</summary>
    public static MethodReading Of(DriverInput input, string? name = null)
    {
        CSharpCompilation compilation = Driver.Compile(input);
        IMethodSymbol marked = compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(node => compilation.GetSemanticModel(tree).GetDeclaredSymbol(node)!))
            .Single(method => Marks.Has(method, Marks.Differentiable) && (name is null || method.Name == name));
        return Extraction.Run(marked, compilation, null, CancellationToken.None);
    }
}
