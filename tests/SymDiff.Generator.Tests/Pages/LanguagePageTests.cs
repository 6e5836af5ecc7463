using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Diagnostics;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Pages;

/// <summary>Writes <c>docs/language.md</c>, by trying every construct, and keeps it equal to what comes of that.</summary>
public sealed class LanguagePageTests
{
    [Fact]
    public void Page_IsWhatIsAccepted()
    {
        string path = Path.Combine(RepositoryFiles.Root, "docs", "language.md");
        string text = Text();
        if (Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(text, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Text()
    {
        StringBuilder text = new("""
            # What a method may contain

            C# is large, and this page is a list of what is known: everything else is an error, at the exact expression, and never a wrong derivative. It is written by a test (`SNAPSHOT_ACCEPT=1`) that marks a method with each construct and looks
            what comes of it: *with a derivative* where a number that has one goes through the construct, *with constants* where only numbers without one do.

            ✓ is differentiated, or runs as it is. An id is the error, with a link to what it says; in brackets it is a warning.


            """);
        foreach (var (heading, probes) in LanguageProbes.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {heading}\n\n| construct | with a derivative | with constants |\n| --- | --- | --- |\n");
            foreach (LanguageProbe probe in probes)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {probe.What.Replace("|", "\\|", StringComparison.Ordinal)} | {Verdict(probe, "x")} | {Verdict(probe, "k")} |\n");
            }

            text.Append('\n');
        }

        text.Append("""
            ## Functions

            | of | page |
            | --- | --- |
            | `Math`, `MathF`, `double`, `float` | [primitives.md](primitives.md), generated from the table of rules |
            | `TensorPrimitives` | [vectors.md](vectors.md), generated from its table |
            | `System.Numerics` | [numerics-types.md](numerics-types.md) |
            | interfaces of generic mathematics | [generics.md](generics.md) |
            | any other method | [custom-derivatives.md](custom-derivatives.md): its derivative in one line |

            ## Declarations

            Static and instance methods, extension methods, expression bodies, overloads; in classes, structs, records, interfaces, nested, generic and `partial` types. Parameters: [buffers.md](buffers.md), [structs.md](structs.md),
            [parameter-sets.md](parameter-sets.md), [generics.md](generics.md). No `async` methods, iterators, `unsafe` or `extern` methods, operators, local functions. What cannot be marked has an error of its own, [SD0001](diagnostics/SD0001.md) to [SD0033](diagnostics/SD0033.md).

            """);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Verdict(LanguageProbe probe, string value)
    {
        DriverInput input = new($$"""
            using System;
            using System.Linq;
            using SymDiff;
            public static partial class C
            {
                [Differentiable] public static double F(double x, [NoGradient] double k, [NoGradient] int n, double[] a, [NoGradient] string s) { {{Regex.Replace(probe.Body, @"\bV\b", value)}} }
                {{probe.Members}}
            }
            """) { AllowUnsafe = true, MoreReferences = [ReferenceSet.Tensors("net10.0")] };

        // A derivative's name is yet to be emitted.
        Assert.DoesNotContain(Driver.Compile(input).GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS0103");

        // The array is a parameter that few of the bodies use.
        string[] reported = [.. Driver.Run(input).AnalyzerDiagnostics.Where(d => d.Id != Descriptors.DoesNotDepend.Id)
            .Select(d => d.Severity == DiagnosticSeverity.Error ? Link(d.Id) : $"({Link(d.Id)})").Distinct().Order(StringComparer.Ordinal)];
        return reported.Length == 0 ? "✓" : (reported.All(r => r[0] == '(') ? "✓ " : "") + string.Join(" ", reported);
    }

    private static string Link(string id) => $"[{id}](diagnostics/{id}.md)";
}
