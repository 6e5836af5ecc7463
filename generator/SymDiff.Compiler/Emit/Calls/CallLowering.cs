using System.Globalization;
using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Turns calls of derived functions, and in halves of calls all memory, into C#: <c>F__Forward(x, ref record, out int frame)</c>,
/// <c>record.Keep(frame, 0, x)</c>. A record of a call is a number there (see <c>SymDiff.CallRecord</c>), and so is any buffer inside a half.
/// </summary>
internal sealed class CallLowering
{
    private readonly Func<string, string> _csharp;
    private readonly bool _isHalf;
    private readonly string _record;
    private readonly Dictionary<Value, int> _literals = [];
    private readonly Dictionary<Value, (int Reals, int Integers)> _frameSizes = [];
    private readonly Dictionary<Value, Value> _outFrames = [];
    private readonly Dictionary<int, string?> _names = [];

    // Memory of the user's own: what lies outside of it is an error there, while a record reads as zero.
    private readonly HashSet<Value> _arrays = [];

    private CallLowering(Function function, Func<string, string> csharp, bool isHalf, string record)
    {
        _csharp = csharp;
        _isHalf = isHalf;
        _record = record;
        if (isHalf)
        {
            FindArrays(function);
        }

        foreach (var statement in function.Body.AllStatements())
        {
            switch (statement.Operation)
            {
                case Constant { Literal: { Symbol: null } literal } when literal.Type == IrType.Int32:
                    _literals[statement.Result] = checked((int)literal.Bits);
                    break;
                case Store { Buffer.Type: var type } store when type == IrType.Frame:
                    Reserve(store);
                    break;
                case Call call:
                    for (int i = 0; i < statement.Results.Count; i++)
                    {
                        _names[statement.Results[i].Id] = statement.Results[i].Name ?? (record.Length == 0 ? null : NameOf(call, statement.Results, i));
                    }

                    break;
            }
        }
    }

    /// <summary>Whether a derived function is handed the record of the outermost call.</summary>
    public static bool TakesRecord(string name) => DerivedNames.IsOfHalf(name);

    /// <summary>Whether a function calls something that is handed the record.</summary>
    public static bool NeedsRecord(Function function) => function.Body.AllStatements().Any(s => s.Operation is Call call && TakesRecord(call.Callee));

    /// <summary>The function in terms of C#. Records among the results of a half become parameters: the caller's variables for them.</summary>
    /// <param name="function">The function.</param>
    /// <param name="csharp">What C# calls a derived function.</param>
    /// <param name="record">What C# calls the record.</param>
    public static (Function Function, EquatableArray<Value> OutFrames) Run(Function function, Func<string, string> csharp, string record)
    {
        bool isHalf = TakesRecord(function.Name);
        var lowering = new CallLowering(function, csharp, isHalf, record);
        if (!isHalf && !function.Body.AllStatements().Any(s => s.Operation is Call))
        {
            return (function, default);
        }

        var frames = isHalf ? function.Body.End.Values.Where(v => v.Type == IrType.Frame).ToList() : [];
        foreach (var frame in frames)
        {
            lowering._outFrames[frame] = new Value(frame.Id, IrType.Int32, frame.Name ?? "frame");
        }

        var body = lowering.Visit(function.Body);
        body = body with { End = body.End with { Values = function.Body.End.Values.Where(v => !frames.Contains(v)).Select(lowering.Map).ToEquatableArray() } };
        var outFrames = frames.Select(lowering.Map).ToEquatableArray();
        return (
            function with
            {
                Parameters = function.Parameters.Select(lowering.Map).Concat(outFrames).ToEquatableArray(),
                Results = body.End.Values.Select(v => v.Type).ToEquatableArray(),
                Body = body,
            },
            outFrames);
    }

    /// <summary>A method as the user wrote it, with its calls by name, to be quoted.</summary>
    public static Function Quotable(Function primal, Func<string, string> csharp) => Run(primal, csharp, record: "").Function;

    private static string Hole(int index) => "{" + index.ToString(CultureInfo.InvariantCulture) + "}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Slots of reals have even numbers and all others odd ones, so that either kind is counted by itself whichever of them a half reads.
    private static int Place(int slot) => slot / 2;

