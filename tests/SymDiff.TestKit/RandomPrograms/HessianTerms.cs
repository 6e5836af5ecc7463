using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Compiler;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;
using SymDiff.Generator;
using SymDiff.Generator.Frontend;
using DualNumber = SymDiff.Compiler.Tests.Interpretation.Dual;
using TypeKind = SymDiff.Compiler.IR.TypeKind;

namespace SymDiff.TestKit;

/// <summary>
/// The sums of the magnitudes of the terms of a Hessian's entries: the gradient's function, as it was derived, run on dual numbers of the interpreter, which carry beside every derivative the same sum of products
/// of slopes with every term positive. What does not depend on the inputs' perturbation, the slopes among it, is the same bits in every column of a Hessian, so that rounding errors of two opposite
/// entries are relative to these sums.
/// </summary>
internal static class HessianTerms
{
    private const long Most = 2_000_000;

    /// <summary>The sums, entry by entry; null where the program cannot be run so: it is not accepted, or reads what is outside of it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="x">The point, one number a parameter.</param>
    public static double[,]? Of(RandomProgram program, double[] x)
    {
        CSharpCompilation compilation = ProgramBatch.Compilation([program], forOracle: false);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        IMethodSymbol marked = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(node => compilation.GetSemanticModel(tree).GetDeclaredSymbol(node)!).Single(m => m.Name == RandomProgram.MethodName);
        MethodReading reading = Extraction.Run(marked, compilation, null, CancellationToken.None);
        if (reading is not { Function: { } primal, Signature: { } signature } || reading.Callees.Count > 0)
        {
            return null;
        }

        bool[] active = [.. signature.Flat().Opened().Parameters.Where(p => !p.IsOut).Select(p => p.IsActive)];
        int inputs = active.Count(a => a);
        object?[]? arguments = Arguments(primal, x, active, inputs);
        if (arguments is null)
        {
            return null;
        }

        Differentiate differentiate = new(new MethodBody(primal, reading.Helpers, reading.Callees), active.ToEquatableArray()) { IsNested = true };
        Function gradient = differentiate.Form(DerivativeKind.Gradient);
        Module module = new([gradient, .. differentiate.Called()]);
        try
        {
            object?[] partials = new Interpreter(module) { MostExecuted = Most, RunExternal = (_, _) => throw new NotSupportedException() }.Call(gradient.Name, arguments);
            double[,] terms = new double[inputs, inputs];
            foreach ((object? partial, int row) in partials.Skip(partials.Length - inputs).Select((p, i) => (p, i)))
            {
                for (int column = 0; partial is DualNumber dual && column < inputs; column++)
                {
                    terms[row, column] = dual.Magnitude[column];
                }
            }

            return terms;
        }
        catch (Exception e) when (e is NotSupportedException or TimeoutException)
        {
            return null;
        }
    }

    private static object?[]? Arguments(Function primal, double[] x, bool[] active, int inputs)
    {
        if (primal.Parameters.Count != x.Length)
        {
            return null;
        }

        object?[] arguments = new object?[x.Length];
        int next = 0;
        for (int i = 0; i < x.Length; i++)
        {
            IrType type = primal.Parameters[i].Type;
            if (type.IsBuffer)
            {
                return null;
            }

            arguments[i] = active[i] ? DualNumber.Independent(x[i], next++, inputs) : type.IsReal ? x[i] : type.Kind == TypeKind.Integer ? (object)(long)x[i] : x[i] != 0;
        }

        return arguments;
    }
}
