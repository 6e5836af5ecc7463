using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>Functions, taken from the rows of the primitive table with arguments inside the domains that the rows give.</summary>
internal sealed partial class ProgramGenerator
{
    /// <summary>Rows that programs apply to arguments inside their domains: those that are methods in C#, on numbers alone.</summary>
    private static readonly Primitive[] Functions =
    [
        .. PrimitiveTable.All.Where(p => (p.CSharp.Kind == CSharpFormKind.Math || p.Name == "Remainder")
            && Enumerable.Range(0, p.Arity).All(i => p.KindOf(i) != ParameterKind.Mode)),
    ];

    private void FunctionOfTheTable(Scope scope)
    {
        var row = Pick(Functions);
        var arguments = Enumerable.Range(0, row.Arity)
            .Select(i => row.KindOf(i) == ParameterKind.Integer ? scope.Int((int)Math.Ceiling(row.Domains[i].Low) + _random.Next(2)) : Inside(scope, row.Domains[i]))
            .ToArray();
        var result = scope.Apply(row.Result == ResultType.Integer ? IrType.Int32 : IrType.Float64, row.Name, arguments);
        if (!result.IsReal)
        {
            scope.Apply(IrType.Float64, "Convert", result);
        }
    }

    // A number squeezed between the ends of the domain, away from them.
    private Value Inside(Scope scope, Domain domain)
    {
        var type = IrType.Float64;
        var half = scope.See(scope.Builder.Constant(type, 0.45 * (domain.High - domain.Low)));
        var middle = scope.See(scope.Builder.Constant(type, 0.5 * (domain.Low + domain.High)));
        return scope.Apply(type, "Add", middle, scope.Apply(type, "Multiply", half, scope.Apply(type, "Tanh", Real(scope))));
    }
}
