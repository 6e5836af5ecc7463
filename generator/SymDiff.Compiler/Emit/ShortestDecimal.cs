using System.Numerics;
using System.Text;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// The fewest decimal digits that read back as the same number, by exact integer arithmetic (the free-format algorithm of Burger and Dybvig):
/// the generator also runs where the runtime's own round-trip format is wrong.
/// </summary>
internal static class ShortestDecimal
{
    /// <summary>The digits of a finite positive <c>double</c>, and the power of ten that the point before the first of them stands for.</summary>
    public static (string Digits, int Exponent) Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return Digits(bits & ((1L << 52) - 1), (int)((bits >> 52) & 0x7FF), fractionBits: 52, bias: 1075);
    }

    /// <summary>The same for a <c>float</c>, which needs fewer digits.</summary>
    public static (string Digits, int Exponent) Of(float value)
    {
        int bits = BitConverter.ToInt32(BitConverter.GetBytes(value), 0);
        return Digits(bits & ((1 << 23) - 1), (bits >> 23) & 0xFF, fractionBits: 23, bias: 150);
    }

    private static (string Digits, int Exponent) Digits(long fraction, int biased, int fractionBits, int bias)
    {
        long significand = biased == 0 ? fraction : fraction | (1L << fractionBits);
        int power = Math.Max(biased, 1) - bias;

        // The number is r/s; whatever lies between r - below and r + above reads back as it. A reader that rounds half to even also
        // gives it the ends of that interval if its significand is even.
        bool isEven = significand % 2 == 0;
        bool isNarrowBelow = fraction == 0 && biased > 1;
        int extra = isNarrowBelow ? 2 : 1;
        var r = (BigInteger)significand << (extra + Math.Max(power, 0));
        var s = BigInteger.One << (extra + Math.Max(-power, 0));
        var below = BigInteger.One << Math.Max(power, 0);
        var above = below << (extra - 1);

        int exponent = (int)Math.Ceiling(((power + BitLength(significand) - 1) * 0.30102999566398120) - 1e-10);
        if (exponent >= 0)
        {
            s *= BigInteger.Pow(10, exponent);
        }
        else
        {
            var scale = BigInteger.Pow(10, -exponent);
            r *= scale;
            below *= scale;
            above *= scale;
        }

        // The estimate is right or one too small.
        if (isEven ? r + above >= s : r + above > s)
        {
            exponent++;
            s *= 10;
        }

        var digits = new StringBuilder();
        while (true)
        {
            int digit = (int)BigInteger.DivRem(r * 10, s, out r);
            below *= 10;
            above *= 10;
            bool canEndLow = isEven ? r <= below : r < below;
            bool canEndHigh = isEven ? r + above >= s : r + above > s;
            if (!canEndLow && !canEndHigh)
            {
                digits.Append((char)('0' + digit));
                continue;
            }

            // Where both ends are near enough the nearer one, and of two equally near the even one.
            int half = (r * 2).CompareTo(s);
            bool roundsUp = canEndHigh && (!canEndLow || half > 0 || (half == 0 && digit % 2 == 1));
            return (digits.Append((char)('0' + digit + (roundsUp ? 1 : 0))).ToString(), exponent);
        }
    }

    private static int BitLength(long value)
    {
        int length = 0;
        for (; value != 0; value >>= 1)
        {
            length++;
        }

        return length;
    }
}
