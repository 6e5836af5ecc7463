using System.Collections.Immutable;
using System.Globalization;

namespace SymDiff.TestKit;

/// <summary>
/// Makes random programs over the whole language of programs: what people write with numbers, branches, loops and calls. They end, most have finite
/// derivatives, and the same seed gives the same program on every machine.
/// </summary>
public sealed partial class ProgramGenerator
{
    private const int MostNesting = 4;

    private readonly Random _random;
    private readonly List<Variable> _scope = [];
    private readonly List<Callee> _callees = [];
    private readonly List<Node> _members = [];
    private readonly List<string> _updates = [];
    private readonly List<Func<Node>> _predicates = [];
    private readonly List<Func<Node>> _classifiers = [];
    private int _names;
    private int _budget;
    private int _nesting;

    // What may be written where the generator stands.
    private bool _canBreak;
    private bool _canContinue;
    private bool _canCapture;
    private bool _returnsNothing;
    private int _loops;

    private readonly bool _formulas;

    // Whether all of the program is in double precision and has derivatives of any order.
    private readonly bool _smooth;

    // Whether the program has memory of its own: two of three have. The others are what they would be if there were none.
    private readonly bool _memory;

    private ProgramGenerator(int seed, bool formulas = false, bool buffers = false, bool aggregates = false, bool smooth = false) =>
        (_random, _formulas, _buffers, _aggregates, _isWide, _smooth, _memory) =
            (new Random(seed), formulas, buffers, aggregates, aggregates && seed % WidePrograms == 1, smooth, buffers || (!formulas && seed % 3 != 0));

    /// <summary>A variable in scope.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">Its type, as it is written.</param>
    /// <param name="CanAssign">Whether a statement may change it; not where it bounds a loop.</param>
    /// <param name="IsByReference">Whether it stands for a variable of the caller, which no lambda or local function can capture.</param>
    private sealed record Variable(string Name, string Type, bool CanAssign, bool IsByReference = false)
    {
        /// <summary>How many elements it has at least, if it is memory that the program may index without looking; 0 otherwise.</summary>
        public int Least { get; init; }

        /// <summary>How many elements it has at most.</summary>
        public int Most { get; init; }

        /// <summary>How many rows it has at least, if it is a matrix, or elements, if it is memory of another kind.</summary>
        public int Rows { get; init; }

        /// <summary>How many columns it has, if it is a matrix.</summary>
        public int Columns { get; init; }

        /// <summary>Whether it is a property: nothing can refer to it, and what is called on it or assigned to a part of it would change a copy.</summary>
        public bool IsProperty { get; init; }

        /// <summary>Whether it is an element of an input, which nothing may change.</summary>
        public bool IsFrozen { get; init; }
    }

    /// <summary>A method that the program can call where the generator stands.</summary>
    /// <param name="Construct">How a call is counted.</param>
    /// <param name="Call">Makes a call, given how large its arguments may be.</param>
    private sealed record Callee(string Construct, Func<int, Node> Call);

    /// <summary>The program of a seed.</summary>
    public static RandomProgram Make(int seed) => new ProgramGenerator(seed, formulas: false).Program(seed);

    /// <summary>The same with formulas only: no branch but <c>?:</c>, no loop, and calls of plain helpers.</summary>
    public static RandomProgram MakeFormula(int seed) => new ProgramGenerator(seed, formulas: true).Program(seed);

    /// <summary>
    /// The same in double precision alone, with nothing that has derivatives of first order only, and with at least four numbers to differentiate with respect to, which are coupled: a Hessian with entries to compare.
    /// Nothing but the Hessian along a direction is asked for.
    /// </summary>
    public static RandomProgram MakeOfSecondOrder(int seed)
    {
        RandomProgram program = new ProgramGenerator(seed, smooth: true).Program(seed);
        return program with { Members = program.Members.SetItem(0, Remarked(program.Members[0], "[Differentiable(Derivatives.Hvp)]")) };
    }

    private RandomProgram Program(int seed)
    {
        for (int i = Pick(0, 1, 1, 2, 2, 3); i > 0; i--)
        {
            MakeHelper();
        }

        MemoryRecursion(seed);
        _scope.Clear();
        _names = 0;
        List<string> parameters = [];
        List<string> types = [];
        for (int i = _smooth ? _random.Next(4, 7) : _random.Next(1, 4); i > 0; i--)
        {
            Parameter("Real", "", "xyzuvw"[i - 1].ToString());
        }

        if (Chance(5))
        {
            Parameter("Real", "[NoGradient] ", "scale");
        }

        if (Chance(3))
        {
            Parameter("int", "", "n");
        }

        if (Chance(7))
        {
            Parameter("bool", "", "flag");
        }

        if (!_smooth && Chance(8))
        {
            Parameter("Real32", "", "s");
        }

        if (!_formulas && Chance(7))
        {
            Parameter(Chance(2) ? "double[]" : "int[]", "[NoGradient] ", "data");
        }

        _budget = Pick(3, 5, 7, 9, 12, 16, 22);
        Node body = Body("[Differentiable]", $"public static Real {RandomProgram.MethodName}({string.Join(", ", parameters)})", "marked method", "Real", isMain: true, first: _smooth ? Coupling() : "");
        return WithHvp(new RandomProgram(seed, [.. types], [body, .. _members]));

        void Parameter(string type, string attribute, string name)
        {
            parameters.Add($"{attribute}{type} {name}");
            types.Add(type);
            _scope.Add(new Variable(name, type, CanAssign: !type.EndsWith("[]", StringComparison.Ordinal)));
        }
    }

