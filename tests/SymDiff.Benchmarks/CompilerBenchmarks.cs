using BenchmarkDotNet.Attributes;
using SymDiff.Compiler;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Benchmarks;

/// <summary>The compiler's time by the size of the method: it must grow linearly.</summary>
public class CompilerBenchmarks
{
    private Function _product = null!;
    private Function _composition = null!;
    private Function _polynomial = null!;
    private Function _conditionals = null!;

    /// <summary>The number of factors, functions composed, coefficients or conditionals.</summary>
    [Params(10, 100, 1_000, 10_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Build()
    {
        _product = Chain((body, value, other) => body.Apply(IrType.Float64, "Multiply", value, other));
        _composition = Chain((body, value, _) => body.Apply(IrType.Float64, "Sin", value));
        _polynomial = Chain((body, value, other) =>
            body.Apply(IrType.Float64, "Add", body.Apply(IrType.Float64, "Multiply", value, other), body.Constant(IrType.Float64, 1.5)));
        _conditionals = Chain(Conditional);
    }

    [Benchmark]
    public Function Product() => Differentiate.Form(_product, EquatableArray.Of(true, true), DerivativeKind.Gradient);

    [Benchmark]
    public Function Composition() => Differentiate.Form(_composition, EquatableArray.Of(true, true), DerivativeKind.Gradient);

    [Benchmark]
    public Function Polynomial() => Differentiate.Form(_polynomial, EquatableArray.Of(true, true), DerivativeKind.Gradient);

    [Benchmark]
    public Function Conditionals() => Differentiate.Form(_conditionals, EquatableArray.Of(true, true), DerivativeKind.Gradient);

    // value > 0.5 ? Sin(value) : value * other
    private static Value Conditional(RegionBuilder body, Value value, Value other)
    {
        var result = body.Values.Fresh(IrType.Float64);
        var then = body.Nested();
        var otherwise = body.Nested();
        body.If(
            body.Apply(IrType.Bool, "Greater", value, body.Constant(IrType.Float64, 0.5)),
            [result],
            then.Yield(then.Apply(IrType.Float64, "Sin", value)),
            otherwise.Yield(otherwise.Apply(IrType.Float64, "Multiply", value, other)));
        return result;
    }

    private Function Chain(Func<RegionBuilder, Value, Value, Value> step)
    {
        var builder = new FunctionBuilder("f");
        var value = builder.Parameter(IrType.Float64, "x");
        var other = builder.Parameter(IrType.Float64, "y");
        for (int i = 0; i < Size; i++)
        {
            value = step(builder.Body, value, other);
        }

        return builder.Return(value);
    }
}
