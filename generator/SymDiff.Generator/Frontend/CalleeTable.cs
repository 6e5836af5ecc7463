using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>The methods that a marked method calls by name, because they are marked themselves or call themselves; shared by all that is read for it.</summary>
/// <param name="main">The marked method, as declared.</param>
internal sealed class CalleeTable(IMethodSymbol main)
{
    private readonly Dictionary<IMethodSymbol, string> _names = new(SymbolEqualityComparer.Default) { [main] = Safe(main.Name) };
    private readonly Dictionary<IMethodSymbol, Dictionary<string, string>> _derived = new(SymbolEqualityComparer.Default);
    private readonly List<HelperFunction?> _helpers = [];
    private readonly List<Callee> _callees = [];
    private readonly Dictionary<IMethodSymbol, IMethodSymbol> _constructed = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, bool> _isRecursive = new(SymbolEqualityComparer.Default);

    /// <summary>The readings of helpers, each with what was read.</summary>
    public List<(LoweringContext Context, Function Function)> Readings { get; } = [];

    /// <summary>The marked method.</summary>
    public IMethodSymbol Main => main;

    /// <summary>The methods whose reading led here, because they call a derivative of what is read; null for one that is read for itself.</summary>
    public IReadOnlyList<IMethodSymbol>? Enclosing { get; init; }

    /// <summary>The methods that are being read, outermost first.</summary>
    public IReadOnlyList<IMethodSymbol> Reading => [.. Enclosing ?? [], main];

    /// <summary>The methods that are differentiated along with it, in the order in which they were met.</summary>
    public EquatableArray<HelperFunction> Helpers => _helpers.OfType<HelperFunction>().ToEquatableArray();

    /// <summary>The other marked methods.</summary>
    public EquatableArray<Callee> Callees => _callees.ToEquatableArray();

    /// <summary>The name that calls of a method use, if it is known here.</summary>
    public string? NameOf(IMethodSymbol method) => _names.TryGetValue(method, out string? name) ? name : null;

    /// <summary>A generic method with what its type parameters stand for, wherever it is called.</summary>
    /// <param name="called">What they stand for in this call.</param>
    public IMethodSymbol ConstructedOf(IMethodSymbol called)
    {
        if (!_constructed.TryGetValue(called.OriginalDefinition, out var known))
        {
            _constructed[called.OriginalDefinition] = known = called;
        }

        return known;
    }

    // Two underscores separate a function from what is derived of it.
    private static string Safe(string name) => name.Replace("__", "_-_");

    /// <summary>Enters another marked method.</summary>
    public string AddCallee(IMethodSymbol method, Callee callee)
    {
        _callees.Add(callee);
        return _names[method] = callee.Key;
    }

    /// <summary>Reserves the place of a method that is to be read, so that it can call itself.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The name that calls use, and the place.</returns>
    public (string Name, int Place) Reserve(IMethodSymbol method)
    {
        string name = Safe(method.Name);
        for (int i = 2; _names.ContainsValue(name) || _derived.Values.Any(d => d.ContainsValue(name)); i++)
        {
            name = Safe(method.Name) + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        _names[method] = name;
        _helpers.Add(null);
        return (name, _helpers.Count - 1);
    }

    /// <summary>Enters functions that belong to a method whose derivative is read here, unless they are there.</summary>
    /// <param name="method">The method.</param>
    /// <param name="functions">The functions, by the names that they have among themselves.</param>
    /// <param name="make">Makes what is entered of one, with the names that calls use here.</param>
    /// <returns>The names that calls use here, by those that they have among themselves.</returns>
    public IReadOnlyDictionary<string, string> Add(IMethodSymbol method, IReadOnlyList<Function> functions, Func<Function, IReadOnlyDictionary<string, string>, HelperFunction> make)
    {
        if (!_derived.TryGetValue(method, out var names))
        {
            _derived[method] = names = new(StringComparer.Ordinal);
        }

        var missing = functions.Where(f => !names.ContainsKey(f.Name)).ToList();
        foreach (var function in missing)
        {
            // What is derived of them here has the underscores.
            string name = function.Name.Replace("__", "_");
            string unique = name;
            for (int i = 2; _names.ContainsValue(unique) || _derived.Values.Any(d => d.ContainsValue(unique)); i++)
            {
                unique = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            names.Add(function.Name, unique);
        }

        _helpers.AddRange(missing.Select(f => make(f, names)));
        return names;
    }

    /// <summary>Enters what was read at its place.</summary>
    public void Fill(int place, HelperFunction helper) => _helpers[place] = helper;

    /// <summary>Says in the helpers what their callees leave as it is.</summary>
    /// <param name="written">What the methods write.</param>
    public void Mark(WrittenParameters written)
    {
        for (int i = 0; i < _helpers.Count; i++)
        {
            _helpers[i] = _helpers[i] is { } helper ? helper with { Function = written.Marked(helper.Function) } : null;
        }
    }

    /// <summary>Whether a method can come to call itself, asked once for each.</summary>
    public bool IsRecursive(IMethodSymbol method, Func<IMethodSymbol, bool> find)
    {
        if (!_isRecursive.TryGetValue(method, out bool known))
        {
            _isRecursive[method] = known = find(method);
        }

        return known;
    }
}
