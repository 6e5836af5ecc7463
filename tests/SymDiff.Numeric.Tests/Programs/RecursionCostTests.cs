using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SymDiff.TestKit;
using Xunit.Abstractions;

namespace SymDiff.Numeric.Tests.Programs;

/// <summary>
/// What the gradient of a recursion costs, in operations that are done while it runs, those on the record included: the emitted text is compiled again with a
/// number that counts. A level costs the same however deep it is, in the method as in its gradient.
/// </summary>
public sealed partial class RecursionCostTests(RecursionCostTests.Methods methods, ITestOutputHelper output) : IClassFixture<RecursionCostTests.Methods>
{
    private const string Source = """
        using System;
        using SymDiff;

        public static partial class Costs
        {
            [Differentiable]
            public static double Power(double x, int n) => n == 0 ? 1.0 : x * Power(x, n - 1);

            [Differentiable]
            public static double Waves(double x, int n) => n == 0 ? x : Math.Sin(Waves(x, n - 1)) * x + Math.Exp(-x);

            [Differentiable]
            public static double There(double x, int n) => n == 0 ? x : x * Back(x, n - 1);

            [Differentiable]
            public static double Back(double x, int n) => n == 0 ? 1.0 : Math.Sin(x + There(x, n - 1));

            [Differentiable]
            public static double WithLoop(double x, int n)
            {
                if (n == 0) { return x; }
                double t = WithLoop(x * 0.5, n - 1);
                for (int i = 0; i < 3; i++) { t = Math.Sin(t) * x; }
                return t;
            }
        }
        """;

    [Theory]
    [InlineData("Power")]
    [InlineData("Waves")]
    [InlineData("There")]
    [InlineData("WithLoop")]
    public void OperationsOverThePrimals_AreTheSameAtEveryDepth(string name)
    {
        long[] primal = [.. new[] { 10, 100, 1_000 }.Select(n => methods.Operations(name, n))];
        long[] gradient = [.. new[] { 10, 100, 1_000 }.Select(n => methods.Operations(name + "Gradient", n))];
        output.WriteLine($"{name}: {string.Join(", ", primal)}; gradient: {string.Join(", ", gradient)}");

        // To the last operation: what the outermost and the innermost call cost does not grow.
        Assert.Equal(10 * (primal[1] - primal[0]), primal[2] - primal[1]);
        Assert.Equal(10 * (gradient[1] - gradient[0]), gradient[2] - gradient[1]);
        double level = (gradient[2] - gradient[1]) / (double)(primal[2] - primal[1]);
        for (int i = 0; i < 3; i++)
        {
            Assert.InRange(gradient[i] / (double)primal[i], level * 0.75, level * 1.25);
        }
    }

    public sealed class Methods : IDisposable
    {
        private readonly AssemblyLoadContext _context = new("counted", isCollectible: true);
        private readonly Type _type;

        public Methods()
        {
            DriverResult result = Driver.Run(new DriverInput(Source)
            {
                GlobalOptions = new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = "Gradient" },
            }).ShouldHaveNoErrors();
            Compilation counted = Driver.Compile(new DriverInput([.. result.Sources.Select(source => source.Text).Prepend(Source).Select(OnCounted)])
            {
                MoreReferences = [MetadataReference.CreateFromFile(typeof(Counted).Assembly.Location)],
                AssemblyName = "Counted",
            });
            using MemoryStream stream = new();
            var emitted = counted.Emit(stream);
            Assert.True(emitted.Success, DriverResult.Describe(emitted.Diagnostics));
            stream.Position = 0;
            _type = _context.LoadFromStream(stream).GetType("Costs", throwOnError: true)!;
        }

        public long Operations(string name, int n)
        {
            var method = _type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<Counted, int, Counted>>();
            long before = Counted.Operations;
            method(0.7, n);
            return Counted.Operations - before;
        }

        public void Dispose() => _context.Unload();

        private static string OnCounted(string text) => Double().Replace(
            text.Replace("global::System.Math.", "Math.", StringComparison.Ordinal)
                .Replace("Math.", "global::SymDiff.Numeric.Tests.Programs.CountedMath.", StringComparison.Ordinal)
                .Replace("global::SymDiff.CallRecord", "global::SymDiff.Numeric.Tests.Programs.CountedRecord", StringComparison.Ordinal),
            "global::SymDiff.Numeric.Tests.Programs.Counted");
    }

    [GeneratedRegex(@"\bdouble\b")]
    private static partial Regex Double();
}
