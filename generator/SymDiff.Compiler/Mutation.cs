#if DEBUG
using System.Runtime.CompilerServices;
#endif

namespace SymDiff.Compiler;

/// <summary>
/// Mistakes that tests make on purpose, one at a time, to see that random programs catch them. They exist in Debug builds only: in Release each is the
/// constant <c>false</c>, and the compiler drops what it guards.
/// </summary>
internal static class Mutation
{
#if DEBUG
    private static readonly AsyncLocal<string?> Current = new();

    /// <summary>Makes a mistake from here on, in this flow of execution; null for none.</summary>
    /// <param name="name">The name of a property of this class.</param>
    public static void Make(string? name) => Current.Value = name;

    private static bool Is([CallerMemberName] string name = "") => Current.Value == name;

    /// <summary>A second contribution to a cotangent takes the place of the first.</summary>
    public static bool OverwritesContributions => Is();

    /// <summary>The pushforward of an operation has its first term only.</summary>
    public static bool DropsSecondTerm => Is();

    /// <summary>Any two operands are taken for exchangeable when equal operations are computed once.</summary>
    public static bool CommutesEverything => Is();

    /// <summary>The cotangent of a conversion between widths is lost.</summary>
    public static bool ForgetsConversions => Is();

    /// <summary>The other arm of a choice hands nothing back.</summary>
    public static bool ForgetsElse => Is();

    /// <summary>What varies in the other arm of a choice alone counts as constant.</summary>
    public static bool ForgetsActivityOfElse => Is();

    /// <summary>A choice whose arm leaves is reversed as one that always goes on.</summary>
    public static bool GuardAsIf => Is();

    /// <summary>The cotangent of what an exit hands over is lost.</summary>
    public static bool DropsExit => Is();

    /// <summary>The iteration that ended a loop is not reversed.</summary>
    public static bool DropsBrokenOffIteration => Is();

    /// <summary>A loop that was broken off is reversed for one iteration too few.</summary>
    public static bool MissesLastIteration => Is();

    /// <summary>The reverse of a loop runs in the loop's own direction.</summary>
    public static bool ReversesLoopsForward => Is();

    /// <summary>The cotangent of a carried value ends with each iteration.</summary>
    public static bool ForgetsCarriedCotangent => Is();

    /// <summary>The cotangents of values from outside that a loop reads begin anew.</summary>
    public static bool ForgetsOuterCotangent => Is();

    /// <summary>The tangent of what a loop starts from is lost.</summary>
    public static bool ForgetsCarriedTangent => Is();

    /// <summary>The tangent of what an exit hands over is lost.</summary>
    public static bool ForgetsTangentOfExit => Is();

    /// <summary>What varies only because an iteration hands it on counts as constant.</summary>
    public static bool ForgetsActivityOfLoops => Is();

    /// <summary>Iterations of an inner loop overwrite what those of earlier outer iterations recorded.</summary>
    public static bool ReusesTickets => Is();

    /// <summary>The reverse sweep looks up an inner iteration without the outer one.</summary>
    public static bool RecallsWrongTicket => Is();

    /// <summary>The reverse sweep takes the outermost loop's iteration for that of any loop.</summary>
    public static bool MixesIterations => Is();

    /// <summary>The reverse sweep makes a call again that is not known to be pure.</summary>
    public static bool RecomputesImpureCalls => Is();

    /// <summary>A call whose result is not needed is not made.</summary>
    public static bool DropsImpureCalls => Is();

    /// <summary>An exit through several loops ends the inner loop only.</summary>
    public static bool LandsNowhere => Is();

    /// <summary>A call hands no cotangent to its last argument.</summary>
    public static bool ForgetsArguments => Is();

    /// <summary>A reversed store leaves the cotangent in the shadow.</summary>
    public static bool KeepsShadow => Is();

    /// <summary>What the reverse sweep wrote back into the parameters' memory stays there.</summary>
    public static bool LeavesRestoredMemory => Is();

    /// <summary>Identities of real numbers are applied to the value too.</summary>
    public static bool SimplifiesTheValue => Is();

    /// <summary><c>x++</c> gives what <c>++x</c> gives.</summary>
    public static bool PostfixAsPrefix => Is();
#else
    public const bool OverwritesContributions = false;
    public const bool DropsSecondTerm = false;
    public const bool CommutesEverything = false;
    public const bool ForgetsConversions = false;
    public const bool ForgetsElse = false;
    public const bool ForgetsActivityOfElse = false;
    public const bool SinksSharedValues = false;
    public const bool GuardAsIf = false;
    public const bool DropsExit = false;
    public const bool DropsBrokenOffIteration = false;
    public const bool MissesLastIteration = false;
    public const bool ReversesLoopsForward = false;
    public const bool ForgetsCarriedCotangent = false;
    public const bool ForgetsOuterCotangent = false;
    public const bool ForgetsCarriedTangent = false;
    public const bool ForgetsTangentOfExit = false;
    public const bool ForgetsActivityOfLoops = false;
    public const bool ReusesTickets = false;
    public const bool RecallsWrongTicket = false;
    public const bool MixesIterations = false;
    public const bool RecomputesImpureCalls = false;
    public const bool DropsImpureCalls = false;
    public const bool LandsNowhere = false;
    public const bool ForgetsArguments = false;
    public const bool KeepsShadow = false;
    public const bool KeepsMemory = false;
    public const bool LeavesRestoredMemory = false;
    public const bool SimplifiesTheValue = false;
    public const bool PostfixAsPrefix = false;
#endif
}
