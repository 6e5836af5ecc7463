using System.Globalization;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <content>Memory that is found by a number, and functions of whole memory.</content>
internal sealed partial class ExpressionPrinter
{
    /// <summary>An element of a buffer, as it stands in an assignment.</summary>
    public string PrintElement(Value buffer, Value index)
    {
        _text.Clear();
        WriteElement(buffer, index);
        return _text.ToString();
    }

    private void WriteElement(Value buffer, Value index, bool isRead = false)
    {
        if (memory is null && folded.Resolve(buffer).Name is { } column && column.IndexOf('.') is > 0 and var dot)
        {
            // Quoted as the user wrote it: the number of a struct in an array.
            _text.Append(Identifiers.Escape(column.Substring(0, dot))).Append('[');
            Write(index, Precedence.Any, _outside);
            _text.Append("].").Append(Identifiers.Escape(column.Substring(dot + 1)));
            return;
        }

        bool isClamped = Mutation.ReadsWithinBounds && isRead && memory is not null;
        Write(buffer, Precedence.Primary, _outside);
        _text.Append(isClamped ? "[global::System.Math.Min(" : "[");
        Write(index, Precedence.Any, _outside);
        if (isClamped)
        {
            _text.Append(", ");
            Write(buffer, Precedence.Primary, _outside);
            _text.Append(".Length - 1)");
        }

        _text.Append(']');
    }

    // What only moves elements is a method of spans.
    private void WriteVector(Vector vector, Overflow context)
    {
        var (on, method) = vector.Function switch
        {
            "Copy" => (vector.Arguments[0], ".CopyTo"),
            "Clear" => (vector.Destination!, ".Clear"),
            "Fill" => (vector.Destination!, ".Fill"),
            _ => (null, ""),
        };
        if (on is null)
        {
            string type = vector.IsGeneric ? $"<{CSharpTypes.Name(vector.Element)}>" : "";
            WriteCall(memory is null ? $"TensorPrimitives.{vector.Function}" : $"global::{VectorTable.Type}.{vector.Function}{type}", vector.Operands, context);
            return;
        }

        bool isArray = memory?.IsArray(folded.Resolve(on)) == true;
        _text.Append(isArray ? $"new global::System.Span<{CSharpTypes.Name(vector.Element)}>(" : "");
        Write(on, Precedence.Primary, context);
        _text.Append(isArray ? ")" : "");
        WriteCall(method, vector.Function == "Copy" ? EquatableArray.Of(vector.Destination!) : vector.Arguments, context);
    }

    private void WriteNewArray(NewArray array, Overflow context)
    {
        _text.Append("new ").Append(CSharpTypes.Name(array.Element)).Append('[');
        Write(array.Length, Precedence.Any, context);
        _text.Append(']');
    }

    private void WriteTake(TakeMemory take, Overflow context)
    {
        Write(take.Record, Precedence.Primary, context);
        WriteCall((take.IsArray ? ".Make" : ".Take") + (take.IsZeroed ? "Zeroed" : ""), EquatableArray.Of(take.Length), context);
    }

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
