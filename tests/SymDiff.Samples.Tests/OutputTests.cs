using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SymDiff.Samples.Tests;

/// <summary>Every sample runs, and prints what stands in its <c>expected.txt</c>.</summary>
public sealed partial class OutputTests
{
    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*.csproj", SearchOption.AllDirectories)
        .Where(f => !Repository.Text(f).Contains("<OutputType>Library</OutputType>", StringComparison.Ordinal)).Select(f => Path.GetFileName(Path.GetDirectoryName(f))!)];

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Sample_PrintsWhatIsExpected(string sample)
    {
        string folder = Path.Combine(Repository.Root, "samples", sample);
        string output = Path.Combine(folder, "bin", Configuration, "net10.0");
        string program = Directory.GetFiles(output, "*.runtimeconfig.json").Select(f => f.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal)).Single();
        using Process run = Process.Start(new ProcessStartInfo("dotnet", [program]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = output })!;
        run.StandardInput.Close();
        Task<string> errors = run.StandardError.ReadToEndAsync();
        string printed = (await run.StandardOutput.ReadToEndAsync()).ReplaceLineEndings("\n");
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, await errors);

        string expected = Path.Combine(folder, "expected.txt");
        if (Repository.Accepts)
        {
            File.WriteAllText(expected, printed);
        }

        Assert.Equal(Rounded(Repository.Text(expected)), Rounded(printed));
    }

    // The last digits, and what differs from zero in them alone, are those of the platform's functions.
    private static string Rounded(string text) => Blanks().Replace(
        Number().Replace(text, m => double.TryParse(m.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? (Math.Abs(value) < 1e-9 ? 0 : value).ToString("G9", CultureInfo.InvariantCulture) : m.Value),
        " ");

    [GeneratedRegex(@"(?<![\w.])-?\d+(\.\d+)?(E[-+]\d+)?(?![\w.])")]
    private static partial Regex Number();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
