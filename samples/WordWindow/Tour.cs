using Spectre.Console;
using SymDiff;
using static System.FormattableString;

namespace WordWindow;

/// <summary>Trains a tagger and says what it has learned.</summary>
internal static class Tour
{
    /// <summary>Trains a tagger with output.</summary>
    public static Model Train(Shape shape, Settings settings, DirectoryInfo output)
    {
        List<Sentence> training = Corpus.Load("training");
        List<Sentence> heldOut = Corpus.Load("heldout");
        Model model = new(training, shape, settings.Seed);
        Say.Line($"{training.Count} sentences to learn from and {heldOut.Count} held out, made by a program from templates and lists of names.");
        Say.Line($"No name of the held-out sentences occurs in the others: a name has to be known by its surroundings.");
        Say.Line();
        Say.Line($"   x = the vectors of {shape.Window} words and of what each looks like ({shape.WordSize} + {shape.FormSize} numbers a word), one after the other");
        Say.Line($"   h = tanh(W·x + b), {shape.Hidden} units");
        Say.Line($"   s = u·h: 1/(1 + e^−s) is the probability that the word in the middle is in a name");
        Say.Line($"   V·h + c: a softmax of it gives the kinds person, place, organisation, date and none");
        Say.Line();
        Say.Line($"{model.Words} words, {model.Tagger.ParameterCount:N0} parameters, of which {model.Tagger.Words.Length:N0} are in the vectors of words: they are learned as well.");
        GradientCheckReport check = Model.Check(training[0]);
        Say.Line($"Gradient check: {check.Coordinates.Count} parameters of a small tagger, {check.Failures} differ from central differences.");
        Say.Line($"∂s/∂W is (u ∘ f′(z))·xᵀ on paper: the emitted gradient has {(model.Disagreement(training[0]) < 1e-14 ? "the same" : "other")} {model.Tagger.W.Length:N0} entries.");
        Say.Line();

        List<Epoch> epochs = [];
        Progress.Show("learning", settings.Epochs, told => epochs = model.Train(training, heldOut, settings, told));
        Say.Line($"   epoch   training loss   held-out loss   training F1   held-out F1");
        foreach (Epoch epoch in epochs.Where(e => e.Number is 0 or 1 or 2 || e.Number % 5 == 0 || e == epochs[^1]))
        {
            Say.Line($"   {epoch.Number,5}   {epoch.Training.Loss,13:0.000}   {epoch.HeldOut.Loss,13:0.000}   {epoch.Training.AllNames.F1,11:0.000}   {epoch.HeldOut.AllNames.F1,11:0.000}");
        }

        Say.Line();
        Say.Line($"On the held-out sentences (a name counts where its kind and all its words are right):");
        Print(epochs[^1].HeldOut);
        output.Create();
        File.WriteAllText(Path.Combine(output.FullName, "loss.svg"), Picture.Draw(epochs));
        Say.Line($"The curves are drawn in loss.svg, in the folder {output.Name}.");
        return model;
    }

    /// <summary>Tags a text, names in colour.</summary>
    public static void Show(Model model, string text)
    {
        string[] words = Vocabulary.Split(text);
        if (words.Length == 0)
        {
            return;
        }

        Tagged tagged = model.Tag(new(words, new Kind[words.Length]));
        AnsiConsole.MarkupLine(string.Join(' ', words.Select((w, i) => tagged.Kinds[i] == Kind.None ? Markup.Escape(w) : $"[{Color(tagged.Kinds[i])}]{Markup.Escape(w)}[/]")));
        Table names = new();
        names.AddColumns("name", "kind", "probability that each word is in a name");
        foreach ((Kind kind, int start, int end) in Sentence.Runs(tagged.Kinds))
        {
            names.AddRow(
                Markup.Escape(string.Join(' ', words[start..end])), $"[{Color(kind)}]{kind.Name()}[/]",
                string.Join(' ', tagged.Probabilities[start..end].Select(p => Invariant($"{p:0.00}"))));
        }

        AnsiConsole.Write(names);
    }

    private static void Print(Evaluation evaluation)
    {
        Table table = new();
        table.AddColumns("", "precision", "recall", "F1", "number");
        foreach ((Kind kind, Score score) in evaluation.Names)
        {
            Row(table, kind.Name(), score);
        }

        Row(table, "all names", evaluation.AllNames);
        Row(table, "words in names (binary head)", evaluation.Binary);
        AnsiConsole.Write(table);
    }

    private static void Row(Table table, string name, Score score) =>
        table.AddRow(name, Invariant($"{score.Precision:0.000}"), Invariant($"{score.Recall:0.000}"), Invariant($"{score.F1:0.000}"), Invariant($"{score.Number}"));

    private static string Color(Kind kind) => kind switch
    {
        Kind.Person => "black on yellow",
        Kind.Place => "black on green",
        Kind.Organisation => "black on deepskyblue1",
        _ => "black on plum1",
    };
}
