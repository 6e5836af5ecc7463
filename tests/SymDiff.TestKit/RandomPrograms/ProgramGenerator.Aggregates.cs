using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Programs with structs, records and tuples, which the marked method may be given and return too.</content>
public sealed partial class ProgramGenerator
{
    private readonly bool _aggregates;
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);
    private readonly List<Maker> _makers = [];
    private readonly List<Func<Node?>> _shapeUpdates = [];
    private string _resultType = "Real";

    // One program in so many has matrices of structs, structs that hold arrays, recursion over structs and arrays of them as results; the others are what they would be without.
    private const int WidePrograms = 3;

    private readonly bool _isWide;

    // How many elements the array has that the marked method returns; 0 if it returns none.
    private int _resultLength;

    // Whether nothing outside is called: beside arrays of structs that is refused.
    private bool _isPure;

    // The struct whose members are written: only there its private state is seen.
    private string _inside = "";

    /// <summary>A type that has parts.</summary>
    private sealed class Shape(string name, ImmutableArray<Part> parts)
    {
        /// <summary>Its name, as it is written.</summary>
        public string Name { get; } = name;

        /// <summary>Its state.</summary>
        public ImmutableArray<Part> Parts { get; } = parts;

        /// <summary>What makes a value from all parts that can be given, in which <c>$n</c> stands for the part with that number among these.</summary>
        public required string Full { get; init; }

        /// <summary>Whether the marked method may be given one, and return one.</summary>
        public bool CanCross { get; init; } = true;

        /// <summary>Whether its parts are seen from inside only.</summary>
        public bool IsHidden { get; init; }

        /// <summary>Whether it is a tuple, whose literals have no type of their own.</summary>
        public bool IsTuple { get; init; }

        /// <summary>Whether it has a parameter list, or is a tuple: a positional pattern takes all parts.</summary>
        public bool IsPositional { get; init; }

        /// <summary>The types that it is deconstructed into.</summary>
        public ImmutableArray<string> Deconstructed { get; set; } = [];

        /// <summary>Other expressions that make one.</summary>
        public List<Func<int, Node>> Makers { get; } = [];

        /// <summary>Numbers that one has, given an expression that gives one.</summary>
        public List<Func<Node, int, Node>> Numbers { get; } = [];

        /// <summary>Others that one gives.</summary>
        public List<Func<Node, int, Node>> Others { get; } = [];

        /// <summary>Calls that change one, given its name.</summary>
        public List<Func<string, Node>> Changes { get; } = [];

        /// <summary>Calls that change one and give a number, given its name.</summary>
        public List<Func<string, Node>> Results { get; } = [];

        /// <summary>Numbers that can be set, and are computed: what stands behind its name.</summary>
        public List<string> Settable { get; } = [];

        /// <summary>Whether two can be added.</summary>
        public bool HasSum { get; set; }

        /// <summary>Whether it has the methods of the program's interface.</summary>
        public bool IsMeasured { get; set; }

        /// <summary>The parts that whoever makes one gives.</summary>
        public IEnumerable<Part> Given => Parts.Where(p => !p.IsConstant);
    }

    /// <summary>A part of a type.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">Its type, as it is written.</param>
    /// <param name="CanSet">Whether it can be assigned.</param>
    /// <param name="IsField">Whether it is a field, to which something may refer.</param>
    private sealed record Part(string Name, string Type, bool CanSet, bool IsField)
    {
        /// <summary>Whether it can be given when one is made.</summary>
        public bool CanInit { get; init; }

        /// <summary>Whether it is marked as a constant: nobody gives it.</summary>
        public bool IsConstant { get; init; }
    }

    /// <summary>What gives a value of a type where the generator stands.</summary>
    private sealed record Maker(string Type, Func<int, Node> Call);

    /// <summary>The program of a seed, over structs, records and tuples.</summary>
    public static RandomProgram MakeWithAggregates(int seed) => new ProgramGenerator(seed, aggregates: true).ProgramWithAggregates(seed);

    /// <summary>The same without second derivatives, which take long to compile.</summary>
    public static RandomProgram MakeAggregatesOfFirstOrder(int seed) => OfFirstOrder(MakeWithAggregates(seed));

    private RandomProgram ProgramWithAggregates(int seed)
    {
        _isPure = Chance(3);
        DeclareTypes();
        DeclareHolder();
        for (int i = Pick(0, 1, 1, 2, 2, 3); i > 0; i--)
        {
            MakeHelper();
        }

        _scope.Clear();
        _names = 0;
        List<string> parameters = [];
        List<int> lengths = [];
        Take("Real", "x");
        for (int i = Pick(0, 1, 1, 2); i > 0; i--)
        {
            string name = ((char)('d' + i)).ToString();
            if (Crossing() is { } shape)
            {
                AggregateParameter(shape, name);
            }
            else
            {
                Take("Real", name);
            }
        }

        if (Chance(3))
        {
            Take("int", "n");
        }

        Shape? result = Chance(3) ? Crossing() : null;
        _budget = Pick(4, 6, 8, 10, 12, 16);
        _resultLength = result is not null && _isWide && _isPure && Chance(2) ? Pick(1, 2, 3) : 0;
        string type = _resultLength > 0 ? $"{result!.Name}[]" : result?.Name ?? "Real";
        Node body = Body("[Differentiable]", $"public static {type} {RandomProgram.MethodName}({string.Join(", ", parameters)})", "marked method with aggregates", type, isMain: true);
        Node[] members = [body, .. _members];
        bool isPure = members.All(member => member.All().All(node => !node.Text.Contains("Probe.", StringComparison.Ordinal) && !node.Text.Contains("Foreign.", StringComparison.Ordinal)));
        bool hasJacobian = result is not null && isPure && lengths.All(l => l == 0);
        if (result is not null)
        {
            members[0] = Marked(body, hasJacobian ? "[Differentiable(Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian)]" : "[Differentiable(Derivatives.Vjp | Derivatives.Jvp)]");
        }

        return WithHvp(new RandomProgram(seed, [], [.. members]) { Lengths = [.. lengths], HasSeveralResults = result is not null, ResultLength = _resultLength, HasJacobian = hasJacobian });

        void Take(string parameterType, string name, string before = "", int length = 0, bool canAssign = true)
        {
            parameters.Add($"{before}{parameterType} {name}");
            lengths.Add(length);
            bool isSpan = parameterType.StartsWith("ReadOnlySpan", StringComparison.Ordinal);
            _scope.Add(new Variable(name, parameterType, CanAssign: canAssign && length == 0, IsByReference: isSpan || before == "in ") { Least = length, Most = length });
        }

        void AggregateParameter(Shape shape, string name)
        {
            switch (_random.Next(10))
            {
                case <= 5 when _isPure && _isWide && Chance(3):
                    int rows = Pick(1, 2);
                    parameters.Add($"{shape.Name}[,] {name}");
                    lengths.Add(rows * AggregateColumns);
                    _scope.Add(AggregateMatrix(shape, name, rows, canAssign: false));
                    break;
                case <= 5 when _isPure:
                    Take(Pick($"{shape.Name}[]", $"ReadOnlySpan<{shape.Name}>"), name, length: Pick(1, 2, 3));
                    break;
                case 6:
                    Take(shape.Name, name, "in ", canAssign: false);
                    break;
                case 7:
                    Take(shape.Name, name, "[NoGradient] ", canAssign: false);
                    break;
                default:
                    Take(shape.Name, name);
                    break;
            }
        }
    }

    private Shape? ShapeOf(string type) => _shapes.GetValueOrDefault(type);

    private Shape AnyShape() => Pick([.. _shapes.Values]);

    /// <summary>A variable that methods are called on which change it, or a copy that C# makes of it.</summary>
    private Variable? Changeable(Func<Shape, bool> fits) => Any(v => !v.IsFrozen && ShapeOf(v.Type) is { } shape && fits(shape));

    private Shape? Crossing() => _shapes.Values.Where(s => s.CanCross).ToArray() is { Length: > 0 } crossing ? Pick(crossing) : null;

    /// <summary>All that has a name where the generator stands: variables, their parts, elements of arrays and their parts.</summary>
    private IEnumerable<Variable> Visible() => _aggregates ? _scope.SelectMany(WithParts) : _scope;

    private IEnumerable<Variable> WithParts(Variable variable)
    {
        yield return variable;
        if (IsAggregateMemory(variable))
        {
            string index = Chance(4) ? $"^{Text(_random.Next(variable.Least) + 1)}" : Text(_random.Next(variable.Least));
            foreach (Variable element in WithParts(new Variable($"{variable.Name}[{index}]", ElementType(variable.Type), CanWrite(variable), variable.IsByReference) { IsFrozen = !CanWrite(variable) }))
            {
                yield return element;
            }
        }

        if (IsAggregateMatrix(variable))
        {
            string cell = $"{variable.Name}[{Text(_random.Next(variable.Rows))}, {Text(_random.Next(variable.Columns))}]";
            foreach (Variable element in WithParts(new Variable(cell, variable.Type[..^3], variable.CanAssign, variable.IsByReference) { IsFrozen = !variable.CanAssign }))
            {
                yield return element;
            }
        }

        if (ShapeOf(variable.Type) is not { } shape)
        {
            yield break;
        }

        // A part of what a property gives is a part of a copy.
        bool canSet = variable is { CanAssign: true, IsProperty: false };
        foreach (Part part in shape.IsHidden && _inside != shape.Name ? [] : shape.Parts)
        {
            foreach (Variable inner in WithParts(new Variable($"{variable.Name}.{part.Name}", part.Type, canSet && part.CanSet, variable.IsByReference) { IsProperty = !part.IsField || variable.IsProperty, IsFrozen = variable.IsFrozen }))
            {
                yield return inner;
            }
        }

        foreach (string settable in shape.Settable)
        {
            yield return new Variable(variable.Name + settable, "Real", canSet, variable.IsByReference) { IsProperty = true };
        }
    }

    /// <summary>What a method of a type returns.</summary>
    private Node Returned(string type, bool isMain, bool isLast) => ShapeOf(type) is { } shape ? isLast ? Final(shape, isMain) : Value(shape, 2)
        : ShapeOf(ElementType(type)) is { } element ? Whole($"new {element.Name}[] {{ {Places(_resultLength)} }}", "returned array of aggregates", [.. Enumerable.Range(0, _resultLength).Select(i => i == 0 && isLast ? Final(element, isMain) : Value(element, 2))])
        : !isLast ? Real(2)
        : isMain ? Sum()
        : Chance(3) ? Bounded(2) : Real(2);

    /// <summary>What the marked method, or a helper, returns.</summary>
    private Node Final(Shape shape, bool isMain)
    {
        if (!isMain)
        {
            return Value(shape, 2);
        }

        bool isFirst = true;
        return Made(shape, part =>
        {
            if (isFirst && (part.Type == "Real" || ShapeOf(part.Type) is not null))
            {
                isFirst = false;
                return ShapeOf(part.Type) is { } inner ? Final(inner, isMain) : Sum();
            }

            return PartValue(part, 3);
        });
    }
}
