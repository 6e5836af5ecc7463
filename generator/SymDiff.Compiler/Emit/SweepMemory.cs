using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>The rented memory of a form that runs others once a row or a column: parts of vectors, and copies of what the method overwrites.</summary>
/// <param name="writer">Where the text goes.</param>
/// <param name="names">The names that are taken in the body.</param>
/// <param name="asSpan">C# of the span that a parameter of the method is.</param>
internal sealed class SweepMemory(SourceWriter writer, NameAllocator names, Func<ParameterSignature, string> asSpan)
{
    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private readonly List<(string Span, string Record, ParameterSignature Parameter, bool IsCopy)> _records = [];
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>The memory for the part of each buffer, by the buffer's name.</summary>
    public IReadOnlyDictionary<string, string> Parts => _parts;

    /// <summary>Whether there is any.</summary>
    public bool Any => _records.Count > 0;

    /// <summary>The span of a buffer.</summary>
    public static string SpanOf(IrType buffer) => $"global::System.Span<{CSharpTypes.Name(buffer.Element!)}>";

    /// <summary>Declares memory for the part of a buffer.</summary>
    /// <param name="parameter">The buffer.</param>
    /// <param name="prefix">What its name begins with.</param>
    /// <returns>The name of its span.</returns>
    public string DeclarePart(ParameterSignature parameter, string prefix = "part")
    {
        string span = Declare(prefix, parameter, isCopy: false);
        if (!_parts.ContainsKey(parameter.Name))
        {
            _parts.Add(parameter.Name, span);
        }

        return span;
    }

    /// <summary>Declares memory for what a buffer held.</summary>
    public void DeclareCopy(ParameterSignature parameter) => Declare("initial", parameter, isCopy: true);

    /// <summary>Declares memory for what buffers held.</summary>
    public void DeclareCopies(IEnumerable<ParameterSignature> parameters)
    {
        foreach (var parameter in parameters)
        {
            DeclareCopy(parameter);
        }
    }

    /// <summary>Writes statements that use the memory, which is given back behind them however they end.</summary>
    /// <param name="write">Writes the statements; what it takes of the memory it takes itself.</param>
    /// <param name="flat">The rows of jagged arguments, handed on as spans, which are taken before and given back too.</param>
    public void Within(Action write, FlatArguments? flat = null)
    {
        flat?.Declare();
        bool hasMemory = Any || flat is { HasMemory: true };
        if (hasMemory)
        {
            writer.Line("try");
            writer.Open();
        }

        flat?.Take();
        write();
        if (hasMemory)
        {
            writer.Close();
            writer.Line("finally");
            writer.Open();
            Dispose();
            flat?.Dispose();
            writer.Close();
        }
    }

    /// <summary>Rents the memory of a part.</summary>
    /// <param name="parameter">What it is a part of.</param>
    /// <param name="size">How much it is; null for as much as the parameter has.</param>
    public void TakePart(ParameterSignature parameter, string? size = null) => _records.Where(r => r.Parameter == parameter).ToList().ForEach(r => Take(r, size));

    /// <summary>Rents all memory but that of some parameters, and copies what is to be kept.</summary>
    /// <param name="except">Parameters whose length is not known yet.</param>
    /// <param name="variables">The caller's variables that the method changes.</param>
    public void Take(IReadOnlyCollection<ParameterSignature> except, IEnumerable<ParameterSignature> variables)
    {
        foreach (var record in _records.Where(r => !except.Contains(r.Parameter)))
        {
            Take(record, null);
        }

        foreach (var variable in variables)
        {
            string name = names.Allocate("initial" + Identifiers.Capitalized(variable.Name));
            _variables.Add(variable.Name, name);
            writer.Line($"{variable.CSharpType} {name} = {Identifiers.Escape(variable.Name)};");
        }

        foreach (var (span, _, parameter, _) in _records.Where(r => r.IsCopy))
        {
            writer.Line($"(({SpanOf(parameter.Type)}){asSpan(parameter)}).CopyTo({span});");
        }
    }

    /// <summary>Puts back what the method overwrote.</summary>
    public void Restore()
    {
        foreach (var (span, _, parameter, _) in _records.Where(r => r.IsCopy))
        {
            writer.Line($"{span}.CopyTo({asSpan(parameter)});");
        }

        foreach (var variable in _variables)
        {
            writer.Line($"{Identifiers.Escape(variable.Key)} = {variable.Value};");
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (var (_, record, _, _) in _records)
        {
            writer.Line($"{record}.Dispose();");
        }
    }

    private void Take((string Span, string Record, ParameterSignature Parameter, bool IsCopy) record, string? size) =>
        writer.Line($"{SpanOf(record.Parameter.Type)} {record.Span} = {record.Record}.Take({size ?? JacobianText.Size(record.Parameter)});");

    private string Declare(string prefix, ParameterSignature parameter, bool isCopy)
    {
        string span = names.Allocate(prefix + Identifiers.Capitalized(Identifiers.Local(parameter.Name)));
        string record = names.Allocate(span + "Memory");
        string element = CSharpTypes.Name(parameter.Type.Element!);
        writer.Line($"var {record} = new global::SymDiff.Record<{element}>(default(global::System.Span<{element}>));");
        _records.Add((span, record, parameter, isCopy));
        return span;
    }
}
