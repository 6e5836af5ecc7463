using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Pieces of C# of which the bodies of Jacobians are made.</summary>
internal static class JacobianText
{
    /// <summary>A parameter of the method as an argument.</summary>
    public static string Passed(string name, string modifiers) =>
        (modifiers.Split(' ').FirstOrDefault(m => m is "ref" or "out") is { } modifier ? modifier + " " : "") + Identifiers.Escape(name);

    /// <summary>A call.</summary>
    public static string Call(string name, string typeParameters, IEnumerable<string> arguments) => $"{Identifiers.Escape(name)}{typeParameters}({string.Join(", ", arguments)})";

    /// <summary>C# that reads a leaf of a struct that the method is given, where a parameter of its opened signature is one.</summary>
    public static string? Leaf(MethodSignature method, string local)
    {
        int index = method.HasShapes ? method.Opened(asLocals: true).Parameters.Select(p => p.Name).ToList().IndexOf(local) : -1;
        return index >= 0 && method.Opened().Parameters[index].Name is var leaf && leaf != local ? Identifiers.Escape(leaf) : null;
    }

    /// <summary>What stores a part of a row or a column. Where a type parameter meets another type, the compiler has to be told of both.</summary>
    /// <param name="of"><c>Row</c> or <c>Column</c>.</param>
    /// <param name="part">The type of the part.</param>
    /// <param name="to">What the matrix holds.</param>
    public static string Setter(string of, IrType part, IrType to) =>
        (part.Element ?? part) is var from && (from == to || !(from.IsGeneric || to.IsGeneric)) ? "Set" + of : $"Convert{of}<{CSharpTypes.Name(from)}, {CSharpTypes.Name(to)}>";

    /// <summary>How many numbers parameters have, and that many more.</summary>
    public static string Sum(int first, IEnumerable<ParameterSignature> parameters)
    {
        var terms = new List<string>();
        foreach (var parameter in parameters)
        {
            if (parameter.Type.IsBuffer)
            {
                terms.Add(Size(parameter));
            }
            else if (parameter.Set is { } set)
            {
                first += set.ScalarCount;
                terms.AddRange(set.Parts.Where(p => p.Type.IsBuffer).Select(p => SizeOf(p.In(parameter.Name == MethodSignature.ThisName ? "this" : Identifiers.Escape(parameter.Name)), p)));
            }
            else
            {
                first += parameter.Shape?.Leaves.Count(l => l.IsActive) ?? 1;
            }
        }

        if (first > 0 || terms.Count == 0)
        {
            terms.Insert(0, Number(first));
        }

        return terms.Count == 1 ? terms[0] : string.Join(" + ", terms.Select(t => t.Contains(" ") ? $"({t})" : t));
    }

    /// <summary>How many numbers a parameter has. The method's own guard is to say that an array is null.</summary>
    public static string Size(ParameterSignature parameter)
    {
        string name = Identifiers.Escape(parameter.Name);
        if (parameter.Columns is { } columns)
        {
            int numbers = columns.Leaves.Count(l => l.IsActive);
            string length = parameter.IsArray || parameter.IsMatrix ? $"({name}?.Length ?? 0)" : $"{name}.Length";
            return numbers == 1 ? length : $"{Number(numbers)} * {length}";
        }

        return !parameter.Type.IsBuffer ? Number(parameter.Shape?.Leaves.Count(l => l.IsActive) ?? 1)
            : parameter.IsJagged ? $"global::SymDiff.Jagged.Size({name})"
            : parameter.IsMatrix || parameter.IsArray ? $"{name}?.Length ?? 0"
            : name + ".Length";
    }

    private static string SizeOf(string array, SetPart part) => part.Inner is { } inner ? inner.IsArray ? $"global::SymDiff.ParameterBlocks.Count{inner.TypeArguments}({array})" : $"{array}?.ParameterCount ?? 0"
        : !part.IsReadable ? array + ".Length"
        : part.CSharpType.Replace("?", "").EndsWith("[][]", StringComparison.Ordinal) ? $"global::SymDiff.Jagged.Size({array})"
        : $"{array}?.Length ?? 0";

    /// <summary>A number.</summary>
    public static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
