using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <content>Memory that lies in the record of calls.</content>
internal sealed partial class CallLowering
{
    // Memory of the user's own: what lies outside of it is an error there, while a record reads as zero.
    private readonly HashSet<Value> _arrays = [];

    // The numbers of what a form is given.
    private readonly Dictionary<Value, Value> _entered = [];

    // The spans that a vector function is handed.
    private readonly Dictionary<Value, Value> _spans = [];

    // What is done where the function ends, after all else.
    private readonly List<Statement> _after = [];
    private Region? _body;
    private bool _isForm;

    // What a caller of ours gives is copied into the record where the form begins, and what it is to see back where it ends.
    private void Enter(Function function, IReadOnlyList<RecordEntry> entries, List<Statement> before)
    {
        _isForm = true;
        var used = function.Body.FreeValues();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            var parameter = function.Parameters[i];
            if (!parameter.Type.IsBuffer || !used.Contains(parameter))
            {
                continue;
            }

            var number = _fresh.Fresh(IrType.Int32, parameter.Name is null ? null : parameter.Name + "InRecord");
            string element = CSharpTypes.Name(parameter.Type.Element!);
            if (entries[i] == RecordEntry.Added)
            {
                before.Add(new Statement(EquatableArray.Of(number), new External($"{_record}.Allocate({{0}}.Length, 0)", EquatableArray.Of(parameter), Effect.Once)));
                _after.Add(new Statement(default, new External($"{_record}.AddTo({{0}}, {{1}})", EquatableArray.Of(number, parameter), Effect.Once)));
            }
            else
            {
                before.Add(new Statement(EquatableArray.Of(number), new External($"{_record}.{Entering(parameter)}<{element}>({{0}})", EquatableArray.Of(parameter), Effect.Once)));
            }

            if (entries[i] == RecordEntry.Written)
            {
                _after.Add(new Statement(default, new External($"{_record}.{Leaving(parameter)}<{element}>({{0}}, {{1}})", EquatableArray.Of(number, parameter), Effect.Once)));
            }

            _entered[parameter] = number;
        }
    }

    // Nothing of what the function makes is known when it has ended: neither a reverse half nor a pushforward leaves anything.
    private void Release(Function function, List<Statement> before)
    {
        if (!function.Body.AllStatements().Any(s => s.Operation is Alloc or Slice))
        {
            return;
        }

        var mark = _fresh.Fresh(IrType.Int64, "mark");
        before.Add(new Statement(EquatableArray.Of(mark), new External($"{_record}.Mark()", default, Effect.Once)));
        _after.Add(new Statement(default, new External($"{_record}.Release({{0}})", EquatableArray.Of(mark), Effect.Once)));
    }

    // Where a form ends: a buffer that is returned becomes an array.
    private void End(EquatableArray<Value> returned, List<Statement> statements, Dictionary<Value, Value> arrays)
    {
        foreach (var buffer in returned.Where(v => _isForm && v.Type.IsBuffer && v.Type != IrType.Frame).Distinct())
        {
            string element = CSharpTypes.Name(buffer.Type.Element!);
            arrays[buffer] = _fresh.Fresh(IrType.Opaque(element + "[]"), buffer.Name);
            statements.Add(new Statement(EquatableArray.Of(arrays[buffer]), new External($"{_record}.{(buffer.Type.Element!.IsGeneric ? "ToNumbers" : "ToArray")}<{element}>({{0}})", EquatableArray.Of(Map(buffer)), Effect.Once)));
        }

        statements.AddRange(_after);
    }

    // A vector function works on the slots themselves, which stay where they are while it runs.
    private List<Statement> Spans(Statement statement)
    {
        _spans.Clear();
        if (statement.Operation is not Vector || !_inRecord)
        {
            return [];
        }

        var made = new List<Statement>();
        foreach (var buffer in statement.Operation.Operands.Where(o => o.Type.IsBuffer).Distinct())
        {
            if (buffer.Type.Element != IrType.Float64)
            {
                throw new NotSupportedException("Vector functions in single precision have no memory to work on in a method that is called by name.");
            }

            var span = _fresh.Fresh(buffer.Type, buffer.Name);
            made.Add(new Statement(EquatableArray.Of(span), new External($"{_record}.Reals({{0}})", EquatableArray.Of(Map(buffer)), Effect.Once)));
            _spans[buffer] = span;
        }

        return made;
    }

    // What an operation is where its memory lies in the record; null where it stays what it is.
    private Operation? InRecord(Statement statement, EquatableArray<Value> results)
    {
        switch (statement.Operation)
        {
            case NoBuffer when results[0].Type == IrType.Int32:
                return new Constant(Literal.Of(IrType.Int32, 0L));
            case Alloc alloc when !_inRecord:
                return alloc with { Element = Map(alloc.Element), Length = alloc.Length is null ? null : Map(alloc.Length) };
            case Alloc alloc when _outFrames.ContainsKey(statement.Result):
                var (reals, integers) = _frameSizes.TryGetValue(statement.Result, out var size) ? size : (0, 0);
                return new External($"{{0}} = {_record}.Allocate({Text(reals)}, {Text(integers)})", EquatableArray.Of(results[0]), Effect.Once);
            case Alloc { IsArray: true } array:
                return Once($"{_record}.{(array.Element.IsReal ? "AllocateReals" : "AllocateIntegers")}({{0}})", array.Length!);
            case Alloc alloc:
                string length = alloc.Length is null ? "0" : "{0}";
                Value[] lengths = alloc.Length is null ? [] : [alloc.Length];
                return Once(alloc.Element.IsReal ? $"{_record}.Allocate({length}, 0)" : $"{_record}.Allocate(0, {length})", lengths);
            case Store { Buffer.Type: var type } store when type == IrType.Frame:
                return Once($"{_record}.{Keep(store.Stored)}({{0}}, {Text(Place(_literals[store.Index]))}, {Kept(store.Stored, 1)})", store.Buffer, store.Stored);
            case Load { Buffer.Type: var type } load when type == IrType.Frame:
                return Once(Read(results[0].Type, $"{{0}}, {Text(Place(_literals[load.Index]))}"), load.Buffer);
            case Accumulate { Buffer.Type: var type } sum when type == IrType.Frame:
                return Once($"{_record}.Add({{0}}, {Text(Place(_literals[sum.Index]))}, {Kept(sum.Added, 1)})", sum.Buffer, sum.Added);
            case var operation when !_inRecord:
                return null;
            case Store store:
                return Once($"{_record}.{Keep(store.Stored)}({{0}}, {Index(store.Buffer)}, {Kept(store.Stored, 2)})", store.Buffer, store.Index, store.Stored);
            case Load load:
                return Once(Read(results[0].Type, "{0}, " + Index(load.Buffer)), load.Buffer, load.Index);
            case Accumulate sum:
                return Once($"{_record}.Add({{0}}, {Index(sum.Buffer)}, {Kept(sum.Added, 2)})", sum.Buffer, sum.Index, sum.Added);
            case Length measured:
                return Once($"{_record}.{(measured.Buffer.Type.Element!.IsReal ? "RealCount" : "IntegerCount")}({{0}})", measured.Buffer);
            case Slice slice:
                return Once($"{_record}.{(slice.Buffer.Type.Element!.IsReal ? "SliceReals" : "SliceIntegers")}({{0}}, {{1}}, {{2}})", slice.Buffer, slice.Start, slice.Length);
            case Vector vector:
                return vector.With(vector.Operands.Select(o => _spans.TryGetValue(o, out var span) ? span : Map(o)).ToEquatableArray(), default);
            case External external when external.Arguments.Any(a => a.Type.IsBuffer):
                return OfBuffers(external);
            default:
                return null;
        }
    }

    private External Once(string text, params Value[] arguments) => new(text, arguments.Select(Map).ToEquatableArray(), Effect.Once);

    // C# that is handed a buffer of the caller's is handed that; any other buffer is handed to it as a span, while it knows nothing of the record.
    private External OfBuffers(External external)
    {
        if (external.Arguments.All(a => !a.Type.IsBuffer || _entered.ContainsKey(a)))
        {
            return external with { Arguments = external.Arguments.Select(a => a.Type.IsBuffer ? a : Map(a)).ToEquatableArray() };
        }

        if (external.Text is "((object){0} == null)" or "global::SymDiff.Buffers.IsNone({0})")
        {
            return external with { Text = "({0} == 0)", Arguments = external.Arguments.Select(Map).ToEquatableArray() };
        }

        string text = external.Text;
        for (int i = 0; i < external.Arguments.Count; i++)
        {
            if (external.Arguments[i].Type is { IsBuffer: true, Element: var element })
            {
                text = element == IrType.Float64 ? text.Replace(Hole(i), $"{_record}.Reals({Hole(i)})")
                    : throw new NotSupportedException($"'{external.Text}' has no buffer to be handed in a method that is called by name.");
            }
        }

        return external with { Text = text, Arguments = external.Arguments.Select(Map).ToEquatableArray() };
    }

    private void FindArrays(Function function)
    {
        var aliasing = Aliasing.Of(function);
        var arrays = new HashSet<Value>(function.Body.AllStatements().Where(s => s.Operation is Alloc { IsArray: true }).Select(s => s.Result).Concat(function.Parameters));
        var buffers = function.Body.AllStatements().SelectMany(s => s.Results).Concat(function.Body.Nested().SelectMany(r => r.Parameters)).Concat(function.Parameters)
            .Where(v => v.Type.IsBuffer && v.Type != IrType.Frame);
        _arrays.UnionWith(buffers.Where(b => aliasing.Roots(b) is { Count: > 0 } roots && roots.All(arrays.Contains)));
    }

    // The number of an element, which must be one where the memory is the user's.
    private string Index(Value buffer) => !_arrays.Contains(buffer) ? "{1}"
        : $"{_record}.{(buffer.Type.Element!.IsReal ? "RealIndex" : "IntegerIndex")}({{0}}, {{1}})";

    private static string Keep(Value stored) => stored.Type.Kind == TypeKind.Opaque ? "KeepObject" : "Keep";

    private static string Entering(Value buffer) => buffer.Type.Element!.IsGeneric ? "EnterNumbers" : "Enter";

    private static string Leaving(Value buffer) => buffer.Type.Element!.IsGeneric ? "LeaveNumbers" : "Leave";

    // A 64-bit number without a sign has no conversion that keeps its bits but a cast; the slots of reals are of double.
    private static string Kept(Value stored, int hole) => stored.Type.IsGeneric ? $"double.CreateChecked({Hole(hole)})" : stored.Type == IrType.UInt64 ? $"unchecked((long){Hole(hole)})" : Hole(hole);

    private string Read(IrType type, string place) => type.IsGeneric ? $"{type.Name}.CreateChecked({_record}.Double({place}))" : type.Name switch
    {
        "f64" => $"{_record}.Double({place})",
        "f32" => $"{_record}.Single({place})",
        "bool" => $"{_record}.Boolean({place})",
        "i32" => $"{_record}.Int32({place})",
        "i64" => $"{_record}.Int64({place})",
        _ when type.Kind == TypeKind.Integer => $"unchecked(({CSharpTypes.Name(type)}){_record}.Int64({place}))",
        _ when type.Kind == TypeKind.Opaque => $"{_record}.Object<{type.Name}>({place})",
        _ => throw new NotSupportedException($"A call's record holds no {type}."),
    };
}
