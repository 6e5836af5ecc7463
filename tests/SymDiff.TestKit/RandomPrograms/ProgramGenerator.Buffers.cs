namespace SymDiff.TestKit;

/// <content>Marked methods that are given memory, and leave results in it.</content>
public sealed partial class ProgramGenerator
{
    private const string UsualForms = "Derivatives.Gradient | Derivatives.ValueAndGradient | Derivatives.Vjp | Derivatives.Jvp";

    private readonly bool _buffers;
    private readonly List<ProgramParameter> _parameters = [];
    private readonly List<string> _firsts = [];

    /// <summary>The same with buffers among the parameters of the marked method: inputs, outputs, in-outs, workspaces and data.</summary>
    public static RandomProgram MakeWithBuffers(int seed) => new ProgramGenerator(seed, buffers: true).ProgramWithBuffers(seed);

    /// <summary>Every third program has buffers.</summary>
    public static RandomProgram MakeAny(int seed) => seed % 3 == 2 ? MakeWithBuffers(seed) : Make(seed);

    /// <summary>The same program, whose loops are reversed from one to three snapshots.</summary>
    public static RandomProgram MakeCheckpointed(int seed) => With(MakeAny(seed), $"Checkpoint = {1 + (seed % 3)}");

    /// <summary>The same program, whose loops may be run several iterations at once.</summary>
    public static RandomProgram MakeVectorized(int seed) => With(MakeWithBuffers(seed), "Vectorize = true");

    // The same with something more in the attribute of the method.
    private static RandomProgram With(RandomProgram program, string property)
    {
        Node main = program.Members[0];
        int end = main.Text.IndexOf(']', StringComparison.Ordinal);
        string attribute = main.Text[..end];
        attribute = attribute.EndsWith(')') ? $"{attribute[..^1]}, {property})" : $"{attribute}({property})";
        return program with { Members = program.Members.SetItem(0, new(main.Kind, attribute + main.Text[end..], main.Construct) { OracleText = main.OracleText, Parts = main.Parts, Blocks = main.Blocks }) };
    }

    private RandomProgram ProgramWithBuffers(int seed)
    {
        for (int i = Pick(0, 1, 1, 2, 2, 3); i > 0; i--)
        {
            if (Chance(2))
            {
                _scope.Clear();
                _budget = Pick(1, 2, 3);
                MemoryHelper();
            }
            else
            {
                MakeHelper();
            }
        }

        MemoryRecursion(seed);
        _scope.Clear();
        _names = 0;
        Scalars();
        for (int i = Pick(1, 1, 2, 2, 3); i > 0; i--)
        {
            BufferParameter(((char)('d' + i)).ToString());
        }

        bool hasResults = _parameters.Any(p => p.IsResult);
        bool returnsNothing = hasResults && !Chance(3);
        _budget = Pick(3, 5, 7, 9, 12, 16);
        string header = $"public static {(returnsNothing ? "void" : "Real")} {RandomProgram.MethodName}({string.Join(", ", _parameters.Select(p => p.Declaration))})";
        Node body = Body("[Differentiable]", header, "marked method with buffers", returnsNothing ? "void" : "Real", isMain: true, first: string.Concat(_firsts));
        if (returnsNothing)
        {
            body = body with { Parts = [Sum()] } is var stored && Result() is { } place ? Ending(stored, $"{place} += $0;\n") : body;
        }

        Node[] members = [body, .. _members];
        bool isPure = members.All(member => member.All().All(node => !node.Text.Contains("Probe.", StringComparison.Ordinal) && !node.Text.Contains("Foreign.", StringComparison.Ordinal)));
        bool hasJacobian = hasResults && isPure && Chance(3) && !_parameters.Any(p => p.IsMatrix);
        if (hasJacobian)
        {
            members[0] = Marked(body, "[Differentiable(Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian)]");
        }

        return WithHvp(new RandomProgram(seed, [], [.. members]) { Parameters = [.. _parameters], ReturnsNothing = returnsNothing, HasJacobian = hasJacobian });
    }

