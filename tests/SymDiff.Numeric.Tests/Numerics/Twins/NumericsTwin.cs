namespace SymDiff.Numeric.Tests.Numerics.Twins;

/// <summary>The members of the float types of <c>System.Numerics</c> in double precision, written from what the documentation says that they are.</summary>
internal static class NumericsTwin
{
    /// <summary>The numbers of the result, or of the results one after the other.</summary>
    /// <param name="type">The type that has the member.</param>
    /// <param name="name">Its name, as metadata has it.</param>
    /// <param name="parameters">The names of the types of its parameters.</param>
    /// <param name="x">The numbers of its operands, the object first.</param>
    public static double[] Of(string type, string name, string[] parameters, double[][] x) =>
        (type switch
        {
            "Vector" => VectorTwin.Converted(name, x[0]),
            "Vector2" or "Vector3" or "Vector4" => VectorTwin.Of(type[^1] - '0', name, parameters, x),
            "Quaternion" => QuaternionTwin.Of(name, x),
            "Plane" => QuaternionTwin.OfPlane(name, parameters, x),
            "Matrix3x2" => PlaneMatrixTwin.Of(name, parameters, x),
            "Matrix4x4" => MatrixTwin.Of(name, parameters, x) ?? CameraTwin.Of(name, x),
            _ => null,
        })
        ?? Common(name, parameters, x)
        ?? throw new NotSupportedException($"{type}.{name}({string.Join(",", parameters)}) has no twin.");

    // Number by number.
    private static double[]? Common(string name, string[] parameters, double[][] x) => name switch
    {
        "op_Addition" or "Add" => Pairwise(x[0], x[1], (a, b) => a + b),
        "op_Subtraction" or "Subtract" => Pairwise(x[0], x[1], (a, b) => a - b),
        "op_UnaryNegation" or "Negate" => [.. x[0].Select(a => -a)],
        "op_UnaryPlus" => x[0],
        "op_Multiply" or "Multiply" when parameters[0] == "Single" => [.. x[1].Select(b => x[0][0] * b)],
        "op_Multiply" or "Multiply" => Pairwise(x[0], x[1], (a, b) => a * b),
        "op_Division" or "Divide" => Pairwise(x[0], x[1], (a, b) => a / b),
        "Lerp" => [.. x[0].Select((a, i) => (a * (1 - At(x[2], i))) + (x[1][i] * At(x[2], i)))],
        ".ctor" or "Create" => [.. x.SelectMany(a => a)],
        _ => null,
    };

    /// <summary>Something of each two; the second may be one number for all.</summary>
    public static double[] Pairwise(double[] a, double[] b, Func<double, double, double> of) => [.. a.Select((x, i) => of(x, At(b, i)))];

    private static double At(double[] a, int i) => a.Length == 1 ? a[0] : a[i];
}
