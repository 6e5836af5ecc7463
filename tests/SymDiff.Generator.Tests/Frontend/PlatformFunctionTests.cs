using System.Reflection;
using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Rules;
using SymDiff.Generator.Frontend;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Every function of the platform on floating-point numbers has a row of the primitive table, or a reason why it has none.</summary>
public sealed class PlatformFunctionTests
{
    private static readonly Type[] Homes = [typeof(Math), typeof(MathF), typeof(double), typeof(float)];

    private static readonly Dictionary<string, string> WithoutRow = new()
    {
        ["SinCos"] = "tuples: step 5",
        ["SinCosPi"] = "tuples: step 5",
        ["Parse"] = "text",
        ["TryParse"] = "text",
        ["CreateChecked"] = "a conversion from any type of number",
        ["CreateSaturating"] = "a conversion from any type of number",
        ["CreateTruncating"] = "a conversion from any type of number",
        ["ConvertToInteger"] = "a conversion to any type of integer",
        ["ConvertToIntegerNative"] = "a conversion to any type of integer",
        ["IsEvenInteger"] = "a predicate",
        ["IsFinite"] = "a predicate",
        ["IsInfinity"] = "a predicate",
        ["IsInteger"] = "a predicate",
        ["IsNaN"] = "a predicate",
        ["IsNegative"] = "a predicate",
        ["IsNegativeInfinity"] = "a predicate",
        ["IsNormal"] = "a predicate",
        ["IsOddInteger"] = "a predicate",
        ["IsPositive"] = "a predicate",
        ["IsPositiveInfinity"] = "a predicate",
        ["IsPow2"] = "a predicate",
        ["IsRealNumber"] = "a predicate",
        ["IsSubnormal"] = "a predicate",
        ["op_Equality"] = "an operator of the language",
        ["op_GreaterThan"] = "an operator of the language",
        ["op_GreaterThanOrEqual"] = "an operator of the language",
        ["op_Inequality"] = "an operator of the language",
        ["op_LessThan"] = "an operator of the language",
        ["op_LessThanOrEqual"] = "an operator of the language",
    };

    /// <summary>The math functions of a target, as its reference assemblies have them.</summary>
    internal static IEnumerable<IMethodSymbol> Functions(Compilation compilation) =>
        new[] { "System.Math", "System.MathF", "System.Double", "System.Single" }
            .Select(compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>()
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method is { IsStatic: true, DeclaredAccessibility: Accessibility.Public } && KnownMethods.Primitive(method) is not null);

    [Fact]
    public void EveryFunction_HasARowOrAReason()
    {
        Compilation compilation = Driver.Compile(new DriverInput(""));
        var members = Homes.SelectMany(home => home.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(m => m.GetParameters().Append(m.ReturnParameter).Any(p => Mentions(p.ParameterType)))
            .ToList();
        Assert.True(members.Count > 200);
        Assert.Empty(members.Where(m => (KnownMethods.Primitive(Symbol(compilation, m)) is null) != WithoutRow.ContainsKey(m.Name)).Select(m => $"{m.DeclaringType}: {m}"));
        Assert.Empty(WithoutRow.Keys.Except(members.Select(m => m.Name)));
    }

    [Fact]
    public void EveryRowThatIsWrittenAsACall_IsReached()
    {
        var reached = Functions(Driver.Compile(new DriverInput(""))).Select(KnownMethods.Primitive).ToHashSet();
        Assert.Empty(PrimitiveTable.All.Where(row => row.CSharp.Kind == CSharpFormKind.Math && !reached.Contains(row.Name)).Select(row => row.Name));
    }

    /// <summary>One spelling stands for all members that a row is reached by, so all must give the same bits.</summary>
    [Fact]
    public void MembersOfOneRow_AgreeToTheBit()
    {
        Compilation compilation = Driver.Compile(new DriverInput(""));
        foreach (Type real in new[] { typeof(double), typeof(float) })
        {
            var rows = Homes.SelectMany(home => home.GetMethods(BindingFlags.Public | BindingFlags.Static))
                .Where(m => m.GetParameters().FirstOrDefault()?.ParameterType == real && !WithoutRow.ContainsKey(m.Name))
                .GroupBy(m => KnownMethods.Primitive(Symbol(compilation, m)))
                .Where(row => row.Count() > 1)
                .ToList();
            Assert.True(rows.Count > 40);
            Assert.All(rows, row => Agree([.. row], new Random(3)));
        }
    }

    private static void Agree(MethodInfo[] members, Random random)
    {
        ParameterInfo[] parameters = members[0].GetParameters();
        for (int i = 0; i < 2000; i++)
        {
            object[] arguments = [.. parameters.Select(p => Argument(p.ParameterType, random))];
            object?[] results = [.. members.Select(m => Result(m, arguments))];
            Assert.All(results, r => Assert.True(Equals(r, results[0]), $"{members[0]} of {string.Join(", ", arguments)}: {string.Join(", ", results)}"));
        }
    }

    private static object? Result(MethodInfo method, object[] arguments)
    {
        try
        {
            // Bits rather than numbers, because 0 equals −0; all NaNs count as one.
            return method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null) switch
            {
                double x => double.IsNaN(x) ? "NaN" : BitConverter.DoubleToInt64Bits(x),
                float x => float.IsNaN(x) ? "NaN" : BitConverter.SingleToInt32Bits(x),
                var other => other,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or ArithmeticException)
        {
            return exception.GetType();
        }
    }

    private static object Argument(Type type, Random random)
    {
        double[] special = [0, -0.0, 1, -1, 0.5, 2, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon];
        double number = random.Next(3) switch
        {
            0 => special[random.Next(special.Length)],
            1 => (random.NextDouble() * 8) - 4,
            _ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
        };
        return type == typeof(double) ? number
            : type == typeof(float) ? (float)number
            : type == typeof(int) ? random.Next(-3, 7)
            : (object)(MidpointRounding)random.Next(5);
    }

    private static bool Mentions(Type type) => new[] { typeof(double), typeof(float) }
        .Any(real => type == real || type == real.MakeByRefType() || type.GenericTypeArguments.Contains(real));

    private static IMethodSymbol Symbol(Compilation compilation, MethodInfo method)
    {
        var parameters = method.GetParameters();
        return compilation.GetTypeByMetadataName(method.DeclaringType!.FullName!)!.GetMembers(method.Name).OfType<IMethodSymbol>().First(symbol =>
            symbol.Parameters.Length == parameters.Length
            && (symbol.IsGenericMethod || symbol.Parameters.Select(p => p.Type.MetadataName).SequenceEqual(parameters.Select(p => (p.ParameterType.GetElementType() ?? p.ParameterType).Name))));
    }
}
