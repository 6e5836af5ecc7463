using System.Xml.Linq;
using WordWindow;

namespace SymDiff.Samples.Tests;

/// <summary>The corpus and the numbers of <c>samples/WordWindow</c>.</summary>
public sealed class WordWindowTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "WordWindow");

    private static readonly Lazy<(Model Model, List<Epoch> Epochs)> Trained = new(() =>
    {
        Model model = new(Corpus.Load("training"), new(5, 16, 4, 32), 1);
        return (model, model.Train(Corpus.Load("training"), Corpus.Load("heldout"), new(15, 32, 0.005, 1), _ => { }));
    });

    [Fact]
    public void Corpus_IsWhatTheWriterWrites()
    {
        Assert.Equal(CorpusWriter.Training(), Repository.Text(Path.Combine(Folder, "corpus", "training.txt")));
        Assert.Equal(CorpusWriter.HeldOut(), Repository.Text(Path.Combine(Folder, "corpus", "heldout.txt")));
    }

    [Fact]
    public void Corpus_HasAFewHundredSentencesWithAllKinds()
    {
        Assert.Equal((420, 140), (Corpus.Load("training").Count, Corpus.Load("heldout").Count));
        foreach (string part in (string[])["training", "heldout"])
        {
            Assert.All(Kinds.All.Skip(1), kind => Assert.True(Corpus.Load(part).Sum(s => s.Names.Count(n => n.Kind == kind)) > 40, $"{kind} in {part}"));
        }
    }

    [Fact]
    public void HeldOutNames_NeverOccurInTraining()
    {
        List<Sentence> training = Corpus.Load("training");
        List<Sentence> heldOut = Corpus.Load("heldout");
        Assert.Empty(Entities(heldOut).Intersect(Entities(training)));

        // No word of a name occurs there, as a name or otherwise; what says what kind of organisation it is may.
        HashSet<string> known = new(training.SelectMany(s => s.Words), StringComparer.OrdinalIgnoreCase);
        IEnumerable<string> words = heldOut.SelectMany(s => s.Words.Where((_, i) => s.Kinds[i] is Kind.Person or Kind.Place or Kind.Organisation)).Distinct();
        Assert.Empty(words.Where(known.Contains).Except(Names.Designators));
    }

    [Theory]
    [InlineData("In", true, 6)]
    [InlineData("Lyon", false, 7)]
    [InlineData("lyon", false, 5)]
    [InlineData("7", false, 1)]
    [InlineData("1987", false, 2)]
    [InlineData("20000", false, 3)]
    [InlineData(",", false, 4)]
    public void Form_SaysWhatAWordLooksLike(string word, bool first, int form) => Assert.Equal(form, Vocabulary.Form(word, first));

    [Fact]
    public void Split_FindsWordsAndSigns() =>
        Assert.Equal(["Mary-Ann", "O'Neill", "paid", "40", ",", "50", "euros", "."], Vocabulary.Split("Mary-Ann O'Neill paid 40,50 euros."));

    [Fact]
    public void GradientCheck_Passes()
    {
        GradientCheckReport report = Model.Check(Corpus.Load("training")[0]);
        Assert.True(report.Passed, report.ToString());

        // The vectors of the three words of the window count; those of other words do not.
        GradientCheckCoordinate[] words = [.. report.Coordinates.Where(c => c.Name.Contains("Words", StringComparison.Ordinal))];
        Assert.Equal(9, words.Count(c => Math.Abs(c.Analytic) > 1e-9));
        Assert.True(words.Length > 30, $"{words.Length}");
    }

    [Fact]
    public void ScoreGradient_IsTheClosedForm()
    {
        Shape shape = new(3, 4, 2, 5);
        Tagger tagger = new(7, shape, new Noise(2));
        int[] words = [3, 0, 6], forms = [1, 2, 2];
        Tagger gradient = tagger.ScoreGradient(words, forms);
        double[] paper = tagger.SlopesByW(words, forms);
        Assert.Equal(5 * 18, gradient.W.Length);
        Assert.All(paper.Zip(gradient.W), pair => Assert.Equal(pair.First, pair.Second, 14));

        // By u it is h, and by x, that is by the vectors, Wᵀ(u ∘ f′(z)): all of it from h alone.
        double[] slopes = new double[5];
        for (int i = 0; i < 5; i++)
        {
            slopes[i] = tagger.U[i] * (1 - (gradient.U[i] * gradient.U[i]));
            Assert.Equal(slopes[i], gradient.B[i], 14);
        }

        for (int word = 0; word < 7; word++)
        {
            int place = Array.IndexOf(words, word);
            for (int j = 0; j < 4; j++)
            {
                double expected = place < 0 ? 0 : Enumerable.Range(0, 5).Sum(i => slopes[i] * tagger.W[(i * 18) + (place * 6) + j]);
                Assert.Equal(expected, gradient.Words[(word * 4) + j], 14);
            }
        }

        // A form that stands twice has both parts.
        for (int j = 0; j < 2; j++)
        {
            double both = Enumerable.Range(0, 5).Sum(i => slopes[i] * (tagger.W[(i * 18) + 6 + 4 + j] + tagger.W[(i * 18) + 12 + 4 + j]));
            Assert.Equal(both, gradient.Forms[(2 * 2) + j], 14);
        }
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(-1000)]
    public void Loss_IsStable(double score)
    {
        Assert.Equal(Math.Max(0, -score), Losses.Logistic(score, true), 12);
        Assert.Equal(Math.Max(0, score), Losses.Logistic(score, false), 12);
        Assert.Equal(Math.Max(0, -score), Losses.Softmax([score, 0], 0), 12);
    }

    [Fact]
    public void Evaluation_CountsWholeNames()
    {
        (Model model, _) = Trained.Value;
        Sentence sentence = Corpus.Parse("Anton/person Bianchi/person moved from Riga/place to Gdansk/place in 1972/date .");
        Evaluation right = Evaluation.Of(model, [sentence]);
        Assert.Equal(new Score(1, 1, 4), right.AllNames);

        // A name that goes on is another one; so is one of another kind.
        Evaluation wrong = Evaluation.Of(model, [Corpus.Parse("Anton/person Bianchi/person moved/person from Riga/organisation to Gdansk/place in 1972/date .")]);
        Assert.Equal(new Score(0.5, 0.5, 4), wrong.AllNames);
        Assert.Equal(new Score(0, 0, 1), wrong.Names[Kind.Person]);
        Assert.Equal(new Score(0, 0, 1), wrong.Names[Kind.Organisation]);
        Assert.Equal(new Score(0.5, 1, 1), wrong.Names[Kind.Place]);
    }

    [Fact]
    public void HeldOutNames_AreFound()
    {
        (_, List<Epoch> epochs) = Trained.Value;
        Evaluation first = epochs[0].HeldOut;
        Evaluation last = epochs[^1].HeldOut;
        Assert.True(first.AllNames.F1 < 0.2, $"{first.AllNames}");
        Assert.True(last.AllNames.F1 > 0.85, $"{last.AllNames}");
        Assert.True(last.Binary.F1 > 0.97, $"{last.Binary}");
        Assert.All(last.Names, n => Assert.True(n.Value.F1 > 0.8, $"{n.Key} {n.Value.F1}"));
        Assert.True(epochs[^1].Training.AllNames.F1 > 0.97, $"{epochs[^1].Training.AllNames}");
        Assert.True(last.Loss < 0.1 * first.Loss, $"{first.Loss} {last.Loss}");
    }

    [Fact]
    public void WordVectors_AreLearned()
    {
        Tagger before = new Model(Corpus.Load("training"), new(5, 16, 4, 32), 1).Tagger;
        Tagger after = Trained.Value.Model.Tagger;
        for (int word = 0; word < before.Words.Length / 16; word++)
        {
            Assert.Contains(Enumerable.Range(16 * word, 16), i => Math.Abs(before.Words[i] - after.Words[i]) > 1e-3);
        }
    }

    [Fact]
    public void Picture_IsWellFormed()
    {
        XDocument picture = XDocument.Parse(Picture.Draw(Trained.Value.Epochs));
        Assert.Equal("svg", picture.Root!.Name.LocalName);
        HashSet<string> words = [.. picture.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Superset(new HashSet<string> { "epoch", "mean loss of both heads", "F1 of names", "loss, training sentences", "F1, held-out sentences" }, words);
        Assert.True(picture.Descendants().Count(e => e.Name.LocalName == "polyline") >= 4, "Four curves.");
    }

    [Fact]
    public async Task Text_IsTagged_AndPicturesAreWrittenWhereAsked()
    {
        string folder = Path.Combine(Path.GetTempPath(), "SymDiff.WordWindow." + Guid.NewGuid().ToString("N"));
        try
        {
            string printed = await SampleRun.PrintedAsync("WordWindow", null, "--epochs", "4", "--window", "1", "--hidden", "20", "--out", folder, "--text", "Rosa Nyberg was born in Riga on 24 May 2010.");
            Assert.Contains("x = the vectors of 3 words", printed, StringComparison.Ordinal);
            Assert.Contains("20 units", printed, StringComparison.Ordinal);
            Assert.Matches(@"Rosa Nyberg +│ person", printed);
            Assert.Matches(@"24 May 2010 +│ date", printed);
            Assert.Equal("svg", XDocument.Load(Path.Combine(folder, "loss.svg")).Root!.Name.LocalName);

            // Neither progress nor colours where nobody is looking.
            Assert.DoesNotContain('\u001b', printed);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public async Task Lines_AreTaggedOneByOne()
    {
        string folder = Path.Combine(Path.GetTempPath(), "SymDiff.WordWindow." + Guid.NewGuid().ToString("N"));
        try
        {
            string printed = await SampleRun.PrintedAsync("WordWindow", "Esther Kovacs works for Mistral Bank in Nagoya.\nIt rained in Tampere for 4 days.\n\nnever read\n", "--epochs", "6", "--out", folder, "--interactive");
            Assert.Matches(@"Esther Kovacs +│ person", printed);
            Assert.Matches(@"Tampere +│ place", printed);
            Assert.DoesNotContain("never read", printed, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static IEnumerable<string> Entities(IEnumerable<Sentence> sentences) => sentences.SelectMany(s => s.Names.Select(n => string.Join(' ', s.Words[n.Start..n.End])));
}
