using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Writes the body of a form that compares the derivative with differences: a loop that is gone through once for the value, once for the derivative and then for every point that slopes are estimated
/// from. A run-time object makes copies of the inputs each time, so that nothing is captured and any type will do.
/// </summary>
/// <param name="writer">Where it goes.</param>
/// <param name="method">The method.</param>
/// <param name="form">The form.</param>
/// <param name="derivative">The form that is checked: the gradient of one result, the pullback of several.</param>
/// <param name="isSingle">Whether the body computes in single precision.</param>
internal sealed class CheckBody(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature derivative, bool isSingle)
{
    private const string Run = "global::SymDiff.GradientCheckRun";

    private const int LineWidth = 120;

    private readonly NameAllocator _names = new(form.Parameters.Select(p => p.Name)
        .Concat(Forms.TypeParameterNames(method.TypeParameters))
        .Concat(method.Types.SelectMany(t => Identifiers.In(t.Name)))
        .Concat([method.Name, form.Name, derivative.Name, "global", "nameof"]));

    // What each parameter is called at the point of the run, and each part of the derivative.
    private readonly Dictionary<string, string> _at = new(StringComparer.Ordinal);
    private readonly Dictionary<FormParameter, string> _parts = [];

    // By type, what goes through the numbers of a struct.
    private readonly Dictionary<string, string> _visitors = new(StringComparer.Ordinal);

    // By set, the names of its members, and where their blocks begin.
    private readonly Dictionary<string, string> _members = new(StringComparer.Ordinal);

    private string _check = "";

    /// <summary>Writes the body.</summary>
    public void Write()
    {
        _check = _names.Allocate("check");
        SetBody.RequireSets(writer, method);
        foreach (var result in method.Parameters.Where(p => p.IsOut))
        {
            writer.Line($"{Identifiers.Escape(result.Name)} = default({result.CSharpType});");
        }

        WriteVisitors();
        foreach (var set in method.Inputs.Where(p => p.Set is { ElementType: null }))
        {
            WriteMembers(set);
        }

        writer.Line($"var {_check} = new {Run}({(isSingle ? "singlePrecision: true" : "")});");
        foreach (string generic in Scalars().Where(t => t.IsGeneric).Select(CSharpTypes.Name).Distinct())
        {
            writer.Line($"{_check}.Use<{generic}>();");
        }

        writer.Line($"while ({_check}.Next())");
        writer.Open();
        foreach (var input in method.Inputs)
        {
            WriteCopy(input);
        }

        writer.Line($"if ({_check}.IsDerivative)");
        writer.Open();
        WriteDerivative();
        writer.Close();
        writer.Line("else");
        writer.Open();
        writer.Line("try");
        writer.Open();
        WriteValue();
        writer.Close();
        writer.Line($"catch (global::System.Exception) when ({_check}.IsSample)");
        writer.Open();
        writer.Line($"{_check}.Undefined();");
        writer.Close();
        writer.Close();
        writer.Close();
        writer.Line();
        writer.Line($"return {_check}.Report();");
    }

    private IEnumerable<IrType> Scalars() => method.Inputs.Where(p => p.IsActive)
        .SelectMany(p => p.Set is { } set ? [set.Scalar] : (p.Shape ?? p.Columns) is { } shape ? shape.Leaves.Where(l => l.IsActive).Select(l => l.Type) : [p.Type.Element ?? p.Type])
        .Concat(method.ResultLeaves.Where(l => l.IsActive || l.Type.IsBuffer).Select(l => l.Type.Element ?? l.Type));

