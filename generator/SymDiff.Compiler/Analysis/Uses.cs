using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>Where values are defined and used, by the place of the statements in the order of the text.</summary>
internal sealed class Uses
{
    private readonly Dictionary<Statement, int> _places = new(ByReference.Instance);
    private readonly Dictionary<Value, Statement> _definitions = [];
    private readonly Dictionary<Value, List<(int Place, Statement? Statement)>> _users = [];
    private int _next;

    /// <summary>Collects them.</summary>
    public Uses(Function function) => Visit(function.Body, null);

    /// <summary>The statement's place.</summary>
    public int Place(Statement statement) => _places[statement];

    /// <summary>The statement that defines the value; null for a parameter.</summary>
    public Statement? Definition(Value value) => _definitions.TryGetValue(value, out var statement) ? statement : null;

    /// <summary>Whether everything that reads the value stands at or after the place, but for the statements that do not count.</summary>
    public bool OnlyFrom(Value value, int place, Func<Statement, bool> doesNotCount) =>
        !_users.TryGetValue(value, out var users) || users.All(u => u.Place >= place || (u.Statement is not null && doesNotCount(u.Statement)));

    private void Visit(Region region, Statement? owner)
    {
        foreach (var statement in region.Statements)
        {
            _places[statement] = _next;
            Read(statement.Operation.Operands, statement);
            _next++;
            foreach (var inner in statement.Operation.Regions)
            {
                Visit(inner, statement);
            }

            foreach (var result in statement.Results)
            {
                _definitions[result] = statement;
            }
        }

        Read(region.End.Values, owner);
        _next++;
    }

    private void Read(EquatableArray<Value> values, Statement? user)
    {
        foreach (var value in values)
        {
            if (!_users.TryGetValue(value, out var users))
            {
                _users[value] = users = [];
            }

            users.Add((_next, user));
        }
    }
}
