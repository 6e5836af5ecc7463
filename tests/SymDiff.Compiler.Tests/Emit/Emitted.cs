using SymDiff.Compiler;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Emit;

/// <summary>Emits functions given as text.</summary>
internal static class Emitted
{
    public static readonly Capabilities Newest = new(1000, HasMathF: true);

    /// <summary>The signature of a static method <c>F</c> of the class <c>C</c>.</summary>
    public static MethodSignature Signature(IEnumerable<ParameterSignature> parameters, string returnType = "double", string name = "F") => new(
        "N",
        EquatableArray.Of(new ContainingType("class", "C")),
        name,
        "public",
        IsStatic: true,
        "",
        default,
        parameters.ToEquatableArray(),
        returnType,
        returnType == "float" ? IrType.Float32 : IrType.Float64,
        default,
        $"{name}({string.Join(", ", parameters.Select(p => p.CSharpType))})");

    public static ParameterSignature Parameter(string name, string type = "double", bool isActive = true, string modifiers = "", string? defaultValue = null) =>
        new(name, type, modifiers, defaultValue, IrType.Scalars.First(t => CSharpTypes.Name(t) == type), isActive);

    /// <summary>The body of the gradient whose function has this text; every real parameter is active, as far as there are results.</summary>
    public static string Gradient(string text, Capabilities? capabilities = null, Function? primal = null) =>
        Body(DerivativeKind.Gradient, text, f => f.Results.Count, capabilities, primal: primal);

    /// <summary>The body of a form; the first real parameters are active.</summary>
    public static string Body(DerivativeKind kind, string text, Func<Function, int> activeCount, Capabilities? capabilities = null, string modifiers = "", Function? primal = null)
    {
        var function = Parser.ParseFunction(text);
        int active = activeCount(function);
        int appended = kind switch { DerivativeKind.Vjp => 1, DerivativeKind.Jvp => active, _ => 0 };
        int left = active;
        var parameters = function.Parameters
            .Take(function.Parameters.Count - appended)
            .Select(p => Parameter(p.Name!, CSharpTypes.Name(p.Type), p.IsReal && left-- > 0, modifiers));
        var signature = Signature(parameters.ToList(), CSharpTypes.Name(function.Results[0]));
        string file = CSharpEmitter.Emit(signature, primal ?? function, EquatableArray.Of(new DerivativeMethod(kind, function)), capabilities ?? Newest);
        return BodyOf(file);
    }

    /// <summary>The statements of the last method of a file, without their indentation.</summary>
    public static string BodyOf(string file)
    {
        var lines = file.Split('\n').ToList();
        int end = lines.LastIndexOf("        }");
        int start = lines.LastIndexOf("        {", end) + 1;
        return string.Join('\n', lines[start..end].Select(l => l.Length > 12 ? l[12..] : l));
    }
}
