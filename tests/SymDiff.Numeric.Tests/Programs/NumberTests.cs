using System.Globalization;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Programs;

/// <summary>Programs whose derivatives are known in numbers; every form, second order included, is held to the oracles besides.</summary>
public sealed class NumberTests(NumberTests.Methods methods) : IClassFixture<NumberTests.Methods>
{
    private static readonly NumberedProgram[] All =
    [
        .. LoopPrograms.Programs, .. AssignmentPrograms.Programs, .. RecursivePrograms.Programs, .. IterationPrograms.Programs, .. ConditionalPrograms.Programs,
    ];

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            for (int i = 0; i < All.Length; i++)
            {
                cases.Add(All[i].Method, i);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryForm_HasTheNumbers(string name, int number)
    {
        NumberedProgram program = All[number];
        DifferentiatedMethod method = methods.Corpus[name];
        double[] x = program.Point;
        double[] zeros = new double[program.Partials.Length];
        (double value, double[] withValue) = method.ValueAndGradient(x);
        (_, double[] twice) = method.Vjp(x, 2, zeros);
        Equal("Gradient", method.Gradient(x));
        Equal("ValueAndGradient", withValue);
        Equal("Vjp", [.. twice.Select(v => v / 2)]);
        Equal("Jvp", [.. zeros.Select((_, i) => method.Jvp(x, [.. zeros.Select((_, j) => i == j ? 1.0 : 0.0)]).Tangent)]);
        Assert.Equal(method.Value(x), value);

        void Equal(string form, double[] actual)
        {
            Assert.Equal(program.Partials.Length, actual.Length);
            for (int i = 0; i < actual.Length; i++)
            {
                // Where terms cancel there is the rounding of what cancels.
                bool isClose = Math.Abs(actual[i] - program.Partials[i]) <= program.Tolerance * Math.Max(Math.Abs(program.Partials[i]), 1);
                Assert.True(isClose, string.Create(CultureInfo.InvariantCulture, $"{form}[{i}] of {name} is {actual[i]:R}, expected {program.Partials[i]:R}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryForm_AgreesWithTheOracles(string name, int number)
    {
        IReadOnlyList<string> problems = PointChecks.Check(methods.Corpus[name], All[number].Point, new Random(number), 1e-12);
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [Theory]
    [InlineData("NewtonRoot", new[] { 2.0 }, 1.4142135623730951)]
    [InlineData("Kepler", new[] { 1.2, 0.4 }, 1.599831404695088)]
    [InlineData("KeplerInTwenty", new[] { 1.2, 0.4 }, 1.599831404695088)]
    [InlineData("FibonacciSum", new[] { 1.0, 1, 20 }, 10946)]
    public void Value_IsTheNumber(string name, double[] x, double expected) =>
        Assert.Equal(expected, methods.Corpus[name].ValueAndGradient(x).Value, 1e-14 * expected);

    public sealed class Methods : IDisposable
    {
        public Corpus Corpus { get; } = Corpus.CompileSecondOrder(
            LoopPrograms.Source + AssignmentPrograms.Source + RecursivePrograms.Source + IterationPrograms.Source + ConditionalPrograms.Source);

        public void Dispose() => Corpus.Dispose();
    }
}
