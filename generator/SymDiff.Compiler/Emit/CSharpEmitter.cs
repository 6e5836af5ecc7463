using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes the derivative methods of one method as a C# file.</summary>
public static partial class CSharpEmitter
{
    private const int LineWidth = 120;

    // Obsolete members (612, 618) and what the user's own method may do with a remark of its own: code that is never reached (162),
    // comparisons with what is out of range (652) or with itself (1718), a sign-extended operand (675).
    private const string Pragma = "#pragma warning disable 162, 612, 618, 652, 675, 1718";

    // What stands after a loop that only returns is never reached, so variables may be declared (168) or assigned (219) in vain.
    private const string LoopPragma = "#pragma warning disable 162, 168, 219, 612, 618, 652, 675, 1718";

    /// <summary>The text of the file.</summary>
    /// <param name="signature">The method.</param>
    /// <param name="primal">Its body, which comments quote.</param>
    /// <param name="methods">Its derivatives, in the order in which they are to stand.</param>
    /// <param name="capabilities">What the text may use.</param>
    public static string Emit(MethodSignature signature, Function primal, EquatableArray<DerivativeMethod> methods, Capabilities capabilities) =>
        Emit(signature, new MethodBody(primal), methods, [], default, areShared: false, capabilities);

    /// <summary>The text of the file.</summary>
    /// <param name="signature">The method.</param>
    /// <param name="body">Its body, which comments quote, and what it calls.</param>
    /// <param name="methods">Its derivatives, in the order in which they are to stand.</param>
    /// <param name="called">The derived functions that they call, or other methods do, as far as they stand in this file.</param>
    /// <param name="sweeps">The pullback and the pushforward that Jacobians are made of, where there are Jacobians; no pushforward where it cannot be had. The derivative along a direction that Hessians are made of.</param>
    /// <param name="areShared">Whether other methods call what is derived of this one.</param>
    /// <param name="capabilities">What the text may use.</param>
    public static string Emit(
        MethodSignature signature, MethodBody body, EquatableArray<DerivativeMethod> methods, IReadOnlyList<Function> called, EquatableArray<DerivativeMethod> sweeps, bool areShared,
        Capabilities capabilities)
    {
        var calls = new DerivedCalls(signature, body, areShared);
        bool hasLoops = methods.Concat(sweeps).Select(m => m.Function).OfType<Function>().Concat(called).Any(f => f.Body.AllStatements().Any(s => s.Operation is Loop or Block));
        var members = Members(signature, body, methods, sweeps, calls, capabilities);
        members.AddRange(called.Select(c => new Action<SourceWriter>(writer => CalledFunctionText.Write(writer, c, calls, EmittedFile.GeneratedCode, capabilities))));
        return EmittedFile.Text(signature.Namespace, signature.Types, capabilities.LanguageVersion, hasLoops ? LoopPragma : Pragma, members);
    }

