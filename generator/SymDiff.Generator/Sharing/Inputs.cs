using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Sharing;

/// <summary>What a compilation is made of, as far as methods are read from it.</summary>
internal sealed class Inputs
{
    private static readonly ConditionalWeakTable<Compilation, Inputs> Known = new();

    private readonly string? _name;
    private readonly CompilationOptions _options;
    private readonly SyntaxTree[] _trees;
    private readonly MetadataReference[] _references;

    // The compilation that was compared last: an analyzer asks for one method after the other.
    private Comparison? _last;

    private Inputs(Compilation compilation)
    {
        _name = compilation.AssemblyName;
        _options = Comparable(compilation.Options);
        _trees = [.. compilation.SyntaxTrees];
        _references = [.. compilation.References];
    }

    /// <summary>The inputs of a compilation.</summary>
    public static Inputs Of(Compilation compilation) => Known.GetValue(compilation, c => new Inputs(c));

    /// <summary>Whether a compilation is this one, or this one with more files behind its own, as those that were emitted.</summary>
    public bool AreOf(Compilation compilation)
    {
        var last = Volatile.Read(ref _last);
        if (last is null || !last.Compilation.TryGetTarget(out var known) || !ReferenceEquals(known, compilation))
        {
            Volatile.Write(ref _last, last = new Comparison(new WeakReference<Compilation>(compilation), Compare(compilation)));
        }

        return last.Fits;
    }

    private bool Compare(Compilation compilation) =>
        compilation.AssemblyName == _name
        && compilation.SyntaxTrees.Take(_trees.Length).SequenceEqual(_trees, Same<SyntaxTree>.Instance)
        && compilation.References.SequenceEqual(_references, Same<MetadataReference>.Instance)
        && Comparable(compilation.Options).Equals(_options);

    // How severe diagnostics are makes no difference to what is read, and the compiler sets it anew for what was emitted.
    private static CompilationOptions Comparable(CompilationOptions options) => options.WithSyntaxTreeOptionsProvider(null);

    private sealed record Comparison(WeakReference<Compilation> Compilation, bool Fits);

    private sealed class Same<T> : IEqualityComparer<T>
        where T : class
    {
        public static readonly Same<T> Instance = new();

        public bool Equals(T x, T y) => ReferenceEquals(x, y);

        public int GetHashCode(T obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
