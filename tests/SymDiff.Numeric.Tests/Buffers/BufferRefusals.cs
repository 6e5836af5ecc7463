using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Gives every form buffers that are too short, and buffers that are one where they must not be; both are refused before anything is written.</summary>
internal static class BufferRefusals
{
    private const double Mark = 0.375;

    /// <summary>Checks all forms at a point whose buffers are not empty.</summary>
    public static void Check(BufferMethod method, params object?[] arguments)
    {
        foreach (Form form in Forms(method))
        {
            List<double[]> given = [.. form.Appended.Select(a => Enumerable.Repeat(Mark, BufferMethod.LengthOf(a.Parameter, arguments)).ToArray())];
            for (int k = 0; k < form.Appended.Count; k++)
            {
                if (form.Appended[k].Parameter.IsBuffer)
                {
                    double[][] shorter = [.. given];
                    shorter[k] = given[k][1..];
                    if (form.Appended[k].Use != Use.OutputCotangent || shorter[k].Length > 0)
                    {
                        Refused(method, form, BufferMethod.Copy(arguments), shorter, form.Appended[k].Name);
                    }
                }
            }

            CheckOverlaps(method, form, arguments, given);
        }
    }

    private static void CheckOverlaps(BufferMethod method, Form form, object?[] arguments, List<double[]> given)
    {
        List<BufferParameter> primal = [.. method.Parameters.Where(p => p.Element == "double")];
        for (int k = 0; k < form.Appended.Count; k++)
        {
            Appended one = form.Appended[k];
            if (!one.Parameter.IsBuffer)
            {
                continue;
            }

            for (int other = k + 1; other < form.Appended.Count; other++)
            {
                Appended two = form.Appended[other];
                if (two.Parameter.IsBuffer && one.Parameter.IsJagged == two.Parameter.IsJagged && MustBeApart(one.Use, two.Use))
                {
                    double[][] same = [.. given];
                    same[k] = same[other] = Enumerable.Repeat(Mark, Math.Max(given[k].Length, given[other].Length)).ToArray();
                    Refused(method, form, BufferMethod.Copy(arguments), same, one.Name, two.Name);
                }
            }

            foreach (BufferParameter parameter in primal.Where(p => one.Use is not (Use.OutputCotangent or Use.Tangent) || p.Role != BufferRole.Input))
            {
                object?[] copy = BufferMethod.Copy(arguments);
                double[] array = BufferMethod.Flat(copy[parameter.Position]!);
                if (parameter.IsJagged != one.Parameter.IsJagged || (parameter.IsJagged && parameter != one.Parameter))
                {
                    // Memory of either kind in the other is not of the same shape: BufferRowsTests.
                    continue;
                }

                if (parameter.IsJagged)
                {
                    JaggedArguments.Bind(array, (double[][])copy[parameter.Position]!);
                }

                if (array.Length >= given[k].Length)
                {
                    double[][] same = [.. given];
                    same[k] = array;
                    Refused(method, form, copy, same, one.Name, parameter.Name);
                }
            }
        }

        foreach (BufferParameter written in primal.Where(p => p.Role != BufferRole.Input))
        {
            foreach (BufferParameter parameter in primal.Where(p => p != written && p.IsJagged == written.IsJagged && BufferMethod.LengthOf(p, arguments) == BufferMethod.LengthOf(written, arguments)))
            {
                object?[] copy = BufferMethod.Copy(arguments);
                copy[parameter.Position] = copy[written.Position];
                Refused(method, form, copy, [.. given], written.Name, parameter.Name);
            }
        }
    }

    // Only what is read alone may be one, and what is added to alone.
    private static bool MustBeApart(Use one, Use two) =>
        !(one is Use.Tangent or Use.OutputCotangent && two is Use.Tangent or Use.OutputCotangent) && !(one == Use.Accumulator && two == Use.Accumulator);

    private static void Refused(BufferMethod method, Form form, object?[] arguments, double[][] given, params string[] names)
    {
        double[]?[] before = [.. arguments.Select(a => a is not (double[] or double[][]) ? null : (double[])BufferMethod.Flat(a).Clone())];
        double[][] givenBefore = [.. given.Select(g => (double[])g.Clone())];
        string what = $"{method.Name}{form.Name} with {string.Join(" and ", names)} refused";
        ArgumentException? refused = null;
        try
        {
            form.Call(arguments, given);
        }
        catch (ArgumentException e)
        {
            refused = e;
        }

        Assert.True(refused is not null, $"{what}: nothing was thrown");
        Assert.True(names.Contains(refused.ParamName), $"{what}: it names {refused.ParamName}: {refused.Message}");
        Assert.True(arguments.Zip(before).All(pair => pair.Second is null || Same(BufferMethod.Flat(pair.First!), pair.Second)), $"{what}: an argument was written");
        Assert.True(given.Zip(givenBefore).All(pair => Same(pair.First, pair.Second)), $"{what}: something was written");
    }

    private static bool Same(double[] one, double[] two) => one.Zip(two, Closeness.IsSame).All(same => same);

    private static IEnumerable<Form> Forms(BufferMethod method)
    {
        List<Appended> outputs = [.. method.Outputs.Select(p => new Appended(p.Derived("d"), Use.OutputCotangent, p))];
        List<Appended> accumulators = [.. method.Independent.Select(p => new Appended(p.Derived("d"), p.Role == BufferRole.InOut ? Use.Written : Use.Accumulator, p))];
        List<Appended> tangents = [.. method.Derived.Select(p => new Appended(p.Derived("t"), p.Role == BufferRole.Input ? Use.Tangent : Use.Written, p))];
        yield return new Form("Vjp", [.. outputs, .. accumulators], (a, g) => method.Vjp(a, 1, g[..outputs.Count], g[outputs.Count..]));
        yield return new Form("Jvp", tangents, (a, g) => method.Jvp(a, g));
        if (method.Gradient is not null)
        {
            List<Appended> destinations = [.. method.Independent.Select(p => new Appended(p.Derived("d"), Use.Written, p))];
            List<Appended> directions = [.. method.Independent.Select(p => new Appended(p.Derived("v"), Use.Tangent, p))];
            yield return new Form("Gradient", destinations, (a, g) => method.Gradient(a, g));
            yield return new Form("ValueAndGradient", destinations, (a, g) => method.ValueAndGradient!(a, g));
            yield return new Form("Hvp", [.. directions, .. destinations], (a, g) => method.Hvp!(a, g[..directions.Count], g[directions.Count..]));
        }
    }

    private enum Use
    {
        Tangent,
        OutputCotangent,
        Accumulator,
        Written,
    }

    private sealed record Appended(string Name, Use Use, BufferParameter Parameter);

    private sealed record Form(string Name, IReadOnlyList<Appended> Appended, Action<object?[], double[][]> Call);
}