    /// <summary>The program of <see cref="Make"/> without second derivatives, which take long to compile.</summary>
    public static RandomProgram MakeFirstOrder(int seed) => OfFirstOrder(Make(seed));

    private static RandomProgram OfFirstOrder(RandomProgram program)
    {
        Node main = program.Members[0];
        return !program.HasHvp ? program : program with
        {
            Members = program.Members.SetItem(0, Remarked(main, "[Differentiable]")),
            HasHvp = false,
        };
    }

    private static Node Remarked(Node main, string attribute) =>
        new(main.Kind, attribute + main.Text[(main.Text.IndexOf(']', StringComparison.Ordinal) + 1)..], main.Construct) { OracleText = main.OracleText, Parts = main.Parts, Blocks = main.Blocks };

    /// <summary>The same program, of which the Hessian along a direction is asked for as well, if it has one.</summary>
    /// <summary>The same, whose Hessian along a direction is asked for, if it has one; and the whole of every third.</summary>
    internal static RandomProgram WithHvp(RandomProgram program) => program.HasOneResult && program.HasSecondOrder && !program.HasJacobian
        ? program with { Members = program.Members.SetItem(0, Marked(program.Members[0], $"[Differentiable({UsualForms} | Derivatives.Hvp{(CanRepeat(program) ? " | Derivatives.Hessian | Derivatives.HessianDiagonal" : "")})]")), HasHvp = true }
        : program;

    // Every third: they take long to compile.
    private static bool CanRepeat(RandomProgram program) => program.Seed % 3 == 0 && program.Parameters.IsEmpty && program.Members.All(member => member.All().All(node => !node.Text.Contains("Probe.", StringComparison.Ordinal)));

    private static Node Marked(Node body, string attribute) =>
        new(body.Kind, attribute + body.Text["[Differentiable]".Length..], body.Construct) { Parts = body.Parts, Blocks = body.Blocks };

    private static Node Ending(Node body, string last) =>
        new(body.Kind, body.Text[..^1] + last + "}", body.Construct) { Parts = body.Parts, Blocks = body.Blocks };

    /// <summary>A place that is a result.</summary>
    private string? Result()
    {
        ProgramParameter[] results = [.. _parameters.Where(p => p.IsResult && p.Element == "Real")];
        if (results.Length == 0)
        {
            return null;
        }

        ProgramParameter result = Pick(results);
        return result.IsMatrix ? $"{result.Name}[0, {Text(result.Columns - 1)}]" : result.IsBuffer ? $"{result.Name}[{Text(_random.Next(result.Least))}]" : result.Name;
    }

    private void Scalars()
    {
        Take(new ProgramParameter("x", "Real", ProgramRole.Input, IsActive: true));
        if (Chance(2))
        {
            Take(new ProgramParameter("y", "Real", ProgramRole.Input, IsActive: true));
        }

        if (Chance(8))
        {
            Take(new ProgramParameter("r", "Real", ProgramRole.InOut, IsActive: true) { Modifier = "ref" });
        }

        if (Chance(8))
        {
            Take(new ProgramParameter("o", "Real", ProgramRole.Output, IsActive: true) { Modifier = "out" });
            _firsts.Add("o = 0.5;\n");
        }

        if (Chance(2))
        {
            Take(new ProgramParameter("n", "int", ProgramRole.Input, IsActive: false));
        }

        if (Chance(10))
        {
            Take(new ProgramParameter("k", "int", ProgramRole.InOut, IsActive: false) { Modifier = Pick("ref", "out") });
            _firsts.Add(_parameters[^1].Modifier == "out" ? "k = 1;\n" : "");
        }

        if (Chance(7))
        {
            Take(new ProgramParameter("flag", "bool", ProgramRole.Input, IsActive: false));
        }
    }

    private void Take(ProgramParameter parameter)
    {
        _parameters.Add(parameter);
        _scope.Add(new Variable(parameter.Name, parameter.Type, CanAssign: true, IsByReference: parameter.Modifier.Length > 0));
    }

