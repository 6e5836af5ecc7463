using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Which C# may change memory that it is not handed.</summary>
public sealed class EffectTests
{
    private const string Members = """
        public static int Count;
        public class K { public int Plain { get; set; } public int Computed { get { Count++; return Count; } } public virtual int Virtual { get; set; } }
        public static K One = new K();
        public static int[] Numbers = new int[3];
        public static int Next(int i) { Count += i; return Count; }
        public struct S { public int V; public static S operator +(S a, S b) => a; public static implicit operator int(S s) => s.V; }
        public static S Value;
        """;

    [Theory]
    [InlineData("x * new Random(1).NextDouble()")]
    [InlineData("x * Count")]
    [InlineData("x * One.Plain")]
    [InlineData("x * Numbers[1]")]
    [InlineData("x * DateTime.Now.Day")]
    [InlineData("x * $\"{n} of {n + 1}\".Length")]
    [InlineData("x * Environment.ProcessorCount")]
    public void ThePlatformsOwn_IsOnce(string expression) => Assert.All(Read(expression), e => Assert.NotEqual(Effect.Any, e));

    [Theory]
    [InlineData("x * Next(n)")]
    [InlineData("x * One.Computed")]
    [InlineData("x * One.Virtual")]
    [InlineData("x * list[0]")]
    [InlineData("x * other()")]
    [InlineData("x * (int)(Value + Value)")]
    [InlineData("x * new K().Plain")]
    [InlineData("x * $\"{other}\".Length")]
    [InlineData("x * string.Concat(list).Length")]
    public void TheUsers_IsAnything(string expression) => Assert.Contains(Effect.Any, Read(expression));

    private static IEnumerable<Effect> Read(string expression) =>
        Reading.Of(
            "using System; using SymDiff; public static partial class C {" + Members
            + $" [Differentiable] public static double F(double x, int n, System.Collections.Generic.IList<int> list, Func<int> other) => {expression}; }}").Function!.Body.AllStatements().Select(s => s.Operation).OfType<External>().Select(e => e.Effect);
}
