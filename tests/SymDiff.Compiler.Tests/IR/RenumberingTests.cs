using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.IR;

/// <summary>Functions that differ in the numbers of their values alone are the same, and no others.</summary>
public sealed class RenumberingTests
{
    private const string Text = """
        func @f(%x: f64, %n: i32) -> (f64) {
          %zero = const f64 0
          %c = Greater(%x, %zero)
          %a = if %c { %s = Sin(%x) yield %s } else { yield %zero }
          %r = loop l count %n (%a) { |%i: i32, %v: f64|
            %w = Multiply(%v, %x)
            yield %w
          }
          yield %r
        }
        """;

    [Fact]
    public void NumbersDoNotCount()
    {
        var one = Parser.ParseFunction(Text);
        var other = Parser.ParseFunction(Text.Replace("%zero = const f64 0", "%unused = const f64 1 %zero = const f64 0", StringComparison.Ordinal));
        other = other with { Body = other.Body with { Statements = other.Body.Statements.Skip(1).ToEquatableArray() } };
        Assert.NotEqual(one, other);
        Assert.True(Renumbering.AreSame(one, other));
    }

    [Theory]
    [InlineData("Sin(%x)", "Cos(%x)")]
    [InlineData("Sin(%x)", "Sin(%zero)")]
    [InlineData("Multiply(%v, %x)", "Multiply(%x, %v)")]
    [InlineData("const f64 0", "const f64 1")]
    [InlineData("yield %s }", "yield %x }")]
    [InlineData("count %n (%a)", "count %n (%x)")]
    [InlineData("yield %w", "yield %v")]
    [InlineData("  yield %r", "  yield %a")]
    [InlineData("%s", "%t")]
    [InlineData("@f", "@g")]
    public void AllElseDoes(string from, string to) =>
        Assert.False(Renumbering.AreSame(Parser.ParseFunction(Text), Parser.ParseFunction(Text.Replace(from, to, StringComparison.Ordinal))));
}
