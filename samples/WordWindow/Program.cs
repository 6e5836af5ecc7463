using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using WordWindow;

Option<string?> text = new("--text") { Description = "A text whose names are to be found" };
Option<bool> interactive = new("--interactive") { Description = "Find the names of one line after the other, until one is empty" };
Option<int> window = new("--window") { Description = "Words on each side of the one that is looked at", DefaultValueFactory = _ => 2 };
Option<int> hidden = new("--hidden") { Description = "Hidden units", DefaultValueFactory = _ => 32 };
Option<int> size = new("--size") { Description = "Numbers in the vector of a word", DefaultValueFactory = _ => 16 };
Option<int> epochs = new("--epochs") { Description = "How often all words are gone through", DefaultValueFactory = _ => 15 };
Option<DirectoryInfo> output = new("--out") { Description = "The folder for pictures", DefaultValueFactory = _ => new("output") };
Option<DirectoryInfo?> write = new("--write-corpus") { Hidden = true };
RootCommand command = new("Finds the names of persons, places and organisations, and dates") { text, interactive, window, hidden, size, epochs, output, write };
AtLeast(window, 0);
AtLeast(hidden, 1);
AtLeast(size, 1);
AtLeast(epochs, 1);
command.SetAction(arguments =>
{
    if (arguments.GetValue(write) is { } folder)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "training.txt"), CorpusWriter.Training());
        File.WriteAllText(Path.Combine(folder.FullName, "heldout.txt"), CorpusWriter.HeldOut());
        return;
    }

    if (Console.IsOutputRedirected)
    {
        // Plain text, as wide as the tables.
        AnsiConsole.Console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        AnsiConsole.Profile.Width = 120;
    }

    Shape shape = new((2 * arguments.GetValue(window)) + 1, arguments.GetValue(size), 4, arguments.GetValue(hidden));
    Model model = Tour.Train(shape, new(arguments.GetValue(epochs), 32, 0.005, 1), arguments.GetValue(output)!);
    Say.Line();
    if (arguments.GetValue(interactive))
    {
        Say.Line($"A sentence, please. An empty line ends it.");
        while (Console.ReadLine() is { Length: > 0 } line)
        {
            Tour.Show(model, line);
        }
    }
    else
    {
        Tour.Show(model, arguments.GetValue(text) ?? "Wanda Lombardi left Opaline Bank in Helsinki on 24 May 2010 and moved to Quito.");
    }
});
return command.Parse(args).Invoke();

// What is no number at all is refused before.
static void AtLeast(Option option, int least) => option.Validators.Add(given =>
{
    if (given.Tokens.Any(t => int.TryParse(t.Value, CultureInfo.InvariantCulture, out int number) && number < least))
    {
        given.AddError($"{option.Name} is {least} or more.");
    }
});
