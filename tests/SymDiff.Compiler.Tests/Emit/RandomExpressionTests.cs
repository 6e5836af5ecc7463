using System.Globalization;
using System.Text;

namespace SymDiff.Compiler.Tests.Emit;

/// <summary>Prints random expressions, reads them back by C#'s precedence, and compares the order of operations.</summary>
public class RandomExpressionTests
{
    private static readonly (string Name, string Operator)[] Binary = [("Add", "+"), ("Subtract", "-"), ("Multiply", "*"), ("Divide", "/")];

    [Fact]
    public void WhatIsPrintedGroupsAsTheFunctionDoes()
    {
        for (int seed = 0; seed < 2_000; seed++)
        {
            var (text, expected) = Build(new Random(seed));
            string body = Emitted.Gradient(text);
            string expression = body["return ".Length..^1];
            Assert.Equal(expected, new Reader(expression).Read());
            Assert.DoesNotContain("--", expression, StringComparison.Ordinal);
        }
    }

    private static (string Text, string Expected) Build(Random random)
    {
        // Every value is used once: leaves first, then operations on what has not been used yet.
        var text = new StringBuilder("func @g(%a: f64, %b: f64, %c: f64) -> (f64) {\n");
        var free = new List<(string Value, string Expected)>();
        int id = 10;
        for (int leaf = 0; leaf < 7; leaf++)
        {
            string name = "abc"[random.Next(3)].ToString();
            int number = random.Next(-3, 4);
            if (random.Next(3) > 0)
            {
                free.Add(("%" + name, name));
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"  %{++id} = const f64 {number}\n");
            free.Add(($"%{id}", number < 0 ? $"(-{-number}.0)" : $"{number}.0"));
        }

        while (free.Count > 1)
        {
            var (name, symbol) = Binary[random.Next(4)];
            var left = Take();
            var right = Take();
            text.Append(CultureInfo.InvariantCulture, $"  %{++id} = {name}({left.Value}, {right.Value})\n");
            string expected = $"({left.Expected}{symbol}{right.Expected})";
            if (random.Next(4) == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"  %{++id} = Negate(%{id - 1})\n");
                expected = Negated(expected);
            }

            free.Add(($"%{id}", expected));
        }

        return (text.Append(CultureInfo.InvariantCulture, $"  yield {free[0].Value}\n}}").ToString(), free[0].Expected);

        (string Value, string Expected) Take()
        {
            var taken = free[random.Next(free.Count)];
            free.Remove(taken);
            return taken;
        }
    }

    // The sign of a product is printed at its first factor, which is the same number bit for bit, unless that factor has a sign already.
    private static string Negated(string expected)
    {
        string first = expected;
        while (FirstFactor(first) is { } factor)
        {
            first = factor;
        }

        if (first.StartsWith("(-", StringComparison.Ordinal))
        {
            return $"(-{expected})";
        }

        int start = expected.TakeWhile(c => c == '(').Count() - first.TakeWhile(c => c == '(').Count();
        return expected[..start] + $"(-{first})" + expected[(start + first.Length)..];
    }

    private static string? FirstFactor(string expression)
    {
        int depth = 0;
        for (int i = 0; i < expression.Length; i++)
        {
            depth += expression[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 1 && i > 1 && expression[i] is ('*' or '/'))
            {
                return expression[1..i];
            }

            if (depth == 1 && i > 1 && expression[i] is ('+' or '-'))
            {
                return null;
            }
        }

        return null;
    }

    private sealed class Reader(string text)
    {
        private int _position;

        private char Current => _position < text.Length ? text[_position] : '\0';

        public string Read() => ReadBinary(additive: true);

        private string ReadBinary(bool additive)
        {
            string left = additive ? ReadBinary(additive: false) : ReadUnary();
            Skip();
            while (Current is '+' or '-' ? additive : Current is '*' or '/' && !additive)
            {
                char symbol = text[_position++];
                string right = additive ? ReadBinary(additive: false) : ReadUnary();
                left = $"({left}{symbol}{right})";
                Skip();
            }

            return left;
        }

        private string ReadUnary()
        {
            Skip();
            switch (Current)
            {
                case '-':
                    _position++;
                    return $"(-{ReadUnary()})";
                case '(':
                    _position++;
                    string inner = ReadBinary(additive: true);
                    Assert.Equal(')', text[_position++]);
                    return inner;
                default:
                    int start = _position;
                    while (char.IsLetterOrDigit(Current) || Current == '.')
                    {
                        _position++;
                    }

                    return text[start.._position];
            }
        }

        private void Skip()
        {
            while (Current == ' ')
            {
                _position++;
            }
        }
    }
}
