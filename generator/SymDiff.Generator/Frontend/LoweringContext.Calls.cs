using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <content>Calls that stay calls.</content>
internal sealed partial class LoweringContext
{
    private readonly List<(string Callee, IReadOnlyList<(Value Value, IOperation At)> Arguments)> _calls = [];

    // Where C# stands that may do anything.
    private readonly List<IOperation> _anything = [];

    // Where vector functions in single precision stand.
    private readonly List<IOperation> _singleVectors = [];

    /// <summary>Whether there are calls that are handed buffers.</summary>
    public bool HandsBuffersOn => _calls.Count > 0;

    /// <summary>Appends a call of a method that is differentiated by name.</summary>
    /// <param name="results">The types of its results, each with what it is called, if anything.</param>
    /// <param name="callee">Its name.</param>
    /// <param name="arguments">Its arguments, each with its place.</param>
    public IReadOnlyList<Value> Call(IReadOnlyList<(IrType Type, string? Name)> results, string callee, IReadOnlyList<(Value Value, IOperation At)> arguments)
    {
        var values = arguments.Select(a => a.Value).ToEquatableArray();
        if (values.Any(v => v.Type.IsBuffer))
        {
            _calls.Add((callee, arguments));
        }

        Value[] given = [.. results.Select(r => Builder.Values.Fresh(r.Type, r.Name))];
        Builder.Add(new Statement(given.ToEquatableArray(), new Call(callee, values)));
        foreach (var result in given)
        {
            Follow(result, values, _ => true);
        }

        return given;
    }

    /// <summary>Appends the body of a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="written">The memory among them that it writes.</param>
    /// <param name="at">Where it is called.</param>
    /// <returns>The values of its results.</returns>
    public IReadOnlyList<Value> Inline(Function function, IReadOnlyList<Value> arguments, IEnumerable<Value> written, IOperation at)
    {
        var given = arguments.ToEquatableArray();
        _stores.AddRange(written.Select(w => (w, given, at)));
        var results = Compiler.Transforms.Inline.Into(Builder, function, arguments, asPrimal: true);
        foreach (var result in results)
        {
            Follow(result, given, _ => true);
        }

        return results;
    }

    /// <summary>A context for a method that is read by itself.</summary>
    public LoweringContext ForHelper(RegionBuilder body) => new(Sources, Home, body, Callees, Cancellation) { Assumptions = Assumptions };

    /// <summary>Takes over what was refused while a method was read by itself.</summary>
    /// <param name="helper">The reading of that method.</param>
    /// <param name="first">The first of what it refused that is not taken over yet.</param>
    public void Adopt(LoweringContext helper, int first = 0)
    {
        _rejections.AddRange(helper.Rejections.Skip(first));
        _truncated.AddRange(helper._truncated.Except(_truncated));
        HasLocalBuffers |= helper.HasLocalBuffers;
    }

    /// <summary>Refuses calls whose callees store what such a store would be refused for.</summary>
    /// <param name="function">What was read.</param>
    /// <param name="written">What the methods that are called by name write.</param>
    public void CheckCalls(Function function, WrittenParameters written)
    {
        if (_calls.Count == 0)
        {
            return;
        }

        var aliasing = Aliasing.Of(function);
        foreach (var (callee, arguments) in _calls)
        {
            for (int i = 0; i < arguments.Count; i++)
            {
                var (buffer, at) = arguments[i];
                if (!buffer.Type.IsBuffer || !written.IsWritten(callee, i))
                {
                    continue;
                }

                var roots = aliasing.Roots(buffer) ?? [];
                if (InputOf(roots) is { } input)
                {
                    RejectWritten(at, input);
                }
                else if (buffer.Type.HasShadow && arguments.Any(a => IsVaried(a.Value)) && roots.FirstOrDefault(r => _constants.Contains(r.Id)) is { } constant)
                {
                    Reject(Descriptors.ActiveValueLost, at, Snippet.Of(at), constant.Name is { } name ? $"the constant '{name}'" : "an array of constants", Hints.StoreConstant);
                }
            }
        }
    }

    /// <summary>Refuses C# that may know of buffers of the caller's by another name: while calls are handed them, all forms work on copies.</summary>
    /// <param name="method">The marked method.</param>
    public void RejectAnything(ISymbol method)
    {
        foreach (var at in _anything)
        {
            Reject(
                Descriptors.ExpressionNotSupported, at, Snippet.Of(at), $"code that may know of the buffers of '{method.Name}' by another name is, where methods that call themselves are handed them,",
                "call it before or after the method, or pass what it gives as a parameter");
        }
    }

    /// <summary>Refuses vector functions in single precision, of which the memory that calls are handed has no spans.</summary>
    public void RejectSingleVectors()
    {
        foreach (var at in _singleVectors)
        {
            Reject(Descriptors.ExpressionNotSupported, at, Snippet.Of(at), "a vector function in single precision, in a method that calls itself with buffers or calls one that does,", "write the loop out");
        }
    }

    private void NoteAnything(Effect effect)
    {
        if (effect == Effect.Any && At is { } at)
        {
            // What was read last may be part of an argument of what does it.
            _anything.Add(Ancestors(at).FirstOrDefault(o => o is IInvocationOperation or IObjectCreationOperation) ?? at);
        }
    }
}
