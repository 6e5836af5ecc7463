using System.Reflection;

namespace SymDiff.TestKit;

/// <summary>A random program with buffers: its forms and its dual-number twin, called with one object an argument.</summary>
public sealed class BufferedMethod
{
    private readonly RandomProgram _program;
    private readonly Type _primal;
    private readonly Func<object[], object?> _value;
    private readonly Func<object[], object?> _twin;

    internal BufferedMethod(RandomProgram program, Assembly primal, Assembly oracle)
    {
        _program = program;
        _primal = primal.GetType(ProgramForm.AdapterName(program), throwOnError: true)!;
        _value = Delegate(_primal, "Value");
        _twin = Delegate(oracle.GetType(ProgramForm.AdapterName(program), throwOnError: true)!, "Value");
    }

    /// <summary>Calls the method itself.</summary>
    public object? Value(object[] arguments) => _value(arguments);

    /// <summary>Calls its twin.</summary>
    public object? Oracle(object[] arguments) => _twin(arguments);

    /// <summary>What calls a form.</summary>
    public Func<object[], object?> Form(ProgramForm form) => Delegate(_primal, form.Name);

    /// <summary>The forms that there are.</summary>
    public IEnumerable<ProgramForm> Forms => ProgramForm.All(_program);

    private static Func<object[], object?> Delegate(Type type, string name) => type.GetMethod(name)!.CreateDelegate<Func<object[], object?>>();
}
