using System.Reflection;

namespace SymDiff.TestKit;

/// <summary>A random program with buffers: its forms and its dual-number twin, called with one object an argument.</summary>
public sealed class BufferedMethod
{
    private readonly RandomProgram _program;
    private readonly Type _primal;
    private readonly Func<object[], object?> _value;
    private readonly Func<object[], object?> _twin;
    private readonly Lazy<Func<object[], object?>?> _lenient;

    internal BufferedMethod(RandomProgram program, Assembly primal, Assembly oracle)
    {
        _program = program;
        _primal = primal.GetType(ProgramForm.AdapterName(program), throwOnError: true)!;
        _lenient = new(() => LenientTwin.Of(program, ProgramBatch.ForGenerator));
        _value = Delegate(_primal, "Value");
        _twin = Delegate(oracle.GetType(ProgramForm.AdapterName(program), throwOnError: true)!, "Value");
    }

    /// <summary>Calls the method itself.</summary>
    public object? Value(object[] arguments) => _value(arguments);

    /// <summary>Calls its twin.</summary>
    public object? Oracle(object[] arguments) => _twin(arguments);

    /// <summary>What calls the method where elements may be missing, see <see cref="TestKit.Lenient"/>; null if it cannot be called so.</summary>
    public Func<object[], object?>? Lenient => _lenient.Value;

    /// <summary>What calls a form.</summary>
    public Func<object[], object?> Form(ProgramForm form) => Delegate(_primal, form.Name);

    /// <summary>The forms that there are.</summary>
    public IEnumerable<ProgramForm> Forms => ProgramForm.All(_program);

    private static Func<object[], object?> Delegate(Type type, string name) => type.GetMethod(name)!.CreateDelegate<Func<object[], object?>>();
}
