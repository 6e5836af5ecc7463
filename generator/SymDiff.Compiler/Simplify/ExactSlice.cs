using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>The values that the leading results depend on: code that must give the same bits as the user's (SPEC, section 2).</summary>
internal static class ExactSlice
{
    /// <summary>Collects them.</summary>
    /// <param name="function">The function.</param>
    /// <param name="results">How many leading results are values of the primal.</param>
    public static HashSet<Value> Of(Function function, int results)
    {
        var slice = new HashSet<Value>();
        if (results == 0)
        {
            return slice;
        }

        var definitions = new Dictionary<Value, Operation>();
        var handed = new Dictionary<string, List<Value>>(StringComparer.Ordinal);
        foreach (var region in function.Body.Nested())
        {
            foreach (var statement in region.Statements)
            {
                foreach (var value in statement.Results.Concat(statement.Operation is Loop l ? l.Body.Parameters.AsEnumerable() : []))
                {
                    definitions[value] = statement.Operation;
                }
            }

            if (region.End.Label is { } label)
            {
                if (!handed.TryGetValue(label, out var list))
                {
                    handed[label] = list = [];
                }

                list.AddRange(region.End.Values);
            }
        }

        var pending = new Stack<Value>(function.Body.End.Values.Take(results));
        Push(Function.ReturnLabel);
        bool readsMemory = false;
        while (pending.Count > 0)
        {
            var value = pending.Pop();
            if (!slice.Add(value) || !definitions.TryGetValue(value, out var operation))
            {
                continue;
            }

            // Coarse where there is control flow or memory: all that is handed over, all that is stored.
            foreach (var operand in operation.Operands)
            {
                pending.Push(operand);
            }

            foreach (var region in operation.Regions.SelectMany(r => r.Nested()))
            {
                foreach (var operand in region.End.Values.Concat(region.Statements.Select(s => s.Operation).OfType<If>().Select(f => f.Condition)))
                {
                    pending.Push(operand);
                }
            }

            if (operation.Label() is { } own)
            {
                Push(own);
            }

            if (operation is Load or Call && !readsMemory)
            {
                readsMemory = true;
                foreach (var statement in function.Body.AllStatements().Where(s => s.Operation is Store or Accumulate or Call))
                {
                    foreach (var operand in statement.Operation.Operands)
                    {
                        pending.Push(operand);
                    }
                }
            }
        }

        return slice;

        void Push(string label)
        {
            foreach (var value in handed.TryGetValue(label, out var list) ? list : [])
            {
                pending.Push(value);
            }
        }
    }
}
