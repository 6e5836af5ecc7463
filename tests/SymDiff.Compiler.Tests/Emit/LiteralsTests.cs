using System.Globalization;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Emit;

public class LiteralsTests
{
    [Theory]
    [InlineData(3.0, "3.0")]
    [InlineData(-3.0, "-3.0")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-4, "0.0001")]
    [InlineData(1e-9, "1e-9")]
    [InlineData(1.25e-9, "1.25e-9")]
    [InlineData(1000000.0, "1000000.0")]
    [InlineData(1e15, "1e15")]
    [InlineData(123456789012345.0, "123456789012345.0")]
    [InlineData(6.02214076e23, "6.02214076e23")]
    [InlineData(double.Epsilon, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e308")]
    [InlineData(2.2250738585072014e-308, "2.2250738585072014e-308")]
    [InlineData(9007199254740993.0, "9007199254740992.0")]
    [InlineData(double.NaN, "double.NaN")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity")]
    public void DoublesReadAsPeopleWriteThem(double value, string text) => Assert.Equal(text, Literals.Text(Literal.Of(IrType.Float64, value)));

    [Theory]
    [InlineData(0.1f, "0.1f")]
    [InlineData(-0f, "-0.0f")]
    [InlineData(16777216f, "16777216.0f")]
    [InlineData(1e-45f, "1e-45f")]
    [InlineData(float.MaxValue, "3.4028235e38f")]
    [InlineData(float.NaN, "float.NaN")]
    public void FloatsHaveTheirSuffix(float value, string text) => Assert.Equal(text, Literals.Text(Literal.Of(IrType.Float32, value)));

    [Theory]
    [InlineData(0.0, "T.Zero")]
    [InlineData(-0.0, "-T.Zero")]
    [InlineData(1.0, "T.One")]
    [InlineData(-1.0, "-T.One")]
    [InlineData(3.0, "T.CreateChecked(3)")]
    [InlineData(-0.1, "-T.CreateChecked(0.1)")]
    [InlineData(1e20, "T.CreateChecked(1e20)")]
    [InlineData(double.NaN, "T.NaN")]
    [InlineData(double.NegativeInfinity, "T.NegativeInfinity")]
    public void TypeParametersHaveNamesForZeroAndOne(double value, string text) => Assert.Equal(text, Literals.Text(Literal.Of(IrType.Generic("T", ["INumberBase"]), value)));

    [Theory]
    [InlineData("i32", -5, "-5")]
    [InlineData("i32", int.MinValue, "int.MinValue")]
    [InlineData("i64", 7, "7L")]
    [InlineData("i64", long.MinValue, "long.MinValue")]
    [InlineData("u32", 4294967295, "4294967295u")]
    [InlineData("u64", -1, "18446744073709551615ul")]
    [InlineData("u8", 7, "(byte)7")]
    [InlineData("i16", -7, "(short)(-7)")]
    [InlineData("char", 65, "(char)65")]
    public void IntegersHaveExactlyTheirType(string type, long value, string text) =>
        Assert.Equal(text, Literals.Text(Literal.Of(IrType.Scalars.Single(t => t.Name == type), value)));

    [Fact]
    public void NamedConstantsKeepTheirName() =>
        Assert.Equal("global::System.Math.PI", Literals.Text(Literal.Of(IrType.Float64, Math.PI) with { Symbol = "global::System.Math.PI" }));

    [Fact]
    public void EveryDoubleReadsBackAsItselfWithNoMoreDigitsThanNeeded()
    {
        var random = new Random(1);
        foreach (double value in Enumerable.Range(0, 60_000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64())).Where(double.IsFinite))
        {
            string text = Literals.Real(value, IrType.Float64);
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)));
            Assert.True(DigitsOf(value.ToString("R", CultureInfo.InvariantCulture)) == DigitsOf(text), $"{value:R} is written {text}");
        }
    }

    [Fact]
    public void EveryFloatReadsBackAsItselfWithNoMoreDigitsThanNeeded()
    {
        var random = new Random(2);
        foreach (float value in Enumerable.Range(0, 60_000).Select(_ => BitConverter.Int32BitsToSingle((int)random.NextInt64())).Where(float.IsFinite))
        {
            string text = Literals.Real(value, IrType.Float32).TrimEnd('f');
            Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)));
            Assert.True(DigitsOf(value.ToString("R", CultureInfo.InvariantCulture)) == DigitsOf(text), $"{value:R} is written {text}");
        }
    }

    [Fact]
    public void QuotedTextIsPlainAscii() => Assert.Equal("\"a\\\"b\\\\c\\u000A\\u2028\\uD83D\"", Literals.Quoted("a\"b\\c\n\u2028\uD83D"));

    // The interval of what reads back is narrower below a power of two; the runtime's own "R" is wrong for 2^-958.
    [Fact]
    public void PowersOfTwoReadBackAsThemselves()
    {
        foreach (double value in Enumerable.Range(-1074, 2098).Select(i => Math.ScaleB(1, i)))
        {
            Assert.Equal(value, double.Parse(Literals.Real(value, IrType.Float64), CultureInfo.InvariantCulture));
        }
    }

    private static string DigitsOf(string text) =>
        string.Concat(text.TakeWhile(c => c is not ('e' or 'E')).Where(char.IsDigit)).Trim('0');
}
