using SymDiff.Compiler.Emit;
using SymDiff.Compiler.Graphs;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Graphs;

/// <summary>What graphs have for nodes and wires, what is on them, and what has no graph.</summary>
public sealed class ComputationGraphTests
{
    private const string Circuit = """
        func @J(%a: f64, %b: f64, %c: f64) -> (f64) {
          %v = Multiply(%b, %c)
          %u = Add(%a, %v)
          %three = const f64 3
          %4 = Multiply(%three, %u)
          yield %4
        }
        """;

    private const string Neuron = """
        func @Neuron(%w0: f64, %w1: f64, %w2: f64, %x0: f64, %x1: f64) -> (f64) {
          %1 = Multiply(%w0, %x0)
          %2 = Multiply(%w1, %x1)
          %3 = Add(%1, %2)
          %z = Add(%3, %w2)
          %5 = Negate(%z)
          %6 = Exp(%5)
          %7 = const f64 1
          %8 = Add(%7, %6)
          %9 = const f64 1
          %10 = Divide(%9, %8)
          yield %10
        }
        """;

    [Fact]
    public void E1_HasTheTextbooksNodesAndNumbers()
    {
        var graph = Of(Circuit);
        Assert.Equal(["a", "b", "c", "v", "u", "3", "J", "J"], graph.Nodes.Select(n => n.Name));
        Assert.Equal(["a", "b", "c", "×", "+", "3", "×", "J"], graph.Nodes.Select(n => n.Label));
        var values = graph.Evaluate(2, 3, 4);
        Assert.Equal([2, 3, 4, 12, 14, 3, 42, 42], graph.Nodes.Select(n => values[n].Value));
        Assert.Equal([3, 12, 9, 3, 3, null, 1, 1], graph.Nodes.Select(n => values[n].Derivative));
        Assert.Equal([3, 12, 9], values.Gradient);
        var product = graph.Node("v").Arguments[0];
        Assert.Equal(new EdgeValue(3, 4, 12), values[product]);
        Assert.Equal("c", product.Partial!.CSharp);
        Assert.Equal(@"\frac{\partial v}{\partial b} = c", product.Latex);
        Assert.Null(graph.Node("J").Arguments[0].Partial);
        Assert.Equal("3.0 * u", graph.Results[0].Text);
        Assert.Equal("a + v", graph.Node("u").Text);
    }

    [Fact]
    public void E11_NeuronAgreesWithTheEmittedGradient()
    {
        var function = Parser.ParseFunction(Neuron);
        var graph = ComputationGraph.Of(function);
        double[] at = [2, -3, -3, -1, -2];
        var values = graph.Evaluate(at);
        Assert.Equal([-0.20, -0.39, 0.20, 0.39, -0.59], values.Gradient.Select(g => Math.Round(g, 2)));
        double[] emitted = Emitted(function, at);
        for (int i = 0; i < at.Length; i++)
        {
            Assert.Equal(emitted[i], values.Gradient[i], 1e-15);
        }

        Assert.Equal("1.0 / (1.0 + Math.Exp(-z))", graph.Results[0].Text);
        Assert.Equal("w0 * x0 + w1 * x1 + w2", graph.Node("z").Text);
        var reciprocal = graph.Results[0].Arguments[0].From;
        Assert.Equal(@"\mathit{Neuron} = \frac{1}{" + reciprocal.Arguments[1].From.Name.Replace("v", "v_{", StringComparison.Ordinal) + "}}", reciprocal.Latex);
        Assert.Equal("-(Neuron * Neuron)", reciprocal.Arguments[1].Partial!.CSharp);
    }

    [Fact]
    public void TwoPaths_AddUp()
    {
        var graph = Of("""
            func @f(%s: f64) -> (f64) {
              %x = Multiply(%s, %s)
              %y = Sin(%s)
              %z = Multiply(%x, %y)
              yield %z
            }
            """);
        var values = graph.Evaluate(1.5);
        var wires = graph.Node("s").Uses;
        Assert.Equal(3, wires.Count);
        Assert.Equal(values[graph.Node("s")].Derivative!.Value, wires.Sum(w => values[w]!.Value.Downstream), 1e-15);
        Assert.Equal((2 * 1.5 * Math.Sin(1.5)) + (1.5 * 1.5 * Math.Cos(1.5)), values.Gradient[0], 1e-14);
    }

