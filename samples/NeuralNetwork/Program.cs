using System.CommandLine;
using System.Globalization;
using NeuralNetwork;
using Spectre.Console;

Option<DirectoryInfo> output = new("--out") { Description = "The folder for pictures", DefaultValueFactory = _ => new("output") };
Option<int?> epochs = new("--epochs") { Description = "How often all samples are gone through" };
Option<int> batch = new("--batch") { Description = "Samples in a batch", DefaultValueFactory = _ => 64 };
Option<int?> workers = new("--workers") { Description = "How many workers share a batch; what is learned depends on this number in its last digits, and on nothing else" };
Option<bool> large = new("--large") { Description = "Train millions of parameters and measure how fast" };
Option<int> units = new("--units") { Description = "Units of each hidden layer of the large network", DefaultValueFactory = _ => 1536 };
RootCommand command = new("Losses, the chain rule in a network, and a perceptron that learns handwritten digits") { output, epochs, batch, workers, large, units };
foreach (Option number in (Option[])[epochs, batch, workers, units])
{
    AtLeast(number, 1);
}

command.SetAction(arguments =>
{
    if (arguments.GetValue(large))
    {
        LargeTour.Print(new(arguments.GetValue(epochs) ?? 3, arguments.GetValue(batch), 0.0005, arguments.GetValue(workers) ?? Environment.ProcessorCount, 1), arguments.GetValue(units));
        return;
    }

    if (Console.IsOutputRedirected)
    {
        // Plain text, as wide as the tables.
        AnsiConsole.Console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        AnsiConsole.Profile.Width = 120;
    }

    LossTour.Print();
    PaperTour.Print();
    DigitTour.Print(new(arguments.GetValue(epochs) ?? 30, arguments.GetValue(batch), 0.003, arguments.GetValue(workers) ?? 4, 1), arguments.GetValue(output)!);
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
