using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Programs;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>Everything that is claimed of a random program.</summary>
internal static class FuzzCheck
{
    /// <summary>Compares a program at all orders up to the given one.</summary>
    /// <returns>Whether it was compared; not if it runs long or computes what no comparison can be made with.</returns>
    public static bool Compare(RandomProgram program, int order)
    {
        // The module grows by the derived functions.
        var check = New(program, order > 1 ? 200_000 : 50_000);
        try
        {
            if (!check.IsTame(program.Name, program.Point))
            {
                return false;
            }
        }
        catch (TimeoutException)
        {
            return false;
        }

        check = New(program, 20_000_000);
        check.Simplified(program.Name, program.Point);
        string name = program.Name;
        var point = check.Compare(name, program.Point, program.Active);
        if (order >= 2)
        {
            name += "__Vjp";
            if (!check.IsTame(name, point))
            {
                return false;
            }

            var next = check.Compare(name, point, seed: 2);
            if (order >= 3)
            {
                name += "__Vjp";
                if (!check.IsTame(name, next))
                {
                    return false;
                }

                check.Compare(name, next, seed: 3);
            }
        }

        return true;
    }

    /// <summary>Compares the pattern of the Jacobian, or of the Hessian, with where it differs from zero.</summary>
    /// <returns>How many entries do; null if there is no pattern, or nothing to compare it with.</returns>
    public static int? Covered(RandomProgram program, bool isHessian)
    {
        var check = New(program, 2_000_000);
        try
        {
            return !check.IsTame(program.Name, program.Point) ? null
                : isHessian ? check.CoveredHessian(program.Name, program.Point, program.Active) : check.Covered(program.Name, program.Point, program.Active);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Whether anything the program gives depends on anything it is given.</summary>
    public static bool HasGradient(RandomProgram program)
    {
        var check = New(program, 50_000);
        return check.IsTame(program.Name, program.Point) && check.Slopes(program.Name, program.Point, program.Active).Any(s => s != 0);
    }

    /// <summary>What to print of a failure: the program made small.</summary>
    public static string Report(int seed, RandomProgram program, int order, Exception failure)
    {
        var small = Shrinker.Shrink(program, p => Fails(p, order, failure.GetType()));
        string arguments = string.Join(", ", small.Point.Arguments.Select(a => a is Array array ? "{" + string.Join(", ", array.Cast<object>()) + "}" : FormattableString.Invariant($"{a}")));
        string again = failure.Message;
        try
        {
            Compare(small, order);
        }
        catch (Exception e)
        {
            again = e is Xunit.Sdk.XunitException ? e.Message : $"{e.Message}\n{e.StackTrace}";
        }

        return $"seed {seed}, order {order}: {again}\nat ({arguments}), active ({string.Join(", ", small.Active)})\n{Printer.Print(small.Module)}";
    }

    private static bool Fails(RandomProgram program, int order, Type failure)
    {
        try
        {
            Verify(program);
            // What fails on its own is no smaller form of a failure of its derivative.
            New(program, 200_000).IsTame(program.Name, program.Point);
        }
        catch (Exception)
        {
            return false;
        }

        try
        {
            Compare(program, order);
            return false;
        }
        catch (Exception e)
        {
            return e.GetType() == failure;
        }
    }

    private static void Verify(RandomProgram program)
    {
        foreach (var function in program.Module.Functions)
        {
            Verifier.Check(function);
        }
    }

    private static ExactCheck New(RandomProgram program, long most) =>
        new(new Module([.. program.Module.Functions]), Externals) { MostExecuted = most };

    /// <summary>What the pieces of C# in random programs do.</summary>
    public static Dictionary<string, Func<object?[], object?>> Externals(Action<string> effect)
    {
        int calls = 0;
        return new(StringComparer.Ordinal)
        {
            ["constant"] = _ => 0.375,
            ["half({0})"] = x => (double)x[0]! / 2,
            ["log({0})"] = x =>
            {
                effect(FormattableString.Invariant($"log {x[0]:R}"));
                return null;
            },
            ["random"] = _ =>
            {
                effect("random");
                return 0.3 + (0.17 * (calls++ * 7 % 5));
            },
        };
    }
}
