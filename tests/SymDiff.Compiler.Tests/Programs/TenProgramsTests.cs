using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Fuzzing;

namespace SymDiff.Compiler.Tests.Programs;

/// <summary>Each of the ten programs differentiated once and twice, forward and reverse.</summary>
public sealed class TenProgramsTests
{
    public static TheoryData<string, string, Point> Programs() => new()
    {
        { TenPrograms.NestedLoops, "nested", new Point(0.7, 0.4, 4) },
        { TenPrograms.NestedLoops, "nested", new Point(0.3, -0.2, 3) },
        { TenPrograms.NestedLoops, "nested", new Point(0.3, 0.5, 0) },
        { TenPrograms.ReturnFromInner, "search", new Point(0.9, 0.6, 4.0) },
        { TenPrograms.ReturnFromInner, "search", new Point(0.9, 0.6, 1.2) },
        { TenPrograms.ReturnFromInner, "search", new Point(0.4, 0.2, 1e6) },
        { TenPrograms.PingPong, "pingpong", new Point(new[] { 0.3, -0.5, 0.8, 0.2 }, 0.6, 3) },
        { TenPrograms.PingPong, "pingpong", new Point(new[] { 0.3, -0.5, 0.8, 0.2 }, 0.6, 4) },
        { TenPrograms.SurvivingAlloc, "surviving", new Point(0.8, 4) },
        { TenPrograms.Overwriting, "overwriting", new Point(new[] { 0.5, 0.7, -0.3, 0.9 }, 0.8) },
        { TenPrograms.DataDependentIndices, "indices", new Point(new[] { 0.5, 0.7, -0.3, 0.9, 1.1 }, new[] { 2, 0, 4, 2, 1 }, 5) },
        { TenPrograms.SliceAliasesParent, "slices", new Point(new[] { 0.5, 0.7, -0.3, 0.9 }, 1.3) },
        { TenPrograms.CallInLoop, "energy", new Point(new[] { 0.9, 0.7 }, 1.2, 3) },
        { TenPrograms.Recursion, "tree", new Point(0.8, 0.6, 4) },
        { TenPrograms.RandomSource, "noisy", new Point(0.4, 5) },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void FirstOrder(string text, string name, Point point) => New(text).FirstOrder(name, point);

    [Theory]
    [MemberData(nameof(Programs))]
    public void SecondOrder(string text, string name, Point point) => New(text).SecondOrder(name, point);

    [Theory]
    [MemberData(nameof(Programs))]
    public void ExactlyAsDualNumbersToOrderThree(string text, string name, Point point)
    {
        var module = Parser.ParseModule(text);
        var active = module[name].Parameters.Select(p => p.IsReal || p.Type.HasShadow).ToEquatableArray();
        Assert.True(FuzzCheck.Compare(new RandomProgram(module, name, active, point), order: 3));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void TextRoundTrips(string text, string name, Point point)
    {
        var check = New(text);
        check.FirstOrder(name, point);
        foreach (var function in check.Module.Functions)
        {
            Assert.Equal(function, Parser.ParseFunction(Printer.Print(function)));
        }
    }

    [Fact]
    public void RandomSourceIsCalledOncePerIterationInOrder()
    {
        var calls = new List<int>();
        var check = new Check(Parser.ParseModule(TenPrograms.RandomSource), () =>
        {
            calls.Clear();
            return Random(calls);
        });
        var (gradient, _) = check.Pullback("noisy", new Point(0.4, 5), [1]);
        Assert.Equal([0, 1, 2, 3, 4], calls);
        Assert.NotEqual(0, gradient[0]);
    }

    private static Check New(string text) => new(Parser.ParseModule(text), () => Random([]));

    private static Dictionary<string, Func<object?[], object?>> Random(List<int> calls) => new()
    {
        ["random"] = _ =>
        {
            calls.Add(calls.Count);
            return 0.3 + (0.17 * ((calls.Count * 7) % 5));
        },
    };
}
