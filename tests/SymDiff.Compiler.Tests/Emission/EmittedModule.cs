using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;

namespace SymDiff.Compiler.Tests.Emission;

/// <summary>Functions as compiled C#: every program a class, every function a method.</summary>
internal sealed class EmittedModule
{
    private static readonly Capabilities Oldest = new(73, HasMathF: false);
    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(f => Path.GetFileName(f).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(f) == "netstandard.dll" || f == typeof(Differential).Assembly.Location)
            .Select(f => MetadataReference.CreateFromFile(f))]);

    private readonly Assembly _assembly;

    private EmittedModule(Assembly assembly) => _assembly = assembly;

    /// <summary>What a program looks like as C#.</summary>
    public static string Text(string program, IEnumerable<Function> functions)
    {
        var writer = new SourceWriter();
        writer.Line("#pragma warning disable 162, 168, 219, 612, 618, 652, 675, 1718");
        writer.Line($"public sealed class {program} : Externals");
        writer.Open();
        foreach (var function in functions)
        {
            FunctionText.Write(writer, function, function.Name, Oldest, new TestBuffers());
        }

        writer.Close();
        return writer.ToString();
    }

    /// <summary>Compiles programs, each given as C#.</summary>
    /// <exception cref="FormatException">There is a warning or an error.</exception>
    public static EmittedModule Compile(IEnumerable<string> programs)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp7_3);
        var trees = programs.Prepend(TestBuffers.Runtime).Select(text => CSharpSyntaxTree.ParseText(text, options)).ToList();
        var compilation = CSharpCompilation.Create(
            "Emitted" + Guid.NewGuid().ToString("N"),
            trees,
            References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: true));
        var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        var complaints = result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree != trees[0]).ToList();
        if (complaints.Count > 0)
        {
            var first = complaints[0];
            string text = first.Location.SourceTree?.ToString() ?? "";
            throw new FormatException($"{string.Join("\n", complaints.Take(5))}\n{text}");
        }

        stream.Position = 0;
        return new EmittedModule(new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream));
    }

    /// <summary>Calls a method with arguments as the interpreter takes them.</summary>
    /// <returns>What it returns and leaves in the buffers, as the interpreter has it, and the effects in order.</returns>
    public (List<object?> Values, List<string> Effects) Run(string program, string function, object?[] arguments)
    {
        var externals = _assembly.GetType("Externals")!;
        externals.GetMethod("Begin")!.Invoke(null, null);
        var method = _assembly.GetType(program)!.GetMethod(function)!;
        object?[] given = [.. method.GetParameters().Select((p, i) => ToCSharp(arguments[i], p.ParameterType))];
        object? result;
        try
        {
            result = method.Invoke(null, given);
        }
        catch (TargetInvocationException e)
        {
            throw new InvalidOperationException($"{program}.{function}: {e.InnerException!.Message}", e.InnerException);
        }

        object?[] results = method.ReturnType == typeof(void) ? [] : result is ITuple tuple ? [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])] : [result];
        var values = results.Concat(given).SelectMany((v, i) => Flatten(v, isResult: i < results.Length)).ToList();
        return (values, (List<string>)externals.GetField("Effects")!.GetValue(null)!);
    }

    /// <summary>Calls a form; accumulators, which the interpreter does not have, begin at zero.</summary>
    /// <returns>What it returns and accumulates, and the effects in order.</returns>
    public (List<object?> Values, List<string> Effects) Invoke(string type, string name, object?[] arguments)
    {
        var externals = _assembly.GetType("Externals")!;
        externals.GetMethod("Begin")!.Invoke(null, null);
        var method = _assembly.GetType(type)!.GetMethod(name)!;
        object?[] given = [.. method.GetParameters().Select((p, i) => i < arguments.Length
            ? Convert.ChangeType(arguments[i], p.ParameterType, null)
            : Activator.CreateInstance(p.ParameterType.GetElementType()!))];
        object? result = method.Invoke(null, given);
        var values = Items(result).Concat(given.Skip(arguments.Length)).SelectMany(v => Flatten(v, isResult: true)).ToList();
        return (values, (List<string>)externals.GetField("Effects")!.GetValue(null)!);

        static IEnumerable<object?> Items(object? value) =>
            value is ITuple tuple ? Enumerable.Range(0, tuple.Length).SelectMany(i => Items(tuple[i])) : [value];
    }

    /// <summary>The same of the interpreter.</summary>
    public static List<object?> Flatten(object?[] results, object?[] arguments) =>
        [.. results.SelectMany(Content), .. arguments.Where(a => a is BufferValue).SelectMany(Content)];

    private static IEnumerable<object?> Content(object? value) => value is not BufferValue buffer ? [value]
        : buffer.Length == int.MaxValue ? ["growing"]
        : Enumerable.Range(0, buffer.Length).SelectMany(i => Content(buffer.Memory!.Read(buffer.Offset + i, IrType.Float64)));

    private static IEnumerable<object?> Flatten(object? value, bool isResult)
    {
        if (value!.GetType().GetProperty("Length") is { } property)
        {
            int length = (int)property.GetValue(value)!;
            var get = value.GetType().GetMethod("Get")!;
            return length == int.MaxValue ? ["growing"] : Enumerable.Range(0, length).SelectMany(i => Flatten(get.Invoke(value, [i]), isResult: true));
        }

        return !isResult ? [] : [value switch { float f => (double)f, double or bool => value, _ => Convert.ToInt64(value, null) }];
    }

    private static object? ToCSharp(object? value, Type type)
    {
        if (value is not BufferValue buffer)
        {
            return Convert.ChangeType(value, type, null);
        }

        var element = type.GetGenericArguments()[0];
        var content = Array.CreateInstance(element, buffer.Length);
        for (int i = 0; i < buffer.Length; i++)
        {
            content.SetValue(ToCSharp(buffer.Memory!.Read(buffer.Offset + i, IrType.Float64), element), i);
        }

        return type.GetMethod("Of")!.Invoke(null, [content]);
    }
}
