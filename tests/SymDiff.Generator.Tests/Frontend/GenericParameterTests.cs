using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Parameters whose type is a type parameter: refused where a real number, or what gives access to some, meets the constraints.</summary>
public sealed class GenericParameterTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Numerics;
        using SymDiff;
        public interface IFn { double Eval(double x); }
        public interface IModel { double W { get; } }
        public class Model { public double W; }
        public class Tag { public int N; }
        public interface ISelf<T> where T : ISelf<T> { int K(T t); }

        """;

    [Theory]
    [InlineData("F<T>(double y, T [|x|], ReadOnlySpan<T> [|z|]) where T : INumber<T>, ISignedNumber<T>")]
    [InlineData("F<T>(double y, T [|x|]) where T : INumber<T>, ISpanParsable<T>, IUtf8SpanFormattable, IConvertible")]
    [InlineData("F<T>(double y, T[] [|x|]) where T : struct, IEquatable<T>, IComparable<T>, IFormattable")]
    [InlineData("F<T>(double y, T? [|x|]) where T : struct, IFormattable")]
    [InlineData("F<T>(double y, T [|x|]) where T : IBinaryNumber<T>")]
    [InlineData("F<T>(double y, T [|x|]) where T : unmanaged")]
    [InlineData("F<T>(double y, T [|x|]) where T : IComparable<double>")]
    [InlineData("F<T>(double y, T [|x|]) where T : IComparable<Half>")]
    [InlineData("F<T, U>(double y, T [|x|]) where T : U where U : class")]
    [InlineData("F<T, U>(double y, T [|x|]) where T : IMultiplyOperators<T, U, T> where U : struct")]
    [InlineData("F<T, U>(double y, T [|x|]) where T : IAdditionOperators<T, U, U> where U : IFloatingPoint<U>, ISpanFormattable")]
    [InlineData("F<T>(double y, List<T> [|x|], Func<T> [|f|]) where T : ISpanFormattable")]
    [InlineData("F<T>(double y, T [|x|]) where T : IModel")]
    [InlineData("F<T>(double y, T [|x|]) where T : Model")]
    [InlineData("F<T, U>(double y, T [|x|]) where T : U where U : Model")]
    [InlineData("F<T>(double y, T [|x|]) where T : IEnumerable<double>")]
    [InlineData("F<T, U>(double y, T [|x|]) where T : IReadOnlyList<U>")]
    public void MayBeReal(string method) => Marked.Source("SD0013", Types + $"public static partial class C {{ [Differentiable] public static double {method} => y; }}");

    [Fact]
    public void MayBeReal_ByTheContainingType() => Marked.Source(
        "SD0013", Types + "public static partial class C<T> where T : INumber<T>, IParsable<T> { [Differentiable] public static double F(double y, T [|x|]) => y; }");

    [Theory]
    [InlineData("F<T>(double y, T n, ReadOnlySpan<T> z) where T : IBinaryInteger<T>")]
    [InlineData("F<T>(double y, T n) where T : struct, IFn")]
    [InlineData("F<T>(double y, T n) where T : struct, ISelf<T>")]
    [InlineData("F<T>(double y, T n) where T : struct, IComparable<int>")]
    [InlineData("F<T, D, S>(double y, T n, D d, S s) where T : struct, Enum where D : Delegate where S : class")]
    [InlineData("F<T, U>(double y, T n, U u) where T : U where U : Tag")]
    [InlineData("F<T, U>(double y, T n, U u) where T : IMultiplyOperators<T, U, T> where U : Tag")]
    [InlineData("F<T>(double y, [NoGradient] T x, [NoGradient] T[] z) where T : IFloatingPointIeee754<T>, ISpanFormattable")]
    [InlineData("F<T>(double y, [NoGradient] T x) where T : Model")]
    [InlineData("F<T>(double y, [NoGradient] T x, [NoGradient] T[] z) where T : INumber<T>, ISpanFormattable")]
    public void IsConstant(string method) => Driver.Run(Types + $"public static partial class C {{ [Differentiable] public static double {method} => y; }}").ShouldHaveNoErrors();
}
