using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>
/// Makes random programs that are well formed, end, stay inside their buffers and the domains of the primitives, and use everything that the
/// intermediate form has. The same seed gives the same program.
/// </summary>
internal sealed partial class ProgramGenerator
{
    private const int MostDepth = 3;

    private static readonly IrType Reals = IrType.Buffer(IrType.Float64);
    private static readonly IrType Singles = IrType.Buffer(IrType.Float32);
    private static readonly IrType Integers = IrType.Buffer(IrType.Int32);
    private static readonly IrType Rows = IrType.Buffer(Reals);

    // The likely ones are there more than once.
    private static readonly IrType[] Carriable =
        [IrType.Float64, IrType.Float64, IrType.Float64, IrType.Float32, IrType.Int32, IrType.Bool, Reals, Reals, Rows, Integers];

    private readonly Random _random;
    private readonly List<Helper> _helpers = [];
    private readonly HashSet<Value> _readOnly = [];
    private ValueSource _values = new();
    private Helper? _self;
    private int _budget;

    private ProgramGenerator(int seed) => _random = new Random(seed);

    /// <summary>A helper function, and which of its buffer parameters it only reads.</summary>
    private sealed record Helper(string Name, EquatableArray<Value> Parameters, EquatableArray<IrType> Results, bool IsRecursive, IReadOnlyList<bool> ReadsOnly);

    /// <summary>The program of a seed.</summary>
    public static RandomProgram Make(int seed) => new ProgramGenerator(seed).Make();

    private RandomProgram Make()
    {
        var module = new Module();
        for (int i = _random.Next(4); i > 0; i--)
        {
            module.Add(MakeHelper($"h{i}"));
        }

        _self = null;
        _values = new ValueSource();
        _readOnly.Clear();
        var parameters = new List<Value>();
        var active = new List<bool>();
        var arguments = new List<object>();
        foreach (var type in MainParameters())
        {
            var parameter = _values.Fresh(type, $"p{parameters.Count}");
            bool isActive = (type.IsReal || type.HasShadow) && !Chance(0.15);
            if (type.HasShadow && !isActive)
            {
                _readOnly.Add(parameter);
            }

            parameters.Add(parameter);
            active.Add(isActive);
            arguments.Add(Argument(type));
        }

        if (!active.Contains(true))
        {
            active[0] = true;
        }

        List<IrType> results = [IrType.Float64];
        while (Chance(0.3))
        {
            results.Add(Pick(IrType.Float64, IrType.Float32, IrType.Int32, IrType.Bool));
        }

        _budget = _random.Next(6, 36);
        module.Add(MakeFunction("f", parameters, results, _ => { }));
        return new RandomProgram(module, "f", active.ToEquatableArray(), new Programs.Point([.. arguments]));
    }

    private IEnumerable<IrType> MainParameters()
    {
        yield return IrType.Float64;
        for (int i = _random.Next(3); i > 0; i--)
        {
            yield return Pick(IrType.Float64, IrType.Float64, IrType.Float32, IrType.Int32, IrType.Bool);
        }

        for (int i = _random.Next(3); i > 0; i--)
        {
            yield return Pick(Reals, Reals, Reals, Singles, Integers);
        }
    }

