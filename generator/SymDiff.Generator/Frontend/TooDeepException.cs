using System.Diagnostics.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>Ends the reading of a method that is nested deeper than a stack can follow.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Thrown in one place and caught in one.")]
internal sealed class TooDeepException : Exception
{
    /// <summary>Whether an exception says that something was nested too deeply for us, for the runtime or for Roslyn, whose own exception is not public.</summary>
    public static bool Says(Exception exception) =>
        exception is TooDeepException or InsufficientExecutionStackException || exception.GetType().Name == "CancelledByStackGuardException";
}