    private static List<Action<SourceWriter>> Members(
        MethodSignature signature, MethodBody body, EquatableArray<DerivativeMethod> methods, EquatableArray<DerivativeMethod> sweeps, DerivedCalls calls, Capabilities capabilities)
    {
        var steps = calls.Steps(body.Main.Name, capabilities);
        var members = new List<Action<SourceWriter>>();
        var spread = signature.Spread();
        var flat = spread.Flat();
        var separate = flat.Opened(asLocals: true);
        var parts = sweeps.Select(s => (s.Function, Form: s.Kind switch
        {
            DerivativeKind.Dependence => SparseForms.Marks(separate),
            DerivativeKind.GradientDependence => SparseForms.GradientMarks(separate),
            DerivativeKind.Tangents => SparseForms.Tangents(separate),
            _ => SweepForm(separate, s.Kind, isEmitted: separate == flat && methods.Any(m => m.Kind == s.Kind)),
        })).ToList();

        // Of numbers alone the pattern may be known: then nothing has to find it.
        var constantPattern = signature.HasSets ? null : sweeps.FirstOrDefault(s => IsDependence(s.Kind))?.Function is { } marks ? ConstantMarks.Of(marks, separate.Active.Count()) : null;
        foreach (var method in methods)
        {
            if (method.Refusal is { } refusal)
            {
                members.AddRange(Forms.All(signature, method.Kind).Select(declared => new Action<SourceWriter>(writer => WriteRejected(writer, signature, declared, refusal, capabilities))));
                continue;
            }

            var form = method.IsPrivate ? Private(Forms.Of(signature, method.Kind), signature.Name + "__" + method.Kind) : Forms.Of(signature, method.Kind);
            foreach (var declared in method.IsPrivate ? [form] : Forms.All(signature, method.Kind))
            {
                members.Add(writer =>
                {
                    Document(writer, method, declared);
                    Declare(writer, method.IsPrivate ? signature with { Accessibility = "private" } : signature, declared, method.IsPrivate ? default : signature.Attributes);
                    writer.Open();
                    WriteBody(writer, form, declared, method.Function);
                    writer.Close();
                });
            }

            if (method.Kind == DerivativeKind.SumGradient)
            {
                AddSum(method.Function!);
            }

            if (signature.HasSets && !IsComposed(method))
            {
                var core = SetSignature.FormOf(signature, spread, method.Kind);
                members.Add(writer =>
                {
                    writer.Line("/// <summary>The same with the members of sets one by one.</summary>");
                    Declare(writer, spread, core, default);
                    writer.Open();
                    WriteOwn(writer, spread, core, method.Function);
                    writer.Close();
                });
            }

            if (((spread.HasRows && method.Function is not null) || spread.HasColumns) && !IsComposed(method))
            {
                var core = CoreOf(SetSignature.FormOf(signature, flat, method.Kind)) with { IsFlat = true, IsCore = spread.HasColumns };
                members.Add(writer =>
                {
                    writer.Line(spread.HasColumns ? "/// <summary>The same with one span for every number of a struct.</summary>" : "/// <summary>The same with rows one after the other.</summary>");
                    Declare(writer, flat, core, default);
                    writer.Open();
                    if (method.Function is null)
                    {
                        WriteMatrix(writer, flat, core);
                    }
                    else
                    {
                        BodyWriter.Write(writer, flat, core, method.Function, steps, calls, capabilities);
                    }

                    writer.Close();
                });
            }
        }

        foreach (var (function, form) in parts.Where(p => p.Form.IsCore && (!IsDependence(p.Form.Kind) || constantPattern is null)))
        {
            members.Add(writer =>
            {
                writer.Line($"/// <summary>What {Whole(form.Kind)} of {Documentation.See(signature)} is made of: the {Part(form.Kind)}.</summary>");
                Declare(writer, separate with { Accessibility = "private" }, form, default);
                writer.Open();
                BodyWriter.Write(writer, separate, form, function!, steps, calls, capabilities);
                writer.Close();
            });
        }

        return members;

        void Document(SourceWriter writer, DerivativeMethod method, FormSignature declared)
        {
            if (method.Summary is { } summary)
            {
                writer.Line($"/// <summary>{summary}</summary>");
                return;
            }

            Documentation.Write(writer, signature, declared, method.Function, capabilities);
        }

        // What the sum over samples is made of: the sum over some of them, as a method of its own, and that method run on several threads.
        void AddSum(Function function)
        {
            var sum = SampleSum.Of(body, signature);
            var part = new DerivativeMethod(DerivativeKind.ValueAndGradient, function) { IsPrivate = true, Summary = "The same for consecutive samples, one after the other." };
            var spreading = SumBody.Spreading(signature);
            members.Add(writer =>
            {
                writer.Line("/// <summary>The same with the samples in as many parts as there are workers, of which each runs on one thread.</summary>");
                Declare(writer, signature with { Accessibility = "private" }, spreading, default);
                writer.Open();
                new SumBody(writer, signature).WriteSpreading();
                writer.Close();
            });
            members.AddRange(Members(signature.Summed(), sum, EquatableArray.Of(part), default, calls.Of(sum), capabilities));
        }

        void WriteBody(SourceWriter writer, FormSignature form, FormSignature declared, Function? function)
        {
            if (form.Kind == DerivativeKind.SumGradient)
            {
                new SumBody(writer, signature).Write();
                return;
            }

            bool isAllocating = form.Parameters.Count != declared.Parameters.Count;
            if (isAllocating && form.Kind is DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian)
            {
                AllocatingHessian.Write(writer, signature, form);
                return;
            }

            if (isAllocating && form.Kind is DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian)
            {
                SparseForms.WriteAllocating(writer, signature, form, declared);
                return;
            }

            if (form.Kind == DerivativeKind.ValueGradientAndHessian && function is null)
            {
                HessianBody.WriteWithGradient(writer, signature, form, FormOrPrivate(DerivativeKind.ValueAndGradient), Forms.Of(signature, DerivativeKind.Hessian), Overwritten());
                return;
            }

            if (form.Kind == DerivativeKind.GradientCheck)
            {
                new CheckBody(writer, signature, form, FormOrPrivate(signature.HasOneResult ? DerivativeKind.Gradient : DerivativeKind.Vjp), SinglePrecision.IsIn(body)).Write();
                return;
            }

            if (function is not null && isAllocating && form.Kind == DerivativeKind.Jacobian)
            {
                AllocatingJacobian.Write(writer, signature, form, withValue: declared.Name != form.Name, []);
                return;
            }

            if (isAllocating && function is null)
            {
                AllocatingJacobian.Write(writer, signature, form, withValue: declared.Name != form.Name, Overwritten());
            }
            else if (isAllocating)
            {
                AllocatingBody.Write(writer, signature, form);
            }
            else if (signature.HasSets)
            {
                new SetBody(writer, signature, form, SetSignature.FormOf(signature, spread, form.Kind)).Write();
            }
            else
            {
                WriteOwn(writer, signature, form, function);
            }
        }

        void WriteOwn(SourceWriter writer, MethodSignature method, FormSignature form, Function? function)
        {
            if (method.HasColumns || (method.HasRows && function is not null))
            {
                FlatBody.Write(writer, method, form, CoreOf(Forms.Of(flat, form.Kind)));
            }
            else if (function is null)
            {
                WriteMatrix(writer, method, form);
            }
            else
            {
                BodyWriter.Write(writer, method, form, function, steps, calls, capabilities);
            }
        }

        void WriteMatrix(SourceWriter writer, MethodSignature method, FormSignature form)
        {
            switch (form.Kind)
            {
                case DerivativeKind.Hessian:
                    new HessianBody(writer, method, form, Sweep(DerivativeKind.Hvp)!, Overwritten()).Write();
                    break;
                case DerivativeKind.JacobianPattern when constantPattern is not null:
                    SparseForms.WriteConstant(writer, method, constantPattern);
                    break;
                case DerivativeKind.HessianPattern when constantPattern is not null:
                    SparseForms.WriteConstant(writer, method, ConstantMarks.Symmetric(constantPattern));
                    break;
                case DerivativeKind.HessianPattern:
                    new SparseHessianBody(writer, method, form, Sweep(DerivativeKind.GradientDependence)!, Overwritten()).Write();
                    break;
                case DerivativeKind.SparseHessian:
                    new SparseHessianBody(writer, method, form, Sweep(DerivativeKind.Hvp)!, Overwritten()).Write();
                    break;
                case DerivativeKind.JacobianPattern:
                    new SparseBody(writer, method, form, Sweep(DerivativeKind.Dependence)!, row: null, Overwritten()).Write();
                    break;
                case DerivativeKind.SparseJacobian:
                    new SparseBody(writer, method, form, Sweep(DerivativeKind.Tangents) ?? Sweep(DerivativeKind.Jvp)!, Sweep(DerivativeKind.Vjp)!, Overwritten()).Write();
                    break;
                default:
                    new JacobianBody(writer, method, form, new JacobianSweeps(Sweep(DerivativeKind.Vjp)!, Sweep(DerivativeKind.Jvp), Overwritten()), hasRows: spread.HasColumns).Write();
                    break;
            }
        }

        FormSignature? Sweep(DerivativeKind kind) => parts.FirstOrDefault(p => p.Form.Kind == kind).Form;

        // The method itself takes structs, so that the form that does gives its value.
        FormSignature CoreOf(FormSignature core) => spread.HasColumns && (core.Kind is DerivativeKind.Hessian or DerivativeKind.SparseHessian || (core.Kind is DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks && spread.Result.IsBuffer)) ? core with { ReturnType = "void" } : core;

        // Other forms, called one after the other.
        static bool IsComposed(DerivativeMethod method) => method is { Kind: DerivativeKind.ValueGradientAndHessian, Function: null } or { Kind: DerivativeKind.GradientCheck or DerivativeKind.SumGradient };

        // The form that is emitted, or the private one that stands for it.
        FormSignature FormOrPrivate(DerivativeKind kind)
        {
            var own = Forms.Of(signature, kind);
            return methods.Any(m => m.Kind == kind && !m.IsPrivate) ? own : Private(own, signature.Name + "__" + kind);
        }

        // The names of the function's parameters are those of the source, which a number of a struct has none of. A workspace too: whoever reads what it held would else have rows of different methods.
        List<string> Overwritten()
        {
            var overwritten = Repeating.Overwritten(body.Main);
            return [.. separate.Parameters.Where(p => !p.IsOut).Zip(body.Main.Parameters, (p, v) => (p.Name, v)).Where(p => overwritten.Contains(p.v)).Select(p => p.Name)];
        }
    }

