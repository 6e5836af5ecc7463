using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using SymDiff.Compiler;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;
using Directions = SymDiff.Compiler.Tests.Interpretation.Dual;
using External = SymDiff.Compiler.IR.External;
using Module = SymDiff.Compiler.IR.Module;
using TypeKind = SymDiff.Compiler.IR.TypeKind;

namespace SymDiff.TestKit;

/// <summary>
/// Marked methods of a static class <c>C</c> as the generator reads them, each run in the interpreter of the intermediate form beside the compiled
/// method itself. Nothing is printed: reading and the passes are tested without the emitter.
/// </summary>
public sealed class ReadPrograms : IDisposable
{
    private const string Usings = "using System;\nusing System.Linq;\nusing System.Collections.Generic;\nusing SymDiff;\n";

    private readonly AssemblyLoadContext _context = new("programs", isCollectible: true);
    private readonly Dictionary<string, ReadProgram> _programs = new(StringComparer.Ordinal);

    private ReadPrograms()
    {
    }

    /// <summary>The programs.</summary>
    public IEnumerable<ReadProgram> All => _programs.Values;

    /// <summary>The program of that name.</summary>
    public ReadProgram this[string name] => _programs[name];

    /// <summary>Reads the members of a class.</summary>
    /// <param name="members">The text of the members.</param>
    /// <param name="types">Types beside the class.</param>
    public static ReadPrograms Of(string members, string types = "")
    {
        string source = $"{Usings}public static partial class C\n{{\n{members}\n}}\n{types}";
        var read = ReadMethod.In(Driver.Compile(new DriverInput(source)));
        Dictionary<string, string> externals = new(StringComparer.Ordinal);
        foreach (var statement in read.SelectMany(r => r.Primal.Body.AllStatements()))
        {
            if (statement.Operation is External external && !externals.ContainsKey(Key(statement)))
            {
                externals.Add(Key(statement), Method(statement, external, "External" + externals.Count.ToString(CultureInfo.InvariantCulture)));
            }
        }

        var compilation = Driver.Compile(new DriverInput(source, $"#nullable disable\n{Usings}public static partial class C\n{{\n{string.Join("\n", externals.Values)}\n}}") { AssemblyName = "Programs" });
        using MemoryStream stream = new();
        var emitted = compilation.Emit(stream);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(DriverResult.Describe(emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        }

        stream.Position = 0;
        ReadPrograms programs = new();
        Type home = programs._context.LoadFromStream(stream).GetType("C", throwOnError: true)!;
        var methods = externals.Keys.Select((key, i) => (key, home.GetMethod("External" + i.ToString(CultureInfo.InvariantCulture))!)).ToDictionary(m => m.key, m => m.Item2, StringComparer.Ordinal);
        foreach (var method in read)
        {
            MethodInfo primal = home.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Single(m => m.Name == method.Name && m.IsDefined(typeof(DifferentiableAttribute)));
            programs._programs.Add(method.Name, new ReadProgram(method, primal, methods));
        }

        return programs;
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();

    /// <summary>What tells external texts apart.</summary>
    internal static string Key(Statement statement) => string.Join(
        "|", ((External)statement.Operation).Text, string.Join(",", statement.Operation.Operands.Select(o => o.Type)), string.Join(",", statement.Results.Select(r => r.Type)));

    private static string Method(Statement statement, External external, string name)
    {
        StringBuilder text = new();
        string parameters = string.Join(", ", external.Arguments.Select((a, i) => string.Create(CultureInfo.InvariantCulture, $"{CSharp(a.Type)} a{i}")));
        string body = string.Format(CultureInfo.InvariantCulture, external.Text, [.. external.Arguments.Select((_, i) => (object)string.Create(CultureInfo.InvariantCulture, $"a{i}"))]);
        bool isVoid = statement.Results.Count == 0;
        return text.Append(CultureInfo.InvariantCulture, $"public static {(isVoid ? "void" : CSharp(statement.Result.Type))} {name}({parameters}) {{ {(isVoid ? "" : "return ")}{body}; }}").ToString();
    }

    private static string CSharp(IrType type) => type.Kind == TypeKind.Opaque ? type.Name : type.Name switch
    {
        "f64" => "double",
        "f32" => "float",
        "i32" => "int",
        "i64" => "long",
        "u32" => "uint",
        "u64" => "ulong",
        "i16" => "short",
        "u16" => "ushort",
        "i8" => "sbyte",
        "u8" => "byte",
        _ => type.Name,
    };
}

/// <summary>One marked method, compiled and read.</summary>
public sealed class ReadProgram
{
    private readonly ReadMethod _read;
    private readonly MethodInfo _primal;
    private readonly IReadOnlyDictionary<string, MethodInfo> _externals;
    private readonly Module _module;

    internal ReadProgram(ReadMethod read, MethodInfo primal, IReadOnlyDictionary<string, MethodInfo> externals)
    {
        _read = read;
        _primal = primal;
        _externals = externals;
        Verifier.Check(read.Primal);
        _module = new Module(read.Primal);
        Derivations derivations = new(_module, verify: true);
        Vjp = derivations.Vjp(read.Name, read.Active);
        Jvp = derivations.Jvp(read.Name, read.Active);
    }

    /// <summary>The method's name.</summary>
    public string Name => _read.Name;

    /// <summary>What was read.</summary>
    public Function Primal => _read.Primal;

    /// <summary>The types of the parameters.</summary>
    public IReadOnlyList<Type> Parameters => [.. _primal.GetParameters().Select(p => p.ParameterType)];

    private string Vjp { get; }

    private string Jvp { get; }

    /// <summary>Compares value, pullback and pushforward at a point; gives what is wrong.</summary>
    /// <param name="arguments">One argument a parameter, as reflection takes them.</param>
    /// <param name="differences">Whether central differences of the compiled method are compared too.</param>
    public IEnumerable<string> Check(object?[] arguments, bool differences)
    {
        string at = $"{Name}({string.Join(", ", arguments.Select(a => a is Array array ? "[" + string.Join(", ", array.Cast<object>()) + "]" : Convert.ToString(a, CultureInfo.InvariantCulture)))})";
        var (value, exception) = Attempt(() => _primal.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture));
        object?[] plain = [.. arguments.Select((a, i) => Internal(a, Primal.Parameters[i].Type))];
        var (read, thrown) = Attempt(() => Run(Name, plain)[0]);
        if (exception?.GetType() != thrown?.GetType() || (exception is ArgumentException expected && expected.Message != thrown!.Message))
        {
            yield return $"{at} throws {exception?.Message ?? "nothing"}, as it is read {thrown?.ToString() ?? "nothing"}";
            yield break;
        }

        double number = exception is null ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : 0;
        if (exception is null && !Closeness.IsSame(number, (double)read!))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{at} is {number:R}, as it is read {read:R}");
            yield break;
        }

        // Where a number is not finite, the slopes are zeros by structure in one direction and not in the other.
        if (exception is null && (!double.IsFinite(number) || arguments.Any(a => a is double d && !double.IsFinite(d))))
        {
            yield break;
        }

        int[] active = [.. Enumerable.Range(0, arguments.Length).Where(i => _read.Active[i])];
        if (exception is not null)
        {
            if (Attempt(() => Run(Vjp, [.. plain, 1.0])).Exception?.GetType() != exception.GetType())
            {
                yield return $"the pullback of {at} does not throw {exception.Message}";
            }

            yield break;
        }

        object?[] independent = [.. plain];
        for (int j = 0; j < active.Length; j++)
        {
            independent[active[j]] = Directions.Independent((double)plain[active[j]]!, j, active.Length);
        }

        var dual = new Interpreter(_module) { RunExternal = External, MostExecuted = 50_000_000 }.Call(Name, independent)[0] as Directions;
        double[] tangent = dual?.Tangent ?? new double[active.Length];
        double[] magnitude = dual?.Magnitude ?? new double[active.Length];
        object?[] pulled = Run(Vjp, [.. plain, 0.75]);
        double along = 0;
        double size = 0;
        for (int j = 0; j < active.Length; j++)
        {
            double slope = (double)pulled[1 + j]!;
            double direction = 1.0 - (0.375 * j);
            along += tangent[j] * direction;
            size += Math.Abs(magnitude[j] * direction);
            if (double.IsFinite(magnitude[j]) && !IsClose(slope, 0.75 * tangent[j], magnitude[j], arguments[active[j]] is float ? 1e-4 : 1e-10))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"∂{j} of {at} is {slope / 0.75:R}, expected {tangent[j]:R}");
            }

