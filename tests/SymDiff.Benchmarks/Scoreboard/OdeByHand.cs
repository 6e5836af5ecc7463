using System.Buffers;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>
/// The gradient of <see cref="GradBench.Modules.Ode.Last"/> as a careful person writes it: what the four slopes of each step are taken of is computed right where it is recorded, and a slope and what
/// is done with it are one loop.
/// </summary>
internal static class OdeByHand
{
    private const double Time = 2;

    // Of every step: the solution, and where the three other slopes are taken.
    private const int Rows = 4;

    public static void Gradient(ReadOnlySpan<double> x, int steps, Span<double> dX)
    {
        int n = x.Length;
        double h = Time / steps;
        double[] memory = ArrayPool<double>.Shared.Rent(((Rows * steps) + 1 + 3) * n);
        Span<double> records = memory.AsSpan(0, ((Rows * steps) + 1) * n);
        Span<double> dY = memory.AsSpan(((Rows * steps) + 1) * n, n);
        Span<double> dBefore = memory.AsSpan(((Rows * steps) + 2) * n, n);
        Span<double> dStage = memory.AsSpan(((Rows * steps) + 3) * n, n);
        records[..n].Clear();
        for (int step = 0; step < steps; step++)
        {
            Span<double> record = records.Slice(Rows * step * n, (Rows + 1) * n);
            ReadOnlySpan<double> y = record[..n];
            Span<double> next = record.Slice(Rows * n, n);
            y.CopyTo(next);
            Forward(x, y, y, h / 2, h / 6, record.Slice(n, n), next);
            Forward(x, record.Slice(n, n), y, h / 2, h / 3, record.Slice(2 * n, n), next);
            Forward(x, record.Slice(2 * n, n), y, h, h / 3, record.Slice(3 * n, n), next);
            Finish(x, record.Slice(3 * n, n), h / 6, next);
        }

        dX.Clear();
        dY.Clear();
        dY[n - 1] = 1;
        for (int step = steps - 1; step >= 0; step--)
        {
            ReadOnlySpan<double> record = records.Slice(Rows * step * n, Rows * n);
            dY.CopyTo(dBefore);
            BackFromLast(x, record.Slice(3 * n, n), dY, h / 6, dStage, dX);
            Back(x, record.Slice(2 * n, n), dY, h / 3, h, dStage, dBefore, dX);
            Back(x, record.Slice(n, n), dY, h / 3, h / 2, dStage, dBefore, dX);
            Back(x, record[..n], dY, h / 6, h / 2, dStage, dBefore, dX);
            for (int i = 0; i < dY.Length; i++)
            {
                dY[i] = dBefore[i] + dStage[i];
            }
        }

        ArrayPool<double>.Shared.Return(memory);
    }

    // The slope at a place leads to the next place, and is a part of the step.
    private static void Forward(ReadOnlySpan<double> x, ReadOnlySpan<double> place, ReadOnlySpan<double> y, double reach, double part, Span<double> stage, Span<double> next)
    {
        double slope = x[0];
        stage[0] = y[0] + (reach * slope);
        next[0] += part * slope;
        for (int i = 1; i < stage.Length; i++)
        {
            slope = x[i] * place[i - 1];
            stage[i] = y[i] + (reach * slope);
            next[i] += part * slope;
        }
    }

    private static void Finish(ReadOnlySpan<double> x, ReadOnlySpan<double> place, double part, Span<double> next)
    {
        next[0] += part * x[0];
        for (int i = 1; i < next.Length; i++)
        {
            next[i] += part * (x[i] * place[i - 1]);
        }
    }

    private static void BackFromLast(ReadOnlySpan<double> x, ReadOnlySpan<double> place, ReadOnlySpan<double> dY, double part, Span<double> dPlace, Span<double> dX)
    {
        dX[0] += part * dY[0];
        for (int i = 1; i < dX.Length; i++)
        {
            double dSlope = part * dY[i];
            dX[i] += dSlope * place[i - 1];
            dPlace[i - 1] = dSlope * x[i];
        }

        dPlace[^1] = 0;
    }

    // Reads the cotangent of where the next slope was taken, and leaves that of where this one was.
    private static void Back(
        ReadOnlySpan<double> x, ReadOnlySpan<double> place, ReadOnlySpan<double> dY, double part, double reach, Span<double> dStage, Span<double> dBefore, Span<double> dX)
    {
        double dNext = dStage[0];
        dBefore[0] += dNext;
        dX[0] += (part * dY[0]) + (reach * dNext);
        for (int i = 1; i < dX.Length; i++)
        {
            dNext = dStage[i];
            dBefore[i] += dNext;
            double dSlope = (part * dY[i]) + (reach * dNext);
            dX[i] += dSlope * place[i - 1];
            dStage[i - 1] = dSlope * x[i];
        }

        dStage[^1] = 0;
    }
}
