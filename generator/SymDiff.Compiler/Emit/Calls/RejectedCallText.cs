using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// What other methods call of a method that was rejected: the same declarations with a throwing body, so that the one error is where it belongs and not in the
/// emitted code of every caller.
/// </summary>
internal static class RejectedCallText
{
    /// <summary>Writes the method.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="signature">The rejected method.</param>
    /// <param name="suffix">What is derived of it: <c>__Forward</c> …</param>
    /// <param name="generated">The attribute that says that it is generated.</param>
    /// <param name="message">Why it was rejected.</param>
    public static void Write(SourceWriter writer, MethodSignature signature, string suffix, string generated, string message)
    {
        var calls = new DerivedCalls(signature, new MethodBody(new Function(signature.Name, default, default, new Region(default, default, new Terminator(null, default)))), areShared: true);
        var (results, parameters) = Shape(signature, suffix, calls.RecordParameter);
        string result = results.Count == 1 ? results[0] : $"({string.Join(", ", results)})";
        writer.Line(generated);
        writer.Line($"{calls.Modifiers(signature.Name + suffix)} {result} {Identifiers.Escape(signature.Name + suffix)}{calls.TypeParameters}({string.Join(", ", parameters)})");
        foreach (string constraint in calls.Constraints)
        {
            writer.Continuation(constraint);
        }

        writer.Open();
        writer.Line($"throw new global::System.NotSupportedException({Literals.Quoted(message)});");
        writer.Close();
    }

    private static (List<string> Results, List<string> Parameters) Shape(MethodSignature signature, string suffix, string record)
    {
        var given = signature.Parameters.Select((p, i) => $"{p.CSharpType} p{i}").ToList();
        var active = signature.Active.Select(p => p.CSharpType).ToList();
        string value = signature.ReturnType;
        return suffix switch
        {
            "__Forward" => ([value], [.. given, record, "out int frame"]),
            "__Reverse" => (active, [$"{value} cotangent", "int frame", record]),
            "__Jvp" => ([value, value], [.. given, .. active.Select((t, i) => $"{t} t{i}")]),
            "__Forward__Jvp" => ([value, value], [.. given, .. signature.Parameters.Where(p => p.Type.IsReal).Select((p, i) => $"{p.CSharpType} t{i}"), record, "out int frame", "out int tFrame"]),
            _ => ([.. active, .. active], [$"{value} cotangent", "int frame", $"{value} tCotangent", "int tFrame", record]),
        };
    }
}
