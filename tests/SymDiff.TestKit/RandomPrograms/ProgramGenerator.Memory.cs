using System.Collections.Immutable;
using System.Globalization;

namespace SymDiff.TestKit;

/// <content>Memory of the program's own: arrays, spans and slices of active numbers, and arrays of indices.</content>
public sealed partial class ProgramGenerator
{
    private static bool IsMemory(Variable variable) => variable.Least > 0 && variable.Type is "Real[]" or "Span<Real>" or "ReadOnlySpan<Real>";

    private static bool IsIndices(Variable variable) => variable is { Least: > 0, Type: "int[]" };

    private static bool IsSpan(Variable variable) => variable.Type != "Real[]";

    private Variable? Writable() => Any(v => IsMemory(v) && v.CanAssign && v.Type != "ReadOnlySpan<Real>");

    private Variable? Writable(int least) => Any(v => IsMemory(v) && v.CanAssign && v.Type != "ReadOnlySpan<Real>" && v.Least >= least);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The text of an index within a memory, in which <c>$n</c> is an integer of any size.</summary>
    private string Index(Variable memory, int part) => _random.Next(6) switch
    {
        0 or 1 => Text(_random.Next(memory.Least)),
        2 => $"^{Text(_random.Next(memory.Least) + 1)}",
        3 when memory.Least is 2 or 4 => $"${Text(part)} & {Text(memory.Least - 1)}",
        4 => $"Math.Abs(${Text(part)} % {Text(memory.Least)})",
        _ => $"Math.Abs(${Text(part)} % {memory.Name}.Length)",
    };

    /// <summary>A place in a memory; the index is the part with the number <paramref name="part"/>.</summary>
    private string Place(Variable memory, int part) => $"{memory.Name}[{Index(memory, part)}]";

    private Node Element(Variable memory, int depth) => Make(NodeKind.Real, Place(memory, 0), "element", Int(depth));

    private Node Entry(Variable indices, int depth) => Make(NodeKind.Int, Place(indices, 0), "array of indices", Int(Math.Max(depth, 0)));

    private Node MemoryExpression(Variable memory, int depth)
    {
        bool writes = memory.CanAssign && memory.Type != "ReadOnlySpan<Real>";
        return _random.Next(9) switch
        {
            0 when writes => Make(NodeKind.Real, $"({Place(memory, 0)} = $1)", "assignment of an element as expression", Int(1), Bounded(depth - 1)),
            1 when writes => Make(NodeKind.Real, $"({Place(memory, 0)} {Pick("+=", "-=", "*=")} $1)", "assignment of an element as expression", Int(1), Bounded(depth - 1)),
            2 when writes => Make(NodeKind.Real, Pick($"{Place(memory, 0)}++", $"(--{Place(memory, 0)})"), "++ or -- of an element", Int(1)),
            3 => Make(NodeKind.Real, $"($0 * {memory.Name}.Length)", "length", Bounded(depth - 1)),
            4 => Make(NodeKind.Real, $"($2 ? {Place(memory, 0)} : {Place(memory, 1)})", "element", Int(1), Int(1), Bool(1)),
            5 when Any(IsIndices) is { } indices => Make(NodeKind.Real, $"{memory.Name}[Math.Abs({Place(indices, 0)} % {memory.Name}.Length)]", "element at an index from an array", Int(1)),
            _ => Element(memory, 1),
        };
    }

