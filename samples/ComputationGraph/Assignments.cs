using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Graphs;

namespace Circuits;

/// <summary>Values of parameters as they are given on the command line: <c>x=1,w=[1,2,3]</c>.</summary>
internal sealed partial class Assignments
{
    private readonly Dictionary<string, double[]> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _arguments = new(StringComparer.Ordinal);

    /// <summary>Reads values for a method.</summary>
    /// <param name="text">The text.</param>
    /// <param name="method">The method.</param>
    /// <exception cref="GraphException">A value is missing, or is none of its parameter's type.</exception>
    public Assignments(string text, IMethodSymbol method)
    {
        Dictionary<string, string> given = Assignment().Matches(text).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value.Trim(), StringComparer.Ordinal);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!given.Remove(parameter.Name, out string? value))
            {
                throw new GraphException($"Say where: --at needs a value for '{parameter.Name}', as in --at {string.Join(",", method.Parameters.Select(p => p.Name + (p.Type is IArrayTypeSymbol ? "=[1,2]" : "=1")))}.");
            }

            _arguments[parameter.Name] = Read(parameter, value);
        }

        if (given.Count > 0)
        {
            throw new GraphException($"'{method.Name}' has no parameter '{given.Keys.First()}'.");
        }
    }

    /// <summary>What a graph has to be told: how long arrays are, and integers, which may say how often loops run.</summary>
    public GraphOptions Options => new()
    {
        Lengths = _arguments.Where(a => a.Value is double[]).ToDictionary(a => a.Key, a => ((double[])a.Value).Length),
        Integers = _arguments.Where(a => a.Value is int or long).ToDictionary(a => a.Key, a => Convert.ToInt64(a.Value, CultureInfo.InvariantCulture)),
    };

    /// <summary>The arguments, as a call takes them.</summary>
    public IReadOnlyList<object> Arguments => [.. _arguments.Values];

    /// <summary>A value an input of the graph.</summary>
    /// <param name="graph">The graph of the method.</param>
    public double[] Values(ComputationGraph graph)
    {
        Dictionary<string, int> next = new(StringComparer.Ordinal);
        return [.. graph.Inputs.Select(input =>
        {
            string name = input.Name.Split('[')[0];
            int index = next.GetValueOrDefault(name);
            next[name] = index + 1;
            return _numbers[name][index];
        })];
    }

    private object Read(IParameterSymbol parameter, string value)
    {
        string[] parts = value.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        double[] numbers = [.. parts.Select(p => double.TryParse(p.Replace("true", "1", StringComparison.Ordinal).Replace("false", "0", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number : throw new GraphException($"'{p}' for '{parameter.Name}' is no number."))];
        _numbers[parameter.Name] = numbers;
        if (parameter.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double })
        {
            return numbers;
        }

        double only = numbers.Length == 1 ? numbers[0] : throw new GraphException($"'{parameter.Name}' takes one number.");
        return parameter.Type.SpecialType switch
        {
            SpecialType.System_Double => only,
            SpecialType.System_Int32 => (int)only,
            SpecialType.System_Int64 => (long)only,
            SpecialType.System_Boolean => only != 0,
            _ => throw new GraphException($"'{parameter.Name}' is a {parameter.Type}: only double, int, long, bool and double[] can be given here."),
        };
    }

    [GeneratedRegex(@"(?<name>\w+)\s*=\s*(?<value>\[[^\]]*\]|[^,\[]+)")]
    private static partial Regex Assignment();
}