    private void BufferParameter(string name)
    {
        int least = Pick(1, 2, 3, 3, 4);
        int most = least + Pick(0, 0, 1, 2);
        switch (_random.Next(20))
        {
            case 0 or 1 or 2:
                Memory("ReadOnlySpan<Real>", ProgramRole.Input);
                break;
            case 3 or 4:
                Memory("Real[]", ProgramRole.Input);
                break;
            case 5 or 6:
                Memory("Span<Real>", ProgramRole.InOut);
                break;
            case 7:
                Memory("Span<Real>", ProgramRole.InOut, "[InOut]");
                break;
            case 8 or 9:
                Memory("Real[]", ProgramRole.InOut, "[InOut]");
                break;
            case 10 or 11 or 12:
                Memory(Pick("Span<Real>", "Real[]"), ProgramRole.Output, "[Output]");
                break;
            case 13 or 14:
                Memory(Pick("Span<Real>", "Real[]"), ProgramRole.Scratch, "[Scratch]");

                // What it holds at first is nobody's business.
                _firsts.Add(_parameters[^1].IsSpan ? $"{name}.{Pick("Clear()", "Fill(0.25)", "Fill(x)")};\n" : $"Array.Clear({name}, 0, {name}.Length);\n");
                break;
            case 15:
                _parameters.Add(new ProgramParameter(name, "ReadOnlySpan<Real>", ProgramRole.Input, IsActive: false) { Attributes = "[NoGradient]", Least = least, Most = most });
                _scope.Add(new Variable(name, "ReadOnlySpan<Real>", CanAssign: false, IsByReference: true) { Least = least, Most = most });
                break;
            case 16:
                bool isWritten = Chance(3);
                _parameters.Add(new ProgramParameter(name, "int[]", isWritten ? ProgramRole.InOut : ProgramRole.Input, IsActive: false) { Attributes = isWritten ? "[InOut]" : Pick("", "[NoGradient]"), Least = least, Most = most });
                _scope.Add(new Variable(name, "int[]", CanAssign: isWritten) { Least = least, Most = most });
                break;
            case 17:
                _parameters.Add(new ProgramParameter(name, "double[]", ProgramRole.Input, IsActive: false) { Attributes = "[NoGradient]", Least = least, Most = most });
                _scope.Add(new Variable(name, "double[]", CanAssign: false));
                break;
            case 18:
                MatrixParameter(name);
                break;
            default:
                SingleParameter(name, least, most);
                break;
        }

        void Memory(string type, ProgramRole role, string attribute = "")
        {
            _parameters.Add(new ProgramParameter(name, type, role, IsActive: true) { Attributes = attribute, Least = least, Most = most });
            _scope.Add(new Variable(name, type, CanAssign: role != ProgramRole.Input, IsByReference: type != "Real[]") { Least = least, Most = most });
        }
    }

    private void MatrixParameter(string name)
    {
        ProgramRole role = Pick(ProgramRole.Input, ProgramRole.Input, ProgramRole.InOut, ProgramRole.Output);
        int rows = Pick(1, 2, 3);
        int columns = Pick(1, 2, 3);
        _parameters.Add(new ProgramParameter(name, "Real[,]", role, IsActive: true)
        {
            Attributes = role switch { ProgramRole.InOut => "[InOut]", ProgramRole.Output => "[Output]", _ => "" },
            Least = rows,
            Most = rows + Pick(0, 1),
            Columns = columns,
        });
        _scope.Add(new Variable(name, "Real[,]", CanAssign: role != ProgramRole.Input) { Rows = rows, Columns = columns });
    }

    private void SingleParameter(string name, int least, int most)
    {
        ProgramRole role = Pick(ProgramRole.Input, ProgramRole.InOut, ProgramRole.Output);
        string type = role == ProgramRole.Input ? Pick("ReadOnlySpan<Real32>", "Real32[]") : "Span<Real32>";
        _parameters.Add(new ProgramParameter(name, type, role, IsActive: true) { Attributes = role == ProgramRole.Output ? "[Output]" : "", Least = least, Most = most });
        _scope.Add(new Variable(name, "memory of Real32", CanAssign: role != ProgramRole.Input, IsByReference: type != "Real32[]") { Rows = least });
    }
}
