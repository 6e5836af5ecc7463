using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Generics;

/// <summary>
/// Every form of a marked generic method is, at <c>double</c> and at <c>float</c>, that of the same method written with the number: values to the bit, derivatives too at
/// <c>double</c>, and to rounding at <c>float</c>, where constants are combined with more digits. At <c>double</c> they are those of central differences.
/// </summary>
public sealed class GenericMethodTests
{
    private const double X = 0.7;
    private const double Y = 1.3;

    // What central differences cannot know of.
    private static readonly HashSet<string> WithConstants = ["Stopped"];

    // Converting to what a number is already is nothing in C#, and a call where it is a type parameter; and what is a recursion here is a loop there.
    private static readonly HashSet<string> WithOtherTexts = ["Created", "Recursive", "Mutual"];

    // Where the value stands among the forms.
    private static readonly int[] Values = [0, 3, 6, 9];

    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("Generics", Source(), language: LanguageVersion.Preview));

    public static TheoryData<string> Names => [.. GenericMethods.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AtDouble_IsTheMethodOfDoubles(string name)
    {
        double[] expected = Forms<double>("Double", "Plain", name)(X, Y);
        double[] actual = Forms<double>("Double", "Generic", name)(X, Y);
        Assert.All(expected.Zip(actual).Select((pair, i) => (pair.First, pair.Second, IsValue: Values.Contains(i))), pair => Assert.True(
            BitConverter.DoubleToInt64Bits(pair.First) == BitConverter.DoubleToInt64Bits(pair.Second)
            || (WithOtherTexts.Contains(name) && !pair.IsValue && Math.Abs(pair.First - pair.Second) <= 4e-15 * Math.Abs(pair.First))));
        Assert.True(expected.All(double.IsFinite) && expected.Skip(1).Any(v => v != 0), string.Join(", ", expected));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AtFloat_IsTheMethodOfFloats(string name)
    {
        double[] expected = Forms<float>("Float", "Plain", name)((float)X, (float)Y);
        double[] actual = Forms<float>("Float", "Generic", name)((float)X, (float)Y);
        Assert.Equal(expected.Length, actual.Length);
        foreach (int value in Values)
        {
            Assert.Equal(expected[value], actual[value]);
        }

        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-5 * (1 + Math.Abs(pair.First))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AtDouble_AgreesWithCentralDifferences(string name)
    {
        if (WithConstants.Contains(name))
        {
            return;
        }

        var forms = Forms<double>("Double", "Generic", name);
        double[] gradient = CentralDifferences.Gradient(x => forms(x[0], x[1])[0], [X, Y], [0, 1]);
        double[] actual = forms(X, Y);
        for (int i = 0; i < 2; i++)
        {
            double curvature = CentralDifferences.Gradient(t => forms(X + (0.75 * t[0]), Y - (0.5 * t[0]))[1 + i], [0], [0])[0];
            Close(gradient[i], actual[1 + i]);
            Close(gradient[i], actual[4 + i]);
            Close((i == 0 ? 0.25 : -1) + (1.5 * gradient[i]), actual[7 + i]);
            Close(curvature, actual[11 + i]);
        }

        Close((0.75 * gradient[0]) - (0.5 * gradient[1]), actual[10]);
    }

    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, 2e-6 * (1 + Math.Abs(expected)));

    private static Func<T, T, double[]> Forms<T>(string number, string of, string name) => Project.Value.Delegate<Func<T, T, double[]>>("Forms" + number, of + name);

    // Value; gradient, value; …: all forms of a method in one array.
    private static string Source()
    {
        string generic = string.Concat(GenericMethods.All.Select(m => $$"""
                [Differentiable(Derivatives.All)]
                public static T {{m.Key}}<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
                {
                    {{m.Value.Generic}}
                }

            """));
        return $$"""
            using System;
            using System.Numerics;
            using SymDiff;

            public static partial class Generic
            {
            {{GenericMethods.Shared}}
            {{generic}}
            }

            public static partial class C<T> where T : IFloatingPoint<T>
            {
                [Differentiable] public static T Scaled(T x) => x * T.CreateChecked(2.5);
            }

            """ + Of("double", "Double") + Of("float", "Float");
    }

    private static string Of(string number, string name)
    {
        string plain = string.Concat(GenericMethods.All.Select(m => $$"""
                [Differentiable(Derivatives.All)]
                public static {{number}} {{m.Key}}({{number}} x, {{number}} y)
                {
                    {{m.Value.Plain.Replace("NUM", number, StringComparison.Ordinal)}}
                }

            """));
        string forms = string.Concat(new[] { "Generic", "Plain" }.SelectMany(of => GenericMethods.All.Keys.Select(m => Forms(of == "Generic" ? of : of + name, of + m, m, number))));
        return $$"""
            public static partial class Plain{{name}}
            {
            {{plain}}
            }

            public static class Forms{{name}}
            {
            {{forms}}
            }

            """;
    }

    private static string Forms(string type, string name, string method, string number) => $$"""
            public static double[] {{name}}({{number}} x, {{number}} y)
            {
                {{number}} dX = ({{number}})0.25, dY = -1;
                var gradient = {{type}}.{{method}}Gradient(x, y);
                var both = {{type}}.{{method}}ValueAndGradient(x, y);
                {{number}} value = {{type}}.{{method}}Vjp(x, y, ({{number}})1.5, ref dX, ref dY);
                var tangent = {{type}}.{{method}}Jvp(x, y, ({{number}})0.75, ({{number}})(-0.5));
                var product = {{type}}.{{method}}Hvp(x, y, ({{number}})0.75, ({{number}})(-0.5));
                return new double[]
                {
                    {{type}}.{{method}}(x, y), gradient.x, gradient.y, both.Value, both.Gradient.x, both.Gradient.y, value, dX, dY, tangent.Value, tangent.Tangent, product.x, product.y,
                };
            }

        """;
}
