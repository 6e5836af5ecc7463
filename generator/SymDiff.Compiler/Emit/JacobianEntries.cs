namespace SymDiff.Compiler.Emit;

/// <summary>Writes the entries of a Jacobian or a Hessian that is one function, to the matrix or to one block a parameter.</summary>
internal static class JacobianEntries
{
    // Of many entries the last comes first: that there is room for it is checked once, and then for none of the others.
    private const int Few = 8;

    /// <summary>Writes what is checked first: that there is room.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form as it is declared.</param>
    public static void WriteChecks(SourceWriter writer, MethodSignature method, FormSignature form)
    {
        int rows = Rows(method, form);
        foreach (var target in form.Parameters.Where(p => p.Role is FormRole.Matrix or FormRole.Block))
        {
            string name = Identifiers.Escape(target.Name);
            writer.Line($"{name} = global::SymDiff.Matrices.Fit({name}, {JacobianText.Number(rows)}, {JacobianText.Number(Columns(method, target).Count)}, {target.NameText});");
        }

        Prologue.WriteOverlaps(writer, form, ofJagged: null);
    }

    /// <summary>Writes the entries.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form as it is declared.</param>
    /// <param name="entries">C# of them, row by row.</param>
    public static void Write(SourceWriter writer, MethodSignature method, FormSignature form, IReadOnlyList<string> entries)
    {
        int columns = method.Opened().Active.Count();
        foreach (var target in form.Parameters.Where(p => p.Role is FormRole.Matrix or FormRole.Block))
        {
            var own = Columns(method, target);
            var places = Enumerable.Range(0, Rows(method, form)).SelectMany(r => own.Select(c => (r * columns) + c)).Select((entry, at) => (entry, at)).ToList();
            if (places.Count > Few)
            {
                places.Reverse();
            }

            foreach (var (entry, at) in places)
            {
                writer.Line($"{Identifiers.Escape(target.Name)}[{JacobianText.Number(at)}] = {entries[entry]};");
            }
        }
    }

    /// <summary>How many entries there are.</summary>
    public static int Count(MethodSignature method, FormSignature form) => Rows(method, form) * method.Opened().Active.Count();

    private static int Rows(MethodSignature method, FormSignature form) => form.Kind is DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian
        ? method.Opened().Active.Count()
        : method.ResultLeaves.Count(l => l.IsActive) + method.Results.Count();

    // The columns of the whole matrix that a destination holds.
    private static List<int> Columns(MethodSignature method, FormParameter target) => [.. method.Opened().Active
        .Select((p, i) => (Name: p.MemberOf ?? p.Name, Index: i))
        .Where(p => target.Role == FormRole.Matrix || p.Name == target.Primal || p.Name.StartsWith(target.Primal + ".", StringComparison.Ordinal))
        .Select(p => p.Index)];
}