    private object Argument(IrType type) =>
        type == IrType.Float64 ? Number()
        : type == IrType.Float32 ? Single()
        : type == IrType.Int32 ? _random.Next(5)
        : type == IrType.Bool ? Chance(0.5)
        : type == Reals ? Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Number()).ToArray()
        : type == Singles ? Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Single()).ToArray()
        : Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _random.Next(6)).ToArray();

    private double Number() => Math.Round((_random.NextDouble() * 3) - 1.5, 3);

    // Few bits, so that arithmetic on the constants alone is exact in either width.
    private double Single() => _random.Next(-12, 13) / 8.0;

    private Function MakeHelper(string name)
    {
        _values = new ValueSource();
        _readOnly.Clear();
        var types = new List<IrType>();
        var readsOnly = new List<bool>();
        void Parameter(IrType type, bool reads = false)
        {
            types.Add(type);
            readsOnly.Add(reads);
        }

        bool recursive = Chance(0.3);
        Parameter(recursive || Chance(0.3) ? IrType.Int32 : IrType.Float64);
        for (int i = _random.Next(3); i > 0; i--)
        {
            Parameter(Chance(0.85) ? IrType.Float64 : IrType.Float32);
        }

        for (int i = _random.Next(3); i > 0; i--)
        {
            Parameter(Pick(Reals, Reals, Integers, Rows), reads: Chance(0.3));
        }

        List<IrType> results = [IrType.Float64];
        if (Chance(0.4))
        {
            results.Add(Pick(IrType.Float64, IrType.Int32, Reals));
        }

        var parameters = types.Select((t, i) => _values.Fresh(t, $"q{i}")).ToList();
        _readOnly.UnionWith(parameters.Where((p, i) => readsOnly[i]));
        _self = new Helper(name, parameters.ToEquatableArray(), results.ToEquatableArray(), recursive, readsOnly);
        _budget = _random.Next(3, 14);
        var function = MakeFunction(name, parameters, results, scope =>
        {
            if (recursive)
            {
                var leaf = scope.Apply(IrType.Bool, "Less", parameters[0], scope.Int(1));
                var arm = scope.Nested(scope.Targets);
                scope.Builder.If(leaf, [], arm.Builder.Exit(Function.ReturnLabel, [.. results.Select(t => Pass(arm, t))]), scope.Builder.Nested().Yield());
            }
        });
        _helpers.Add(_self);
        return function;
    }

    private Function MakeFunction(string name, List<Value> parameters, List<IrType> results, Action<Scope> begin)
    {
        var scope = new Scope(new RegionBuilder(_values), parameters, [new Target(Function.ReturnLabel, results)], 0);
        begin(scope);
        Statements(scope);
        var body = scope.Builder.Yield([.. results.Select(t => Pass(scope, t))]);
        return Verifier.Check(new Function(name, parameters.ToEquatableArray(), results.ToEquatableArray(), body));
    }

    private void Statements(Scope scope)
    {
        for (int i = _random.Next(2, scope.Depth == 0 ? 30 : 7); i > 0 && _budget > 0; i--)
        {
            Statement(scope);
        }
    }

    private void Statement(Scope scope)
    {
        _budget--;
        bool deeper = scope.Depth < MostDepth;
        switch (_random.Next(22))
        {
            case <= 5:
                RealExpression(scope);
                break;
            case 6:
                IntegerExpression(scope);
                break;
            case <= 9:
                ReadMemory(scope);
                break;
            case <= 13:
                WriteMemory(scope);
                break;
            case 14:
                MakeMemory(scope);
                break;
            case <= 16 when deeper:
                CountedLoop(scope);
                break;
            case 17 when deeper:
                UncountedLoop(scope);
                break;
            case 18 when deeper:
                Block(scope);
                break;
            case 19 when deeper:
                Choice(scope);
                break;
            case 20 when scope.Targets.Count > 0:
                Guard(scope);
                break;
            default:
                if (_helpers.Count > 0 || _self is { IsRecursive: true })
                {
                    Call(scope);
                }
                else
                {
                    External(scope);
                }

                break;
        }
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(params IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private Value? Find(Scope scope, Func<Value, bool> suits)
    {
        // Late values more often: that makes chains.
        var found = scope.Visible.Where(suits).ToList();
        return found.Count == 0 ? null : found[Math.Max(_random.Next(found.Count), _random.Next(found.Count))];
    }
}

/// <summary>A program and where it is differentiated.</summary>
/// <param name="Module">Its functions.</param>
/// <param name="Name">The one to differentiate.</param>
/// <param name="Active">With respect to which parameters.</param>
/// <param name="Point">Where.</param>
public sealed record RandomProgram(Module Module, string Name, EquatableArray<bool> Active, Programs.Point Point);
