using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <summary>What an argument of a form is.</summary>
public enum FormPart
{
    /// <summary>An argument of the method itself.</summary>
    Primal,

    /// <summary>The cotangent of the result.</summary>
    Cotangent,

    /// <summary>The cotangent of an output.</summary>
    OutputCotangent,

    /// <summary>What the cotangent of an input is added to.</summary>
    Accumulator,

    /// <summary>The cotangent of what was left, and then of what was given.</summary>
    InOutCotangent,

    /// <summary>The tangent of an input.</summary>
    Tangent,

    /// <summary>Where the tangent of an output goes.</summary>
    OutputTangent,

    /// <summary>The tangent of what is given, and then of what is left.</summary>
    InOutTangent,

    /// <summary>Where a partial derivative goes.</summary>
    Destination,

    /// <summary>The direction of an input.</summary>
    Direction,

    /// <summary>Where the matrix goes.</summary>
    Jacobian,
}

/// <summary>A parameter of a form.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as the program writes it.</param>
/// <param name="Modifier"><c>ref</c> or <c>out</c>.</param>
/// <param name="Part">What it is.</param>
/// <param name="Of">The position of the parameter that it belongs to.</param>
public sealed record FormArgument(string Name, string Type, string Modifier, FormPart Part, int Of);

/// <summary>A form of a random program with buffers, as SPEC 1.2 says it is: one with another signature does not compile.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="Suffix">What its name ends with.</param>
/// <param name="ReturnsNothing">Whether it returns nothing.</param>
/// <param name="Arguments">Its parameters.</param>
public sealed record ProgramForm(string Name, string Suffix, bool ReturnsNothing, ImmutableArray<FormArgument> Arguments)
{
    /// <summary>The method itself.</summary>
    public static ProgramForm Value(RandomProgram program) => new("Value", "", program.ReturnsNothing, Primal(program));

    /// <summary>All forms that are emitted for a program.</summary>
    public static IEnumerable<ProgramForm> All(RandomProgram program)
    {
        ImmutableArray<FormArgument> primal = Primal(program);
        bool isOneResult = program.HasOneResult;
        bool hasSpans = program.Parameters.Any(p => p.IsActive && p.Role != ProgramRole.Scratch && p.Type.StartsWith("Span<", StringComparison.Ordinal));
        if (isOneResult && !program.HasJacobian)
        {
            bool hasDestinations = program.Parameters.Any(p => p.IsIndependent && p.IsBuffer);
            if (hasDestinations)
            {
                ImmutableArray<FormArgument> destinations = [.. Each(program, "d", p => p.IsIndependent ? FormPart.Destination : null)];
                yield return new("Gradient", "Gradient", true, [.. primal, .. destinations]);
                yield return new("ValueAndGradient", "ValueAndGradient", false, [.. primal, .. destinations]);
                if (program.HasHvp)
                {
                    yield return new("Hvp", "Hvp", true, [.. primal, .. Directions(program), .. destinations]);
                }
            }

            if (!hasSpans)
            {
                yield return new("FreshGradient", "Gradient", false, primal);
                yield return new("FreshValueAndGradient", "ValueAndGradient", false, primal);
                if (program.HasHvp)
                {
                    yield return new("FreshHvp", "Hvp", false, [.. primal, .. Directions(program)]);
                }
            }
        }

        yield return new("Vjp", "Vjp", program.ReturnsNothing,
        [
            .. primal,
            .. program.ReturnsNothing ? (FormArgument[])[] : [new FormArgument("cotangent", "Real", "", FormPart.Cotangent, -1)],
            .. Each(program, "d", p => p.IsActive && p.Role == ProgramRole.Output ? FormPart.OutputCotangent : null),
            .. Each(program, "d", p => !p.IsIndependent ? null : p.Role == ProgramRole.Input ? FormPart.Accumulator : FormPart.InOutCotangent),
        ]);
        yield return new("Jvp", "Jvp", program.ReturnsNothing,
        [
            .. primal,
            .. Each(program, "t", p => !p.IsActive ? null : p.Role switch
            {
                ProgramRole.Input => FormPart.Tangent,
                ProgramRole.Output => FormPart.OutputTangent,
                ProgramRole.InOut => FormPart.InOutTangent,
                _ => null,
            }),
        ]);
        if (program.HasJacobian)
        {
            yield return new("Jacobian", "Jacobian", program.ReturnsNothing, [.. primal, new FormArgument("jacobian", "Span<Real>", "", FormPart.Jacobian, -1)]);
            if (!hasSpans)
            {
                yield return new("FreshJacobian", "Jacobian", false, primal);
            }
        }
    }

