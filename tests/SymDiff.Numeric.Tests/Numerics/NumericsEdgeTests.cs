using System.Reflection;
using System.Runtime.CompilerServices;
using SymDiff.Numeric.Tests.Shapes;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Numerics;

/// <summary>Members of <c>System.Numerics</c> at the very points where a convention decides, and on both sides of the lines where <c>Complex</c> jumps.</summary>
public sealed class NumericsEdgeTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;
    private const double Half = 0.70710678118654752;
    private const double Third = 0.57735026918962576;
    private const double Below = -1e-12;

    // A pole: what is there is not finite, and in which way is left open.
    private const double Pole = -1e300;

    private static readonly (string Parameters, string Body, double[] Point, double[] Gradient)[] Cases =
    [
        // P1: a length has a kink at 0.
        ("Vector2 a", "a.Length()", [0, 0], [0, 0]),
        ("Vector3 a", "a.Length()", [0, 0, 0], [0, 0, 0]),
        ("Vector3 a", "a.Length()", [-0.0, 3, -4], [0, 0.6, -0.8]),
        ("Vector4 a", "a.Length()", [0, 0, 0, 0], [0, 0, 0, 0]),
        ("Quaternion a", "a.Length()", [0, 0, 0, 0], [0, 0, 0, 0]),
        ("Vector2 a, Vector2 b", "Vector2.Distance(a, b)", [1, 2, 1, 2], [0, 0, 0, 0]),
        ("Vector3 a, Vector3 b", "Vector3.Distance(a, b)", [1, 2, 3, 1, 2, 3], [0, 0, 0, 0, 0, 0]),
        ("Vector3 a, Vector3 b", "Vector3.Distance(a, b)", [1, 2, 3, 1, 2, 1], [0, 0, 1, 0, 0, -1]),
        ("Vector2 a, Vector2 b", "Vector2.Hypot(a, b).X", [0, 1, 0, 1], [0, 0, 0, 0]),

        // There is no direction there: neither the value nor the derivative is a number.
        ("Vector3 a", "Vector3.Normalize(a).X", [0, 0, 0], [Pole, Pole, Pole]),
        ("Quaternion a", "Quaternion.Normalize(a).W", [0, 0, 0, 0], [Pole, Pole, Pole, Pole]),

        // P1: kinks and ties.
        ("Vector2 a", "Vector2.Abs(a).X", [0, 1], [0, 0]),
        ("Vector2 a, Vector2 b", "Vector2.Max(a, b).X", [2, 0, 2, 5], [0.5, 0, 0.5, 0]),
        ("Vector2 a, Vector2 b", "Vector2.Min(a, b).X + Vector2.Min(a, b).Y", [2, 0, 2, -5], [0.5, 0, 0.5, 1]),
        ("Vector2 a, Vector2 b", "Vector2.Max(a, b).X", [NaN, 0, 2, 5], [1, 0, 0, 0]),
        ("Vector2 a, Vector2 b", "Vector2.MaxMagnitude(a, b).X", [2, 0, -2, 5], [0.5, 0, 0.5, 0]),
        ("Vector2 a, Vector2 b", "Vector2.CopySign(a, b).X", [0, 0, -2, 5], [0, 0, 0, 0]),
        ("Vector2 a, Vector2 b, Vector2 c", "Vector2.Clamp(a, b, c).X", [1, 0, 1, 0, 2, 0], [0.5, 0, 0.5, 0, 0, 0]),
        ("Vector2 a, Vector2 b, Vector2 c", "Vector2.Clamp(a, b, c).X", [2, 0, 1, 0, 2, 0], [0.5, 0, 0, 0, 0.5, 0]),
        ("Vector2 a, Vector2 b, Vector2 c", "Vector2.Clamp(a, b, c).X", [1.5, 0, 1, 0, 2, 0], [1, 0, 0, 0, 0, 0]),
        ("Vector2 a, Vector2 b, Vector2 c", "Vector2.Clamp(a, b, c).X", [2, 0, 2, 0, 2, 0], [0, 0, 0.5, 0, 0.5, 0]),
        ("Vector2 a, Vector2 b, Vector2 c", "Vector2.Clamp(a, b, c).X", [0, 0, 2, 0, 1, 0], [0, 0, 0, 0, 1, 0]),

        // P4: a vertical tangent, and the strong zero before it.
        ("Vector2 a", "Vector2.SquareRoot(a).X", [0, 1], [Infinity, 0]),
        ("Vector2 a, float b", "Vector2.SquareRoot(a).X * b", [0, 1, 0], [0, 0, 0]),
        ("Vector2 a", "Vector2.Log(a).X", [0, 1], [Infinity, 0]),

        // The normal that is none turns nothing round.
        ("Vector2 a, Vector2 b", "Vector2.Reflect(a, b).X", [3, 4, 0, 0], [1, 0, 0, 0]),

        // Along next to no way the library goes straight, and so does the derivative; to the opposite quaternion there is no way at all.
        ("Quaternion a, Quaternion b, float t", "Quaternion.Slerp(a, b, t).X", [0, 0, 0, 1, 0, 0, 0, 1, 0.25], [0.75, 0, 0, 0, 0.25, 0, 0, 0, 0]),
        ("Quaternion a, Quaternion b, float t", "Quaternion.Slerp(a, b, t).W", [0, 0, 0, 1, 0, 0, 0, -1, 0.25], [0, 0, 0, 0.75, 0, 0, 0, -0.25, 0]),
        ("Quaternion a, Quaternion b, float t", "Quaternion.Slerp(a, b, t).X", [0, 0, 0, 1, 1, 0, 0, 0, 0.5], [Half / 2, 0, 0, 0, Half, 0, 0, -Half / 2, Math.PI / 2 * Half]),
        ("Quaternion a, Quaternion b, float t", "Quaternion.Lerp(a, b, t).X", [0, 0, 0, 1, 0, 0, 0, -1, 0.25], [0.75, 0, 0, 0, -0.25, 0, 0, 0, 0]),

        // What has no inverse; of a quaternion, it depends on the version of the library what stands for it.
        ("Quaternion a", "Quaternion.Inverse(a).W", [0, 0, 0, 1e-4], [Pole, Pole, Pole, Pole]),
        ("Quaternion a", "Quaternion.Inverse(a).W", [0, 0, 0, 0.5], [0, 0, 0, -4]),
        ("Matrix3x2 a", "(Matrix3x2.Invert(a, out var r) ? 1 : 2) * r.M11", [1, 1, 1, 1, 0, 0], [Pole, Pole, Pole, Pole, 0, 0]),

        // What has no way to tell its rotation: its scale is a length.
        ("Matrix4x4 a", "Decomposed(a).Scale.X", [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], [.. new double[16]]),
        ("Matrix4x4 a", "Decomposed(a).Scale.Y", [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 1, .. new double[10]]),
        ("Matrix4x4 a", "Decomposed(a).Rotation.W", [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], [Pole, Pole, Pole, 0, Pole, Pole, Pole, 0, Pole, Pole, Pole, 0, 0, 0, 0, 0]),

        // Sheared so much that the library gives up, and says the identity.
        ("Matrix4x4 a", "Decomposed(a).Rotation.X", [1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], [.. new double[16]]),

        // Complex: the origin.
        ("Complex a", "Complex.Abs(a)", [0, 0], [0, 0]),
        ("Complex a", "a.Magnitude", [0, -0.0], [0, 0]),
        ("Complex a", "a.Phase", [0, 0], [0, 0]),
        ("Complex a", "Complex.Sqrt(a).Real", [0, 0], [Infinity, 0]),
        ("Complex a, double b", "Complex.Sqrt(a).Real * b", [0, 0, 0], [0, 0, 0]),
        ("Complex a", "Complex.Log(a).Real", [0, 0], [Pole, Pole]),
        ("Complex a", "Complex.Log(a).Imaginary", [0, 0], [0, 0]),
        ("Complex a", "Complex.Pow(a, 2).Real", [0, 0], [0, 0]),
        ("Complex a", "Complex.Pow(a, 1).Real", [0, 0], [1, 0]),
        ("Complex a", "Complex.Pow(a, 0.5).Real", [0, 0], [Pole, Pole]),
        ("Complex a", "Complex.Asin(a).Real", [0, 0], [1, 0]),
        ("Complex a", "Complex.Acos(a).Real", [0, 0], [-1, 0]),
        ("Complex a", "Complex.Atan(a).Real", [0, 0], [1, 0]),
        ("Complex a", "Complex.Reciprocal(a).Real", [0, 0], [Pole, Pole]),

        // Its poles elsewhere.
        ("Complex a", "Complex.Asin(a).Real", [1, 0], [Pole, 0]),
        ("Complex a", "Complex.Acos(a).Real", [-1, 0], [Pole, 0]),
        ("Complex a", "Complex.Atan(a).Imaginary", [0, 1], [Pole, Pole]),

        // The root takes its value from above on the line, whatever the sign of the zero; below it is the other one.
        ("Complex a", "Complex.Sqrt(a).Real", [-4, 0], [0, 0.25]),
        ("Complex a", "Complex.Sqrt(a).Imaginary", [-4, 0], [-0.25, 0]),
        ("Complex a", "Complex.Sqrt(a).Real", [-4, -0.0], [0, 0.25]),
        ("Complex a", "Complex.Sqrt(a).Imaginary", [-4, -0.0], [-0.25, 0]),
        ("Complex a", "Complex.Sqrt(a).Real", [-4, Below], [0, -0.25]),
        ("Complex a", "Complex.Sqrt(a).Imaginary", [-4, Below], [0.25, 0]),
        ("Complex a", "Complex.Sqrt(a).Real", [4, -0.0], [0.25, 0]),
        ("Complex a", "Complex.Sqrt(a).Imaginary", [4, 0], [0, 0.25]),

        // Logarithm and power take the side that the sign of the zero says.
        ("Complex a", "Complex.Log(a).Real", [-2, 0], [-0.5, 0]),
        ("Complex a", "Complex.Log(a).Imaginary", [-2, -0.0], [0, -0.5]),
        ("Complex a", "Complex.Pow(a, 0.5).Imaginary", [-4, 0], [-0.25, 0]),
        ("Complex a", "Complex.Pow(a, 0.5).Imaginary", [-4, -0.0], [0.25, 0]),
        ("Complex a", "Complex.Pow(a, 0.5).Real", [-4, -0.0], [0, -0.25]),

        // So do the inverse functions: from above, whatever the sign of the zero.
        ("Complex a", "Complex.Asin(a).Real", [2, 0], [0, -Third]),
        ("Complex a", "Complex.Asin(a).Imaginary", [2, -0.0], [Third, 0]),
        ("Complex a", "Complex.Asin(a).Imaginary", [2, Below], [-Third, 0]),
        ("Complex a", "Complex.Asin(a).Imaginary", [-2, 0], [-Third, 0]),
        ("Complex a", "Complex.Asin(a).Real", [-2, -0.0], [0, Third]),
        ("Complex a", "Complex.Acos(a).Imaginary", [2, 0], [-Third, 0]),
        ("Complex a", "Complex.Acos(a).Imaginary", [2, -0.0], [-Third, 0]),
        ("Complex a", "Complex.Acos(a).Imaginary", [2, Below], [Third, 0]),
        ("Complex a", "Complex.Asin(a).Real", [0.5, 0], [1.1547005383792515, 0]),
        ("Complex a", "Complex.Asin(a).Real", [0, 3], [0.31622776601683794, 0]),
    ];

    // The strong zero looks at the cotangent, and so at the tangent, alone: forward, there is none.
    private static readonly HashSet<string> Backward = ["Vector2.SquareRoot(a).X * b", "Complex.Sqrt(a).Real * b"];

    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("edges", Source(_ => true), "Gradient, Jvp"));

    private static readonly Lazy<LoadedProject> OlderProject = new(() => new LoadedProject().With("older", Source(IsComplex), "Gradient, Jvp", framework: ReferenceSet.Net472));

    public static TheoryData<int> All => [.. Enumerable.Range(0, Cases.Length)];

    public static TheoryData<int> OfComplex => [.. Enumerable.Range(0, Cases.Length).Where(IsComplex)];

    [Theory]
    [MemberData(nameof(All))]
    public void DerivativesAreThoseOfTheConvention(int number) => Check(number, Project.Value.Methods["M" + number]);

    [Theory]
    [MemberData(nameof(OfComplex))]
    public void OnFrameworksWithFewerFunctions_SoAreThoseOfComplex(int number) => Check(number, OlderProject.Value.Methods["M" + number]);

    private static bool IsComplex(int number) => Cases[number].Parameters.StartsWith("Complex", StringComparison.Ordinal);

    private static void Check(int number, MethodInfo method)
    {
        var (parameters, body, point, expected) = Cases[number];
        int next = 0;
        object?[] arguments = [.. method.GetParameters().Select(p => Numbers.Make(p.ParameterType, () => point[next++]))];
        var gradient = Numbers.Of(method.DeclaringType!.GetMethod(method.Name + "Gradient")!.Invoke(null, arguments));
        Assert.Equal(expected.Length, gradient.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Same(expected[i], gradient[i], $"({parameters}) => {body}: partial {i} backward");

            // Forward, where one partial is not finite, no sum with it is.
            int at = -1;
            object?[] direction = [.. arguments.Select(a => Numbers.With(a, _ => ++at == i ? 1 : 0))];
            double forward = Numbers.Of(((ITuple)method.DeclaringType!.GetMethod(method.Name + "Jvp")!.Invoke(null, [.. arguments, .. direction])!)[1])[0];
            if (!expected.Contains(Pole) && !Backward.Contains(body))
            {
                Same(expected[i], forward, $"({parameters}) => {body}: partial {i} forward");
            }
        }
    }

    private static void Same(double expected, double actual, string what) => Assert.True(
        expected == Pole ? !double.IsFinite(actual) : expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-6,
        $"{what} is {actual:R} instead of {expected:R}.");

    private static string Source(Func<int, bool> isMeant) =>
        "using System.Numerics;\nusing SymDiff;\npublic static partial class Edges\n{\n"
        + "    public static (Vector3 Scale, Quaternion Rotation) Decomposed(Matrix4x4 m) { Matrix4x4.Decompose(m, out var scale, out var rotation, out _); return (scale, rotation); }\n"
        + string.Concat(Enumerable.Range(0, Cases.Length).Where(isMeant).Select(i => $"    [Differentiable] public static {(IsComplex(i) ? "double" : "float")} M{i}({Cases[i].Parameters}) => {Cases[i].Body};\n")) + "}\n";
}
