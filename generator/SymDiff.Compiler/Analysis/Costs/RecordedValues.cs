using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Analysis.Costs;

/// <summary>Finds what a derivative keeps in the turns of loops, from the stores into its records.</summary>
public static class RecordedValues
{
    /// <summary>What a function keeps in loops that nothing says an end of.</summary>
    /// <param name="function">A derivative.</param>
    public static IEnumerable<RecordedValue> Endless(Function function) =>
        new EndlessLoops(function).IsAny ? Of(function).Where(r => r.Endless is not null) : [];

    /// <summary>What a function keeps, in the order in which it is computed.</summary>
    /// <param name="function">A derivative.</param>
    public static IEnumerable<RecordedValue> Of(Function function)
    {
        var aliasing = Aliasing.Of(function);
        var endlessLoops = new EndlessLoops(function);
        var definitions = new Dictionary<Value, Operation>();
        var carried = new HashSet<Value>();
        var records = new HashSet<Value>();
        foreach (var statement in function.Body.AllStatements())
        {
            foreach (var result in statement.Results)
            {
                definitions[result] = statement.Operation;
            }

            if (statement.Operation is Loop loop)
            {
                carried.UnionWith(loop.Body.Parameters);
            }

            if (statement.Operation is Alloc { IsRecord: true })
            {
                records.Add(statement.Result);
            }
        }

        return Within(function.Body, null, null).Select(s => Describe(s.Store, s.Loop, s.Endless));

        IEnumerable<(Store Store, string Loop, string? Endless)> Within(Region region, string? label, string? endless) => region.Statements.SelectMany(s => s.Operation switch
        {
            Store store => label is not null && aliasing.Roots(store.Buffer) is { Count: > 0 } roots && roots.All(records.Contains) ? [(store, label, endless)] : [],
            Loop loop => Within(loop.Body, loop.Label, endless ?? (endlessLoops.Contains(loop) ? loop.Label : null)),
            var other => other.Regions.SelectMany(r => Within(r, label, endless)),
        });

        RecordedValue Describe(Store store, string loop, string? endless)
        {
            var operation = definitions.TryGetValue(store.Stored, out var found) && !carried.Contains(store.Stored) ? found : null;
            var type = store.Stored.Type;
            var reason = store.Stored is { Name: null, Type.Kind: TypeKind.Integer } && operation is not Apply ? RecordReason.Place : operation switch
            {
                null => RecordReason.Carried,
                Load => RecordReason.Overwritten,
                External { HasEffect: true } => RecordReason.Once,
                Apply apply when PrimitiveTable.Get(apply.Primitive).Cost != Cost.Cheap => RecordReason.Function,
                External => RecordReason.Function,
                Apply => RecordReason.Long,
                _ => RecordReason.Composed,
            };
            return new RecordedValue(store.Stored.Name, Size(type), loop, reason, reason == RecordReason.Function ? (operation as Apply)?.Primitive : null, endless);
        }
    }

    // A type parameter stands for a number of at most eight bytes, as far as is known.
    private static int Size(IrType type) => type.Name switch
    {
        "f32" or "i32" or "u32" => 4,
        "i16" or "u16" or "char" => 2,
        "i8" or "u8" or "bool" => 1,
        _ => 8,
    };
}
