namespace SymDiff.Compiler.Emit;

/// <summary>Writes the body of a form that takes sets of parameters: it checks that they are alike, and calls the form that takes their members one by one.</summary>
/// <param name="writer">Where it goes.</param>
/// <param name="method">The method.</param>
/// <param name="form">The form.</param>
/// <param name="core">The form that takes the members.</param>
internal sealed class SetBody(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature core)
{
    private const int LineWidth = 120;

    private const string Sets = "global::SymDiff.SetArguments";

    private readonly IReadOnlyDictionary<string, (ParameterSignature Set, SetPart Part)> _parts = SetSignature.Parts(method);
    private readonly NameAllocator _names = new(form.Parameters.Select(p => p.Name).Append(core.Name)
        .Concat(Forms.TypeParameterNames(method.TypeParameters)).Concat(method.Types.SelectMany(t => Identifiers.In(t.Name))));

    private readonly IReadOnlyDictionary<string, (string Part, string Text)> _tables = SetSignature.Tables(method);

    // What is to be done when the numbers are there.
    private readonly List<string> _last = [];

    // The memory of inner sets, by the parameter of the core that takes it.
    private readonly Dictionary<string, string> _memory = new(StringComparer.Ordinal);

    /// <summary>C# that names a set.</summary>
    public static string Owner(MethodSignature method, ParameterSignature set) => set == method.This ? "this" : Identifiers.Escape(set.Name);

    /// <summary>Writes the checks that the sets that the method is given are there.</summary>
    public static void RequireSets(SourceWriter writer, MethodSignature method)
    {
        foreach (var set in method.Parameters.Where(p => p.Set is { IsClass: true }))
        {
            string name = Identifiers.Escape(set.Name);
            writer.Line($"{Sets}.Require({name}, nameof({name}));");
        }
    }

    /// <summary>Writes the body.</summary>
    public void Write()
    {
        RequireSets(writer, method);
        foreach (var (given, set) in Given())
        {
            RequireLike(given, set);
        }

        RequireApart();
        new InnerSetChecks(writer, method, form).Write();
        bool hasMemory = core.Parameters.Any(p => InnerOf(p) is not null);
        if (hasMemory)
        {
            DeclareMemory();
            writer.Line("try");
            writer.Open();
            TakeMemory();
        }

        var arguments = core.Parameters.Select(Argument).ToList();
        foreach (var (given, set) in Given().Where(g => g.Given.Role is FormRole.Destination or FormRole.Diagonal))
        {
            ClearUnseen(given, set);
        }

        Call(arguments);
        if (hasMemory)
        {
            writer.Close();
            writer.Line("finally");
            writer.Open();
            foreach (string memory in _memory.Values)
            {
                writer.Line($"{memory}.Dispose();");
            }

            writer.Close();
        }
    }

    private void Call(List<string> arguments)
    {
        if (_last.Count == 0)
        {
            Call(form.ReturnType == "void" ? "" : "return ", arguments);
            return;
        }

        string value = form.ReturnType == "void" ? "" : _names.Allocate("value");
        Call(value.Length == 0 ? "" : $"{form.ReturnType} {value} = ", arguments);
        _last.ForEach(writer.Line);
        if (value.Length > 0)
        {
            writer.Line($"return {value};");
        }
    }

    private InnerSets? InnerOf(FormParameter parameter) => _parts.TryGetValue(parameter.Primal, out var member) ? member.Part.Inner : null;

    private void DeclareMemory()
    {
        foreach (var parameter in core.Parameters.Where(p => InnerOf(p) is not null))
        {
            string memory = _names.Allocate(parameter.Name + "Flat");
            _memory.Add(parameter.Name, memory);
            writer.Line($"var {memory} = default(global::SymDiff.FlatSets<{CSharpTypes.Name(InnerOf(parameter)!.Scalar)}>);");
        }
    }