            if (differences && Math.Abs(tangent[j]) < 1e6 && Math.Abs(number) < 1e6 && Difference(arguments, active[j]) is { } numeric
                && Math.Abs(numeric - tangent[j]) > 1e-6 * (1 + Math.Abs(number) + Math.Abs(tangent[j])))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"∂{j} of {at} is {tangent[j]:R}, central differences say {numeric:R}");
            }
        }

        double pushed = (double)Run(Jvp, [.. plain, .. active.Select((_, j) => (object?)(1.0 - (0.375 * j)))])[1]!;
        if (double.IsFinite(size) && !IsClose(pushed, along, size, arguments.Any(a => a is float) ? 1e-4 : 1e-10))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the pushforward of {at} is {pushed:R}, expected {along:R}");
        }
    }

    private static bool IsClose(double actual, double expected, double scale, double tolerance) =>
        Closeness.IsSame(actual, expected) || Math.Abs(actual - expected) <= tolerance * (1 + scale);

    // Scalars of the form are wide; what is opaque to it stays as it is.
    private static object? Internal(object? value, IrType type) => type.Kind == TypeKind.Opaque ? value : value switch
    {
        Array array => Buffer(array, type.Element!),
        float single => (double)single,
        int or long or short or ushort or sbyte or byte or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        char character => (long)character,
        _ => value,
    };

    private static BufferValue Buffer(Array array, IrType element)
    {
        Memory memory = new(element, array.Length);
        for (int i = 0; i < array.Length; i++)
        {
            memory.Write(i, Internal(array.GetValue(i), element));
        }

        return new BufferValue(memory, 0, array.Length);
    }

    private static (T? Result, Exception? Exception) Attempt<T>(Func<T> run)
    {
        try
        {
            return (run(), null);
        }
        catch (Exception e) when (e is not TimeoutException)
        {
            return (default, e);
        }
    }

    private double? Difference(object?[] arguments, int index)
    {
        if (arguments[index] is not double x)
        {
            return null;
        }

        double h = 1e-5 * Math.Max(1, Math.Abs(x));
        double At(double moved)
        {
            object?[] others = [.. arguments];
            others[index] = moved;
            return Convert.ToDouble(_primal.Invoke(null, BindingFlags.DoNotWrapExceptions, null, others, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        var (fine, _) = Attempt(() => (double?)((At(x + h) - At(x - h)) / (x + h - (x - h))));
        var (coarse, _) = Attempt(() => (double?)((At(x + (2 * h)) - At(x - (2 * h))) / (x + (2 * h) - (x - (2 * h)))));

        // Where the two differ there is a kink or a jump nearby.
        return fine is { } f && coarse is { } c && Math.Abs(f - c) <= 1e-4 * (1 + Math.Abs(f)) ? f + ((f - c) / 3) : null;
    }

    private object?[] Run(string name, object?[] arguments) =>
        new Interpreter(_module) { RunExternal = External, MostExecuted = 50_000_000 }.Call(name, arguments);

    private object? External(Statement statement, object?[] arguments)
    {
        MethodInfo method = _externals[ReadPrograms.Key(statement)];
        object?[] typed = [.. arguments.Select((a, i) => External(a, statement.Operation.Operands[i].Type))];
        object? result = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, typed, CultureInfo.InvariantCulture);
        return statement.Results.Count == 0 ? null : Internal(result, statement.Result.Type);
    }

    private static object? External(object? value, IrType type) => type.Kind == TypeKind.Opaque ? value : type.Name switch
    {
        "f32" => (float)(double)value!,
        "i32" => (int)(long)value!,
        "u32" => (uint)(long)value!,
        "i16" => (short)(long)value!,
        "u16" => (ushort)(long)value!,
        "i8" => (sbyte)(long)value!,
        "u8" => (byte)(long)value!,
        "char" => (char)(long)value!,
        _ => value,
    };
}
