using Microsoft.CodeAnalysis;
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

    /// <summary>Asserts that an action makes one project of another, which builds with nothing to report.</summary>
    public static async Task ByAsync(CodeFixProvider provider, string key, DriverInput before, params string[] after)
    {
        using Fixing fixing = new(provider, before);
        Assert.NotEmpty(await fixing.DiagnosticsAsync());
        string[] actual = await fixing.ApplyAsync(key);
        Assert.Equal(Joined(after), Joined(actual));
        Driver.Run(before with { Sources = actual }).ShouldBuildCleanly();
    }

    /// <summary>
    /// Asserts what the action for everything makes of two files, which are the text with A and with B for <c>§</c>: in the first document, in the project and in a solution.
    /// </summary>
    public static async Task InEveryScopeAsync(CodeFixProvider provider, string key, string before, string after)
    {
        string[] sources = [before.Replace('§', 'A'), before.Replace('§', 'B')];
        string[] expected = [after.Replace('§', 'A'), after.Replace('§', 'B')];
        await AllByAsync(provider, key, FixAllScope.Document, sources, [expected[0], sources[1]]);
        await AllByAsync(provider, key, FixAllScope.Project, sources, expected);
        await AllByAsync(provider, key, FixAllScope.Solution, sources, expected);
    }

    /// <summary>Asserts that nothing is offered for what is reported.</summary>
    public static async Task NotOfferedAsync(CodeFixProvider provider, DriverInput input)
    {
        using Fixing fixing = new(provider, input);
        Diagnostic[] diagnostics = await fixing.DiagnosticsAsync();
        Assert.NotEmpty(diagnostics);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Assert.Empty((await fixing.OffersAsync(diagnostic)).Select(o => o.Title));
        }
    }

    /// <summary>Asserts the same of the action for everything of a scope at once.</summary>
    public static async Task AllByAsync(CodeFixProvider provider, string key, FixAllScope scope, string[] before, string[] after)
    {
        using Fixing fixing = new(provider, before);
        Assert.True((await fixing.DiagnosticsAsync()).Length > 1, "There is one thing to fix.");
        AssertProject(after, await fixing.ApplyAllAsync(key, scope), isWhole: scope != FixAllScope.Document);
    }

    private static string Joined(IEnumerable<string> texts) => string.Join("\n----\n", texts);

    private static void AssertProject(string[] expected, string[] actual, bool isWhole = true)
    {
        Assert.Equal(Joined(expected), Joined(actual));
        if (isWhole)
        {
            Driver.Run(new DriverInput(actual)).ShouldBuildCleanly();
        }
    }
}