    private void TakeMemory()
    {
        const string Memory = "global::SymDiff.SetMemory";
        foreach (var parameter in core.Parameters.Where(p => InnerOf(p) is not null))
        {
            var (set, part) = _parts[parameter.Primal];
            string memory = _memory[parameter.Name];
            string sets = part.In(parameter.Role == FormRole.Primal ? Owner(method, set) : GivenName(parameter, set));
            var inner = part.Inner!;
            string what = parameter.Role switch
            {
                FormRole.Primal => "Primal",
                FormRole.Destination or FormRole.Diagonal or FormRole.Accumulator => "Zero",
                _ => "Copy",
            };
            writer.Line($"{memory} = {Memory}.{what}{inner.One}{inner.TypeArguments}({sets}{(parameter.Role == FormRole.Primal ? ", " + JacobianText.Number(inner.Blocks) : "")});");
            if (parameter.Role is FormRole.Destination or FormRole.Diagonal)
            {
                _last.Add($"{Memory}.Write{inner.One}{inner.TypeArguments}({memory}, {sets});");
            }
            else if (parameter.Role == FormRole.Accumulator)
            {
                _last.Add($"{Memory}.Add{inner.One}<{inner.CSharpType}>({memory}, {sets});");
            }
        }
    }

    // What the form calls the set that belongs to one of the method.
    private string GivenName(FormParameter parameter, ParameterSignature set) =>
        Identifiers.Escape(form.Parameters.Single(p => p.Role == parameter.Role && p.Primal == set.Name).Name);

    private void Call(string before, List<string> arguments)
    {
        string line = before + JacobianText.Call(core.Name, method.TypeParameters, arguments) + ";";
        if (writer.Column + line.Length <= LineWidth)
        {
            writer.Line(line);
            return;
        }

        writer.Line($"{before}{Identifiers.Escape(core.Name)}{method.TypeParameters}(");
        for (int i = 0; i < arguments.Count; i++)
        {
            writer.Continuation(arguments[i] + (i == arguments.Count - 1 ? ");" : ","));
        }
    }

    // The sets that belong to a set of the method.
    private IEnumerable<(FormParameter Given, ParameterSignature Set)> Given() => form.Parameters.Where(p => p.Role is not (FormRole.Primal or FormRole.Block))
        .SelectMany(p => method.Inputs.Where(i => i.Set is not null && i.Name == p.Primal).Select(i => (p, i)));

    private void RequireLike(FormParameter given, ParameterSignature set)
    {
        string name = Identifiers.Escape(given.Name);
        string owner = Owner(method, set);
        if (set.Set!.ElementType is not null)
        {
            writer.Line($"{Sets}.Require({name}, nameof({name}));");
        }
        else if (set.Set.IsClass)
        {
            writer.Line($"{Sets}.RequireLike({name}, {owner}, nameof({name}));");
        }

        foreach (var nested in set.Set.Nested)
        {
            string path = Identifiers.Escape(nested.Path);
            writer.Line($"{Sets}.RequireLike({name}.{path}, {owner}.{path}, nameof({name}));");
        }

        foreach (var part in set.Set.Parts.Where(p => p.Type.IsBuffer))
        {
            if (part.Inner is not null)
            {
                InnerSetChecks.RequireLike(writer, part, name, owner, _names);
                continue;
            }

            string type = part.CSharpType.Replace("?", "");
            string check = !part.IsReadable ? "RequireBlock" : type.EndsWith("[][]", StringComparison.Ordinal) ? "RequireRows" : type.EndsWith("[,]", StringComparison.Ordinal) ? "RequireMatrix" : "RequireLength";
            writer.Line($"{Sets}.{check}({part.In(name)}, {part.In(owner)}, {Literals.Quoted(part.Path)}, nameof({name}));");
        }
    }

