using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>Random programs are worth what is in them: everything there is, and nothing that is not well formed.</summary>
public sealed class ProgramGeneratorTests
{
    // Slopes and guards arise in derivatives only; what remains is integer arithmetic that differentiation never looks at, and functions with a mode.
    private static readonly HashSet<string> NotMade =
    [
        .. PrimitiveTable.All.Select(p => p.Name).Where(n => n == "AbsSlope" || n.EndsWith("Share", StringComparison.Ordinal)),
        PrimitiveTable.Instead, "StrongDivide", "DivideOrZero", "OneIfZero", "Turns", "Complement", "ShiftLeft", "ShiftRight", "RoundByMode", "RoundToDigitsByMode",
    ];

    [Fact]
    public void EverythingOccurs()
    {
        var functions = Enumerable.Range(0, 1500).SelectMany(s => ProgramGenerator.Make(s).Module.Functions).ToList();
        Assert.All(functions, f => Verifier.Check(f));

        var operations = functions.SelectMany(f => f.Body.AllStatements()).Select(s => s.Operation).ToList();
        var kinds = operations.Select(o => o.GetType().Name).ToHashSet();
        Assert.Equal(
            ["Accumulate", "Alloc", "Apply", "Block", "Call", "Constant", "External", "If", "Length", "Load", "Loop", "Slice", "Store"],
            kinds.Order(StringComparer.Ordinal));

        var primitives = operations.OfType<Apply>().Select(a => a.Primitive).ToHashSet();
        Assert.Empty(PrimitiveTable.All.Select(p => p.Name).Except(NotMade).Except(primitives));

        Assert.Contains(operations.OfType<Loop>(), l => l.Count is null);
        Assert.Contains(operations.OfType<Loop>(), l => l.IsReversed);
        Assert.Contains(operations.OfType<Alloc>(), a => a.Element.IsBuffer);
        Assert.Contains(functions, f => f.Body.AllStatements().Any(s => s.Operation is Call c && c.Callee == f.Name));
        Assert.Contains(operations.OfType<Loop>(), l => LoopsLeft(l, Function.ReturnLabel) >= 2);
    }

    [Fact]
    public void MostGradientsAreNotZero()
    {
        int some = Enumerable.Range(0, 100).Count(seed => FuzzCheck.HasGradient(ProgramGenerator.Make(seed)));
        Assert.True(some >= 60, $"Only {some} of 100 programs have a gradient.");
    }

    // How many loops, this one among them, an exit to the label leaves; −1 where there is none.
    private static int LoopsLeft(Operation operation, string label)
    {
        int inside = -1;
        foreach (var region in operation.Regions)
        {
            inside = Math.Max(inside, region.End.Label == label ? 0 : -1);
            inside = Math.Max(inside, region.Statements.Select(s => LoopsLeft(s.Operation, label)).DefaultIfEmpty(-1).Max());
        }

        return inside >= 0 && operation is Loop ? inside + 1 : inside;
    }
}
