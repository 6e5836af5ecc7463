namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>Members whose result is no number that depends on the operands smoothly: tests, counts, and steps.</summary>
internal static class TestRows
{
    private static readonly string[] Vectors = ["Vector2", "Vector3", "Vector4"];

    private static readonly string[] Comparisons = ["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"];

    private static readonly string[] Quantifiers = ["All", "Any"];

    private static readonly string[] Searches = ["All", "Any", "None", "Count", "IndexOf", "LastIndexOf"];

    private static readonly string[] WithIdentity = ["Quaternion", "Matrix3x2", "Matrix4x4"];

    private static readonly string[] WithState = ["Vector2", "Vector3", "Vector4", "Quaternion", "Matrix3x2", "Matrix4x4", "Plane", "Complex"];

    private static readonly string[] OfComplex =
    [
        "IsComplexNumber", "IsEvenInteger", "IsFinite", "IsImaginaryNumber", "IsInfinity", "IsInteger", "IsNaN", "IsNegative", "IsNegativeInfinity", "IsNormal", "IsOddInteger", "IsPositive",
        "IsPositiveInfinity", "IsRealNumber", "IsSubnormal",
    ];

    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows => Vectors.SelectMany(Of)
        .Concat(WithState.Select(type => NumericsRow.Constant($"{type}.Equals({type})")))
        .Concat(WithIdentity.Select(type => NumericsRow.Constant($"{type}.get_IsIdentity()")))
        .Concat(OfComplex.Select(test => NumericsRow.Constant($"Complex.{test}(Complex)")));

    private static IEnumerable<NumericsRow> Of(string v) =>
    [
        .. Comparisons.SelectMany(c => Quantifiers, (c, of) => NumericsRow.Constant($"{v}.{c}{of}({v},{v})")),
        .. Searches.Select(test => NumericsRow.Constant($"{v}.{test}({v},Single)")),
        NumericsRow.Constant($"{v}.Truncate({v})", isStep: true),
        NumericsRow.Constant($"{v}.Round({v})", isStep: true),
        NumericsRow.Constant($"{v}.Round({v},MidpointRounding)", isStep: true),
    ];
}
