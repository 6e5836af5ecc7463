using Microsoft.CodeAnalysis.CodeFixes;
using SymDiff.TestKit;

namespace SymDiff.CodeFixes.Tests;

/// <summary>Assertions about what a code fix makes of source.</summary>
internal static class Fixed
{
    /// <summary>Asserts that an action makes one text of another, and that the project then builds with nothing to report.</summary>
    /// <param name="provider">The fix.</param>
    /// <param name="key">The equivalence key of the action.</param>
    /// <param name="before">The file.</param>
    /// <param name="after">What it becomes.</param>
    public static Task ByAsync(CodeFixProvider provider, string key, string before, string after) => ByAsync(provider, key, [before], [after]);

    /// <summary>Asserts that an action makes one project of another, which builds with nothing to report.</summary>
    public static async Task ByAsync(CodeFixProvider provider, string key, string[] before, string[] after)
    {
        using Fixing fixing = new(provider, before);
        Assert.NotEmpty(await fixing.DiagnosticsAsync());
        AssertProject(after, await fixing.ApplyAsync(key));
    }

    /// <summary>Asserts the same of the action for everything of a scope at once.</summary>
    public static async Task AllByAsync(CodeFixProvider provider, string key, FixAllScope scope, string[] before, string[] after)
    {
        using Fixing fixing = new(provider, before);
        Assert.True((await fixing.DiagnosticsAsync()).Length > 1, "There is one thing to fix.");
        AssertProject(after, await fixing.ApplyAllAsync(key, scope), isWhole: scope == FixAllScope.Project);
    }

    private static void AssertProject(string[] expected, string[] actual, bool isWhole = true)
    {
        Assert.Equal(string.Join("\n----\n", expected), string.Join("\n----\n", actual));
        if (isWhole)
        {
            Driver.Run(new DriverInput(actual)).ShouldBuildCleanly();
        }
    }
}
