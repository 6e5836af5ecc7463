using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.TestKit;

/// <summary>Projects that reference each other, compiled with the generator and loaded: for what the oracles do not know, such as methods of other libraries.</summary>
public sealed class LoadedProject : IDisposable
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private readonly AssemblyLoadContext _context = new("project", isCollectible: true);
    private readonly List<MetadataReference> _references = [];
    private readonly Dictionary<string, MethodInfo> _methods = new(StringComparer.Ordinal);
    private readonly List<Assembly> _assemblies = [];

    /// <summary>What a further project references.</summary>
    public IReadOnlyList<MetadataReference> References => _references;

    /// <summary>Adds an assembly that the projects reference and that is there already.</summary>
    /// <param name="type">A type in it.</param>
    /// <returns>This.</returns>
    public LoadedProject Referencing(Type type)
    {
        _references.Add(MetadataReference.CreateFromFile(type.Assembly.Location));
        return this;
    }

    /// <summary>Adds a project that references those added before.</summary>
    /// <param name="name">The name of its assembly.</param>
    /// <param name="source">Its source.</param>
    /// <param name="forms">What it asks for where it does not say.</param>
    /// <param name="language">The C# version.</param>
    /// <param name="isAnalyzed">Whether the analyzer reads it too, as slowly as the generator. What it would refuse has no forms, and so no test of them passes.</param>
    /// <param name="framework">What it is compiled against; the newest framework if nothing else is said.</param>
    /// <returns>This, for the next one.</returns>
    public LoadedProject With(string name, string source, string forms = "Gradient, ValueAndGradient, Vjp, Jvp", LanguageVersion language = LanguageVersion.Latest, bool isAnalyzed = true, ReferenceSet? framework = null)
    {
        DriverResult result = Driver.Run(new DriverInput(source)
        {
            AssemblyName = name,
            LanguageVersion = language,
            MoreReferences = [.. _references],
            References = framework ?? ReferenceSet.Net10,
            GlobalOptions = new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = forms },
        });
        Compilation compilation = (isAnalyzed ? result.ShouldHaveNoErrors() : result).Output;
        using MemoryStream stream = new();
        var emitted = compilation.Emit(stream);
        if (!emitted.Success)
        {
            throw new InvalidOperationException($"{name} does not compile:\n{DriverResult.Describe(emitted.Diagnostics)}");
        }

        _references.Add(MetadataReference.CreateFromImage(stream.ToArray()));
        stream.Position = 0;
        Assembly assembly = _context.LoadFromStream(stream);
        _assemblies.Add(assembly);
        foreach (MethodInfo method in assembly.GetTypes().SelectMany(t => t.GetMethods(Members)).Where(m => m.IsDefined(typeof(DifferentiableAttribute))))
        {
            _methods[method.Name] = method;
        }

        return this;
    }

    /// <summary>The marked methods, by name.</summary>
    public IReadOnlyDictionary<string, MethodInfo> Methods => _methods;

    /// <summary>The marked method of that name; it has no oracle.</summary>
    public DifferentiatedMethod this[string name] => new(_methods[name], _methods[name], taped: null);

    /// <summary>A static method of any of the projects, as it can be called without boxes.</summary>
    /// <typeparam name="T">The type of the delegate.</typeparam>
    /// <param name="type">The full name of its type.</param>
    /// <param name="name">Its name.</param>
    public T Delegate<T>(string type, string name)
        where T : Delegate => _assemblies.Select(assembly => assembly.GetType(type)).OfType<Type>().Single()
            .GetMethod(name, Members, [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType)])!.CreateDelegate<T>();

    /// <summary>The same where it is not known whether there is such a method.</summary>
    /// <param name="type">The full name of its type.</param>
    /// <param name="name">Its name.</param>
    /// <param name="delegateType">The type of the delegate.</param>
    public Delegate? Find(string type, string name, Type delegateType) =>
        _assemblies.Select(assembly => assembly.GetType(type)).OfType<Type>().Single().GetMethod(name, Members)?.CreateDelegate(delegateType);

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();
}
