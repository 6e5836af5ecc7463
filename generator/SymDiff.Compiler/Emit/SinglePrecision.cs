using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Whether a method computes in single precision, whatever it is given and returns: differences are then as inexact as that.</summary>
internal static class SinglePrecision
{
    /// <summary>Whether a value that the body computes is a <c>float</c>.</summary>
    public static bool IsIn(MethodBody body) => body.Helpers.Select(h => h.Function).Prepend(body.Main).SelectMany(f => f.Body.AllStatements()).Any(s => s.Operation is not (Constant or Load)
        && s.Results.Concat(s.Operation is Vector ? s.Operation.Operands : []).Any(v => (v.Type.Element ?? v.Type) == IrType.Float32));
}
