using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>What an iteration of a loop over elements does, one after the other.</summary>
/// <param name="Value">The element that it gives; null if it gives none.</param>
internal abstract record VectorItem(Value? Value)
{
    /// <summary>The elements and numbers that it takes.</summary>
    public virtual IEnumerable<Value> Takes => [];

    /// <summary>The memory that it writes.</summary>
    public virtual Value? Writes => null;

    /// <summary>The memory that it reads there and then.</summary>
    public virtual Value? Reads => null;
}

/// <summary>Reads an element.</summary>
internal sealed record ReadItem(Value Element, Value Buffer) : VectorItem(Element)
{
    /// <inheritdoc/>
    public override Value? Reads => Buffer;
}

/// <summary>Computes an element of elements and numbers.</summary>
internal sealed record ComputeItem(Value Element, Apply Operation) : VectorItem(Element)
{
    /// <inheritdoc/>
    public override IEnumerable<Value> Takes => Operation.Arguments;
}

/// <summary>Writes an element, or adds to it.</summary>
internal sealed record WriteItem(Value Buffer, Value Stored, bool Adds) : VectorItem((Value?)null)
{
    /// <inheritdoc/>
    public override IEnumerable<Value> Takes => [Stored];

    /// <inheritdoc/>
    public override Value? Writes => Buffer;

    /// <inheritdoc/>
    public override Value? Reads => Adds ? Buffer : null;
}

/// <summary>Adds an element to a sum, or takes it away.</summary>
internal sealed record SumItem(int Sum, Value Term, bool IsNegative) : VectorItem((Value?)null)
{
    /// <inheritdoc/>
    public override IEnumerable<Value> Takes => [Term];
}

/// <summary>The body of a loop over elements.</summary>
/// <param name="Invariant">What is the same for all elements.</param>
/// <param name="Items">What is done for each.</param>
/// <param name="Elements">The values that differ from element to element.</param>
internal sealed record VectorBody(IReadOnlyList<Statement> Invariant, IReadOnlyList<VectorItem> Items, HashSet<Value> Elements)
{
    // What the platform has for two spans and for a span and a number either way; for the others the number comes second, and for sums and products it may.
    private static readonly HashSet<string> Symmetric = new(StringComparer.Ordinal) { "Add", "Multiply" };
    private static readonly HashSet<string> Mixed = new(StringComparer.Ordinal) { "Add", "Multiply", "Subtract", "Divide", "StrongDivide", "Pow" };

    private static readonly HashSet<string> Unary = new(StringComparer.Ordinal)
    {
        "Negate", "Abs", "Sqrt", "Cbrt", "Exp", "Exp2", "Exp10", "Log", "Log2", "Log10", "Sin", "Cos", "SinPi", "CosPi", "Sinh", "Cosh", "Tanh", "LogP1",
    };

    /// <summary>What the elements are.</summary>
    public IrType Element => Items.SelectMany(i => i.Takes).First().Type;

    /// <summary>The name of the platform's function for elements; null if there is none.</summary>
    public static string? Function(string primitive) => primitive == "StrongDivide" ? "Divide" : Unary.Contains(primitive) || Mixed.Contains(primitive) ? primitive : null;

    /// <summary>Whether the arguments may change places.</summary>
    public static bool IsSymmetric(string function) => Symmetric.Contains(function);

    /// <summary>The body of a loop; null if it does anything that vector functions cannot.</summary>
    public static VectorBody? Of(Loop loop)
    {
        var inside = new HashSet<Value>(loop.Body.Parameters.Concat(loop.Body.Statements.SelectMany(s => s.Results)));
        var elements = new HashSet<Value>();
        var invariant = new List<Statement>();
        var items = new List<VectorItem>();
        var sums = new Dictionary<Value, int>();
        for (int i = 1; i < loop.Body.Parameters.Count; i++)
        {
            sums[loop.Body.Parameters[i]] = i - 1;
        }

        foreach (var statement in loop.Body.Statements)
        {
            switch (statement.Operation)
            {
                case Load load when load.Index == loop.Iteration && IsMemory(load.Buffer):
                    elements.Add(statement.Result);
                    items.Add(new ReadItem(statement.Result, load.Buffer));
                    break;
                case Store store when store.Index == loop.Iteration && IsMemory(store.Buffer):
                    items.Add(new WriteItem(store.Buffer, store.Stored, Adds: false));
                    break;
                case Accumulate sum when sum.Index == loop.Iteration && IsMemory(sum.Buffer):
                    items.Add(new WriteItem(sum.Buffer, sum.Added, Adds: true));
                    break;
                case Apply { Primitive: "Add" or "Subtract" } apply when apply.Arguments.FirstOrDefault(sums.ContainsKey) is { } carried:
                    var term = apply.Arguments[0] == carried ? apply.Arguments[1] : apply.Arguments[0];
                    if (sums.ContainsKey(term) || (apply.Primitive == "Subtract" && apply.Arguments[0] != carried))
                    {
                        return null;
                    }

                    items.Add(new SumItem(sums[carried], term, apply.Primitive == "Subtract"));
                    sums[statement.Result] = sums[carried];
                    sums.Remove(carried);
                    break;
                case Apply apply when apply.Arguments.Any(elements.Contains):
                    if (!statement.Result.IsReal || Function(apply.Primitive) is null || apply.Arguments.Any(a => sums.ContainsKey(a) || a.Type != statement.Result.Type))
                    {
                        return null;
                    }

                    elements.Add(statement.Result);
                    items.Add(new ComputeItem(statement.Result, apply));
                    break;
                case Constant or Length or Slice or Apply when statement.Operation.Operands.All(o => !inside.Contains(o) || invariant.Any(i => i.Results.Contains(o))):
                    invariant.Add(statement);
                    break;
                default:
                    return null;
            }
        }

        // A sum is handed on by its last addition, and seen by nothing else.
        bool isSound = loop.Body.End.IsYield && loop.Body.End.Values.Select((v, i) => sums.TryGetValue(v, out int sum) && sum == i).All(x => x)
            && !items.SelectMany(i => i.Takes).Any(v => sums.ContainsKey(v) || loop.Body.Parameters.Contains(v));
        var types = items.SelectMany(i => i.Takes.Append(i.Value)).OfType<Value>().Select(v => v.Type).Concat(loop.Initial.Select(v => v.Type)).Distinct().ToList();
        return isSound && types.Count == 1 && items.Any(i => i is WriteItem or SumItem)
            ? new VectorBody(invariant, items, elements)
            : null;

        bool IsMemory(Value buffer) => buffer.Type.Element!.IsReal && (!inside.Contains(buffer) || invariant.Any(i => i.Results.Contains(buffer)));
    }
}
