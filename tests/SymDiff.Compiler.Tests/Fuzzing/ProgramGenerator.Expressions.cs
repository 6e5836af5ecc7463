using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>Scalars.</summary>
internal sealed partial class ProgramGenerator
{
    private Value Real(Scope scope) =>
        (Chance(0.88) ? Find(scope, v => v.Type == IrType.Float64) : null) ?? scope.See(scope.Builder.Constant(IrType.Float64, Constant()));

    // The constants on which algebra works come often.
    private double Constant() => Chance(0.5) ? Pick(0.0, 1, -1, 2, 0.5) : Number();

    private Value Single(Scope scope) =>
        Find(scope, v => v.Type == IrType.Float32) ?? (Chance(0.7)
            ? scope.Apply(IrType.Float32, "Convert", Real(scope))
            : scope.See(scope.Builder.Constant(IrType.Float32, Pick(0.25, 0.5, 1, 2, -1))));

    // A value of which later ones may be made over and over without growing.
    private Value Bounded(Scope scope, IrType type)
    {
        var value = type == IrType.Float32 ? Single(scope) : Real(scope);
        return Chance(0.2) ? value : scope.Apply(type, Pick("Sin", "Tanh", "Cos"), value);
    }

    private void RealExpression(Scope scope)
    {
        if (Chance(0.12))
        {
            SingleExpression(scope);
            return;
        }

        var type = IrType.Float64;
        var x = Real(scope);
        switch (_random.Next(15))
        {
            case <= 3:
                scope.Apply(type, Pick("Add", "Subtract", "Multiply", "Multiply"), x, Real(scope));
                break;
            case 4:
                scope.Apply(type, Pick("Sin", "Cos", "Tanh", "Negate", "Abs"), x);
                break;
            case 5:
                scope.Apply(type, Pick("Max", "Min"), x, Real(scope));
                break;
            case 6:
                scope.Apply(type, Pick("Sqrt", "Log"), Positive(scope, x));
                break;
            case 7:
                scope.Apply(type, "Divide", x, Positive(scope, Real(scope)));
                break;
            case 8:
                scope.Apply(type, Pick("Exp", "Tan"), scope.Apply(type, "Sin", x));
                break;
            case 9:
                var exponent = Chance(0.6) ? scope.See(scope.Builder.Constant(type, Pick(0.0, 1, 2, 3, 0.5, -1))) : scope.Apply(type, "Tanh", Real(scope));
                scope.Apply(type, "Pow", Positive(scope, x), exponent);
                break;
            case 10:
                // Reciprocals and negations that algebra would rather write otherwise.
                var reciprocal = scope.Apply(type, "Divide", scope.See(scope.Builder.Constant(type, 1)), Positive(scope, Real(scope)));
                scope.Apply(type, "Multiply", x, Chance(0.5) ? reciprocal : scope.Apply(type, "Negate", reciprocal));
                break;
            case 11:
                scope.Apply(type, "StopGradient", x);
                break;
            case 12:
                scope.Apply(type, "Convert", Chance(0.5) ? Integer(scope) : Single(scope));
                break;
            case 13:
                FunctionOfTheTable(scope);
                break;
            default:
                scope.Apply(type, "StrongMultiply", x, Real(scope));
                break;
        }
    }

    private void SingleExpression(Scope scope)
    {
        var type = IrType.Float32;
        var x = Single(scope);
        switch (_random.Next(3))
        {
            case 0:
                scope.Apply(type, Pick("Add", "Subtract", "Multiply", "Max"), x, Single(scope));
                break;
            case 1:
                scope.Apply(type, Pick("Sin", "Tanh", "Negate"), x);
                break;
            default:
                scope.Apply(type, "Convert", Chance(0.3) ? Integer(scope) : Real(scope));
                break;
        }
    }

