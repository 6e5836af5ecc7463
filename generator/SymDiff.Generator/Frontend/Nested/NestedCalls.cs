using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend.Nested;

/// <summary>Calls of emitted methods: the derivative is made here as it is made for the file, and written in place of the call.</summary>
internal static class NestedCalls
{
    /// <summary>Appends the call; null if it calls no emitted method, or one that is made of others and is read like a helper.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="call">The call.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    public static Value? TryLower(LoweringContext context, IInvocationOperation call, string? name)
    {
        var method = call.TargetMethod;
        if (!DeclaredDerivatives.IsName(method.Name) || !Marks.IsEmitted(method.OriginalDefinition))
        {
            return null;
        }

        if (context.Sources.Declared is not { } declared)
        {
            // It is read again where emitted methods are declared.
            context.Sources.UsesDerivatives = true;
            return Refuse(context, call, "it is emitted");
        }

        if (declared.Origin(method, context.Cancellation) is not var (primal, form, isComposed))
        {
            return null;
        }

        primal = primal.IsGenericMethod ? primal.Construct([.. method.TypeArguments.Select(context.Stands)]) : primal;

        if (Obstacle(context, call, primal) is { } obstacle)
        {
            return Refuse(context, call, obstacle);
        }

        bool isMatrix = isComposed && form.Parameters.Any(p => p.Role == FormRole.Matrix);
        if (SignatureReader.HasSets(primal))
        {
            if (!NestedDerivative.IsOfMatrix(form.Kind))
            {
                return NestedSets.Lower(context, call, primal, form, isComposed, name);
            }

            if (isMatrix && NestedDerivative.Of(context, primal, form) is { } entries)
            {
                return NestedSets.Lower(context, call, entries, form, isComposed: false, name);
            }
        }
        else if ((!isComposed || isMatrix) && NestedDerivative.Of(context, primal, form) is { } derivative)
        {
            return Lower(context, call, derivative, form, name);
        }

        if (isMatrix && NestedDerivative.BeginsElsewhere(context, primal))
        {
            return Refuse(context, call, $"it runs '{primal.Name}' several times, which changes what it reads first");
        }

        // A form that is made of others is read like a helper.
        context.ReadAsHelper = IsEmitted(call) ? context.ReadAsHelper : call.Syntax;
        return isComposed && CanBeRead(call) ? null : Refuse(context, call, isComposed ? "this form of it cannot be read" : $"'{primal.Name}' is refused itself, or hands arrays to a method that calls itself");
    }

    private static Value Lower(LoweringContext context, IInvocationOperation call, NestedDerivative derivative, FormSignature form, string? name) =>
        Given(context, call, derivative, form, out var refused) is { } given ? Lower(context, call, derivative, given, name) : refused!;

