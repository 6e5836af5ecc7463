using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes a function as a plain static method: its parameters and results as they are. Tests compare such methods with the interpreter.</summary>
internal static class FunctionText
{
    /// <summary>Writes the method.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="function">The function.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="capabilities">What the text may use.</param>
    /// <param name="memory">How memory is written.</param>
    public static void Write(SourceWriter writer, Function function, string name, Capabilities capabilities, MemoryText memory)
    {
        var folded = Folding.Fold(function);
        Tails.Mark(folded);
        var allocator = new NameAllocator([]);
        var parameters = function.Parameters.Select(p => allocator.Allocate(p.Name is { } given && Identifiers.IsLocalName(given) ? given : "p")).ToList();
        var names = LocalNames.Of(folded, Variables.Of(folded, function.Parameters), parameters, [], [], memory);
        var printer = new ExpressionPrinter(folded, v => names[v], capabilities, memory: memory);

        string result = function.Results.Count switch
        {
            0 => "void",
            1 => Type(function.Results[0]),
            _ => $"({string.Join(", ", function.Results.Select(Type))})",
        };
        writer.Line($"public static {result} {name}({string.Join(", ", function.Parameters.Select((p, i) => $"{Type(p.Type)} {Identifiers.Escape(parameters[i])}"))})");
        writer.Open();
        new StatementWriter(writer, folded, names, printer, null, results =>
        {
            string text = string.Join(", ", results.Select(r => printer.Print(r)));
            writer.Line(results.Count switch { 0 => "return;", 1 => $"return {text};", _ => $"return ({text});" });
        }).Write();
        writer.Close();

        string Type(IrType type) => type.IsBuffer ? memory.TypeOf(type) : CSharpTypes.Name(type);
    }
}
