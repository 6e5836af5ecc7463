using System.Reflection;
using System.Runtime.CompilerServices;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Arrays and spans of structs and tuples: forms against central differences of the method.</summary>
public sealed class ColumnTests
{
    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("columns", ColumnSource.Methods, "Gradient, ValueAndGradient, Vjp, Jvp, Hvp"));

    private static readonly Lazy<LoadedProject> ReferredProject = new(() => new LoadedProject().With("referred", ReferredElements.Methods, "Gradient, ValueAndGradient, Vjp, Jvp, Hvp"));

    public static TheoryData<string> ReferredMethods => [.. ReferredProject.Value.Methods.Keys.Order()];

    public static TheoryData<string> Methods => [.. Project.Value.Methods.Values.Where(m => m.ReturnType == typeof(double)).Select(m => m.Name).Order()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Gradients_AgreeWithDifferences(string method)
    {
        Random random = new(7);
        ShapeMethod shape = new(Project.Value.Methods[method]);
        for (int i = 0; i < 4; i++)
        {
            Assert.Empty(new[] { "Gradient", "ValueAndGradient" }.Except(shape.Check(random)));
        }
    }

    [Theory]
    [MemberData(nameof(ReferredMethods))]
    public void WhereAVariableIsEachElement_GradientsAgreeWithDifferences(string method)
    {
        Random random = new(5);
        ShapeMethod shape = new(ReferredProject.Value.Methods[method]);
        for (int i = 0; i < 4; i++)
        {
            Assert.Empty(new[] { "Gradient", "ValueAndGradient" }.Except(shape.Check(random)));
        }
    }

    [Theory]
    [InlineData("Step")]
    [InlineData("Spread")]
    public void PullbacksAndPushforwards_AgreeWithDifferences(string method)
    {
        Random random = new(3);
        object?[] arguments = [.. Method(method + "Of").GetParameters().Select(p => Numbers.Make(p.ParameterType, () => 0.5 + random.NextDouble()))];
        object?[] tangents = [.. arguments.Select(a => Numbers.With(a, _ => random.NextDouble() - 0.5))];
        object? value = Call(method + "Of", arguments);
        object? cotangent = Numbers.With(value, _ => random.NextDouble() - 0.5);
        double[] ahead = [.. Numbers.Of(Call(method + "Of", Moved(1e-3)))];
        double[] behind = [.. Numbers.Of(Call(method + "Of", Moved(-1e-3)))];
        double[] slopes = [.. ahead.Zip(behind, (a, b) => (a - b) / 2e-3)];
        object? pushed = Call(method + "JvpOf", [.. arguments, .. tangents]);
        double[] tangent = [.. Numbers.Of(method == "Step" ? ((ITuple)pushed!)[1] : pushed)];
        for (int i = 0; i < slopes.Length; i++)
        {
            // A mass is single, and its differences are coarse.
            Assert.Equal(slopes[i], tangent[i], 2e-4);
        }

        // The cotangent times the tangent of the result is the pulled back cotangent times the tangent.
        object? zero = Numbers.With(arguments[0], _ => 0);
        object? pulled = method == "Step" ? Call("StepVjpOf", [.. arguments, cotangent, 0.0]) : Call("SpreadVjpOf", [.. arguments, cotangent, zero, 0.0]);
        ITuple parts = (ITuple)pulled!;
        double[] inputs = method == "Step" ? [.. Numbers.Of(parts[1]), .. Numbers.Of(parts[2])] : [.. Numbers.Of(parts[0]), .. Numbers.Of(parts[1])];
        double expected = Numbers.Of(cotangent).Zip(tangent, (a, b) => a * b).Sum();
        Assert.Equal(expected, inputs.Zip(tangents.SelectMany(Numbers.Of), (a, b) => a * b).Sum(), 1e-6);
        if (method == "Step")
        {
            Assert.Equal(Numbers.Of(value), Numbers.Of(parts[0]));
            Assert.Equal(Numbers.Of(value), Numbers.Of(((ITuple)pushed!)[0]));
        }

        object?[] Moved(double step) => [.. arguments.Zip(tangents, (a, t) =>
        {
            var moved = Numbers.Of(t).GetEnumerator();
            return Numbers.With(a, n => moved.MoveNext() ? n + (step * moved.Current) : n);
        })];
    }

    [Theory]
    [InlineData("ShortDestination")]
    [InlineData("Overlapping")]
    public void WrongDestinations_AreRefused(string call)
    {
        object?[] arguments = [Numbers.Make(Method(call).GetParameters()[0].ParameterType, () => 1)];
        Assert.Equal("dV", Assert.Throws<ArgumentException>(() => Call(call, arguments)).ParamName);
    }

    [Fact]
    public void Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => Call("ShortDestination", [null]));

    [Fact]
    public void NothingIsAllocated()
    {
        object? stars = Numbers.Make(Method("Repeated").GetParameters()[0].ParameterType, new Random(5).NextDouble);
        object?[] arguments = [stars, ((Array)stars!).Clone()];
        long least = long.MaxValue;
        for (int i = 0; i < 8; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Call("Repeated", arguments);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // The call by reflection allocates by itself, a hundred calls of the form nothing.
        Assert.InRange(least, 0, 99);
    }

    private static MethodInfo Method(string name) => Project.Value.Methods["Energy"].DeclaringType!.GetMethod(name)!;

    private static object? Call(string name, object?[] arguments) => Method(name).Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
