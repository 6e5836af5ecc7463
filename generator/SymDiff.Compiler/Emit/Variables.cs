using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A C# variable, and the values that it holds one after the other.</summary>
/// <param name="first">The value that it is named after.</param>
internal sealed class Variable(Value first)
{
    /// <summary>The value that it is named after.</summary>
    public Value First { get; } = first;

    /// <summary>All values that it holds.</summary>
    public List<Value> Values { get; } = [first];

    /// <summary>The scope that it is declared in.</summary>
    public Scope Home { get; set; } = null!;

    /// <summary>The statement of that scope which it is declared for: the first that assigns it.</summary>
    public Node? DeclaredFor { get; set; }

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whether the text declares it already.</summary>
    public bool IsDeclared { get; set; }
}

/// <summary>
/// Decides which values share a variable: what a loop carries from iteration to iteration, what a branch delivers and what its arms computed,
/// what goes on being added to. Values share only where their ranges do not meet.
/// </summary>
internal sealed class Variables
{
    // Beyond that many comparisons a value gets a variable of its own.
    private const int MostComparisons = 20_000;

    private readonly FoldedFunction _folded;
    private readonly HashSet<int> _assignable;
    private readonly Dictionary<int, Variable> _variables = [];
    private readonly HashSet<int> _forwarded = [];
    private readonly Dictionary<int, Value> _continued = [];
    private readonly HashSet<Variable> _iterations = [];
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Node, int> _order = [];
    private readonly LiveRanges? _ranges;

    private Variables(FoldedFunction folded, IEnumerable<Value> assignable)
    {
        _folded = folded;
        _assignable = new(assignable.Select(v => v.Id));
        Collect(folded.Body);

        // Without statements that hand values on only what is used once is shared, whose range ends where that of the next begins.
        _ranges = _nodes.Any(n => n is { IsExpression: false, Arms.Count: > 0 }) ? LiveRanges.Of(folded) : null;
    }

    /// <summary>The values that are assigned by statements, in the order of the text, and then those that loops hand to their bodies.</summary>
    public IReadOnlyList<Value> Locals { get; private set; } = [];

    /// <summary>The variables that are to be declared for a statement, before it or by it.</summary>
    public ILookup<Node, Variable> DeclaredFor { get; private set; } = null!;

    /// <summary>The variables of a function.</summary>
    /// <param name="folded">The function.</param>
    /// <param name="assignable">The parameters that may be assigned to.</param>
    public static Variables Of(FoldedFunction folded, IEnumerable<Value> assignable)
    {
        var variables = new Variables(folded, assignable);
        variables.Share();
        variables.Settle();
        return variables;
    }

    /// <summary>The variable that holds a value which has a name.</summary>
    public Variable this[Value value] => _variables[value.Id];

    /// <summary>The variable that holds a value, if it has a name.</summary>
    public Variable? Find(Value value) => _variables.TryGetValue(value.Id, out var variable) ? variable : null;

    /// <summary>Whether the branch's result goes straight into the variable of what is around it.</summary>
    public bool IsForwarded(Value value) => _forwarded.Contains(value.Id);

    /// <summary>Whether both are values of one variable.</summary>
    public bool Share(Value a, Value b) => Find(a) is { } variable && variable == Find(b);

    private void Collect(Scope scope)
    {
        foreach (var node in scope.Written)
        {
            _order.Add(node, _nodes.Count);
            _nodes.Add(node);
            foreach (var arm in node.Arms)
            {
                Collect(arm);
            }
        }
    }

    private void Share()
    {
        foreach (var parameter in _folded.Function.Parameters)
        {
            _variables.Add(parameter.Id, new Variable(parameter) { Home = _folded.Body, IsDeclared = true });
        }

        var locals = new List<Value>();
        foreach (var node in _nodes.Where(n => n.Returns is null))
        {
            foreach (var value in node.Live)
            {
                locals.Add(value);
                var variable = new Variable(node.Operation is Loop ? Parameter(node, value) : value);
                _variables.Add(value.Id, variable);
                if (variable.First != value)
                {
                    variable.Values.Add(value);
                    _variables.Add(variable.First.Id, variable);
                }
            }

            if (node.Operation is Loop loop)
            {
                var completed = node.Completed is { } result && _folded.UseCount(result) > 0 ? node.Completed : null;
                var iteration = new Variable(loop.Iteration) { Home = completed is null ? node.Arms[0] : node.Scope, IsDeclared = true };
                _variables.Add(loop.Iteration.Id, iteration);
                if (node.Header is { Variable: var users })
                {
                    iteration.Values.Add(users);
                    _variables.Add(users.Id, iteration);
                }

                if (completed is not null)
                {
                    iteration.Values.Add(completed);
                    _variables.Add(completed.Id, iteration);
                }

                _iterations.Add(iteration);
            }
        }

        Locals = locals;
        foreach (var node in _nodes.Where(n => n is { IsExpression: false, Operation: If or Block or Loop, Returns: null }))
        {
            Forward(node);
        }

        foreach (var local in locals)
        {
            Continue(local);
        }

        foreach (var node in _nodes.Where(n => n.Operation is Loop))
        {
            ShareCarried(node);
        }

        foreach (var scope in _nodes.SelectMany(n => n.IsExpression ? [] : n.Arms))
        {
            ShareHanded(scope);
        }
    }