    /// <summary>A class that calls some forms, each argument of which is an object.</summary>
    /// <param name="program">The program.</param>
    /// <param name="generic">How it was made generic; null if it was not.</param>
    /// <param name="forms">The forms.</param>
    public static string Adapter(RandomProgram program, GenericKind? generic, IEnumerable<ProgramForm> forms)
    {
        string home = generic == GenericKind.Class ? GenericPrograms.ClassName(program) + "<double>" : program.ClassName;
        string arguments = generic == GenericKind.Methods ? "<double>" : "";
        IEnumerable<string> members = forms.Select(form =>
        {
            string call = $"{home}.{RandomProgram.MethodName}{form.Suffix}{arguments}({string.Join(", ", form.Arguments.Select(Text))})";
            return $"    public static object {form.Name}(object[] a) {{ {(form.ReturnsNothing ? $"{call}; return null;" : $"return {call};")} }}\n";
        });
        return $"public static class {AdapterName(program)}\n{{\n{string.Concat(members)}}}\n";
    }

    /// <summary>The name of that class.</summary>
    public static string AdapterName(RandomProgram program) => program.ClassName + "Adapter";

    private static string Text(FormArgument argument, int at)
    {
        ProgramParameter shape = new(argument.Name, argument.Type, ProgramRole.Input, false);
        return shape.IsSpan ? $"((SymDiff.TestKit.Zone<{shape.Element}>)a[{at}]).Span"
            : shape.IsMatrix ? $"((SymDiff.TestKit.Zone<{shape.Element}>)a[{at}]).Matrix"
            : shape.IsBuffer ? $"((SymDiff.TestKit.Zone<{shape.Element}>)a[{at}]).Array"
            : argument.Modifier.Length > 0 ? $"{argument.Modifier} ((SymDiff.TestKit.Cell<{shape.Element}>)a[{at}]).Value"
            : $"({argument.Type})a[{at}]";
    }

    private static IEnumerable<FormArgument> Directions(RandomProgram program) => Each(program, "v", p => p.IsIndependent ? FormPart.Direction : null);

    private static ImmutableArray<FormArgument> Primal(RandomProgram program) => [.. program.Parameters.Select((p, i) => new FormArgument(p.Name, p.Type, p.Modifier, FormPart.Primal, i))];

    private static IEnumerable<FormArgument> Each(RandomProgram program, string prefix, Func<ProgramParameter, FormPart?> partOf)
    {
        for (int i = 0; i < program.Parameters.Length; i++)
        {
            ProgramParameter parameter = program.Parameters[i];
            if (partOf(parameter) is { } part)
            {
                string type = parameter.IsMatrix ? $"{parameter.Element}[,]" : parameter.IsBuffer ? $"Span<{parameter.Element}>" : parameter.Element;
                string modifier = parameter.IsBuffer ? "" : part switch
                {
                    FormPart.Accumulator or FormPart.InOutCotangent or FormPart.InOutTangent => "ref",
                    FormPart.Destination or FormPart.OutputTangent => "out",
                    _ => "",
                };
                yield return new FormArgument(parameter.Derived(prefix), type, modifier, part, i);
            }
        }
    }
}