    // The public form where there is one; else a private method with the same parameters, whose arguments were checked already.
    private static FormSignature SweepForm(MethodSignature signature, DerivativeKind kind, bool isEmitted)
    {
        var form = Forms.Of(signature, kind);
        string suffix = kind switch { DerivativeKind.Vjp => "__Row", DerivativeKind.Jvp => "__Column", _ => "__Along" };
        return isEmitted ? form : Private(form, signature.Name + suffix) with { IsCore = true };
    }

    internal static FormSignature Private(FormSignature form, string name) => form with
    {
        Name = name,
        Parameters = form.Parameters.Select(p => p with { Modifiers = string.Join(" ", p.Modifiers.Split(' ').Where(m => m != "this")), DefaultValue = null }).ToEquatableArray(),
    };

    private static bool IsDependence(DerivativeKind kind) => kind is DerivativeKind.Dependence or DerivativeKind.GradientDependence;

    private static string Whole(DerivativeKind kind) => kind switch
    {
        DerivativeKind.Hvp => "the Hessian",
        DerivativeKind.Dependence => "the pattern of a Jacobian",
        DerivativeKind.GradientDependence => "the pattern of the Hessian",
        _ => "a Jacobian",
    };

    private static string Part(DerivativeKind kind) => kind switch
    {
        DerivativeKind.GradientDependence => "inputs that each part of the gradient depends on, a bit each",
        DerivativeKind.Vjp => "pullback",
        DerivativeKind.Jvp => "pushforward",
        DerivativeKind.Tangents => "pushforward in several directions at once",
        DerivativeKind.Dependence => "inputs that each result depends on, a bit each",
        _ => "derivative of the gradient along a direction",
    };