    private Value Positive(Scope scope, Value x)
    {
        var type = x.Type;
        if (Chance(0.7))
        {
            return scope.Apply(type, "Add", scope.Apply(type, "Multiply", x, x), scope.See(scope.Builder.Constant(type, 0.5)));
        }

        return scope.Apply(type, "Exp", scope.Apply(type, "Tanh", x));
    }

    private Value Integer(Scope scope) =>
        (Chance(0.85) ? Find(scope, v => v.Type == IrType.Int32) : null) ?? scope.Int(_random.Next(5));

    private Value IntegerExpression(Scope scope)
    {
        var type = IrType.Int32;
        var x = Integer(scope);
        switch (_random.Next(7))
        {
            case <= 1:
                // Masked, so that no chain of these overflows.
                var sum = scope.Apply(type, Pick("Add", "Subtract", "Multiply", "Xor"), x, Integer(scope));
                return scope.Apply(type, "And", sum, scope.Int(7));
            case 2:
                return scope.Apply(type, Pick("Max", "Min", "And", "Or"), x, Integer(scope));
            case 3:
                var scaled = scope.Apply(IrType.Float64, "Multiply", scope.Apply(IrType.Float64, "Sin", Real(scope)), scope.See(scope.Builder.Constant(IrType.Float64, 6)));
                return scope.Apply(type, "Convert", scaled);
            case 4:
                var wide = scope.Apply(IrType.Int64, "Convert", x);
                return scope.Apply(type, "Convert", scope.Apply(IrType.Int64, "Add", wide, wide));
            case 5 when Find(scope, v => v.Type.IsBuffer) is { } buffer:
                return scope.Add(new Length(buffer), type);
            default:
                return scope.Apply(type, "Negate", x);
        }
    }

    private Value Truth(Scope scope)
    {
        switch (_random.Next(6))
        {
            case 0 when Find(scope, v => v.Type == IrType.Bool) is { } known:
                return Chance(0.5) ? known : scope.Apply(IrType.Bool, "Not", known);
            case 1:
                return scope.Apply(IrType.Bool, Pick("And", "Or", "Xor"), Comparison(scope), Comparison(scope));
            case 2:
                return scope.Apply(IrType.Bool, "Equal", scope.Apply(IrType.Int32, "And", Integer(scope), scope.Int(1)), scope.Int(0));
            default:
                return Comparison(scope);
        }
    }

    private Value Comparison(Scope scope) => Chance(0.6)
        ? scope.Apply(IrType.Bool, Pick("Less", "Greater", "LessOrEqual", "GreaterOrEqual"), Real(scope), Real(scope))
        : scope.Apply(IrType.Bool, Pick("Less", "GreaterOrEqual", "Equal", "NotEqual"), Integer(scope), Integer(scope));

    /// <summary>A small count, often one that differs from time to time.</summary>
    private Value Count(Scope scope) => _random.Next(4) switch
    {
        0 => scope.Int(_random.Next(4)),
        1 when Find(scope, v => v.Type.IsBuffer && !IsRecord(v)) is { } buffer => scope.Add(new Length(buffer), IrType.Int32),
        // May be negative, which is no iteration.
        2 => scope.Apply(IrType.Int32, "Min", Integer(scope), scope.Int(3)),
        _ => scope.Apply(IrType.Int32, "And", IntegerExpression(scope), scope.Int(3)),
    };

    private static bool IsRecord(Value value) => value.Type.Element!.Kind == TypeKind.Any;

    private void External(Scope scope)
    {
        switch (_random.Next(4))
        {
            case 0:
                scope.Add(new External("constant", default, Effect.None), IrType.Float64);
                break;
            case 1:
                scope.Add(new External("half({0})", EquatableArray.Of(Real(scope)), Effect.None), IrType.Float64);
                break;
            case 2:
                scope.Builder.Add(new External("log({0})", EquatableArray.Of(Real(scope)), Effect.Once));
                break;
            default:
                scope.Add(new External("random", default, Effect.Once), IrType.Float64);
                break;
        }
    }
}
