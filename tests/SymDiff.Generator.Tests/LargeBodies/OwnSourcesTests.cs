using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.TestKit;
using Xunit.Abstractions;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SymDiff.Generator.Tests.LargeBodies;

/// <summary>The methods of this repository, marked: code that nobody wrote in order to differentiate it. <c>SYMDIFF_OWN_SOURCES=all</c> takes all of them.</summary>
public sealed class OwnSourcesTests(ITestOutputHelper output)
{
    // A folder is compiled as one project, with what the SDK adds to it.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [Theory]
    [InlineData("src/SymDiff", "", 3)]
    [InlineData("generator", "global using SymDiff.Compiler;", 24)]
    [InlineData("samples/Quickstart", "")]
    [InlineData("samples/SpecialFunctions", "")]
    [InlineData("tests/SymDiff.TestKit", "", 24)]
    [InlineData("tests/SymDiff.Compiler.Tests", "global using Xunit;", 24)]
    [InlineData("tests/SymDiff.Generator.Tests", "global using Xunit;", 24)]
    [InlineData("tests/SymDiff.Numeric.Tests", "global using Xunit;", 48)]
    [InlineData("tests/SymDiff.Tests", "global using Xunit;", 3)]
    [InlineData("tests/SymDiff.Benchmarks", "", 6)]
    [InlineData("tests/PackageConsumer", "")]
    public void EveryMethod_IsTakenOrRefused(string folder, string usings, int share = 1)
    {
        LargeBody body = LargeBody.Run(Compilation(folder, usings, All ? 1 : share), "Gradient, ValueAndGradient, Vjp, Jvp");
        output.WriteLine($"{folder}: {body}");
        output.WriteLine(string.Join("\n", body.Reasons.OrderByDescending(r => r.Value).Take(12).Select(r => $"{r.Value,6} {r.Key}")));
        output.WriteLine(string.Join("\n", body.ErrorsOfTheProject.Take(10)));
        Assert.True(body.Problems.Count == 0, $"{body.Problems.Count} problems\n{string.Join("\n\n", body.Problems.Take(10))}");
        Assert.True(body.Methods > 0, "No method was found.");
    }

    // Of large folders one method in so many, unless all are asked for: they take minutes.
    private static bool All => Environment.GetEnvironmentVariable("SYMDIFF_OWN_SOURCES") == "all";

    private static CSharpCompilation Compilation(string folder, string usings, int share)
    {
        string root = Path.Combine(RepositoryFiles.Root, folder);
        CSharpParseOptions parse = new(LanguageVersion.Latest, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET10_0_OR_GREATER"]);
        List<CSharpSyntaxTree> trees = [(CSharpSyntaxTree)CSharpSyntaxTree.ParseText(Usings + usings, parse, "Usings.cs")];
        Marking marking = new(share);
        foreach (string file in RepositoryFiles.In(folder))
        {
            SyntaxTree tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file), parse);

            // Parsed again, as the compiler would see the text.
            trees.Add((CSharpSyntaxTree)CSharpSyntaxTree.ParseText(marking.Visit(tree.GetRoot()).ToFullString(), parse, Path.GetRelativePath(root, file), System.Text.Encoding.UTF8));
        }

        CSharpCompilation empty = Driver.Compile(new DriverInput()
        {
            AssemblyName = folder == "src/SymDiff" ? "SymDiff" : Path.GetFileName(folder),
            MoreReferences = [.. References(folder)],
        });
        return empty.AddSyntaxTrees(trees).WithOptions(empty.Options.WithAllowUnsafe(true).WithOutputKind(
            trees.Any(t => t.GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement)) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));
    }

    private static IEnumerable<MetadataReference> References(string folder)
    {
        List<string> files = [typeof(Compilation).Assembly.Location, typeof(CSharpCompilation).Assembly.Location, typeof(FactAttribute).Assembly.Location, typeof(Assert).Assembly.Location, typeof(ITestOutputHelper).Assembly.Location];
        if (folder.StartsWith("tests", StringComparison.Ordinal))
        {
            files.Add(typeof(SymDiffGenerator).Assembly.Location);
            if (folder != "tests/SymDiff.TestKit")
            {
                files.Add(typeof(Driver).Assembly.Location);
            }
        }

        return files.Select(file => MetadataReference.CreateFromFile(file));
    }

    // Marks every method, and makes types partial so that the mark can have an effect.
    private sealed class Marking(int share) : CSharpSyntaxRewriter
    {
        private static readonly AttributeListSyntax Mark = AttributeList(SingletonSeparatedList(Attribute(ParseName("global::SymDiff.Differentiable")))).WithTrailingTrivia(Space);

        private int _met;

        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => Partial((TypeDeclarationSyntax)base.VisitClassDeclaration(node)!);

        public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) => Partial((TypeDeclarationSyntax)base.VisitStructDeclaration(node)!);

        public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) => Partial((TypeDeclarationSyntax)base.VisitRecordDeclaration(node)!);

        public override SyntaxNode? VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) => Partial((TypeDeclarationSyntax)base.VisitInterfaceDeclaration(node)!);

        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            SyntaxTriviaList leading = node.GetLeadingTrivia();
            AttributeListSyntax? own = node.AttributeLists.FirstOrDefault(l => l.Attributes.Any(a => a.Name.ToString().EndsWith("Differentiable", StringComparison.Ordinal)));
            if (_met++ % share != 0)
            {
                // What the build differentiates every time is one among many here.
                return own is null ? node : node.RemoveNode(own, SyntaxRemoveOptions.KeepNoTrivia)!.WithLeadingTrivia(leading);
            }

            if (own is not null)
            {
                return node;
            }

            node = node.WithLeadingTrivia();
            return node.WithAttributeLists(node.AttributeLists.Insert(0, Mark)).WithLeadingTrivia(leading);
        }

        private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type)
        {
            if (type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                return type;
            }

            SyntaxTriviaList leading = type.Keyword.LeadingTrivia;
            return type.WithKeyword(type.Keyword.WithLeadingTrivia()).AddModifiers(Token(SyntaxKind.PartialKeyword).WithLeadingTrivia(leading).WithTrailingTrivia(Space));
        }
    }
}
