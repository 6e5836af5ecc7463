using System.Buffers;

namespace SymDiff.Benchmarks;

/// <summary>The gradient of <see cref="Systems.Lstm"/> as a careful person writes it: what the cells computed is recorded, the softmax reversed at once.</summary>
internal static class LstmByHand
{
    // Of every cell and time: the gates, tanh of the cell, the cell and what it hands on.
    private const int Columns = 7;

    public static void Gradient(
        ReadOnlySpan<double> gates,
        ReadOnlySpan<double> ends,
        ReadOnlySpan<double> state,
        ReadOnlySpan<double> sequence,
        Span<double> dGates,
        Span<double> dEnds,
        Span<double> dState)
    {
        int width = ends.Length / 3;
        int cells = state.Length / 2;
        int steps = sequence.Length / width - 1;
        int stride = Columns * cells;
        dGates.Clear();
        dEnds.Clear();
        double[] scratch = ArrayPool<double>.Shared.Rent((steps + 1) * stride + steps * width + width);
        var records = scratch.AsSpan(0, (steps + 1) * stride);
        var dOutputs = scratch.AsSpan((steps + 1) * stride, steps * width);
        var input = scratch.AsSpan((steps + 1) * stride + steps * width, width);
        state[..cells].CopyTo(records[(6 * cells)..]);
        state[cells..].CopyTo(records[(5 * cells)..]);
        for (int t = 0; t < steps; t++)
        {
            var step = records.Slice((t + 1) * stride, stride);
            Forward(gates, ends, sequence.Slice(t * width, width), records.Slice(t * stride, stride), step, input);
            var output = step.Slice(stride - width, width);
            Ends(ends, output, sequence.Slice((t + 1) * width, width), 1.0 / steps, input, dOutputs.Slice(t * width, width), dEnds);
        }

        dState.Clear();
        for (int t = steps - 1; t >= 0; t--)
        {
            var before = records.Slice(t * stride, stride);
            var step = records.Slice((t + 1) * stride, stride);
            Backward(gates, ends, sequence.Slice(t * width, width), before, step, dOutputs.Slice(t * width, width), dGates, dEnds, dState);
        }

        ArrayPool<double>.Shared.Return(scratch);
    }

    private static void Forward(
        ReadOnlySpan<double> gates, ReadOnlySpan<double> ends, ReadOnlySpan<double> character, ReadOnlySpan<double> before, Span<double> step, Span<double> input)
    {
        int width = input.Length;
        int cells = step.Length / Columns;
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = character[i] * ends[i];
        }

        for (int first = 0; first < cells; first += width)
        {
            var w = gates.Slice(8 * first, 8 * width);
            for (int i = 0; i < input.Length; i++)
            {
                int at = first + i;
                double hidden = before[6 * cells + at];
                double forget = Sigmoid(input[i] * w[i] + w[width + i]);
                double enter = Sigmoid(hidden * w[2 * width + i] + w[3 * width + i]);
                double leave = Sigmoid(input[i] * w[4 * width + i] + w[5 * width + i]);
                double change = Math.Tanh(hidden * w[6 * width + i] + w[7 * width + i]);
                double cell = before[5 * cells + at] * forget + enter * change;
                double bent = Math.Tanh(cell);
                double next = leave * bent;
                step[at] = forget;
                step[cells + at] = enter;
                step[2 * cells + at] = leave;
                step[3 * cells + at] = change;
                step[4 * cells + at] = bent;
                step[5 * cells + at] = cell;
                step[6 * cells + at] = next;
                input[i] = next;
            }
        }
    }

    // The loss of a step is added with a weight known beforehand, so its reverse needs nothing of later steps.
    private static void Ends(
        ReadOnlySpan<double> ends, ReadOnlySpan<double> output, ReadOnlySpan<double> next, double weight, Span<double> scores, Span<double> dOutput, Span<double> dEnds)
    {
        int width = output.Length;
        double sum = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double e = Math.Exp(output[i] * ends[width + i] + ends[2 * width + i]);
            scores[i] = e;
            sum += e;
        }

        double scale = 1 / sum;
        for (int i = 0; i < output.Length; i++)
        {
            double dScore = weight * (scores[i] * scale - next[i]);
            dEnds[width + i] += dScore * output[i];
            dEnds[2 * width + i] += dScore;
            dOutput[i] = dScore * ends[width + i];
        }
    }

    private static void Backward(
        ReadOnlySpan<double> gates,
        ReadOnlySpan<double> ends,
        ReadOnlySpan<double> character,
        ReadOnlySpan<double> before,
        ReadOnlySpan<double> step,
        Span<double> dInput,
        Span<double> dGates,
        Span<double> dEnds,
        Span<double> dState)
    {
        int width = dInput.Length;
        int cells = step.Length / Columns;
        for (int first = cells - width; first >= 0; first -= width)
        {
            var w = gates.Slice(8 * first, 8 * width);
            var dW = dGates.Slice(8 * first, 8 * width);
            for (int i = 0; i < dInput.Length; i++)
            {
                int at = first + i;
                double input = first > 0 ? step[6 * cells + at - width] : character[i] * ends[i];
                double hidden = before[6 * cells + at];
                double forget = step[at];
                double enter = step[cells + at];
                double leave = step[2 * cells + at];
                double change = step[3 * cells + at];
                double bent = step[4 * cells + at];
                double dHidden = dState[at] + dInput[i];
                double dCell = dState[cells + at] + dHidden * leave * (1 - bent * bent);
                double dForget = dCell * before[5 * cells + at] * forget * (1 - forget);
                double dEnter = dCell * change * enter * (1 - enter);
                double dLeave = dHidden * bent * leave * (1 - leave);
                double dChange = dCell * enter * (1 - change * change);
                dW[i] += dForget * input;
                dW[width + i] += dForget;
                dW[2 * width + i] += dEnter * hidden;
                dW[3 * width + i] += dEnter;
                dW[4 * width + i] += dLeave * input;
                dW[5 * width + i] += dLeave;
                dW[6 * width + i] += dChange * hidden;
                dW[7 * width + i] += dChange;
                dInput[i] = dForget * w[i] + dLeave * w[4 * width + i];
                dState[at] = dEnter * w[2 * width + i] + dChange * w[6 * width + i];
                dState[cells + at] = dCell * forget;
            }
        }

        for (int i = 0; i < dInput.Length; i++)
        {
            dEnds[i] += dInput[i] * character[i];
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
