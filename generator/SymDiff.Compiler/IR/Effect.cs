namespace SymDiff.Compiler.IR;

/// <summary>What C# that is not looked into may do besides giving its results.</summary>
public enum Effect
{
    /// <summary>Nothing, and its results depend on its arguments alone.</summary>
    None,

    /// <summary>Nothing, and its results depend on its arguments alone; but it may take long or end in an exception, so that it is executed once where it stands.</summary>
    Computing,

    /// <summary>Its results may differ from time to time, or it leaves something somewhere; of the function's memory it changes only what it is handed.</summary>
    Once,

    /// <summary>Anything. It may know of memory that the function is given, by a field or from an earlier call, and change what it holds.</summary>
    Any,
}
