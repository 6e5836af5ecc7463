#if NET
using System.Numerics;
#endif

namespace SymDiff;

/// <summary>How numbers of one type become <see cref="double"/> and back. Of a type parameter that is said first (<see cref="GradientCheckRun"/>).</summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class CheckedNumber<T>
{
    private CheckedNumber(Func<T, double> widen, Func<double, T> narrow, double epsilon)
    {
        Widen = widen;
        Narrow = narrow;
        Round = x => widen(narrow(x));
        Epsilon = epsilon;
    }

    /// <summary>That of the type.</summary>
    public static CheckedNumber<T> Instance => Registered ?? throw new NotSupportedException($"Nothing is known of numbers of type {typeof(T)}.");

    /// <summary>The number as a <see cref="double"/>.</summary>
    public Func<T, double> Widen { get; }

    /// <summary>The number of the type that is closest.</summary>
    public Func<double, T> Narrow { get; }

    /// <summary>The same as a <see cref="double"/>.</summary>
    public Func<double, double> Round { get; }

    /// <summary>The relative rounding error of arithmetic in the type.</summary>
    public double Epsilon { get; }

    private static CheckedNumber<T>? Registered { get; set; } = Known();

    private static CheckedNumber<T>? Known() => typeof(T) == typeof(double)
        ? (CheckedNumber<T>)(object)new CheckedNumber<double>(x => x, x => x, SlopeEstimate.Epsilon(singlePrecision: false))
        : typeof(T) == typeof(float) ? (CheckedNumber<T>)(object)new CheckedNumber<float>(x => x, x => (float)x, SlopeEstimate.Epsilon(singlePrecision: true))
        : null;

#if NET
    /// <summary>Says how numbers of the type are converted.</summary>
    /// <typeparam name="TNumber">The type.</typeparam>
    public static void Use<TNumber>()
        where TNumber : INumberBase<TNumber>, T
    {
        if (CheckedNumber<TNumber>.Registered is null)
        {
            // The least that is not lost beside one; no number that is sampled holds more than a double.
            double epsilon = 1;
            while (epsilon > SlopeEstimate.Epsilon(singlePrecision: false) && double.CreateChecked(TNumber.CreateChecked(1 + (epsilon / 2))) != 1)
            {
                epsilon /= 2;
            }

            CheckedNumber<TNumber>.Registered = new CheckedNumber<TNumber>(double.CreateChecked, TNumber.CreateChecked, epsilon);
        }
    }
#endif
}
