using System.Globalization;

namespace SymDiff.Compiler.Emit;

/// <content>Memory that is found by a number.</content>
internal sealed partial class ExpressionPrinter
{
    private void WritePick(PickMemory pick, Overflow context)
    {
        for (int i = 0; i < pick.Named.Count; i++)
        {
            if (i < pick.Named.Count - 1 || pick.IsOpen)
            {
                Write(pick.Number, Precedence.Equality + 1, context);
                _text.Append(" == ").Append(pick.Numbers[i].ToString(CultureInfo.InvariantCulture)).Append(" ? ");
            }

            Write(pick.Named[i], Precedence.OrElse, context);
            _text.Append(i < pick.Named.Count - 1 || pick.IsOpen ? " : " : "");
        }

        if (pick.MayBeNone)
        {
            _text.Append("default");
        }

        if (pick.Workspace is { } workspace)
        {
            Write(workspace, Precedence.Primary, context);
            _text.Append('[');
            Write(pick.Number, Precedence.Additive, context);
            _text.Append(pick.Names == 0 ? "]" : " - " + pick.Names.ToString(CultureInfo.InvariantCulture) + "]");
        }
    }
}
