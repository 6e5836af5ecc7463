using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using VerifyTests;

namespace SymDiff.TestKit;

/// <summary>The snapshot engine of Verify. It is called below its test adapters, the one for xunit 2 having been retired.</summary>
internal static class VerifySnapshots
{
    /// <summary>Compares with Verify, which opens its diff tool and accepts in its own way.</summary>
    public static async Task Match(SnapshotName name, IReadOnlyList<GeneratedSource> sources)
    {
        VerifySettings settings = new();
        if (name.Parameters.Length > 0)
        {
            settings.UseTextForParameters(name.Parameters);
        }

        using InnerVerifier verifier = new(name.SourceFile, settings, name.Type, name.Method, null, new PathInfo());
        await verifier.Verify(sources.Select(source =>
            new Target("cs", $"//HintName: {source.HintName}\n{source.Text}", Path.GetFileNameWithoutExtension(source.HintName))));
    }
}
