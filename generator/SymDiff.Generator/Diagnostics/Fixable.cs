namespace SymDiff.Generator.Diagnostics;

/// <summary>What diagnostics and code fixes, which are in an assembly of their own, agree on. Compiled into both.</summary>
internal static class Fixable
{
    /// <summary>A buffer attribute stands where it means nothing; reported at the attribute.</summary>
    public const string BufferAttributeMisplaced = "SD0006";

    /// <summary>
    /// A store to a buffer that the declaration says is read only. The additional locations are the declarations of the parameter,
    /// <see cref="RolesProperty"/> has the attributes that fit it.
    /// </summary>
    public const string InputIsWritten = "SD1012";

    /// <summary>A span without an attribute that is an output by what is done with it. Locations and property as for <see cref="InputIsWritten"/>.</summary>
    public const string OnlyWritten = "SD2004";

    /// <summary>The names of attributes that fit a parameter, with blanks between them.</summary>
    public const string RolesProperty = "Roles";
}
