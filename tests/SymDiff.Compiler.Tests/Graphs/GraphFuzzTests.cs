using SymDiff.Compiler.Graphs;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Fuzzing;
using SymDiff.Compiler.Tests.Interpretation;
using Xunit.Abstractions;

namespace SymDiff.Compiler.Tests.Graphs;

/// <summary>Graphs of random programs against the interpreter: values bit for bit, derivatives against dual numbers. What has no graph says so.</summary>
public sealed class GraphFuzzTests(ITestOutputHelper output)
{
    private const int Count = 1500;
    private const double MostMagnitude = 1e9;

    [Fact]
    public void Graphs_AreWhatTheProgramsCompute()
    {
        int compared = 0;
        int choices = 0;
        int largest = 0;
        var refusals = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int seed = 9_000_000; seed < 9_000_000 + Count; seed++)
        {
            var program = ProgramGenerator.Make(seed);
            if (program.Module.Functions.Any(f => f.Body.AllStatements().Any(s => s.Operation is Apply { Primitive: "Lerp" })))
            {
                // The interpreter has a formula for it that differs in the last bit from the platform's, and comparisons may be of just that.
                continue;
            }

            ComputationGraph graph;
            try
            {
                graph = ComputationGraph.Of(program.Module[program.Name], Options(program));
            }
            catch (GraphException e)
            {
                string kind = e.Message[..Math.Min(40, e.Message.Length)];
                refusals[kind] = refusals.GetValueOrDefault(kind) + 1;
                continue;
            }

            try
            {
                if (Compare(program, graph))
                {
                    compared++;
                    choices += graph.Nodes.Any(n => n.Kind == GraphNodeKind.Choice) ? 1 : 0;
                    largest = Math.Max(largest, graph.Nodes.Count);
                }
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e.Message}\n{(e is Xunit.Sdk.XunitException ? "" : e.StackTrace)}\n{Printer.Print(program.Module)}");
            }
        }

        output.WriteLine($"{compared} of {Count} compared, {choices} with choices, the largest of {largest} nodes.\n{string.Join("\n", refusals.Select(r => $"{r.Value}: {r.Key}"))}");
        Assert.True(compared > 150 && choices > 40 && largest > 100, $"Only {compared} programs were compared, {choices} of them with choices, the largest of {largest} nodes.");
    }

    private static GraphOptions Options(RandomProgram program)
    {
        var parameters = program.Module[program.Name].Parameters;
        var arguments = program.Point.Arguments;
        return new GraphOptions
        {
            Lengths = parameters.Zip(arguments).Where(p => p.Second is Array).ToDictionary(p => p.First.Name!, p => ((Array)p.Second).Length),
            Integers = parameters.Zip(arguments).Where(p => p.Second is int).ToDictionary(p => p.First.Name!, p => (long)(int)p.Second),
            Active = program.Active,
            IsOutput = parameters.Select(p => p.Type.IsBuffer).ToEquatableArray(),
            Callee = Callee,
        };

        GraphCallee? Callee(string name) => program.Module.Contains(name) ? new GraphCallee(program.Module[name], Callee) : null;
    }

    private static bool Compare(RandomProgram program, ComputationGraph graph)
    {
        var plain = Run(program, program.Point.Materialise());
        var duals = Run(program, Duals(program));
        if (plain is null || duals is null || plain.OfType<double>().Any(v => !(Math.Abs(v) < MostMagnitude)))
        {
            return false;
        }

        Assert.Equal(plain.Count, graph.Results.Count);
        double[] at = [.. program.Point.Arguments.Zip(program.Module[program.Name].Parameters).SelectMany(p => Numbers(p.First, p.Second))];
        for (int i = 0; i < graph.Results.Count; i++)
        {
            var result = graph.Results[i];
            if (!result.Type.IsReal)
            {
                continue;
            }

            var values = graph.Evaluate(at, result);
            Assert.Equal((double)plain[i]!, values[result].Value);
            double[] gradient = [.. values.Gradient];
            for (int j = 0; j < gradient.Length; j++)
            {
                var dual = duals[i] as Dual;
                double expected = dual?.Tangent[j] ?? 0;
                double size = dual?.Magnitude[j] ?? 0;
                Assert.True(Math.Abs(expected - gradient[j]) <= 1e-10 * (1 + size), $"{result} by input {j}: {expected:R} and {gradient[j]:R}");
            }
        }

        return true;
    }

    private static IEnumerable<double> Numbers(object argument, Value parameter) => argument switch
    {
        double real when parameter.Type == IrType.Float64 => [real],
        bool truth => [truth ? 1 : 0],
        double[] reals when parameter.Type.Element == IrType.Float64 => reals,
        int[] integers => integers.Select(i => (double)i),
        _ => [],
    };

    private static object?[] Duals(RandomProgram program)
    {
        var parameters = program.Module[program.Name].Parameters;
        int directions = program.Point.Arguments.Select((a, i) => IsActive(a, i) ? Numbers(a, parameters[i]).Count() : 0).Sum();
        int next = 0;
        return
        [
            .. program.Point.Materialise().Select((argument, i) =>
            {
                if (!IsActive(program.Point.Arguments[i], i))
                {
                    return argument;
                }

                if (argument is double real)
                {
                    return Dual.Independent(real, next++, directions);
                }

                var buffer = (BufferValue)argument!;
                for (int k = 0; k < buffer.Length; k++)
                {
                    buffer.Memory!.Write(k, Dual.Independent(((double[])program.Point.Arguments[i])[k], next++, directions));
                }

                return (object?)buffer;
            }),
        ];

        bool IsActive(object argument, int i) => program.Active[i] && argument is double or double[] && Numbers(argument, parameters[i]).Any();
    }

    private static List<object?>? Run(RandomProgram program, object?[] arguments)
    {
        try
        {
            object?[] results = new Interpreter(program.Module, FuzzCheck.Externals(_ => { })) { MostExecuted = 200_000 }.Call(program.Name, arguments);
            return [.. results.Concat(arguments.OfType<BufferValue>().SelectMany(b => Enumerable.Range(0, b.Length).Select(k => b.Memory!.Read(b.Offset + k, IrType.Float64))))];
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
