using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Checks programs as they are read, at random and at special points.</summary>
internal static class Programs
{
    /// <summary>All marked methods among the members of a class <c>C</c>: value bit for bit, both directions, exceptions.</summary>
    public static void Check(string members, string types = "", int points = 40)
    {
        using ReadPrograms programs = ReadPrograms.Of(members, types);
        Assert.NotEmpty(programs.All);
        string[] problems = [.. programs.All.SelectMany(program => Check(program, points).Take(1))];
        Assert.True(problems.Length == 0, string.Join("\n", problems));
    }

    private static IEnumerable<string> Check(ReadProgram program, int points)
    {
        Random random = new(17);
        for (int i = 0; i < points; i++)
        {
            object?[] arguments = [.. program.Parameters.Select(type => Argument(type, random, isSpecial: i % 4 == 3))];
            foreach (string problem in program.Check(arguments, differences: i % 4 != 3))
            {
                yield return problem + "\n" + program.Primal;
            }
        }
    }

    private static object? Argument(Type type, Random random, bool isSpecial)
    {
        double[] special = [0, -0.0, 1, -1, 2, 3, 0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        double real = isSpecial ? special[random.Next(special.Length)] : (random.NextDouble() * 5) - 2;
        return type == typeof(double) ? real
            : type == typeof(float) ? (float)real
            : type == typeof(int) ? random.Next(-2, 8)
            : type == typeof(long) ? (long)random.Next(-2, 8)
            : type == typeof(byte) ? (byte)random.Next(0, 8)
            : type == typeof(bool) ? random.Next(2) == 0
            : type == typeof(char) ? (char)('a' + random.Next(5))
            : type == typeof(string) ? new[] { "", "a", "abc", "xyzzy", null }[random.Next(5)]
            : type == typeof(int[]) ? Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(-2, 6)).ToArray()
            : type == typeof(double[]) ? Enumerable.Range(0, random.Next(5)).Select(_ => (random.NextDouble() * 4) - 2).ToArray()
            : type == typeof(List<double>) ? Enumerable.Range(0, random.Next(5)).Select(_ => (random.NextDouble() * 4) - 2).ToList()
            : type == typeof(IEnumerable<int>) ? Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(-2, 6)).ToList()
            : type.IsEnum ? Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length))
            : type == typeof(object) ? new object?[] { 1, 2, "abc", 2.5, null }[random.Next(5)]
            : type == typeof(int?) ? new object?[] { 1, 4, null }[random.Next(3)]
            : throw new NotSupportedException(type.Name);
    }
}
