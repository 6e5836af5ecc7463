using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Style;

/// <summary>A file as it is compiled with some symbols defined.</summary>
internal sealed record SourceFile(string Path, CompilationUnitSyntax Unit)
{
    private static readonly string[] Symbols = ["NET", "NET8_0_OR_GREATER", "NET10_0_OR_GREATER", "DEBUG", "ROSLYN_LATEST"];

    /// <summary>The file with all symbols defined, and with none if that could make a difference.</summary>
    public static IEnumerable<SourceFile> Read(string path, string text)
    {
        yield return Parse(path, text, Symbols);
        if (text.Contains("#if", StringComparison.Ordinal))
        {
            yield return Parse(path, text, []);
        }
    }

    /// <summary>What is said about a place in this file.</summary>
    public string Fault(SyntaxNode place, string message) => $"{Path}({place.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {message}";

    private static SourceFile Parse(string path, string text, string[] symbols) =>
        new(path, SyntaxFactory.ParseCompilationUnit(text, options: new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: symbols)));
}
