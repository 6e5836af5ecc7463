using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Writes the bodies of the form that spreads the samples of a sum over threads: the caller's thread takes the first part of the samples, with the destinations as accumulators; the other parts have
/// accumulators of their own, which are added one after the other.
/// </summary>
/// <param name="writer">Where it goes.</param>
/// <param name="method">The method that is the value of one sample.</param>
internal sealed class SumBody(SourceWriter writer, MethodSignature method)
{
    private const string Parts = "global::SymDiff.SampleParts";

    private const string Blocks = "global::SymDiff.ParameterBlocks";

    private const int LineWidth = 120;

    private readonly FormSignature _form = Forms.Of(method, DerivativeKind.SumGradient);
    private readonly FormSignature _part = Forms.Of(method.Summed(), DerivativeKind.ValueAndGradient);
    private readonly NameAllocator _names = new(Forms.Of(method, DerivativeKind.SumGradient).Parameters.Select(p => p.Name).Concat(Forms.TypeParameterNames(method.TypeParameters))
        .Concat(method.Types.SelectMany(t => Identifiers.In(t.Name))).Concat([method.Name, "global", "nameof"]));

    // The memory of the other parts, by destination.
    private readonly Dictionary<FormParameter, string> _others = [];

    private string PartName => method.Name + "__Samples__" + DerivativeKind.ValueAndGradient;

    private string Workers => Identifiers.Escape(_form.Parameters.Single(p => p.Role == FormRole.Workers).Name);

    private string Start => Identifiers.Escape(_form.Parameters.Single(p => p.Role == FormRole.FirstSample).Name);

    private string Count => Identifiers.Escape(_form.Parameters.Single(p => p.Role == FormRole.SampleCount).Name);

    private IEnumerable<FormParameter> Destinations => _form.Parameters.Where(p => p.Role == FormRole.Destination);

    /// <summary>The declaration of the method that uses several threads, whose number of workers is that of the parts.</summary>
    /// <param name="method">The method that is the value of one sample.</param>
    public static FormSignature Spreading(MethodSignature method) => CSharpEmitter.Private(Forms.Of(method, DerivativeKind.SumGradient), method.Name + "__Workers");

    /// <summary>Writes the body of the form: how many threads there are work for is decided before anything is allocated.</summary>
    public void Write()
    {
        writer.Line($"{Workers} = {Parts}.Number({Start}, {Count}, {Workers}, nameof({Count}), nameof({Workers}));");
        writer.Line($"if ({Workers} == 1)");
        writer.Open();
        Call("return ", PartName, [.. _part.Parameters.Select(p => p.Passing + Identifiers.Escape(p.Name))], ";");
        writer.Close();
        writer.Line();
        Call("return ", method.Name + "__Workers", [.. _form.Parameters.Select(p => p.Passing + Identifiers.Escape(p.Name))], ";");
    }

    /// <summary>Writes the body of the method that uses several threads.</summary>
    public void WriteSpreading()
    {
        SetBody.RequireSets(writer, method);
        string values = _names.Allocate("sums");
        string part = _names.Allocate("part");
        string others = _names.Allocate("others");
        string sum = _names.Allocate("sum");
        var given = GivenByReference();
        string receiver = Receiver();
        writer.Line($"var {values} = {Parts}.Variables<{method.ReturnType}>({Workers});");
        foreach (var destination in Destinations)
        {
            string memory = _names.Allocate(destination.Name + "Parts");
            _others.Add(destination, memory);
            writer.Line($"var {memory} = {Memory(destination, Like(destination))};");
        }

        writer.Line("try");
        writer.Open();
        writer.Line($"{method.ReturnType} {sum};");
        writer.Line($"using (var {others} = {Parts}.Start({Workers}, {part} =>");
        writer.Open();
        Call($"{values}[{part}] = {receiver}", PartName, [.. _part.Parameters.Select(p => Argument(p, part, given))], ";");
        writer.Close("))");
        writer.Open();
        Call($"{sum} = ", PartName, [.. _part.Parameters.Select(FirstArgument)], ";");
        writer.Line($"{others}.Wait();");
        writer.Close();
        writer.Line();
        writer.Line($"for (int {part} = 1; {part} < {Workers}; {part}++)");
        writer.Open();
        writer.Line($"{sum} += {values}[{part}];");
        foreach (var destination in Destinations)
        {
            Add(destination, part);
        }

        writer.Close();
        writer.Line();
        writer.Line($"return {sum};");
        writer.Close();
        writer.Line("finally");
        writer.Open();
        foreach (string memory in _others.Values.Prepend(values))
        {
            writer.Line($"{memory}.Dispose();");
        }

        writer.Close();
    }

