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

    // What stands for arguments that are no numbers to differentiate by.
    private static readonly Dictionary<string, string[]> Settings = new() { ["Byte"] = ["2", "0", "7", "1"], ["MidpointRounding"] = ["MidpointRounding.AwayFromZero"] };

    /// <summary>The rows whose result is not differentiated, is a constant, or is made of what is not.</summary>
    public static IReadOnlyList<string> Constants => [.. NumericsMembers.All.Where(m => NumericsMembers.Constants.Contains(m) || !m.Contains('(', StringComparison.Ordinal) || IsOfIntegers(m))];

    /// <summary>The rows of functions, with a result to differentiate.</summary>
    public static IReadOnlyList<string> Functions => [.. NumericsMembers.All.Except(Constants)];

    /// <summary>The name of the method for a row.</summary>
    public static string NameOf(string member) => string.Concat(member.Select(c => char.IsLetterOrDigit(c) ? c : '_'));

    /// <summary>The methods, in as many files as are compiled side by side.</summary>
    public static IEnumerable<string> Texts(int files) => Functions.Select(Function).Concat(Constants.Select(Constant)).Select((method, i) => (method, i)).GroupBy(m => m.i % files, m => m.method)
        .Select(methods => "using System;\nusing System.Numerics;\nusing SymDiff;\npublic static partial class Single_\n{\n" + string.Concat(methods.Select(m => "    [Differentiable] " + m + "\n")) + "}\n");

    /// <summary>The parts of a row's name.</summary>
    public static (string Type, string Name, string[] Parameters) Parts(string member)
    {
        int dot = member.IndexOf('.', StringComparison.Ordinal);
        int open = member.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? (member[..dot], member[(dot + 1)..], []) : (member[..dot], member[(dot + 1)..open], member[(open + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsOfIntegers(string member) => Parts(member) is { Type: "Complex", Parameters: ["Byte" or "SByte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64"] };

    private static string Function(string member)
    {
        var (type, name, parameters) = Parts(member);
        var (operands, call, result) = Call(type, name, parameters);
        string[] outputs = [.. parameters.Where(IsOutput).Select(p => p[4..])];
        string list = string.Join(", ", operands.Select(o => Keyword(o.Type) + " " + o.Name));
        if (operands.Count == 0)
        {
            return $"public static {type} {NameOf(member)}({type} a) => a + {call};";
        }

        string values = string.Join(", ", outputs.Select((_, i) => $"r{i}"));
        return outputs.Length == 0 ? $"public static {result} {NameOf(member)}({list}) => {call};"
            : outputs.Length == 1 ? $"public static {outputs[0]} {NameOf(member)}({list}) {{ {call}; return r0; }}"
            : $"public static ({string.Join(", ", outputs)}) {NameOf(member)}({list}) {{ {call}; return ({values}); }}";
    }

    // The row, and something that depends on what it gives.
    private static string Constant(string member)
    {
        var (type, name, parameters) = Parts(member);
        if (IsOfIntegers(member))
        {
            return $"public static Complex {NameOf(member)}(Complex a) => a * (Complex)({typeof(int).Assembly.GetType("System." + parameters[0])!.FullName})3;";
        }

        if (!member.Contains('(', StringComparison.Ordinal))
        {
            return $"public static {type} {NameOf(member)}({type} a) => a + {member};";
        }

        var (operands, call, result) = Call(type, name, parameters);
        string same = name is "op_Equality" or "op_Inequality" ? $"a {Operators[name]} a" : name == "Equals" ? "a.Equals(a)" : "true";
        string body = result switch
        {
            "Boolean" when type is "Plane" => $"({call}) == ({same}) ? a.D : -a.D",
            "Boolean" => $"({call}) == ({same}) ? a : -a",
            "Int32" => $"a * (float)({call} + 2)",
            _ => $"a + {call}",
        };
        return $"public static {(type is "Plane" ? "float" : type)} {NameOf(member)}({string.Join(", ", operands.Select(o => Keyword(o.Type) + " " + o.Name))}) => {body};";
    }

    private static (List<(string Type, string Name)> Operands, string Text, string Result) Call(string type, string name, string[] parameters)
    {
        Type declared = Known(type);
        if (name.StartsWith("get_", StringComparison.Ordinal) && declared.GetProperty(name[4..])!.GetMethod!.IsStatic)
        {
            return ([], $"{type}.{name[4..]}", type);
        }

        bool isOperator = name.StartsWith("op_", StringComparison.Ordinal);
        bool isStatic = name is ".ctor" || isOperator || Method(declared, name, parameters).IsStatic;
        string result = name is ".ctor" ? type : isOperator ? (name is "op_Equality" or "op_Inequality" ? "Boolean" : type) : Keyword(Method(declared, name, parameters).ReturnType);
        List<(string Type, string Name)> operands = isStatic ? [] : [(type, "a")];
        List<string> given = [];
        Dictionary<string, int> settings = [];
        foreach (string parameter in parameters)
        {
            if (IsOutput(parameter))
            {
                given.Add($"out {parameter[4..]} r{given.Count(g => g.StartsWith("out", StringComparison.Ordinal))}");
            }
            else if (Settings.TryGetValue(parameter, out string[]? values))
            {
                int next = settings.GetValueOrDefault(parameter);
                settings[parameter] = next + 1;
                given.Add(values[next]);
            }
            else
            {
                operands.Add((parameter, ((char)('a' + operands.Count)).ToString(CultureInfo.InvariantCulture)));
                given.Add(operands[^1].Name);
            }
        }

        string list = string.Join(", ", given);
        return (operands, name is ".ctor" ? $"new {type}({list})"
            : name is "op_Implicit" ? $"({type})a"
            : Operators.TryGetValue(name, out string? symbol) ? (operands.Count == 1 ? symbol + "a" : $"a {symbol} b")
            : name.StartsWith("get_", StringComparison.Ordinal) ? "a." + name[4..]
            : $"{(isStatic ? type : "a")}.{name}({list})", result);
    }

    private static bool IsOutput(string parameter) => parameter.StartsWith("out ", StringComparison.Ordinal);

    private static MethodInfo Method(Type declared, string name, string[] parameters) =>
        declared.GetMethods().Single(m => m.Name == name && !m.IsGenericMethod && m.GetParameters().Select(p => p.IsOut ? "out " + p.ParameterType.GetElementType()!.Name : p.ParameterType.Name).SequenceEqual(parameters));

    private static Type Known(string name) => typeof(Vector3).Assembly.GetType("System.Numerics." + name) ?? typeof(Complex).Assembly.GetType("System.Numerics." + name)!;

    private static string Keyword(Type type) => type.IsGenericType ? "(" + string.Join(", ", type.GetGenericArguments().Select(Keyword)) + ")" : Keyword(type.Name);

    private static string Keyword(string type) => type switch { "Single" => "float", "Double" => "double", _ => type };
}
