using System.Numerics.Tensors;
using SymDiff;

namespace WordWindow;

/// <summary>
/// The classifier: vectors of the words of a window stand together as x; z = W·x + b, h = tanh(z); s = u·h says whether the word in the
/// middle is in a name, and V·h + c of which kind. All of it is learned, the vectors too.
/// </summary>
[ParameterSet]
internal sealed partial class Tagger
{
    public Tagger(int words, Shape shape, Noise noise)
    {
        (Window, WordSize, FormSize) = (shape.Window, shape.WordSize, shape.FormSize);
        Words = Random(words * WordSize, 0.5, noise);
        Forms = Random(Vocabulary.Forms * FormSize, 0.5, noise);
        int inputs = Window * (WordSize + FormSize);
        W = Random(shape.Hidden * inputs, Math.Sqrt(3.0 / inputs), noise);
        B = new double[shape.Hidden];
        U = Random(shape.Hidden, Math.Sqrt(3.0 / shape.Hidden), noise);
        V = Random(Kinds.All.Length * shape.Hidden, Math.Sqrt(3.0 / shape.Hidden), noise);
        C = new double[Kinds.All.Length];
    }

    /// <summary>The vectors of the words, one after the other.</summary>
    public double[] Words { get; }

    /// <summary>The vectors of what words look like, one after the other.</summary>
    public double[] Forms { get; }

    /// <summary>One row a hidden unit.</summary>
    public double[] W { get; }

    public double[] B { get; }

    /// <summary>The binary head.</summary>
    public double[] U { get; }

    /// <summary>The head of kinds: one row a kind.</summary>
    public double[] V { get; }

    public double[] C { get; }

    /// <summary>How many words a window has.</summary>
    public int Window { get; }

    public int WordSize { get; }

    public int FormSize { get; }

    /// <summary>The score s of the word in the middle of a window. Words and forms are given by their numbers.</summary>
    [Differentiable(Derivatives.Gradient)]
    public double Score(ReadOnlySpan<int> words, ReadOnlySpan<int> forms)
    {
        double[] h = new double[B.Length];
        Hide(words, forms, h);
        return TensorPrimitives.Dot<double>(U, h);
    }

    /// <summary>The loss of both heads.</summary>
    [Differentiable(Derivatives.Vjp | Derivatives.Check)]
    public double Loss(ReadOnlySpan<int> words, ReadOnlySpan<int> forms, Kind kind)
    {
        double[] logits = new double[C.Length];
        double score = Heads(words, forms, logits);
        return Losses.Logistic(score, kind != Kind.None) + Losses.Softmax(logits, (int)kind);
    }

    /// <summary>What both heads say: the score, which is the result, and a logit a kind.</summary>
    public double Heads(ReadOnlySpan<int> words, ReadOnlySpan<int> forms, Span<double> logits)
    {
        double[] h = new double[B.Length];
        Hide(words, forms, h);
        for (int k = 0; k < logits.Length; k++)
        {
            logits[k] = TensorPrimitives.Dot(V.AsSpan(k * h.Length, h.Length), h) + C[k];
        }

        return TensorPrimitives.Dot<double>(U, h);
    }

    /// <summary>On paper: ∂s/∂W = (u ∘ f′(z))·xᵀ, in the shape of W, with f′ = 1 − h² of f = tanh. The check of what is emitted.</summary>
    public double[] SlopesByW(ReadOnlySpan<int> words, ReadOnlySpan<int> forms)
    {
        double[] x = new double[W.Length / B.Length];
        double[] h = new double[B.Length];
        Gather(words, forms, x);
        Hide(words, forms, h);
        return [.. U.Zip(h, (u, f) => u * (1 - (f * f))).SelectMany(_ => x, (row, column) => row * column)];
    }

    /// <summary>The hidden units h = f(z), z = W·x + b.</summary>
    private void Hide(ReadOnlySpan<int> words, ReadOnlySpan<int> forms, Span<double> h)
    {
        double[] x = new double[W.Length / B.Length];
        Gather(words, forms, x);
        for (int i = 0; i < h.Length; i++)
        {
            h[i] = Math.Tanh(TensorPrimitives.Dot(W.AsSpan(i * x.Length, x.Length), x) + B[i]);
        }
    }

    /// <summary>Puts the vectors of a window's words and forms together. The way back adds to the vectors that stand here, and to no others.</summary>
    private void Gather(ReadOnlySpan<int> words, ReadOnlySpan<int> forms, Span<double> x)
    {
        // A local is known not to change: a property of the object would be kept for the way back, in each turn of a loop.
        int wordSize = WordSize;
        int formSize = FormSize;
        int stride = wordSize + formSize;
        for (int i = 0; i < words.Length; i++)
        {
            for (int j = 0; j < wordSize; j++)
            {
                x[(i * stride) + j] = Words[(words[i] * wordSize) + j];
            }

            for (int j = 0; j < formSize; j++)
            {
                x[(i * stride) + wordSize + j] = Forms[(forms[i] * formSize) + j];
            }
        }
    }

    private static double[] Random(int count, double width, Noise noise) => [.. Enumerable.Range(0, count).Select(_ => width * noise.Signed())];
}

/// <summary>How large a tagger is.</summary>
internal sealed record Shape(int Window, int WordSize, int FormSize, int Hidden);
