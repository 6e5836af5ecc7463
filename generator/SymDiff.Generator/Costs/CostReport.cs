using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SymDiff.Compiler.Analysis.Costs;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;
using SymDiff.Generator.Sharing;

namespace SymDiff.Generator.Costs;

/// <summary>What a gradient costs, in words: for the info diagnostic, and where it is more than it may be.</summary>
internal static class CostReport
{
    /// <summary>Whether the info diagnostic is asked for, which is off by default: else nothing is counted.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="tree">The method's file.</param>
    /// <param name="cancellation">Stops it.</param>
    public static bool IsAskedFor(Compilation compilation, SyntaxTree? tree, CancellationToken cancellation)
    {
        string id = Descriptors.Cost.Id;
        if (compilation.Options.SyntaxTreeOptionsProvider is { } options
            && ((tree is not null && options.TryGetDiagnosticValue(tree, id, cancellation, out var severity)) || options.TryGetGlobalDiagnosticValue(id, cancellation, out severity)))
        {
            return severity is not (ReportDiagnostic.Suppress or ReportDiagnostic.Default);
        }

        return compilation.Options.SpecificDiagnosticOptions.TryGetValue(id, out var specific) && specific is not (ReportDiagnostic.Suppress or ReportDiagnostic.Default);
    }

    /// <summary>The info diagnostic; null where there is no gradient to count.</summary>
    /// <param name="method">A method without errors.</param>
    /// <param name="at">Where it is.</param>
    /// <param name="loops">Where its loops are, by label.</param>
    public static Rejection? Of(DifferentiableMethod method, Location at, IReadOnlyDictionary<string, Location> loops)
    {
        if (method.Body is not { } body || method.Signature is not { } signature)
        {
            return null;
        }

        DerivativeCost cost;
        try
        {
            cost = Measure(body, signature);
        }
        catch (NoDerivativeException)
        {
            return null;
        }

        var places = cost.Recorded.Select(r => r.Loop).Distinct().Where(loops.ContainsKey).Select(l => loops[l]).ToEquatableArray();
        return new Rejection(Descriptors.Cost, at, EquatableArray.Of(
            method.DisplayName, Operations(cost), cost.Primal.ToString(), Ratio(cost.Ratio), Explanation(cost), Recorded(cost.Recorded, loops)))
        {
            Declarations = places,
        };
    }

    /// <summary>Why the gradient takes more operations than the method allows; null if it does not.</summary>
    /// <param name="method">A method without errors.</param>
    /// <param name="body">Its body.</param>
    /// <param name="signature">Its declaration.</param>
    public static (DiagnosticDescriptor Descriptor, EquatableArray<string> Arguments)? Exceeded(DifferentiableMethod method, MethodBody body, MethodSignature signature)
    {
        double limit = method.Requested.MaxOperationRatio;
        if (limit <= 0)
        {
            return null;
        }

        var cost = Measure(body, signature);
        return cost.Ratio <= limit ? null : (Descriptors.OperationRatioNotKept, EquatableArray.Of(
            method.DisplayName, limit.ToString(CultureInfo.InvariantCulture),
            $"its gradient takes {Operations(cost)} operations for {cost.Primal} of its own{Explanation(cost)}, {Ratio(cost.Ratio)} times as many",
            "turn on the diagnostic SD3001 to see what is recorded, and make the method simpler or the limit higher"));
    }

    /// <summary>The loops that keep values, and that nothing says an end of.</summary>
    /// <param name="derived">What was derived of a method.</param>
    public static EquatableArray<EndlessLoop> Endless(IEnumerable<Function> derived) => derived
        .SelectMany(f => RecordedValues.Endless(f).GroupBy(r => r.Endless!))
        .GroupBy(g => g.Key)
        .Select(g => g.OrderByDescending(of => of.Sum(r => r.Bytes)).First())
        .Select(g => new EndlessLoop(g.Key, g.Sum(r => r.Bytes), string.Join(", ", g.Select(Value).Distinct())))
        .ToEquatableArray();

    /// <summary>Warnings about them.</summary>
    /// <param name="method">How messages call the method.</param>
    /// <param name="endless">The loops.</param>
    /// <param name="loops">Where its loops are, by label.</param>
    public static IEnumerable<Rejection> Endless(string method, EquatableArray<EndlessLoop> endless, IReadOnlyDictionary<string, Location> loops) => endless
        .Where(l => loops.ContainsKey(l.Label))
        .Select(l => new Rejection(Descriptors.EndlessRecord, loops[l.Label], EquatableArray.Of(method, l.Bytes.ToString(CultureInfo.InvariantCulture), l.Values)))
        .OrderBy(r => r.Location.SourceSpan.Start)
        .ToList();

    private static DerivativeCost Measure(MethodBody body, MethodSignature signature)
    {
        var entering = signature.Spread().Flat().Opened().Parameters.Where(p => !p.IsOut).ToList();
        return new Differentiate(body with { Main = Frontend.Snapshots.Unmark(body.Main) }, entering.Select(p => p.IsActive).ToEquatableArray(), entering.Select(p => p.Role).ToEquatableArray()).Cost();
    }

    private static string Operations(DerivativeCost cost) => cost.Gradient.ToString();

    private static string Ratio(double ratio) => ratio.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Explanation(DerivativeCost cost) => cost.Primal.ByDepth.Count > 1 || cost.Gradient.ByDepth.Count > 1
        ? $" (n is how often a loop runs, taken as {OperationCount.Turns.ToString(CultureInfo.InvariantCulture)})"
        : "";

    private static string Recorded(EquatableArray<RecordedValue> recorded, IReadOnlyDictionary<string, Location> loops) => recorded.Count == 0 ? "records nothing"
        : "records " + string.Join(", ", recorded.GroupBy(r => r.Loop).Select(g =>
            $"{g.Sum(r => r.Bytes).ToString(CultureInfo.InvariantCulture)} bytes in each turn of {Loop(g.Key, loops)}: {string.Join(", ", g.Select(Value).Distinct())}"));

    private static string Loop(string label, IReadOnlyDictionary<string, Location> loops) => loops.TryGetValue(label, out var at)
        ? $"the loop in line {(at.GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture)}"
        : "a loop";

    private static string Value(RecordedValue value) => $"{(value.Name is { } name ? $"'{name}'" : "a value")} ({Why(value)})";

    private static string Why(RecordedValue value) => value.Reason switch
    {
        RecordReason.Carried => "it changes from turn to turn",
        RecordReason.Function => value.Function is { } function ? $"{function} would cost more to call again" : "a call would cost more than memory",
        RecordReason.Overwritten => "what it was read from is written later",
        RecordReason.Once => "it comes from a call that is made once",
        RecordReason.Composed => "it comes out of a loop, a choice or a call",
        RecordReason.Place => "where the turns of an inner loop begin",
        _ => "it would take long to compute again",
    };
}
