using System.Globalization;
using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Turns calls of derived functions into C#: <c>F__Forward(x, ref record, out int frame)</c>. A record of a call is a number there (see <c>SymDiff.CallRecord</c>).
/// In halves of calls, and wherever a call is handed a buffer, all memory lies in the record, and any buffer is a number: <c>record.Keep(frame, 0, x)</c>.
/// </summary>
internal sealed partial class CallLowering
{
    private readonly Func<string, string> _csharp;
    private readonly bool _inRecord;
    private readonly string _record;
    private readonly ValueSource _fresh;
    private readonly Dictionary<Value, int> _literals = [];
    private readonly Dictionary<Value, (int Reals, int Integers)> _frameSizes = [];
    private readonly Dictionary<Value, Value> _outFrames = [];
    private readonly Dictionary<int, string?> _names = [];

    private CallLowering(Function function, Func<string, string> csharp, bool inRecord, string record)
    {
        _csharp = csharp;
        _inRecord = inRecord;
        _record = record;
        _fresh = new ValueSource(function);
        if (inRecord)
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
                case Slice or Length or Alloc when inRecord && statement.Result.Name is null && statement.Result.Type != IrType.Frame:
                    _names[statement.Result.Id] = statement.Operation switch
                    {
                        Slice slice => slice.Buffer.Name is { } whole ? whole + "Part" : "part",
                        Length => "length",
                        _ => "memory",
                    };
                    break;
            }
        }
    }

    /// <summary>Whether a derived function is handed the record of the outermost call.</summary>
    public static bool TakesRecord(Function function) => TakesRecord(function.Name, function.Parameters);

    /// <summary>Whether a function calls something that is handed the record.</summary>
    public static bool NeedsRecord(Function function) => function.Body.AllStatements().Any(s => s.Operation is Call call && TakesRecord(call.Callee, call.Arguments));

    /// <summary>Whether all memory of a function that is no half lies in the record, because it hands on some of it.</summary>
    public static bool HandsMemoryOn(Function function) =>
        function.Body.AllStatements().Any(s => s.Operation is Call call && !DerivedNames.IsVjp(call.Callee) && call.Arguments.Concat(s.Results).Any(a => a.Type.IsBuffer && a.Type != IrType.Frame));

    /// <summary>The function in terms of C#. Records among the results of a half become parameters: the caller's variables for them.</summary>
    /// <param name="function">The function.</param>
    /// <param name="csharp">What C# calls a derived function.</param>
    /// <param name="record">What C# calls the record.</param>
    /// <param name="entries">How a form's parameters come into the record; default for a function that others call.</param>
    public static (Function Function, EquatableArray<Value> OutFrames) Run(Function function, Func<string, string> csharp, string record, IReadOnlyList<RecordEntry>? entries = null)
    {
        bool isCalled = entries is null && record.Length > 0 && TakesRecord(function);
        bool isHalf = DerivedNames.IsOfHalf(function.Name);
        var lowering = new CallLowering(function, csharp, record.Length > 0 && (isCalled || HandsMemoryOn(function)), record);
        if (!isCalled && !function.Body.AllStatements().Any(s => s.Operation is Call))
        {
            return (function, default);
        }

        var frames = isHalf ? function.Body.End.Values.Where(v => v.Type == IrType.Frame).ToList() : [];
        foreach (var frame in frames)
        {
            lowering._outFrames[frame] = new Value(frame.Id, IrType.Int32, frame.Name ?? "frame");
        }

        var before = new List<Statement>();
        if (lowering._inRecord && entries is not null)
        {
            lowering.Enter(function, entries, before);
        }
        else if (isCalled && !(isHalf && frames.Count > 0))
        {
            lowering.Release(function, before);
        }

        lowering._body = function.Body;
        var body = lowering.Visit(function.Body);
        body = body with { Statements = before.Concat(body.Statements).ToEquatableArray() };
        var outFrames = frames.Select(lowering.Map).ToEquatableArray();
        return (
            function with
            {
                Parameters = (entries is null ? function.Parameters.Select(lowering.Map) : function.Parameters).Concat(outFrames).ToEquatableArray(),
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

    // A pullback has spans, for none is ever kept in it.
    private static bool TakesRecord(string name, EquatableArray<Value> handed) => DerivedNames.IsOfHalf(name) || (handed.Any(v => v.Type.IsBuffer) && !DerivedNames.IsVjp(name));

    private Value Map(Value value) =>
        _outFrames.TryGetValue(value, out var frame) ? frame
        : _entered.TryGetValue(value, out var number) ? number
        : value.Type == IrType.Frame ? new Value(value.Id, IrType.Int32, value.Name ?? "frame")
        : new Value(value.Id, Map(value.Type), _names.TryGetValue(value.Id, out string? name) ? name : value.Name);

    private IrType Map(IrType type) => type == IrType.Frame || (_inRecord && type.IsBuffer) ? IrType.Int32
        : type.IsBuffer ? IrType.Buffer(Map(type.Element!))
        : type;

    private Region Visit(Region region)
    {
        var statements = region.Statements.SelectMany(s => Spans(s).Append(Visit(s))).ToList();
        var parameters = region.Parameters.Select(Map).ToEquatableArray();
        if (region.End.Label != Function.ReturnLabel && !(region.End.IsYield && ReferenceEquals(region, _body)))
        {
            return new Region(parameters, statements.ToEquatableArray(), region.End with { Values = region.End.Values.Select(Map).ToEquatableArray() });
        }

        var returned = region.End.Values.Where(v => !_outFrames.ContainsKey(v)).ToEquatableArray();
        var arrays = new Dictionary<Value, Value>();
        End(returned, statements, arrays);
        var values = returned.Select(v => arrays.TryGetValue(v, out var array) ? array : Map(v)).ToEquatableArray();
        return new Region(parameters, statements.ToEquatableArray(), region.End with { Values = values });
    }

    private Statement Visit(Statement statement)
    {
        var results = statement.Results.Select(Map).ToEquatableArray();
        if (statement.Operation is Call call)
        {
            return statement with { Results = results, Operation = Lower(call, statement.Results) };
        }

        if (InRecord(statement, results) is { } lowered)
        {
            // The record of a half is a variable of its caller's.
            return statement with { Results = statement.Results.Any(_outFrames.ContainsKey) ? default : results, Operation = lowered };
        }

        var operands = statement.Operation.Operands.Select(Map).ToEquatableArray();
        return statement with { Results = results, Operation = statement.Operation.With(operands, statement.Operation.Regions.Select(Visit).ToEquatableArray()) };
    }

    private External Lower(Call call, EquatableArray<Value> results)
    {
        var arguments = call.Arguments.Select(Map).ToEquatableArray();
        var parts = Enumerable.Range(0, arguments.Count).Select(Hole).ToList();
        if (_record.Length > 0 && TakesRecord(call.Callee, call.Arguments))
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
}
