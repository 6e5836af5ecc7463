namespace SymDiff.TestKit;

/// <summary>A statement of a random program.</summary>
/// <param name="Text">Its C#.</param>
/// <param name="Fallback">What stands in its place when it is dropped: a declaration must leave its variable behind.</param>
public sealed record RandomStatement(string Text, string Fallback);

/// <summary>A random straight-line method, which can be printed as C# and made smaller.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Parameters">Its parameter list.</param>
/// <param name="ParameterTypes">The type of each parameter: <c>Real</c>, <c>Real32</c>, <c>int</c>.</param>
/// <param name="Helpers">Private methods that it calls.</param>
/// <param name="Statements">Its body.</param>
/// <param name="Result">What it returns.</param>
/// <param name="UsesSingle">Whether something is computed in single precision.</param>
public sealed record RandomProgram(
    int Seed,
    string Parameters,
    IReadOnlyList<string> ParameterTypes,
    IReadOnlyList<string> Helpers,
    IReadOnlyList<RandomStatement> Statements,
    string Result,
    bool UsesSingle)
{
    /// <summary>The name of the method.</summary>
    public string Name => $"Program{Seed}";

    /// <summary>The method and its helpers, in a type of their own.</summary>
    public string ToCSharp()
    {
        IEnumerable<string> body = Statements.Where(statement => statement.Text.Length > 0).Select(statement => $"        {statement.Text}\n");
        return $$"""
            public static partial class Random{{Seed}}
            {
                [Differentiable]
                public static Real {{Name}}({{Parameters}})
                {

            """
            + string.Concat(body)
            + $"        return {Result};\n    }}\n"
            + string.Concat(Helpers.Select(helper => "\n" + helper))
            + "}\n";
    }

    /// <summary>The point at which it is checked.</summary>
    public double[] Point()
    {
        Random random = new(Seed);
        return [.. ParameterTypes.Select(type => type switch
        {
            "int" => random.Next(-3, 4),
            "Real32" => (float)((random.NextDouble() * 4) - 2),
            _ => (random.NextDouble() * 4) - 2,
        })];
    }

    /// <summary>Drops statements one by one for as long as <paramref name="fails"/> still holds.</summary>
    public RandomProgram Shrink(Func<RandomProgram, bool> fails)
    {
        RandomProgram smallest = this;
        bool progress = true;
        while (progress)
        {
            progress = false;
            for (int i = smallest.Statements.Count - 1; i >= 0; i--)
            {
                RandomStatement dropped = smallest.Statements[i];
                if (dropped.Text == dropped.Fallback)
                {
                    continue;
                }

                RandomStatement[] statements = [.. smallest.Statements];
                statements[i] = new RandomStatement(dropped.Fallback, dropped.Fallback);
                RandomProgram smaller = smallest with { Statements = statements };
                if (fails(smaller))
                {
                    smallest = smaller;
                    progress = true;
                }
            }
        }

        return smallest;
    }
}
