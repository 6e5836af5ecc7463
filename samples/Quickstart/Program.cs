using Quickstart;
using SymDiff;
using static System.FormattableString;

Show("E1   J(a, b, c) = 3(a + bc) at (2, 3, 4)", Formulas.J(2, 3, 4), Formulas.JGradient(2, 3, 4));
Console.WriteLine(GradientCheck.Compare(Formulas.J, Formulas.JGradient, 2, 3, 4));

Show("E2   price of 2 apples at 100, tax 1.1", Formulas.Price(100, 2, 1.1), Formulas.PriceGradient(100, 2, 1.1));
Console.WriteLine(GradientCheck.Compare(Formulas.Price, Formulas.PriceGradient, 100, 2, 1.1));

Show("E3   z(s) = s² · sin s at 1.5, two paths from s to z", Formulas.TwoPaths(1.5), Formulas.TwoPathsGradient(1.5));
Console.WriteLine(GradientCheck.Compare(Formulas.TwoPaths, Formulas.TwoPathsGradient, 1.5));

Show("E11  (x + y)z at (−2, 5, −4)", Formulas.Circuit(-2, 5, -4), Formulas.CircuitGradient(-2, 5, -4));
Console.WriteLine(GradientCheck.Compare(Formulas.Circuit, Formulas.CircuitGradient, -2, 5, -4));

Show("E11  sigmoid neuron, w = (2, −3, −3), x = (−1, −2)", Formulas.Neuron(2, -3, -3, -1, -2), Formulas.NeuronGradient(2, -3, -3, -1, -2));
Console.WriteLine(GradientCheck.Compare(Formulas.Neuron, Formulas.NeuronGradient, 2, -3, -3, -1, -2));

var (energy, slope) = Formulas.SpringEnergyValueAndGradient(1.2, 80, 1);
Show("     spring of stiffness 80, stretched from 1 to 1.2", energy, slope);
Console.WriteLine(GradientCheck.Compare((l, k) => Formulas.SpringEnergy(l, k, 1), (l, k) => Formulas.SpringEnergyGradient(l, k, 1), 1.2, 80));

Console.WriteLine(Invariant($"What SymDiff emitted for the neuron:"));
Console.WriteLine();
Console.WriteLine(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "emitted", "Quickstart.Formulas.Neuron.g.cs")));

static void Show(string title, double value, object gradient)
{
    Console.WriteLine(title);
    Console.WriteLine(Invariant($"     value     {value}"));
    Console.WriteLine(Invariant($"     gradient  {gradient}"));
}