    private void Reserve(Store store)
    {
        var (reals, integers) = _frameSizes.TryGetValue(store.Buffer, out var known) ? known : (0, 0);
        int place = Place(_literals[store.Index]);
        _frameSizes[store.Buffer] = store.Stored.IsReal ? (Math.Max(reals, place + 1), integers) : (reals, Math.Max(integers, place + 1));
    }

    private Value Map(Value value) =>
        _outFrames.TryGetValue(value, out var frame) ? frame
        : value.Type == IrType.Frame ? new Value(value.Id, IrType.Int32, value.Name ?? "frame")
        : new Value(value.Id, Map(value.Type), _names.TryGetValue(value.Id, out string? name) ? name : value.Name);

    private IrType Map(IrType type) => type == IrType.Frame || (_isHalf && type.IsBuffer) ? IrType.Int32
        : type.IsBuffer ? IrType.Buffer(Map(type.Element!))
        : type;

    private Region Visit(Region region) => new(
        region.Parameters.Select(Map).ToEquatableArray(),
        region.Statements.Select(Visit).ToEquatableArray(),
        region.End with { Values = region.End.Values.Select(Map).ToEquatableArray() });

    private Statement Visit(Statement statement)
    {
        var results = statement.Results.Select(Map).ToEquatableArray();
        switch (statement.Operation)
        {
            case Call call:
                return statement with { Results = results, Operation = Lower(call, statement.Results) };
            case NoBuffer when results[0].Type == IrType.Int32:
                return statement with { Results = results, Operation = new Constant(Literal.Of(IrType.Int32, 0L)) };
            case Alloc alloc when !_isHalf:
                return statement with { Results = results, Operation = alloc with { Element = Map(alloc.Element), Length = alloc.Length is null ? null : Map(alloc.Length) } };
            case Alloc alloc when _outFrames.ContainsKey(statement.Result):
                var (reals, integers) = _frameSizes.TryGetValue(statement.Result, out var size) ? size : (0, 0);
                return new Statement(default, new External($"{{0}} = {_record}.Allocate({Text(reals)}, {Text(integers)})", EquatableArray.Of(results[0]), Effect.Once));
            case Alloc { IsArray: true } array:
                return Once($"{_record}.{(array.Element.IsReal ? "AllocateReals" : "AllocateIntegers")}({{0}})", EquatableArray.Of(Map(array.Length!)));
            case Alloc alloc:
                string length = alloc.Length is null ? "0" : "{0}";
                var lengths = alloc.Length is null ? default : EquatableArray.Of(Map(alloc.Length));
                return Once(alloc.Element.IsReal ? $"{_record}.Allocate({length}, 0)" : $"{_record}.Allocate(0, {length})", lengths);
            case Store { Buffer.Type: var type } store when type == IrType.Frame:
                return Once($"{_record}.{Keep(store.Stored)}({{0}}, {Text(Place(_literals[store.Index]))}, {Kept(store.Stored, 1)})", EquatableArray.Of(Map(store.Buffer), Map(store.Stored)));
            case Store store when _isHalf:
                return Once($"{_record}.{Keep(store.Stored)}({{0}}, {Index(store.Buffer)}, {Kept(store.Stored, 2)})", EquatableArray.Of(Map(store.Buffer), Map(store.Index), Map(store.Stored)));
            case Vector when _isHalf:
                throw new NotSupportedException("Vector functions have no memory to work on in a method that is called by name.");
            case Load { Buffer.Type: var type } load when type == IrType.Frame:
                return Once(Read(results[0].Type, $"{{0}}, {Text(Place(_literals[load.Index]))}"), EquatableArray.Of(Map(load.Buffer)));
            case Load load when _isHalf:
                return Once(Read(results[0].Type, "{0}, " + Index(load.Buffer)), EquatableArray.Of(Map(load.Buffer), Map(load.Index)));
            case Accumulate { Buffer.Type: var type } sum when type == IrType.Frame:
                return Once($"{_record}.Add({{0}}, {Text(Place(_literals[sum.Index]))}, {{1}})", EquatableArray.Of(Map(sum.Buffer), Map(sum.Added)));
            case Accumulate sum when _isHalf:
                return Once($"{_record}.Add({{0}}, {Index(sum.Buffer)}, {{2}})", EquatableArray.Of(Map(sum.Buffer), Map(sum.Index), Map(sum.Added)));
            case Length measured when _isHalf:
                return Once($"{_record}.{(measured.Buffer.Type.Element!.IsReal ? "RealCount" : "IntegerCount")}({{0}})", EquatableArray.Of(Map(measured.Buffer)));
            case Slice slice when _isHalf:
                return Once(
                    $"{_record}.{(slice.Buffer.Type.Element!.IsReal ? "SliceReals" : "SliceIntegers")}({{0}}, {{1}}, {{2}})",
                    EquatableArray.Of(Map(slice.Buffer), Map(slice.Start), Map(slice.Length)));
            default:
                var operands = statement.Operation.Operands.Select(Map).ToEquatableArray();
                return statement with { Results = results, Operation = statement.Operation.With(operands, statement.Operation.Regions.Select(Visit).ToEquatableArray()) };
        }

        Statement Once(string text, EquatableArray<Value> arguments) =>
            statement with { Results = results, Operation = new External(text, arguments, Effect.Once) };
    }

