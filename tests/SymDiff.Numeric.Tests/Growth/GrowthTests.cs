using System.Globalization;
using System.Text;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Numeric.Tests.EmittedCode;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Growth;

/// <summary>Emitted code grows linearly with the method, and nothing that a compiler does with it needs a deep stack.</summary>
public sealed class GrowthTests
{
    // A quarter of what a thread has by default on Windows.
    private const int SmallStack = 256 * 1024;

    // Roslyn itself wants more.
    private const int RoslynStack = 1024 * 1024;

    private static readonly int[] Sizes = [10, 100, 1_000];

    private static readonly Lazy<Dictionary<(string Name, int Size), (int Primal, OperationCounts Counts, int Characters)>> Measured = new(() => OnSmallStack(RoslynStack, () => GrowingPrograms.Names
        .SelectMany(name => Sizes, (name, size) => (Name: name, Size: size))
        .ToDictionary(key => key, key => Measure(key.Name, key.Size))));

    public static TheoryData<string> Names => [.. GrowingPrograms.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EmittedCode_GrowsLinearly(string name)
    {
        Linear(size => Measured.Value[(name, size)].Counts.Total, 1.02);

        // The numbers in names and literals have more digits.
        Linear(size => Measured.Value[(name, size)].Characters, 1.25);

        void Linear(Func<int, int> size, double slack)
        {
            double first = size(100) - size(10);
            double second = size(1_000) - size(100);
            Assert.InRange(second / first, 10 / slack, 10 * slack);
        }
    }

    /// <summary>The promise of the specification, at every length.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Operations_AreAtMostFiveTimesThePrimals(string name) =>
        Assert.All(Sizes, size => Assert.InRange(Measured.Value[(name, size)].Counts.Total, 0, 5 * Measured.Value[(name, size)].Primal));

    /// <summary>From the intermediate form; a conditional is several operations, so that fewer of them are as long. One frame of 64 bytes a step would be too much.</summary>
    [Theory]
    [InlineData("Product", 2_500)]
    [InlineData("Composition", 2_500)]
    [InlineData("Polynomial", 2_500)]
    [InlineData("Conditionals", 1_500)]
    public void LongMethods_NeedNoDeepStack(string name, int size)
    {
        ReadMethod method = OnSmallStack(16 * RoslynStack, () => Read(name, size));
        int operations = OnSmallStack(SmallStack, () => OperationCounts.Of(method.Form(DerivativeKind.Gradient)).Total);
        int atThousand = Measured.Value[(name, 1_000)].Counts.Total;
        Assert.InRange(operations / (double)atThousand, size / 1_020.0, size / 980.0);
    }

    [Fact]
    public void PageIsTheTable()
    {
        StringBuilder text = new("""
            # Code size by the length of the method

            What `FGradient` of methods with n steps is made of (operations; those of all branches count), and how long the generated file is (characters). *F* is the method's own operations. A test writes this page (`SNAPSHOT_ACCEPT=1`) and fails when it changes.

            | method | n | F | + | × | ÷ | calls | operations / n | operations / F | characters / n |
            | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |

            """);
        foreach (string name in GrowingPrograms.Names)
        {
            foreach (int size in Sizes)
            {
                (int primal, OperationCounts counts, int characters) = Measured.Value[(name, size)];
                text.Append(CultureInfo.InvariantCulture, $"| {name} | {size} | {primal} | {counts} | {counts.Total / (double)size:F2} | {counts.Total / (double)primal:F2} | {characters / (double)size:F0} |\n");
            }
        }

        PinnedPage.Match("code-size.md", text.ToString().ReplaceLineEndings("\n"));
    }

    private static (int Primal, OperationCounts Counts, int Characters) Measure(string name, int size)
    {
        DriverResult result = Driver.Run(new DriverInput(GrowingPrograms.Text(name, size))
        {
            GlobalOptions = new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = "Gradient" },
        });

        // Compiling the output says nothing new of long methods, and takes longest.
        string source = size > 100 ? result.Source : result.ShouldHaveNoErrors().Source;
        Assert.DoesNotContain("NotSupportedException", source, StringComparison.Ordinal);
        ReadMethod method = Read(name, size);
        return (OperationCounts.Of(method.Primal).Total, OperationCounts.Of(method.Form(DerivativeKind.Gradient)), source.Length);
    }

    private static ReadMethod Read(string name, int size) => ReadMethod.In(Driver.Compile(new DriverInput(GrowingPrograms.Text(name, size)))).Single();

    // A stack overflow cannot be caught: it ends the test run, which is failure enough.
    private static T OnSmallStack<T>(int size, Func<T> work)
    {
        T result = default!;
        Exception? thrown = null;
        Thread thread = new(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                thrown = e;
            }
        }, size);
        thread.Start();
        thread.Join();
        return thrown is null ? result : throw new InvalidOperationException("The work failed.", thrown);
    }
}
