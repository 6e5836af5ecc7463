using System.Reflection;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Tests.Rules;

/// <summary>What type parameters call the primitives, against the interfaces of the platform; and what derivatives need of them.</summary>
public class GenericMembersTests
{
    public static TheoryData<string> Calls => [.. PrimitiveTable.All.Where(p => p.CSharp.Kind == CSharpFormKind.Math).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Calls))]
    public void EveryFunction_IsDeclaredByItsInterface(string primitive)
    {
        var row = PrimitiveTable.Get(primitive);
        Type declared = typeof(System.Numerics.INumber<>).Assembly.GetType($"System.Numerics.{GenericMembers.InterfaceOf(primitive)}`1", throwOnError: true)!;
        Assert.Contains(
            declared.GetMethods(BindingFlags.Public | BindingFlags.Static),
            m => m.Name == GenericMembers.NameOf(row.CSharp) && m.GetParameters().Length == row.Arity && (row.Result != ResultType.Integer || m.ReturnType == typeof(int)));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void NumbersOfIeee_NeedNothingMore(string primitive) =>
        Assert.Empty(GenericNeeds.OfPartials(primitive, IrType.Generic("T", GenericMembers.Interfaces), _ => true));

    [Theory]
    [InlineData("Asin", "T.Sqrt", "IRootFunctions<T>")]
    [InlineData("Abs", "operator <", "IComparisonOperators<T, T, bool>")]
    [InlineData("Remainder", "T.Round", "IFloatingPoint<T>")]
    [InlineData("Pow", "T.Log", "ILogarithmicFunctions<T>")]
    public void WhatIsMissing_IsNamed(string primitive, string member, string constraint)
    {
        var type = IrType.Generic("T", [GenericMembers.Number, GenericMembers.Constants, GenericMembers.InterfaceOf(primitive)]);
        Assert.Contains(GenericNeeds.OfPartials(primitive, type, _ => true), n => n.Member == member && n.Constraint == constraint);
    }

    [Fact]
    public void WhatIsNotDifferentiatedBy_NeedsNothing() =>
        Assert.Empty(GenericNeeds.OfPartials("Pow", IrType.Generic("T", [GenericMembers.Number, GenericMembers.Powers]), i => i == 0));

    [Fact]
    public void NaN_NeedsNumbersOfIeee()
    {
        const string text = """
            func @f(%x: generic<"T", "INumberBase IPowerFunctions">) -> (generic<"T", "INumberBase IPowerFunctions">) {
              %n: generic<"T", "INumberBase IPowerFunctions"> = const nan
              %p = Sin(%x)
              yield %n
            }
            """;
        var function = Parser.ParseFunction(text);
        Assert.Equal(function, Parser.ParseFunction(function.ToString()));
        Assert.Equal(["T.NaN: IFloatingPointIeee754<T>", "T.Sin: ITrigonometricFunctions<T>"], GenericNeeds.Of(function).Select(n => $"{n.Member}: {n.Constraint}"));
    }
}
