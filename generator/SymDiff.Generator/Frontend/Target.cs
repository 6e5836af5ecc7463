using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>The jumps of C#.</summary>
internal enum JumpKind
{
    /// <summary>To the end of a method.</summary>
    Return,

    /// <summary>Out of a loop or a switch.</summary>
    Break,

    /// <summary>To the next iteration.</summary>
    Continue,
}

/// <summary>A place that jumps go to, and what they hand over there: a result, if it is the end of a method, and what variables hold.</summary>
/// <param name="kind">Which jumps go there.</param>
/// <param name="label">Makes what it is called in the intermediate form; not asked where nothing needs a label.</param>
/// <param name="result">The result; null for none.</param>
/// <param name="variables">The variables.</param>
/// <param name="openEnumerators">How many enumerators are open there.</param>
internal sealed class Target(JumpKind kind, Func<string> label, Parcel? result, IReadOnlyList<Parcel> variables, int openEnumerators)
{
    private string? _label;

    /// <summary>Which jumps go there.</summary>
    public JumpKind Kind { get; } = kind;

    /// <summary>What it is called in the intermediate form.</summary>
    public string Label => _label ??= label();

    /// <summary>The result; null for none.</summary>
    public Parcel? Result { get; } = result;

    /// <summary>The variables.</summary>
    public IReadOnlyList<Parcel> Variables { get; } = variables;

    /// <summary>How many enumerators are open there.</summary>
    public int OpenEnumerators { get; } = openEnumerators;

    /// <summary>Whether some exit names the label.</summary>
    public bool IsLeftFor { get; set; }

    /// <summary>Everything that was handed over, one list a jump or an end.</summary>
    public List<EquatableArray<Value>> HandedOver { get; } = [];

    /// <summary>The types of what is handed over.</summary>
    public IEnumerable<IrType> Types => Parcels.SelectMany(p => p.Types);

    /// <summary>What is handed over: the result, if there is one, and the variables.</summary>
    public IEnumerable<Parcel> Parcels => (Result is null ? [] : new[] { Result }).Concat(Variables);

    /// <summary>Values for what is handed over, named after the variables.</summary>
    public List<Value> Fresh(ValueSource values, string? resultName = null) =>
        [.. Result is null ? [] : Result.Fresh(values, resultName), .. Variables.SelectMany(v => v.Fresh(values))];
}

/// <summary>How the region under construction ended before its last statement.</summary>
/// <param name="Label">The label left for; null where it yields.</param>
/// <param name="Values">What is handed over.</param>
/// <param name="IsDead">Nothing runs after what stands there already: it throws, or never ends.</param>
internal sealed record Ending(string? Label, EquatableArray<Value> Values, bool IsDead = false)
{
    /// <summary>After a throw.</summary>
    public static Ending Dead { get; } = new(null, default, IsDead: true);

    /// <summary>Whether the region yields what is handed over.</summary>
    public bool IsYield => Label is null && !IsDead;
}

/// <summary>A region that was lowered beside others.</summary>
/// <param name="Builder">Its statements.</param>
/// <param name="End">How it ended; null if its end was reached.</param>
/// <param name="Changes">What it assigned.</param>
internal sealed record Arm(RegionBuilder Builder, Ending? End, IReadOnlyList<Change> Changes)
{
    /// <summary>The finished region.</summary>
    /// <param name="yielded">What it yields where it did not leave.</param>
    public Region Close(IEnumerable<Value> yielded) => End switch
    {
        null or { IsDead: true } => Builder.Yield(yielded),
        _ => Builder.End(End.Label, End.Values),
    };
}
