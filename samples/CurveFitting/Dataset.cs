using System.Globalization;

namespace CurveFitting;

/// <summary>
/// What the National Institute of Standards and Technology of the United States publishes for a problem of its Statistical Reference Datasets: measurements,
/// two places to start from, and the solution, certified to eleven digits.
/// </summary>
/// <param name="Level">How difficult it is.</param>
/// <param name="Formula">The model.</param>
/// <param name="Starts">A far start and a nearer one.</param>
/// <param name="Certified">The parameters that fit best.</param>
/// <param name="Deviations">Their standard deviations.</param>
/// <param name="Squares">The sum of squared residuals there.</param>
/// <param name="X">Where was measured.</param>
/// <param name="Y">What was.</param>
internal sealed record Dataset(string Level, string Formula, double[][] Starts, double[] Certified, double[] Deviations, double Squares, double[] X, double[] Y)
{
    /// <summary>Reads the set of a problem, which lies in the assembly.</summary>
    public static Dataset Load(string name)
    {
        using Stream stream = typeof(Dataset).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no set {name}.", nameof(name));
        using StreamReader reader = new(stream);
        Dictionary<string, string> named = [];
        List<double> x = [];
        List<double> y = [];
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', 2);
            if (char.IsLetter(words[0][0]))
            {
                named.Add(words[0], words[1]);
            }
            else
            {
                x.Add(Number(words[0]));
                y.Add(Number(words[1]));
            }
        }

        return new(
            named["level"], named["formula"], [Numbers(named["start1"]), Numbers(named["start2"])], Numbers(named["certified"]), Numbers(named["deviations"]),
            Number(named["squares"]), [.. x], [.. y]);
    }

    private static double[] Numbers(string words) => [.. words.Split(' ').Select(Number)];

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
