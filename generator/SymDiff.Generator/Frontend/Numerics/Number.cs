using SymDiff.Compiler;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>A real number of a definition: its operators append primitives to the method that is read.</summary>
/// <param name="context">The reading.</param>
/// <param name="value">The number.</param>
internal readonly struct Number(LoweringContext context, Value value)
{
    /// <summary>The value in the intermediate form.</summary>
    public Value Value { get; } = value;

    private LoweringContext Context { get; } = context;

    public static Number operator +(Number a, Number b) => a.Call("Add", b);

    public static Number operator +(double a, Number b) => b.Literal(a) + b;

    public static Number operator +(Number a, double b) => a + a.Literal(b);

    public static Number operator -(Number a, Number b) => a.Call("Subtract", b);

    public static Number operator -(double a, Number b) => b.Literal(a) - b;

    public static Number operator -(Number a, double b) => a - a.Literal(b);

    public static Number operator *(Number a, Number b) => a.Call("Multiply", b);

    public static Number operator *(double a, Number b) => b.Literal(a) * b;

    public static Number operator *(Number a, double b) => a * a.Literal(b);

    public static Number operator /(Number a, Number b) => a.Call("Divide", b);

    public static Number operator /(double a, Number b) => b.Literal(a) / b;

    public static Number operator /(Number a, double b) => a / a.Literal(b);

    public static Number operator -(Number a) => a.Call("Negate");

    /// <summary>A literal of the same type.</summary>
    public Number Literal(double number) => new(Context, Context.Builder.Constant(Value.Type, number));

    /// <summary>A primitive of the same type, applied to this and further numbers.</summary>
    public Number Call(string primitive, params Number[] more) => new(Context, Context.Apply(Value.Type, primitive, new[] { Value }.Concat(more.Select(m => m.Value)).ToEquatableArray()));

    /// <summary>A comparison.</summary>
    public Value Test(string primitive, Number other) => Context.Apply(IrType.Bool, primitive, EquatableArray.Of(Value, other.Value));

    /// <summary>Whether two conditions hold.</summary>
    public Value Both(Value a, Value b) => Context.Apply(IrType.Bool, "And", EquatableArray.Of(a, b));

    /// <summary>The value, once the number's own is known to be taken from elsewhere: it is that of the library, the derivative that of this definition.</summary>
    /// <param name="library">What the library computes.</param>
    /// <param name="name">The variable that the value is for, if any.</param>
    public Value Behind(Value library, string? name) => Context.Apply(Value.Type, Compiler.Rules.PrimitiveTable.Instead, EquatableArray.Of(library, Value), name);

    /// <summary>The number as the library computes it, with the derivative of this definition.</summary>
    /// <param name="text">C# with holes for the arguments.</param>
    /// <param name="arguments">The arguments.</param>
    public Number As(string text, params Number[] arguments) =>
        new(Context, Behind(Context.Builder.Add(new External(text, arguments.Select(a => a.Value).ToEquatableArray(), Effect.None), Value.Type), null));

    /// <summary>Whether the platform has a function of <c>double</c>.</summary>
    public bool PlatformHas(string function) => !Context.Sources.Compilation.GetSpecialType(Microsoft.CodeAnalysis.SpecialType.System_Double).GetMembers(function).IsEmpty;

    /// <summary>A choice between two lists of numbers.</summary>
    public Number[] Choose(Value condition, Func<Number[]> then, Func<Number[]> otherwise)
    {
        var context = Context;
        return [.. context.Choose(condition, () => [.. then().Select(n => n.Value)], () => [.. otherwise().Select(n => n.Value)]).Select(v => new Number(context, v))];
    }
}
