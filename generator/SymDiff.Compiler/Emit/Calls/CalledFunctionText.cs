using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes a derived function that emitted code calls: a half of a split call, or a pushforward.</summary>
internal static class CalledFunctionText
{
    private const int LineWidth = 120;

    /// <summary>Writes the method.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="function">The function.</param>
    /// <param name="calls">What C# calls derived functions.</param>
    /// <param name="generated">The attribute that says that it is generated.</param>
    /// <param name="capabilities">What the text may use.</param>
    public static void Write(SourceWriter writer, Function function, DerivedCalls calls, string generated, Capabilities capabilities)
    {
        var (lowered, outFrames) = CallLowering.Run(function, calls.CSharp, calls.Record);
        bool takesRecord = CallLowering.TakesRecord(function);
        bool keepsRecord = !takesRecord && CallLowering.NeedsRecord(function);
        lowered = takesRecord ? lowered : BodyWriter.WithMemory(lowered);
        var allocator = new NameAllocator([calls.Record]);
        var parameters = lowered.Parameters.Select(p => allocator.Allocate(p.Name is { } given && Identifiers.IsLocalName(Identifiers.Local(given)) ? Identifiers.Local(given) : "p")).ToList();
        int given = lowered.Parameters.Count - outFrames.Count;
        var types = lowered.Parameters.Select(p => TypeOf(p, function)).ToList();
        var memory = new RecordText(lowered, types);
        lowered = Widening.Run(BulkMoves.Run(lowered, memory), memory, capabilities);
        var folded = Folding.Fold(lowered);
        Tails.Mark(folded);
        var names = LocalNames.Of(folded, Variables.Of(folded, lowered.Parameters.Take(given).Where(p => !p.Type.IsBuffer)), parameters, [], [calls.Record], memory);
        var printer = new ExpressionPrinter(folded, v => names[v], capabilities, memory: memory);

        writer.Line($"/// <summary>{calls.Summary(function.Name)}</summary>");
        writer.Line(generated);
        string result = lowered.Results.Count switch
        {
            0 => "void",
            1 => CSharpTypes.Name(lowered.Results[0]),
            _ => $"({string.Join(", ", lowered.Results.Select(CSharpTypes.Name))})",
        };
        var declared = types.Select((t, i) => (i < given ? "" : "out ") + $"{t} {Identifiers.Escape(parameters[i])}").ToList();
        if (takesRecord)
        {
            declared.Insert(given, calls.RecordParameter);
        }

        string head = $"{calls.Modifiers(function.Name)} {result} {Identifiers.Escape(calls.Name(function.Name))}{calls.TypeParameters}(";
        string line = head + string.Join(", ", declared) + ")";
        if (writer.Column + line.Length <= LineWidth)
        {
            writer.Line(line);
        }
        else
        {
            writer.Line(head);
            for (int i = 0; i < declared.Count; i++)
            {
                writer.Continuation(declared[i] + (i == declared.Count - 1 ? ")" : ","));
            }
        }

        foreach (string constraint in calls.Constraints)
        {
            writer.Continuation(constraint);
        }

        writer.Open();
        if (keepsRecord)
        {
            writer.Line(calls.RecordDeclaration);
        }

        var comments = folded.Body.Written.All(n => n.Statement.Step is null) ? null : new StepComments(writer, folded, calls.Steps(function.Name, capabilities));
        new StatementWriter(writer, folded, names, printer, comments, results =>
        {
            string text = string.Join(", ", results.Select(r => printer.Print(r)));
            if (results.Count > 0)
            {
                writer.Line(results.Count == 1 ? $"return {text};" : $"return ({text});");
            }
        }).Write(keepsRecord ? calls.Record : null);
        writer.Close();
    }

    // Memory that a pullback leaves as it is may be memory of the caller's that cannot be written.
    private static string TypeOf(Value parameter, Function function)
    {
        if (!parameter.Type.IsBuffer)
        {
            return CSharpTypes.Name(parameter.Type);
        }

        bool isWritten = new WrittenParameters([function]).IsWritten(function.Name, function.Parameters.ToList().IndexOf(parameter));
        return $"global::System.{(isWritten ? "" : "ReadOnly")}Span<{CSharpTypes.Name(parameter.Type.Element!)}>";
    }
}
