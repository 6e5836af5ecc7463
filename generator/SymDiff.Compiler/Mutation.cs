#if DEBUG
using System.Runtime.CompilerServices;
#endif

namespace SymDiff.Compiler;

/// <summary>
/// Mistakes that tests make on purpose, one at a time, to see that random programs catch them. They exist in Debug builds only: in Release each is the
/// constant <c>false</c>, and the compiler drops what it guards.
/// </summary>
internal static partial class Mutation
{
#if DEBUG
    private static readonly AsyncLocal<string?> Current = new();

    // How many flows of execution make one: mostly none, and passes ask very often.
    private static int _made;

    /// <summary>Makes a mistake from here on, in this flow of execution; null for none.</summary>
    /// <param name="name">The name of a property of this class.</param>
    public static void Make(string? name)
    {
        Interlocked.Add(ref _made, (name is null ? 0 : 1) - (Current.Value is null ? 0 : 1));
        Current.Value = name;
    }

    private static bool Is([CallerMemberName] string name = "") => Volatile.Read(ref _made) > 0 && Current.Value == name;

    /// <summary>A method that changes a struct is called on a copy of it.</summary>
    public static bool PassesCopies => Is();

    /// <summary>A method may change a read-only field or a parameter that is passed by "in", of which C# makes a copy first.</summary>
    public static bool DropsDefensiveCopies => Is();

    /// <summary>A copy of a struct is another name of what it was copied from.</summary>
    public static bool SharesCopies => Is();

    /// <summary>The first two parts of what a constructor makes are swapped, where they are of one type.</summary>
    public static bool SwapsFields => Is();

    /// <summary>Where ways meet, only the first part of a struct is that of the way taken.</summary>
    public static bool ChoosesFirstField => Is();

    /// <summary>What is assigned by <c>(a, b) = (c, d)</c> is assigned as soon as it is computed.</summary>
    public static bool StoresInTurn => Is();

    /// <summary>A method is called on what its struct was before the arguments were evaluated.</summary>
    public static bool ReceivesEarly => Is();

    /// <summary>All numbers of an element are given the derivative of the first one.</summary>
    public static bool SharesColumns => Is();

    /// <summary>The first two numbers of the elements of a parameter are swapped.</summary>
    public static bool SwapsColumns => Is();

    /// <summary>What is another name of each element in turn is one of the first.</summary>
    public static bool RefersToFirst => Is();

    /// <summary>In the block of a set every member begins at the first column.</summary>
    public static bool SharesMemberColumns => Is();

    /// <summary>The state of a set of another assembly is taken in another order than that of its blocks.</summary>
    public static bool ReordersForeignState => Is();

    /// <summary>Buffers that a call is handed are taken to be apart.</summary>
    public static bool TakesArgumentsApart => Is();

    /// <summary>An iteration is reversed at once though it hands memory to a call.</summary>
    public static bool FusesCalls => Is();

    /// <summary>A second contribution to a cotangent takes the place of the first.</summary>
    public static bool OverwritesContributions => Is();

    /// <summary>What a vector function reads is not kept where another one writes it before.</summary>
    public static bool ReadsOverwrittenElements => Is();

    /// <summary>Memory is not what it was at a snapshot that is gone back to.</summary>
    public static bool RestoresCarriedValuesAlone => Is();

    /// <summary>A snapshot is gone back to for iterations before it.</summary>
    public static bool ForgetsUsedSnapshots => Is();

    /// <summary>What a loop that overwrites a destination leaves out at its end is not cleared.</summary>
    public static bool LeavesRest => Is();

    /// <summary>What was added to memory before it was read is added with what comes after.</summary>
    public static bool AddsBehindReads => Is();

    /// <summary>What branches add to an element is overlooked where it was cleared before them and is added to behind them.</summary>
    public static bool OverlooksInnerAdditions => Is();

    /// <summary>A place in a triangle is a row too far.</summary>
    public static bool SkipsRows => Is();

    /// <summary>What is added to an element that was cleared is lost.</summary>
    public static bool DropsWhatFollowsClearing => Is();

    /// <summary>Elements of workspace are taken for cleared that go on from one iteration to the next.</summary>
    public static bool ForgetsUnclearedElements => Is();

    /// <summary>A loop that hands on several cotangents is skipped where one of them is 0.</summary>
    public static bool SkipsWholeLoops => Is();

    /// <summary>Loops go upward that read what other iterations write.</summary>
    public static bool TurnsDependentLoops => Is();

    /// <summary>Behind its end, the last element of a buffer is read again.</summary>
    public static bool ReadsWithinBounds => Is();

    /// <summary>A row begins one element too early.</summary>
    public static bool CutsRowsEarly => Is();

    /// <summary>What a loop adds up is taken for the sum of its terms though it began with something else.</summary>
    public static bool SumsFromAnywhere => Is();

    /// <summary>A loop stops when a cotangent is 0 though it has something else to hand back.</summary>
    public static bool StopsTooEarly => Is();

