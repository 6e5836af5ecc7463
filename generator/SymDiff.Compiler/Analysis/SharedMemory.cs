using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>What running a method on several threads at once asks of it: that it changes nothing which the others see.</summary>
public static class SharedMemory
{
    /// <summary>The parameter whose memory the method writes; null if it only reads.</summary>
    /// <param name="function">The method.</param>
    public static Value? FirstWritten(Function function)
    {
        var written = new WrittenMemory(Aliasing.Of(function), function.Body.Statements, isOpenly: true);
        return function.Parameters.FirstOrDefault(p => p.Type.IsBuffer && written.MayChange(p, 0));
    }

    /// <summary>C# in the method, or in what is differentiated along with it, that may leave something behind or do another thing each time; null if there is none.</summary>
    /// <param name="body">The method.</param>
    public static string? FirstEffect(MethodBody body) => body.Helpers.Select(h => h.Function).Prepend(body.Main).Select(Repeating.FirstUnrepeatable).FirstOrDefault(effect => effect is not null);
}
