namespace SymDiff.TestKit;

/// <content>The Hessian along a direction.</content>
internal sealed partial class BufferCheck
{
    // How much longer than it must be a destination is.
    private const int Behind = 2;

    private void Hessian()
    {
        foreach (ProgramForm form in _method.Forms.Where(f => f.Suffix == "Hvp"))
        {
            Hessian(form.Name, [.. _expected.Select(rows => rows.Length == 0 ? 0 : rows[0].Magnitude)], direction => Product(form, direction), _isOrdinary && !_program.UsesSingle ? GradientAlong : null);
        }
    }

    /// <summary>What a form makes of a direction, which must not depend on what is in its destinations before.</summary>
    private double[]? Product(ProgramForm form, double[] direction)
    {
        double[]? product = Product(form, direction, double.NaN);
        if (product is not null && form.Arguments.Any(a => a.Part == FormPart.Destination) && Product(form, direction, 0.75) is { } again)
        {
            for (int k = 0; k < product.Length; k++)
            {
                Same($"{form.Name}[{k}] into destinations that hold NaN", product[k], again[k]);
            }
        }

        return product;
    }

    private double[]? Product(ProgramForm form, double[] direction, double before)
    {
        double[]? product = null;
        object[] arguments = Arguments(form, argument => argument.Part == FormPart.Destination
            ? Enumerable.Repeat(before, LengthOf(argument.Of) + (IsSpan(argument.Of) ? Behind : 0)).ToArray()
            : [.. Enumerable.Range(0, LengthOf(argument.Of)).Select(e => direction[_columns.IndexOf((argument.Of, e))])]);
        Run(form, arguments, result =>
        {
            product = form.ReturnsNothing
                ? [.. Destinations(form, arguments).SelectMany(d => d.Numbers[..LengthOf(d.Of)])]
                : [.. Parts(result!).SelectMany(ProgramArguments.Numbers)];
        });
        foreach ((int of, double[] numbers) in Destinations(form, arguments))
        {
            foreach (double behind in numbers[LengthOf(of)..])
            {
                Same($"what {form.Name} leaves behind the destination of {_program.Parameters[of].Name}", behind, before);
            }
        }

        return product;
    }

    private static IEnumerable<(int Of, double[] Numbers)> Destinations(ProgramForm form, object[] arguments) =>
        form.Arguments.Zip(arguments).Where(pair => pair.First.Part == FormPart.Destination).Select(pair => (pair.First.Of, ProgramArguments.Numbers(pair.Second)));

    /// <summary>The oracle's gradient so far along a direction.</summary>
    private double[] GradientAlong(double step, double[] direction)
    {
        double[][] x = [.. _x.Select(numbers => (double[])numbers.Clone())];
        for (int k = 0; k < _columns.Count; k++)
        {
            x[_columns[k].Parameter][_columns[k].Element] += step * direction[k];
        }

        return [.. _columns.Select(column => Beside(step, () => ProgramArguments.Duals(_method.Oracle(Twins(x, column, isOne: true, [])))[0]))];
    }
}
