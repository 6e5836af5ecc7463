using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.TestKit;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.LargeBodies;

/// <summary>Two thousand methods that between them have every kind of statement and expression.</summary>
public sealed class EveryKindTests(ITestOutputHelper output)
{
    private const int All = 2_000;

    // Kinds that no method has, and why.
    private static readonly Dictionary<string, string> WithoutSyntax = Because(
        ("stands in accessors only", "FieldExpression"),
        ("stands in documentation", "XmlElement XmlEmptyElement"),
        ("is newer than C# 14", "UnsafeExpression WithElement"),
        ("stands outside of bodies", "GlobalStatement ArrowExpressionClause BaseConstructorInitializer ThisConstructorInitializer TypeParameterConstraintClause"));

    private static readonly Dictionary<string, string> WithoutOperation = Because(
        ("is what has no kind, or does not compile", "None Invalid InterpolatedStringAppendInvalid"),
        ("is of Visual Basic", "Parenthesized Stop End RaiseEvent OmittedArgument ReDim ReDimClause"),
        ("stands outside of bodies", "FieldInitializer PropertyInitializer ParameterInitializer ConstructorBody ConstructorBodyOperation Attribute"),
        ("is newer than C# 14", "CollectionExpressionElementsPlaceholder"),
        ("is obsolete", "CollectionElementInitializer"),
        ("is of control-flow graphs", "FlowCapture FlowCaptureReference IsNull CaughtException StaticLocalInitializationSemaphore FlowAnonymousFunction"));

    private static int Version => (int)LanguageVersion.Latest.MapSpecifiedToEffectiveVersion();

    /// <summary>The normal run takes every twentieth of the methods that only mix again what others have.</summary>
    private static int[] Indices()
    {
        bool all = Environment.GetEnvironmentVariable("SYMDIFF_LARGE_BODIES") == "all";
        int least = MethodMaker.Least(Version);
        return [.. Enumerable.Range(0, All).Where(i => all || i < least || i % 20 == 0)];
    }

    [Fact]
    public void EveryMethod_IsTakenOrRefused()
    {
        CSharpCompilation compilation = Compilation();
        string[] errors = [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{d}\n    {d.Location.SourceTree?.GetText().Lines.GetLineFromPosition(d.Location.SourceSpan.Start)}")];
        Assert.True(errors.Length == 0, $"{errors.Length} errors\n{string.Join("\n", errors.Take(40))}");

        LargeBody body = LargeBody.Run(compilation, "Gradient, Jvp");
        double share = (double)body.Accepted / body.Numeric;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{body}, share {share:P1}"));
        output.WriteLine(string.Join("\n", body.Reasons.OrderByDescending(r => r.Value).Take(40).Select(r => $"{r.Value,6} {r.Key}")));
        Assert.True(body.Problems.Count == 0, $"{body.Problems.Count} problems\n{string.Join("\n\n", body.Problems.Take(20))}");
        Assert.Empty(body.ErrorsOfTheProject);
        Assert.True(share >= 0.3, $"Only {share:P1} are accepted.");
        Assert.True(body.Compared > body.Accepted, "Hardly anything was compared.");
    }

    [Fact]
    public void EveryKindOfSyntax_IsThere()
    {
        HashSet<SyntaxKind> found = [];
        foreach (SyntaxNode method in Methods(Sources()))
        {
            found.UnionWith(method.DescendantNodes().Select(node => node.Kind()));
        }

        string[] endings = ["Expression", "Statement", "Pattern", "Clause", "Label", "Element", "Designation", "Initializer", "Interpolation", "SwitchSection", "SwitchExpressionArm", "Subpattern", "VariableDeclarator", "QueryBody", "QueryContinuation"];
        string[] missing = [.. Enum.GetValues<SyntaxKind>().Distinct().Where(kind => !found.Contains(kind)).Select(kind => kind.ToString())
            .Where(name => endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)) && !WithoutSyntax.ContainsKey(name))];
        AssertNone(missing);
    }

    [Fact]
    public void EveryKindOfOperation_IsThere()
    {
        CSharpCompilation compilation = Compilation();
        HashSet<string> found = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode method in Methods([tree]))
            {
                found.UnionWith((model.GetOperation(method)?.DescendantsAndSelf() ?? []).Select(operation => operation.Kind.ToString()));
            }
        }

        AssertNone([.. Enum.GetValues<OperationKind>().Select(kind => kind.ToString()).Distinct().Where(name => !found.Contains(name) && !WithoutOperation.ContainsKey(name))]);
    }

    private static Dictionary<string, string> Because(params (string Reason, string Names)[] kinds) =>
        kinds.SelectMany(k => k.Names.Split(' ').Select(name => (name, k.Reason))).ToDictionary(k => k.name, k => k.Reason, StringComparer.Ordinal);

    private static void AssertNone(string[] missing) => Assert.True(missing.Length == 0, $"No method has {string.Join(", ", missing)}.");

    private static IEnumerable<MethodDeclarationSyntax> Methods(IEnumerable<SyntaxTree> trees) =>
        trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()).Where(m => m.AttributeLists.Any(l => l.ToString() == "[Differentiable]"));

    private static CSharpParseOptions Parse() => new(LanguageVersion.Latest);

    private static IEnumerable<SyntaxTree> Sources() => Indices().Select(i => CSharpSyntaxTree.ParseText(MethodMaker.Make(i, Version), Parse(), $"M{i}.cs", System.Text.Encoding.UTF8));

    private static CSharpCompilation Compilation()
    {
        CSharpCompilation compilation = Driver.Compile(new DriverInput(MethodMaker.Support(Version)));
        return compilation.AddSyntaxTrees(Sources()).WithOptions(compilation.Options.WithAllowUnsafe(true));
    }
}
