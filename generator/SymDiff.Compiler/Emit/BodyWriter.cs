using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes the body of one form: its statements, and what the form does with its results.</summary>
internal static class BodyWriter
{
    private const int LineWidth = 120;

    /// <summary>Writes the body.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form's declaration.</param>
    /// <param name="function">The form's body.</param>
    /// <param name="steps">What the steps of the method look like.</param>
    /// <param name="calls">What C# calls derived functions.</param>
    /// <param name="capabilities">What the text may use.</param>
    public static void Write(
        SourceWriter writer, MethodSignature method, FormSignature form, Function function, StepTexts steps, DerivedCalls calls, Capabilities capabilities)
    {
        bool keepsRecord = CallLowering.NeedsRecord(function);
        var (given, whole) = (method, form);
        (method, form) = (method.Opened(), OpenedForm.Of(method, form));
        var parameters = form.Entering.Where(p => p.Role is not (FormRole.Matrix or FormRole.Block)).ToList();
        bool hasEntries = form.Kind is DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks or DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian;
        function = CallLowering.Run(function, calls.CSharp, calls.Record, RecordEntries.Of(method, parameters)).Function;
        if (function.Parameters.Count != parameters.Count)
        {
            throw new ArgumentException($"{form.Name} has other parameters than its function.", nameof(function));
        }

        // What is passed by reference may be the very variable that is added to.
        bool mayAlias = method.Parameters.Any(p => p.Modifiers.Split(' ').Contains("in")) && (form.Kind == DerivativeKind.Vjp || hasEntries || form.Parameters.Any(p => p.Has("out") || p.IsUpdated));
        if (form.Kind is (DerivativeKind.Gradient or DerivativeKind.Hvp or DerivativeKind.HessianDiagonal) && capabilities.HasSinCos)
        {
            function = SineAndCosine.Pair(function, steps.IsUsersName);
        }

        function = WithMemory(function);
        var memory = new RecordText(function, [.. parameters.Select(p => CSharpTypes.SpanOf(p.CSharpType))]);
        function = Widening.Run(BulkMoves.Run(function, memory), memory, capabilities);
        var variables = FormResults.Of(method, form);
        bool hasOwnLines = form.Kind == DerivativeKind.Vjp || variables.Any(v => v is not null) || function.Results.Count <= 1;
        var folded = Folding.Fold(function, hasOwnLines, mayAlias);
        var reserved = whole.Parameters.Select(p => p.Name)
            .Concat(Forms.TypeParameterNames(method.TypeParameters))
            .Concat(method.Types.SelectMany(t => Identifiers.In(t.Name)));
        if (!mayAlias)
        {
            Tails.Mark(folded);
        }

        var assignable = function.Parameters.Where((p, i) => (parameters[i].Modifiers.Length == 0 || parameters[i].IsUpdated) && !p.Type.IsBuffer && !parameters[i].Name.Contains("."));
        var entryNames = new NameAllocator(reserved);
        var entered = parameters.Select(p => p.IsUpdated ? entryNames.Allocate("current" + Identifiers.Capitalized(p.Name)) : IsEntered(p) ? entryNames.Allocate(p.Name + "Span") : p.Name).ToList();
        var names = LocalNames.Of(
            folded,
            Variables.Of(folded, assignable),
            entered,
            variables.Any(v => v is { Role: FormRole.Primal }) ? [] : ResultNames(method, form.Kind),
            reserved,
            memory);
        var printer = new ExpressionPrinter(folded, v => names[v], capabilities, memory: memory);

        // Where the derivative is one expression there is nothing to guide through.
        bool isPlain = form.Kind != DerivativeKind.Vjp && !method.HasDestinations && folded.Body.Written.All(n => n.Statement.Step is null);
        var comments = isPlain ? null : new StepComments(writer, folded, steps);
        if (!form.IsCore)
        {
            if (hasEntries)
            {
                JacobianEntries.WriteChecks(writer, given, whole);
            }
            else
            {
                Prologue.Write(writer, whole);
            }
        }
        else
        {
            Prologue.Clear(writer, whole);
        }

        // What a variable of the caller holds is read once, and what it is to hold is written in the end.
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].IsUpdated)
            {
                writer.Line($"{parameters[i].CSharpType} {entered[i]} = {Identifiers.Escape(parameters[i].Name)};");
            }
            else if (IsEntered(parameters[i]))
            {
                writer.Line($"{CSharpTypes.SpanOf(parameters[i].CSharpType)} {entered[i]} = {CSharpTypes.AsSpan(parameters[i].Name, parameters[i].CSharpType)};");
            }
        }

        if (keepsRecord)
        {
            writer.Line(calls.RecordDeclaration);
        }

        new StatementWriter(writer, folded, names, printer, comments, WriteReturn).Write(keepsRecord ? calls.Record : null);

        // A constant may have been kept as the C# that it is.
        bool IsEntered(FormParameter parameter) => CSharpTypes.IsMemory(parameter.CSharpType) && function.Parameters[parameters.IndexOf(parameter)].Type.IsBuffer;

        void WriteReturn(IReadOnlyList<Value> results)
        {
            if (hasEntries)
            {
                int others = results.Count - JacobianEntries.Count(given, whole);
                JacobianEntries.Write(writer, given, whole, [.. results.Skip(others).Select(r => printer.Print(r))]);
                results = [.. results.Take(others)];
            }

            if (form.Kind != DerivativeKind.Vjp && variables.All(v => v is null))
            {
                comments?.Before(results);
                Return(writer, form.Kind, OpenedForm.Returned(given, form.Kind, [.. results.Select(r => printer.Print(r))]));
                return;
            }

            var returned = results.Where((_, i) => i >= variables.Count || variables[i] is null).ToList();
            for (int i = 0; i < variables.Count; i++)
            {
                if (variables[i] is not { } variable)
                {
                    continue;
                }

                comments?.Before([results[i]]);
                string name = Identifiers.Escape(variable.Name);
                if (OpenedForm.ShapeOf(given, variable) is { } shape && (variable.Role != FormRole.Accumulator || !shape.Leaves.All(l => !l.IsActive || shape.IsAssignable(l.Path))))
                {
                    // The parts of one variable follow each other.
                    int count = shape.Leaves.Count(l => l.IsActive);
                    writer.Line(OpenedForm.Assignment(shape, variable, [.. results.Skip(i).Take(count).Select(r => printer.Print(r))]));
                    i += count - 1;
                }
                else if (variable.Role == FormRole.Accumulator)
                {
                    Accumulate(writer, name, folded, results[i], printer);
                }
                else
                {
                    writer.Line($"{name} = {printer.Print(results[i])};");
                }
            }

            comments?.Before(returned);
            Return(writer, form.Kind, OpenedForm.Returned(given, form.Kind, [.. returned.Select(r => printer.Print(r))]));
        }
    }

    /// <summary>A function whose memory has names in C#, and is gone through as C# does best.</summary>
    /// <param name="function">The function, whose calls are C#.</param>
    public static Function WithMemory(Function function) =>
        FreshLocals.Run(SunkSlices.Run(RowSlices.Run(TriangleStarts.Run(RecordRows.Run(LoopMemory.Run(VectorCalls.WithWholeDestinations(Records.Run(VectorCalls.Run(function)))))))));

    private static List<string> ResultNames(MethodSignature method, DerivativeKind kind)
    {
        var scalars = method.Active.Where(p => !p.Type.IsBuffer).ToList();
        var partials = scalars.Select(p => "d" + Identifiers.Capitalized(Identifiers.Local(p.Name)));
        var components = scalars.Select(p => "h" + Identifiers.Capitalized(Identifiers.Local(p.Name)));
        return kind switch
        {
            DerivativeKind.Gradient => partials.ToList(),
            DerivativeKind.Hvp or DerivativeKind.HessianDiagonal => components.ToList(),
            DerivativeKind.ValueGradientAndHessianDiagonal => partials.Prepend("value").Concat(components).ToList(),
            DerivativeKind.ValueAndGradient or DerivativeKind.ValueGradientAndHessian => partials.Prepend("value").ToList(),
            DerivativeKind.Hessian => ["value"],
            DerivativeKind.Dependence or DerivativeKind.GradientDependence => [],
            _ when !method.Result.IsReal => [],
            DerivativeKind.Vjp => ["value"],
            _ => ["value", "tangent"],
        };
    }

    // Subtracting is adding the negative, bit for bit; adding a zero that is there by structure is nothing to do.
    private static void Accumulate(SourceWriter writer, string accumulator, FoldedFunction folded, Value value, ExpressionPrinter printer)
    {
        switch (folded.Inlined(value)?.Operation)
        {
            case Constant { Literal: { Symbol: null, Real: 0 } }:
                break;
            case Constant { Literal: { Symbol: null, Real: < 0 } literal }:
                writer.Line($"{accumulator} -= {Literals.Text(Literal.Of(literal.Type, -literal.Real))};");
                break;
            case Apply { Primitive: "Negate" } negate:
                writer.Line($"{accumulator} -= {printer.Print(negate.Arguments[0])};");
                break;
            default:
                writer.Line($"{accumulator} += {printer.Print(value)};");
                break;
        }
    }

    private static void Return(SourceWriter writer, DerivativeKind kind, List<string> results)
    {
        bool isNested = kind is DerivativeKind.ValueAndGradient or DerivativeKind.ValueGradientAndHessian;
        if (kind == DerivativeKind.ValueGradientAndHessianDiagonal && results.Count > 3)
        {
            // (value, (a, b), (c, d)): as many entries of the diagonal as partials.
            int count = results.Count / 2;
            results = [results[0], $"({string.Join(", ", results.Skip(1).Take(count))})", $"({string.Join(", ", results.Skip(1 + count))})"];
        }

        // Value and gradient: (value, (a, b)), or (value, a) where there is one partial.
        bool hasInner = isNested && results.Count > 2;
        if (results.Count == 0)
        {
            writer.Line("return;");
            return;
        }

        string line = results.Count == 1 ? results[0]
            : hasInner ? $"({results[0]}, ({string.Join(", ", results.Skip(1))}))"
            : $"({string.Join(", ", results)})";
        line = $"return {line};";
        if (results.Count == 1 || writer.Column + line.Length <= LineWidth)
        {
            writer.Line(line);
            return;
        }

        if (hasInner)
        {
            string inner = $"({string.Join(", ", results.Skip(1))})";
            if (writer.Column + inner.Length + 6 <= LineWidth)
            {
                results = [results[0], inner];
                hasInner = false;
            }
        }

        writer.Line("return (");
        for (int i = 0; i < results.Count; i++)
        {
            bool isLast = i == results.Count - 1;
            string open = hasInner && i == 1 ? "(" : hasInner && i > 1 ? " " : "";
            writer.Continuation(open + results[i] + (!isLast ? "," : hasInner ? "));" : ");"));
        }
    }
}
