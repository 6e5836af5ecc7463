namespace SymDiff.Compiler.Emit;

/// <summary>
/// Hands matrices and arrays of arrays on to a form that takes their rows as spans. A matrix is such a span; the rows of an array of arrays are copied to rented memory, one after the
/// other, and back where they are written.
/// </summary>
internal sealed class FlatArguments
{
    private const string Buffers = "global::SymDiff.Buffers";
    private const string Jagged = "global::SymDiff.Jagged";

    private readonly SourceWriter _writer;
    private readonly ColumnMemory _columns;
    private readonly List<(FormParameter Parameter, string Memory)> _memory = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Takes a form.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">Its form.</param>
    /// <param name="names">The names that are taken in its body.</param>
    public FlatArguments(SourceWriter writer, MethodSignature method, FormSignature form, NameAllocator names)
    {
        _writer = writer;
        var flat = method.Flat().Parameters.ToList();
        int next = 0;
        _columns = new ColumnMemory(writer, method, form, names);
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Columns is { } columns)
            {
                next += columns.Leaves.Count();
                if (parameter.IsMatrix)
                {
                    _texts.Add(flat[next++].Name, $"{Buffers}.Rows({Identifiers.Escape(parameter.Name)})");
                    _texts.Add(flat[next++].Name, $"{Buffers}.Columns({Identifiers.Escape(parameter.Name)})");
                }

                continue;
            }

            string name = Identifiers.Escape(parameter.Name);
            _texts.Add(flat[next].Name, parameter.IsMatrix ? $"{Buffers}.Flat({name})" : JacobianText.Passed(parameter.Name, parameter.Modifiers));
            if (parameter.HasRows)
            {
                _texts.Add(flat[next + 1].Name, parameter.IsMatrix ? $"{Buffers}.Rows({name})" : name);
                _texts.Add(flat[next + 2].Name, parameter.IsMatrix ? $"{Buffers}.Columns({name})" : "");
            }

            if (parameter.IsJagged)
            {
                string memory = names.Allocate(parameter.Name + "Flat");
                _texts[flat[next].Name] = memory + ".Elements";
                _texts[flat[next + 2].Name] = memory + ".Starts";
                _memory.Add((form.Parameters.First(p => p.Role == FormRole.Primal && p.Name == parameter.Name), memory));
            }

            next += parameter.HasRows ? 3 : 1;
        }

        var core = Forms.Of(method.Flat(), form.Kind);
        foreach (var parameter in form.Parameters.Where(p => p.Role != FormRole.Primal && !_columns.Has(p)))
        {
            // The names of the numbers may take away one that the form has.
            string flatName = core.Parameters.FirstOrDefault(c => c.Role == parameter.Role && c.Primal == parameter.Primal)?.Name ?? parameter.Name;
            string name = Identifiers.Escape(parameter.Name);
            bool isMatrix = parameter.CSharpType.EndsWith("[,]", StringComparison.Ordinal);
            _texts.Add(flatName, isMatrix ? $"{Buffers}.Flat({name})" : parameter.Passing + name);
            if (parameter.IsJagged)
            {
                string memory = names.Allocate(parameter.Name + "Flat");
                _texts[flatName] = memory + ".Elements";
                _memory.Add((parameter, memory));
            }
        }
    }

    /// <summary>What loops over the elements of arrays of structs count with.</summary>
    public string Index => _columns.Index;

    /// <summary>Whether memory is rented, which must be given back.</summary>
    public bool HasMemory => _memory.Count > 0 || _columns.Any;

    /// <summary>The argument for a parameter of the form that takes spans.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    public string this[string parameter] => _texts.TryGetValue(parameter, out string? text) ? text : _columns[parameter];

    /// <summary>Declares the memory.</summary>
    public void Declare()
    {
        _columns.Declare();
        foreach (var (parameter, memory) in _memory)
        {
            _writer.Line($"var {memory} = default(global::SymDiff.FlatRows<{CSharpTypes.Name(parameter.Type.Element!)}>);");
        }
    }

    /// <summary>Rents and fills the memory.</summary>
    public void Take()
    {
        _columns.Take();
        foreach (var (parameter, memory) in _memory)
        {
            string name = Identifiers.Escape(parameter.Name);
            _writer.Line(parameter.Role switch
            {
                // Cleared by the form.
                FormRole.Destination or FormRole.Diagonal or FormRole.OutputTangent => $"{memory} = new global::SymDiff.FlatRows<{CSharpTypes.Name(parameter.Type.Element!)}>({name});",
                FormRole.Accumulator => $"{memory} = {Jagged}.Zero({name});",
                _ => $"{memory} = {Jagged}.Flat({name});",
            });
        }
    }

    /// <summary>Writes the rows that the form wrote.</summary>
    public void WriteBack()
    {
        _columns.WriteBack();
        foreach (var (parameter, memory) in _memory)
        {
            string name = Identifiers.Escape(parameter.Name);
            if (parameter.Role == FormRole.Accumulator)
            {
                // One after the other, for some of them may be the same array.
                _writer.Line($"{Jagged}.Add({memory}.Elements, {name});");
            }
            else if (parameter.IsWritten)
            {
                _writer.Line($"{memory}.CopyTo({name});");
            }
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _columns.Dispose();
        foreach (var (_, memory) in _memory)
        {
            _writer.Line($"{memory}.Dispose();");
        }
    }
}
