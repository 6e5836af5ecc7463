using System;
using SymDiff;

namespace Consumer
{
    public static partial class Neuron
    {
        [Differentiable]
        public static double Fire(double w0, double w1, double w2, [NoGradient] double x0, [NoGradient] double x1)
        {
            return 1 / (1 + Math.Exp(-(w0 * x0 + w1 * x1 + w2)));
        }

        public static double Slope(double w0)
        {
            return FireGradient(w0, -3, -3, -1, -2).w0;
        }
    }
}
