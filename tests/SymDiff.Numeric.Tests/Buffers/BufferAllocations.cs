namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Measures what forms with destinations allocate.</summary>
internal static class BufferAllocations
{
    private const int Rounds = 20;
    private const int Attempts = 100;

    /// <summary>Checks that no form allocates, sizes alternating.</summary>
    /// <param name="method">The method.</param>
    /// <param name="points">Arguments of several sizes.</param>
    public static void Check(BufferMethod method, params object?[][] points)
    {
        foreach ((string form, Action[] calls) in Calls(method, points))
        {
            long least = Least(calls, between: null);
            Assert.True(least == 0, $"{method.Name}{form} allocates {least} bytes in {Rounds} rounds of {points.Length} sizes");
        }
    }

    /// <summary>The same where calls that throw come in between: what those took they have given back.</summary>
    public static void CheckAfterExceptions(BufferMethod method, object?[] throwing, params object?[][] points)
    {
        var failing = Calls(method, [throwing]).ToDictionary(c => c.Form, c => c.Calls[0]);
        foreach ((string form, Action[] calls) in Calls(method, points))
        {
            long least = Least(calls, () => Assert.ThrowsAny<Exception>(failing[form]));
            Assert.True(least == 0, $"{method.Name}{form} allocates {least} bytes between calls that throw");
        }
    }

    /// <summary>The forms with destinations, called at each of some points with memory that is made here.</summary>
    public static IEnumerable<(string Form, Action[] Calls)> Calls(BufferMethod method, object?[][] points)
    {
        yield return ("Vjp", [.. points.Select(Vjp)]);
        yield return ("Jvp", [.. points.Select(Jvp)]);
        if (method.Gradient is not null)
        {
            yield return ("Gradient", [.. points.Select(Gradient)]);
            yield return ("ValueAndGradient", [.. points.Select(ValueAndGradient)]);
            yield return ("Hvp", [.. points.Select(Hvp)]);
        }

        static double[][] Memory(IEnumerable<BufferParameter> parameters, object?[] point) => BufferMethod.Shaped(parameters, point, (_, i) => 0.25 + (i % 3));

        Action Vjp(object?[] point)
        {
            object?[] a = BufferMethod.Copy(point);
            double[][] o = Memory(method.Outputs, a);
            double[][] d = Memory(method.Independent, a);
            return () => method.Vjp(a, 1, o, d);
        }

        Action Jvp(object?[] point)
        {
            object?[] a = BufferMethod.Copy(point);
            double[][] t = Memory(method.Derived, a);
            return () => method.Jvp(a, t);
        }

        Action Gradient(object?[] point)
        {
            object?[] a = BufferMethod.Copy(point);
            double[][] d = Memory(method.Independent, a);
            return () => method.Gradient!(a, d);
        }

        Action ValueAndGradient(object?[] point)
        {
            object?[] a = BufferMethod.Copy(point);
            double[][] d = Memory(method.Independent, a);
            return () => method.ValueAndGradient!(a, d);
        }

        Action Hvp(object?[] point)
        {
            object?[] a = BufferMethod.Copy(point);
            double[][] v = Memory(method.Independent, a);
            double[][] d = Memory(method.Independent, a);
            return () => method.Hvp!(a, v, d);
        }
    }

    // The pool gives memory back to the system when a collection of everything finds little free memory, which on a small, busy machine is often
    // for a while, and then makes it anew: that is not what is measured. What a form allocates itself it allocates in every attempt.
    private static long Least(Action[] calls, Action? between)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long sum = 0;
            Round(calls, between, ref sum);
            Round(calls, between, ref sum);
            sum = 0;
            for (int round = 0; round < Rounds; round++)
            {
                Round(calls, between, ref sum);
            }

            least = Math.Min(least, sum);
            if (attempt > 2 && least > 0)
            {
                Thread.Sleep(attempt);
            }
        }

        return least;
    }

    private static void Round(Action[] calls, Action? between, ref long sum)
    {
        foreach (Action call in calls)
        {
            between?.Invoke();
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            sum += GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
