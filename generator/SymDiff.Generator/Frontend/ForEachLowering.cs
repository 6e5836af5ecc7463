using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// <c>foreach</c>: over ranges, arrays, spans and strings by number; over everything else with an enumerator, which whoever leaves disposes of.
/// </summary>
internal static class ForEachLowering
{
    /// <summary>Appends the loop.</summary>
    public static void Lower(LoweringContext context, IForEachLoopOperation loop)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { } variable } || loop.Syntax is not ForEachStatementSyntax syntax)
        {
            StatementLowering.Unsupported(context, loop);
            return;
        }

        var collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
        {
            collection = conversion.Operand;
        }

        if (variable.IsRef)
        {
            Referring(context, loop, variable, collection);
        }
        else if (collection is IInvocationOperation { TargetMethod: { Name: "Range", ContainingType: { } home } } range && TypeMap.Is(home, "System.Linq.Enumerable"))
        {
            Range(context, loop, variable, range);
        }
        else if (context.ListOf(collection) is { } elements)
        {
            Listed(context, loop, variable, (IArrayTypeSymbol)collection.Type!, elements);
        }
        else if (collection.Type is { } type && Element(context, type) is { } element)
        {
            Indexed(context, loop, variable, collection, element);
        }
        else
        {
            Enumerated(context, loop, variable, collection, syntax);
        }
    }

    // What is read by index, without side effects that could differ from those of an enumerator.
    private static ITypeSymbol? Element(LoweringContext context, ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => context.Sources.Compilation.GetSpecialType(SpecialType.System_Char),
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        IArrayTypeSymbol { Rank: 2 } matrix when context.BufferOf(matrix) is not null => matrix.ElementType,
        INamedTypeSymbol { Arity: 1 } named when TypeMap.FullName(named) is "System.Span`1" or "System.ReadOnlySpan`1" => named.TypeArguments[0],
        _ => null,
    };

    private static void Range(LoweringContext context, IForEachLoopOperation loop, ILocalSymbol variable, IInvocationOperation range)
    {
        var arguments = range.Arguments.Select(a => (a.Parameter!.Ordinal, Value: ExpressionLowering.Lower(context, a.Value), a.Value.ConstantValue)).OrderBy(a => a.Ordinal).ToList();
        var (start, count) = (arguments[0].Value, arguments[1].Value);
        bool isZero = arguments[0].ConstantValue is { HasValue: true, Value: 0 };
        if (arguments.Any(a => context.IsPoisoned(a.Value)))
        {
            return;
        }

        if (!isZero || arguments[1].ConstantValue is not { HasValue: true, Value: >= 0 })
        {
            // The range itself refuses a negative length and numbers that are too large.
            string text = isZero ? "{0} < 0" : "{1} < 0 || (long){0} + {1} - 1 > int.MaxValue";
            var isWrong = context.External(IrType.Bool, "(" + text + ")", isZero ? EquatableArray.Of(count) : EquatableArray.Of(start, count), Effect.None);
            context.Leave(isWrong, context.Nested(null, () =>
            {
                context.Do("throw new global::System.ArgumentOutOfRangeException(\"count\")", default, Effect.Once);
                context.End = Ending.Dead;
            }), null);
        }

        LoopLowering.Append(context, new LoopShape(loop, loop.Body)
        {
            Count = count,
            IterationName = isZero ? variable.Name : null,
            Prologue = (iteration, _) => Bind(
                context, loop, variable, context.Sources.Compilation.GetSpecialType(SpecialType.System_Int32),
                isZero ? iteration : context.Apply(IrType.Int32, "Add", EquatableArray.Of(start, iteration), variable.Name)),
        });
    }

    private static void Indexed(LoweringContext context, IForEachLoopOperation loop, ILocalSymbol variable, IOperation collection, ITypeSymbol element)
    {
        var values = ExpressionLowering.Lower(context, collection);
        if (context.IsPoisoned(values) || !ReadLowering.CanName(context, element) || (!values.Type.IsBuffer && collection.Type is IArrayTypeSymbol { Rank: 2 }))
        {
            Refuse(context, loop, values);
            return;
        }

        bool isSets = SetElements.IsSets(context, values);
        var count = values.Type.IsBuffer ? BufferLowering.Length(context, values) : isSets ? SetElements.Count(context, values) : context.External(IrType.Int32, "{0}.Length", EquatableArray.Of(values), Effect.None);
        LoopLowering.Append(context, new LoopShape(loop, loop.Body)
        {
            Count = count,
            Given = context.IsVaried(values) ? variable : null,
            Prologue = (iteration, _) => Bind(
                context, loop, variable, element, isSets ? SetElements.Element(context, values, iteration) : values.Type.IsBuffer
                    ? context.Load(values, iteration, variable.Name)
                    : context.External(context.TypeOf(element), "{0}[{1}]", EquatableArray.Of(values, iteration), Effect.Once, variable.Name)),
        });
    }

    // The variable is another name of the element.
    private static void Referring(LoweringContext context, IForEachLoopOperation loop, ILocalSymbol variable, IOperation collection)
    {
        var values = ExpressionLowering.Lower(context, collection);
        if (!values.Type.IsBuffer || context.IsPoisoned(values) || Element(context, collection.Type!) is not { } element || !SymbolEqualityComparer.Default.Equals(element, variable.Type))
        {
            Refuse(context, loop, values);
            return;
        }

        // What the loop carries is decided before there is an iteration: it is memory, whichever element.
        var count = BufferLowering.Length(context, values);
        context.SetPlace(variable, new BufferElement(loop.Collection, values, count));
        LoopLowering.Append(context, new LoopShape(loop, loop.Body)
        {
            Count = count,
            Prologue = (iteration, _) => context.SetPlace(variable, new BufferElement(loop.Collection, values, Mutation.RefersToFirst ? context.Builder.Int(0) : iteration)),
        });
        context.SetPlace(variable, null);
    }

    private static void Listed(LoweringContext context, IForEachLoopOperation loop, ILocalSymbol variable, IArrayTypeSymbol type, IReadOnlyList<Value> elements)
    {
        if (elements.Count > 0)
        {
            LoopLowering.Append(context, new LoopShape(loop, loop.Body)
            {
                Count = context.Builder.Int(elements.Count),
                Given = elements.Any(context.IsVaried) ? variable : null,
                Prologue = (iteration, _) => Bind(context, loop, variable, type.ElementType, ArgumentList.At(context, elements, iteration, variable.Name)),
            });
        }
    }

    private static void Enumerated(LoweringContext context, IForEachLoopOperation loop, ILocalSymbol variable, IOperation collection, ForEachStatementSyntax syntax)
    {
        var info = context.Sources.Model(syntax.SyntaxTree).GetForEachStatementInfo(syntax);
        var sequence = info.ElementType is null || collection.Type is null ? null : new[] { collection.Type }.Concat(collection.Type.AllInterfaces).OfType<INamedTypeSymbol>().FirstOrDefault(
            t => t.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T && SymbolEqualityComparer.Default.Equals(t.TypeArguments[0], info.ElementType));
        var values = ExpressionLowering.Lower(context, collection);
        var untyped = sequence is null && info.ElementType is { SpecialType: SpecialType.System_Object } && Casts(context, collection.Type) ? info.ElementType : null;
        if ((sequence?.TypeArguments[0] ?? untyped) is not { } elementType || context.IsPoisoned(values) || !context.CanName(elementType))
        {
            Refuse(context, loop, values);
            return;
        }

        string element = SymbolText.Of(elementType);
        string typed = sequence is null ? "global::System.Linq.Enumerable.Cast<object>({0})" : $"((global::System.Collections.Generic.IEnumerable<{External.Verbatim(element)}>){{0}})";
        var effect = Effects.OfEnumerating(collection.Type);
        var enumerator = context.External(
            IrType.Opaque($"global::System.Collections.Generic.IEnumerator<{element}>"), typed + ".GetEnumerator()", EquatableArray.Of(values), effect);
        context.OpenEnumerators.Add((enumerator, effect));
        LoopLowering.Append(context, new LoopShape(loop, loop.Body)
        {
            Prologue = (_, exit) =>
            {
                var moved = context.External(IrType.Bool, "{0}.MoveNext()", EquatableArray.Of(enumerator), effect);
                context.Leave(moved, null, context.Nested(null, () => context.Jump(exit)));
                Bind(context, loop, variable, elementType, context.External(
                    context.TypeOf(elementType), "{0}.Current", EquatableArray.Of(enumerator), effect, variable.Name));
            },
        });
        context.OpenEnumerators.RemoveAt(context.OpenEnumerators.Count - 1);
        if (context.End is null)
        {
            context.Do("{0}.Dispose()", EquatableArray.Of(enumerator), effect);
        }
    }

    // The sequences of old, without a type of their elements, are given one; its enumerator disposes of theirs.
    private static bool Casts(LoweringContext context, ITypeSymbol? type) =>
        type is not null && context.Sources.Compilation.GetTypeByMetadataName("System.Linq.Enumerable") is not null
        && (type.SpecialType == SpecialType.System_Collections_IEnumerable || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable));

    private static void Refuse(LoweringContext context, IForEachLoopOperation loop, Value collection)
    {
        if (!context.IsPoisoned(collection))
        {
            StatementLowering.Unsupported(context, loop);
        }
    }

    private static void Bind(LoweringContext context, IForEachLoopOperation loop, ILocalSymbol variable, ITypeSymbol element, Value value)
    {
        if (context.ScalarOf(element) is { } from && context.ScalarOf(variable.Type) is { } to)
        {
            value = ConversionLowering.Convert(context, value, from, to, isChecked: false, loop.Collection, variable.Name);
        }
        else if (!SymbolEqualityComparer.Default.Equals(element, variable.Type))
        {
            var conversion = context.Sources.Compilation.ClassifyConversion(element, variable.Type);
            if (!conversion.Exists || conversion.IsUserDefined || !context.CanName(variable.Type))
            {
                StatementLowering.Unsupported(context, loop);
                return;
            }

            value = context.External(context.TypeOf(variable.Type), $"(({External.Verbatim(SymbolText.Of(variable.Type))}){{0}})", EquatableArray.Of(value), Effect.None, variable.Name);
        }

        context.Assign(variable, value);
    }
}
