using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Turns a method that is the value of one sample into the sum over consecutive samples: a loop in which the method stands. It is differentiated like a sum that is written by hand, so that
/// each sample's reverse sweep follows its forward sweep, and nothing of a sample is kept for long.
/// </summary>
public static class SampleSum
{
    /// <summary>The sum: the method's parameters, with the number of the first sample and how many there are in place of the sample's number → the sum of the values.</summary>
    /// <param name="method">The method, of one real result.</param>
    /// <param name="sample">Which parameter the sample's number is.</param>
    /// <param name="start">The name of the number of the first sample.</param>
    /// <param name="count">The name of the number of samples.</param>
    public static Function Of(Function method, int sample, string start, string count)
    {
        var function = new FunctionBuilder(method.Name + "__Samples");
        var arguments = new List<Value>();
        Value? first = null;
        Value? number = null;
        for (int i = 0; i < method.Parameters.Count; i++)
        {
            var own = method.Parameters[i];
            if (i != sample)
            {
                arguments.Add(function.Parameter(own.Type, own.Name!));
                continue;
            }

            first = function.Parameter(own.Type, start);
            number = function.Parameter(own.Type, count);
            arguments.Add(own);
        }

        var builder = function.Body;
        var type = method.Results[0];
        var iteration = builder.Values.Fresh(IrType.Int32, "i");
        var sum = builder.Values.Fresh(type, "sum");
        string label = builder.Values.FreshLabel("samples");
        var body = builder.Nested(iteration, sum);
        arguments[sample] = body.Add(new Apply("Add", EquatableArray.Of(first!, iteration)), IrType.Int32, method.Parameters[sample].Name);
        var value = Inline.Into(body, method, arguments)[0];
        var next = body.Add(new Apply("Add", EquatableArray.Of(sum, value)), type, "sum");
        var total = builder.Values.Fresh(type, "sum");
        var loop = new Loop(label, number, false, EquatableArray.Of(builder.Constant(type, 0)), body.Yield(next));
        builder.Add(new Statement(EquatableArray.Of(total), loop));
        return function.Return(total);
    }

    /// <summary>The body with the sum in the method's place.</summary>
    /// <param name="body">The method's body.</param>
    /// <param name="signature">The method, of which one parameter is the sample's number.</param>
    public static MethodBody Of(MethodBody body, MethodSignature signature)
    {
        var entering = signature.Spread().Flat().Opened().Parameters.Where(p => !p.IsOut).ToList();
        var (start, count) = signature.RangeNames;
        return body with { Main = Of(body.Main, entering.FindIndex(p => p.IsSample), start, count) };
    }
}