    [Fact]
    public void Choice_IsANodeOfWhichOneArmIsComputed()
    {
        var graph = Of("""
            func @f(%x: f64) -> (f64) {
              %zero = const f64 0
              %c = Greater(%x, %zero)
              %r = if %c {
                %s = Sqrt(%x)
                yield %s
              } else {
                yield %zero
              }
              yield %r
            }
            """);
        var choice = Assert.Single(graph.Nodes, n => n.Kind == GraphNodeKind.Choice);
        Assert.Equal("c ? s : 0.0", choice.Text);
        Assert.Equal("c ? 1.0 : 0.0", choice.Arguments[1].Partial!.CSharp);
        Assert.Null(choice.Arguments[0].Partial);
        var above = graph.Evaluate(4);
        Assert.Equal([0.25], above.Gradient);
        var below = graph.Evaluate(-4);
        Assert.Equal([0], below.Gradient);
        Assert.Equal(0, below[graph.Results[0]].Value);
        Assert.False(below[graph.Node("s")].IsReached);
        Assert.Null(below[choice.Arguments[1]]);
    }

    /// <summary>What is computed before the choice and not chosen contributes exactly nothing, though its own derivative is infinite.</summary>
    [Fact]
    public void WhatIsNotChosen_ContributesNothing()
    {
        var graph = Of("""
            func @f(%x: f64) -> (f64) {
              %s = Sqrt(%x)
              %zero = const f64 0
              %c = Greater(%x, %zero)
              %r = if %c { yield %s } else { yield %x }
              yield %r
            }
            """);
        Assert.Equal([1], graph.Evaluate(0).Gradient);
    }

    [Fact]
    public void InfiniteLocalDerivative_OfAZero_ContributesNothing()
    {
        var graph = Of("""
            func @f(%x: f64) -> (f64) {
              %s = Sqrt(%x)
              %q = Multiply(%s, %s)
              yield %q
            }
            """);
        Assert.Equal([0], graph.Evaluate(0).Gradient);
        Assert.Equal(double.PositiveInfinity, graph.Evaluate(0)[graph.Node("s").Arguments[0]]!.Value.Local);
    }

    [Fact]
    public void Loop_OfKnownLength_IsUnrolled()
    {
        var graph = Of("""
            func @f(%x: f64) -> (f64) {
              %n = const i32 3
              %one = const f64 1
              %p = loop power count %n (%one) { |%i: i32, %q: f64|
                %q2 = Multiply(%q, %x)
                yield %q2
              }
              yield %p
            }
            """);
        Assert.Equal(3, graph.Nodes.Count(n => n.Label == "×"));
        Assert.Equal(["q2", "q2_2", "q2_3"], graph.Nodes.Where(n => n.Label == "×").Select(n => n.Name));
        Assert.Equal([12], graph.Evaluate(2).Gradient);
    }

    private const string Counted = """
        func @f(%x: f64, %n: i32) -> (f64) {
          %p = loop power count %n (%x) { |%i: i32, %q: f64|
            %q2 = Multiply(%q, %x)
            yield %q2
          }
          yield %p
        }
        """;

    [Fact]
    public void Loop_OfUnknownLength_IsRefused_AndReadWhereItIsSaid()
    {
        Assert.Equal(
            "The number of iterations of a loop depends on 'n': a graph has a node for every operation, so it must be a constant or be fixed.",
            Assert.Throws<GraphException>(() => Of(Counted)).Message);
        var graph = Of(Counted, new GraphOptions { Integers = new Dictionary<string, long> { ["n"] = 4 } });
        Assert.Equal([80], graph.Evaluate(2).Gradient);
    }

