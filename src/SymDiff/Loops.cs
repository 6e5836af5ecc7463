using System.ComponentModel;

namespace SymDiff;

/// <summary>What emitted code knows of loops before they run.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Loops
{
    /// <summary>
    /// How many turns <c>for (int i = start; i &lt; end; i += step)</c> has: (end − start) / step, rounded up. Where the step is not positive, a loop that begins at all does not end; the largest
    /// <c>int</c> stands for that.
    /// </summary>
    /// <param name="start">Where the variable begins.</param>
    /// <param name="end">What it does not reach.</param>
    /// <param name="step">How much it grows every turn.</param>
    public static int Turns(int start, int end, int step)
    {
        if (start >= end)
        {
            return 0;
        }

        return step > 0 ? (int)Math.Min(int.MaxValue, (((long)end - start - 1) / step) + 1) : int.MaxValue;
    }
}
