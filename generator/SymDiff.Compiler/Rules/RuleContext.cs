using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Rules;

/// <summary>What a rule writes its partials with: the arguments, the result, and the arithmetic of the primitive's own type.</summary>
/// <param name="Builder">Where the partial is appended.</param>
/// <param name="Type">The type the arithmetic is done in.</param>
/// <param name="GetArgument">Gives an argument, recalling it when it is asked for and not before.</param>
/// <param name="GetResult">Gives the result, likewise.</param>
public sealed record RuleContext(RegionBuilder Builder, IrType Type, Func<int, Value> GetArgument, Func<Value> GetResult)
{
    /// <summary>Whether an argument is known to be 1.</summary>
    public Func<int, bool> IsOne { get; init; } = _ => false;

    /// <summary>The first argument.</summary>
    public Value X => GetArgument(0);

    /// <summary>The second argument.</summary>
    public Value Y => GetArgument(1);

    /// <summary>The third argument.</summary>
    public Value Z => GetArgument(2);

    /// <summary>The primitive's result.</summary>
    public Value R => GetResult();

    /// <summary>A literal.</summary>
    public Value Number(double value) => Builder.Constant(Type, value);

    /// <summary>π, by the name that C# has for it.</summary>
    public Value Pi => Builder.Constant(Literal.Of(Type, Math.PI) with { Symbol = Type.IsGeneric ? Type.Name + ".Pi" : Type == IrType.Float32 ? "global::System.MathF.PI" : "global::System.Math.PI" });

    /// <summary>An integer argument as a number of the primitive's type.</summary>
    public Value Real(Value integer) => Call("Convert", integer);

    /// <summary>A primitive applied.</summary>
    public Value Call(string primitive, params Value[] arguments) => Builder.Apply(Type, primitive, arguments);

    /// <summary>A comparison.</summary>
    public Value Test(string primitive, Value left, Value right) => Builder.Apply(IrType.Bool, primitive, left, right);

    /// <summary><c>a + b</c></summary>
    public Value Add(Value a, Value b) => Call("Add", a, b);

    /// <summary><c>a − b</c></summary>
    public Value Subtract(Value a, Value b) => Call("Subtract", a, b);

    /// <summary><c>a · b</c></summary>
    public Value Multiply(Value a, Value b) => Call("Multiply", a, b);

    /// <summary><c>a / b</c></summary>
    public Value Divide(Value a, Value b) => Call("Divide", a, b);

    /// <summary><c>a / b</c> in a partial that can be infinite: it stays strong where it is differentiated again.</summary>
    public Value StrongDivide(Value a, Value b) => Call(PrimitiveTable.StrongDivide, a, b);

    /// <summary><c>−a</c></summary>
    public Value Negate(Value a) => Call("Negate", a);

    /// <summary><c>condition ? then : otherwise</c>, only the arm taken being evaluated.</summary>
    public Value Select(Value condition, Func<RuleContext, Value> then, Func<RuleContext, Value> otherwise)
    {
        var result = Builder.Values.Fresh(Type);
        Builder.If(condition, [result], Arm(then), Arm(otherwise));
        return result;

        Region Arm(Func<RuleContext, Value> build)
        {
            var nested = Builder.Nested();
            return nested.Yield(build(this with { Builder = nested }));
        }
    }
}
