using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Calls that stay calls: of marked methods, whose derivatives stand beside them, and of methods that call themselves. Everything else whose source can be read is
/// read in place, small marked methods too.
/// </summary>
internal static class CalleeLowering
{
    // About what fits on six lines; a call costs more to read and to run than that.
    private const int Small = 64;

    /// <summary>Appends the call; null if the method is better read in place.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="site">The call.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="receiver">The struct that it is called on, if it is one.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    public static Value? Lower(LoweringContext context, CallSite site, IReadOnlyList<Argument> arguments, Receiver? receiver, string? name)
    {
        var method = (site.Method.PartialImplementationPart ?? site.Method).OriginalDefinition;
        var table = context.Callees;
        var called = method.IsGenericMethod ? method.Construct([.. site.Method.TypeArguments.Select(context.Stands)]) : method;

        // Whether the method is read in place or called must make no difference.
        if (arguments.FirstOrDefault(a => context.IsVaried(a.Value) && a.Parameter is { } p && Marks.Has(method.Parameters[p.Ordinal], Marks.NoGradient)) is { } constant)
        {
            return context.Reject(
                Descriptors.ActiveArgumentOfConstant,
                constant.Source!.Syntax.GetLocation(),
                context.TypeOf(method.ReturnType),
                Snippet.Of(site.Operation),
                constant.Parameter!.Name,
                SymbolText.Short(method));
        }

        if (!HasPlainShape(context, site, called, receiver) || (table.NameOf(method) ?? Enter(context, called, receiver)) is not { } callee)
        {
            return null;
        }

        var ordered = arguments.OrderBy(a => a.Parameter!.Ordinal).ToList();
        if (ordered.Any(a => !Fits(context, a, called)))
        {
            return context.Poison(context.TypeOf(called.ReturnType));
        }

        // In the body of what is called, its parameters are what somebody gave it.
        var handed = ordered.Where(a => !Marks.Has(method.Parameters[a.Parameter!.Ordinal], Marks.NoGradient)).Select(a => ((IOperation?)a.Source!.Value, a.Value));
        if (ParameterSets.Refuse(context, site.Operation, handed) is { } refused)
        {
            return refused;
        }

        var values = ordered.SelectMany(a => Flat(context, StructParameters.LayoutIn(context, called.Parameters[a.Parameter!.Ordinal]), a.Value, a.Source!)).ToList();
        if (receiver is not null)
        {
            values.InsertRange(0, Flat(context, StructParameters.Plain(context, called.ContainingType), receiver.Value, site.Instance!));
        }

        if (called.ReturnsVoid)
        {
            context.Call([], callee, values);
            return LoweringContext.Nothing;
        }

        return StructParameters.Plain(context, called.ReturnType) is not { } layout ? context.Call([(context.TypeOf(called.ReturnType), name)], callee, values)[0]
            : context.Bundle(layout, context.Call([.. context.LeafTypes(layout).Zip(layout.Leaves, (t, l) => (t, (string?)Parcel.LeafName(name, l.Path)))], callee, values));
    }

    private static IEnumerable<(Value Value, IOperation At)> Flat(LoweringContext context, Layout? layout, Value value, IOperation at) => layout is null ? [(context.Whole(value), at)]
        : (value.Type.IsBuffer ? context.AggregateOf(value)!.Leaves : context.Leaves(value, layout)).Select(v => (v, at));

    // An array of constants is C# or memory that is followed, on both sides alike.
    private static bool Fits(LoweringContext context, Argument argument, IMethodSymbol method)
    {
        var parameter = method.Parameters[argument.Parameter!.Ordinal];
        bool isBuffer = TypeIn(context, parameter).IsBuffer || LayoutReader.IsColumns(parameter.Type);
        if (isBuffer == argument.Value.Type.IsBuffer)
        {
            return true;
        }

        if (argument.Value.Type.IsBuffer)
        {
            context.KeepOrReject(argument.Value);
        }
        else if (SignatureReader.IsActive(parameter))
        {
            context.Reject(Descriptors.CallNotDifferentiable, argument.Source!.Value, Snippet.Of(argument.Source!.Value), "the array is used as an object elsewhere", "read and write its elements");
        }
        else if (context.Assumptions.KeptParameters.Add(parameter.OriginalDefinition))
        {
            context.Assumptions.HasChanged = true;
        }

        return false;
    }

