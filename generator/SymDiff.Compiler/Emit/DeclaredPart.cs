namespace SymDiff.Compiler.Emit;

/// <summary>
/// Numbers that stand one after the other among the columns of a matrix, as what is declared names them: an array that is differentiated by, or a number, an array, a matrix or the rows of a set. Memory like
/// the parameter holds them for a direction, and for a part of a row.
/// </summary>
internal sealed class DeclaredPart
{
    private readonly SourceWriter _writer;
    private readonly NameAllocator _names;

    // What follows the name of the memory.
    private readonly string _suffix;
    private readonly string _like;
    private readonly string _from;
    private readonly string _count;
    private readonly SetPart? _part;

    private DeclaredPart(SourceWriter writer, NameAllocator names, string owner, string made, SetPart? part, string before)
    {
        (_writer, _names, _part) = (writer, names, part);
        _suffix = part is null ? "" : part.In("");
        _like = owner + _suffix;
        _from = names.Allocate("from");
        writer.Line($"int {_from} = {before};");
        _count = Count(made + _suffix);
    }

    /// <summary>The number of the column behind its last one.</summary>
    public string End => $"{_from} + {_count}";

    private bool IsNumber => _part is { Type.IsBuffer: false };

    private bool IsMatrix => Is("[,]");

    private bool IsRows => Is("[][]");

    /// <summary>Whether all that a set holds has a name by which it can be read and written.</summary>
    public static bool IsNamed(SetParts set) =>
        set is { IsClass: true, ElementType: null, HasInner: false } && set.Parts.All(p => p.IsReadable && (p.Type.IsBuffer || p.Target != SetPartTarget.Block));

    /// <summary>The parts of a parameter that is memory; declares where each begins.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="names">The names that are taken.</param>
    /// <param name="method">The method.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="from">C# of the number of its first column.</param>
    public static IReadOnlyList<DeclaredPart> Of(SourceWriter writer, NameAllocator names, MethodSignature method, ParameterSignature parameter, string from)
    {
        string owner = SetBody.Owner(method, parameter);

        // An array that is null has no numbers; what is made like it is there, and as long.
        string made = owner;
        if (parameter.Set is not null)
        {
            made = names.Allocate("like");
            writer.Line($"var {made} = {DeclaredBody.Like(method, parameter)};");
        }

        var parts = new List<DeclaredPart>();
        foreach (var part in parameter.Set?.Parts.Cast<SetPart?>() ?? [null])
        {
            parts.Add(new DeclaredPart(writer, names, owner, made, part, parts.Count == 0 ? from : parts[parts.Count - 1].End));
        }

        return parts;
    }

    /// <summary>Writes a number in memory that is like the parameter, if that is in this part.</summary>
    /// <param name="memory">C# of the memory.</param>
    /// <param name="column">C# of the number of its column.</param>
    /// <param name="value">C# of what is written.</param>
    public void Write(string memory, string column, string value)
    {
        string place = memory + _suffix;
        if (IsRows)
        {
            InRows(_like, (row, first) =>
            {
                If($"{column} >= {first} && {column} < {first} + {_like}[{row}].Length", $"{place}[{row}][{column} - {first}] = {value};");
            });
        }
        else if (IsNumber)
        {
            If($"{column} == {_from}", $"{place} = {value};");
        }
        else
        {
            string at = $"{column} - {_from}";
            If($"{column} >= {_from} && {column} < {End}", $"{place}[{(IsMatrix ? $"({at}) / {_like}.GetLength(1), ({at}) % {_like}.GetLength(1)" : at)}] = {value};");
        }
    }

    /// <summary>Reads all numbers of memory that is like the parameter.</summary>
    /// <param name="memory">C# of the memory.</param>
    /// <param name="store">C# that stores the number of a column.</param>
    public void Read(string memory, Func<string, string, string> store)
    {
        string place = memory + _suffix;
        if (IsNumber)
        {
            _writer.Line(store(_from, place));
            return;
        }

        string index = _names.Allocate("i");
        if (IsRows)
        {
            InRows(_like, (row, first) => For(index, $"{_like}[{row}].Length", () => _writer.Line(store($"{first} + {index}", $"{place}[{row}][{index}]"))));
        }
        else if (IsMatrix)
        {
            string column = _names.Allocate("j");
            For(index, $"{_like}.GetLength(0)", () => For(column, $"{_like}.GetLength(1)", () => _writer.Line(store($"{_from} + {index} * {_like}.GetLength(1) + {column}", $"{place}[{index}, {column}]"))));
        }
        else
        {
            For(index, _count, () => _writer.Line(store($"{_from} + {index}", $"{place}[{index}]")));
        }
    }

    private bool Is(string suffix) => _part?.CSharpType.Replace("?", "").EndsWith(suffix, StringComparison.Ordinal) == true;

    private string Count(string array)
    {
        if (IsNumber)
        {
            return "1";
        }

        if (IsMatrix)
        {
            return $"{_like}.GetLength(0) * {_like}.GetLength(1)";
        }

        if (!IsRows)
        {
            return array + ".Length";
        }

        string count = _names.Allocate("count");
        string row = _names.Allocate("row");
        _writer.Line($"int {count} = 0;");
        For(row, _like + ".Length", () => _writer.Line($"{count} += {_like}[{row}].Length;"));
        return count;
    }

    // Row by row, with the column of its first number.
    private void InRows(string rows, Action<string, string> body)
    {
        string row = _names.Allocate("row");
        string first = _names.Allocate("first");
        _writer.Line($"int {first} = {_from};");
        For(row, rows + ".Length", () =>
        {
            body(row, first);
            _writer.Line($"{first} += {_like}[{row}].Length;");
        });
    }

    private void For(string index, string count, Action body)
    {
        _writer.Line($"for (int {index} = 0; {index} < {count}; {index}++)");
        _writer.Open();
        body();
        _writer.Close();
    }

    private void If(string condition, string statement)
    {
        _writer.Line($"if ({condition})");
        _writer.Open();
        _writer.Line(statement);
        _writer.Close();
    }
}
