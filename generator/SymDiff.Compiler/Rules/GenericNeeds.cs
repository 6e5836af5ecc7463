using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Rules;

/// <summary>A member that a derivative needs of a type parameter, which has no constraint that gives it.</summary>
/// <param name="Parameter">The type parameter.</param>
/// <param name="Member">The member, as C# names it.</param>
/// <param name="Interface">The interface that has it.</param>
public sealed record GenericNeed(string Parameter, string Member, string Interface)
{
    /// <summary>The constraint to add.</summary>
    public string Constraint => GenericMembers.Constraint(Interface, Parameter);

    /// <summary>The constraints to add for several members of one type parameter: that of IEEE numbers brings every other one with it.</summary>
    /// <param name="needs">The members.</param>
    public static string Constraints(IReadOnlyList<GenericNeed> needs)
    {
        var all = needs.Any(n => n.Interface == GenericMembers.Ieee754) ? needs.Where(n => n.Interface == GenericMembers.Ieee754) : needs;
        return string.Join(", ", all.Select(n => n.Constraint).Distinct());
    }
}

/// <summary>What derivatives need of a type parameter.</summary>
public static class GenericNeeds
{
    // Whether the forms ask for second derivatives or not, what may be differentiated does not depend on it.
    private const int Orders = 2;

    /// <summary>What the partials of a primitive need, and the partials of these, and the type parameter does not have.</summary>
    /// <param name="primitive">The primitive.</param>
    /// <param name="type">The type parameter.</param>
    /// <param name="isVaried">Which arguments the derivative is taken by.</param>
    public static IReadOnlyList<GenericNeed> OfPartials(string primitive, IrType type, Func<int, bool> isVaried)
    {
        var needs = new List<GenericNeed>();
        Visit(primitive, type, isVaried, Orders, needs);
        return [.. needs.Distinct()];
    }

    /// <summary>What a function does and type parameters have no members for.</summary>
    /// <param name="function">The function.</param>
    public static IReadOnlyList<GenericNeed> Of(Function function) => [.. function.Body.AllStatements().SelectMany(Of).Distinct()];

    private static void Visit(string primitive, IrType type, Func<int, bool> isVaried, int orders, List<GenericNeed> needs)
    {
        var row = PrimitiveTable.Get(primitive);
        for (int i = 0; i < row.Partials.Count; i++)
        {
            if (!isVaried(i) || row.Partials[i] is not { } partial)
            {
                continue;
            }

            var values = new ValueSource();
            var arguments = Enumerable.Range(0, row.Arity).Select(k => values.Fresh(row.KindOf(k) == ParameterKind.SameAsFirst ? type : IrType.Int32)).ToArray();
            var result = values.Fresh(type);
            var builder = new RegionBuilder(values);
            partial.Build(new RuleContext(builder, type, k => arguments[k], () => result));
            var varied = new HashSet<Value>(arguments.Where((_, k) => isVaried(k))) { result };
            foreach (var statement in builder.Statements.SelectMany(s => s.WithNested()))
            {
                needs.AddRange(Of(statement));
                if (statement.Operation is not Apply apply || !apply.Arguments.Any(varied.Contains))
                {
                    varied.UnionWith(statement.Operation is If ? statement.Results : []);
                    continue;
                }

                varied.UnionWith(statement.Results);
                if (orders > 1 && statement.Result.Type == type)
                {
                    Visit(apply.Primitive, type, k => varied.Contains(apply.Arguments[k]), orders - 1, needs);
                }
            }
        }
    }

    private static IEnumerable<GenericNeed> Of(Statement statement)
    {
        switch (statement.Operation)
        {
            case Apply { Arguments: var arguments } apply when arguments.FirstOrDefault(a => a.Type.IsGeneric) is { Type: var type }:
                string declared = GenericMembers.InterfaceOf(apply.Primitive);
                if (!type.Interfaces.Contains(declared))
                {
                    var form = PrimitiveTable.Get(apply.Primitive).CSharp;
                    string member = form.Kind == CSharpFormKind.Math ? $"{type.Name}.{GenericMembers.NameOf(form)}" : form.Kind == CSharpFormKind.Binary ? "operator " + form.Text : "operator <";
                    yield return new GenericNeed(type.Name, member, declared);
                }

                break;
            case Constant { Literal: { Type: { IsGeneric: true } type, Real: var number, Symbol: var symbol } }:
                bool isFinite = !double.IsNaN(number) && !double.IsInfinity(number);
                string needed = !isFinite ? GenericMembers.Ieee754 : symbol is not null ? GenericMembers.Constants : GenericMembers.Number;
                if (!type.Interfaces.Contains(needed) && !(isFinite && symbol?.EndsWith(".NegativeOne", StringComparison.Ordinal) == true))
                {
                    yield return new GenericNeed(type.Name, symbol ?? Emit.Literals.Real(number, type), needed);
                }

                break;
        }
    }

    private static IEnumerable<Statement> WithNested(this Statement statement) =>
        statement.Operation.Regions.SelectMany(r => r.Statements.SelectMany(s => s.WithNested())).Append(statement);
}
