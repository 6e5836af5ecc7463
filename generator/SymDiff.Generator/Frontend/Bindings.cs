using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>What the user's variables hold at a point of the program: C# variables are mutable, values are not.</summary>
internal sealed class Bindings
{
    private readonly Dictionary<ISymbol, Value> _values;

    // Order of first assignment, so that merges are the same at every run.
    private readonly List<ISymbol> _order;

    /// <summary>No variables.</summary>
    public Bindings()
        : this(new(SymbolEqualityComparer.Default), [])
    {
    }

    private Bindings(Dictionary<ISymbol, Value> values, List<ISymbol> order)
    {
        _values = values;
        _order = order;
    }

    /// <summary>The variables that hold something, in order of first assignment.</summary>
    public IReadOnlyList<ISymbol> Variables => _order;

    /// <summary>What the variable holds; null if it was not assigned.</summary>
    public Value? this[ISymbol variable] => _values.TryGetValue(variable, out var value) ? value : null;

    /// <summary>Assigns a variable.</summary>
    public void Set(ISymbol variable, Value value)
    {
        if (!_values.ContainsKey(variable))
        {
            _order.Add(variable);
        }

        _values[variable] = value;
    }

    /// <summary>A copy, for one of several ways the program can go on.</summary>
    public Bindings Fork() => new(new(_values, SymbolEqualityComparer.Default), [.. _order]);
}