    // Numbers are variables of the set that holds them; arrays are compared where they are spans.
    private void RequireApart()
    {
        var sets = Given().ToList();
        for (int i = 0; i < sets.Count; i++)
        {
            var (given, set) = sets[i];
            if (given.Role is not (FormRole.Destination or FormRole.Diagonal or FormRole.Accumulator))
            {
                continue;
            }

            string name = Identifiers.Escape(given.Name);
            var own = Objects(name, set).ToList();
            var others = method.Inputs.Where(p => p.Set is not null).SelectMany(p => Objects(Owner(method, p), p))
                .Concat(sets.Where(s => s.Given.Role is FormRole.Tangent or FormRole.Direction).SelectMany(s => Objects(Identifiers.Escape(s.Given.Name), s.Set)))
                .Concat(given.Role is FormRole.Destination or FormRole.Diagonal ? sets.Skip(i + 1).Where(s => s.Given.Role is FormRole.Destination or FormRole.Diagonal).SelectMany(s => Objects(Identifiers.Escape(s.Given.Name), s.Set)) : [])
                .ToList();
            for (int j = 0; j < own.Count; j++)
            {
                foreach (var other in others.Concat(given.Role is FormRole.Destination or FormRole.Diagonal ? own.Skip(j + 1) : []).Where(o => o.Type == own[j].Type))
                {
                    writer.Line($"{Sets}.RequireApart({own[j].Text}, {other.Text}, nameof({name}));");
                }
            }
        }
    }

    private static IEnumerable<(string Text, string Type)> Objects(string owner, ParameterSignature set)
    {
        if (set.Set!.IsClass)
        {
            yield return (owner, set.CSharpType.TrimEnd('?'));
        }

        foreach (var nested in set.Set.Nested)
        {
            yield return ($"{owner}.{Identifiers.Escape(nested.Path)}", nested.CSharpType.TrimEnd('?'));
        }
    }

    // The state of a derived type, which the method does not depend on, comes behind that of its base.
    private void ClearUnseen(FormParameter given, ParameterSignature set)
    {
        string name = Identifiers.Escape(given.Name);
        string scalar = CSharpTypes.Name(set.Set!.Scalar);
        if (set.Set.IsOpen)
        {
            _last.Add($"{Sets}.ClearFrom<{given.CSharpType}, {scalar}>({name}, {set.Set.BlockCount.Replace("{0}", name)});");
        }

        foreach (var nested in set.Set.Nested.Where(n => n.IsOpen))
        {
            _last.Add($"{Sets}.ClearFrom<{nested.CSharpType.TrimEnd('?')}, {scalar}>({name}.{Identifiers.Escape(nested.Path)}, {nested.BlockCount.Replace("{0}", name)});");
        }
    }

    private string Argument(FormParameter parameter)
    {
        if (_memory.TryGetValue(parameter.Name, out string? memory))
        {
            return memory + ".Elements";
        }

        if (_tables.TryGetValue(parameter.Name, out var table))
        {
            return table.Text.Replace("{0}", _memory[table.Part]);
        }

        if (!_parts.TryGetValue(parameter.Primal, out var member))
        {
            var same = parameter.Role == FormRole.Primal ? parameter : form.Parameters.Single(p => p.Role == parameter.Role && p.Primal == parameter.Primal);
            return same.Passing + Identifiers.Escape(same.Name);
        }

        var (set, part) = member;
        if (parameter.Role == FormRole.Primal)
        {
            return part.In(Owner(method, set));
        }

        string given = GivenName(parameter, set);
        if (part.Type.IsBuffer || !parameter.IsResult || part.Target == SetPartTarget.Field)
        {
            return parameter.Passing + part.In(given);
        }

        // What is added goes through a variable of its own: the same set may be given twice.
        string local = _names.Allocate(parameter.Name);
        bool adds = parameter.Role == FormRole.Accumulator;
        if (adds)
        {
            writer.Line($"{CSharpTypes.Name(part.Type)} {local} = {Literals.Text(IR.Literal.Of(part.Type, 0))};");
        }

        string target = part.Target == SetPartTarget.Property ? part.In(given) : part.BlockIn(given) + "[0]";
        _last.Add($"{target} {(adds ? "+=" : "=")} {local};");
        return adds ? "ref " + local : $"out {CSharpTypes.Name(part.Type)} {local}";
    }
}
