namespace SymDiff.TestKit;

/// <content>What people do with the buffers that they are given.</content>
public sealed partial class ProgramGenerator
{
    private Node BufferStatement()
    {
        switch (_random.Next(7))
        {
            case 0 or 1 when Any(v => v.Type == "Real[,]") is { } matrix:
                return MatrixStatement(matrix);
            case 2 when Any(v => v.Type == "memory of Real32") is { } single:
                return SingleMemory(single);
            case 3 when _nesting < MostNesting && Writable() is { } updated && _memoryUpdates.Count > 0:
                string i = Fresh("i");
                Node bound = Bound();
                return Do($"for (int {i} = 0; {i} < $0; {i}++)\n{{\n@0\n}}", "helper that changes memory in a loop", bound) with
                {
                    Blocks = [LoopBody(1, () => UpdateMemory(updated), Reads(i))],
                };
            case 4 when Writable(2) is { } halves && _memoryPairs.Count > 0:
                string whole = IsSpan(halves) ? halves.Name : $"{halves.Name}.AsSpan()";
                int at = _random.Next(1, halves.Least);
                return Pick([.. _memoryPairs])($"{whole}[..{Text(at)}]", Pick($"{whole}[{Text(at)}..]", $"{whole}.Slice({Text(at)})", $"{whole}[^{Text(at)}..]"));
            case 5 when Any(v => IsMemory(v) && v.CanAssign && v.Type == "Span<Real>" && IsParameter(v)) is { } one
                && Any(v => v != one && v.Type == one.Type && v.CanAssign && v.Least == one.Least && v.Most == one.Most && IsParameter(v)) is { } other:
                string kept = Fresh("t");
                string swap = $"Span<Real> {kept} = {one.Name};\n{one.Name} = {other.Name};\n{other.Name} = {kept};";
                return Chance(2) ? Do(swap, "swap of spans") : Do($"if ($0)\n{{\n{swap}\n}}", "swap of spans", Bool(1));
            default:
                return MemoryStatement();
        }
    }

    // A span on the stack cannot go where one of the caller's is.
    private bool IsParameter(Variable variable) => _parameters.Any(p => p.Name == variable.Name);

    private Node MatrixStatement(Variable matrix)
    {
        string i = Fresh("i");
        string j = Fresh("j");
        string place = $"{matrix.Name}[{Text(_random.Next(matrix.Rows))}, {Text(_random.Next(matrix.Columns))}]";
        string element = $"{matrix.Name}[{i}, {j}]";
        string loops = $"for (int {i} = 0; {i} < {matrix.Name}.GetLength(0); {i}++)\n{{\nfor (int {j} = 0; {j} < {matrix.Name}.GetLength(1); {j}++)\n{{\n";
        if (matrix.CanAssign && !Chance(3))
        {
            return _random.Next(4) switch
            {
                0 => Do($"{place} {Pick("=", "+=", "*=")} $0;", "matrix written", Bounded(2)),
                1 => Do($"{loops}{element} = Math.Sin({element}) * $0 + {place};\n}}\n}}", "loop over a matrix", Bounded(1)),
                2 => Do($"{loops}{element} += {matrix.Name}[{i}, {matrix.Name}.GetLength(1) - 1 - {j}] * $0;\n}}\n}}", "loop over a matrix", Bounded(1)),
                _ => Do($"{matrix.Name}[Math.Abs($0 % {Text(matrix.Rows)}), Math.Abs($1 % {Text(matrix.Columns)})] = $2 * {place};", "matrix written", Int(1), Int(1), Bounded(2)),
            };
        }

        if (Assignable("Real") is not { } sum)
        {
            return Declare("Real", "v", $"{matrix.Name}[Math.Abs($0 % {Text(matrix.Rows)}), Math.Abs($1 % {Text(matrix.Columns)})] * $2", "matrix read", Int(1), Int(1), Bounded(1));
        }

        return _random.Next(3) switch
        {
            0 => Do($"{loops}{sum.Name} += {element} * $0;\n}}\n}}", "loop over a matrix", Bounded(1)),
            1 => Do($"{loops}{sum.Name} = Math.Sin({sum.Name} * {element}) + {element} * {place};\n}}\n}}", "loop over a matrix"),
            _ => Do($"{sum.Name} {Pick("=", "+=")} {matrix.Name}[Math.Abs($0 % {Text(matrix.Rows)}), Math.Abs($1 % {Text(matrix.Columns)})] * $2;", "matrix read", Int(1), Int(1), Bounded(1)),
        };
    }

    private Node SingleMemory(Variable memory)
    {
        string place = $"{memory.Name}[{Text(_random.Next(memory.Rows))}]";
        string i = Fresh("i");
        string loop = $"for (int {i} = 0; {i} < {memory.Name}.Length; {i}++)\n{{\n";
        if (memory.CanAssign && Chance(2))
        {
            return _random.Next(3) switch
            {
                0 => Do($"{place} = (Real32)$0;", "memory in single precision", Bounded(2)),
                1 => Do($"{place} {Pick("*=", "+=")} 0.5f;", "memory in single precision"),
                _ => Do($"{loop}{memory.Name}[{i}] = MathF.Sin({memory.Name}[{i}]) * {place} + (Real32)$0;\n}}", "memory in single precision", Bounded(1)),
            };
        }

        return Assignable("Real") is { } sum && Chance(2)
            ? Do($"{loop}{sum.Name} += (Real){memory.Name}[{i}] * $0;\n}}", "memory in single precision", Bounded(1))
            : Declare("Real", "v", $"(Real){place} * $0", "memory in single precision", Bounded(1));
    }
}