    private void WriteVisitors()
    {
        foreach (var shape in method.Inputs.Where(p => p.IsActive).Select(p => p.Shape ?? p.Columns).Append(method.ResultShape).OfType<ValueShape>())
        {
            if (_visitors.ContainsKey(shape.CSharpType) || !shape.Leaves.Any(l => l.IsActive))
            {
                continue;
            }

            string type = Identifiers.In(shape.IsTuple ? "tuple" : shape.CSharpType.Split('<')[0]).Last();
            string visitor = _names.Allocate("of" + Identifiers.Capitalized(type));
            string run = _names.Allocate("run");
            string value = _names.Allocate("value");
            _visitors.Add(shape.CSharpType, visitor);
            string made = shape.Make([.. shape.Leaves.Select(l => l.IsActive ? $"{run}.Number({Literals.Quoted(l.Path)}, {value}.{Identifiers.Escape(l.Path)})" : $"{value}.{Identifiers.Escape(l.Path)}")]);
            writer.Line($"global::System.Func<{Run}, {shape.CSharpType}, {shape.CSharpType}> {visitor} = ({run}, {value}) =>");
            writer.Continuation(made + ";");
        }
    }

    private void WriteCopy(ParameterSignature input)
    {
        string name = Identifiers.Escape(input.Name);
        string stem = input == method.This ? "this" : input.Name;
        if (input.IsOut)
        {
            _at.Add(input.Name, _names.Allocate(stem + "At"));
            return;
        }

        string type = input.CSharpType;
        string? copy = input.IsActive ? Active(input) : Constant(input, ref type);
        if (copy is null)
        {
            _at.Add(input.Name, name);
            return;
        }

        string local = _names.Allocate(stem + "At");
        _at.Add(input.Name, local);
        Wrapped($"{type} {local} =", $" {copy};");
    }

    private string Active(ParameterSignature input)
    {
        string owner = SetBody.Owner(method, input);
        string name = Literals.Quoted(input == method.This ? "this" : input.Name);
        if (input.Set is { } set)
        {
            return set.ElementType is null ? $"{_check}.Set<{SetArguments(input)}>({name}, {owner}, {_members[input.Name]})" : $"{_check}.Sets{set.Parts[0].Inner!.TypeArguments}({name}, {owner})";
        }

        string given = AsGiven(input, owner);
        if (input.Role is ParameterRole.Output or ParameterRole.Scratch && input.Type.IsBuffer)
        {
            // Its content is not read.
            return $"{Run}.Zero{Rows(input)}<{Element(input)}>({given})";
        }

        return input.Shape is { } shape ? $"{_check}.Struct({name}, {owner}, {_visitors[shape.CSharpType]})"
            : !input.Type.IsBuffer ? $"{_check}.Number({name}, {owner})"
            : input.Columns is { } columns ? $"{_check}.Array<{Element(input)}>({name}, {given}, {_visitors[columns.CSharpType]})"
            : $"{_check}.{(input.IsMatrix ? "Matrix" : input.IsJagged ? "Rows" : "Array")}<{Element(input)}>({name}, {given})";
    }

    // What the method could write to; null where it is handed on as it is.
    private static string? Constant(ParameterSignature input, ref string type)
    {
        string name = Identifiers.Escape(input.Name);
        string plain = type.TrimEnd('?');
        if (plain.StartsWith("global::System.Span<", StringComparison.Ordinal) || plain.StartsWith("global::System.Memory<", StringComparison.Ordinal))
        {
            int open = plain.IndexOf('<') + 1;
            return $"{Run}.Copy<{plain.Substring(open, plain.Length - open - 1)}>({name}{(CSharpTypes.IsMemory(plain) ? ".Span" : "")})";
        }

        return plain.EndsWith("]", StringComparison.Ordinal) ? $"{Run}.Copy({name})" : input.IsRef ? name : null;
    }

