namespace SymDiff.TestKit;

/// <content>The Hessian along a direction.</content>
internal abstract partial class FormCheck
{
    // Differences are taken at these steps; two extrapolations from neighbours must agree.
    private static readonly double[] Steps = [.. Enumerable.Range(0, 4).Select(k => 1e-3 / Math.Pow(4, k))];

    /// <summary>How many numbers of products with the Hessian were compared with differences that settled.</summary>
    protected int Curvatures { get; private set; }

    /// <summary>
    /// Compares what the Hessian makes of two directions: ⟨u, H v⟩ = ⟨v, H u⟩, and H v with central differences of the oracle's gradient, where they settle.
    /// </summary>
    /// <param name="what">The form.</param>
    /// <param name="magnitudes">What rounding errors of the gradient are relative to.</param>
    /// <param name="product">Calls the form with a direction; null if it threw.</param>
    /// <param name="gradient">The oracle's gradient so far along a direction, NaN where there is none; null if there is nothing to take differences of.</param>
    protected void Hessian(string what, double[] magnitudes, Func<double[], double[]?> product, Func<double, double[], double[]>? gradient)
    {
        double[] v = Numbers(magnitudes.Length);
        double[] u = Numbers(magnitudes.Length);
        if (product(v) is not { } alongV || product(u) is not { } alongU || !IsTame || Problems.Count > 0)
        {
            return;
        }

        if (alongV.Length != magnitudes.Length)
        {
            Problem($"{Subject}: {what} has {alongV.Length} numbers, not {magnitudes.Length}");
            return;
        }

        if (gradient is not null)
        {
            Slopes(what, magnitudes, alongV, t => gradient(t, v));
        }

        double forth = 0;
        double back = 0;
        double scale = 0;
        for (int i = 0; i < u.Length; i++)
        {
            forth += u[i] * alongV[i];
            back += v[i] * alongU[i];
            scale += Math.Abs(u[i] * alongV[i]) + Math.Abs(v[i] * alongU[i]) + ((Math.Abs(u[i]) + Math.Abs(v[i])) * magnitudes[i]);
        }

        if (double.IsFinite(forth) && double.IsFinite(back))
        {
            Close($"⟨u, {what}(v)⟩ = ⟨v, {what}(u)⟩", forth, back, scale);
        }
    }

    /// <summary>A derivative by the oracle at the point (step 0) or beside it; NaN where it throws.</summary>
    protected static double Beside(double step, Func<Dual> oracle)
    {
        if (step == 0)
        {
            Stopped.Keep();
        }
        else
        {
            Stopped.Again();
        }

        (Dual result, Exception? thrown, _) = Call(oracle);
        return thrown is null ? result.Tangent : double.NaN;
    }

    private void Slopes(string what, double[] magnitudes, double[] actual, Func<double, double[]> gradient)
    {
        // What StopGradient gives at the point is kept.
        gradient(0);
        double[][] slopes = [.. Steps.Select(Slope)];
        Stopped.Forget();
        for (int i = 0; i < actual.Length; i++)
        {
            double coarse = Extrapolated(0);
            double fine = Extrapolated(1);
            double finest = Extrapolated(2);
            double size = 1 + Math.Abs(finest) + magnitudes[i];
            bool settles = Math.Abs(coarse - fine) <= 1e-7 * size && Math.Abs(finest - fine) <= 1e-7 * size;
            Curvatures += settles ? 1 : 0;
            if (settles && !(Math.Abs(finest - actual[i]) <= 1e-6 * size))
            {
                Report($"{what}[{i}], by central differences of the oracle's gradient,", actual[i], finest);
            }

            double Extrapolated(int k) => ((16 * slopes[k + 1][i]) - slopes[k][i]) / 15;
        }

        double[] Slope(double h)
        {
            double[] above = gradient(h);
            return [.. above.Zip(gradient(-h), (a, b) => (a - b) / (2 * h))];
        }
    }
}
