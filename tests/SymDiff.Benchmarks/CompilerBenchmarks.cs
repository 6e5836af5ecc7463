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

    /// <summary>The number of factors, or of functions composed.</summary>
    [Params(10, 100, 1_000, 10_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Build()
    {
        _product = Chain((body, value, other) => body.Apply(IrType.Float64, "Multiply", value, other));
        _composition = Chain((body, value, _) => body.Apply(IrType.Float64, "Sin", value));
    }

    [Benchmark]
    public Function Product() => Differentiate.Form(_product, EquatableArray.Of(true, true), DerivativeKind.Gradient);

    [Benchmark]
    public Function Composition() => Differentiate.Form(_composition, EquatableArray.Of(true, true), DerivativeKind.Gradient);

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
