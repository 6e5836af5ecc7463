using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>Something that a body does with a variable, in the order of execution as far as there is one.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Variable">The variable, or a local function.</param>
/// <param name="Sources">The variables that an assigned value may depend on in a differentiable way; null among them for anything at all.</param>
/// <param name="Method">The method that is called on it.</param>
/// <param name="Through">The type that the method is called through.</param>
internal sealed record VariableEvent(VariableEventKind Kind, ISymbol Variable, IReadOnlyList<ISymbol?> Sources, IMethodSymbol? Method = null, ITypeSymbol? Through = null);

/// <summary>What is done with a variable.</summary>
internal enum VariableEventKind
{
    /// <summary>It is assigned.</summary>
    Assigned,

    /// <summary>It is declared.</summary>
    Declared,

    /// <summary>A function is referred to, which may be called: a local function, or what a variable of a delegate type holds.</summary>
    Called,

    /// <summary>A method of a struct is called on it, or on a part of it, which may change it.</summary>
    Entered,
}

/// <summary>
/// The assignments of a body, found in one walk over its operations before anything is lowered: what a loop carries, and what may become active
/// in it, must be known before its first statement.
/// </summary>
internal sealed class Assignments
{
    private readonly List<VariableEvent> _events = [];
    private readonly Dictionary<IOperation, (int Start, int End)> _ranges = [];

    private Assignments()
    {
    }

    /// <summary>Everything that the body does.</summary>
    public IReadOnlyList<VariableEvent> All => _events;

    /// <summary>Walks a body.</summary>
    public static Assignments Of(IOperation body)
    {
        var assignments = new Assignments();
        assignments.Visit(body);
        return assignments;
    }

    /// <summary>What a statement or expression inside the body does.</summary>
    public IEnumerable<VariableEvent> In(IOperation operation)
    {
        var (start, end) = _ranges[operation];
        for (int i = start; i < end; i++)
        {
            yield return _events[i];
        }
    }

    /// <summary>The variables whose values reach an expression's value in a way that may be differentiable.</summary>
    public static IReadOnlyList<ISymbol?> Sources(params IOperation?[] expressions)
    {
        var sources = new List<ISymbol?>();
        var stack = new Stack<IOperation?>(expressions);
        while (stack.Count > 0)
        {
            if (stack.Pop() is not { ConstantValue.HasValue: false } next || IsNeverActive(next.Type)
                || (next is IInvocationOperation call && KnownMethods.IsStopGradient(call.TargetMethod)))
            {
                continue;
            }

            if (Referred(next) is { } symbol)
            {
                sources.Add(symbol.OriginalDefinition);
            }

            foreach (var child in next.ChildOperations)
            {
                stack.Push(child);
            }
        }

        return sources;
    }