    private static void Declare(SourceWriter writer, MethodSignature signature, FormSignature form, EquatableArray<string> attributes)
    {
        foreach (string attribute in attributes)
        {
            writer.Line(attribute);
        }

        writer.Line(EmittedFile.GeneratedCode);
        string modifiers = signature.Accessibility + (signature.IsStatic ? " static" : "");
        string head = $"{modifiers} {form.ReturnType} {form.Name}{signature.TypeParameters}(";
        var parameters = form.Parameters.Select(Text).ToList();
        string line = head + string.Join(", ", parameters) + ")";
        if (parameters.Count == 0 || writer.Column + line.Length <= LineWidth)
        {
            writer.Line(line);
        }
        else
        {
            writer.Line(head);
            for (int i = 0; i < parameters.Count; i++)
            {
                writer.Continuation(parameters[i] + (i == parameters.Count - 1 ? ")" : ","));
            }
        }

        foreach (string constraint in signature.Constraints)
        {
            writer.Continuation(constraint);
        }
    }

    private static string Text(FormParameter parameter) =>
        (parameter.Modifiers.Length > 0 ? parameter.Modifiers + " " : "")
        + $"{parameter.CSharpType} {Identifiers.Escape(parameter.Name)}"
        + (parameter.DefaultValue is null ? "" : " = " + parameter.DefaultValue);
}
