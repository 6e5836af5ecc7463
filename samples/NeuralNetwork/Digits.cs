using System.Globalization;
using System.IO.Compression;

namespace NeuralNetwork;

/// <summary>Handwritten digits: pictures that stand one after the other, and what each shows.</summary>
internal sealed record Digits(double[] Images, int[] Labels)
{
    /// <summary>The pixels of a picture, which has 8 × 8.</summary>
    public const int Pixels = 64;

    /// <summary>How many digits there are.</summary>
    public const int Classes = 10;

    /// <summary>How many pictures there are.</summary>
    public int Count => Labels.Length;

    /// <summary>The picture of some number.</summary>
    public ReadOnlySpan<double> Image(int index) => Images.AsSpan(index * Pixels, Pixels);

    /// <summary>The 1,797 digits that come with this sample (<c>data/README.md</c> says where they are from), every fifth held out for the test.</summary>
    public static (Digits Training, Digits Test) Load()
    {
        using Stream packed = typeof(Digits).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);
        using StreamReader reader = new(unpacked);
        List<double> training = [], test = [];
        List<int> trainingLabels = [], testLabels = [];
        for (int line = 0; reader.ReadLine() is string text; line++)
        {
            double[] numbers = [.. text.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
            bool heldOut = line % 5 == 4;
            (heldOut ? test : training).AddRange(numbers[..Pixels].Select(ink => ink / 16));
            (heldOut ? testLabels : trainingLabels).Add((int)numbers[Pixels]);
        }

        return (new([.. training], [.. trainingLabels]), new([.. test], [.. testLabels]));
    }
}
