using System.Reflection;
using System.Runtime.CompilerServices;
using SymDiff.Numeric.Tests.Numerics.Twins;
using SymDiff.Numeric.Tests.Shapes;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Numerics;

/// <summary>
/// Every row of <c>System.Numerics</c>: the value bit for bit that of the library, pullback and pushforward of the types of <c>float</c> against a twin in double precision, those of
/// <c>Complex</c> against differences of the library itself.
/// </summary>
public sealed class NumericsTests
{
    private const int Points = 8;
    private const int Values = 200;
    private const double Accuracy = 1e-5;

    private static readonly Lazy<IReadOnlyDictionary<string, MethodInfo>> Methods = new(() => NumericsSource.Texts(2).AsParallel()
        .SelectMany(text => new LoadedProject().With("numerics", text, "Vjp, Jvp", isAnalyzed: false).Methods).ToDictionary());

    public static TheoryData<string> Singles => [.. NumericsSource.Functions.Where(m => !IsComplex(m))];

    public static TheoryData<string> Doubles => [.. NumericsSource.Functions.Where(IsComplex)];

    public static TheoryData<string> Constants => [.. NumericsSource.Constants];

    public static TheoryData<string> Members => [.. NumericsSource.Functions, .. NumericsSource.Constants];

    [Theory]
    [MemberData(nameof(Singles))]
    public void FormsAgreeWithATwinInDoublePrecision(string member)
    {
        Random random = new(member.Length);
        for (int i = 0; i < (member.Contains("Billboard", StringComparison.Ordinal) ? 4 * Points : Points); i++)
        {
            Compare(member, random);
        }
    }

    [Theory]
    [MemberData(nameof(Doubles))]
    public void FormsAgreeWithDifferences(string member)
    {
        Random random = new(member.Length);
        MethodInfo method = Methods.Value[NumericsSource.NameOf(member)];
        ShapeMethod shape = new(method);
        for (int i = 0; i < Points; i++)
        {
            Assert.Empty(new[] { "Vjp", "Jvp" }.Except(shape.Check(Arguments(member, method, random), random)));
        }
    }

    [Theory]
    [MemberData(nameof(Constants))]
    public void WhatIsNotDifferentiated_AddsNothing(string member)
    {
        Random random = new(member.Length);
        MethodInfo method = Methods.Value[NumericsSource.NameOf(member)];
        ShapeMethod shape = new(method);
        for (int i = 0; i < Points; i++)
        {
            Assert.Empty(new[] { "Vjp", "Jvp" }.Except(shape.Check(BetweenSteps(method, random), random)));
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void ValuesAreThoseOfTheLibraryBitForBit(string member)
    {
        Random random = new(member.Length);
        ShapeMethod shape = new(Methods.Value[NumericsSource.NameOf(member)]);
        for (int i = 0; i < Values; i++)
        {
            shape.CheckValues(random);
        }
    }

    private static bool IsComplex(string member) => member.StartsWith("Complex", StringComparison.Ordinal);

    private static object?[] Arguments(string member, MethodInfo method, Random random)
    {
        var (type, name, _) = NumericsSource.Parts(member);
        object?[] shapes = [.. method.GetParameters().Select(p => Numbers.Make(p.ParameterType, () => 0))];
        double[][] point = NumericsDomain.Point(type, name, [.. shapes.Select(s => Numbers.Of(s).Count)], random);
        return [.. shapes.Zip(point, (shape, numbers) => Numbers.With(shape, numbers))];
    }

    // Numbers at which nothing jumps, nor two of which are nearly one.
    private static object?[] BetweenSteps(MethodInfo method, Random random) =>
        [.. method.GetParameters().Select((p, i) => Numbers.Make(p.ParameterType, () => 0.63 + (0.05 * i) + (random.Next(8) * 0.1)))];

    private static void Compare(string member, Random random)
    {
        var (type, name, parameters) = NumericsSource.Parts(member);
        MethodInfo method = Methods.Value[NumericsSource.NameOf(member)];
        object?[] arguments = Arguments(member, method, random);
        double[][] point = [.. arguments.Select(a => Numbers.Of(a).ToArray())];
        double[] value = At(point);
        object result = method.Invoke(null, arguments)!;
        Same(value, [.. Numbers.Of(result)], "value");

        double[][] columns = [.. point.SelectMany((operand, o) => operand.Select((_, i) => Slope(point, o, i)))];
        double[] cotangent = Draw(value.Length), before = Draw(columns.Length), direction = Draw(columns.Length);
        object?[] accumulators = Shaped(before);
        object?[] all = [.. arguments, Numbers.With(result, cotangent), .. accumulators];
        Form("Vjp").Invoke(null, all);
        Same([.. columns.Select((column, c) => before[c] + Space.Dot(cotangent, column))], [.. all.Skip(arguments.Length + 1).SelectMany(Numbers.Of)], "pullback");
        var pushed = (ITuple)Form("Jvp").Invoke(null, [.. arguments, .. Shaped(direction)])!;
        Same([.. value.Select((_, r) => columns.Select((column, c) => column[r] * direction[c]).Sum())], [.. Numbers.Of(pushed[1])], "pushforward");

        double[] At(double[][] x) => NumericsTwin.Of(type, name, parameters, x);

        double[] Slope(double[][] x, int operand, int number)
        {
            const double H = 1e-4;
            return [.. Difference(H / 2).Zip(Difference(H), (fine, coarse) => ((4 * fine) - coarse) / 3)];

            double[] Difference(double h) => [.. At(Moved(h)).Zip(At(Moved(-h)), (a, b) => (a - b) / (2 * h))];

            double[][] Moved(double h) => [.. x.Select((numbers, o) => numbers.Select((n, i) => o == operand && i == number ? n + h : n).ToArray())];
        }

        MethodInfo Form(string kind) => method.DeclaringType!.GetMethod(method.Name + kind)!;

        // Numbers that a float holds.
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)((random.NextDouble() * 2) - 1))];

        object?[] Shaped(double[] numbers)
        {
            int next = 0;
            return [.. arguments.Select(a => Numbers.With(a, _ => numbers[next++]))];
        }

        void Same(double[] expected, double[] actual, string what)
        {
            Assert.Equal(expected.Length, actual.Length);
            double scale = Math.Max(1, expected.Max(Math.Abs));
            Assert.All(expected.Zip(actual), pair => Assert.True(
                Math.Abs(pair.First - pair.Second) <= Accuracy * scale,
                $"{member}, {what}: {string.Join(" ", actual)} instead of {string.Join(" ", expected)} at {string.Join("; ", point.Select(p => string.Join(" ", p)))}"));
        }
    }
}
