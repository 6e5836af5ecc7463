using System.Globalization;
using System.Text;

namespace SymDiff.Generator.Tests.LargeBodies;

/// <summary>Mixes pieces of C# into methods; the seed decides all.</summary>
internal sealed class MethodMaker
{
    /// <summary>What stands above every method.</summary>
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;
        using SymDiff;

        """;

    private readonly Random _random;
    private readonly int _version;
    private int _number;

    private MethodMaker(int seed, int version)
    {
        _random = new Random(seed);
        _version = version;
    }

    /// <summary>The file of a method <c>F</c>, in a class of its own.</summary>
    /// <param name="index">The number of the method, which is its seed; the first ones have a piece each that no other of them has.</param>
    /// <param name="version">The version of C#, as 100 times the number.</param>
    public static string Make(int index, int version) => new MethodMaker(index, version).Class(index);

    /// <summary>The types that methods use.</summary>
    public static string Support(int version) => Usings + string.Join("\n", Fragments.Support.Where(s => s.Version <= version).Select(s => s.Text));

    /// <summary>How many methods it takes for every piece to be there.</summary>
    public static int Least(int version) => Fragments.Shapes.Count + Fragments.Ordinary.Count + Fragments.Rare.Count(f => f.Version <= version);

    private string Class(int index)
    {
        Fragments.Fragment[] rare = [.. Fragments.Rare.Where(f => f.Version <= _version)];
        if (index < Fragments.Shapes.Count)
        {
            string text = Text(Fragments.Shapes[index].Text);
            string kind = text.Contains("(this ", StringComparison.Ordinal) ? $"static partial class M{index}" : $"partial class M{index} : Base";
            return $"{Usings}public {kind}\n{{\n    [Differentiable] {text}\n}}\n";
        }

        int at = index - Fragments.Shapes.Count;
        List<Fragments.Fragment> pieces = [];
        if (at < Fragments.Ordinary.Count + rare.Length)
        {
            pieces.Add(at < Fragments.Ordinary.Count ? Fragments.Ordinary[at] : rare[at - Fragments.Ordinary.Count]);
        }
        else if (_random.Next(2) == 0)
        {
            // Half of all methods have something that is rare in numeric code.
            pieces.Add(rare[_random.Next(rare.Length)]);
        }

        for (int more = _random.Next(1, 5); more > 0; more--)
        {
            pieces.Insert(_random.Next(pieces.Count + 1), Fragments.Ordinary[_random.Next(Fragments.Ordinary.Count)]);
        }

        return Method(index, pieces);
    }

    private string Method(int index, List<Fragments.Fragment> pieces)
    {
        bool hasY = _random.Next(2) == 0;
        bool hasN = _random.Next(2) == 0;
        StringBuilder text = new();
        text.Append(Usings).Append(CultureInfo.InvariantCulture, $"public partial class M{index} : Base\n{{\n    [Differentiable]\n    public ");
        text.Append(pieces.Any(p => p.NeedsInstance) || _random.Next(8) == 0 ? "" : "static ").Append(pieces.Any(p => p.IsUnsafe) ? "unsafe " : "");
        text.Append("double F(double x").Append(hasY ? ", double y" : "").Append(hasN ? ", int n" : "").Append(")\n    {\n");
        text.Append(hasY ? "" : "        double y = 0.7;\n").Append(hasN ? "" : "        int n = 2;\n");
        text.Append(CultureInfo.InvariantCulture, $"        double s = {Formula(1, false)};\n");
        foreach (Fragments.Fragment piece in pieces)
        {
            string line = Text(piece.Text);
            text.Append("        ").Append(_random.Next(12) switch
            {
                0 => $"if ({Condition()}) {{ {line} }}",
                1 when !line.Contains("stackalloc", StringComparison.Ordinal) => $"for (int z{++_number} = 0; z{_number} < 2; z{_number}++) {{ {line} }}",
                _ => line,
            }).Append('\n');
        }

        return text.Append(hasY ? "        return s + x * y;\n    }\n}\n" : "        return s + x;\n    }\n}\n").ToString();
    }

    private string Text(string piece)
    {
        string number = (++_number).ToString(CultureInfo.InvariantCulture);
        StringBuilder text = new();
        for (int i = 0; i < piece.Length; i++)
        {
            text.Append(piece[i] switch
            {
                '#' => number,
                '$' when piece[i + 1] is 'e' or 'c' or 'b' => piece[++i] switch { 'e' => Formula(2, true), 'c' => Constant(), _ => Condition() },
                var c => c.ToString(),
            });
        }

        return text.ToString();
    }

    private string Constant() => (0.25 + (_random.Next(1, 12) * 0.25)).ToString("0.00", CultureInfo.InvariantCulture);

    private string Condition() => _random.Next(4) switch
    {
        0 => $"x > {Constant()}",
        1 => $"s < {Constant()}",
        2 => "n > 1",
        _ => $"x * y < {Constant()}",
    };

    private string Formula(int depth, bool withSum) => depth == 0
        ? _random.Next(withSum ? 4 : 3) switch { 0 => "x", 1 => "y", 2 => "x", _ => "Math.Sin(s)" }
        : _random.Next(8) switch
        {
            0 => $"({Formula(depth - 1, withSum)} * {Constant()})",
            1 => $"({Formula(depth - 1, withSum)} + {Formula(depth - 1, withSum)})",
            2 => $"Math.Sin({Formula(depth - 1, withSum)})",
            3 => $"Math.Tanh({Formula(depth - 1, withSum)} - {Constant()})",
            4 => $"Math.Sqrt(2.0 + {Formula(0, withSum)} * x)",
            5 => $"({Formula(depth - 1, withSum)} / (3.0 + x * x))",
            6 => $"Math.Exp(-x * x)",
            _ => $"({Formula(depth - 1, withSum)} * {Formula(0, withSum)})",
        };
}
