using System.Diagnostics;

namespace SymDiff.Samples.Tests;

/// <summary>Runs samples with arguments.</summary>
internal static class SampleRun
{
    /// <summary>What a sample prints that is given lines to read, or none, and arguments.</summary>
    public static async Task<string> PrintedAsync(string sample, string? input, params string[] arguments)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Path.Combine(Repository.Root, "samples", sample, "bin", configuration, "net10.0", sample + ".dll");
        ProcessStartInfo start = new("dotnet", [program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process run = Process.Start(start)!;
        await run.StandardInput.WriteAsync(input);
        run.StandardInput.Close();
        Task<string> errors = run.StandardError.ReadToEndAsync();
        string printed = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, await errors);
        return printed;
    }
}
