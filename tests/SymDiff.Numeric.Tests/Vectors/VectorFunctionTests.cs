using System.Numerics.Tensors;
using SymDiff.Numeric.Tests.Buffers;

namespace SymDiff.Numeric.Tests.Vectors;

/// <summary>Every overload of the platform's vector functions, in every form, against central differences.</summary>
public sealed class VectorFunctionTests
{
    private const string Head = """
        using System.Numerics.Tensors;

        public static partial class Vectors
        {
            private static double Weighted(double[] r)
            {
                double s = 0;
                for (int i = 0; i < r.Length; i++) { s += r[i] * (i + 1.5); }
                return s;
            }

        """;

    // Where functions are smooth, and not so steep that central differences say little.
    private static readonly Dictionary<string, (double Low, double High)> Domains = new(StringComparer.Ordinal)
    {
        ["Acosh"] = (1.3, 2.5),
    };

    // What the processor estimates comes in steps, of which central differences see one or another.
    private static readonly Dictionary<string, Func<double, double>> Estimates = new(StringComparer.Ordinal)
    {
        ["ReciprocalEstimate"] = r => -r * r,
        ["ReciprocalSqrtEstimate"] = r => -0.5 * r * r * r,
    };

    // Piecewise constant: the method does not depend on its parameters, which is a warning.
    private static readonly HashSet<string> Steps = new(StringComparer.Ordinal) { "Floor", "Ceiling", "Truncate", "Round" };

    private static readonly Lazy<BufferProject> Methods = new(() => new BufferProject("Vectors", Head + string.Join("\n", Texts()) + "\n}", typeof(TensorPrimitives)));

    /// <summary>The overloads.</summary>
    public static TheoryData<string> Names => [.. VectorOverloads.All.Where(o => !Estimates.ContainsKey(o.Name)).Select(o => o.Id)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryForm_AgreesWithCentralDifferences(string id)
    {
        var overload = VectorOverloads.All.Single(o => o.Id == id);
        foreach (int length in new[] { 1, 3, 19 })
        {
            object?[] point = Point(overload, length);
            BufferChecks.Check(Methods.Value[id], 2e-5, point);
            if (overload.IsReduction)
            {
                continue;
            }

            for (int place = 0; place < overload.Spans.Count; place++)
            {
                if (overload.Spans[place])
                {
                    BufferChecks.Check(Methods.Value[$"{id}_{place}"], 2e-5, point);
                }
            }

            // Elements that are equal are where these have no derivative.
            if (IsShared(overload))
            {
                object?[] shared = [.. overload.Spans.Select((s, i) => s ? null : point[i]).OfType<object>().Prepend(point[overload.Spans.ToList().IndexOf(true)]!)];
                BufferChecks.Check(Methods.Value[$"{id}_All"], 2e-5, shared);
            }
        }
    }

    [Theory]
    [InlineData("ReciprocalEstimate")]
    [InlineData("ReciprocalSqrtEstimate")]
    public void Estimates_HaveTheSlopeOfTheirResult(string name)
    {
        var estimate = Methods.Value[name + "_S"];
        double r = estimate.Value([new[] { 0.7 }]) / 1.5;
        Assert.Equal(1.5 * Estimates[name](r), estimate.GradientAt(new[] { 0.7 })[0][0], 12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingIsAllocated(string id)
    {
        var overload = VectorOverloads.All.Single(o => o.Id == id);
        BufferAllocations.Check(Methods.Value[id], Point(overload, 3), Point(overload, 200), Point(overload, 20));
    }

    [Fact]
    public void EmptySpans_HaveEmptyGradients()
    {
        foreach (var overload in VectorOverloads.All.Where(o => !o.IsReduction || o.Name is "Sum" or "Dot" or "SumOfSquares" or "SumOfMagnitudes" or "Norm" or "Product"))
        {
            object?[] point = Point(overload, 0);
            double value = double.NaN;
            try
            {
                value = Methods.Value[overload.Id].Value(point);
            }
            catch (ArgumentException)
            {
                Assert.ThrowsAny<ArgumentException>(() => Methods.Value[overload.Id].ValueAndGradient!(point, [[], [], []]));
                continue;
            }

            double[][] destinations = [.. overload.Spans.Select(s => s ? [] : new[] { 7.0 })];
            Assert.Equal(value, Methods.Value[overload.Id].ValueAndGradient!(point, destinations));
            Assert.All(destinations, d => Assert.All(d, x => Assert.Equal(0, x)));
        }
    }

    private static bool IsShared(VectorOverload overload) => overload.Spans.Count(s => s) > 1
        && !(overload.Name.StartsWith("Max", StringComparison.Ordinal) || overload.Name.StartsWith("Min", StringComparison.Ordinal) || overload.Name is "Clamp" or "Ieee754Remainder" or "Remainder");

    private static IEnumerable<string> Texts()
    {
        foreach (var overload in VectorOverloads.All)
        {
            yield return overload.Method;
            if (overload.IsReduction)
            {
                continue;
            }

            for (int place = 0; place < overload.Spans.Count; place++)
            {
                if (overload.Spans[place])
                {
                    yield return overload.InPlace(place);
                }
            }

            if (IsShared(overload))
            {
                yield return overload.AllInPlace;
            }
        }
    }

    private static object?[] Point(VectorOverload overload, int length)
    {
        var random = new Random(overload.Id.Length + length);
        var (low, high) = Domains.TryGetValue(overload.Name, out var domain) ? domain : (0.2, 0.9);

        // Bounds that do not meet what they bound, a divisor that what is divided is no multiple of; the largest is the largest by far.
        return [.. overload.Spans.Select((s, i) => s ? Enumerable.Range(0, length).Select(k => overload.IsReduction ? Number(i) + (k * 7 % 19) : Number(i)).ToArray() : (object)Number(i))];

        double Number(int place) => overload.Name == "Clamp" ? place switch { 0 => 0.1 + random.NextDouble(), 1 => 0.3 + (0.1 * random.NextDouble()), _ => 0.7 + (0.1 * random.NextDouble()) }
            : overload.Name is "Remainder" or "Ieee754Remainder" && place == 0 ? 0.9 + (0.1 * random.NextDouble())
            : overload.Name is "Remainder" or "Ieee754Remainder" ? 0.75 + (0.1 * random.NextDouble())
            : Steps.Contains(overload.Name) ? 0.2 + (0.1 * random.Next(3))
            : low + ((high - low) * random.NextDouble());
    }
}