    [Fact]
    public void Loop_ThatValuesEnd_IsRefused()
    {
        string message = Assert.Throws<GraphException>(() => Of("""
            func @f(%x: f64) -> (f64) {
              %ten = const f64 10
              %r = loop grow (%x) { |%i: i32, %q: f64|
                %c = Greater(%q, %ten)
                if %c { exit grow %q } else { yield }
                %q2 = Add(%q, %q)
                yield %q2
              }
              yield %r
            }
            """)).Message;
        Assert.StartsWith("How often a loop runs depends on the values of the inputs", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loop_ThatMayBeBrokenOff_HasAChoiceAnIteration()
    {
        var graph = Of("""
            func @f(%x: f64) -> (f64) {
              %n = const i32 4
              %ten = const f64 10
              %r = loop grow count %n (%x) { |%i: i32, %q: f64|
                %c = Greater(%q, %ten)
                if %c { exit grow %q } else { yield }
                %q2 = Multiply(%q, %q)
                yield %q2
              }
              yield %r
            }
            """);
        Assert.Equal(4 * Math.Pow(2, 3), graph.Evaluate(2).Gradient[0], 1e-12);
        Assert.Equal(16, graph.Evaluate(2)[graph.Results[0]].Value);
        Assert.Equal([1], graph.Evaluate(20).Gradient);
        Assert.Equal(16 * Math.Pow(1.1, 15), graph.Evaluate(1.1).Gradient[0], 1e-12);
    }

    [Fact]
    public void Memory_IsFollowed_WhereLengthsAreSaid()
    {
        const string Text = """
            func @f(%w: buffer<f64>, %x: buffer<f64>) -> (f64) {
              %n: i32 = length %w
              %t: buffer<f64> = alloc f64[%n]
              loop copy count %n () { |%i: i32|
                %wi: f64 = load %w[%i]
                %xi: f64 = load %x[%i]
                %p = Multiply(%wi, %xi)
                store %t[%i] %p
                yield
              }
              %zero = const f64 0
              %r = loop sum count %n (%zero) { |%j: i32, %s: f64|
                %tj: f64 = load %t[%j]
                %s2 = Add(%s, %tj)
                yield %s2
              }
              yield %r
            }
            """;
        Assert.Equal("How long 'w' is must be said: a graph has a node for every element.", Assert.Throws<GraphException>(() => Of(Text)).Message);
        var graph = Of(Text, new GraphOptions { Lengths = new Dictionary<string, int> { ["w"] = 3, ["x"] = 3 } });
        Assert.Equal(["w[0]", "w[1]", "w[2]", "x[0]", "x[1]", "x[2]"], graph.Inputs.Select(i => i.Name));
        Assert.Equal([4, 5, 6, 1, 2, 3], graph.Evaluate(1, 2, 3, 4, 5, 6).Gradient);
        Assert.Equal(@"\frac{\partial p}{\partial w_{0}} = x_{0}", graph.Node("p").Arguments[0].Latex);
    }

    [Fact]
    public void Calls_AreReadInPlace_OrRefused()
    {
        const string Text = """
            func @f(%x: f64) -> (f64) {
              %y: f64 = call @g(%x)
              %z = Multiply(%y, %x)
              yield %z
            }
            """;
        Assert.Equal("The method calls 'g', which is not in the graph: its body is not known.", Assert.Throws<GraphException>(() => Of(Text)).Message);
        var callee = Parser.ParseFunction("""
            func @g(%a: f64) -> (f64) {
              %b = Sin(%a)
              yield %b
            }
            """);
        var graph = Of(Text, new GraphOptions { Callee = name => name == "g" ? new GraphCallee(callee, _ => null) : null });
        Assert.Equal(Math.Sin(0.5) + (0.5 * Math.Cos(0.5)), graph.Evaluate(0.5).Gradient[0], 1e-15);
    }

    [Fact]
    public void CSharpThatIsNotLookedInto_IsRefused_WhereAResultNeedsIt()
    {
        const string Text = """
            func @f(%x: f64) -> (f64) {
              %k: f64 = external "Settings.K"()
              %z = Multiply(%k, %x)
              yield RESULT
            }
            """;
        Assert.Equal(
            "The result 'f' is not in the graph: 'Settings.K' is C# that is not looked into.",
            Assert.Throws<GraphException>(() => Of(Text.Replace("RESULT", "%z", StringComparison.Ordinal))).Message);
        Assert.Equal([1], Of(Text.Replace("RESULT", "%x", StringComparison.Ordinal)).Evaluate(3).Gradient);
    }

    [Fact]
    public void Guard_ThrowsWhereTheMethodDoes()
    {
        var graph = Of("""
            func @f(%x: f64) -> (f64) {
              %zero = const f64 0
              %c = Less(%x, %zero)
              if %c {
                effect "throw new global::System.ArgumentException()"()
                yield
              } else { yield }
              %s = Sqrt(%x)
              yield %s
            }
            """);
        Assert.Equal([0.25], graph.Evaluate(4).Gradient);
        Assert.Equal("The method throws System.ArgumentException at these inputs.", Assert.Throws<GraphException>(() => graph.Evaluate(-1)).Message);
    }

    [Fact]
    public void ConstantInputs_HaveNoDerivative()
    {
        var graph = Of(Circuit, new GraphOptions { Active = EquatableArray.Of(true, false, false) });
        var values = graph.Evaluate(2, 3, 4);
        Assert.Equal([3], values.Gradient);
        Assert.Null(values[graph.Node("v")].Derivative);
        Assert.Null(graph.Node("u").Arguments[1].Partial);
    }

    [Fact]
    public void SeveralResults_NeedOneThatIsMeant()
    {
        var graph = Of("""
            func @f(%x: f64) -> (f64, f64) {
              %s = Sin(%x)
              %c = Cos(%x)
              yield %s, %c
            }
            """, new GraphOptions { ResultNames = ["Sine", "Cosine"] });
        Assert.Contains("Sine, Cosine", Assert.Throws<GraphException>(() => graph.Evaluate(1)).Message, StringComparison.Ordinal);
        Assert.Equal([-Math.Sin(1)], graph.Evaluate([1], graph.Results[1]).Gradient);
    }

    [Fact]
    public void Diagrams_HaveNodesAndWires()
    {
        var graph = Of(Circuit);
        var values = graph.Evaluate(2, 3, 4);
        Assert.Equal(
            """
            flowchart LR
                n0(["a"])
                n1(["b"])
                n2(["c"])
                n3["v = ×"]
                n4["u = #43;"]
                n5("3")
                n6["J = ×"]
                n7(["J"])
                n1 -->|"3<br/>∂ 12"| n3
                n2 -->|"4<br/>∂ 9"| n3
                n0 -->|"2<br/>∂ 3"| n4
                n3 -->|"12<br/>∂ 3"| n4
                n5 -.->|"3"| n6
                n4 -->|"14<br/>∂ 3"| n6
                n6 -->|"42<br/>∂ 1"| n7

            """.ReplaceLineEndings("\n"),
            GraphDiagrams.Mermaid(graph, values));
        string dot = GraphDiagrams.Dot(graph);
        Assert.Contains("    n3 [label=\"v = ×\", shape=box];\n", dot, StringComparison.Ordinal);
        Assert.Contains("    n1 -> n3 [label=\"\"];\n", dot, StringComparison.Ordinal);
        Assert.Contains("    n1 -> n3 [label=\"3\\n∂ 12\"];\n", GraphDiagrams.Dot(graph, values), StringComparison.Ordinal);
        Assert.Contains("    n5 -> n6 [label=\"\", style=dashed];\n", dot, StringComparison.Ordinal);
    }

    /// <summary>Texts stay as long as they are read, however long or shared the computation is.</summary>
    [Fact]
    public void Texts_OfLongComputationsAreShort()
    {
        var graph = Of("""
            func @f(%x: f64) -> (f64) {
              %n = const i32 3000
              %one = const i32 1
              %zero = const i32 0
              %t: buffer<f64> = alloc f64[%one]
              store %t[%zero] %x
              loop l count %n () { |%i: i32|
                %1: f64 = load %t[%zero]
                %2: f64 = Sin(%1)
                store %t[%zero] %2
                %3: f64 = load %t[%zero]
                %4: f64 = Add(%3, %3)
                store %t[%zero] %4
                yield
              }
              %5: f64 = load %t[%zero]
              yield %5
            }
            """);
        Assert.Equal(6002, graph.Nodes.Count);
        Assert.All(graph.Nodes, n => Assert.True(n.Text.Length < 2000 && n.Latex.Length < 2000));
        Assert.True(double.IsFinite(graph.Evaluate(0.3).Gradient[0]));
    }

    [Fact]
    public void WrongArguments_AreSaid()
    {
        Assert.Equal("The graph has 3 inputs (a, b, c), and 2 values are given.", Assert.Throws<GraphException>(() => Of(Circuit).Evaluate(1, 2)).Message);
        Assert.Throws<GraphException>(() => Of(Circuit).Node("nothing"));
        Assert.Throws<GraphException>(() => Of(Circuit).Evaluate(1, 2, 3)[Of(Circuit).Nodes[0]]);
    }

    [Fact]
    public void SinglePrecision_IsRefused() => Assert.Throws<GraphException>(() => Of("""
        func @f(%x: f32) -> (f32) {
          %s = Sin(%x)
          yield %s
        }
        """));

    [Fact]
    public void TooManyOperations_AreRefused() => Assert.Contains(
        "more than 100 operations",
        Assert.Throws<GraphException>(() => Of(Counted, new GraphOptions { Integers = new Dictionary<string, long> { ["n"] = 1000 }, MostOperations = 100 })).Message,
        StringComparison.Ordinal);

    private static ComputationGraph Of(string text, GraphOptions? options = null) => ComputationGraph.Of(Parser.ParseFunction(text), options);

    private static double[] Emitted(Function function, double[] at)
    {
        var gradient = Differentiate.Form(function, function.Parameters.Select(_ => true).ToEquatableArray(), DerivativeKind.Gradient);
        return [.. new Interpreter(new Module(gradient)).Call(gradient.Name, [.. at.Cast<object?>()]).Cast<double>()];
    }
}
