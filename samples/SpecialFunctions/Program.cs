using SpecialFunctions;
using SymDiff;
using static System.FormattableString;

Console.WriteLine(Invariant($"Distribution function of the normal, through a registered erf′"));
Show(Models.NormalCdf(1.2, 0.5, 0.8), Models.NormalCdfGradient(1.2, 0.5, 0.8));
Console.WriteLine(GradientCheck.Compare(Models.NormalCdf, Models.NormalCdfGradient, 1.2, 0.5, 0.8));

Console.WriteLine(Invariant($"Log-likelihood of the gamma distribution, through ln Γ → ψ"));
Show(Models.GammaLogLikelihood(2.5, 1.5, 1), Models.GammaLogLikelihoodGradient(2.5, 1.5, 1));
Console.WriteLine(GradientCheck.Compare((s, r) => Models.GammaLogLikelihood(s, r, 1), (s, r) => Models.GammaLogLikelihoodGradient(s, r, 1), 2.5, 1.5));

Console.WriteLine(Invariant($"Ratio of beta functions, two partials each"));
Show(Models.Disagreement(2, 3), Models.DisagreementGradient(2, 3));
Console.WriteLine(GradientCheck.Compare(Models.Disagreement, Models.DisagreementGradient, 2, 3));

Console.WriteLine(Invariant($"Second order: Newton's method fits a gamma distribution to data, through ψ → ψ′"));
double[] data = [0.9, 1.4, 2.2, 0.6, 1.8, 3.1, 1.1, 1.6];
double shape = 1;
double rate = 1;
for (int step = 0; step < 12; step++)
{
    double gs = 0, gr = 0, hss = 0, hsr = 0, hrr = 0;
    foreach (double x in data)
    {
        var g = Models.GammaLogLikelihoodGradient(shape, rate, x);
        var ds = Models.GammaLogLikelihoodHvp(shape, rate, x, 1, 0);
        var dr = Models.GammaLogLikelihoodHvp(shape, rate, x, 0, 1);
        gs += g.shape;
        gr += g.rate;
        hss += ds.shape;
        hsr += ds.rate;
        hrr += dr.rate;
    }

    double determinant = (hss * hrr) - (hsr * hsr);
    shape = Math.Max(shape / 2, shape - (((hrr * gs) - (hsr * gr)) / determinant));
    rate = Math.Max(rate / 2, rate - (((hss * gr) - (hsr * gs)) / determinant));
    if (step % 3 == 2)
    {
        Console.WriteLine(Invariant($"     step {step + 1,2}: shape {shape:F10}  rate {rate:F10}  |gradient| {Math.Sqrt((gs * gs) + (gr * gr)):E1}"));
    }
}

Console.WriteLine();
Console.WriteLine(Invariant($"Hessian of the log-likelihood along (1, 0): {Models.GammaLogLikelihoodHvp(shape, rate, 1, 1, 0)}, where −ψ′({shape:F4}) = {-Special.Trigamma(shape)}"));
Console.WriteLine();
Console.WriteLine(Invariant($"What SymDiff emitted for the ratio of beta functions:"));
Console.WriteLine();
Console.WriteLine(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "emitted", "SpecialFunctions.Models.Disagreement.g.cs")));

static void Show(double value, object gradient)
{
    Console.WriteLine(Invariant($"     value     {value}"));
    Console.WriteLine(Invariant($"     gradient  {gradient}"));
}
