namespace SymDiff.Compiler.Emit;

/// <summary>Makes the array of structs that a form returns, of the arrays of their numbers.</summary>
internal sealed class ReturnedStructs
{
    private readonly SourceWriter _writer;
    private readonly ValueShape _shape;
    private readonly bool _hasTangent;
    private readonly string _numbers;
    private readonly string _value;
    private readonly string _tangent;
    private readonly string _index;

    /// <summary>Takes a form.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="shape">How an element is taken apart.</param>
    /// <param name="form">The form.</param>
    /// <param name="names">The names that are taken in its body.</param>
    /// <param name="index">What loops count with.</param>
    public ReturnedStructs(SourceWriter writer, ValueShape shape, FormSignature form, NameAllocator names, string index)
    {
        (_writer, _shape, _index) = (writer, shape, index);
        _hasTangent = form.Kind == DerivativeKind.Jvp;
        _numbers = names.Allocate("numbers");
        _value = names.Allocate("value");
        _tangent = _hasTangent ? names.Allocate("tangent") : "";
    }

    /// <summary>What stands before the call that gives the numbers.</summary>
    public string Declaration => $"var {_numbers} = ";

    /// <summary>Writes the arrays, and returns them.</summary>
    public void WriteReturn()
    {
        Write(_value, _hasTangent ? _numbers + ".Value" : _numbers, isTangent: false);
        if (_hasTangent)
        {
            Write(_tangent, _numbers + ".Tangent", isTangent: true);
        }

        _writer.Line(_hasTangent ? $"return ({_value}, {_tangent});" : $"return {_value};");
    }

    private string LengthOf(string numbers) => Of(numbers, _shape.Leaves.First(l => l.Type.IsReal)) + ".Length";

    private string Of(string numbers, ShapeLeaf leaf) => _shape.Leaves.Count() == 1 ? numbers : numbers + "." + Identifiers.Escape(Identifiers.Local(leaf.Path));

    private void Write(string array, string numbers, bool isTangent)
    {
        var leaves = _shape.Leaves.ToList();
        _writer.Line($"var {array} = new {_shape.CSharpType}[{LengthOf(numbers)}];");
        _writer.Line($"for (int {_index} = 0; {_index} < {array}.Length; {_index}++)");
        _writer.Open();
        _writer.Line($"{array}[{_index}] = {_shape.Make([.. leaves.Select(l => isTangent && !l.IsActive ? null : $"{Of(numbers, l)}[{_index}]")])};");
        _writer.Close();
        _writer.Line();
    }
}