    // After it, whatever the program reads depends on all that it is given: of other programs three in four have a Hessian without entries off its diagonal.
    private string Coupling()
    {
        // Those that are differentiated by.
        string[] numbers = [.. _scope.Where(v => v is { Type: "Real", Name.Length: 1 }).Select(v => v.Name)];
        return string.Concat(numbers.Select((name, i) => $"{name} += 0.5 * Math.Sin({name} * {numbers[(i + 1) % numbers.Length]});\n"));
    }

    /// <summary>A method whose parameters are in scope.</summary>
    private Node Body(string attribute, string header, string? construct, string type, bool isMain = false, string? oracleHeader = null, string first = "")
    {
        (bool canBreak, bool canContinue, bool canCapture, bool returnsNothing, int nesting, int loops, string resultType) = (_canBreak, _canContinue, _canCapture, _returnsNothing, _nesting, _loops, _resultType);
        (_canBreak, _canContinue, _canCapture, _returnsNothing, _nesting, _loops, _resultType) = (false, false, isMain || Chance(3), type == "void", isMain ? 0 : 2, 0, type);
        int callees = _callees.Count;
        int makers = _makers.Count;
        List<Node> statements = [];
        while (_budget > 0)
        {
            statements.Add(Statement());
        }

        Node result = Returned(type, isMain, isLast: true);
        _callees.RemoveRange(callees, _callees.Count - callees);
        _makers.RemoveRange(makers, _makers.Count - makers);
        (_canBreak, _canContinue, _canCapture, _returnsNothing, _nesting, _loops, _resultType) = (canBreak, canContinue, canCapture, returnsNothing, nesting, loops, resultType);
        string lead = attribute.Length > 0 ? attribute + "\n" : "";
        string Text(string head) => $"{lead}{head}\n{{\n{first}@0\n{(type == "void" ? "" : "return $0;\n")}}}";
        return new Node(NodeKind.Member, Text(header), construct)
        {
            OracleText = oracleHeader is null ? null : Text(oracleHeader),
            Parts = type == "void" ? [] : [result],
            Blocks = [[.. statements]],
        };
    }

    /// <summary>All that is in scope, so that everything before matters.</summary>
    private Node Sum()
    {
        Node? sum = null;
        foreach (Variable variable in Visible().Where(v => v.Type == "Real"))
        {
            Node term = Chance(3) ? Make(NodeKind.Real, "Math.Sin($0)", null, Name(variable, NodeKind.Real)) : Name(variable, NodeKind.Real);
            sum = sum is null ? term : Make(NodeKind.Real, "$0 + $1", null, sum, term);
        }

        foreach (Variable whole in _aggregates ? _scope.FindAll(v => ShapeOf(v.Type) is { Numbers.Count: > 0 }) : [])
        {
            sum = Make(NodeKind.Real, "$0 + Math.Tanh($1)", null, sum!, Pick([.. ShapeOf(whole.Type)!.Numbers])(Name(whole, NodeKind.Aggregate), 1));
        }

        foreach (Variable memory in _scope.Where(IsMemory))
        {
            sum = Make(NodeKind.Real, "$0 + $1", null, sum!, Chance(2) ? Element(memory, 0) : Make(NodeKind.Real, "Math.Sin($0) * $1", null, Element(memory, 0), Element(memory, 0)));
        }

        foreach (Variable matrix in _scope.Where(v => v.Type == "Real[,]"))
        {
            sum = Make(NodeKind.Real, $"$0 + {matrix.Name}[0, 0] * {matrix.Name}[{Text(matrix.Rows - 1)}, {Text(matrix.Columns - 1)}]", null, sum!);
        }

        return sum!;
    }

    private static Node Make(NodeKind kind, string text, string? construct, params Node[] parts) => new(kind, text, construct) { Parts = [.. parts] };

    private static Node Name(Variable variable, NodeKind kind) => new(kind, variable.Name);

    /// <summary>Statements of a block of their own: what they declare is gone afterwards.</summary>
    private ImmutableArray<Node> Block(int most, Func<Node?>? last = null)
    {
        int before = _scope.Count;
        int callees = _callees.Count;
        int makers = _makers.Count;
        _nesting++;
        List<Node> statements = [];
        for (int i = _random.Next(1, most + 1); i > 0 && (statements.Count == 0 || _budget > 0); i--)
        {
            statements.Add(Statement());
        }

        if (last?.Invoke() is { } end)
        {
            statements.Add(end);
        }

        _nesting--;
        _scope.RemoveRange(before, _scope.Count - before);
        _callees.RemoveRange(callees, _callees.Count - callees);
        _makers.RemoveRange(makers, _makers.Count - makers);
        return [.. statements];
    }

    private string Fresh(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{++_names}");

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];

    private Variable? Any(string type) => Any(v => v.Type == type);

    private Variable? Assignable(string type) => Any(v => v.Type == type && v.CanAssign);

    /// <summary>A variable that something may refer to.</summary>
    private Variable? Referable(string type) => Any(v => v.Type == type && v is { CanAssign: true, IsProperty: false });

    private Variable? Any(Func<Variable, bool> fits)
    {
        Variable[] fitting = [.. Visible().Where(fits)];
        return fitting.Length == 0 ? null : Pick(fitting);
    }
}
