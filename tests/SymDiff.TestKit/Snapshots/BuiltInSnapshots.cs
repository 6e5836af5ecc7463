using System.Text;

namespace SymDiff.TestKit;

/// <summary>A snapshot comparer with the file layout of Verify, for machines that cannot restore it.</summary>
internal static class BuiltInSnapshots
{
    private const string Verified = ".verified.cs";
    private const string Received = ".received.cs";

    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>The characters that Windows or Unix forbid in file names, so that a snapshot has one name everywhere.</summary>
    private static readonly char[] Invalid = [.. "\"<>|:*?\\/", .. Enumerable.Range(0, 32).Select(code => (char)code)];

    /// <summary>Compares; accepts instead where the environment says so.</summary>
    public static void Match(SnapshotName name, IReadOnlyList<GeneratedSource> sources) =>
        Match(name, sources, MayAccept(Environment.GetEnvironmentVariable));

    /// <summary>Whether <c>SNAPSHOT_ACCEPT</c> is 1, and this is not CI.</summary>
    public static bool MayAccept(Func<string, string?> environment) =>
        environment("SNAPSHOT_ACCEPT") == "1" && string.IsNullOrEmpty(environment("CI"));

    /// <summary>Compares, or makes the received files the verified ones.</summary>
    /// <exception cref="SnapshotException">A file is new, different or no longer produced.</exception>
    public static void Match(SnapshotName name, IReadOnlyList<GeneratedSource> sources, bool accept)
    {
        string directory = Path.GetDirectoryName(name.SourceFile)!;
        string prefix = Clean($"{name.Type}.{name.Method}{(name.Parameters.Length > 0 ? "_" + name.Parameters : "")}");
        Dictionary<string, string> received = sources.OrderBy(source => source.HintName, StringComparer.Ordinal).ToDictionary(
            source => prefix + "#" + Clean(Path.GetFileNameWithoutExtension(source.HintName)),
            source => $"//HintName: {source.HintName}\n{Lines(source.Text)}",
            StringComparer.Ordinal);

        foreach (string stale in Existing(directory, prefix, Received))
        {
            File.Delete(stale);
        }

        List<string> problems = [];
        foreach ((string file, string text) in received)
        {
            string verified = Path.Combine(directory, file + Verified);
            string? problem = !File.Exists(verified) ? "new" : File.ReadAllText(verified) == text ? null : "not equal" + FirstDifference(File.ReadAllText(verified), text);
            if (problem is null)
            {
                continue;
            }

            if (accept)
            {
                File.WriteAllText(verified, text, WithMark);
                continue;
            }

            File.WriteAllText(Path.Combine(directory, file + Received), text, WithMark);
            problems.Add($"{file}: {problem}");
        }

        foreach (string verified in Existing(directory, prefix, Verified).Where(path => !received.ContainsKey(Path.GetFileName(path)[..^Verified.Length])))
        {
            if (accept)
            {
                File.Delete(verified);
            }
            else
            {
                problems.Add($"{Path.GetFileName(verified)}: no longer produced");
            }
        }

        if (problems.Count > 0)
        {
            throw new SnapshotException($"Snapshots differ (SNAPSHOT_ACCEPT=1 accepts what was received):\n{string.Join("\n", problems)}");
        }
    }

    /// <summary>The prefix ends at <c>#</c> or the suffix, so that one test's files are never taken for those of another whose name begins alike.</summary>
    private static string[] Existing(string directory, string prefix, string suffix) =>
        [.. Directory.GetFiles(directory, "*" + suffix).Where(path =>
            Path.GetFileName(path).StartsWith(prefix + "#", StringComparison.Ordinal) || Path.GetFileName(path) == prefix + suffix)];

    private static string Clean(string name) => string.Concat(name.Select(c => Array.IndexOf(Invalid, c) >= 0 ? '-' : c));

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static string FirstDifference(string verified, string received)
    {
        string[] old = verified.Split('\n');
        string[] now = received.Split('\n');
        int line = Enumerable.Range(0, Math.Max(old.Length, now.Length)).First(i => i >= old.Length || i >= now.Length || old[i] != now[i]);
        return $"\n  line {line + 1}\n  - {(line < old.Length ? old[line] : "(end)")}\n  + {(line < now.Length ? now[line] : "(end)")}";
    }
}

/// <summary>What was received is not what was verified.</summary>
public sealed class SnapshotException(string message) : Exception(message);