    /// <summary>Evaluates the arguments; null if one is refused.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="call">The call.</param>
    /// <param name="derivative">What is called.</param>
    /// <param name="form">Its form as it is declared.</param>
    /// <param name="refused">What stands for the call if it is refused.</param>
    public static NestedArguments? Given(LoweringContext context, IInvocationOperation call, NestedDerivative derivative, FormSignature form, out Value? refused)
    {
        refused = null;
        // C# evaluates the arguments in their order, the places of variables among them.
        var values = new Dictionary<int, Value>();
        var places = new Dictionary<int, Place>();
        foreach (var argument in call.Arguments)
        {
            int ordinal = argument.Parameter!.Ordinal;
            var parameter = form.Parameters[ordinal];
            if (argument.Parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                if (argument.Value is IDiscardOperation)
                {
                    continue;
                }

                if (StructLowering.Place(context, argument.Value) is not { } place)
                {
                    refused = Refuse(context, call, $"'{parameter.Name}' is passed by reference, which is supported for local variables and elements of arrays only");
                    return null;
                }

                places.Add(ordinal, place);
            }
            else
            {
                values.Add(ordinal, ExpressionLowering.Lower(context, argument.Value));
            }
        }

        // What is passed by reference is read by what is called, when all arguments are there; what is only added to, in the end.
        foreach (var place in places.Where(p => call.TargetMethod.Parameters[p.Key].RefKind == RefKind.Ref && form.Parameters[p.Key].Role != FormRole.Accumulator))
        {
            values.Add(place.Key, place.Value.Read(context));
        }

        if (values.Values.Any(context.IsPoisoned))
        {
            refused = context.Poison(context.HeldTypeOf(call.Type));
            return null;
        }

        foreach (var argument in call.Arguments.Where(a => values.ContainsKey(a.Parameter!.Ordinal)))
        {
            var parameter = form.Parameters[argument.Parameter!.Ordinal];
            if (parameter.Role == FormRole.Primal && derivative.IsConstant(parameter.Name) && context.IsVaried(values[argument.Parameter.Ordinal]))
            {
                refused = context.Reject(
                    Descriptors.ActiveArgumentOfConstant, argument.Syntax.GetLocation(), context.HeldTypeOf(call.Type), Snippet.Of(call), argument.Parameter.Name, SymbolText.Short(derivative.Primal));
                return null;
            }
        }

        return new NestedArguments(values, places, i => call.TargetMethod.Parameters[i].Type);
    }

    /// <summary>Writes the derivative in place of the call.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="call">The call.</param>
    /// <param name="derivative">What is called.</param>
    /// <param name="given">What its form is given.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    /// <param name="returned">What the form returns; null for what the call does.</param>
    public static Value Lower(LoweringContext context, IInvocationOperation call, NestedDerivative derivative, NestedArguments given, string? name, ITypeSymbol? returned = null)
    {
        var form = derivative.Form;
        if (derivative.Arguments(context, given) is not { } arguments)
        {
            return Refuse(context, call, "an argument cannot be followed");
        }

        if (derivative.Overlap(context, arguments) is var (one, other))
        {
            return Refuse(context, call, $"'{one}' and '{other}' may be the same memory");
        }

        var (function, tested) = NullTests.Run(derivative.Function);
        var results = context.Inline(function, [.. arguments, .. tested.Select(i => context.IsNull(arguments[i]))], arguments.Where((a, i) => derivative.IsWritten(a, i)), call);
        if (derivative.HasEntries)
        {
            var matrix = given.Values[form.Parameters.ToList().FindIndex(p => p.Role == FormRole.Matrix)];
            int others = derivative.FirstEntry;
            for (int i = others; i < results.Count; i++)
            {
                context.Store(matrix, context.Builder.Int(i - others), results[i], call);
            }

            results = [.. results.Take(others)];
        }

        return Deliver(context, call, derivative, given, results, name, returned ?? call.Type!);
    }

    // What the form returns, and what goes to variables of the caller.
    private static Value Deliver(
        LoweringContext context, IInvocationOperation call, NestedDerivative derivative, NestedArguments given, IReadOnlyList<Value> results, string? name, ITypeSymbol type)
    {
        var form = derivative.Form;
        var returned = new List<Value>();
        var stored = new Dictionary<string, List<Value>>(StringComparer.Ordinal);
        for (int i = 0; i < results.Count; i++)
        {
            if (i >= derivative.Variables.Count || derivative.Variables[i] is not { } variable)
            {
                returned.Add(results[i]);
                continue;
            }

            string root = Root(variable.Name);
            if (!stored.TryGetValue(root, out var parts))
            {
                stored.Add(root, parts = []);
            }

            parts.Add(results[i]);
        }

        for (int ordinal = 0; ordinal < form.Parameters.Count; ordinal++)
        {
            var parameter = form.Parameters[ordinal];
            if (!given.Places.TryGetValue(ordinal, out var place) || !stored.TryGetValue(parameter.Name, out var parts))
            {
                continue;
            }

            var layout = context.LayoutOf(given.TypeOf(ordinal));

            // One variable may be given twice, and is added to twice: what it holds is read when its turn comes.
            var before = parameter.Role != FormRole.Accumulator ? null : place.Read(context) is var held && layout is null ? [held] : context.Leaves(held, layout!);
            int next = 0;
            var leaves = layout is null
                ? [Part(parts[0].Type, 0)]
                : context.LeafTypes(layout).Select((t, i) => derivative.IsActive(parameter, i) ? Part(t, i) : before?[i] ?? context.Builder.Zero(t)).ToList();
            place.Store(context, call, layout is null ? leaves[0] : context.Bundle(layout, leaves));

            Value Part(IrType type, int leaf) => before is null ? parts[next++] : context.Apply(type, "Add", EquatableArray.Of(before[leaf], parts[next++]));
        }

        return form.ReturnType == "void" ? LoweringContext.Nothing : Returned(context, call, derivative, form, returned, name, type);
    }

