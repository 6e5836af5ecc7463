using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>The state of reading one method: where statements go, what variables hold, which values are active, what was refused.</summary>
/// <param name="sources">The compilation's operations.</param>
/// <param name="home">The type that the derivatives are emitted into.</param>
/// <param name="builder">The body under construction.</param>
/// <param name="cancellation">Stops the reading.</param>
internal sealed class LoweringContext(OperationSource sources, INamedTypeSymbol home, RegionBuilder builder, CancellationToken cancellation)
{
    private readonly HashSet<int> _varied = [];
    private readonly HashSet<int> _poisoned = [];
    private readonly List<Rejection> _rejections = [];
    private readonly List<(Value Value, Rejection Warning)> _steps = [];
    private int _inlined;

    /// <summary>What a call that returns nothing evaluates to.</summary>
    public static Value Nothing { get; } = new(-1, IrType.Opaque("void"));

    /// <summary>The compilation's operations.</summary>
    public OperationSource Sources { get; } = sources;

    /// <summary>The type that the derivatives are emitted into.</summary>
    public INamedTypeSymbol Home { get; } = home;

    /// <summary>Stops the reading.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Where statements go.</summary>
    public RegionBuilder Builder { get; private set; } = builder;

    /// <summary>What variables hold; another object after every choice, so that it is never kept across the lowering of an expression.</summary>
    private Bindings Bindings { get; set; } = new();

    /// <summary>The methods being read, outermost first: the marked one and the helpers inlined into it.</summary>
    public List<InlineFrame> Frames { get; } = [];

    /// <summary>Counts a call that is read through; gives how many there are.</summary>
    public int CountInlined() => ++_inlined;

    /// <summary>What was refused, in the order of reading.</summary>
    public IReadOnlyList<Rejection> Rejections => _rejections;

    /// <summary>What the variable holds; null if it was not assigned.</summary>
    public Value? Read(ISymbol variable) => Bindings[variable.OriginalDefinition];

    /// <summary>Assigns a variable.</summary>
    public void Assign(ISymbol variable, Value value) => Bindings.Set(variable.OriginalDefinition, value);

    /// <summary>Whether the value depends on an active parameter.</summary>
    public bool IsVaried(Value value) => _varied.Contains(value.Id);

    /// <summary>Declares that the value depends on an active parameter.</summary>
    public void MarkVaried(Value value) => _varied.Add(value.Id);

    /// <summary>Whether the value stands for something that was refused, so that nothing more need be said about what is made of it.</summary>
    public bool IsPoisoned(Value value) => _poisoned.Contains(value.Id);

    /// <summary>The type a C# type is here, generic parameters of inlined helpers replaced.</summary>
    public IrType TypeOf(ITypeSymbol? type) => type is null ? Nothing.Type : TypeMap.Of(Substitute(type));

    /// <summary>The scalar a C# type is here, or null.</summary>
    public IrType? ScalarOf(ITypeSymbol? type) => type is null ? null : TypeMap.Scalar(Substitute(type));

    /// <summary>Appends a primitive.</summary>
    public Value Apply(IrType type, string primitive, EquatableArray<Value> arguments, string? name = null, bool isChecked = false)
    {
        var result = Builder.Add(new Apply(primitive, arguments, isChecked), type, name);
        var partials = PrimitiveTable.Get(primitive).Partials;
        Follow(result, arguments, i => partials.Count == 0 || partials[i] is not null);
        return result;
    }

    /// <summary>Appends C# that is not looked into.</summary>
    public Value External(IrType type, string text, EquatableArray<Value> arguments, bool hasEffect, string? name = null, ExternalRule? rule = null)
    {
        var result = Builder.Add(new External(text, arguments, hasEffect, rule), type, name);
        Follow(result, arguments, i => rule?.Active[i] == true);
        return result;
    }

    /// <summary>Appends C# that is run for what it does.</summary>
    public Value Effect(string text, EquatableArray<Value> arguments)
    {
        Builder.Add(new External(text, arguments, HasEffect: true));
        return Nothing;
    }

    /// <summary>Appends a choice between two ways to go on; what the variables hold afterwards is merged.</summary>
    public Value Choose(Value condition, IrType type, string? name, Func<Value> then, Func<Value> otherwise)
    {
        var before = Bindings;
        var (thenBuilder, thenValue, thenBindings) = Arm(before, then);
        var (elseBuilder, elseValue, elseBindings) = Arm(before, otherwise);

        var results = new List<Value> { Builder.Values.Fresh(type, name) };
        var thenYields = new List<Value> { thenValue };
        var elseYields = new List<Value> { elseValue };
        Bindings = before.Fork();
        foreach (var variable in thenBindings.Variables)
        {
            // Assigned in one arm only and not before: C# forbids reading it afterwards.
            if (elseBindings[variable] is { } there && thenBindings[variable] is { } here)
            {
                if (here == there)
                {
                    Bindings.Set(variable, here);
                    continue;
                }

                var merged = Builder.Values.Fresh(here.Type, variable.Name);
                results.Add(merged);
                thenYields.Add(here);
                elseYields.Add(there);
                Bindings.Set(variable, merged);
            }
        }

        for (int i = 0; i < results.Count; i++)
        {
            Follow(results[i], EquatableArray.Of(thenYields[i], elseYields[i]), _ => true);
        }

        Builder.If(condition, results, thenBuilder.Yield(thenYields), elseBuilder.Yield(elseYields));
        return results[0];
    }

