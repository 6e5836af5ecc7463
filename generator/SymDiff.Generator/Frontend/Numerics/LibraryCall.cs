using System.Globalization;
using Microsoft.CodeAnalysis;
using SymDiff.Compiler;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>A member's call as C#, with the operands as C# has them: values that are taken apart are put together again, unless the library made them as they are.</summary>
internal static class LibraryCall
{
    /// <summary>The call; its results through parameters have the numbers after those of the arguments and of what it returns.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="method">A method, an operator, a constructor or the accessor of a property.</param>
    /// <param name="operands">The object, where there is one, and the arguments in the order of the parameters, without those that are results.</param>
    public static (string Text, EquatableArray<Value> Arguments) Of(LoweringContext context, IMethodSymbol method, IReadOnlyList<Value> operands)
    {
        var arguments = new List<Value>();
        List<string> texts = [.. operands.Select(Text)];
        int results = method.Parameters.Count(p => p.RefKind == RefKind.Out);
        texts.AddRange(Enumerable.Range(arguments.Count + 1, results).Select(i => "out " + Hole(i)));
        string type = External.Verbatim(SymbolText.Of(method.ContainingType));
        string list = string.Join(", ", IsOnObject(method) ? texts.Skip(1) : texts);
        string text = method switch
        {
            { MethodKind: MethodKind.Constructor } => $"new {type}({list})",
            { MethodKind: MethodKind.PropertyGet } => (method.IsStatic ? type : texts[0]) + "." + method.AssociatedSymbol!.Name,
            { MethodKind: MethodKind.Conversion } => $"(({type}){list})",
            { MethodKind: MethodKind.UserDefinedOperator } when operands.Count == 1 => $"({Operator(method.Name)}{list})",
            { MethodKind: MethodKind.UserDefinedOperator } => $"({texts[0]} {Operator(method.Name)} {texts[1]})",
            _ => $"{(method.IsStatic ? type : texts[0])}.{method.Name}({list})",
        };
        return (text, arguments.ToEquatableArray());

        string Text(Value operand)
        {
            if (context.AggregateOf(operand) is { Whole: null } parts)
            {
                string[] leaves = [.. parts.Leaves.Select(Place)];
                return parts.Layout.Shape!.Make(leaves, inText: true);
            }

            return Place(context.AggregateOf(operand)?.Whole ?? operand);
        }

        string Place(Value value)
        {
            arguments.Add(value);
            return Hole(arguments.Count - 1);
        }
    }

    /// <summary>The type of an operand.</summary>
    public static ITypeSymbol TypeOf(IMethodSymbol method, int operand)
    {
        int objects = IsOnObject(method) ? 1 : 0;
        return operand < objects ? method.ContainingType : method.Parameters[operand - objects].Type;
    }

    private static bool IsOnObject(IMethodSymbol method) => !method.IsStatic && method.MethodKind != MethodKind.Constructor;

    private static string Hole(int number) => "{" + number.ToString(CultureInfo.InvariantCulture) + "}";

    private static string Operator(string name) => name switch
    {
        "op_Addition" or "op_UnaryPlus" => "+",
        "op_Subtraction" or "op_UnaryNegation" => "-",
        "op_Multiply" => "*",
        "op_Division" => "/",
        "op_Equality" => "==",
        "op_Inequality" => "!=",
        _ => throw new NotSupportedException($"No row is for the operator {name}."),
    };
}
