using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Methods with buffers, compiled with the generator and with adapters that call their forms.</summary>
internal sealed class BufferProject
{
    private const string Forms = "Gradient, ValueAndGradient, Vjp, Jvp, Hvp";

    private const string Usings = """
        using System;
        using SymDiff;

        """;

    private readonly LoadedProject _project;
    private readonly Dictionary<string, BufferMethod> _methods;

    /// <summary>Compiles types.</summary>
    /// <param name="name">The name of their assembly.</param>
    /// <param name="types">Their text.</param>
    /// <param name="library">A type of a library that they use.</param>
    /// <param name="differentiated">The text of a library that they use and that is compiled with the generator.</param>
    public BufferProject(string name, string types, Type? library = null, string? differentiated = null)
    {
        // Adapters of arrays of arrays call this assembly.
        LoadedProject empty = new LoadedProject().Referencing(library ?? typeof(JaggedArguments));
        if (differentiated is not null)
        {
            empty = empty.With(name + ".Library", Usings + differentiated, "Vjp, Jvp");
        }

        Compilation compilation = Driver.Compile(new DriverInput(Usings + types) { AssemblyName = name, MoreReferences = empty.References });
        List<IMethodSymbol> methods = [.. compilation.Assembly.GlobalNamespace.GetTypeMembers()
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method.GetAttributes().Any(a => a.AttributeClass?.Name == nameof(DifferentiableAttribute)))];
        _project = empty.With(name, Usings + types + "\n" + string.Concat(methods.Select(BufferAdapters.Text)), Forms);
        _methods = methods.ToDictionary(m => m.Name, m => new BufferMethod(m.Name, BufferAdapters.Parameters(m), (form, type) => _project.Find(BufferAdapters.ClassOf(m.Name), form, type)));
    }

    /// <summary>The marked method of that name.</summary>
    public BufferMethod this[string name] => _methods[name];

    /// <summary>A static method.</summary>
    public T Delegate<T>(string type, string name)
        where T : Delegate => _project.Delegate<T>(type, name);
}
