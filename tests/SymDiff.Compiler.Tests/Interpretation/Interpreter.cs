using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Interpretation;

/// <summary>Runs the intermediate form as it is defined, slowly and plainly: the referee of the passes.</summary>
/// <param name="module">The functions that calls may reach.</param>
/// <param name="externals">What external text does.</param>
public sealed class Interpreter(Module module, IReadOnlyDictionary<string, Func<object?[], object?>>? externals = null)
{
    private readonly List<Memory> _made = [];

    private sealed record Leave(string? Label, object?[] Values);

    /// <summary>How many statements were executed, the measure of work in tests.</summary>
    public long Executed { get; private set; }

    /// <summary>How many elements all memory has that was made.</summary>
    public long Cells => _made.Sum(m => (long)m.Length);

    /// <summary>Where to stop with a <see cref="TimeoutException"/>: a mistake shall not become a hang.</summary>
    public long MostExecuted { get; init; } = long.MaxValue;

    /// <summary>Whether single precision rounds; without, derivatives in single precision can be compared exactly.</summary>
    public bool RoundsSingle { get; init; } = true;

    /// <summary>Runs external text, where that depends on more than the text.</summary>
    public Func<Statement, object?[], object?>? RunExternal { get; init; }

    /// <summary>Calls a function. Reals are <c>double</c> or <see cref="Dual"/>, integers <c>long</c>, truth values <c>bool</c>, buffers <see cref="BufferValue"/>.</summary>
    public object?[] Call(string name, params object?[] arguments)
    {
        var function = module[name];
        if (function.Parameters.Count != arguments.Length)
        {
            throw new ArgumentException($"{name} takes {function.Parameters.Count} arguments, not {arguments.Length}.", nameof(arguments));
        }

        var values = new Dictionary<int, object?>();
        for (int i = 0; i < arguments.Length; i++)
        {
            values[function.Parameters[i].Id] = arguments[i] is int number && function.Parameters[i].Type.Kind == TypeKind.Integer ? (long)number : arguments[i];
        }

        var leave = Run(function.Body, [], values);
        return leave.Label is null or Function.ReturnLabel ? leave.Values : throw new InvalidOperationException($"{name} is left for {leave.Label}.");
    }

    private Leave Run(Region region, object?[] arguments, Dictionary<int, object?> values)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            values[region.Parameters[i].Id] = arguments[i];
        }

        foreach (var statement in region.Statements)
        {
            if (++Executed > MostExecuted)
            {
                throw new TimeoutException($"More than {MostExecuted} statements.");
            }

            if (Execute(statement, values) is { } leave)
            {
                return leave;
            }
        }

        return new Leave(region.End.Label, [.. region.End.Values.Select(v => values[v.Id])]);
    }

    private Leave? Execute(Statement statement, Dictionary<int, object?> values)
    {
        object? Get(Value v) => values[v.Id];
        int Int(Value v) => checked((int)(long)Get(v)!);
        BufferValue Buffer(Value v) => (BufferValue)Get(v)!;
        void Set(object? value) => values[statement.Result.Id] = value;
        switch (statement.Operation)
        {
            case Constant c:
                Set(c.Literal.Type.Kind switch
                {
                    TypeKind.Real => c.Literal.Real,
                    TypeKind.Bool => c.Literal.Bits != 0,
                    _ => c.Literal.Bits,
                });
                break;
            case Apply a:
                Set(Evaluate(a, statement.Result.Type, [.. a.Arguments.Select(Get)]));
                break;
            case If f:
                return Finish(Run((bool)Get(f.Condition)! ? f.Then : f.Else, [], values), null);
            case Block b:
                return Finish(Run(b.Body, [], values), b.Label);
            case Loop l:
                return RunLoop(l);
            case Load l:
                Set(Cell(Buffer(l.Buffer), Int(l.Index), out int read).Read(read, statement.Result.Type));
                break;
            case Store s:
                Cell(Buffer(s.Buffer), Int(s.Index), out int written).Write(written, Get(s.Stored));
                break;
            case Accumulate a:
                var memory = Cell(Buffer(a.Buffer), Int(a.Index), out int added);
                memory.Write(added, Sum(a.Added.Type, memory.Read(added, a.Added.Type), Get(a.Added)));
                break;
            case Alloc a:
                int? length = a.Length is null ? null : Int(a.Length);
                if (length < 0)
                {
                    throw new OverflowException();
                }

                var made = new Memory(a.Element, length);
                _made.Add(made);
                Set(new BufferValue(made, 0, length ?? int.MaxValue));
                break;
            case Slice s:
                var whole = Buffer(s.Buffer);
                if ((uint)Int(s.Start) > (uint)whole.Length || (uint)Int(s.Length) > (uint)(whole.Length - Int(s.Start)))
                {
                    throw new ArgumentOutOfRangeException(nameof(statement));
                }

                Set(whole with { Offset = whole.Offset + Int(s.Start), Length = Int(s.Length) });
                break;
            case Length l:
                Set((long)Buffer(l.Buffer).Length);
                break;
            case NoBuffer:
                Set(new BufferValue(null, 0, 0));
                break;
            case Call c:
                Results(Call(c.Callee, [.. c.Arguments.Select(Get)]));
                break;
            case External e:
                object?[] plain = [.. e.Arguments.Select(Get).Select(Dual.Plain)];
                object? result = RunExternal is { } run ? run(statement, plain) : externals![e.Text](plain);
                if (statement.Results.Count > 1)
                {
                    Results((object?[])result!);
                }
                else if (statement.Results.Count > 0)
                {
                    Set(result);
                }

                break;
            default:
                throw new NotSupportedException(statement.Operation.GetType().Name);
        }

        return null;

        Leave? RunLoop(Loop l)
        {
            object?[] carried = [.. l.Initial.Select(Get)];
            int count = l.Count is null ? int.MaxValue : Math.Max(0, Int(l.Count));
            for (int i = 0; i < count; i++)
            {
                long number = l.IsReversed ? count - 1 - i : i;
                var leave = Run(l.Body, [number, .. carried], values);
                if (leave.Label is not null)
                {
                    return Finish(leave, l.Label);
                }

                carried = leave.Values;
            }

            Results(carried);
            return null;
        }

        Leave? Finish(Leave leave, string? own)
        {
            if (leave.Label is not null && leave.Label != own)
            {
                return leave;
            }

            Results(leave.Values);
            return null;
        }

        void Results(object?[] results)
        {
            if (statement.Results.Count != results.Length)
            {
                throw new InvalidOperationException($"{results.Length} values for {statement.Results.Count} results.");
            }

            for (int i = 0; i < results.Length; i++)
            {
                values[statement.Results[i].Id] = results[i];
            }
        }
    }

    private object Evaluate(Apply apply, IrType type, object?[] arguments) => arguments.Any(x => x is Dual)
        ? DualArithmetic.Evaluate(apply, type, arguments, RoundsSingle)
        : Arithmetic.Evaluate(apply, type, arguments, RoundsSingle);

    private object Sum(IrType type, object? x, object? y)
    {
        double sum = Arithmetic.Round(type, Dual.Number(x) + Dual.Number(y), RoundsSingle);
        return x is Dual || y is Dual ? DualArithmetic.Sum(sum, x, y) : sum;
    }

    private static Memory Cell(BufferValue buffer, int index, out int cell)
    {
        if ((uint)index >= (uint)buffer.Length || buffer.Memory is null)
        {
            // What C# throws; only the runtime may make one.
            cell = Array.Empty<int>()[index];
        }

        cell = buffer.Offset + index;
        return buffer.Memory!;
    }
}
