using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.TestKit;
using Xunit.Abstractions;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>
/// Random programs, beside which stand two methods that call what is emitted for them: a linear form of the gradient, and the derivative along a direction. Their own derivatives, in reverse and in forward
/// mode, are the Hessian along that direction, which <c>FHvp</c> gives forward over reverse: all four combinations of modes, of programs that share no text.
/// </summary>
public sealed class NestedProgramTests(ITestOutputHelper output)
{
    private const int Together = 25;

    [Fact]
    public void AllModes_Agree()
    {
        int count = Fuzz.CountOr(25);
        List<string> problems = [];
        (int refused, int compared) = (0, 0);
        for (int first = 0; first < count; first += Together)
        {
            List<RandomProgram> programs = [.. Enumerable.Range(Fuzz.FirstSeed + first, Math.Min(Together, count - first)).Select(ProgramGenerator.Make).Where(p => p.HasHvp && !p.UsesSingle)];
            (int less, int more) = Check(programs, problems);
            refused += less;
            compared += more;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compared} compared, {refused} refused"));
        Assert.True(problems.Count == 0, string.Join("\n\n", problems));
        Assert.True(compared * 3 >= count, $"{compared} of {count} compared, {refused} refused");
        Assert.True(refused * 10 <= count, $"{refused} of {count} refused");
    }

    private static (int Refused, int Compared) Check(List<RandomProgram> programs, List<string> problems)
    {
        DriverInput input = new([ProgramBatch.ForGenerator + ProgramBatch.Registrations, .. programs.Select(p => ProgramBatch.ForGenerator + p.ToCSharp() + "\n" + Nested(p))])
        {
            MoreReferences = [MetadataReference.CreateFromFile(typeof(Dual).Assembly.Location)],
            AllowUnsafe = true,
        };
        CSharpParseOptions parse = new(input.LanguageVersion);
        CSharpCompilation compilation = Driver.Compile(input, parse);
        CSharpGeneratorDriver.Create([new Generator.SymDiffGenerator().AsSourceGenerator()], parseOptions: parse).RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);

        // What calls a refused one is an error of C#'s in the program, not in what is emitted: those programs go.
        HashSet<string> refused = [.. programs.Where(p => generated.SyntaxTrees.Any(t => Path.GetFileName(t.FilePath).StartsWith(p.ClassName + ".", StringComparison.Ordinal) && t.ToString().Contains("NotSupportedException(\"SD", StringComparison.Ordinal))).Select(p => p.ClassName)];
        Compilation kept = generated.RemoveSyntaxTrees(generated.SyntaxTrees.Where(t => refused.Any(r => t.ToString().Contains("partial class " + r + "\n", StringComparison.Ordinal) || t.ToString().Contains("partial class " + r + "\r\n", StringComparison.Ordinal))));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = kept.Emit(image);
        if (!emitted.Success)
        {
            problems.Add(string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
            return (refused.Count, 0);
        }

        AssemblyLoadContext context = new("nested programs", isCollectible: true);
        image.Position = 0;
        Assembly assembly = context.LoadFromStream(image);
        int compared = 0;
        foreach (RandomProgram program in programs.Where(p => !refused.Contains(p.ClassName)))
        {
            compared += Compare(program, assembly.GetType(program.ClassName)!, problems) ? 1 : 0;
        }

        context.Unload();
        return (refused.Count, compared);
    }

