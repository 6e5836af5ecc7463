using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Numeric.Tests.EmittedCode;

/// <summary>
/// Gives every value that an emitted body computes a number, equal for equal values whatever they are called, and reports what a careful person
/// would not have written: a value computed twice on one path, arithmetic with literals that does nothing, a double negation, an unused local.
/// </summary>
internal sealed class ValueNumbering
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<ISymbol, int> _variables = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _declared = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);
    private readonly List<string> _findings = [];
    private HashSet<int> _computed = [];

    /// <summary>What is wrong with a body; nothing if all is right.</summary>
    public static IReadOnlyList<string> Findings(IOperation body)
    {
        ValueNumbering numbering = new();
        numbering.Statement(body);
        numbering._findings.AddRange(numbering._declared.Except(numbering._read, SymbolEqualityComparer.Default).Select(local => $"unused local {local!.Name}"));
        return numbering._findings;
    }

    private void Statement(IOperation operation)
    {
        switch (operation)
        {
            case IMethodBodyOperation { BlockBody: { } block }:
                Statement(block);
                break;
            case IBlockOperation block:
                Statements(block.Operations, 0);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
                {
                    _declared.Add(declarator.Symbol);
                    if (declarator.Initializer is { } initializer)
                    {
                        _variables[declarator.Symbol] = Value(initializer.Value);
                    }
                }

                break;
            case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment }:
                Assign(assignment.Target, Value(assignment.Value));
                break;
            case IExpressionStatementOperation { Operation: ICompoundAssignmentOperation accumulation }:
                Value(accumulation.Value);
                Assign(accumulation.Target, Fresh());
                break;
            case IExpressionStatementOperation { Operation: IDeconstructionAssignmentOperation { Target: ITupleOperation pair, Value: var source } }:
                SineAndCosine(pair, (IInvocationOperation)Bare(source));
                break;
            case IConditionalOperation choice:
                Branch(choice);
                break;
            case IReturnOperation { ReturnedValue: { } returned }:
                Value(returned);
                break;
            default:
                throw new NotSupportedException($"{operation.Kind}: {operation.Syntax}");
        }
    }

    // A variable that an arm assigned is afterwards what the arms left in it.
    private void Branch(IConditionalOperation choice)
    {
        int condition = Value(choice.Condition);
        Dictionary<ISymbol, int> before = Copy();
        Dictionary<ISymbol, int> then = before;
        Arms(
        [
            () =>
            {
                Statement(choice.WhenTrue);
                then = Copy();
                Restore(before);
            },
            () =>
            {
                if (choice.WhenFalse is { } otherwise)
                {
                    Statement(otherwise);
                }
            },
        ]);
        Dictionary<ISymbol, int> last = Copy();
        foreach (ISymbol variable in then.Keys.Union(last.Keys, SymbolEqualityComparer.Default).Cast<ISymbol>())
        {
            if (then.TryGetValue(variable, out int left) && last.TryGetValue(variable, out int right))
            {
                _variables[variable] = left == right ? left : Number($"choice {condition} {left} {right}");
            }
        }

        Dictionary<ISymbol, int> Copy() => new(_variables, SymbolEqualityComparer.Default);

        // What was first read in the arm keeps its number.
        void Restore(Dictionary<ISymbol, int> variables)
        {
            foreach (KeyValuePair<ISymbol, int> pair in variables)
            {
                _variables[pair.Key] = pair.Value;
            }
        }
    }

    // After an arm that returns, the rest is the other arm.
    private void Statements(IReadOnlyList<IOperation> statements, int first)
    {
        for (int i = first; i < statements.Count; i++)
        {
            if (statements[i] is IConditionalOperation { WhenFalse: null, WhenTrue: IBlockOperation { Operations: [.., IReturnOperation] } } guard)
            {
                int rest = i + 1;
                Value(guard.Condition);
                Arms([() => Statement(guard.WhenTrue), () => Statements(statements, rest)]);
                return;
            }

            Statement(statements[i]);
        }
    }

    // Math.SinCos gives what Math.Sin and Math.Cos would: neither may be computed a second time.
    private void SineAndCosine(ITupleOperation pair, IInvocationOperation call)
    {
        int argument = Value(call.Arguments[0].Value);
        for (int i = 0; i < 2; i++)
        {
            ILocalReferenceOperation local = pair.Elements[i].DescendantsAndSelf().OfType<ILocalReferenceOperation>().Single();
            _declared.Add(local.Local);
            string function = call.TargetMethod.ToDisplayString().Replace("SinCos", i == 0 ? "Sin" : "Cos", StringComparison.Ordinal);
            Assign(local, Computed(function, call, argument));
        }
    }

    // A reference parameter is written, not read, by its accumulation; locals of an if are assigned in its arms.
    private void Assign(IOperation target, int number) => _variables[Symbol(target)] = number;

    private int Value(IOperation operation) => operation switch
    {
        IBinaryOperation { ConstantValue.HasValue: true } folded when Binary(folded) >= 0 => Constant(folded),
        { ConstantValue: { HasValue: true } } => Constant(operation),
        IParenthesizedOperation parenthesized => Value(parenthesized.Operand),
        IConversionOperation conversion => conversion.Conversion.IsIdentity || conversion.IsImplicit
            ? Value(conversion.Operand)
            : Computed($"convert {conversion.Type}", operation, Value(conversion.Operand)),
        ILocalReferenceOperation or IParameterReferenceOperation => Read(Symbol(operation)),
        IFieldReferenceOperation field => Number("field " + field.Field.ToDisplayString()),
        ITupleOperation tuple => tuple.Elements.Select(Value).ToArray().Length,
        IUnaryOperation unary => Unary(unary),
        IBinaryOperation binary => Binary(binary),
        IInvocationOperation call => Computed(call.TargetMethod.ToDisplayString(), operation, [.. call.Arguments.Select(argument => Value(argument.Value))]),
        IConditionalOperation choice => Choice(choice),
        _ => throw new NotSupportedException($"{operation.Kind}: {operation.Syntax}"),
    };

    private int Constant(IOperation operation) => Number(string.Create(CultureInfo.InvariantCulture, $"constant {operation.ConstantValue.Value:R}"));

    private int Unary(IUnaryOperation unary)
    {
        if (unary.OperatorKind == UnaryOperatorKind.Minus && Bare(unary.Operand) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus })
        {
            _findings.Add($"double negation: {unary.Syntax}");
        }

        return Computed("unary " + unary.OperatorKind, unary, Value(unary.Operand));
    }

    private int Binary(IBinaryOperation binary)
    {
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            // What stands on the right may not be evaluated.
            int first = Value(binary.LeftOperand);
            int second = 0;
            Arms([() => second = Value(binary.RightOperand)]);
            return Number($"{binary.OperatorKind} {first} {second}");
        }

        if (Useless(binary) is { } useless)
        {
            _findings.Add($"{useless}: {binary.Syntax}");
        }

        // -a * b is how the negative of a product is written, the same number bit for bit: the sign is that of the product.
        if (binary.OperatorKind is BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide && Bare(binary.LeftOperand) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negative)
        {
            int factor = Value(negative.Operand);
            int other = Value(binary.RightOperand);
            int[] factors = binary.OperatorKind == BinaryOperatorKind.Multiply ? [Math.Min(factor, other), Math.Max(factor, other)] : [factor, other];
            return Number("unary Minus " + Computed("binary " + binary.OperatorKind, binary, factors).ToString(CultureInfo.InvariantCulture));
        }

        int left = Value(binary.LeftOperand);
        int right = Value(binary.RightOperand);
        bool isCommutative = binary.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Multiply;
        int[] operands = isCommutative ? [Math.Min(left, right), Math.Max(left, right)] : [left, right];
        string operation = "binary " + binary.OperatorKind;

        // A comparison stands where it decides: naming it to write it once would make a choice longer, not faster.
        return binary.Type!.SpecialType == SpecialType.System_Boolean ? Number(operation + " " + string.Join(" ", operands)) : Computed(operation, binary, operands);
    }

    private static string? Useless(IBinaryOperation binary)
    {
        double? left = Literal(binary.LeftOperand);
        double? right = Literal(binary.RightOperand);
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Multiply when left is 0 or 1 or -1 || right is 0 or 1 or -1 => "multiplication by a unit or by zero",
            BinaryOperatorKind.Add when left is 0 || right is 0 => "addition of zero",
            BinaryOperatorKind.Subtract when left is 0 || right is 0 => "subtraction with zero",
            BinaryOperatorKind.Divide when left is 0 || right is 1 or -1 => "division of zero or by a unit",
            BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide when left is not null && right is not null => "arithmetic on literals",
            _ => null,
        };
    }

    private int Choice(IConditionalOperation choice)
    {
        int condition = Value(choice.Condition);
        int then = 0;
        int otherwise = 0;
        Arms([() => then = Value(choice.WhenTrue), () => otherwise = Value(choice.WhenFalse!)]);

        // Of two literals it computes no more than the comparison that decides.
        return Literal(choice.WhenTrue) is not null && Literal(choice.WhenFalse!) is not null
            ? Number($"choice {condition} {then} {otherwise}")
            : Computed("choice", choice, condition, then, otherwise);
    }

    // Each arm sees what was computed before; what follows sees what any arm computed: on the path through that arm it is there.
    private void Arms(Action[] arms)
    {
        HashSet<int> before = _computed;
        HashSet<int> after = [.. before];
        foreach (Action arm in arms)
        {
            _computed = [.. before];
            arm();
            after.UnionWith(_computed);
        }

        _computed = after;
    }

    private int Computed(string operation, IOperation where, params int[] operands)
    {
        int number = Number(operation + " " + string.Join(" ", operands));
        if (!_computed.Add(number))
        {
            _findings.Add($"computed twice: {where.Syntax}");
        }

        return number;
    }

    private int Read(ISymbol variable)
    {
        _read.Add(variable);
        if (!_variables.TryGetValue(variable, out int number))
        {
            number = _variables[variable] = Fresh();
        }

        return number;
    }

    private int Number(string key)
    {
        if (!_numbers.TryGetValue(key, out int number))
        {
            number = _numbers[key] = _numbers.Count;
        }

        return number;
    }

    private int Fresh() => Number("variable " + _numbers.Count.ToString(CultureInfo.InvariantCulture));

    private static double? Literal(IOperation operation) =>
        Bare(operation) is { ConstantValue: { HasValue: true, Value: double or int or float } constant } ? Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture) : null;

    private static IOperation Bare(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => Bare(parenthesized.Operand),
        IConversionOperation { IsImplicit: true } conversion => Bare(conversion.Operand),
        _ => operation,
    };

    private static ISymbol Symbol(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => throw new NotSupportedException($"{operation.Kind}: {operation.Syntax}"),
    };
}
