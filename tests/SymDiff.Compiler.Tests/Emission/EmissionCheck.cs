using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Fuzzing;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Tests.Programs;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Emission;

/// <summary>
/// Emits programs and all that is derived from them, compiles them together, and compares results, memory and effects with the interpreter,
/// bit for bit. Calls to halves of calls are not written as yet.
/// </summary>
internal static class EmissionCheck
{
    private const long MostExecuted = 300_000;

    /// <summary>A program, its functions that are compared, and where.</summary>
    /// <param name="Name">The class.</param>
    /// <param name="Module">The functions, derived ones included.</param>
    /// <param name="Points">Arguments, by function.</param>
    internal sealed record Case(string Name, Module Module, IReadOnlyDictionary<string, Point> Points)
    {
        /// <summary>The class as C#.</summary>
        public string Text => EmittedModule.Text(Name, Written(Module));
    }

    /// <summary>Derives what is compared of a program.</summary>
    public static Case Derive(string name, RandomProgram program, int order)
    {
        var module = new Module([.. program.Module.Functions.Select(f => order == 1 ? Named(f) : f)]);
        var derivations = new Derivations(module, verify: true);
        var points = new Dictionary<string, Point> { [program.Name] = program.Point };
        var random = new Random(1);
        if (IsWritable(module[program.Name], module))
        {
            Derive(program.Name, program.Active, order);
        }
        else
        {
            points.Clear();
        }

        return new Case(name, module, points);

        void Derive(string function, EquatableArray<bool> active, int left)
        {
            if (left == 0)
            {
                return;
            }

            foreach (string derived in new[] { derivations.Vjp(function, active), derivations.Jvp(function, active) })
            {
                if (IsWritable(module[derived], module))
                {
                    points[derived] = Extended(module[function], module[derived], points[function], active, random);
                    Derive(derived, default, left - 1);
                }
            }
        }
    }

    // Names of the user's own, few enough to occur often: what has the same name is written with one variable where that is right.
    private static Function Named(Function function)
    {
        string[] names = ["a", "b", "s", "i", "sum"];
        var renamed = function.Body.AllStatements().SelectMany(s => s.Results).Concat(function.Body.Nested().SelectMany(r => r.Parameters))
            .Where(v => v.Id % 3 > 0)
            .ToDictionary(v => v, v => v with { Name = names[v.Id * 7 % 11 % names.Length] });
        return function with { Body = Rename(function.Body) };

        Region Rename(Region region) => new(
            region.Parameters.Map(renamed),
            region.Statements.Select(s => s with
            {
                Results = s.Results.Map(renamed),
                Operation = s.Operation.With(s.Operation.Operands.Map(renamed), s.Operation.Regions.Select(Rename).ToEquatableArray()),
            }).ToEquatableArray(),
            region.End with { Values = region.End.Values.Map(renamed) });
    }

    /// <summary>Compares programs.</summary>
    /// <returns>How many functions were compared.</returns>
    public static int Compare(IReadOnlyList<Case> cases)
    {
        var emitted = EmittedModule.Compile(cases.Select(c => c.Text));
        return cases.Sum(c => c.Points.Count(p => Compare(emitted, c, p.Key, p.Value)));
    }

    private static bool Compare(EmittedModule emitted, Case program, string function, Point point)
    {
        var effects = new List<string>();
        object?[] arguments = point.Materialise();
        List<object?> expected;
        try
        {
            object?[] results = new Interpreter(program.Module, FuzzCheck.Externals(effects.Add)) { MostExecuted = MostExecuted }.Call(function, arguments);
            expected = EmittedModule.Flatten(results, arguments);
        }
        catch (TimeoutException)
        {
            return false;
        }

        var actual = Task.Run(() => emitted.Run(program.Name, function, point.Materialise()));
        Assert.True(actual.Wait(TimeSpan.FromSeconds(20)), $"{program.Name}.{function} does not end.");
        Assert.True(effects.SequenceEqual(actual.Result.Effects), $"{program.Name}.{function}: effects {string.Join(" ", actual.Result.Effects)}, expected {string.Join(" ", effects)}.");
        Assert.Equal(expected.Count, actual.Result.Values.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(IsSame(expected[i], actual.Result.Values[i]), $"{program.Name}.{function}: output {i} is {actual.Result.Values[i]:R}, expected {expected[i]:R}.");
        }

        return true;
    }

    private static bool IsSame(object? x, object? y) => x is double a && y is double b
        ? (double.IsNaN(a) && double.IsNaN(b)) || BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b)
        : Equals(x, y);

    private static IEnumerable<Function> Written(Module module) =>
        module.Functions.Where(f => IsWritable(f, module)).OrderBy(f => f.Name, StringComparer.Ordinal);

    private static bool IsWritable(Function function, Module module)
    {
        var seen = new HashSet<string>();
        return Visit(function);

        bool Visit(Function f) => !seen.Add(f.Name) || (f.Parameters.Select(p => p.Type).Concat(f.Results).All(IsKnown)
            && f.Body.AllStatements().All(s => s.Results.All(r => IsKnown(r.Type)) && !IsEstimate(s.Operation) && (s.Operation is not Call c || Visit(module[c.Callee]))));

        // What an estimate is may differ from call to call.
        static bool IsEstimate(Operation operation) => operation is Apply apply && apply.Primitive.EndsWith("Estimate", StringComparison.Ordinal);

        static bool IsKnown(IrType type) => type.IsBuffer ? IsKnown(type.Element!) : type.Kind != TypeKind.Any;
    }

    private static Point Extended(Function primal, Function derived, Point point, EquatableArray<bool> active, Random random)
    {
        var shadows = new Queue<double[]>();
        for (int i = 0; i < primal.Parameters.Count; i++)
        {
            if (primal.Parameters[i].Type.HasShadow && (active.Count == 0 || active[i]))
            {
                shadows.Enqueue((double[])point.Arguments[i]);
            }
        }

        return point.Append(derived.Parameters.Skip(primal.Parameters.Count).Select(p =>
            p.Type.IsBuffer ? shadows.Dequeue().Select(_ => Draw()).ToArray() : (object)Draw()));

        double Draw() => random.Next(-16, 17) / 8.0;
    }
}