    private Node MemoryStatement()
    {
        if (Writable() is not { } memory || Chance(6))
        {
            return DeclareMemory();
        }

        switch (_random.Next(24))
        {
            case 0 or 1 or 2:
                return Do($"{Place(memory, 0)} = $1;", "store", Int(1), Real(2));
            case 3 or 4:
                return Do($"{Place(memory, 0)} {Pick("+=", "-=")} $1;", "compound assignment of an element", Int(1), Real(2));
            case 5:
                return Pick(
                    Do($"{Place(memory, 0)} *= $1;", "compound assignment of an element", Int(1), Bounded(2)),
                    Do($"{Place(memory, 0)} /= $1;", "compound assignment of an element", Int(1), Positive(1)));
            case 6:
                return Do(Pick($"{Place(memory, 0)}++;", $"--{Place(memory, 0)};"), "++ or -- of an element", Int(1));
            case 7:
                return Do($"{Place(memory, 0)} = Math.{Pick("Sin", "Cos", "Tanh")}({Place(memory, 1)}) * $2;", "self-reading update", Int(1), Int(1), Bounded(2));
            case 8:
                return Do($"({Place(memory, 0)}, {Place(memory, 1)}) = ({Place(memory, 1)}, {Place(memory, 0)});", "swap of elements", Int(0), Int(0));
            case 9 when Assignable("Real") is { } real:
                return Do($"({real.Name}, {Place(memory, 0)}) = ({Place(memory, 1)}, $2);", "swap of elements", Int(0), Int(0), Bounded(1));
            case 10 or 11:
                return Bulk(memory);
            case 12 or 13:
                return View(memory);
            case 14 when Any(v => v != memory && v.Type == memory.Type && v.Least == memory.Least && v.Most == memory.Most && v.CanAssign) is { } other && !IsSpan(memory):
                return Rebind(memory, other);
            case 15 when Any(IsIndices) is { } indices && indices.CanAssign:
                return Pick(
                    Do($"{Place(indices, 0)} = $1;", "array of indices", Int(1), Int(1)),
                    Do($"{Place(indices, 0)}{Pick("++", "--", " += 2")};", "array of indices", Int(1)),
                    Do($"({Place(indices, 0)}, {Place(indices, 1)}) = ({Place(indices, 1)}, {Place(indices, 0)});", "array of indices", Int(0), Int(0)));
            case >= 16 and <= 20 when _nesting < MostNesting:
                return MemoryLoop(memory);
            case 21:
                return Do("if ($2)\n{\n" + $"{Place(memory, 0)} = $1;\n" + "}", "store in an arm", Int(1), Real(2), Bool(1));
            default:
                return UpdateMemory(memory) ?? Do($"{Place(memory, 0)} = $1;", "store", Int(1), Real(2));
        }
    }

    private Node DeclareMemory()
    {
        int length = Pick(1, 2, 3, 3, 4);
        string name = Fresh("m");
        Node[] values = [.. Enumerable.Range(0, length).Select(_ => Bounded(1))];
        string list = string.Join(", ", Enumerable.Range(0, length).Select(i => $"${Text(i)}"));
        switch (_random.Next(11))
        {
            case 0 or 1:
                return New("Real[]", $"Real[] {name} = new Real[{Text(length)}];", "new array");
            case 2 or 3:
                return New("Real[]", $"Real[] {name} = {{ {list} }};", "array initialiser", values);
            case 4:
                return New("Real[]", $"Real[] {name} = new Real[] {{ {list} }};", "array initialiser", values);
            case 5:
                // What is not cleared is as the stack was: the programs skip what clears locals.
                return New("Span<Real>", $"Span<Real> {name} = stackalloc Real[{Text(length)}];\n{name}.{Pick("Clear()", "Fill($0)")};", "stackalloc", Bounded(2));
            case 6:
                return New("Span<Real>", $"Span<Real> {name} = stackalloc Real[] {{ {list} }};", "stackalloc", values);
            case 7:
                Node count = Int(1);
                _scope.Add(new Variable(name, "Real[]", CanAssign: true) { Least = 1, Most = 4 });
                return Do($"Real[] {name} = new Real[Math.Abs($0 % 4) + 1];", "new array of a length from data", count);
            case 8:
                _scope.Add(new Variable(name, "int[]", CanAssign: true) { Least = length, Most = length });
                return Chance(2)
                    ? Do($"int[] {name} = new int[{Text(length)}];", "array of indices")
                    : Do($"int[] {name} = {{ {string.Join(", ", Enumerable.Range(0, length).Select(i => Text((i * 2 + 1) % length)))} }};", "array of indices");
            case 9 when Any(v => IsMemory(v) && !IsSpan(v)) is { } one && Any(v => IsMemory(v) && !IsSpan(v)) is { } other && one.CanAssign && other.CanAssign:
                Node test = Bool(1);
                _scope.Add(new Variable(name, "Real[]", CanAssign: true) { Least = Math.Min(one.Least, other.Least), Most = Math.Max(one.Most, other.Most) });
                return Pick(
                    Do($"Real[] {name} = $0 ? {one.Name} : {other.Name};", "memory selected", test),
                    Do($"Real[] {name} = {one.Name};\nif ($0)\n{{\n{name} = {other.Name};\n}}", "memory selected", test));
            default:
                return New("Real[]", $"Real[] {name} = new Real[{Text(length)}];\n{name}[{Text(length - 1)}] = $0;", "new array", Real(2));
        }

        Node New(string type, string text, string construct, params Node[] parts)
        {
            _scope.Add(new Variable(name, type, CanAssign: true, IsByReference: type != "Real[]") { Least = length, Most = length });
            return Do(text, construct, parts);
        }
    }

