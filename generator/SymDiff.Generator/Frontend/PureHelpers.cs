using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Calls of helpers without an active argument. Whether such a helper does nothing but compute is seen by reading it: a small one is then read in
/// place, as if it had an active argument, a large one stays a call that may be left out or made again, or, if it may take long or end in an exception,
/// one that is made where it stands and gives the same in every run. Of any other nothing is assumed: it is executed once, in order.
/// </summary>
internal static class PureHelpers
{
    // About as much as a line or two say; a longer formula of constants is no part of the derivative that anybody wants to read.
    private const int Small = 24;

    /// <summary>Reads the helper in place of the call, if it is small and only computes.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="site">The call.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    /// <param name="receiver">The struct that it is called on, if it is one.</param>
    /// <returns>The result; null if the call stays a call.</returns>
    public static Value? Read(LoweringContext context, CallSite site, IReadOnlyList<Argument> arguments, string? name, Receiver? receiver)
    {
        if (site.Method.ReturnsVoid || context.PurityOf(site.Method) is not Purity.Unknown)
        {
            return null;
        }

        var mark = context.Builder.Values.Mark();
        var (result, statements) = context.Attempt(() => Inlining.Lower(context, site.Operation, site.Method, null, arguments, name, receiver));
        var purity = result is null || !statements.All(IsPure) ? Purity.Impure
            : statements.Sum(Size) <= Small ? Purity.Unknown
            : statements.All(IsBounded) ? Purity.Pure
            : Purity.Computing;
        context.SetPurity(site.Method, purity);
        if (purity != Purity.Unknown)
        {
            context.Abandon(mark);
            return null;
        }

        foreach (var statement in statements)
        {
            context.Builder.Add(statement);
        }

        return result;
    }

    private static bool IsPure(Statement statement) =>
        statement.Operation is Constant or Apply or If or Block or Loop or External { HasEffect: false } && Inner(statement).All(IsPure);

    private static int Size(Statement statement) => 1 + Inner(statement).Sum(Size);

    // A call that may be left out must not be one that ends in an exception; one that may be made again must not be one that takes as long as it likes.
    private static bool IsBounded(Statement statement) =>
        !Shapes.CanThrow(statement.Operation) && !(statement.Operation is Loop || (statement.Operation is External { Arguments.Count: > 0 } external && !IsMember(external.Text))) && Inner(statement).All(IsBounded);

    // A member of a struct, without code of anybody's.
    private static bool IsMember(string text) => text.StartsWith("{0}.", StringComparison.Ordinal) && text.IndexOfAny(['(', '[', '{'], 1) < 0;

    private static IEnumerable<Statement> Inner(Statement statement) => statement.Operation.Regions.SelectMany(r => r.Statements);
}

/// <summary>What is known of a helper whose arguments are constants.</summary>
internal enum Purity
{
    /// <summary>Nothing, or that it is better read each time.</summary>
    Unknown,

    /// <summary>It only computes, and is too large to be read in place.</summary>
    Pure,

    /// <summary>It only computes, but may take long or end in an exception.</summary>
    Computing,

    /// <summary>It may do something.</summary>
    Impure,
}
