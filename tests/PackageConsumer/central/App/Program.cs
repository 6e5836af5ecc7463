using Consumer;
using static System.FormattableString;

double[] lengths = [1.5, 2];
(double[] dLengths, double dStiffness) = Systems.TotalGradient(lengths, 3);
Console.WriteLine(Invariant($"{Systems.Total(lengths, 3)} {dLengths[0]} {dLengths[1]} {dStiffness}"));
