using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Fuzzing;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Programs;

/// <summary>The comparison itself is tested: a derived function from which any one write to memory is missing does not pass.</summary>
public sealed class SeededDefectTests
{
    public static TheoryData<string, Point> Programs() => new()
    {
        { TenPrograms.Overwriting, new Point(new[] { 0.5, 0.7, -0.3, 0.9 }, 0.8) },
        { TenPrograms.DataDependentIndices, new Point(new[] { 0.5, 0.7, -0.3, 0.9, 1.1 }, new[] { 2, 0, 4, 2, 1 }, 5) },
        { TenPrograms.SliceAliasesParent, new Point(new[] { 0.5, 0.7, -0.3, 0.9 }, 1.3) },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void AnyMissingWriteIsNoticed(string text, Point point)
    {
        var primal = Parser.ParseFunction(text);
        var whole = new Module(primal);
        var derived = whole[new Derivations(whole, verify: true).Vjp(primal.Name)];
        var active = primal.Parameters.Select(p => p.IsReal || p.Type.HasShadow).ToEquatableArray();
        Assert.True(FuzzCheck.Compare(new RandomProgram(whole, primal.Name, active, point), order: 1));

        var writes = derived.Body.AllStatements().Where(s => s.Operation is Store or Accumulate).ToList();
        Assert.Contains(writes, w => w.Operation is Accumulate);
        foreach (var write in writes)
        {
            var mutant = derived with { Body = Without(derived.Body, write) };
            var program = new RandomProgram(new Module(primal, mutant), primal.Name, active, point);
            Assert.ThrowsAny<Exception>(() => FuzzCheck.Compare(program, order: 1));
        }
    }

    private static Region Without(Region region, Statement gone) => region with
    {
        Statements = region.Statements.Where(s => !ReferenceEquals(s, gone)).Select(s => s.Operation.Regions.Count == 0 ? s : s with
        {
            Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Without(r, gone)).ToEquatableArray()),
        }).ToEquatableArray(),
    };
}