    // As the run reads them: numbers by their name alone, with brackets for arrays, and braces for sets.
    private void WriteMembers(ParameterSignature input)
    {
        var set = input.Set!;
        string owner = SetBody.Owner(method, input);
        string stem = Identifiers.Capitalized(input == method.This ? "this" : input.Name);
        var members = set.Parts.Select(p => p.Inner is not null ? Literals.Quoted(p.Path + "{}")
            : !p.Type.IsBuffer ? Literals.Quoted(p.Path)
            : p.CSharpType.Replace("?", "") is var type && type.EndsWith("[][]", StringComparison.Ordinal) ? Literals.Quoted(p.Path + "[][]")
            : type.EndsWith("[,]", StringComparison.Ordinal) && p.IsReadable ? $"{Literals.Quoted(p.Path + "[,")} + global::SymDiff.Buffers.Columns({p.In(owner)}) + \"]\""
            : Literals.Quoted(p.Path + "[]"));
        string names = _names.Allocate("membersOf" + stem);
        Wrapped($"string[] {names} =", $" {{ {string.Join(", ", members)} }};");
        if (set.Parts.Select((p, i) => p.Block == JacobianText.Number(i)).All(isPlain => isPlain))
        {
            _members.Add(input.Name, names);
            return;
        }

        string starts = _names.Allocate("blocksOf" + stem);
        Wrapped($"int[] {starts} =", $" {{ {string.Join(", ", set.Parts.Select(p => p.Block.Replace("{0}", owner)))} }};");
        _members.Add(input.Name, $"{names}, {starts}");
    }

    private void WriteValue()
    {
        string call = $"{Receiver()}{JacobianText.Call(method.Name, method.TypeParameters, method.Parameters.Select(Argument))}";
        writer.Line(method.HasOneResult ? $"{_check}.Value({call});"
            : method.Result.IsBuffer ? $"{_check}.Returned<{CSharpTypes.Name(method.Result.Element!)}>({call});"
            : method.ResultShape is { } shape && method.HasResult ? $"{_check}.Result({call}, {_visitors[shape.CSharpType]});"
            : method.HasResult ? $"{_check}.Result({call});"
            : call + ";");
        foreach (var result in method.Results)
        {
            string at = _at[result.Name];
            writer.Line(!result.Type.IsBuffer ? $"{_check}.Result({at});"
                : result.Columns is { } columns ? $"{_check}.Results<{Element(result)}>({AsGiven(result, at)}, {_visitors[columns.CSharpType]});"
                : $"{_check}.Result{(result.IsJagged ? "Rows" : "s")}<{Element(result)}>({AsGiven(result, at)});");
        }

        string Argument(ParameterSignature parameter) => parameter.IsOut ? $"out {parameter.CSharpType} {_at[parameter.Name]}" : Passing(parameter.Modifiers) + _at[parameter.Name];
    }

    private void WriteDerivative()
    {
        // The weights of results come in the order in which the method's run takes the results.
        var places = method.Results.Select((r, i) => (r.Name, i)).ToDictionary(r => r.Name, r => r.i, StringComparer.Ordinal);
        foreach (var parameter in derivative.Parameters.Where(p => p.Role is FormRole.Cotangent or FormRole.OutputCotangent or FormRole.InOutCotangent).OrderBy(p => places.TryGetValue(p.Primal, out int place) ? place : -1))
        {
            Declare(parameter, Weight(parameter));
        }

        foreach (var parameter in derivative.Parameters.Where(p => p.Role is FormRole.Accumulator or FormRole.Destination))
        {
            var like = method.Inputs.Single(i => i.Name == parameter.Primal);
            string at = _at[like.Name];
            if (parameter.Role == FormRole.Destination && !like.IsMemory)
            {
                _parts.Add(parameter, _names.Allocate(parameter.Name));
                continue;
            }

            Declare(parameter, like.Set is { ElementType: not null } sets ? $"{Run}.ZeroSets{sets.Parts[0].Inner!.TypeArguments}({at})"
                : like.Set is not null ? $"{Run}.Zero<{SetArguments(like)}>({at})"
                : !like.Type.IsBuffer ? $"default({parameter.CSharpType})"
                : $"{Run}.{(parameter.Role == FormRole.Destination && like.Columns is null ? "Unset" : "Zero")}{Rows(like)}<{Element(like)}>({AsGiven(like, at)})");
        }

        var active = method.Active.ToList();
        string call = $"{Receiver()}{JacobianText.Call(derivative.Name, method.TypeParameters, derivative.Parameters.Select(Argument))};";
        if (derivative.Kind == DerivativeKind.Gradient && derivative.ReturnType != "void")
        {
            var returned = active.Select(p => _names.Allocate("d" + Identifiers.Capitalized(p.Name))).ToList();
            writer.Line($"var {(returned.Count == 1 ? returned[0] : $"({string.Join(", ", returned)})")} = {call}");
            active.Zip(returned, (input, part) => (input, part)).ToList().ForEach(p => WritePartial(p.input, p.part));
            return;
        }

        writer.Line(call);
        foreach (var input in active)
        {
            WritePartial(input, _parts.Single(p => p.Key.Primal == input.Name && p.Key.Role is FormRole.Accumulator or FormRole.InOutCotangent or FormRole.Destination).Value);
        }

        // What the method leaves in a variable of the caller it leaves at the point.
        string Argument(FormParameter parameter) => parameter.Role == FormRole.Primal
            ? Passing(parameter.Modifiers) + (parameter.Has("out") ? Identifiers.Escape(parameter.Name) : _at[parameter.Primal])
            : (parameter.Has("out") ? "out var " : parameter.Passing) + _parts[parameter];

        void Declare(FormParameter parameter, string value)
        {
            string local = _names.Allocate(parameter.Name);
            _parts.Add(parameter, local);
            writer.Line($"{parameter.CSharpType} {local} = {value};");
        }
    }

    private string Weight(FormParameter parameter)
    {
        if (parameter.Role == FormRole.Cotangent)
        {
            return method.Result.IsBuffer ? $"{_check}.Weights<{CSharpTypes.Name(method.Result.Element!)}>()"
                : method.ResultShape is { } shape ? $"{_check}.Weight({_visitors[shape.CSharpType]})"
                : $"{_check}.Weight<{method.ReturnType}>()";
        }

        var result = method.Results.Single(r => r.Name == parameter.Primal);
        string at = AsGiven(result, _at[result.Name]);
        return !result.Type.IsBuffer ? $"{_check}.Weight<{result.CSharpType}>()"
            : result.Columns is { } columns ? $"{_check}.Weights<{Element(result)}>({at}, {_visitors[columns.CSharpType]})"
            : $"{_check}.Weight{(result.IsJagged ? "Rows" : "s")}<{Element(result)}>({at});".TrimEnd(';');
    }

    private void WritePartial(ParameterSignature input, string part)
    {
        writer.Line(input.Set is { ElementType: not null } sets ? $"{_check}.PartialSets{sets.Parts[0].Inner!.TypeArguments}({part});"
            : input.Set is not null ? $"{_check}.Partials<{SetArguments(input)}>({part});"
            : input.Shape is { } shape ? $"{_check}.Partial({part}, {_visitors[shape.CSharpType]});"
            : !input.Type.IsBuffer ? $"{_check}.Partial({part});"
            : input.Columns is { } columns ? $"{_check}.Partials<{Element(input)}>({part}, {_visitors[columns.CSharpType]});"
            : $"{_check}.Partial{(input.IsJagged ? "Rows" : "s")}<{Element(input)}>({part});");
    }

    private string Receiver() => method.This is null ? "" : _at[MethodSignature.ThisName] + ".";

    private static string Passing(string modifiers) => modifiers.Split(' ').FirstOrDefault(m => m is "ref" or "out" or "in") is { } modifier ? modifier + " " : "";

    private static string SetArguments(ParameterSignature set) => $"{set.CSharpType.TrimEnd('?')}, {CSharpTypes.Name(set.Set!.Scalar)}";

    private static string Element(ParameterSignature buffer) => CSharpTypes.Name(buffer.Type.Element!);

    private static string Rows(ParameterSignature buffer) => buffer.IsJagged ? "Rows" : "";

    private static string AsGiven(ParameterSignature parameter, string name) => name + (CSharpTypes.IsMemory(parameter.CSharpType) ? ".Span" : "");

    private void Wrapped(string before, string after)
    {
        if (writer.Column + before.Length + after.Length <= LineWidth)
        {
            writer.Line(before + after);
            return;
        }

        writer.Line(before);
        writer.Continuation(after.TrimStart());
    }
}
