using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Matrices of structs and tuples.</content>
public sealed partial class ProgramGenerator
{
    /// <summary>How many columns they have.</summary>
    internal const int AggregateColumns = 2;

    private bool IsAggregateMatrix(Variable variable) => variable.Type.EndsWith("[,]", StringComparison.Ordinal) && ShapeOf(variable.Type[..^3]) is not null;

    private static Variable AggregateMatrix(Shape shape, string name, int rows, bool canAssign) =>
        new(name, $"{shape.Name}[,]", canAssign) { Rows = rows, Columns = AggregateColumns };

    /// <summary>An element; its row and its column are the parts with the number <paramref name="part"/> and the next.</summary>
    private string Cell(Variable matrix, int part) =>
        $"{matrix.Name}[{Within(part, matrix.Rows, $"{matrix.Name}.GetLength(0)")}, {Within(part + 1, matrix.Columns, $"{matrix.Name}.GetLength(1)")}]";

    private string Within(int part, int count, string length) => _random.Next(3) switch
    {
        0 => Text(_random.Next(count)),
        1 => $"Math.Abs(${Text(part)} % {Text(count)})",
        _ => $"Math.Abs(${Text(part)} % {length})",
    };

    private Node AggregateMatrixStatement()
    {
        if (Any(IsAggregateMatrix) is not { } matrix || Chance(4))
        {
            return DeclareAggregateMatrix();
        }

        Shape shape = ShapeOf(matrix.Type[..^3])!;
        bool writes = matrix.CanAssign;
        switch (_random.Next(9))
        {
            case 0 or 1 when writes:
                return Do($"{Cell(matrix, 0)} = $2;", "store into a matrix of aggregates", Int(1), Int(1), Value(shape, 2));
            case 2 when writes:
                return Do($"({Cell(matrix, 0)}, {Cell(matrix, 2)}) = ({Cell(matrix, 2)}, {Cell(matrix, 0)});", "swap in a matrix of aggregates", Int(0), Int(0), Int(0), Int(0));
            case 3 when writes && SettablePart(shape) is { } part:
                return Do($"{Cell(matrix, 0)}.{part.Name} {Pick("=", "+=", "-=")} $2;", "store into a part in a matrix", Int(1), Int(1), Real(2));
            case 4 when writes && shape.Changes.Count > 0:
                return Pick([.. shape.Changes])($"{matrix.Name}[{Text(_random.Next(matrix.Rows))}, {Text(_random.Next(matrix.Columns))}]");
            case 5 or 6 or 7 when _nesting < MostNesting:
                return OverMatrix(matrix, shape, writes);
            default:
                string copy = Fresh("v");
                Node made = Do($"{shape.Name} {copy} = {Cell(matrix, 0)};", "copy out of a matrix of aggregates", Int(1), Int(1));
                _scope.Add(new Variable(copy, shape.Name, CanAssign: true));
                return made;
        }
    }

    private Node DeclareAggregateMatrix()
    {
        Shape shape = Crossing() ?? AnyShape();
        int rows = Pick(1, 2, 2, 3);
        string name = Fresh("m");
        Node[] values = [.. Enumerable.Range(0, rows * AggregateColumns).Select(_ => Value(shape, 1))];
        string size = $"{Text(rows)}, {Text(AggregateColumns)}";
        Node made = Chance(2)
            ? Do($"{shape.Name}[,] {name} = new {shape.Name}[{size}];\n{name}[{Text(rows - 1)}, 0] = $0;", "new matrix of aggregates", values[0])
            : Do($"{shape.Name}[,] {name} = {{ {string.Join(", ", Enumerable.Range(0, rows).Select(r => $"{{ ${Text(r * AggregateColumns)}, ${Text((r * AggregateColumns) + 1)} }}"))} }};", "matrix of aggregates with an initialiser", values);
        _scope.Add(AggregateMatrix(shape, name, rows, canAssign: true));
        return made;
    }

    /// <summary>Rows and columns, in either order; some loops read the row before too.</summary>
    private Node OverMatrix(Variable matrix, Shape shape, bool writes)
    {
        (string i, string j) = (Fresh("i"), Fresh("j"));
        bool isNeighbour = Chance(3);
        bool isTransposed = Chance(3);
        Variable own = new($"{matrix.Name}[{i}, {j}]", shape.Name, writes) { IsFrozen = !writes };
        Variable before = own with { Name = $"{matrix.Name}[{i} - 1, {j}]" };
        ImmutableArray<Node> body = LoopBody(
            last: () => writes && isNeighbour ? Do($"{own.Name} = $0;", "store into a matrix of aggregates", Bounded(shape))
                : Assignable("Real") is { } sum ? Do($"{sum.Name} += $0;", "sum over a matrix of aggregates", Bounded(2)) : null,
            own: [own, .. isNeighbour ? [before] : (Variable[])[], Reads(i), Reads(j)]);
        string rows = $"for (int {i} = {(isNeighbour ? "1" : "0")}; {i} < {matrix.Name}.GetLength(0); {i}++)";
        string columns = Pick($"for (int {j} = 0; {j} < {matrix.Name}.GetLength(1); {j}++)", $"for (int {j} = {Text(matrix.Columns - 1)}; {j} >= 0; {j}--)");
        (string outer, string inner) = isTransposed ? (columns, rows) : (rows, columns);
        return Do($"{outer}\n{{\n{inner}\n{{\n@0\n}}\n}}", "for over a matrix of aggregates") with { Blocks = [body] };
    }
}
