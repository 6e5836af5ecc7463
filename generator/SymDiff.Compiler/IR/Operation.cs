namespace SymDiff.Compiler.IR;

/// <summary>What a statement does. Every kind says which values it reads and which regions it holds, so that passes that only rename or count need one case.</summary>
public abstract record Operation
{
    /// <summary>The values read, not counting those read inside the regions.</summary>
    public virtual EquatableArray<Value> Operands => default;

    /// <summary>The regions held, in the order of the text form.</summary>
    public virtual EquatableArray<Region> Regions => default;

    /// <summary>What a buffer that results can be, buffers or what holds memory, for kinds that only one pass knows; null for anything.</summary>
    public virtual IEnumerable<Value>? Refers => null;

    /// <summary>Whether the buffer that results is memory that nothing else refers to.</summary>
    public virtual bool MakesMemory => false;

    /// <summary>The same operation on other operands and regions (as many, in the same order).</summary>
    public abstract Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions);
}

/// <summary>A literal.</summary>
/// <param name="Literal">Its value.</param>
public sealed record Constant(Literal Literal) : Operation
{
    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this;
}

/// <summary>A pure scalar operation: one row of the primitive table, applied.</summary>
/// <param name="Primitive">The row's name, from <see cref="Rules.PrimitiveTable"/>.</param>
/// <param name="Arguments">As many values as the row's arity.</param>
/// <param name="IsChecked">Integer arithmetic and conversions in a <c>checked</c> context: overflow throws.</param>
public sealed record Apply(string Primitive, EquatableArray<Value> Arguments, bool IsChecked = false) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => Arguments;

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this with { Arguments = operands };
}

/// <summary>A choice between two regions without parameters, which yield the results.</summary>
/// <param name="Condition">A truth value.</param>
/// <param name="Then">Run where the condition holds.</param>
/// <param name="Else">Run where it does not.</param>
public sealed record If(Value Condition, Region Then, Region Else) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Condition);

    /// <inheritdoc/>
    public override EquatableArray<Region> Regions => EquatableArray.Of(Then, Else);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new If(operands[0], regions[0], regions[1]);
}

/// <summary>A region run once. Leaving for <see cref="Label"/> from inside skips the rest and delivers the results, as yielding does.</summary>
/// <param name="Label">Unique in the function.</param>
/// <param name="Body">A region without parameters.</param>
public sealed record Block(string Label, Region Body) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Region> Regions => EquatableArray.Of(Body);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new Block(Label, regions[0]);
}

/// <summary>
/// A loop. The body's parameters are the number of the iteration (an <c>i32</c> from 0) and the carried values; yielding carries the
/// next ones; leaving for <see cref="Label"/> ends the loop. Either way the results are the carried values last handed over.
/// </summary>
/// <param name="Label">Unique in the function.</param>
/// <param name="Count">How many iterations there are at most; null where only an exit ends the loop.</param>
/// <param name="IsReversed">Numbers run from the count minus one down to 0.</param>
/// <param name="Initial">The carried values of the first iteration.</param>
/// <param name="Body">What is repeated.</param>
/// <param name="IsVector">
/// Made of a call of a vector function: iteration <c>i</c> touches element <c>i</c> of buffers that have as many elements as there are iterations, and that are the
/// same or do not overlap, but for those that are only added to. So it may be written as calls of vector functions, wherever it stands.
/// </param>
/// <param name="Snapshots">How many states the reverse sweep may go back to, instead of a record of every iteration; 0 for a record.</param>
public sealed record Loop(string Label, Value? Count, bool IsReversed, EquatableArray<Value> Initial, Region Body, bool IsVector = false, int Snapshots = 0) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => Count is null ? Initial : EquatableArray.Of([Count, .. Initial]);

    /// <inheritdoc/>
    public override EquatableArray<Region> Regions => EquatableArray.Of(Body);

    /// <summary>The number of the running iteration.</summary>
    public Value Iteration => Body.Parameters[0];

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => Count is null
        ? this with { Initial = operands, Body = regions[0] }
        : this with { Count = operands[0], Initial = operands.Skip(1).ToEquatableArray(), Body = regions[0] };
}

/// <summary>Reads an element. The result's type is the element type, or any type for a record's slot.</summary>
/// <param name="Buffer">The memory.</param>
/// <param name="Index">An <c>i32</c>.</param>
public sealed record Load(Value Buffer, Value Index) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Buffer, Index);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new Load(operands[0], operands[1]);
}

/// <summary>Writes an element.</summary>
/// <param name="Buffer">The memory.</param>
/// <param name="Index">An <c>i32</c>.</param>
/// <param name="Stored">The new content.</param>
/// <param name="IsRestore">The reverse sweep writing back what the forward sweep overwrote; it goes when nothing reads it.</param>
public sealed record Store(Value Buffer, Value Index, Value Stored, bool IsRestore = false) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Buffer, Index, Stored);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new Store(operands[0], operands[1], operands[2], IsRestore);
}

/// <summary>Adds to a real element: what the reverse of a load does to the shadow.</summary>
/// <param name="Buffer">The memory.</param>
/// <param name="Index">An <c>i32</c>.</param>
/// <param name="Added">What is added.</param>
public sealed record Accumulate(Value Buffer, Value Index, Value Added) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Buffer, Index, Added);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new Accumulate(operands[0], operands[1], operands[2]);
}

