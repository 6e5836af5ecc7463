namespace SymDiff.Compiler.Rules;

/// <summary>
/// Where a type parameter has the primitives: the interface of generic mathematics (namespace <c>System.Numerics</c>) that declares the operator or the static method by which a row
/// of the table is written for it.
/// </summary>
public static class GenericMembers
{
    /// <summary>The interface that every number has: its arithmetic, equality, and creation from other numbers.</summary>
    public const string Number = "INumberBase";

    /// <summary>The interface that has π.</summary>
    public const string Constants = "IFloatingPointConstants";

    /// <summary>The interface of IEEE numbers, which brings every other one with it.</summary>
    public const string Ieee754 = "IFloatingPointIeee754";

    /// <summary>The interface of powers, whose numbers cannot be integers either.</summary>
    public const string Powers = "IPowerFunctions";

    private const string Comparison = "IComparisonOperators";

    private static readonly (string Interface, string[] Primitives)[] Declared =
    [
        (Comparison, ["Less", "LessOrEqual", "Greater", "GreaterOrEqual", "AbsSlope", "MaxShare", "MinShare", "MaxNumberShare", "MinNumberShare", "LessShare", "ClampShare", "ClampOfNumberShare"]),
        ("IModulusOperators", ["Remainder"]),
        ("INumber", ["Max", "Min", "MaxNative", "MinNative", "MaxNumber", "MinNumber", "Clamp", "ClampNative", "ClampOfNumber", "CopySign", "Sign"]),
        ("IFloatingPoint", ["Floor", "Ceiling", "Truncate", "Round", "RoundToDigits", "RoundByMode", "RoundToDigitsByMode"]),
        (Ieee754, ["Atan2", "Atan2Pi", "BitIncrement", "BitDecrement", "FusedMultiplyAdd", "IEEERemainder", "ILogB", "Lerp", "ReciprocalEstimate", "ReciprocalSqrtEstimate", "ScaleB"]),
        ("IRootFunctions", ["Sqrt", "Cbrt", "RootN", "Hypot"]),
        (Powers, ["Pow"]),
        ("IExponentialFunctions", ["Exp", "Exp2", "Exp10", "ExpM1", "Exp2M1", "Exp10M1"]),
        ("ILogarithmicFunctions", ["Log", "Log2", "Log10", "LogP1", "Log2P1", "Log10P1", "LogToBase"]),
        ("ITrigonometricFunctions",
            ["Sin", "Cos", "Tan", "SinPi", "CosPi", "TanPi", "Asin", "Acos", "Atan", "AsinPi", "AcosPi", "AtanPi", "DegreesToRadians", "RadiansToDegrees"]),
        ("IHyperbolicFunctions", ["Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh"]),
    ];

    private static readonly Dictionary<string, string> ByPrimitive =
        Declared.SelectMany(d => d.Primitives.Select(p => (p, d.Interface))).ToDictionary(p => p.p, p => p.Interface, StringComparer.Ordinal);

    /// <summary>All interfaces that primitives are declared in, and that of the constants.</summary>
    public static IReadOnlyCollection<string> Interfaces { get; } = [.. Declared.Select(d => d.Interface), Number, Constants];

    /// <summary>The interface that has the primitive; that of all numbers where it is arithmetic.</summary>
    /// <param name="primitive">The primitive.</param>
    public static string InterfaceOf(string primitive) => ByPrimitive.TryGetValue(primitive, out string? declared) ? declared : Number;

    /// <summary>What a type parameter calls a function.</summary>
    /// <param name="form">How it is written for <c>double</c>.</param>
    public static string NameOf(CSharpForm form) => form.Text == "IEEERemainder" ? "Ieee754Remainder" : form.Text;

    /// <summary>The constraint that gives a type parameter an interface.</summary>
    /// <param name="name">The interface.</param>
    /// <param name="parameter">The type parameter.</param>
    public static string Constraint(string name, string parameter) => name switch
    {
        Comparison => $"{name}<{parameter}, {parameter}, bool>",
        "IModulusOperators" => $"{name}<{parameter}, {parameter}, {parameter}>",
        _ => $"{name}<{parameter}>",
    };
}
