using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.LargeBodies;

/// <summary>
/// A project in which every method is marked, with what the generator and the analyzer make of it. Neither may throw, fail inside or fail to end; what
/// is emitted must compile; what is accepted must agree with central differences.
/// </summary>
internal sealed partial class LargeBody
{
    // A method takes milliseconds; on a machine with a hundred other things to do, this is still a hang.
    private static readonly TimeSpan LimitOfAMethod = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LimitOfARun = TimeSpan.FromSeconds(120);

    private readonly CSharpCompilation _compilation;
    private readonly VisibleOptions _options;
    private readonly string _forms;
    private readonly List<string> _problems = [];
    private GeneratorRunResult _run;
    private TimeSpan _time;

    private LargeBody(CSharpCompilation compilation, string forms)
    {
        _compilation = compilation;
        _forms = forms;
        _options = new VisibleOptions(new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = forms });
    }

    /// <summary>What must not be.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>How many methods are marked.</summary>
    public int Methods { get; private set; }

    /// <summary>How many of them have a <c>double</c> parameter and result.</summary>
    public int Numeric { get; private set; }

    /// <summary>How many methods were accepted.</summary>
    public int Accepted => AcceptedFiles.Count;

    /// <summary>How many partial derivatives were compared with central differences.</summary>
    public int Compared { get; private set; }

    /// <summary>The names of the files of accepted methods.</summary>
    public HashSet<string> AcceptedFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>Why methods were refused, and how often.</summary>
    public Dictionary<string, int> Reasons { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs the generator and the analyzer, and compiles and compares what was accepted.</summary>
    /// <param name="compilation">The project, all its methods marked.</param>
    /// <param name="forms">The forms to emit.</param>
    public static LargeBody Run(CSharpCompilation compilation, string forms)
    {
        LargeBody body = new(compilation, forms);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        body.CountMethods();
        if (body.InTime("The generator", body.Generate))
        {
            body.InTime("The analyzer", body.Analyze);
            body.Compile();
        }

        body._time = Process.GetCurrentProcess().TotalProcessorTime - before;

        return body;
    }

    /// <summary>What a run prints.</summary>
    public override string ToString() =>
        $"{Methods} methods, {Numeric} with a double parameter and result, {Accepted} accepted, {Compared} partials compared, {_problems.Count} problems, {_time.TotalSeconds:F1} s of processor time with what ran beside it";

    [GeneratedRegex("NotSupportedException\\(\"(?:(SD\\d{4}): |[^\"]* does not compile\\.)")]
    private static partial Regex Refusal();

    private static bool IsRefused(string text) => Refusal().IsMatch(text);

    private void CountMethods()
    {
        foreach (IMethodSymbol method in Marked())
        {
            Methods++;
            Numeric += IsNumeric(method) ? 1 : 0;
        }
    }

    private static bool IsNumeric(IMethodSymbol method) =>
        method.ReturnType.SpecialType == SpecialType.System_Double && method.Parameters.Any(p => p.Type.SpecialType == SpecialType.System_Double);

    private IEnumerable<IMethodSymbol> Marked() => _compilation.SyntaxTrees.SelectMany(tree =>
    {
        SemanticModel model = _compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(node => model.GetDeclaredSymbol(node)!).Where(method => Marks.OfMethod(method) is not null);
    });

    private bool InTime(string what, Action<CancellationToken> run)
    {
        using CancellationTokenSource stop = new();
        Exception? thrown = null;
        Thread thread = new(() =>
        {
            try
            {
                run(stop.Token);
            }
            catch (Exception e)
            {
                thrown = e;
            }
        }, 16 * 1024 * 1024)
        {
            IsBackground = true,
        };
        thread.Start();
        if (thread.Join(LimitOfARun + (Methods * TimeSpan.FromMilliseconds(100))))
        {
            if (thrown is not null)
            {
                _problems.Add($"{what} threw: {thrown}");
            }

            return thrown is null;
        }

        stop.Cancel();
        _problems.Add($"{what} does not end; the slowest: {Slowest()}");
        return false;
    }

    // Asked for only after a hang: which method it is.
    private string Slowest()
    {
        (TimeSpan Time, string Name) slowest = default;
        foreach (IMethodSymbol method in Marked())
        {
            using CancellationTokenSource stop = new(LimitOfAMethod);
            Stopwatch watch = Stopwatch.StartNew();
            Thread thread = new(() =>
            {
                try
                {
                    DifferentiableMethod model = Extraction.Run(method, _compilation, null, stop.Token).ToModel();
                    Generation.Run(model, Options.Parse(_forms), DerivedKinds.None, stop.Token);
                }
                catch (OperationCanceledException)
                {
                }
            }, 16 * 1024 * 1024)
            {
                IsBackground = true,
            };
            thread.Start();
            if (!thread.Join(LimitOfAMethod + LimitOfAMethod))
            {
                return $"{method.ToDisplayString()}, which does not end: {method.DeclaringSyntaxReferences[0].GetSyntax()}";
            }

            slowest = watch.Elapsed > slowest.Time ? (watch.Elapsed, $"{watch.Elapsed} {method.ToDisplayString()}") : slowest;
        }

        return slowest.Name ?? "none";
    }

    private void Generate(CancellationToken cancellation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new SymDiffGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)_compilation.SyntaxTrees[0].Options, optionsProvider: _options);
        _run = driver.RunGenerators(_compilation, cancellation).GetRunResult().Results.Single();
        if (_run.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator threw.", exception);
        }

        foreach (GeneratedSourceResult source in _run.GeneratedSources.Where(s => !s.HintName.StartsWith("SymDiff-", StringComparison.Ordinal)))
        {
            string text = source.SourceText.ToString();
            if (text.Contains("SD0901", StringComparison.Ordinal))
            {
                _problems.Add($"{source.HintName}: {text}");
            }

            if (!IsRefused(text))
            {
                AcceptedFiles.Add(source.HintName);
            }
        }
    }

    private void Analyze(CancellationToken cancellation)
    {
        CompilationWithAnalyzersOptions settings = new(
            new AnalyzerOptions([], _options),
            onAnalyzerException: (exception, _, _) => { lock (_problems) { _problems.Add($"The analyzer threw: {exception}"); } },
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = _compilation.WithAnalyzers([new DifferentiableAnalyzer()], settings).GetAnalyzerDiagnosticsAsync(cancellation).GetAwaiter().GetResult();
        foreach (Diagnostic diagnostic in diagnostics.Where(d => d.Id == "SD0901"))
        {
            _problems.Add($"{diagnostic}\n{MethodAt(diagnostic.Location)}");
        }

        foreach (Diagnostic diagnostic in diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            string reason = $"{diagnostic.Id} {Quoted().Replace(diagnostic.GetMessage(CultureInfo.InvariantCulture), "'…'")}";
            Reasons[reason] = Reasons.GetValueOrDefault(reason) + 1;
        }
    }

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    private static string MethodAt(Location location) =>
        location.SourceTree?.GetRoot().FindNode(location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>()?.ToString() ?? "";

    private void Compile()
    {
        CSharpCompilation output = _compilation.AddSyntaxTrees(_run.GeneratedSources.Select(s => s.SyntaxTree));
        using MemoryStream stream = new();
        var emitted = output.Emit(stream);
        if (emitted.Success)
        {
            stream.Position = 0;
            InTime("The comparison", _ => CompareAll(stream));
            return;
        }

        // The project itself need not compile; what was added to it must. A refused member that somebody calls is an error at the call.
        HashSet<SyntaxTree> added = [.. _run.GeneratedSources.Select(s => s.SyntaxTree)];
        HashSet<string> already = [.. _compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id + d.GetMessage(CultureInfo.InvariantCulture))];
        foreach (var errors in output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Location.SourceTree is { } tree && added.Contains(tree)
            && !already.Contains(d.Id + d.GetMessage(CultureInfo.InvariantCulture))).GroupBy(d => d.Location.SourceTree!))
        {
            _problems.Add($"{errors.Key.FilePath} does not compile:\n{string.Join("\n", errors.Take(3))}\n{errors.Key}");
        }

        if (_problems.Count == 0)
        {
            _uncompiled.AddRange(output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        }
    }

    private readonly List<string> _uncompiled = [];

    /// <summary>Errors of the project itself, because of which nothing could be run.</summary>
    public IReadOnlyList<string> ErrorsOfTheProject => _uncompiled;

    private void CompareAll(Stream assembly)
    {
        AssemblyLoadContext context = new("large body", isCollectible: true);
        try
        {
            // All that the body refers to and is not part of the framework is loaded already.
            context.Resolving += (_, name) => AssemblyLoadContext.Default.LoadFromAssemblyName(name);
            Random random = new(1);
            Assembly loaded = context.LoadFromStream(assembly);
            foreach (Type type in loaded.GetTypes().Where(t => !t.ContainsGenericParameters))
            {
                foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                {
                    if (IsComparable(method))
                    {
                        Compare(new DifferentiatedMethod(method, method, taped: null), method, random);
                    }
                }
            }
        }
        finally
        {
            context.Unload();
        }
    }

    private static bool IsComparable(MethodInfo method)
    {
        MethodInfo[] gradients = [.. method.DeclaringType!.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.Name == method.Name + "Gradient" && m.GetParameters().Length == method.GetParameters().Length)];
        // By name: the sources of the runtime package have an attribute of their own.
        return method.CustomAttributes.Any(a => a.AttributeType.FullName == typeof(DifferentiableAttribute).FullName) && !method.ContainsGenericParameters && method.ReturnType == typeof(double)
            && (method.IsStatic || method.DeclaringType.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []) is not null)
            && !method.DeclaringType.IsAbstract | method.IsStatic
            && method.GetParameters().All(p => p.ParameterType == typeof(double) || p.ParameterType == typeof(int))
            && gradients.Length == 1 && !gradients[0].IsDefined(typeof(ObsoleteAttribute));
    }

    private void Compare(DifferentiatedMethod method, MethodInfo info, Random random)
    {
        ParameterInfo[] parameters = info.GetParameters();
        for (int round = 0; round < 3; round++)
        {
            double[] x = [.. parameters.Select(p => p.ParameterType == typeof(int) ? random.Next(0, 5) : (random.NextDouble() * 1.4) + 0.1)];
            double value;
            double[][] slopes;
            try
            {
                value = method.Value(x);
                slopes = [.. new[] { 1e-3, 2.5e-4, 6.25e-5 }.Select(h => method.Active.Select(at => Slope(method, x, at, h)).ToArray())];
            }
            catch (Exception e) when (e is not MissingMethodException)
            {
                // The method throws here; what else it needs is not there.
                continue;
            }

            double[] gradient;
            double[] tangents;
            try
            {
                gradient = method.Gradient(x);
                tangents = [.. Enumerable.Range(0, method.Active.Count).Select(k => method.Jvp(x, [.. Enumerable.Range(0, method.Active.Count).Select(j => j == k ? 1.0 : 0)]).Tangent)];
            }
            catch (NotSupportedException e) when (e.Message.EndsWith("does not compile.", StringComparison.Ordinal) || e.Message.StartsWith("SD0004", StringComparison.Ordinal))
            {
                // It calls what is only emitted, and so does not compile where the generator sees it; or it has a derivative by hand of that name.
                return;
            }
            catch (Exception e) when (e is not MissingMethodException)
            {
                _problems.Add($"{info.DeclaringType}.{info.Name}({Text(x)}) throws in a derivative: {e}");
                return;
            }

            for (int k = 0; k < method.Active.Count; k++)
            {
                // Two extrapolations that agree: the function is smooth here.
                double coarse = ((16 * slopes[1][k]) - slopes[0][k]) / 15;
                double fine = ((16 * slopes[2][k]) - slopes[1][k]) / 15;
                double size = 1 + Math.Abs(fine) + Math.Abs(value);
                if (!(Math.Abs(coarse - fine) <= 1e-7 * size))
                {
                    continue;
                }

                Compared++;

                // What goes through single precision is a staircase, which differences cannot look below.
                double tolerance = size * (SourceOf(info).Contains("float", StringComparison.Ordinal) ? 1e-5 : 1e-6);
                if (!(Math.Abs(fine - gradient[k]) <= tolerance) || !(Math.Abs(fine - tangents[k]) <= tolerance))
                {
                    _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{info.DeclaringType}.{info.Name}({Text(x)}): partial {k} is {gradient[k]:R} backward and {tangents[k]:R} forward, by differences {fine:R}\n{SourceOf(info)}"));
                    return;
                }
            }
        }
    }

    private string SourceOf(MethodInfo method) => _compilation.GetTypeByMetadataName(method.DeclaringType!.FullName!)?.GetMembers(method.Name).FirstOrDefault()?
        .DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().ToString() ?? "";

    private static double Slope(DifferentiatedMethod method, double[] x, int at, double h)
    {
        double[] moved = [.. x];
        double right = moved[at] = x[at] + h;
        double above = method.Value(moved);
        double left = moved[at] = x[at] - h;
        return (above - method.Value(moved)) / (right - left);
    }

    private static string Text(double[] x) => string.Join(", ", x.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
