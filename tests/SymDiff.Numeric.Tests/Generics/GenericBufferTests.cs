using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Generics;

/// <summary>Forms of generic methods with buffers, matrices, variables of the caller, returned arrays, records and recursion: those of the same text of a number.</summary>
public sealed class GenericBufferTests
{
    // Memory from the stack needs the constraint; the text is another without it.
    private static readonly string[] Constraints = ["unmanaged, ", "struct, ", ""];

    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("Buffers", Source(), language: LanguageVersion.Preview));

    public static TheoryData<string> Names => [.. GenericBuffers.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AtDouble_IsTheMethodOfDoubles(string name)
    {
        double[] expected = Run("AtDouble", "Plain", name);
        Assert.True(expected.Length > 1 && expected.All(double.IsFinite) && expected.Distinct().Count() > 1, string.Join(", ", expected));
        Assert.All(Enumerable.Range(0, Constraints.Length), i => Assert.Equal(expected, Run("AtDouble", "Generic" + i, name)));
        Assert.Equal(expected, Run("AtDouble", "Of", name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AtFloat_IsTheMethodOfFloats(string name)
    {
        double[] expected = Run("AtFloat", "Plain", name);
        double[] actual = Run("AtFloat", "Generic0", name);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * (1 + Math.Abs(pair.First))));
    }

    private static double[] Run(string number, string host, string name) => Project.Value.Delegate<Func<double[]>>($"{number}.{host}{name}", "Run")();

    private static string Source() => $$"""
        using System;
        using System.Collections.Generic;
        using System.Numerics;
        using SymDiff;
        {{string.Concat(Constraints.Select((c, i) => $"public static partial class Generic{i}\n{{\n{Methods("<T>", $"where T : {c}IFloatingPointIeee754<T>")}}}\n"))}}
        public static partial class Of<T> where T : unmanaged, IFloatingPointIeee754<T>
        {
        {{Methods("", "")}}
        }

        """ + Calls("AtDouble", "System.Double") + Calls("AtFloat", "System.Single");

    private static string Methods(string parameters, string constraint) => string.Concat(GenericBuffers.All.Select(m =>
        $"[Differentiable(Derivatives.All{(m.Key == "Snapshots" ? ", Checkpoint = 4" : "")})]\n{m.Value.Method.Replace("§", parameters, StringComparison.Ordinal).Replace("#", constraint, StringComparison.Ordinal)}\n"));

    private static string Calls(string number, string type) => $$"""
        namespace {{number}}
        {
            using T = {{type}};
            public static partial class Plain
            {
            {{Methods("", "")}}
            }

        {{string.Concat(Constraints.Select((_, i) => ("Generic" + i, "Generic" + i)).Append(("Plain", "Plain")).Append(("Of", "Of<T>")).SelectMany(host => GenericBuffers.All.Select(m => Caller(host.Item1, host.Item2, m.Key, m.Value.Calls))))}}
        }

        """;

    private static string Caller(string name, string host, string method, string calls) => $$"""
            public static class {{name}}{{method}}
            {
            {{GenericBuffers.Helpers}}
                public static double[] Run()
                {
                    Sum.Clear();
                    {{Regex.Replace(calls, @"HOST\.(\w+)", name.StartsWith("Generic", StringComparison.Ordinal) ? host + ".$1<T>" : host + ".$1")}}
                    return Sum.ToArray();
                }
            }

        """;
}
