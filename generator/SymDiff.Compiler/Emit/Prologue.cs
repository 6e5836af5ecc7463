using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Writes what a form does before its body: buffers that are too short or overlap where they must not are refused before anything is written, longer ones
/// are cut, and what is overwritten is cleared.
/// </summary>
internal static class Prologue
{
    private const string Buffers = "global::SymDiff.Buffers";

    /// <summary>Writes the checks.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="form">The form.</param>
    public static void Write(SourceWriter writer, FormSignature form)
    {
        // The shapes of matrices and arrays of arrays are compared elsewhere.
        var buffers = form.Parameters.Where(p => p.Type.IsBuffer && !p.HasRows).ToList();
        foreach (var buffer in buffers.Where(b => b.Role is not (FormRole.Primal or FormRole.Cotangent or FormRole.Matrix or FormRole.Block)))
        {
            string name = Identifiers.Escape(buffer.Name);
            string fit = buffer.Role == FormRole.OutputCotangent ? "FitOrEmpty" : "Fit";
            var primal = form.Parameters.Single(p => p.Role == FormRole.Primal && p.Name == buffer.Primal);
            writer.Line($"{name} = {Buffers}.{fit}({name}, {Span(primal)}, {buffer.NameText});");
        }

        WriteOverlaps(writer, form, form.IsFlat ? false : null);
        Clear(writer, form);
    }

    /// <summary>Clears what is overwritten. The destinations of a gradient are overwritten by its body.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="form">The form.</param>
    public static void Clear(SourceWriter writer, FormSignature form)
    {
        foreach (var buffer in form.Parameters.Where(p => p.Type.IsBuffer && !p.HasRows && (p.Role is FormRole.OutputTangent || (p.Role is FormRole.Destination && form.Kind == DerivativeKind.Hvp && !Mutation.KeepsDestinations))))
        {
            writer.Line($"{Identifiers.Escape(buffer.Name)}.Clear();");
        }
    }

    /// <summary>Writes the checks for overlaps.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="form">The form.</param>
    /// <param name="ofJagged">Whether only those that arrays of arrays have a part in, or only the others; null for all.</param>
    public static void WriteOverlaps(SourceWriter writer, FormSignature form, bool? ofJagged)
    {
        WriteAliases(writer, form, ofJagged);
        var buffers = form.Parameters.Where(p => p.Type.IsBuffer || p.IsJagged).ToList();
        for (int i = 0; i < buffers.Count; i++)
        {
            var buffer = buffers[i];
            var apart = buffers.Where((other, j) => i != j && IsAsked(buffer, other) && MustBeApart(buffer, other) && !(j < i && MustBeApart(other, buffer))).ToList();
            string name = Identifiers.Escape(buffer.Name);
            string others = string.Concat(apart.Select(a => $".ApartFrom({Span(a)})"));
            if (buffer.IsJagged && (apart.Count > 0 || (buffer.IsWritten && ofJagged != false)))
            {
                writer.Line($"global::SymDiff.Jagged.{(buffer.IsWritten ? "Written" : "AddedTo")}({name}, {buffer.NameText}){others}.Done();");
            }
            else if (apart.Count > 0)
            {
                writer.Line($"{Buffers}.Written({Span(buffer)}, {buffer.NameText}){others};");
            }
        }

        bool IsAsked(FormParameter one, FormParameter other) => ofJagged is null || (one.IsJagged || other.IsJagged) == ofJagged;
    }

    private static string Span(FormParameter parameter) => CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType);

    // Variables that are passed by reference, of which one is written: it must be neither another of them nor in a buffer.
    private static void WriteAliases(SourceWriter writer, FormSignature form, bool? ofJagged)
    {
        var seen = new HashSet<FormParameter>();
        foreach (var written in form.Parameters.Where(p => p.IsUpdated))
        {
            seen.Add(written);
            string name = Identifiers.Escape(written.Name);
            foreach (var other in form.Parameters.Where(p => !seen.Contains(p) && (ofJagged is null || p.IsJagged == ofJagged)))
            {
                string? check = other.IsJagged && HoldsRowsOf(other, written.Type) ? $"global::SymDiff.Jagged.ApartFrom<{written.CSharpType}>(in {name}, {Identifiers.Escape(other.Name)}"
                    : other.Type.Element == written.Type ? $"{Buffers}.ApartFrom<{written.CSharpType}>(in {name}, {Span(other)}"
                    : other.Type == written.Type && (other.Has("ref") || other.Has("in")) ? $"{Buffers}.Apart(in {name}, in {Identifiers.Escape(other.Name)}"
                    : null;
                if (check is not null)
                {
                    writer.Line($"{check}, {written.NameText});");
                }
            }
        }
    }

    // Whether an array of arrays, be it a constant, has rows of such elements.
    private static bool HoldsRowsOf(FormParameter jagged, IrType element) => jagged.CSharpType.Replace("?", "") == CSharpTypes.Name(element) + "[][]";

    /// <summary>
    /// Whether memory that is written must not be another one. Accumulators may be the same memory: what is added to them is added one after the other. What is read must not be that memory
    /// too, be it an argument or a cotangent.
    /// </summary>
    /// <param name="written">What is written.</param>
    /// <param name="other">The other memory.</param>
    internal static bool MustBeApart(FormParameter written, FormParameter other) =>
        written.Type.IsBuffer
        && (written.Type == other.Type || (other.IsJagged && HoldsRowsOf(other, written.Type.Element!)))
        && (written.Role == FormRole.Accumulator ? other.Role is FormRole.Primal or FormRole.OutputCotangent or FormRole.Cotangent : written.IsWritten);
}
