using Consumer;
using SymDiff;
using static System.FormattableString;

double[] x = [0.5, 1, 2];
double[] dX = new double[3];
double value = Waves.SumValueAndGradient(x, 2, dX, out double dK);
Console.WriteLine(Invariant($"{value:F6} {dX[0]:F6} {dX[1]:F6} {dX[2]:F6} {dK:F6}"));
Console.WriteLine(GradientCheck.Compare(v => Waves.Sum(v, 2), v => Waves.SumGradient(v, 2).x, x).Passed);
