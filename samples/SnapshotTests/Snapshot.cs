using System.Runtime.CompilerServices;
using System.Text;
#if SNAPSHOT_ENGINE_VERIFY
using VerifyTests;
#endif

namespace SnapshotTests;

/// <summary>
/// Compares text with a file beside the test, <c>Test.Method.verified.cs</c>. With Verify this class is not needed: <c>Verifier.Verify(text, "cs")</c> of its adapter for a test framework does the same with the same file, and
/// opens a diff tool besides. Without it, what differs is written to <c>Test.Method.received.cs</c>; accepted it is by renaming that file, or by running the tests with <c>SNAPSHOT_ACCEPT=1</c>.
/// </summary>
internal static class Snapshot
{
    /// <summary>Compares.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sourceFile">Filled in by the compiler: the test's file.</param>
    /// <param name="method">Filled in by the compiler: the test.</param>
    public static async Task Match(string text, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        string test = Path.GetFileNameWithoutExtension(sourceFile);
#if SNAPSHOT_ENGINE_VERIFY
        using InnerVerifier verifier = new(sourceFile, new VerifySettings(), test, method, null, new PathInfo());
        await verifier.Verify([new Target("cs", text)]).ConfigureAwait(true);
#else
        string stem = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{test}.{method}");
        string verified = stem + ".verified.cs";
        string received = stem + ".received.cs";
        File.Delete(received);
        string expected = File.Exists(verified) ? (await File.ReadAllTextAsync(verified).ConfigureAwait(true)).ReplaceLineEndings("\n") : "";
        if (expected == text)
        {
            return;
        }

        bool accepts = Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
        await File.WriteAllTextAsync(accepts ? verified : received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)).ConfigureAwait(true);
        if (!accepts)
        {
            // Shows the first difference.
            Assert.Equal(expected, text);
        }
#endif
    }
}