/// <summary>New memory, all zero. Run in a loop, every iteration makes another allocation.</summary>
/// <param name="Element">What it holds.</param>
/// <param name="Length">Its length; null for a record that grows as it is written and reads as zero beyond what was written.</param>
/// <param name="IsArray">It stands for an array of the user's: a negative length is an error and not the same as none.</param>
/// <param name="IsRecord">What the forward sweep keeps for the reverse one, a place an iteration.</param>
public sealed record Alloc(IrType Element, Value? Length, bool IsArray = false, bool IsRecord = false) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => Length is null ? default : EquatableArray.Of(Length);

    /// <inheritdoc/>
    public override bool MakesMemory => true;

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => Length is null ? this : this with { Length = operands[0] };
}

/// <summary>Part of a buffer: the same allocation, another offset and length.</summary>
/// <param name="Buffer">The whole.</param>
/// <param name="Start">Where the part begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="IsRow">A row that was found by the compiler: where it has no elements, it may begin anywhere.</param>
public sealed record Slice(Value Buffer, Value Start, Value Length, bool IsRow = false) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Buffer, Start, Length);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this with { Buffer = operands[0], Start = operands[1], Length = operands[2] };
}

/// <summary>The length of a buffer.</summary>
/// <param name="Buffer">The memory.</param>
public sealed record Length(Value Buffer) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Buffer);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new Length(operands[0]);
}

/// <summary>A buffer that refers to no memory: the shadow of what has none.</summary>
/// <param name="Element">What it would hold.</param>
public sealed record NoBuffer(IrType Element) : Operation
{
    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this;
}

/// <summary>A call to another function of the module, which is differentiated with it.</summary>
/// <param name="Callee">Its name in the module.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="OnlyRead">
/// One flag an argument: whether the callee leaves the memory that it is handed there as it is; then it changes no memory but what it is handed elsewhere. Default
/// where nothing is known of the callee.
/// </param>
/// <param name="Kept">
/// How many of the last arguments nothing of the value depends on: shadows that the callee does not look into, but keeps for its reverse half; what a pullback is
/// given for its reverse sweep.
/// </param>
public sealed record Call(string Callee, EquatableArray<Value> Arguments, EquatableArray<bool> OnlyRead = default, int Kept = 0) : Operation
{
    /// <summary>The buffers that the callee may write, as far as it is handed them.</summary>
    public IEnumerable<Value> Written => Arguments.Where((a, i) => a.Type.IsBuffer && !(OnlyRead.Count > 0 && OnlyRead[i]));

    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => Arguments;

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this with { Arguments = operands };
}

/// <summary>C# that is not looked into: a read of a field, a random source, a function of another library. Its results are constants to differentiation unless a rule says otherwise.</summary>
/// <param name="Text">
/// C# with <c>{0}</c>, <c>{1}</c> … where the arguments go, and <c>{{</c>, <c>}}</c> for braces of its own. Numbers beyond the arguments are results that are
/// variables which the C# is handed by reference; the other results are the value of the C#, several of them a tuple.
/// </param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Effect">What else it may do or depend on.</param>
/// <param name="Rule">How its one real result is differentiated; null for a constant.</param>
public sealed record External(string Text, EquatableArray<Value> Arguments, Effect Effect, ExternalRule? Rule = null) : Operation
{
    /// <summary>Not known to be pure: executed exactly once, in order, in every form, and recorded if the reverse sweep recalls it.</summary>
    public bool HasEffect => Effect != Effect.None;

    /// <summary>
    /// Whether it costs no more than arithmetic: an operator on integers that has no row in the table, the place of an element of a matrix, and what an array of arrays says of its rows.
    /// </summary>
    public bool IsCheap => !HasEffect && Rule is null && (IsAccess || (IsOperator && Arguments.All(a => a.Type.Kind == TypeKind.Integer)));

    /// <summary>
    /// Whether it is computed once where it is asked for several times: it has a rule, so it counts as a function of its arguments, and these are numbers. What it
    /// is told of by reference may have changed in between.
    /// </summary>
    public bool IsFunction => !HasEffect && Rule is not null && Arguments.All(a => a.Type.Kind is TypeKind.Real or TypeKind.Integer or TypeKind.Bool);

    private bool IsAccess => Text is "{0}.Length" or "{0}[{1}].Length" or "{0}[{1}]";

    private bool IsOperator => Text.StartsWith("unchecked(", StringComparison.Ordinal) || Text.StartsWith("({0} ", StringComparison.Ordinal)
        || Text.StartsWith("global::SymDiff.Buffers.Index(", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => Arguments;

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this with { Arguments = operands };

    /// <summary>C# that has no arguments, as it stands in <see cref="Text"/>.</summary>
    public static string Verbatim(string csharp) => csharp.Replace("{", "{{").Replace("}", "}}");
}

/// <summary>True; recalled where it was not reached, false. It tells the reverse sweep whether the statement before it was left early.</summary>
public sealed record Reached : Operation
{
    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this;
}

/// <summary>
/// A primal value as the forward sweep had it, used by the reverse sweep: the value of <see cref="Recalled"/> in the given iterations of the
/// forward loops around its definition, outermost first; zero (false, no buffer) if the definition was not reached there.
/// Only between <c>Adjoint</c>, which makes recalls freely, and <c>Storage</c>, which decides what becomes of each.
/// </summary>
/// <param name="Recalled">A value of the forward sweep.</param>
/// <param name="Iterations">One iteration number per forward loop around the definition.</param>
public sealed record Recall(Value Recalled, EquatableArray<Value> Iterations) : Operation
{
    /// <summary>The iterations; what is recalled is out of scope and no ordinary operand.</summary>
    public override EquatableArray<Value> Operands => Iterations;

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this with { Iterations = operands };
}
