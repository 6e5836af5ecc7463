using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SymDiff.CodeFixes.Tests;

/// <summary>The shipped dll can be loaded by what the folder in the package says, and by itself.</summary>
public sealed class AssemblyReferenceTests
{
    /// <summary>The generator is another file, which an editor need not be able to find from here.</summary>
    [Fact]
    public void CodeFixes_NeedRoslyn414_AndNothingElseOfOurs()
    {
        AssemblyName[] references = typeof(BufferRoleCodeFix).Assembly.GetReferencedAssemblies();
        AssemblyName[] roslyn = [.. references.Where(r => r.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))];
        Assert.Contains(roslyn, r => r.Name == "Microsoft.CodeAnalysis.Workspaces");
        Assert.All(roslyn, r => Assert.Equal(new Version(4, 14, 0, 0), r.Version));
        Assert.DoesNotContain(references, r => r.Name!.StartsWith("SymDiff", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryFix_CanBeAppliedToAllAtOnce()
    {
        CodeFixProvider[] fixes = [.. typeof(BufferRoleCodeFix).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CodeFixProvider))).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!)];
        Assert.NotEmpty(fixes);
        Assert.All(fixes, f =>
        {
            Assert.NotNull(f.GetFixAllProvider());
            Assert.NotNull(f.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>());
        });
    }
}
