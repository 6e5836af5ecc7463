namespace SymDiff.Compiler.IR;

/// <summary>Functions that call each other by name.</summary>
public sealed class Module
{
    private readonly Dictionary<string, Function> _functions = new(StringComparer.Ordinal);

    /// <summary>A module of the given functions.</summary>
    public Module(params Function[] functions)
    {
        foreach (var function in functions)
        {
            Add(function);
        }
    }

    /// <summary>The functions, in no order that means anything.</summary>
    public IReadOnlyCollection<Function> Functions => _functions.Values;

    /// <summary>The function of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Function this[string name] => _functions[name];

    /// <summary>Whether there is a function of that name.</summary>
    public bool Contains(string name) => _functions.ContainsKey(name);

    /// <summary>Adds a function under its name.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(Function function) => _functions.Add(function.Name, function);
}
