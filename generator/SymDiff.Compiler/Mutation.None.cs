#if !DEBUG
namespace SymDiff.Compiler;

/// <content>In Release there are no mistakes.</content>
internal static partial class Mutation
{
    public const bool OverwritesContributions = false;

    public const bool AddsBeforeReads = false;

    public const bool WidensDependentLoops = false;

    public const bool ForgetsFactors = false;

    public const bool TakesArgumentsApart = false;

    public const bool FusesCalls = false;

    public const bool DropsSecondTerm = false;

    public const bool DropsSecondOrderTerm = false;

    public const bool RestoresCarriedValuesAlone = false;

    public const bool ForgetsUsedSnapshots = false;
    public const bool CommutesEverything = false;
    public const bool ForgetsConversions = false;
    public const bool ForgetsElse = false;
    public const bool ForgetsActivityOfElse = false;
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
    public const bool LeavesRestoredMemory = false;
    public const bool SimplifiesTheValue = false;
    public const bool PostfixAsPrefix = false;
    public const bool CopiesWithoutSaving = false;
    public const bool ContinueAsBreak = false;
    public const bool StopsBeforeFirst = false;
    public const bool CountsPastTheEnd = false;
    public const bool ForgetsInversion = false;
    public const bool SkipsZeroing = false;
    public const bool SharesRecords = false;
    public const bool SharesStarts = false;
    public const bool SwapsSlots = false;
    public const bool RunsForwardTwice = false;
    public const bool DisposesEarly = false;
    public const bool InvertsNestedGuards = false;
    public const bool ForgetsInclusiveEnd = false;
    public const bool CountsOneTooFew = false;
    public const bool ForgetsVariedInLoops = false;
    public const bool SwapsPartials = false;
    public const bool ReadsOnce = false;
    public const bool ReloadsChangedMemory = false;
    public const bool RecallsFirstMemory = false;
    public const bool ForgetsBeforeFused = false;
    public const bool OverwritesShadows = false;
    public const bool ShadowsBeginAtZero = false;
    public const bool KeepsTangents = false;
    public const bool ForgetsStored = false;
    public const bool ForwardsBeyondRange = false;
    public const bool ForwardsAcrossIterations = false;
    public const bool SharesScratch = false;
    public const bool KeepsDestinations = false;
    public const bool OverwritesTangents = false;
    public const bool ReadsOverwrittenElements = false;
    public const bool LeavesRest = false;
    public const bool AddsBehindReads = false;
    public const bool OverlooksInnerAdditions = false;
    public const bool DropsWhatFollowsClearing = false;
    public const bool ForgetsUnclearedElements = false;
    public const bool SkipsWholeLoops = false;
    public const bool TurnsDependentLoops = false;
    public const bool KeepsOverwrittenLoads = false;
    public const bool SkipsRows = false;
    public const bool CutsRowsEarly = false;
    public const bool ReadsWithinBounds = false;
    public const bool DefersChangedFactors = false;
    public const bool DefersSharedMemory = false;
    public const bool ReadsRecordBefore = false;
    public const bool SumsFromAnywhere = false;
    public const bool StopsTooEarly = false;
    public const bool StoresInTurn = false;
    public const bool ReceivesEarly = false;
    public const bool SharesColumns = false;
    public const bool SwapsColumns = false;
    public const bool RefersToFirst = false;
    public const bool SharesMemberColumns = false;
    public const bool ReordersForeignState = false;
    public const bool PassesCopies = false;
    public const bool DropsDefensiveCopies = false;
    public const bool SharesCopies = false;
    public const bool SwapsFields = false;
    public const bool ChoosesFirstField = false;
}
#endif
