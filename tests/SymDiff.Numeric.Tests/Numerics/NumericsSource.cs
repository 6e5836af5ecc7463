using System.Globalization;
using System.Numerics;
using System.Reflection;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Numerics;

/// <summary>One marked method for every row, all of whose arguments are active.</summary>
internal static class NumericsSource
{
    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_UnaryNegation"] = "-",
        ["op_UnaryPlus"] = "+",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
    };

    // Where any arguments will not do: planes that lie one behind the other, quaternions that are not all the same way, numbers that are far from singular.
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["Matrix4x4.CreatePerspective(Single,Single,Single,Single)"] = "Matrix4x4.CreatePerspective(a, b, c, d + 3)",
        ["Matrix4x4.CreatePerspectiveFieldOfView(Single,Single,Single,Single)"] = "Matrix4x4.CreatePerspectiveFieldOfView(a, b, c, d + 3)",
        ["Matrix4x4.CreatePerspectiveOffCenter(Single,Single,Single,Single,Single,Single)"] = "Matrix4x4.CreatePerspectiveOffCenter(a, b + 3, c, d + 3, e, f + 3)",
        ["Matrix4x4.CreateOrthographic(Single,Single,Single,Single)"] = "Matrix4x4.CreateOrthographic(a, b, c, d + 3)",
        ["Matrix4x4.CreateOrthographicOffCenter(Single,Single,Single,Single,Single,Single)"] = "Matrix4x4.CreateOrthographicOffCenter(a, b + 3, c, d + 3, e, f + 3)",
        ["Matrix4x4.CreateWorld(Vector3,Vector3,Vector3)"] = "Matrix4x4.CreateWorld(a, b, new Vector3(-c.X, c.Y + 1, c.Z))",
        ["Matrix4x4.CreateLookAt(Vector3,Vector3,Vector3)"] = "Matrix4x4.CreateLookAt(a, new Vector3(b.X + 2, b.Y, b.Z), new Vector3(-c.X, c.Y + 1, c.Z))",
        ["Plane.CreateFromVertices(Vector3,Vector3,Vector3)"] = "Plane.CreateFromVertices(a, new Vector3(b.X + 2, b.Y, b.Z), new Vector3(-c.X, c.Y + 1, c.Z))",
        ["Plane.Transform(Plane,Matrix4x4)"] = "Plane.Transform(a, b + Matrix4x4.Identity * 4)",
        ["Quaternion.Slerp(Quaternion,Quaternion,Single)"] = "Quaternion.Slerp(a * 0.3f, b * -0.25f, c)",
        ["Quaternion.Lerp(Quaternion,Quaternion,Single)"] = "Quaternion.Lerp(a, b * -0.5f, c)",
        ["Vector2.Clamp(Vector2,Vector2,Vector2)"] = "Vector2.Clamp(a, b - new Vector2(0.5f), c + new Vector2(1))",
        ["Vector3.Clamp(Vector3,Vector3,Vector3)"] = "Vector3.Clamp(a, b - new Vector3(0.5f), c + new Vector3(1))",
        ["Vector4.Clamp(Vector4,Vector4,Vector4)"] = "Vector4.Clamp(a, b - new Vector4(0.5f), c + new Vector4(1))",
        ["Vector2.Max(Vector2,Vector2)"] = "Vector2.Max(a * new Vector2(5, 1), b * new Vector2(1, 5))",
        ["Vector2.Min(Vector2,Vector2)"] = "Vector2.Min(a * new Vector2(5, 1), b * new Vector2(1, 5))",
        ["Vector3.Max(Vector3,Vector3)"] = "Vector3.Max(a * new Vector3(5, 1, 5), b * new Vector3(1, 5, 1))",
        ["Vector3.Min(Vector3,Vector3)"] = "Vector3.Min(a * new Vector3(5, 1, 5), b * new Vector3(1, 5, 1))",
        ["Vector4.Max(Vector4,Vector4)"] = "Vector4.Max(a * new Vector4(5, 1, 5, 1), b * new Vector4(1, 5, 1, 5))",
        ["Vector4.Min(Vector4,Vector4)"] = "Vector4.Min(a * new Vector4(5, 1, 5, 1), b * new Vector4(1, 5, 1, 5))",
        ["Complex.Log(Complex,Double)"] = "Complex.Log(a, b + 1.5)",
        ["Complex.Atan(Complex)"] = "Complex.Atan(a - 2.5)",
    };

    /// <summary>The rows whose result is no number, or that take none.</summary>
    public static IReadOnlyList<string> Others => [.. NumericsMembers.All.Where(m => m.Contains("quality", StringComparison.Ordinal) || !m.Contains('(', StringComparison.Ordinal) || Types(m).Any(t => t is "Byte" or "SByte" || t.Contains("Int", StringComparison.Ordinal)))];

    /// <summary>The name of the method for a row.</summary>
    public static string NameOf(string member) => string.Concat(member.Select(c => char.IsLetterOrDigit(c) ? c : '_'));

    /// <summary>The rows that the method is there for.</summary>
    public static IReadOnlyList<string> Members => [.. NumericsMembers.All.Except(Others)];

    /// <summary>The methods.</summary>
    /// <param name="members">The rows.</param>
    public static string Text(IEnumerable<string> members) =>
        "using System;\nusing System.Numerics;\nusing SymDiff;\npublic static partial class Single_\n{\n" + string.Join("\n", members.Select(m => "    [Differentiable] " + Method(m))) + "\n}\n";

    private static string Method(string member)
    {
        var (type, name, parameters) = Parts(member);
        Type declared = Known(type);
        if (parameters.Length == 0 && (name.StartsWith("get_", StringComparison.Ordinal) && declared.GetProperty(name[4..])!.GetMethod!.IsStatic))
        {
            return $"public static {type} {NameOf(member)}({type} a) => a + {type}.{name[4..]};";
        }

        bool isStatic = name is ".ctor" || name.StartsWith("op_", StringComparison.Ordinal) || Method(declared, name, parameters).IsStatic;
        string[] types = [.. isStatic ? [] : new[] { type }, .. parameters];
        string[] names = [.. types.Select((_, i) => ((char)('a' + i)).ToString(CultureInfo.InvariantCulture))];
        string result = name is ".ctor" || name.StartsWith("op_", StringComparison.Ordinal) ? type : Keyword(Method(declared, name, parameters).ReturnType.Name);
        string list = string.Join(", ", types.Zip(names, (t, n) => Keyword(t) + " " + n));
        string given = string.Join(", ", isStatic ? names : names.Skip(1));
        string body = Bodies.TryGetValue(member, out string? special) ? special
            : name is ".ctor" ? $"new {type}({given})"
            : name is "op_Implicit" ? $"({type})a"
            : Operators.TryGetValue(name, out string? symbol) ? (names.Length == 1 ? symbol + "a" : $"a {symbol} b")
            : name.StartsWith("get_", StringComparison.Ordinal) ? "a." + name[4..]
            : $"{(isStatic ? type : "a")}.{name}({given})";
        return $"public static {result} {NameOf(member)}({list}) => {body};";
    }

    private static MethodInfo Method(Type declared, string name, string[] parameters) =>
        declared.GetMethods().Single(m => m.Name == name && m.GetParameters().Select(p => p.ParameterType.Name).SequenceEqual(parameters));

    private static Type Known(string name) => typeof(Vector3).Assembly.GetType("System.Numerics." + name) ?? typeof(Complex).Assembly.GetType("System.Numerics." + name)!;

    private static string Keyword(string type) => type switch { "Single" => "float", "Double" => "double", _ => type };

    private static string[] Types(string member) => Parts(member).Parameters;

    private static (string Type, string Name, string[] Parameters) Parts(string member)
    {
        int dot = member.IndexOf('.', StringComparison.Ordinal);
        int open = member.IndexOf('(', StringComparison.Ordinal);
        return (member[..dot], member[(dot + 1)..open], member[(open + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries));
    }
}
