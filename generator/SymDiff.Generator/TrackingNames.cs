namespace SymDiff.Generator;

/// <summary>The names of the pipeline's steps, which tests collect and check one by one.</summary>
internal static class TrackingNames
{
    /// <summary>From the attribute's target to a model.</summary>
    public const string Extract = nameof(Extract);

    /// <summary>From the project's properties to options.</summary>
    public const string Options = nameof(Options);

    /// <summary>From a model to the marked methods that it calls.</summary>
    public const string CallSites = nameof(CallSites);

    /// <summary>From all of these to what is asked of each method.</summary>
    public const string Requests = nameof(Requests);

    /// <summary>A model with the options and what is asked of it.</summary>
    public const string Combine = nameof(Combine);

    /// <summary>From both to a file.</summary>
    public const string Generate = nameof(Generate);

    /// <summary>From a registering attribute's target to lines of the record.</summary>
    public const string Registrations = nameof(Registrations);

    /// <summary>From all lines to the record's file.</summary>
    public const string Record = nameof(Record);

    /// <summary>From the target of <c>[ParameterSet]</c> to a model.</summary>
    public const string ExtractSet = nameof(ExtractSet);

    /// <summary>From a set's model to a file.</summary>
    public const string GenerateSet = nameof(GenerateSet);
}