    /// <summary>A map behind a loop takes along memory that others read in the loop.</summary>
    public static bool DefersSharedMemory => Is();

    /// <summary>A map is taken to be the same in every iteration though a factor of it changes.</summary>
    public static bool DefersChangedFactors => Is();

    /// <summary>What scratch memory held is read one place before where it was recorded.</summary>
    public static bool ReadsRecordBefore => Is();

    /// <summary>A load is not repeated though the memory was written in between.</summary>
    public static bool KeepsOverwrittenLoads => Is();

    /// <summary>The pushforward of an operation has its first term only.</summary>
    public static bool DropsSecondTerm => Is();

    /// <summary>The pushforward of an operation in a gradient has its first term only: forms of first order are right.</summary>
    public static bool DropsSecondOrderTerm => Is();

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

    /// <summary>Assignments that happen at once are written one after the other, although one overwrites what another reads.</summary>
    public static bool CopiesWithoutSaving => Is();

    /// <summary>What goes on with the next iteration leaves the loop.</summary>
    public static bool ContinueAsBreak => Is();

    /// <summary>A loop that is written downwards ends before it comes to 0.</summary>
    public static bool StopsBeforeFirst => Is();

    /// <summary>A loop that begins where the user begins runs once more.</summary>
    public static bool CountsPastTheEnd => Is();

    /// <summary>A branch of which the other arm is written first is written with the condition as it is.</summary>
    public static bool ForgetsInversion => Is();

    /// <summary>Memory of a record that is not written as a whole is as its last user left it.</summary>
    public static bool SkipsZeroing => Is();

    /// <summary>Two values of a loop share a record.</summary>
    public static bool SharesRecords => Is();

    /// <summary>Two loops inside a loop share the record of where their records begin.</summary>
    public static bool SharesStarts => Is();

    /// <summary>The reverse half reads the first two numbers in the record of a call in the wrong order.</summary>
    public static bool SwapsSlots => Is();

    /// <summary>The forward half of a call is executed twice.</summary>
    public static bool RunsForwardTwice => Is();

    /// <summary>The record of a call is given back before its reverse half runs.</summary>
    public static bool DisposesEarly => Is();

    /// <summary>The condition of a choice is turned round where what follows it is put into an arm.</summary>
    public static bool InvertsNestedGuards => Is();

    /// <summary>A counted loop does not come to a bound that belongs to it.</summary>
    public static bool ForgetsInclusiveEnd => Is();

    /// <summary>A loop between constants runs once less.</summary>
    public static bool CountsOneTooFew => Is();

    /// <summary>What varies only because an iteration assigns it is read as a constant.</summary>
    public static bool ForgetsVariedInLoops => Is();

    /// <summary>The partials that a registered method returns are taken in the wrong order.</summary>
    public static bool SwapsPartials => Is();

    /// <summary>An element that was read is not read again, although it was written in between.</summary>
    public static bool ReadsOnce => Is();

    /// <summary>The reverse sweep reads again what memory held that has changed since, in place of what was recorded.</summary>
    public static bool ReloadsChangedMemory => Is();

    /// <summary>Of memory that changes places in a loop the reverse sweep finds what the first iteration had.</summary>
    public static bool RecallsFirstMemory => Is();

    /// <summary>What a cotangent was before a fused loop is lost.</summary>
    public static bool ForgetsBeforeFused => Is();

    /// <summary>A second contribution to the shadow of an element takes the place of the first.</summary>
    public static bool OverwritesShadows => Is();

    /// <summary>The shadow of a part of a memory begins where that of the whole does.</summary>
    public static bool ShadowsBeginAtZero => Is();

    /// <summary>A constant that is stored leaves the tangent of what it overwrites.</summary>
    public static bool KeepsTangents => Is();

    /// <summary>The cotangent of what is stored into memory is lost.</summary>
    public static bool ForgetsStored => Is();

    /// <summary>An element is taken for one that a loop has written, wherever it is.</summary>
    public static bool ForwardsBeyondRange => Is();

    /// <summary>What was stored before a loop is taken for what an iteration finds, although an earlier one has written it.</summary>
    public static bool ForwardsAcrossIterations => Is();

    /// <summary>Memory from before a loop is taken for memory that each iteration writes before it reads.</summary>
    public static bool SharesScratch => Is();

    /// <summary>What was in the destinations of a Hessian along a direction is added to.</summary>
    public static bool KeepsDestinations => Is();

    /// <summary>A second contribution to the tangent of a shadow's element takes the place of the first.</summary>
    public static bool OverwritesTangents => Is();

    /// <summary>A shadow is added to before what was reversed earlier reads and clears it.</summary>
    public static bool AddsBeforeReads => Is();

    /// <summary>Several iterations of a loop are run at once also where one touches what another writes.</summary>
    public static bool WidensDependentLoops => Is();

    /// <summary>A cotangent that is known only behind a call is taken for 1.</summary>
    public static bool ForgetsFactors => Is();
#endif
}
