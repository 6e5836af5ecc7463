namespace SymDiff.Compiler.Emit;

/// <summary>Writes the checks of sets with arrays of sets in them, and of such arrays: those of other sets know every member by its name.</summary>
/// <param name="writer">Where they go.</param>
/// <param name="method">The method.</param>
/// <param name="form">The form.</param>
internal sealed class InnerSetChecks(SourceWriter writer, MethodSignature method, FormSignature form)
{
    private const string Sets = "global::SymDiff.SetArguments";

    /// <summary>Writes the check that inner sets are like the method's own.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="part">The inner sets.</param>
    /// <param name="name">C# of the set that is given.</param>
    /// <param name="owner">C# of the method's own.</param>
    /// <param name="names">The names that are taken.</param>
    public static void RequireLike(SourceWriter writer, SetPart part, string name, string owner, NameAllocator names)
    {
        var inner = part.Inner!;
        string member = part.Path.Length == 0 ? name.TrimStart('@') : part.Path;
        writer.Line($"{Sets}.{(inner.IsArray ? "RequireSets" : "RequireSet")}{inner.TypeArguments}({part.In(name)}, {part.In(owner)}, {Literals.Quoted(member)}, nameof({name}));");
        foreach (string matrix in inner.Matrices)
        {
            Matrix(writer, part.In(name), part.In(owner), ((inner.IsArray ? "[]." : "?.") + matrix).Split('.'), 0, member, name, names);
        }
    }

    // One loop an array. What may be null is null in both.
    private static void Matrix(SourceWriter writer, string given, string own, string[] path, int at, string member, string name, NameAllocator names)
    {
        string step = path[at].TrimEnd(']', '[', '?');
        if (step.Length > 0)
        {
            (given, own, member) = ($"{given}.{Identifiers.Escape(step)}", $"{own}.{Identifiers.Escape(step)}", member + "." + step);
        }

        if (at == path.Length - 1)
        {
            writer.Line($"{Sets}.RequireMatrix({given}, {own}, {Literals.Quoted(member)}, nameof({name}));");
        }
        else if (path[at].EndsWith("[]", StringComparison.Ordinal))
        {
            string index = names.Allocate("i");
            writer.Line($"for (int {index} = 0; {index} < ({own}?.Length ?? 0); {index}++)");
            writer.Open();
            Matrix(writer, $"{given}[{index}]", $"{own}[{index}]", ["?", .. path.Skip(at + 1)], 0, member + "[]", name, names);
            writer.Close();
        }
        else
        {
            string mark = path[at].EndsWith("?", StringComparison.Ordinal) ? "?" : "";
            Matrix(writer, given + mark, own + mark, path, at + 1, member, name, names);
        }
    }

    /// <summary>Writes the checks that what is written shares no memory with all else.</summary>
    public void Write()
    {
        var sets = form.Parameters.Where(p => p.Role is not (FormRole.Primal or FormRole.Block)).SelectMany(p => method.Inputs.Where(i => i.Set is not null && i.Name == p.Primal).Select(i => (Given: p, Set: i))).ToList();
        for (int i = 0; i < sets.Count; i++)
        {
            var (given, set) = sets[i];
            if (given.Role is not (FormRole.Destination or FormRole.Diagonal or FormRole.Accumulator))
            {
                continue;
            }

            string name = Identifiers.Escape(given.Name);
            bool isOverwritten = given.Role is FormRole.Destination or FormRole.Diagonal;
            var others = method.Inputs.Where(p => p.Set is not null).Select(p => (Text: SetBody.Owner(method, p), Set: p))
                .Concat(sets.Where((s, at) => s.Given.Role is FormRole.Tangent or FormRole.Direction || (isOverwritten && at > i && s.Given.Role is FormRole.Destination or FormRole.Diagonal))
                    .Select(s => (Text: Identifiers.Escape(s.Given.Name), s.Set)))
                .Where(o => o.Set.Set!.Scalar == set.Set!.Scalar && (set.Set.HasInner || o.Set.Set.HasInner))
                .Select(o => $".ApartFrom{All(o.Set)}<{TypeOf(o.Set)}>({o.Text})")
                .Concat(!set.Set!.HasInner ? [] : form.Parameters.Where(p => IsBuffer(p, set.Set.Scalar) && (p.Role != FormRole.Accumulator || isOverwritten)).Select(p => $".ApartFromBuffer({CSharpTypes.AsSpan(p.Name, p.CSharpType)})"))
                .ToList();
            if (others.Count > 0 || (isOverwritten && set.Set.HasInner))
            {
                writer.Line($"{Sets}.{(isOverwritten ? "Written" : "AddedTo")}{All(set)}<{TypeOf(set)}, {CSharpTypes.Name(set.Set.Scalar)}>({name}, nameof({name})){string.Concat(others)};");
            }
        }

        // Buffers that are written, beside the method's own sets.
        foreach (var written in form.Parameters.Where(p => (p.IsWritten || p.Role == FormRole.Accumulator) && p.Type.IsBuffer))
        {
            string name = Identifiers.Escape(written.Name);
            foreach (var set in method.Inputs.Where(p => p.Set is { HasInner: true } && IsBuffer(written, p.Set.Scalar)))
            {
                writer.Line($"{Sets}.AddedTo{All(set)}<{TypeOf(set)}, {CSharpTypes.Name(set.Set!.Scalar)}>({SetBody.Owner(method, set)}, nameof({name})).ApartFromBuffer({CSharpTypes.AsSpan(written.Name, written.CSharpType)});");
            }
        }
    }

    private static bool IsBuffer(FormParameter parameter, IR.IrType scalar) => parameter.Type.IsBuffer && parameter.Type.Element == scalar && !parameter.IsJagged;

    private static string All(ParameterSignature set) => set.Set!.ElementType is null ? "" : "All";

    private static string TypeOf(ParameterSignature set) => set.Set!.ElementType ?? set.CSharpType.TrimEnd('?');
}
