using System.Globalization;

namespace SymDiff.Compiler.Emit.Sets;

/// <summary>Writes the body that finds a block by its number: a switch over members that are one block each, a subtraction for those that have several.</summary>
/// <param name="writer">Where it goes.</param>
/// <param name="set">The set.</param>
/// <param name="text">What is said of its members.</param>
internal sealed class BlockSwitch(SourceWriter writer, ParameterSetType set, SetText text)
{
    private const string Refuse = "throw new global::System.ArgumentOutOfRangeException(\"index\");";
    private bool _hasCount;

    /// <summary>Writes it.</summary>
    public void Write()
    {
        if (set.Base is null && set.Members.All(SetText.IsOneBlock))
        {
            Cases("index", [.. set.Members], Refuse);
            return;
        }

        writer.Line("if (index >= 0)");
        writer.Open();
        writer.Line("int block = index;");
        if (set.Base is not null)
        {
            Several("base.BlockCount", "base.GetBlock(block)", isLast: set.Members.Count == 0);
        }

        for (int i = 0; i < set.Members.Count; i++)
        {
            var run = set.Members.Skip(i).TakeWhile(SetText.IsOneBlock).ToList();
            if (run.Count == 0)
            {
                Several(text.BlockCount(set.Members[i])!, text.Block(set.Members[i], "block"), i == set.Members.Count - 1);
                continue;
            }

            i += run.Count - 1;
            Cases("block", run, otherwise: null);
            if (i < set.Members.Count - 1)
            {
                writer.Line();
                writer.Line($"block -= {run.Count.ToString(CultureInfo.InvariantCulture)};");
            }
        }

        writer.Close();
        writer.Line();
        writer.Line(Refuse);
    }

    /// <summary>A term that stands alone, which needs no parentheses.</summary>
    public static string Bare(string term) => term.StartsWith("(", StringComparison.Ordinal) ? term.Substring(1, term.Length - 2) : term;

    private void Cases(string number, List<SetMember> members, string? otherwise)
    {
        writer.Line($"switch ({number})");
        writer.Open();
        for (int i = 0; i < members.Count; i++)
        {
            writer.Line($"case {i.ToString(CultureInfo.InvariantCulture)}:");
            writer.Continuation($"return {text.Block(members[i], number)};");
        }

        if (otherwise is not null)
        {
            writer.Line("default:");
            writer.Continuation(otherwise);
        }

        writer.Close();
    }

    private void Several(string count, string block, bool isLast)
    {
        writer.Line($"{(_hasCount ? "" : "int ")}count = {Bare(count)};");
        _hasCount = true;
        writer.Line("if (block < count)");
        writer.Open();
        writer.Line($"return {block};");
        writer.Close();
        if (!isLast)
        {
            writer.Line();
            writer.Line("block -= count;");
        }
    }
}
