namespace SymDiff.Compiler.IR;

/// <summary>Functions that call each other by name.</summary>
public sealed class Module
{
    private readonly Dictionary<string, Function> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EquatableArray<bool>> _active = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Declaration> _declarations = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _foreign = new(StringComparer.Ordinal);

    /// <summary>A module of the given functions.</summary>
    public Module(params Function[] functions)
    {
        foreach (var function in functions)
        {
            Add(function);
        }
    }

    /// <summary>Says that nothing more can be derived of a function than is there: another assembly published it.</summary>
    /// <param name="name">The function.</param>
    /// <param name="method">C# that names it.</param>
    public void SetForeign(string name, string method) => _foreign[name] = method;

    /// <summary>C# that names the method of another assembly that a function stands for; null if it is none.</summary>
    /// <param name="name">The function.</param>
    public string? Foreign(string name) => _foreign.TryGetValue(name, out string? method) ? method : null;

    /// <summary>The functions, in no order that means anything.</summary>
    public IReadOnlyCollection<Function> Functions => _functions.Values;

    /// <summary>The function of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Function this[string name] => _functions[name];

    /// <summary>Whether there is a function of that name.</summary>
    public bool Contains(string name) => _functions.ContainsKey(name);

    /// <summary>Adds a function under its name.</summary>
    /// <param name="function">The function.</param>
    /// <param name="active">One flag a parameter: whether callers have a derivative with respect to it; default for all that can have one.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(Function function, EquatableArray<bool> active = default)
    {
        _functions.Add(function.Name, function);
        _active.Add(function.Name, active);
    }

    /// <summary>Says what a function is that is defined elsewhere, its derivatives with it.</summary>
    public void Declare(Declaration declaration) => _declarations[declaration.Name] = declaration;

    /// <summary>The function that is defined elsewhere under that name; null if there is none.</summary>
    public Declaration? Declared(string name) => _declarations.TryGetValue(name, out var declaration) ? declaration : null;

    /// <summary>Whether there is a derivative of a callee with respect to an argument.</summary>
    /// <param name="callee">Its name.</param>
    /// <param name="index">The argument's place.</param>
    public bool IsActive(string callee, int index)
    {
        var active = _declarations.TryGetValue(callee, out var declaration) ? declaration.Active : _active.TryGetValue(callee, out var flags) ? flags : default;
        return active.Count == 0 || active[index];
    }
}
