using System.Collections.Immutable;
using System.Text;

namespace SymDiff.TestKit;

/// <summary>Prints the pieces of a random program as C#, for the compiler or for the oracle.</summary>
internal sealed class ProgramPrinter(bool forOracle)
{
    private readonly StringBuilder _text = new();

    /// <summary>A class with these members.</summary>
    public static string Class(string name, IEnumerable<Node> members, bool forOracle)
    {
        ProgramPrinter printer = new(forOracle);
        printer._text.Append("public static partial class ").Append(name).Append("\n{\n");
        string separator = "";
        foreach (Node member in members)
        {
            printer._text.Append(separator);
            printer.Lines(member, 1);
            separator = "\n";
        }

        return printer._text.Append("}\n").ToString();
    }

    private void Lines(Node node, int level)
    {
        foreach (string line in Template(node).Split('\n'))
        {
            string trimmed = line.TrimStart(' ');
            int indentation = (4 * level) + line.Length - trimmed.Length;
            if (trimmed.StartsWith('@'))
            {
                Block(node.Blocks[trimmed[1] - '0'], indentation / 4);
                continue;
            }

            if (trimmed.StartsWith('}'))
            {
                level--;
                indentation -= 4;
            }

            _text.Append(' ', trimmed.Length == 0 ? 0 : indentation);
            Inline(trimmed, node.Parts);
            _text.Append('\n');
            level += trimmed == "{" ? 1 : 0;
        }
    }

    private void Block(ImmutableArray<Node> statements, int level)
    {
        foreach (Node statement in statements)
        {
            Lines(statement, level);
        }
    }

    private void Inline(string text, ImmutableArray<Node> parts)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '$')
            {
                Node part = parts[text[++i] - '0'];
                Inline(Template(part), part.Parts);
            }
            else
            {
                _text.Append(text[i]);
            }
        }
    }

    private string Template(Node node) => forOracle ? node.OracleText ?? node.Text : node.Text;
}
