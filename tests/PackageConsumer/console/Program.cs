using System.Globalization;
using Consumer;
using SymDiff;

(double dA, double dB, double dC) = Circuits.JGradient(1, 2, 5);
Print("dJ", dA, dB, dC);

(double price, (double apple, double count, double tax)) = Circuits.PriceValueAndGradient(100, 2, 1.1);
Print("price", price, apple, count, tax);

double dX = 1;
Print("vjp", Circuits.SquareVjp(3, 10, ref dX), dX);
(double value, double tangent) = Circuits.SquareJvp(3, 0.5);
Print("jvp", value, tangent);

GradientCheck.Verify(Circuits.J, Circuits.JGradient, 1, 2, 5);

static void Print(string name, params double[] numbers) =>
    Console.WriteLine($"{name} {string.Join(" ", numbers.Select(number => number.ToString("0.############", CultureInfo.InvariantCulture)))}");
