using System.CommandLine;
using System.Globalization;
using System.Text;
using Circuits;
using Microsoft.CodeAnalysis;
using Spectre.Console;
using SymDiff.Compiler.Graphs;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;

Argument<string?> name = new("name") { Description = "A method of the sample: " + string.Join(", ", Lesson.All.Select(l => l.Method)) + ". Without it, all but the large one.", Arity = ArgumentArity.ZeroOrOne };
Option<string?> at = new("--at") { Description = "Where it is evaluated: --at x=1,w=[1,2,3]" };
Option<FileInfo?> source = new("--source") { Description = "A file of your own, with methods marked [Differentiable]" };
Option<string?> method = new("--method") { Description = "Which method of that file" };
Option<DirectoryInfo> output = new("--out") { Description = "The folder that pictures are written into", DefaultValueFactory = _ => new DirectoryInfo("output") };
Option<bool> latex = new("--latex") { Description = "Also every formula in LaTeX" };
RootCommand command = new("The computation graph of a method: values forward, derivatives backward, at every node.") { name, at, source, method, output, latex };
command.SetAction(parsed =>
{
    Session session = new(Terminal(), parsed.GetRequiredValue(output), parsed.GetValue(latex));
    try
    {
        if (parsed.GetValue(source) is { } file)
        {
            CompiledSource own = CompiledSource.Of(File.ReadAllText(file.FullName));
            session.Run(own, own.Method(parsed.GetValue(method) ?? own.Methods.Select(m => m.Name).FirstOrDefault() ?? ""), parsed.GetValue(at) ?? "");
        }
        else
        {
            session.Run(parsed.GetValue(name) ?? parsed.GetValue(method), parsed.GetValue(at));
        }

        return 0;
    }
    catch (Exception e) when (e is GraphException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();

// What is redirected is plain, and the same everywhere.
static IAnsiConsole Terminal()
{
    IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Out = new AnsiConsoleOutput(Console.Out),
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = !Console.IsOutputRedirected },
    });
    if (Console.IsOutputRedirected)
    {
        console.Profile.Width = 120;
        console.Profile.Capabilities.Unicode = true;
    }

    return console;
}
