using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.TestKit;

/// <summary>
/// Many methods, compiled once with the generator and once for the dual-number oracle, loaded and ready to call.
/// Their text says <c>Real</c> for <c>double</c> and <c>Real32</c> for <c>float</c>, and has no <c>using</c> of its own: the aliases differ between the two compilations.
/// </summary>
public sealed class Corpus : IDisposable
{
    private const string OnDoubles = """
        using System;
        using SymDiff;
        using Real = System.Double;
        using Real32 = System.Single;
        using Math = System.Math;
        using MathF = System.MathF;

        """;

    private const string OnDuals = """
        using System;
        using SymDiff;
        using Real = SymDiff.TestKit.Dual;
        using Real32 = SymDiff.TestKit.DualSingle;
        using Math = SymDiff.TestKit.DualMath;
        using MathF = SymDiff.TestKit.DualMathF;
        using Differential = SymDiff.TestKit.DualDifferential;

        """;

    private const string OnTapes = """
        using System;
        using SymDiff;
        using Real = SymDiff.TestKit.Taped;
        using Math = SymDiff.TestKit.TapedMath;
        using Differential = SymDiff.TestKit.TapedDifferential;

        """;

    private const string FirstOrder = "Gradient, ValueAndGradient, Vjp, Jvp";

    private readonly AssemblyLoadContext _context = new("corpus", isCollectible: true);
    private readonly Dictionary<string, DifferentiatedMethod> _methods;

    private Corpus(DriverResult result, Compilation duals, Compilation? tapes)
    {
        Result = result;
        Assembly differentiated = Load(result.Output);
        Assembly oracle = Load(duals);
        Assembly? secondOrder = tapes is null ? null : Load(tapes);
        _methods = differentiated.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(DifferentiableAttribute)))
            .ToDictionary(method => method.Name, method => new DifferentiatedMethod(
                method, Counterpart(oracle, method), secondOrder is null ? null : Counterpart(secondOrder, method)));
    }

    /// <summary>What the generator made.</summary>
    public DriverResult Result { get; }

    /// <summary>All marked methods.</summary>
    public IEnumerable<DifferentiatedMethod> Methods => _methods.Values;

    /// <summary>The marked method of that name.</summary>
    public DifferentiatedMethod this[string name] => _methods[name];

    /// <summary>Compiles types whose marked methods have distinct names.</summary>
    /// <param name="types">The text of the types.</param>
    public static Corpus Compile(string types) => new(Differentiated(types, FirstOrder), Oracle(types, OnDuals, "Oracle"), tapes: null);

    /// <summary>The same with Hessian-vector products and the oracle of second order; the text has double precision only.</summary>
    /// <param name="types">The text of the types.</param>
    public static Corpus CompileSecondOrder(string types) =>
        new(Differentiated(types, FirstOrder + ", Hvp"), Oracle(types, OnDuals, "Oracle"), Oracle(types, OnTapes, "OracleOfSecondOrder"));

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();

    private static DriverResult Differentiated(string types, string forms) => Driver.Run(new DriverInput(OnDoubles + types)
    {
        GlobalOptions = new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = forms },
    }).ShouldHaveNoErrors();

    private static CSharpCompilation Oracle(string types, string usings, string assembly) => Driver.Compile(new DriverInput(usings + types)
    {
        MoreReferences = [MetadataReference.CreateFromFile(typeof(Dual).Assembly.Location)],
        AssemblyName = assembly,
    });

    private static MethodInfo Counterpart(Assembly oracle, MethodInfo method) =>
        oracle.GetType(method.DeclaringType!.FullName!, throwOnError: true)!
            .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Single(other => other.Name == method.Name && other.IsDefined(typeof(DifferentiableAttribute)));

    private Assembly Load(Compilation compilation)
    {
        using MemoryStream stream = new();
        var emitted = compilation.Emit(stream);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(
                $"{compilation.AssemblyName} does not compile:\n{DriverResult.Describe(emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))}");
        }

        stream.Position = 0;
        return _context.LoadFromStream(stream);
    }
}