    private static Value Returned(LoweringContext context, IInvocationOperation call, NestedDerivative derivative, FormSignature form, List<Value> returned, string? name, ITypeSymbol type)
    {
        if (context.LayoutOf(type) is not { } layout)
        {
            if (returned.Count == 1 && name is not null)
            {
                context.LeafNames.Note(returned[0], name);
            }

            return returned.Count == 1 ? returned[0] : Refuse(context, call, "its result cannot be followed");
        }

        // Constants of a struct have no derivative, and are what C# begins with.
        var types = context.LeafTypes(layout);
        var isThere = derivative.ReturnedLeaves(form.Kind);
        if (isThere.Count != types.Count || isThere.Count(t => t) != returned.Count)
        {
            return Refuse(context, call, "its result cannot be followed");
        }

        int next = 0;
        return context.Bundle(layout, [.. types.Select((t, i) => isThere[i] ? returned[next++] : context.Placeholder(t))]);
    }

    // Why the derivative cannot be written into the method that is read.
    private static string? Obstacle(LoweringContext context, IInvocationOperation call, IMethodSymbol primal)
    {
        var declared = (primal.PartialImplementationPart ?? primal).OriginalDefinition;
        return context.Callees.Reading.Any(m => SymbolEqualityComparer.Default.Equals(m, declared)) ? $"'{primal.Name}' would be made of its own derivative"
            : primal.ContainingType.IsGenericType && !SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, context.Home) ? $"'{primal.Name}' is in another generic type"
            : primal.TypeArguments.Any(t => context.ScalarOf(t) is null) ? $"'{primal.Name}' is generic in more than numbers"
            : !primal.IsStatic && !SignatureReader.IsThisActive(primal) && !(call.Instance is IInstanceReferenceOperation && context.This is null && SymbolEqualityComparer.Default.Equals(primal.ContainingType, context.Home)) ? $"'{primal.Name}' is not called on 'this'"
            : null;
    }

    private static bool CanBeRead(IInvocationOperation call) =>
        call.TargetMethod.DeclaringSyntaxReferences[0].GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax { Body.Statements: { Count: > 0 } statements }
        && statements[0] is not Microsoft.CodeAnalysis.CSharp.Syntax.ThrowStatementSyntax;

    // What is declared for emitted members is no file of the project.
    private static bool IsEmitted(IInvocationOperation call) => call.Syntax.SyntaxTree.FilePath.Length == 0;

    /// <summary>Refuses the call; where it stands in what is emitted for a form that is made of others, the call of that form.</summary>
    public static Value Refuse(LoweringContext context, IInvocationOperation call, string why)
    {
        var place = IsEmitted(call) && context.ReadAsHelper is { } outer ? outer : call.Syntax;
        return context.Reject(Descriptors.NestedDerivative, place.GetLocation(), context.HeldTypeOf(call.Type), Snippet.Of(call), why);
    }

    private static string Root(string name) => name.IndexOf('.') is >= 0 and var dot ? name.Substring(0, dot) : name;
}
