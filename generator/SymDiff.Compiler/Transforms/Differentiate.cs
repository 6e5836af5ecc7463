using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>The driver: the list of passes, and nothing else.</summary>
public static class Differentiate
{
    /// <summary>Derives one form of a scalar method.</summary>
    /// <param name="primal">The method: scalar parameters, one scalar result.</param>
    /// <param name="active">One flag a parameter: whether derivatives are taken with respect to it.</param>
    /// <param name="kind">The form; see <see cref="DerivativeKind"/> for what the function looks like.</param>
    public static Function Form(Function primal, EquatableArray<bool> active, DerivativeKind kind) =>
        throw new NotSupportedException();
}