    private static bool Compare(RandomProgram program, Type type, List<string> problems)
    {
        MethodInfo primal = type.GetMethod(RandomProgram.MethodName, BindingFlags.Public | BindingFlags.Static)!;
        double[] point = program.Point();
        object[] given = [.. primal.GetParameters().Select((p, i) => DifferentiatedMethod.Box(point[i], p.ParameterType))];
        double[] direction = [.. primal.GetParameters().Where(IsActive).Select((_, i) => 0.5 + (0.25 * i))];
        object[] along = [.. direction.Cast<object>()];
        double[][] found = new double[4][];
        try
        {
            found[0] = Numbers(Call(type, "FHvp", [.. given, .. along]));
            found[1] = Numbers(Call(type, "ByReverseGradient", [.. given, .. along]));
            found[2] = Numbers(Call(type, "ByForwardGradient", [.. given, .. along]));
            found[3] = [.. direction.Select((_, i) => Tangent(type, "ByForwardJvp", given, along, i))];
            double[] again = [.. direction.Select((_, i) => Tangent(type, "ByReverseJvp", given, along, i))];
            double size = 1 + Numbers(Call(type, "FGradient", given)).Concat(found.SelectMany(f => f)).Concat(again).Max(Math.Abs) + Math.Abs((double)Call(type, RandomProgram.MethodName, given));
            if (!double.IsFinite(size))
            {
                return false;
            }

            for (int i = 0; i < direction.Length; i++)
            {
                double[] each = [.. found.Select(f => f[i]), again[i]];
                if (each.Max() - each.Min() > 1e-9 * size)
                {
                    problems.Add($"seed {program.Seed}, component {i}: {string.Join(", ", each.Select(e => e.ToString("R", CultureInfo.InvariantCulture)))}\n{program.ToCSharp()}\n{Nested(program)}");
                    return true;
                }
            }

            return true;
        }
        catch (TargetInvocationException)
        {
            // Guards and indices: what throws has no derivative.
            return false;
        }
    }

    private static double Tangent(Type type, string form, object[] given, object[] along, int axis) => Numbers(Call(type, form, [.. given, .. along, .. along.Select((_, i) => (object)(i == axis ? 1.0 : 0.0))]))[1];

    private static object Call(Type type, string name, object[] arguments)
    {
        // What is drawn at random is the same in every call.
        Probe.Reset();
        return type.GetMethods().Single(m => m.Name == name && m.GetParameters().Length == arguments.Length).Invoke(null, arguments)!;
    }

    private static double[] Numbers(object value) => value is double number ? [number]
        : [.. value.GetType().GetFields().Where(f => f.Name.StartsWith("Item", StringComparison.Ordinal)).Select(f => (double)f.GetValue(value)!), .. value.GetType().GetField("Rest") is { } rest ? Numbers(rest.GetValue(value)!) : []];

    private static bool IsActive(ParameterInfo parameter) => parameter.ParameterType == typeof(double) && parameter.GetCustomAttribute<NoGradientAttribute>() is null;

    // The two methods, with the program's own parameters and a weight for each that is active.
    private static string Nested(RandomProgram program)
    {
        MethodDeclarationSyntax method = CSharpSyntaxTree.ParseText(program.ToCSharp()).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First(m => m.Identifier.Text == RandomProgram.MethodName);
        List<ParameterSyntax> parameters = [.. method.ParameterList.Parameters];
        List<string> active = [.. parameters.Where(p => p.Type!.ToString() == "Real" && p.AttributeLists.Count == 0).Select(p => p.Identifier.Text)];
        string declared = string.Join(", ", parameters.Select(p => p.WithDefault(null).ToString()).Concat(active.Select((_, i) => $"[NoGradient] Real weight{i}")));
        string given = string.Join(", ", parameters.Select(p => p.Identifier.Text));
        string weights = string.Join(", ", active.Select((_, i) => $"weight{i}"));
        StringBuilder sum = new();
        for (int i = 0; i < active.Count; i++)
        {
            sum.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : " + ")}weight{i} * {(active.Count == 1 ? "gradient" : $"gradient.Item{i + 1}")}");
        }

        return $$"""
            public static partial class {{program.ClassName}}
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                public static Real ByReverse({{declared}})
                {
                    var gradient = FGradient({{given}});
                    return {{sum}};
                }

                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                public static Real ByForward({{declared}}) => FJvp({{given}}, {{weights}}).Tangent;
            }
            """;
    }
}