    private static IrType TypeIn(LoweringContext context, IParameterSymbol parameter) =>
        !SignatureReader.IsActive(parameter) && (context.Assumptions.KeepAll || context.Assumptions.KeptParameters.Contains(parameter.OriginalDefinition))
            ? TypeMap.Of(parameter.Type)
            : TypeMap.Buffer(parameter.Type) ?? TypeMap.Of(parameter.Type);

    private static string? Enter(LoweringContext context, IMethodSymbol called, Receiver? receiver)
    {
        var (table, method) = (context.Callees, called.OriginalDefinition);
        bool isRecursive = table.IsRecursive(method, m => Recursion.Reaches(context.Sources, m, context.Cancellation));
        if (called.IsGenericMethod || receiver is not null || called.Parameters.Any(IsMemory))
        {
            // What it does with its memory, or with what its type parameters stand for, is known from its body alone, which is read here even if it is marked.
            return isRecursive ? Read(context, called, receiver) : null;
        }

        // What is made of structs is shorter where it is read in place.
        bool hasStructs = called.Parameters.Any(p => StructParameters.LayoutIn(context, p) is not null) || StructParameters.Plain(context, called.ReturnType) is not null;

        if (Marks.OfMethod(method) is not null && MethodShape.Check(method, context.Sources.Declaration(method, context.Cancellation), context.Sources).All(r => !r.IsError))
        {
            return isRecursive || !(hasStructs || table.Enclosing is not null || IsSmall(context, method) || UsesVectors(context, method))
                ? table.AddCallee(method, new Callee(Key(method), Active(context, method), CSharp(context, method)))
                : null;
        }

        return isRecursive ? Read(context, called, receiver) : null;
    }

    private static bool IsMemory(IParameterSymbol parameter) => TypeMap.Buffer(parameter.Type) is { HasShadow: true } || (SignatureReader.IsActive(parameter) && LayoutReader.IsColumns(parameter.Type));

    // The derivative of a call has one frame, and numbers and memory for arguments and results.
    private static bool HasPlainShape(LoweringContext context, CallSite site, IMethodSymbol method, Receiver? receiver) =>
        method is { MethodKind: MethodKind.Ordinary, IsAsync: false, IsExtern: false, IsAbstract: false }
        && (!method.IsGenericMethod || IsOfScalars(context, method))
        && (method.IsStatic || (site.Instance is IInstanceReferenceOperation && context.This is null) || (receiver is { Place: null } && Marks.OfMethod(method) is null && StructParameters.Plain(context, method.ContainingType) is not null))
        && (!method.ContainingType.IsGenericType || SymbolEqualityComparer.Default.Equals(site.Method.ContainingType, context.Home))
        && (IsActiveResult(context, method.ReturnType)
            || ((method.ReturnsVoid || context.ScalarOf(method.ReturnType) is not null) && method.Parameters.Any(IsMemory)))
        && method.Parameters.All(p => p.RefKind is RefKind.None or RefKind.In && !p.IsParams && p.Type is not IArrayTypeSymbol { Rank: 2 }
            && (TypeMap.Scalar(p.Type) is not null || TypeMap.Buffer(p.Type) is not null || !SignatureReader.IsActive(p) || StructParameters.LayoutIn(context, p) is not null));

    // A real number that is marked as a constant is none among the results of a function.
    private static bool IsActiveResult(LoweringContext context, ITypeSymbol type) =>
        context.ScalarOf(type) is { IsReal: true } || (StructParameters.Plain(context, type)?.Shape!.Leaves.All(l => l.IsActive || !l.Type.IsReal) == true);

