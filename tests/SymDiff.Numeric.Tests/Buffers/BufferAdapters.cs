using Microsoft.CodeAnalysis;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Writes C# that calls the forms of a method with plain arrays, from what SPEC 1.2 says their signatures are: a form with another signature does not compile.
/// </summary>
internal static class BufferAdapters
{
    /// <summary>The name of the class that calls a method.</summary>
    public static string ClassOf(string method) => method + "Adapter";

    /// <summary>The parameters of a marked method.</summary>
    public static IReadOnlyList<BufferParameter> Parameters(IMethodSymbol method) => [.. method.Parameters.Select(p =>
    {
        string type = p.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        string? element = type == "double[][]" && !Has(p, "NoGradient") ? "double"
            : p.Type is IArrayTypeSymbol array ? array.ElementType.ToDisplayString()
            : p.Type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" } span ? span.TypeArguments[0].ToDisplayString()
            : null;
        BufferRole role = element is null ? BufferRole.Input
            : Has(p, "Output") ? BufferRole.Output
            : Has(p, "Scratch") ? BufferRole.Scratch
            : Has(p, "InOut") || p.Type.Name is "Span" or "Memory" ? BufferRole.InOut
            : BufferRole.Input;
        return new BufferParameter(p.Ordinal, p.Name, type, element, role, (element ?? type) == "double" && !Has(p, "NoGradient"));
    })];

    /// <summary>The class that calls the forms of a method.</summary>
    public static string Text(IMethodSymbol method)
    {
        IReadOnlyList<BufferParameter> parameters = Parameters(method);
        string name = method.ContainingType.ToDisplayString() + "." + method.Name;
        bool hasValue = !method.ReturnsVoid;
        List<BufferParameter> independent = [.. parameters.Where(p => p.IsIndependent)];
        List<BufferParameter> derived = [.. parameters.Where(p => p.IsIndependent || p.IsResult)];
        List<BufferParameter> outputs = [.. parameters.Where(p => p.IsActive && p.Role == BufferRole.Output)];
        string primal = string.Join(", ", parameters.Select(p => p.IsBuffer && !p.IsJagged ? $"({p.Element}[])a[{p.Position}]!" : $"({p.Type})a[{p.Position}]!"));
        string vjp = $"{name}Vjp({List(primal, hasValue ? "cotangent" : "", Each(outputs, "o", ""), Each(independent, "d", "ref "))})";
        string jvp = $"{name}Jvp({List(primal, Each(derived, "t", ""))})";
        List<string> members =
        [
            $"static double Value(object?[] a) {{ {(hasValue ? "return " : "")}{name}({primal}); {(hasValue ? "" : "return 0;")} }}",
            $"static double Vjp(object?[] a, double cotangent, double[][] o, double[][] d) {{ {(hasValue ? "var r = " : "")}{vjp}; {Back(independent, "d")}return {(hasValue ? "r" : "0")}; }}",
            $"static (double, double) Jvp(object?[] a, double[][] t) {{ {(hasValue ? "var r = " : "")}{jvp}; {Back(derived, "t")}return {(hasValue ? "r" : "default")}; }}",
        ];

        if (hasValue && !parameters.Any(p => p.IsResult))
        {
            bool hasDestinations = independent.Any(p => p.IsBuffer);
            string destinations = List(primal, Each(independent, "d", "out "));
            string directions = Each(independent, "v", "");
            if (hasDestinations)
            {
                members.Add($"static double Gradient(object?[] a, double[][] d) {{ {name}Gradient({destinations}); {Back(independent, "d")}return 0; }}");
                members.Add($"static double ValueAndGradient(object?[] a, double[][] d) {{ var r = {name}ValueAndGradient({destinations}); {Back(independent, "d")}return r; }}");
                members.Add($"static void Hvp(object?[] a, double[][] v, double[][] d) {{ {name}Hvp({List(primal, directions, Each(independent, "d", "out "))}); {Back(independent, "d")}}}");
            }

            if (independent.Where(p => p.IsBuffer).All(p => !p.Type.StartsWith("Span", StringComparison.Ordinal) && !p.Type.StartsWith("Memory", StringComparison.Ordinal)))
            {
                members.Add($"static double[][] FreshGradient(object?[] a) {{ var g = {name}Gradient({primal}); return {Unpacked("g", independent)}; }}");
                members.Add($"static (double, double[][]) FreshValueAndGradient(object?[] a) {{ var (value, g) = {name}ValueAndGradient({primal}); return (value, {Unpacked("g", independent)}); }}");
                members.Add($"static double[][] FreshHvp(object?[] a, double[][] v) {{ var g = {name}Hvp({List(primal, directions)}); return {Unpacked("g", independent)}; }}");
            }
        }

        return $"public static class {ClassOf(method.Name)}\n{{\n    {string.Join("\n    ", members.Select(m => "public " + m))}\n}}\n";
    }

    private static bool Has(IParameterSymbol parameter, string attribute) => parameter.GetAttributes().Any(a => a.AttributeClass?.Name == attribute + "Attribute");

    private static string Each(IEnumerable<BufferParameter> parameters, string array, string scalarModifier) =>
        string.Join(", ", parameters.Select((p, i) => p.IsJagged ? $"SymDiff.Numeric.Tests.Buffers.JaggedArguments.Of({array}[{i}], (double[][])a[{p.Position}]!)" : p.IsBuffer ? $"{array}[{i}]" : $"{scalarModifier}{array}[{i}][0]"));

    // What was written to the rows that stand for an array.
    private static string Back(IEnumerable<BufferParameter> parameters, string array) =>
        string.Concat(parameters.Select((p, i) => p.IsJagged ? $"SymDiff.Numeric.Tests.Buffers.JaggedArguments.Back({array}[{i}]); " : ""));

    private static string List(params string[] parts) => string.Join(", ", parts.Where(p => p.Length > 0));

    private static string Unpacked(string gradient, List<BufferParameter> independent) => independent.Count == 1
        ? $"new[] {{ {Array(independent[0], gradient)} }}"
        : $"new[] {{ {string.Join(", ", independent.Select(p => Array(p, $"{gradient}.{p.Name}")))} }}";

    private static string Array(BufferParameter parameter, string part) => parameter.IsJagged ? $"System.Linq.Enumerable.ToArray(System.Linq.Enumerable.SelectMany({part}, r => r))" : parameter.IsBuffer ? part : $"new[] {{ {part} }}";
}
