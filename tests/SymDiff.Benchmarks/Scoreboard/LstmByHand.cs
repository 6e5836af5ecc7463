using System.Buffers;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The gradient of <see cref="GradBench.Modules.Lstm.Loss"/> as a careful person writes it: what the cells computed is recorded, the cross entropy reversed at once.</summary>
internal static class LstmByHand
{
    // Of every bit of every layer and time: the gates, tanh of the cell, the cell and the hidden state.
    private const int Columns = 7;

    public static void Gradient(
        ReadOnlySpan<double> gates, ReadOnlySpan<double> ends, ReadOnlySpan<double> initial, ReadOnlySpan<double> text, Span<double> dGates, Span<double> dEnds)
    {
        int bits = ends.Length / 3;
        int layers = initial.Length / (2 * bits);
        int steps = (text.Length / bits) - 1;
        int row = Columns * bits;
        int stride = layers * row;
        double[] memory = ArrayPool<double>.Shared.Rent(((steps + 1) * stride) + (steps * bits) + (2 * bits) + (2 * layers * bits));
        Span<double> records = memory.AsSpan(0, (steps + 1) * stride);
        Span<double> dSignals = memory.AsSpan((steps + 1) * stride, steps * bits);
        Span<double> rest = memory.AsSpan(((steps + 1) * stride) + (steps * bits));
        Span<double> signal = rest[..bits];
        Span<double> scores = rest.Slice(bits, bits);
        Span<double> dState = rest.Slice(2 * bits, 2 * layers * bits);
        for (int layer = 0; layer < layers; layer++)
        {
            initial.Slice(2 * layer * bits, bits).CopyTo(records[((layer * row) + (6 * bits))..]);
            initial.Slice(((2 * layer) + 1) * bits, bits).CopyTo(records[((layer * row) + (5 * bits))..]);
        }

        dGates.Clear();
        dEnds.Clear();
        double weight = 1.0 / (steps * bits);
        for (int t = 0; t < steps; t++)
        {
            ReadOnlySpan<double> character = text.Slice(t * bits, bits);
            for (int i = 0; i < signal.Length; i++)
            {
                signal[i] = character[i] * ends[i];
            }

            for (int layer = 0; layer < layers; layer++)
            {
                int at = (t * stride) + (layer * row);
                Forward(gates.Slice(8 * layer * bits, 8 * bits), records.Slice(at, row), records.Slice(at + stride, row), signal);
            }

            Ends(ends, text.Slice((t + 1) * bits, bits), weight, signal, scores, dSignals.Slice(t * bits, bits), dEnds);
        }

        dState.Clear();
        for (int t = steps - 1; t >= 0; t--)
        {
            ReadOnlySpan<double> character = text.Slice(t * bits, bits);
            Span<double> dSignal = dSignals.Slice(t * bits, bits);
            for (int layer = layers - 1; layer >= 0; layer--)
            {
                int at = (t * stride) + (layer * row);
                ReadOnlySpan<double> input = signal;
                if (layer > 0)
                {
                    input = records.Slice(at + stride - bits, bits);
                }
                else
                {
                    for (int i = 0; i < signal.Length; i++)
                    {
                        signal[i] = character[i] * ends[i];
                    }
                }

                int own = 8 * layer * bits;
                Backward(
                    gates.Slice(own, 8 * bits), records.Slice(at, row), records.Slice(at + stride, row), input, dSignal, dState.Slice(2 * layer * bits, 2 * bits), dGates.Slice(own, 8 * bits));
            }

            for (int i = 0; i < dSignal.Length; i++)
            {
                dEnds[i] += dSignal[i] * character[i];
            }
        }

        ArrayPool<double>.Shared.Return(memory);
    }

    private static void Forward(ReadOnlySpan<double> gates, ReadOnlySpan<double> before, Span<double> step, Span<double> signal)
    {
        int bits = signal.Length;
        for (int i = 0; i < signal.Length; i++)
        {
            double input = signal[i];
            double hidden = before[(6 * bits) + i];
            double forget = Sigmoid((input * gates[i]) + gates[(4 * bits) + i]);
            double enter = Sigmoid((hidden * gates[bits + i]) + gates[(5 * bits) + i]);
            double leave = Sigmoid((input * gates[(2 * bits) + i]) + gates[(6 * bits) + i]);
            double change = Math.Tanh((hidden * gates[(3 * bits) + i]) + gates[(7 * bits) + i]);
            double cell = (before[(5 * bits) + i] * forget) + (enter * change);
            double bent = Math.Tanh(cell);
            double next = leave * bent;
            step[i] = forget;
            step[bits + i] = enter;
            step[(2 * bits) + i] = leave;
            step[(3 * bits) + i] = change;
            step[(4 * bits) + i] = bent;
            step[(5 * bits) + i] = cell;
            step[(6 * bits) + i] = next;
            signal[i] = next;
        }
    }

    // A step is added to the loss with a weight known beforehand, so its reverse needs nothing of later steps.
    private static void Ends(
        ReadOnlySpan<double> ends, ReadOnlySpan<double> expected, double weight, ReadOnlySpan<double> signal, Span<double> scores, Span<double> dSignal, Span<double> dEnds)
    {
        int bits = signal.Length;
        double sum = 2;
        double ones = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double e = Math.Exp((signal[i] * ends[bits + i]) + ends[(2 * bits) + i]);
            scores[i] = e;
            sum += e;
            ones += expected[i];
        }

        double scale = ones / sum;
        for (int i = 0; i < scores.Length; i++)
        {
            double dScore = weight * ((scores[i] * scale) - expected[i]);
            dEnds[bits + i] += dScore * signal[i];
            dEnds[(2 * bits) + i] += dScore;
            dSignal[i] = dScore * ends[bits + i];
        }
    }

    // dState has the cotangents of the layer's hidden state, then those of its cells.
    private static void Backward(
        ReadOnlySpan<double> gates,
        ReadOnlySpan<double> before,
        ReadOnlySpan<double> step,
        ReadOnlySpan<double> signal,
        Span<double> dSignal,
        Span<double> dState,
        Span<double> dGates)
    {
        int bits = signal.Length;
        for (int i = 0; i < signal.Length; i++)
        {
            double input = signal[i];
            double hidden = before[(6 * bits) + i];
            double forget = step[i];
            double enter = step[bits + i];
            double leave = step[(2 * bits) + i];
            double change = step[(3 * bits) + i];
            double bent = step[(4 * bits) + i];
            double dHidden = dState[i] + dSignal[i];
            double dCell = dState[bits + i] + (dHidden * leave * (1 - (bent * bent)));
            double dForget = dCell * before[(5 * bits) + i] * forget * (1 - forget);
            double dEnter = dCell * change * enter * (1 - enter);
            double dLeave = dHidden * bent * leave * (1 - leave);
            double dChange = dCell * enter * (1 - (change * change));
            dGates[i] += dForget * input;
            dGates[bits + i] += dEnter * hidden;
            dGates[(2 * bits) + i] += dLeave * input;
            dGates[(3 * bits) + i] += dChange * hidden;
            dGates[(4 * bits) + i] += dForget;
            dGates[(5 * bits) + i] += dEnter;
            dGates[(6 * bits) + i] += dLeave;
            dGates[(7 * bits) + i] += dChange;
            dSignal[i] = (dForget * gates[i]) + (dLeave * gates[(2 * bits) + i]);
            dState[i] = (dEnter * gates[bits + i]) + (dChange * gates[(3 * bits) + i]);
            dState[bits + i] = dCell * forget;
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
