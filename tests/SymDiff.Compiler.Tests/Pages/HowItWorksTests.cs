using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Pages;

/// <summary>Writes <c>docs/how-it-works.md</c> from what the passes do, and keeps it equal to that.</summary>
public sealed class HowItWorksTests
{
    [Fact]
    public void Page_IsWhatThePassesDo()
    {
        string path = PagePath();
        if (Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(path, Text());
        }

        Assert.Equal(Text(), File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void EveryExample_ShowsItsPass() => Assert.All(PassExamples.All, e => Assert.NotEqual(Printer.Print(e.Before), Printer.Print(e.Run(e.Before))));

    private static string Text()
    {
        StringBuilder text = new("""
            # How it works

            A marked method is read through Roslyn into a small intermediate form. Passes turn that into its derivative and tidy it, and it is printed as C#. This page has a program for every pass, before and after it.
            A test writes it (`SNAPSHOT_ACCEPT=1`) by running the passes, so it is what they do. [architecture.md](architecture.md) says how the parts hang together.

            The form is read like this: `%x` is a value, defined once; a region in braces ends with `yield`, which hands values to what the region belongs to, or with `exit`, which hands them to a label further out. The
            parameters of a loop's body are the number of the iteration and what is carried from one to the next. `buffer<f64>` is memory, with `load`, `store` and `accumulate` (add to an element). `step` says which step of the
            method a derivative belongs to, for comments in the emitted code.


            """);
        Part("Before it is differentiated", PassExamples.Preparing);
        Part("Reverse mode", PassExamples.Reversing);
        Part("Forward mode, and others", PassExamples.Others);
        Part("Tidying", PassExamples.Tidying);
        text.Append("""
            ## Larger ones

            Some passes need programs that are longer than they are worth reading here; [architecture.md](architecture.md) has a line on each. `SummedCotangents` applies a linear map such as the transposed matrix of a layer once behind a loop over samples,
            to the sum of the cotangents; `RecordedScratch` drops workspace whose elements are recorded anyway; `HessianDiagonal` takes the diagonal of a Hessian in one sweep where it is proved to have nothing beside it; `WholeSlices` and
            `ReturnedArrays` deal with slices that are all of their memory and with arrays that a method returns; `Lengths` knows the length of memory by what it was made with; `OverwrittenShadows` stores what the first loop of an iteration
            adds to the cotangents of workspace, which then need not be cleared; `SkippedLoops` goes through a loop only where the cotangent that it hands on is not 0; `Upward` turns reverse loops round whose iterations have nothing to do with each other.

            ## From the form to C#

            `Placement` finds where each statement stands, `Folding` what nests into an expression, `Variables` which values share a local, `LocalNames` what it is called; `StatementWriter` writes loops and branches, and puts a comment with the
            source of a step before what reverses it. Records become `SymDiff.Record`, first on the stack and then from the array pool. Where `Vectorize` permits it, `Widening` writes a loop over neighbouring elements as one over vectors
            of the platform, and one over what is left of them.

            """);
        return text.ToString().ReplaceLineEndings("\n");

        void Part(string title, IEnumerable<PassExample> examples)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"## {title}\n\n");
            foreach (PassExample example in examples)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"### {example.Pass}\n\n{example.Says}\n\n```\n{Shown(example.Before)}\n```\n\nbecomes\n\n```\n{Shown(example.Run(example.Before))}\n```\n\n");
            }
        }
    }

    // The numbers of values are left out where a name says which one is meant.
    private static string Shown(Function function)
    {
        string text = Printer.Print(function).TrimEnd();
        foreach (var name in Regex.Matches(text, @"%(\w*[A-Za-z]\w*)\.(\d+)").GroupBy(m => m.Groups[1].Value).Where(g => g.Select(m => m.Groups[2].Value).Distinct().Count() == 1))
        {
            text = Regex.Replace(text, $@"%{name.Key}\.\d+\b", "%" + name.Key);
        }

        return text;
    }

    private static string PagePath([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "docs", "how-it-works.md");
}
