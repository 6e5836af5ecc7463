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
        var buffers = form.Parameters.Where(p => p.Type.IsBuffer).ToList();
        foreach (var buffer in buffers.Where(b => b.Role is not (FormRole.Primal or FormRole.Cotangent)))
        {
            string name = Identifiers.Escape(buffer.Name);
            string fit = buffer.Role == FormRole.OutputCotangent ? "FitOrEmpty" : "Fit";
            var primal = form.Parameters.Single(p => p.Role == FormRole.Primal && p.Name == buffer.Primal);
            writer.Line($"{name} = {Buffers}.{fit}({name}, {Span(primal)}, nameof({name}));");
        }

        WriteOverlaps(writer, form);
        Clear(writer, form);
    }

    /// <summary>Clears what is overwritten. The destinations of a gradient are overwritten by its body.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="form">The form.</param>
    public static void Clear(SourceWriter writer, FormSignature form)
    {
        foreach (var buffer in form.Parameters.Where(p => p.Type.IsBuffer && (p.Role is FormRole.OutputTangent || (p.Role is FormRole.Destination && form.Kind == DerivativeKind.Hvp))))
        {
            writer.Line($"{Identifiers.Escape(buffer.Name)}.Clear();");
        }
    }

    /// <summary>Writes the checks for overlaps.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="form">The form.</param>
    public static void WriteOverlaps(SourceWriter writer, FormSignature form)
    {
        WriteAliases(writer, form);
        var buffers = form.Parameters.Where(p => p.Type.IsBuffer).ToList();
        for (int i = 0; i < buffers.Count; i++)
        {
            var apart = buffers.Where((other, j) => i != j && MustBeApart(buffers[i], other) && !(j < i && MustBeApart(other, buffers[i]))).ToList();
            if (apart.Count > 0)
            {
                string name = Identifiers.Escape(buffers[i].Name);
                writer.Line($"{Buffers}.Written({Span(buffers[i])}, nameof({name})){string.Concat(apart.Select(a => $".ApartFrom({Span(a)})"))};");
            }
        }
    }

    private static string Span(FormParameter parameter) => CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType);

    // Variables that are passed by reference, of which one is written: it must be neither another of them nor in a buffer.
    private static void WriteAliases(SourceWriter writer, FormSignature form)
    {
        var seen = new HashSet<FormParameter>();
        foreach (var written in form.Parameters.Where(p => p.IsUpdated))
        {
            seen.Add(written);
            string name = Identifiers.Escape(written.Name);
            foreach (var other in form.Parameters.Where(p => !seen.Contains(p)))
            {
                string? check = other.Type.Element == written.Type ? $"ApartFrom<{written.CSharpType}>(in {name}, {Span(other)}"
                    : other.Type == written.Type && (other.Has("ref") || other.Has("in")) ? $"Apart(in {name}, in {Identifiers.Escape(other.Name)}"
                    : null;
                if (check is not null)
                {
                    writer.Line($"{Buffers}.{check}, nameof({name}));");
                }
            }
        }
    }

    // Accumulators may be the same memory: what is added to them is added one after the other. What is read must not be that memory too, be it an argument or a cotangent.
    private static bool MustBeApart(FormParameter written, FormParameter other) =>
        written.Type == other.Type
        && (written.Role == FormRole.Accumulator ? other.Role is FormRole.Primal or FormRole.OutputCotangent or FormRole.Cotangent : written.IsWritten);
}