    /// <summary>The variable or local function that an operation names.</summary>
    private static ISymbol? Referred(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: { } type } self when type.IsValueType || SetLayout.IsSet(type) => Self(self),
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call => call.TargetMethod,
        IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } group => group.Method,
        _ => null,
    };

    // What "this" is in a method of a struct, the method itself stands for.
    private static ISymbol? Self(IOperation self)
    {
        var method = self.SemanticModel?.GetEnclosingSymbol(self.Syntax.SpanStart) as IMethodSymbol;
        while (method is { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction, ContainingSymbol: IMethodSymbol outer })
        {
            method = outer;
        }

        return method?.OriginalDefinition;
    }

    /// <summary>The variable that something is, or is a part of; null for memory and what is no place.</summary>
    private static ISymbol? Root(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type.IsValueType: true } self => Self(self),
        IFieldReferenceOperation { Instance.Type.IsValueType: true } field => Root(field.Instance),
        IParenthesizedOperation parenthesized => Root(parenthesized.Operand),
        _ => null,
    };

    // Whether C# copies it for a method that might change it; readonly fields of this are none while it is constructed.
    private static bool IsCopied(IOperation instance) => instance switch
    {
        IParameterReferenceOperation parameter => StructMembers.IsReadOnly(parameter.Parameter),
        ILocalReferenceOperation local => StructMembers.IsReadOnly(local.Local),
        IFieldReferenceOperation { Instance: { } owner, Field: { } field } => (StructMembers.IsReadOnly(field) && owner is not IInstanceReferenceOperation) || IsCopied(owner),
        IParenthesizedOperation parenthesized => IsCopied(parenthesized.Operand),
        _ => false,
    };

    private static bool IsNeverActive(ITypeSymbol? type) =>
        type is not null && (TypeMap.Scalar(type) is { IsReal: false } || type.SpecialType == SpecialType.System_String || type.TypeKind == TypeKind.Enum);

    // No recursion: a long sum is as deep as it is long.
    private void Visit(IOperation body)
    {
        var stack = new Stack<(IOperation Operation, int Start)>();
        stack.Push((body, -1));
        while (stack.Count > 0)
        {
            var (operation, start) = stack.Pop();
            if (start >= 0)
            {
                Record(operation);
                _ranges[operation] = (start, _events.Count);
                continue;
            }

            if (operation is ILocalFunctionOperation && operation != body)
            {
                // Its body counts where it is called.
                _ranges[operation] = (_events.Count, _events.Count);
                continue;
            }

            stack.Push((operation, _events.Count));
            foreach (var child in operation.ChildOperations.Reverse())
            {
                stack.Push((child, -1));
            }
        }
    }

    private void Record(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator:
                Add(VariableEventKind.Declared, declarator.Symbol);
                if (declarator.GetVariableInitializer() is { } initializer)
                {
                    Assign(declarator.Symbol, Sources(initializer.Value));
                }

                break;

            case ISimpleAssignmentOperation or ICompoundAssignmentOperation or ICoalesceAssignmentOperation:
                var assignment = (IAssignmentOperation)operation;
                AssignTo(assignment.Target, Sources(assignment.Value));
                break;

            case IDeconstructionAssignmentOperation deconstruction:
                AssignTo(deconstruction.Target, Sources(deconstruction.Value));
                break;

            case IIncrementOrDecrementOperation increment:
                AssignTo(increment.Target, []);
                break;

            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation variable } loop:
                Assign(variable.Symbol, Sources(loop.Collection));
                break;

            case IDeclarationExpressionOperation or ILocalReferenceOperation { IsDeclaration: true }:
                foreach (var local in operation.DescendantsAndSelf().OfType<ILocalReferenceOperation>())
                {
                    Add(VariableEventKind.Declared, local.Local);
                }

                break;

            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                Pattern(declared, operation);
                break;

            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                Pattern(declared, operation);
                break;

            case IListPatternOperation { DeclaredSymbol: { } declared }:
                Pattern(declared, operation);
                break;

            case IAnonymousFunctionOperation lambda:
                // Whatever it is called with.
                Parameters(lambda.Symbol, [null]);
                break;

            case IInvocationOperation call:
                Call(call);
                break;

            case IPropertyReferenceOperation { Instance.Type.IsValueType: true, Property.GetMethod: { DeclaringSyntaxReferences.IsEmpty: false } getter } property when !StructMembers.IsReadOnly(getter):
                Enter(property.Instance, getter, [property.Instance, .. property.Arguments.Select(a => a.Value)]);
                break;

            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } group:
                Add(VariableEventKind.Called, group.Method.OriginalDefinition);
                Parameters(group.Method.OriginalDefinition, [null]);
                break;

            case ILocalReferenceOperation { Type.TypeKind: TypeKind.Delegate } local:
                Add(VariableEventKind.Called, local.Local);
                break;

            case IParameterReferenceOperation { Type.TypeKind: TypeKind.Delegate } parameter:
                Add(VariableEventKind.Called, parameter.Parameter);
                break;
        }
    }

    private void Enter(IOperation instance, IMethodSymbol method, IOperation?[] parts)
    {
        if (Root(instance) is { } variable && !IsCopied(instance))
        {
            _events.Add(new VariableEvent(VariableEventKind.Entered, variable.OriginalDefinition, Sources(parts), method, instance.Type));
        }
    }

    private void Call(IInvocationOperation call)
    {
        if (call is { TargetMethod: { IsStatic: false, MethodKind: not (MethodKind.LocalFunction or MethodKind.DelegateInvoke) } method, Instance: { } instance }
            && (instance.Type is ITypeParameterSymbol || (instance.Type is { IsValueType: true } && !method.DeclaringSyntaxReferences.IsEmpty)))
        {
            Enter(instance, method, [instance, .. call.Arguments.Select(a => a.Value)]);
        }

        bool isLocal = call.TargetMethod.MethodKind == MethodKind.LocalFunction;
        if (isLocal)
        {
            Add(VariableEventKind.Called, call.TargetMethod.OriginalDefinition);
        }

        foreach (var argument in call.Arguments)
        {
            if (isLocal && argument.Parameter is { } parameter)
            {
                Assign(parameter, Sources(argument.Value));
                Add(VariableEventKind.Declared, parameter.OriginalDefinition);
            }

            if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out })
            {
                AssignTo(argument.Value, [.. Sources([.. call.Arguments.Select(a => a.Value)]), .. isLocal ? new ISymbol?[] { call.TargetMethod.OriginalDefinition, argument.Parameter.OriginalDefinition } : []]);
            }
        }
    }

    private void Pattern(ISymbol declared, IOperation pattern)
    {
        Add(VariableEventKind.Declared, declared);
        var owner = pattern.Parent;
        while (owner is not (null or IIsPatternOperation or ISwitchExpressionOperation or ISwitchOperation))
        {
            owner = owner.Parent;
        }

        Assign(declared, owner switch
        {
            IIsPatternOperation match => Sources(match.Value),
            ISwitchExpressionOperation choice => Sources(choice.Value),
            ISwitchOperation choice => Sources(choice.Value),
            _ => [null],
        });
    }

    private void Parameters(IMethodSymbol function, IReadOnlyList<ISymbol?> sources)
    {
        foreach (var parameter in function.Parameters)
        {
            Assign(parameter, sources);
            Add(VariableEventKind.Declared, parameter.OriginalDefinition);
        }
    }

    private void AssignTo(IOperation target, IReadOnlyList<ISymbol?> sources)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Assign(local.Local, sources);
                break;
            case IParameterReferenceOperation parameter:
                Assign(parameter.Parameter, sources);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    AssignTo(element, sources);
                }

                break;
            case IDeclarationExpressionOperation declaration:
                AssignTo(declaration.Expression, sources);
                break;
            case IConversionOperation conversion:
                AssignTo(conversion.Operand, sources);
                break;
            case IInstanceReferenceOperation or IFieldReferenceOperation when Root(target) is { } variable:
                Assign(variable, sources);
                break;

            // An accessor of a struct changes it; what returns a reference is memory.
            case IPropertyReferenceOperation { Property.SetMethod: not null, Instance: { Type.IsValueType: true } instance } when Root(instance) is { } owner:
                Assign(owner, sources);
                break;
        }
    }

    private void Assign(ISymbol variable, IReadOnlyList<ISymbol?> sources) => _events.Add(new VariableEvent(VariableEventKind.Assigned, variable.OriginalDefinition, sources));

    private void Add(VariableEventKind kind, ISymbol variable) => _events.Add(new VariableEvent(kind, variable.OriginalDefinition, []));
}