    private static Value Parameter(Node loop, Value result) =>
        ((Loop)loop.Operation).Body.Parameters[Shapes.IndexOf(loop.Statement.Results, result) + 1];

    // What is handed on to the statement around and used nowhere else needs no variable of its own.
    private void Forward(Node node)
    {
        if (_folded.Receiver(node.Scope) is not { Returns: null } receiver)
        {
            return;
        }

        foreach (var value in node.Live)
        {
            var targets = _folded.Handed(node.Scope).Where(h => h.Handed == value).ToList();
            if (targets.Count == 1 && _folded.UseCount(value) == 1 && Join(targets[0].Result, value))
            {
                _forwarded.Add(value.Id);
            }
        }
    }

    private void Continue(Value value)
    {
        if (!IsForwarded(value) && Continuation.Of(_folded, value) is { } earlier && Find(earlier) is not null && Join(earlier, value))
        {
            _continued.Add(value.Id, earlier);
        }
    }

    // The variable that a loop carries goes on from the one that it begins with.
    private void ShareCarried(Node node)
    {
        foreach (var result in node.Live)
        {
            var initial = _folded.Resolve(((Loop)node.Operation).Initial[Shapes.IndexOf(node.Statement.Results, result)]);
            var parameter = Parameter(node, result);
            bool isParameter = _folded.Function.Parameters.Contains(initial);
            if (isParameter ? _assignable.Contains(initial.Id) && initial.Name == parameter.Name : IsSameName(initial, parameter))
            {
                Join(initial, parameter);
            }
        }
    }

    private void ShareHanded(Scope scope)
    {
        if (_ranges is null || _folded.Receiver(scope) is not { Returns: null } receiver)
        {
            return;
        }

        foreach (var (result, handed) in _folded.Handed(scope))
        {
            if (IsSameName(handed, result) && !_folded.Function.Parameters.Contains(handed))
            {
                Join(result, handed);
            }
        }
    }

    // What the user told apart stays apart.
    private bool IsSameName(Value a, Value b) =>
        Find(a) is { } x && Find(b) is { } y && (NameOf(x) is not { } p || NameOf(y) is not { } q || p == q);

    private static string? NameOf(Variable variable) => variable.Values.FirstOrDefault(v => v.Name is not null)?.Name;

    private bool Join(Value into, Value value)
    {
        if (Find(into) is not { } kept || Find(value) is not { } joined || kept == joined)
        {
            return false;
        }

        if (joined.IsDeclared)
        {
            (kept, joined) = (joined, kept);
        }

        if (into.Type != value.Type || joined.IsDeclared || _iterations.Contains(kept) || IsOneOfSeveral(kept) || IsOneOfSeveral(joined))
        {
            return false;
        }

        if (_ranges is not null && (kept.Values.Count * joined.Values.Count > MostComparisons
            || kept.Values.Any(k => joined.Values.Any(j => _ranges.Meet(k, j)))))
        {
            return false;
        }

        foreach (var member in joined.Values)
        {
            _variables[member.Id] = kept;
            kept.Values.Add(member);
        }

        return true;
    }

    // What one statement defines together is declared together.
    private bool IsOneOfSeveral(Variable variable) => variable.Values.Any(v =>
        _folded.Definition(v) is { } node && (ExternalResults.NeedStatement(node.Statement)
            || (node.Operation is Call or SineAndCosine && node.Statement.Results.Count > 1)));

    private void Settle()
    {
        var variables = _variables.Values.Distinct().Where(v => !v.IsDeclared).ToList();
        foreach (var variable in variables)
        {
            var nodes = variable.Values.Select(_folded.Definition).OfType<Node>().ToList();
            variable.Home = nodes.Select(n => n.Scope).Aggregate(Scope.Common);
            variable.DeclaredFor = nodes.Select(n => In(variable.Home, n)).OrderBy(n => _order[n]).First();
        }

        DeclaredFor = variables.ToLookup(v => v.DeclaredFor!);
    }

    private static Node In(Scope scope, Node node)
    {
        while (node.Scope != scope)
        {
            node = node.Scope.Owner!;
        }

        return node;
    }

    /// <summary>Whether a branch may set the variable before it asks: nothing that the branch still reads is in it.</summary>
    public bool IsFree(Variable variable, Scope arm) =>
        _ranges is null || variable.Values.All(v => !_ranges.IsNeededAt(v, arm));

    /// <summary>The earlier value whose variable this one took over.</summary>
    public Value? Continued(Value value) => _continued.TryGetValue(value.Id, out var earlier) ? earlier : null;
}
