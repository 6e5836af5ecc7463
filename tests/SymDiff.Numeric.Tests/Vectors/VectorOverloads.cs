using System.Numerics.Tensors;
using System.Reflection;

namespace SymDiff.Numeric.Tests.Vectors;

/// <summary>One overload of a function of the platform's.</summary>
/// <param name="Name">The function.</param>
/// <param name="Spans">One flag an argument: whether it is a span, else a number.</param>
/// <param name="IsReduction">Whether it gives a number.</param>
/// <param name="Settings">What else it is told, as C#, before the destination: integers and modes.</param>
internal sealed record VectorOverload(string Name, IReadOnlyList<bool> Spans, bool IsReduction, string Settings = "")
{
    /// <summary>A name for a method that calls it.</summary>
    public string Id => Name + "_" + string.Concat(Spans.Select(s => s ? 'S' : 'N')) + (IsReduction ? "R" : "") + (Settings.Any(char.IsDigit) ? "I" : "") + (Settings.Contains("Mid", StringComparison.Ordinal) ? "M" : "");

    /// <summary>A method that calls it and adds up what results.</summary>
    public string Method
    {
        get
        {
            string parameters = string.Join(", ", Spans.Select((s, i) => (s ? "double[] " : "double ") + Argument(i)));
            string arguments = string.Join(", ", Spans.Select((_, i) => Argument(i)));
            return IsReduction
                ? $"[Differentiable] public static double {Id}({parameters}) => TensorPrimitives.{Name}<double>({arguments});"
                : $"[Differentiable] public static double {Id}({parameters}) {{ double[] r = new double[{First}.Length]; TensorPrimitives.{Name}<double>({arguments}{Settings}, r); return Weighted(r); }}";
        }
    }

    /// <summary>A method that calls it with one of its arguments as the destination.</summary>
    /// <param name="place">Which.</param>
    public string InPlace(int place)
    {
        string parameters = string.Join(", ", Spans.Select((s, i) => (i == place ? "[InOut] double[] " : s ? "double[] " : "double ") + Argument(i)));
        string arguments = string.Join(", ", Spans.Select((_, i) => Argument(i)));
        return $"[Differentiable(Derivatives.Vjp | Derivatives.Jvp)] public static void {Id}_{place}({parameters}) {{ TensorPrimitives.{Name}<double>({arguments}{Settings}, {Argument(place)}); }}";
    }

    /// <summary>A method that calls it with one array for all spans, which is the destination too.</summary>
    public string AllInPlace
    {
        get
        {
            string parameters = string.Join(", ", Spans.Select((s, i) => s ? null : "double " + Argument(i)).OfType<string>().Prepend("[InOut] double[] x"));
            string arguments = string.Join(", ", Spans.Select((s, i) => s ? "x" : Argument(i)));
            return $"[Differentiable(Derivatives.Vjp | Derivatives.Jvp)] public static void {Id}_All({parameters}) {{ TensorPrimitives.{Name}<double>({arguments}, x); }}";
        }
    }

    private string First => Argument(Spans.ToList().IndexOf(true));

    private static string Argument(int place) => ((char)('a' + place)).ToString();
}

/// <summary>The overloads that there are, and why some have no derivative.</summary>
internal static class VectorOverloads
{
    // Integers, truth values and bits; several destinations.
    private static readonly HashSet<string> Refused = new(StringComparer.Ordinal)
    {
        "DivRem", "SinCos", "SinCosPi",
        "BitwiseAnd", "BitwiseOr", "Xor", "OnesComplement", "LeadingZeroCount", "TrailingZeroCount", "PopCount", "RotateLeft", "RotateRight", "ShiftLeft",
        "ShiftRightArithmetic", "ShiftRightLogical", "HammingDistance", "HammingBitDistance", "ILogB", "Sign",
        "IndexOfMax", "IndexOfMaxMagnitude", "IndexOfMin", "IndexOfMinMagnitude", "ConvertChecked", "ConvertSaturating", "ConvertTruncating", "ConvertToInteger", "ConvertToIntegerNative",
        "ConvertToHalf", "ConvertToSingle",
    };

    /// <summary>The overloads for any element type that have a derivative.</summary>
    public static IReadOnlyList<VectorOverload> All { get; } = [.. Methods().Where(IsCovered).Select(Overload).OrderBy(o => o.Id, StringComparer.Ordinal)];

    private static IEnumerable<MethodInfo> Methods() => typeof(TensorPrimitives).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(m => m.IsGenericMethod);

    private static bool IsCovered(MethodInfo method) =>
        !Refused.Contains(method.Name) && !method.Name.StartsWith("Is", StringComparison.Ordinal);

    private static VectorOverload Overload(MethodInfo method)
    {
        bool isReduction = method.ReturnType != typeof(void);
        ParameterInfo[] parameters = method.GetParameters();
        List<ParameterInfo> arguments = [.. parameters.Take(parameters.Length - (isReduction ? 0 : 1))];
        string settings = string.Concat(arguments.Select(p => p.ParameterType == typeof(int) ? method.Name == "Round" ? ", 1" : ", 2" : p.ParameterType == typeof(MidpointRounding) ? ", MidpointRounding.AwayFromZero" : ""));
        return new VectorOverload(
            method.Name,
            [.. arguments.Where(p => p.ParameterType != typeof(int) && p.ParameterType != typeof(MidpointRounding)).Select(p => p.ParameterType.Name.StartsWith("ReadOnlySpan", StringComparison.Ordinal))],
            isReduction,
            settings);
    }
}
