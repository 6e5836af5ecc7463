using System.Text;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes indented lines that end in <c>\n</c>.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>How many columns the current indentation takes.</summary>
    public int Column => 4 * _depth;

    /// <summary>Writes one line; an empty one gets no indentation.</summary>
    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', Column).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>Opens a block in braces.</summary>
    public void Open()
    {
        Line("{");
        _depth++;
    }

    /// <summary>Closes the block.</summary>
    /// <param name="behind">What stands behind the brace.</param>
    public void Close(string behind = "")
    {
        _depth--;
        Line("}" + behind);
    }

    /// <summary>Writes a line one level deeper, as a continuation of the one before.</summary>
    public void Continuation(string line)
    {
        _depth++;
        Line(line);
        _depth--;
    }

    /// <summary>Takes the last line back if it is this one, at the current indentation.</summary>
    public void TakeBack(string line)
    {
        int start = _text.Length - Column - line.Length - 1;
        if (start > 0 && _text[start - 1] == '\n' && _text.ToString(start, _text.Length - start) == new string(' ', Column) + line + "\n")
        {
            _text.Length = start;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