    /// <summary>Another name for a memory, or for a part of it.</summary>
    private Node View(Variable memory)
    {
        string name = Fresh("s");
        string whole = IsSpan(memory) ? memory.Name : $"{memory.Name}.AsSpan()";
        if (!IsSpan(memory) && Chance(4))
        {
            _scope.Add(memory with { Name = name });
            return Do($"Real[] {name} = {memory.Name};", "second name of an array");
        }

        if (Chance(5))
        {
            _scope.Add(new Variable(name, "ReadOnlySpan<Real>", CanAssign: false, IsByReference: true) { Least = memory.Least, Most = memory.Most });
            return Do($"ReadOnlySpan<Real> {name} = {memory.Name};", "read-only span");
        }

        int start = _random.Next(memory.Least);
        int length = _random.Next(1, memory.Least - start + 1);
        Node number = Int(1);
        switch (_random.Next(5))
        {
            case 0:
                return Slice(length, length, $"{whole}.Slice({Text(start)}, {Text(length)})");
            case 1:
                return Slice(memory.Least - start, memory.Most - start, Pick($"{whole}[{Text(start)}..]", $"{whole}.Slice({Text(start)})"));
            case 2:
                return Slice(length, length, $"{whole}[{Text(start)}..{Text(start + length)}]");
            case 3:
                return Slice(1, memory.Most, $"{whole}.Slice(Math.Abs($0 % {Text(memory.Least)}))", number);
            default:
                return Slice(memory.Least, memory.Most, whole);
        }

        Node Slice(int least, int most, string text, params Node[] parts)
        {
            _scope.Add(new Variable(name, "Span<Real>", CanAssign: true, IsByReference: true) { Least = least, Most = most });
            return Do($"Span<Real> {name} = {text};", "slice", parts);
        }
    }

    /// <summary>A name stands for another array from here on.</summary>
    private Node Rebind(Variable one, Variable other) => _random.Next(4) switch
    {
        0 => Do($"({one.Name}, {other.Name}) = ({other.Name}, {one.Name});", "swap of arrays"),
        1 => Do($"Real[] {Fresh("t")} = {one.Name};\n{one.Name} = {other.Name};\n{other.Name} = t{Text(_names)};", "swap of arrays"),
        2 => Do($"if ($0)\n{{\n({one.Name}, {other.Name}) = ({other.Name}, {one.Name});\n}}", "swap of arrays", Bool(1)),
        _ => Do($"{one.Name} = {other.Name};", "array assigned"),
    };

    /// <summary>Many elements at once.</summary>
    private Node Bulk(Variable memory)
    {
        string whole = IsSpan(memory) ? memory.Name : $"{memory.Name}.AsSpan()";
        int count = memory.Least - 1;
        switch (_random.Next(8))
        {
            case 0:
                return Do(Pick($"{whole}.Clear();", IsSpan(memory) ? $"{memory.Name}[..{Text(count)}].Clear();" : $"Array.Clear({memory.Name}, 0, {Text(count)});"), "clear");
            case 1:
                return Do($"{whole}.Fill($0);", "fill", Bounded(2));
            case 2:
                return Do($"{whole}[..{Text(count + 1)}].Fill($0);", "fill", Bounded(2));
            case 3:
                return Do($"{whole}.Slice(0, {Text(count)}).CopyTo({whole}.Slice(1));", "copy within a memory");
            case 4:
                return Do($"{whole}.Slice(1, {Text(count)}).CopyTo({whole});", "copy within a memory");
            case 5 when !IsSpan(memory) && Any(v => IsMemory(v) && !IsSpan(v)) is { } array:
                int both = Math.Min(array.Least, memory.Least);
                return Do(Pick($"Array.Copy({array.Name}, {memory.Name}, {Text(both)});", $"Array.Copy({array.Name}, 0, {memory.Name}, {Text(memory.Least - both)}, {Text(both)});"), "copy");
            default:
                Variable? source = Any(v => IsMemory(v) && v.Most <= memory.Least);
                return source is not null
                    ? Do(source.Type == "Real[]" ? $"{source.Name}.{Pick("CopyTo", "AsSpan().CopyTo")}({whole});" : $"{source.Name}.CopyTo({whole});", "copy")
                    : Do($"{whole}.Fill($0);", "fill", Bounded(2));
        }
    }
}
