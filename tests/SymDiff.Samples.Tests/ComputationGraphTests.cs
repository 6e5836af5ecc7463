using System.Globalization;
using System.Xml.Linq;
using Circuits;
using Circuits.Layout;
using Microsoft.CodeAnalysis;
using Spectre.Console;
using SymDiff.Compiler.Graphs;

namespace SymDiff.Samples.Tests;

/// <summary>The numbers of E1, E2, E3 and E11 in <c>samples/ComputationGraph</c>, and its pictures.</summary>
public sealed class ComputationGraphTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly CompiledSource Own = CompiledSource.Own();

    public static TheoryData<string> Lessons => [.. Lesson.All.Select(l => l.Method)];

    [Fact]
    public void E1_IsTheTextbooks()
    {
        (ComputationGraph graph, GraphEvaluation values) = Read("J");
        Assert.Equal([3, 12, 9], values.Gradient);
        Assert.Equal((12, 3), (values[graph.Node("v")].Value, values[graph.Node("v")].Derivative));
        Assert.Equal((14, 3), (values[graph.Node("u")].Value, values[graph.Node("u")].Derivative));
        Assert.Equal(42, values[graph.Results[0]].Value);
        Assert.Equal(["b * c", "a + v", "3.0 * u"], [graph.Node("v").Text, graph.Node("u").Text, graph.Results[0].Text]);
    }

    [Fact]
    public void E2_IsTheTextbooks()
    {
        (ComputationGraph graph, GraphEvaluation values) = Read("Price");
        double[] expected = [2.2, 110, 200];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], values.Gradient[i], 1e-12);
        }

        Assert.Equal(220, values[graph.Results[0]].Value, 1e-12);
    }

    [Fact]
    public void E2_LayerByLayer_IsTheSame()
    {
        ProductGate apples = new();
        ProductGate taxed = new();
        Assert.Equal(220, taxed.Forward(apples.Forward(100, 2), 1.1), 1e-12);
        (double dApples, double dTax) = taxed.Backward(1);
        (double dApple, double dCount) = apples.Backward(dApples);
        Assert.Equal(2.2, dApple, 1e-12);
        Assert.Equal(110, dCount, 1e-12);
        Assert.Equal(200, dTax, 1e-12);
    }

    [Fact]
    public void E3_MultipliesAlongAPath_AndAddsPaths()
    {
        (ComputationGraph chain, GraphEvaluation along) = Read("Chain");
        Assert.Equal(Math.Cos(Math.Exp(0.5)) * Math.Exp(0.5), along.Gradient[0], 1e-14);
        Assert.Equal(Math.Exp(0.5), along[chain.Node("y").Arguments[0]]!.Value.Local, 1e-15);

        (ComputationGraph paths, GraphEvaluation both) = Read("Paths");
        double[] parts = [.. paths.Node("s").Uses.Select(u => both[u]!.Value.Downstream)];
        Assert.Equal(2, parts.Length);
        Assert.Equal(Math.E * Math.Sin(1), parts[0], 1e-14);
        Assert.Equal(Math.E * Math.Cos(1), parts[1], 1e-14);
        Assert.Equal(parts[0] + parts[1], both.Gradient[0], 1e-14);
    }

    [Fact]
    public void E11_IsTheTextbooks()
    {
        (ComputationGraph gates, GraphEvaluation ofGates) = Read("Gates");
        Assert.Equal([-4, -4, 3], ofGates.Gradient);
        Assert.Equal(-12, ofGates[gates.Results[0]].Value);

        (ComputationGraph neuron, GraphEvaluation values) = Read("Neuron");
        Assert.Equal([-0.20, -0.39, 0.20, 0.39, -0.59], values.Gradient.Select(g => Math.Round(g, 2)));
        Assert.All(neuron.Edges.Where(e => values[e] is not null), e => Assert.Equal(values[e]!.Value.Upstream * values[e]!.Value.Local, values[e]!.Value.Downstream));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void EmittedGradient_IsThatOfTheGraph(string method)
    {
        double[] emitted = Lesson.All.Single(l => l.Method == method).Emitted([.. Lesson.All.Single(l => l.Method == method).At]);
        IReadOnlyList<double> own = Read(method).Values.Gradient;
        Assert.Equal(emitted.Length, own.Count);
        for (int i = 0; i < emitted.Length; i++)
        {
            Assert.Equal(emitted[i], own[i], 1e-13);
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Picture_HasEveryNodeAndWire_AndNothingOverlaps(string method)
    {
        (ComputationGraph graph, GraphEvaluation values) = Read(method);
        Picture picture = new(graph, values);
        AssertApart(picture.Layout);
        XElement drawn = XDocument.Parse(SvgPicture.Draw(picture, method)).Root!;
        Assert.Equal(Svg + "svg", drawn.Name);
        Assert.Equal(graph.Nodes.Count, drawn.Descendants(Svg + "g").Count(g => ((string?)g.Attribute("class"))?.StartsWith("node ", StringComparison.Ordinal) == true));
        Assert.Equal(graph.Edges.Count(), drawn.Descendants(Svg + "path").Count());
        string[] texts = [.. drawn.Descendants(Svg + "text").Select(t => t.Value)];
        Assert.All(graph.Nodes, n => Assert.Contains(n.Label, texts));
        Assert.All(graph.Edges.Where(e => values[e] is not null), e => Assert.Contains(Numbers.Short(values[e]!.Value.Downstream), texts));
        Assert.All(graph.Edges, e => Assert.Contains(Numbers.Of(e.From, values[e.From]), texts));
        Assert.Contains(texts, t => t.Contains("downstream = upstream × local", StringComparison.Ordinal));
        AssertInside(drawn);
    }

    [Fact]
    public void LargeGraph_IsLaidOutWithoutOverlap()
    {
        const int Inputs = 30;
        ComputationGraph graph = Own.Graph(Own.Method("Layers"), new GraphOptions { Lengths = new Dictionary<string, int> { ["weights"] = (3 * Inputs) + 3, ["x"] = Inputs } });
        Assert.True(graph.Nodes.Count > 250, $"{graph.Nodes.Count} nodes");
        double[] at = [.. Enumerable.Range(0, graph.Inputs.Count).Select(i => 0.1 * Math.Sin(i))];
        AssertApart(new Picture(graph, graph.Evaluate(at)).Layout);
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 120)]
    [InlineData(3, 300)]
    public void RandomGraphs_AreLaidOutWithoutOverlap(int seed, int count)
    {
        Random random = new(seed);
        List<Box> boxes = [.. Enumerable.Range(0, count).Select(_ => new Box(random.Next(20, 160), random.Next(20, 90)))];
        List<Wire> wires = [];
        for (int i = 1; i < count; i++)
        {
            for (int k = random.Next(0, 4); k > 0; k--)
            {
                wires.Add(new Wire(boxes[random.Next(Math.Max(0, i - 25), i)], boxes[i], random.Next(-8, 8), new Box(40, 30) { IsOfWire = true }));
            }
        }

        LayeredLayout layout = new(boxes, wires);
        layout.Run();
        AssertApart(layout);
        Assert.All(wires, w => Assert.True(w.Path.Zip(w.Path.Skip(1)).All(p => p.Second.Layer == p.First.Layer + 1 && p.First.X + (p.First.Width / 2) < p.Second.X - (p.Second.Width / 2))));
    }

    /// <summary>What can be drawn without a crossing is.</summary>
    [Fact]
    public void Tree_IsLaidOutWithoutACrossing()
    {
        List<Box> boxes = [.. Enumerable.Range(0, 63).Select(_ => new Box(40, 30))];
        List<Wire> wires = [.. Enumerable.Range(1, 62).Select(i => new Wire(boxes[i], boxes[(i - 1) / 2], i % 2 == 1 ? -6 : 6, new Box(30, 30) { IsOfWire = true }))];
        boxes.Reverse();
        LayeredLayout layout = new(boxes, wires);
        layout.Run();
        Assert.Equal(0, layout.Crossings);
        AssertApart(layout);
    }

    [Fact]
    public void FileOfTheUsers_IsReadEvaluatedAndDrawn()
    {
        const string Text = """
            using SymDiff;

            namespace Mine
            {
                public static partial class Models
                {
                    [Differentiable]
                    public static double Steps(double x, double w, int n)
                    {
                        double s = x;
                        for (int i = 0; i < n; i++)
                        {
                            s = s > 0 ? Square(s) * w : Inner(s);
                        }

                        return s;
                    }

                    [Differentiable]
                    public static double Inner(double s)
                    {
                        for (int i = 0; i < 2; i++) { s = Math.Sqrt(1 - s) + Math.Max(s, 0.5 * i); }
                        return s;
                    }

                    [Differentiable]
                    public static double Weighted(double[] w, double[] x)
                    {
                        if (w.Length != x.Length) throw new ArgumentException("lengths", nameof(x));
                        double sum = 0;
                        for (int i = 0; i < w.Length; i++) sum += w[i] * x[i];
                        return Math.Tanh(sum);
                    }

                    [Differentiable]
                    public static double Until(double x)
                    {
                        while (x < 10) x *= x;
                        return x;
                    }

                    private static double Square(double v) => v * v;
                }
            }
            """;
        CompiledSource source = CompiledSource.Of(Text);
        AssertEmitted(source, "Steps", "x=0.7,w=-1.2,n=4");
        AssertEmitted(source, "Steps", "x = 0.7, w = 1.5, n = 3");
        AssertEmitted(source, "Inner", "s=-0.3");
        AssertEmitted(source, "Weighted", "w=[1,-2,0.5],x=[0.25,0.1,3]");

        string folder = Directory.CreateTempSubdirectory().FullName;
        StringWriter printed = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(printed) });
        console.Profile.Width = 160;
        Session session = new(console, new DirectoryInfo(folder), latex: true);
        session.Run(source, source.Method("Weighted"), "w=[1,2],x=[3,4]");
        Assert.Contains("equal", printed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERENT", printed.ToString(), StringComparison.Ordinal);
        Assert.Contains(@"\frac{\partial v_{1}}{\partial w_{0}} = x_{0}", printed.ToString(), StringComparison.Ordinal);
        Assert.NotNull(XDocument.Load(Path.Combine(folder, "Weighted.svg")).Root);
        Assert.StartsWith("flowchart LR", File.ReadAllText(Path.Combine(folder, "Weighted.mmd")), StringComparison.Ordinal);
        Assert.StartsWith("digraph {", File.ReadAllText(Path.Combine(folder, "Weighted.dot")), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);

        Assert.StartsWith("How often a loop runs", Assert.Throws<GraphException>(() => session.Run(source, source.Method("Until"), "x=2")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Say where: --at needs a value for 'x'", Assert.Throws<GraphException>(() => session.Run(source, source.Method("Weighted"), "w=[1,2]")).Message, StringComparison.Ordinal);
        Assert.Equal("The method throws System.ArgumentException, whatever the inputs are.", Assert.Throws<GraphException>(() => session.Run(source, source.Method("Weighted"), "w=[1,2],x=[1]")).Message);
        Assert.Contains("Steps, Inner, Weighted, Until", Assert.Throws<GraphException>(() => source.Method("Nothing")).Message, StringComparison.Ordinal);
    }

    private static (ComputationGraph Graph, GraphEvaluation Values) Read(string method)
    {
        Lesson lesson = Lesson.All.Single(l => l.Method == method);
        ComputationGraph graph = Own.Graph(Own.Method(method), new GraphOptions { Lengths = lesson.Lengths });
        return (graph, graph.Evaluate(lesson.At));
    }

    private static void AssertEmitted(CompiledSource source, string method, string at)
    {
        IMethodSymbol symbol = source.Method(method);
        Assignments assignments = new(at, symbol);
        ComputationGraph graph = source.Graph(symbol, assignments.Options);
        IReadOnlyList<double> own = graph.Evaluate(assignments.Values(graph)).Gradient;
        IReadOnlyList<double> emitted = source.EmittedGradient(symbol, assignments.Arguments)!;
        Assert.Equal(emitted.Count, own.Count);
        Assert.Contains(own, g => g != 0);
        for (int i = 0; i < own.Count; i++)
        {
            Assert.Equal(emitted[i], own[i], 1e-12);
        }
    }

    private static void AssertApart(LayeredLayout layout)
    {
        List<Box> boxes = [.. layout.Layers.SelectMany(l => l).Where(b => b.Width > 0)];
        for (int i = 0; i < boxes.Count; i++)
        {
            Assert.True(double.IsFinite(boxes[i].X) && double.IsFinite(boxes[i].Y) && boxes[i].Y - (boxes[i].Height / 2) > -0.01);
            for (int j = 0; j < i; j++)
            {
                Assert.False(
                    Math.Abs(boxes[i].X - boxes[j].X) < (boxes[i].Width + boxes[j].Width) / 2 && Math.Abs(boxes[i].Y - boxes[j].Y) < ((boxes[i].Height + boxes[j].Height) / 2) + 4,
                    $"boxes {i} and {j} overlap");
            }
        }

        // Where a wire passes a column it keeps away from what stands there.
        Assert.All(layout.Layers, layer => Assert.All(layer.Zip(layer.Skip(1)), p => Assert.True(p.Second.Y - p.First.Y >= ((p.First.Height + p.Second.Height) / 2) + 4)));
    }

    private static void AssertInside(XElement drawn)
    {
        double width = (double)drawn.Attribute("width")!;
        double height = (double)drawn.Attribute("height")!;
        double[] moved = [.. drawn.Elements(Svg + "g").Select(g => (string?)g.Attribute("transform")).OfType<string>().Single()["translate(".Length..^1].Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
        Assert.All(drawn.Descendants(Svg + "rect").Where(r => r.Attribute("class") is not null), r =>
        {
            Assert.InRange(moved[0] + (double)r.Attribute("x")!, 0, width - (double)r.Attribute("width")!);
            Assert.InRange(moved[1] + (double)r.Attribute("y")!, 0, height - (double)r.Attribute("height")!);
        });
    }
}