    // A lambda cannot take what is passed by 'in'.
    private Dictionary<string, string> GivenByReference()
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in method.Parameters.Where(p => p.Modifiers.Split(' ').Contains("in")))
        {
            string local = _names.Allocate(parameter.Name + "Given");
            given.Add(parameter.Name, local);
            writer.Line($"var {local} = {Identifiers.Escape(parameter.Name)};");
        }

        return given;
    }

    // Nor what a struct's method is called on.
    private string Receiver()
    {
        if (method.IsStatic || !method.Types[method.Types.Count - 1].Keyword.EndsWith("struct", StringComparison.Ordinal))
        {
            return "";
        }

        string self = _names.Allocate("self");
        writer.Line($"var {self} = this;");
        return self + ".";
    }

    private ParameterSignature Like(FormParameter destination) => method.Inputs.Single(p => p.Name == destination.Primal);

    private string Memory(FormParameter destination, ParameterSignature like)
    {
        string name = Identifiers.Escape(destination.Name);
        string primal = SetBody.Owner(method, like);
        string element = like.Columns?.CSharpType ?? (like.Type.IsBuffer ? CSharpTypes.Name(destination.Type.Element!) : "");
        return like.Set is { ElementType: not null } sets ? $"{Parts}.SetArrays{sets.Parts[0].Inner!.TypeArguments}({primal}, {name}, {Workers})"
            : like.Set is { } set ? $"{Parts}.Sets<{destination.CSharpType}, {CSharpTypes.Name(set.Scalar)}>({primal}, {name}, {Workers})"
            : !like.Type.IsBuffer ? $"{Parts}.Variables<{destination.CSharpType}>({Workers})"
            : like.IsMatrix ? $"{Parts}.Matrices<{element}>({primal}, {name}, {Workers})"
            : like.IsJagged ? $"{Parts}.Rows<{element}>({primal}, {name}, {Workers})"
            : $"{Parts}.Arrays<{element}>({primal}{(like.IsArray ? "?.Length ?? 0" : ".Length")}, {Workers})";
    }

    private string Argument(FormParameter parameter, string part, Dictionary<string, string> given)
    {
        if (parameter.Role == FormRole.Destination)
        {
            return $"{parameter.Passing}{_others.Single(o => o.Key.Name == parameter.Name).Value}[{part}]";
        }

        return Identifiers.Escape(parameter.Name) is var name && name == Start ? $"{Parts}.First({Start}, {Count}, {Workers}, {part})"
            : name == Count ? $"{Parts}.Count({Count}, {Workers}, {part})"
            : given.TryGetValue(parameter.Name, out string? local) ? local
            : name;
    }

    private string FirstArgument(FormParameter parameter) => Identifiers.Escape(parameter.Name) is var name && name == Count ? $"{Parts}.Count({Count}, {Workers}, 0)" : parameter.Passing + name;

    private void Add(FormParameter destination, string part)
    {
        var like = Like(destination);
        string name = Identifiers.Escape(destination.Name);
        string other = $"{_others[destination]}[{part}]";
        if (like.Columns is { } columns)
        {
            string index = _names.Allocate("i");
            string structs = _names.Allocate(destination.Name + "Part");
            writer.Line($"var {structs} = {other};");
            writer.Line($"for (int {index} = 0; {index} < {structs}.Length; {index}++)");
            writer.Open();
            writer.Line($"{name}[{index}] = {Sum(columns, $"{name}[{index}]", $"{structs}[{index}]")};");
            writer.Close();
            return;
        }

        if (like is { Type.IsBuffer: true, HasRows: false })
        {
            // A destination may be longer than the parameter: the rest is left alone.
            string elements = _names.Allocate(destination.Name + "Part");
            writer.Line($"var {elements} = {other};");
            (name, other) = ($"{name}.Slice(0, {elements}.Length)", elements);
        }

        string one = Literals.Text(Literal.Of(like.Set?.Scalar ?? like.Type.Element ?? (like.Type.IsReal ? like.Type : IrType.Float64), 1));
        writer.Line(like.Set is { ElementType: not null } sets ? $"{Blocks}.AddScaledSets{sets.Parts[0].Inner!.TypeArguments}({name}, {other}, {one});"
            : like.Set is not null ? $"{name}.AddScaled({other}, {one});"
            : like.Shape is { } shape ? $"{name} = {Sum(shape, name, other)};"
            : !like.Type.IsBuffer ? $"{name} += {other};"
            : like.IsMatrix ? $"{Blocks}.AddScaled{Of(like)}(global::SymDiff.Buffers.Flat({name}), global::SymDiff.Buffers.Flat({other}), {one});"
            : like.IsJagged ? $"{Blocks}.AddScaledRows{Of(like)}({name}, {other}, {one});"
            : $"{Blocks}.AddScaled{Of(like)}({name}, {other}, {one});");
    }

    // C# finds the type argument of a span by itself only where it is no conversion.
    private static string Of(ParameterSignature like) => like.Type.Element!.IsGeneric ? $"<{CSharpTypes.Name(like.Type.Element)}>" : "";

    private static string Sum(ValueShape shape, string a, string b) =>
        shape.Make([.. shape.Leaves.Select(l => Identifiers.Escape(l.Path) is var leaf && l.IsActive ? $"{a}.{leaf} + {b}.{leaf}" : $"{a}.{leaf}")]);

    private void Call(string before, string name, List<string> arguments, string after)
    {
        string line = before + JacobianText.Call(name, method.TypeParameters, arguments) + after;
        if (writer.Column + line.Length <= LineWidth)
        {
            writer.Line(line);
            return;
        }

        writer.Line($"{before}{Identifiers.Escape(name)}{method.TypeParameters}(");
        for (int i = 0; i < arguments.Count; i++)
        {
            writer.Continuation(arguments[i] + (i == arguments.Count - 1 ? ")" + after : ","));
        }
    }
}
