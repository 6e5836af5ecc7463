using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>C# of unit vectors of parameters that stand one after the other: numbers and buffers, of which each has a part of the vector.</summary>
/// <param name="parts">The memory for the part of each buffer, by its name.</param>
internal sealed class UnitVectors(IReadOnlyDictionary<string, string> parts)
{
    private const string Matrices = "global::SymDiff.Matrices";

    /// <summary>A number of the vector whose entry <paramref name="index"/> is 1.</summary>
    public static string Unit(string index, string offset, IrType type) =>
        $"{index} == {offset} ? {Literals.Text(Literal.Of(type, 1))} : {Literals.Text(Literal.Of(type, 0))}";

    /// <summary>A struct of which the vector is made alone.</summary>
    public static string UnitOf(ValueShape shape, string index)
    {
        int next = 0;
        return shape.Make([.. shape.Leaves.Select(l => l.IsActive ? Unit(index, JacobianText.Number(next++), l.Type) : null)]);
    }

    /// <summary>Writes the buffers' parts of a unit vector.</summary>
    /// <param name="writer">Where that goes.</param>
    /// <param name="index">The entry that is 1.</param>
    /// <param name="parameters">What the vector is made of.</param>
    /// <param name="first">Where the first of them begins.</param>
    public void Write(SourceWriter writer, string index, IEnumerable<ParameterSignature> parameters, int first)
    {
        string offset = JacobianText.Number(first);
        foreach (var parameter in parameters)
        {
            if (parts.TryGetValue(parameter.Name, out string? part))
            {
                writer.Line($"{Matrices}.Unit({part}, {Minus(index, offset)});");
            }

            offset = Plus(offset, parameter);
        }
    }

    /// <summary>Where each begins.</summary>
    /// <param name="parameters">What the vector is made of.</param>
    /// <param name="first">Where the first of them begins.</param>
    public Dictionary<string, string> Offsets(IEnumerable<ParameterSignature> parameters, int first)
    {
        var offsets = new Dictionary<string, string>(StringComparer.Ordinal);
        string offset = JacobianText.Number(first);
        foreach (var parameter in parameters)
        {
            offsets[parameter.Name] = offset;
            offset = Plus(offset, parameter);
        }

        return offsets;
    }

    /// <summary>Where what follows a parameter begins.</summary>
    public string Plus(string offset, ParameterSignature parameter)
    {
        if (parameter.Type.IsBuffer)
        {
            string length = parts[parameter.Name] + ".Length";
            return offset == "0" ? length : $"{offset} + {length}";
        }

        // The number at the end of a sum, or the sum itself, is one more.
        int last = offset.LastIndexOf(' ') + 1;
        return int.TryParse(offset.Substring(last), out int number) ? offset.Substring(0, last) + JacobianText.Number(number + 1) : offset + " + 1";
    }

    /// <summary>The entry within what begins at an offset.</summary>
    public static string Minus(string index, string offset) => offset == "0" ? index : offset.Contains(" ") ? $"{index} - ({offset})" : $"{index} - {offset}";
}
