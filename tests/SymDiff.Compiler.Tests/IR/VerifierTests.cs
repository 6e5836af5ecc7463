using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.IR;

/// <summary>Each way to be malformed is refused, with words that say which.</summary>
public sealed class VerifierTests
{
#if DEBUG
    /// <summary>In tests all that passes make is verified, as the projects of the tests ask for.</summary>
    [Fact]
    public void WhatPassesMake_IsVerified() => Assert.True(SymDiff.Compiler.Transforms.Differentiate.Verify);

#endif
    private static readonly Value X = new(0, IrType.Float64, "x");
    private static readonly Value N = new(1, IrType.Int32, "n");
    private static readonly Value Y = new(2, IrType.Float64);
    private static readonly Value Z = new(3, IrType.Float64);
    private static readonly Value C = new(4, IrType.Bool);
    private static readonly Value P = new(5, IrType.Buffer(IrType.Float64), "p");

    private static Statement S(Operation operation, params Value[] results) => new(new(results), operation);

    private static Region R(Value[] parameters, Statement[] statements, string? label = null, params Value[] values) =>
        new(new(parameters), new(statements), new Terminator(label, new(values)));

    private static Apply Apply(string primitive, params Value[] arguments) => new(primitive, new(arguments));

    private static readonly Statement Condition = S(Apply("Less", X, X), C);
    private static readonly Region Empty = R([], []);

    public static TheoryData<string, Statement[], Value[]> Malformed() => new()
    {
        { "not in scope in the statement", [S(Apply("Sin", Z), Y)], [Y] },
        { "which is not in scope", [], [Y] },
        { "not in scope", [Condition, S(new If(C, R([], [S(Apply("Sin", X), Z)]), Empty))], [Z] },
        { "defined twice", [S(Apply("Sin", X), Y), S(Apply("Cos", X), Y)], [Y] },
        { "defined twice", [S(Apply("Sin", X), X)], [X] },
        { "takes 1 arguments", [S(Apply("Sin", X, X), Y)], [Y] },
        { "differ in type", [S(Apply("Add", X, N), Y)], [Y] },
        { "is of its arguments' type", [S(Apply("Add", N, N), Y)], [Y] },
        { "is a truth value", [S(Apply("Less", X, X), Y)], [Y] },
        { "a condition is a truth value", [S(new If(N, Empty, Empty))], [X] },
        { "regions of an if have no parameters", [Condition, S(new If(C, R([Z], []), Empty))], [X] },
        { "the then region hands over (), expected (f64)", [Condition, S(new If(C, Empty, R([], [], null, X)), Y)], [Y] },
        { "the function's body hands over (i32), expected (f64)", [], [N] },
        { "leaves for 'away', which is not around it", [S(new Block("b", R([], [], "away")))], [X] },
        { "block b hands over (f64), expected ()", [S(new Block("b", R([], [], "b", X)))], [X] },
        { "label b is used inside itself", [S(new Block("b", R([], [S(new Block("b", Empty))])))], [X] },
        { "a loop's count is an i32", [S(new Loop("l", X, false, default, R([new(9, IrType.Int32)], [])))], [X] },
        { "a reversed loop has a count", [S(new Loop("l", null, true, default, R([new(9, IrType.Int32)], [])))], [X] },
        { "the iteration and the carried values", [S(new Loop("l", N, false, default, Empty))], [X] },
        { "a loop's results are its carried values", [S(new Loop("l", N, false, new([X]), R([new(9, IrType.Int32), new(10, IrType.Float64)], [], null, X)))], [X] },
        { "a load gives the element type", [S(new Load(P, N), new Value(9, IrType.Int32))], [X] },
        { "a load gives the element type", [S(new Load(X, N), Y)], [X] },
        { "a store takes the element type", [S(new Store(P, N, N))], [X] },
        { "only reals accumulate", [S(new Accumulate(P, N, N))], [X] },
        { "'Alloc' gives (buffer<f64>)", [S(new Alloc(IrType.Float64, N), Y)], [X] },
        { "'Slice' gives", [S(new Slice(P, N, N), Y)], [X] },
        { "'Length' gives (i32)", [S(new Length(P), Y)], [X] },
        { "'Constant' gives (i32)", [S(new Constant(Literal.Of(IrType.Int32, 1L)), Y)], [X] },
        { "only holds between Adjoint and Storage", [S(new Recall(X, default), Y)], [Y] },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void IsRefused(string says, Statement[] statements, Value[] returned)
    {
        var function = new Function("f", new([X, N, P]), new([IrType.Float64]), R([], statements, null, returned));
        var error = Assert.Throws<InvalidOperationException>(() => Verifier.Check(function));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecallsAreAcceptedInTheirWindowAfterWhatTheyRecall()
    {
        var inner = S(new Block("b", R([], [S(Apply("Sin", X), Z)])));
        Function Recalling(params Statement[] statements) => new("f", new([X]), new([IrType.Float64]), R([], statements, null, Y));

        Verifier.Check(Recalling(inner, S(new Recall(Z, default), Y)), allowRecalls: true);
        var error = Assert.Throws<InvalidOperationException>(() => Verifier.Check(Recalling(S(new Recall(Z, default), Y), inner), allowRecalls: true));
        Assert.Contains("before the forward sweep defines it", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Verifier.Check(Recalling(inner, S(new Recall(Z, default), new Value(2, IrType.Int32))), allowRecalls: true));
    }
}
