using GradBench.Modules;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>Long short-term memory.</summary>
internal static class LstmContest
{
    private const int Bits = 14;

    private delegate double InC(int bits, int layers, int characters, double[] gates, double[] ends, double[] initial, double[] text);

    public static Contest Of(int layers, int characters)
    {
        double[] gates = Data.Uniform(1, 8 * layers * Bits, -1, 1);
        double[] ends = Data.Uniform(2, 3 * Bits, -1, 1);
        double[] initial = Data.Uniform(3, 2 * layers * Bits, -1, 1);
        double[] text = Data.OneOf(4, characters, Bits);
        double[][] results = Data.Buffers(gates.Length, ends.Length);
        InC? c = CLibrary.Function<InC>("lstm");
        return new("lstm", $"l{layers} c{characters}")
        {
            Primal = Primal,
            Emitted = () => Lstm.LossGradient(gates, ends, initial, text, results[0], results[1]),
            ByHand = () => LstmByHand.Gradient(gates, ends, initial, text, results[0], results[1]),
            C = c is null ? null : () => c(Bits, layers, characters, gates, ends, initial, text),
            Results = results,
            Slopes = [Slope.Of([gates, ends], results, Primal)],
        };

        double Primal() => Lstm.Loss(gates, ends, initial, text);
    }
}