    private void FindArrays(Function function)
    {
        var aliasing = Aliasing.Of(function);
        var arrays = new HashSet<Value>(function.Body.AllStatements().Where(s => s.Operation is Alloc { IsArray: true }).Select(s => s.Result));
        var buffers = function.Body.AllStatements().SelectMany(s => s.Results).Concat(function.Body.Nested().SelectMany(r => r.Parameters)).Where(v => v.Type.IsBuffer && v.Type != IrType.Frame);
        _arrays.UnionWith(buffers.Where(b => aliasing.Roots(b) is { Count: > 0 } roots && roots.All(arrays.Contains)));
    }

    // The number of an element, which must be one where the memory is the user's.
    private string Index(Value buffer) => !_arrays.Contains(buffer) ? "{1}"
        : $"{_record}.{(buffer.Type.Element!.IsReal ? "RealIndex" : "IntegerIndex")}({{0}}, {{1}})";

    private External Lower(Call call, EquatableArray<Value> results)
    {
        var arguments = call.Arguments.Select(Map).ToEquatableArray();
        var parts = Enumerable.Range(0, arguments.Count).Select(Hole).ToList();
        if (TakesRecord(call.Callee))
        {
            parts.Add("ref " + (Mutation.DisposesEarly && call.Callee.Contains("__Reverse") ? "(new global::SymDiff.CallRecord[1])[0]" : _record));
        }

        for (int i = 0; i < results.Count; i++)
        {
            if (results[i].Type == IrType.Frame)
            {
                parts.Add("out " + Hole(arguments.Count + i));
            }
        }

        return new External($"{_csharp(call.Callee)}({string.Join(", ", parts)})", arguments, Effect.Once);
    }

    // The value of a call is called after what is called.
    private string NameOf(Call call, EquatableArray<Value> results, int index)
    {
        if (results[index].Type == IrType.Frame)
        {
            return "frame";
        }

        string primal = DerivedNames.Primal(call.Callee);
        string name = _csharp(primal);
        name = name.Substring(name.LastIndexOf('.') + 1).TrimStart('@');
        bool isTangent = call.Callee.EndsWith("__Jvp", StringComparison.Ordinal) && index >= results.Count(r => r.Type != IrType.Frame) / 2;
        return call.Callee.Contains("__Reverse") ? (isTangent ? "tContribution" : "contribution")
            : isTangent ? "t" + Identifiers.Capitalized(name)
            : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    private static string Keep(Value stored) => stored.Type.Kind == TypeKind.Opaque ? "KeepObject" : "Keep";

    // A 64-bit number without a sign has no conversion that keeps its bits but a cast.
    private static string Kept(Value stored, int hole) => stored.Type == IrType.UInt64 ? $"unchecked((long){Hole(hole)})" : Hole(hole);

    private string Read(IrType type, string place) => type.Name switch
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