    /// <summary>Refuses a place; the value returned stands for what cannot be had.</summary>
    public Value Reject(DiagnosticDescriptor descriptor, IOperation operation, params string[] arguments) =>
        Reject(descriptor, operation.Syntax.GetLocation(), TypeOf(operation.Type), arguments);

    /// <summary>Refuses a place given by its location.</summary>
    public Value Reject(DiagnosticDescriptor descriptor, Location location, IrType type, params string[] arguments)
    {
        _rejections.Add(new Rejection(descriptor, location, new(arguments)));
        return Poison(type);
    }

    /// <summary>Warns of a place.</summary>
    public void Warn(DiagnosticDescriptor descriptor, IOperation operation) =>
        _rejections.Add(new Rejection(descriptor, operation.Syntax.GetLocation(), EquatableArray.Of(Snippet.Of(operation))));

    /// <summary>Notes that a value passes through a step function: worth a warning if that is the only way in which it reaches the result.</summary>
    public void PassThroughStep(IOperation operation, Value value)
    {
        if (IsVaried(value))
        {
            _steps.Add((value, new Rejection(Descriptors.StepFunction, operation.Syntax.GetLocation(), EquatableArray.Of(Snippet.Of(operation)))));
        }
    }

    /// <summary>The warnings about values that go through step functions and nothing else.</summary>
    /// <param name="reached">What the result depends on in a differentiable way.</param>
    public IEnumerable<Rejection> Steps(HashSet<Value> reached) => _steps.Where(s => !reached.Contains(s.Value)).Select(s => s.Warning);

    /// <summary>A value for what cannot be had because a part of it was refused already.</summary>
    public Value Poison(IrType type)
    {
        var value = Builder.Values.Fresh(type);
        _poisoned.Add(value.Id);
        return value;
    }

    /// <summary>
    /// Whether the emitted method may name the symbol. Text is written into <see cref="Home"/>, which need not be where an inlined helper stands;
    /// and type parameters of an inlined helper mean nothing there.
    /// </summary>
    public bool CanName(ISymbol symbol) =>
        Sources.Compilation.IsSymbolAccessibleWithin(symbol, Home)
        && !(symbol is ITypeSymbol type ? MentionsReplaced(type) : MentionsReplaced(symbol.ContainingType) || (symbol is IMethodSymbol m && m.TypeArguments.Any(MentionsReplaced)));

    private (RegionBuilder Builder, Value Value, Bindings Bindings) Arm(Bindings before, Func<Value> lower)
    {
        var outer = Builder;
        Builder = outer.Nested();
        Bindings = before.Fork();
        try
        {
            return (Builder, lower(), Bindings);
        }
        finally
        {
            Builder = outer;
            Bindings = before;
        }
    }

    private void Follow(Value result, EquatableArray<Value> arguments, Func<int, bool> carries)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            if (result.IsReal && IsVaried(arguments[i]) && carries(i))
            {
                _varied.Add(result.Id);
            }

            if (IsPoisoned(arguments[i]))
            {
                _poisoned.Add(result.Id);
            }
        }
    }

    private ITypeSymbol Substitute(ITypeSymbol type)
    {
        for (int i = Frames.Count - 1; i >= 0 && type is ITypeParameterSymbol parameter; i--)
        {
            if (Frames[i].TypeArguments.TryGetValue(parameter, out var argument))
            {
                type = argument;
            }
        }

        return type;
    }

    private bool MentionsReplaced(ITypeSymbol? type) => type switch
    {
        null => false,
        ITypeParameterSymbol parameter => Frames.Any(f => f.TypeArguments.ContainsKey(parameter)),
        IArrayTypeSymbol array => MentionsReplaced(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(MentionsReplaced) || MentionsReplaced(named.ContainingType),
        _ => false,
    };
}

/// <summary>A method being read.</summary>
/// <param name="Method">The method, as declared.</param>
/// <param name="TypeArguments">What its type parameters stand for, where that is not themselves.</param>
internal sealed record InlineFrame(IMethodSymbol Method, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol> TypeArguments);
