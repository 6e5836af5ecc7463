using System;
using SymDiff;

namespace Shapes
{
    /// <summary>Methods that other assemblies differentiate through.</summary>
    public static partial class Springs
    {
        /// <summary>What a spring of length one holds when it is stretched.</summary>
        [Differentiable(Derivatives.Default | Derivatives.Jvp)]
        public static double Energy(double length, double stiffness)
        {
            double stretch = length - 1;
            return 0.5 * stiffness * stretch * stretch;
        }

        /// <summary>What a chain of them holds.</summary>
        [Differentiable]
        public static double Chain(ReadOnlySpan<double> lengths, double stiffness)
        {
            double sum = 0;
            for (int i = 0; i < lengths.Length; i++)
            {
                sum += Energy(lengths[i], stiffness);
            }

            return sum;
        }
    }
}