    // What is derived of a generic method has the type parameters of the marked one, for which its own stand, the same in every call.
    private static bool IsOfScalars(LoweringContext context, IMethodSymbol called)
    {
        var known = SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, context.Callees.Main) ? called.OriginalDefinition : context.Callees.ConstructedOf(called);
        return called.TypeArguments.All(a => a is ITypeParameterSymbol && context.ScalarOf(a) is { IsGeneric: true })
            && called.TypeArguments.Zip(known.TypeArguments, (a, b) => SymbolEqualityComparer.Default.Equals(a, b)).All(same => same);
    }

    // What is called by name is slower with vector functions than what is read in place.
    private static bool UsesVectors(LoweringContext context, IMethodSymbol method) =>
        context.Sources.Body(method, context.Cancellation)?.Descendants().Any(o => o is IInvocationOperation call && TypeMap.Is(call.TargetMethod.ContainingType, VectorTable.Type)) == true;

    private static bool IsSmall(LoweringContext context, IMethodSymbol method)
    {
        int count = 0;
        foreach (var operation in context.Sources.Body(method, context.Cancellation)?.Descendants() ?? [])
        {
            if (++count > Small || operation is ILoopOperation)
            {
                return false;
            }
        }

        return true;
    }

    private static string? Read(LoweringContext context, IMethodSymbol called, Receiver? receiver)
    {
        var method = called.OriginalDefinition;
        if (context.Sources.Body(method, context.Cancellation) is not { } body)
        {
            return null;
        }

        var (name, place) = context.Callees.Reserve(method);
        var builder = new FunctionBuilder(name);
        var inner = context.ForHelper(builder.Body);
        var active = new List<bool>();
        if (receiver is not null)
        {
            EnterStruct(method, "", StructParameters.Plain(context, called.ContainingType)!);
        }

        foreach (var parameter in called.Parameters)
        {
            var declared = method.Parameters[parameter.Ordinal];
            if (StructParameters.LayoutIn(inner, parameter) is { } layout)
            {
                if (LayoutReader.IsColumns(parameter.Type))
                {
                    StructParameters.EnterColumns(inner, builder, declared, declared, layout, isInput: false);
                    active.AddRange(layout.Shape!.Leaves.Select(l => l.IsActive));
                }
                else
                {
                    EnterStruct(declared, parameter.Name, layout);
                }

                continue;
            }

            var value = builder.Parameter(TypeIn(context, parameter), parameter.Name);
            active.Add(TypeMap.Buffer(parameter.Type) is null || SignatureReader.IsActive(parameter));
            inner.Assign(declared, value);
            inner.MarkGiven(value);
            if (value.Type.IsBuffer)
            {
                inner.EnterBuffer(declared, value, SignatureReader.IsActive(parameter), isInput: false);
            }
            else if (value.IsReal)
            {
                inner.MarkVaried(value);
            }
        }

        var function = FunctionReader.Read(inner, builder, method, body, called);
        if (function is not null)
        {
            inner.CheckStores(function);
            context.Callees.Readings.Add((inner, function));
        }

        context.Adopt(inner);
        context.Callees.Fill(place, new HelperFunction(
            function ?? builder.Return(), NameOfDerived(context, name), method.IsStatic || receiver is not null, active.All(a => a) ? default : active.ToEquatableArray()));
        return name;

        void EnterStruct(ISymbol variable, string called, Layout layout)
        {
            StructParameters.Enter(inner, builder, variable, called, layout);
            active.AddRange(layout.Shape!.Leaves.Select(l => l.IsActive));
        }
    }

    /// <summary>What C# calls the derivatives of a helper before their suffix.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="name">The name that calls use.</param>
    public static string NameOfDerived(LoweringContext context, string name) => Prefix(context) + "_" + name.Replace('-', '_');

    // Two methods of one name may both call the helper, and what is derived of it is emitted for each.
    private static string Prefix(LoweringContext context)
    {
        var main = context.Callees.Main;
        bool isOverloaded = main.ContainingType.GetMembers(main.Name).Count(m => m is IMethodSymbol && !Marks.IsEmitted(m)) > 1;
        return isOverloaded ? $"{main.Name}_{StableHash.Of(Key(main))}" : main.Name;
    }

    /// <summary>A name that no other method of the compilation has.</summary>
    public static string Key(IMethodSymbol method) =>
        $"{SymbolText.Of(method.ContainingType)}.{method.Name}({string.Join(", ", method.Parameters.Select(p => SymbolText.Of(p.Type)))})";

    private static EquatableArray<bool> Active(LoweringContext context, IMethodSymbol method) => method.Parameters.SelectMany(p => StructParameters.LayoutIn(context, p) is { } layout
        ? layout.Shape!.Leaves.Select(l => l.IsActive)
        : [SignatureReader.IsActive(p)]).ToEquatableArray();

    private static string CSharp(LoweringContext context, IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Home.OriginalDefinition) ? method.Name
        : method.IsStatic ? $"{SymbolText.Of(method.ContainingType)}.{method.Name}"
        : $"this.{method.Name}";
}
