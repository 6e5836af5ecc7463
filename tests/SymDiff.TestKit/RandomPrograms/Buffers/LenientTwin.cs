using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.TestKit;

/// <summary>A random program whose accesses to elements go through <see cref="Lenient"/>.</summary>
internal static class LenientTwin
{
    /// <summary>Compiles it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="usings">What its text begins with.</param>
    /// <returns>Calls it; null where it uses elements in a way that a method cannot stand for.</returns>
    public static Func<object[], object?>? Of(RandomProgram program, string usings)
    {
        string text = new Rewriter().Visit(CSharpSyntaxTree.ParseText(usings + program.ToCSharp(forOracle: false), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot()).ToFullString();
        CSharpCompilation compilation = Driver.Compile(new DriverInput([text, usings + ProgramForm.Adapter(program, null, [ProgramForm.Value(program)])])
        {
            MoreReferences = [MetadataReference.CreateFromFile(typeof(Lenient).Assembly.Location)],
            AllowUnsafe = true,
            AssemblyName = "Lenient",
        });
        using MemoryStream stream = new();
        if (!compilation.Emit(stream).Success)
        {
            return null;
        }

        stream.Position = 0;
        Assembly assembly = new AssemblyLoadContext("lenient", isCollectible: true).LoadFromStream(stream);
        return assembly.GetType(ProgramForm.AdapterName(program), throwOnError: true)!.GetMethod("Value")!.CreateDelegate<Func<object[], object?>>();
    }

    /// <summary><c>a[i]</c> becomes <c>Lenient.At(a, i)</c>; what cuts a part out stays.</summary>
    private sealed class Rewriter : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitElementAccessExpression(ElementAccessExpressionSyntax node)
        {
            ElementAccessExpressionSyntax inner = (ElementAccessExpressionSyntax)base.VisitElementAccessExpression(node)!;
            return inner.ArgumentList.Arguments.Any(a => a.Expression is RangeExpressionSyntax)
                ? inner
                : SyntaxFactory.ParseExpression($"SymDiff.TestKit.Lenient.At({inner.Expression.ToFullString()}, {inner.ArgumentList.Arguments.ToFullString()})").WithTriviaFrom(inner);
        }
    }
}
