namespace SymDiff.Generator.Diagnostics;

/// <summary>What diagnostics and code fixes, which are in an assembly of their own, agree on. Compiled into both.</summary>
internal static class Fixable
{
    /// <summary>A containing type is not partial; reported at the name of the method.</summary>
    public const string NotPartial = "SD0001";

    /// <summary>A buffer attribute stands where it means nothing; reported at the attribute.</summary>
    public const string BufferAttributeMisplaced = "SD0006";

    /// <summary>A marked local function or lambda; reported at its name, or where the lambda begins.</summary>
    public const string LocalFunction = "SD0011";

    /// <summary>A set, or a type around it, is not partial; reported at the name of the set.</summary>
    public const string SetNotPartial = "SD0018";

    /// <summary>An expression without a case: of LINQ, its lambda.</summary>
    public const string ExpressionNotSupported = "SD1002";

    /// <summary>
    /// A call that nothing is known of, with an active argument. May have <see cref="ActiveProperty"/>, <see cref="CalleeProperty"/> and <see cref="TargetProperty"/>. Of LINQ over an
    /// array it is reported at the array.
    /// </summary>
    public const string CallNotDifferentiable = "SD1003";

    /// <summary>A function of the platform that has no rule yet. Properties as for <see cref="CallNotDifferentiable"/>.</summary>
    public const string NoRuleYet = "SD1004";

    /// <summary>An active value goes where its derivative would be lost; reported at the value or the assignment.</summary>
    public const string ActiveValueLost = "SD1005";

    /// <summary>A helper whose source cannot stand in the caller. May have <see cref="CalleeProperty"/>.</summary>
    public const string CannotInline = "SD1010";

    /// <summary>
    /// A store to a buffer that the declaration says is read only. The additional locations are the declarations of the parameter,
    /// <see cref="RolesProperty"/> has the attributes that fit it.
    /// </summary>
    public const string InputIsWritten = "SD1012";

    /// <summary>An active value where a registration has no derivative; reported at the argument.</summary>
    public const string ActiveArgumentOfConstant = "SD1020";

    /// <summary>A form needs the derivative of a registered derivative, which <see cref="CalleeProperty"/> names as the message does.</summary>
    public const string NoHigherOrder = "SD1021";

    /// <summary>An active parameter that does not matter; reported at its name. Has <see cref="ConstantProperty"/> where others do.</summary>
    public const string DoesNotDepend = "SD2001";

    /// <summary>Rounding, a sign or a cast to an integer cuts the derivative; reported at the call or the cast.</summary>
    public const string StepFunction = "SD2002";

    /// <summary>Equality of active values; reported at the comparison.</summary>
    public const string ActiveEquality = "SD2003";

    /// <summary>A span without an attribute that is an output by what is done with it. Locations and property as for <see cref="InputIsWritten"/>.</summary>
    public const string OnlyWritten = "SD2004";

    /// <summary>A division of integers whose result meets active values; reported at the division.</summary>
    public const string IntegerDivision = "SD2005";

    /// <summary>The names of attributes that fit a parameter, with blanks between them.</summary>
    public const string RolesProperty = "Roles";

    /// <summary>Places of active real numbers in the same file: start and length, with a comma between them and blanks between places.</summary>
    public const string ActiveProperty = "Active";

    /// <summary>A method that may be marked: its documentation id, or its name with that of its type.</summary>
    public const string CalleeProperty = "Callee";

    /// <summary>The documentation id of a method that a derivative may be registered for.</summary>
    public const string TargetProperty = "Target";

    /// <summary>Says that a place would be refused for a constant too.</summary>
    public const string UnsupportedProperty = "Unsupported";

    /// <summary>Says that a parameter may be made a constant.</summary>
    public const string ConstantProperty = "Constant";
}
