namespace SymDiff.Compiler.Emit;

/// <summary>Pieces of C# of which the bodies of Jacobians are made.</summary>
internal static class JacobianText
{
    /// <summary>A parameter of the method as an argument.</summary>
    public static string Passed(string name, string modifiers) =>
        (modifiers.Split(' ').FirstOrDefault(m => m is "ref" or "out") is { } modifier ? modifier + " " : "") + Identifiers.Escape(name);

    /// <summary>A call.</summary>
    public static string Call(string name, string typeParameters, IEnumerable<string> arguments) => $"{Identifiers.Escape(name)}{typeParameters}({string.Join(", ", arguments)})";

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
