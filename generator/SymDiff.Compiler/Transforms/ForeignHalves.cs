using System.Globalization;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// The halves and the pushforward of a method of another assembly, made of its published forms. Its reverse half runs it again, in its pullback: on memory that the
/// caller has brought back to what it was, and on copies of what the method writes.
/// </summary>
public static class ForeignHalves
{
    /// <summary>The method as one that is differentiated along with its caller, which needs no differentiation any more.</summary>
    /// <param name="method">The method.</param>
    /// <param name="name">What its derivatives are called in C# before their suffix.</param>
    public static HelperFunction Helper(ForeignMethod method, string name)
    {
        var given = new List<Function>();
        if (method.Pullback is { } pullback)
        {
            given.Add(Forward(method));
            given.Add(Reverse(method, pullback));
        }

        if (method.Pushforward is { } pushforward)
        {
            given.Add(Jvp(method, pushforward));
        }

        return new HelperFunction(Known(method), name, true, method.Parameters.Select(p => p.IsActive || !(p.Type.IsReal || p.Type.HasShadow)).ToEquatableArray())
        {
            Given = given.ToEquatableArray(),
            Foreign = method.CSharp,
        };
    }

    // What is known of its body: which memory it writes.
    private static Function Known(ForeignMethod method)
    {
        var builder = new FunctionBuilder(method.Key);
        foreach (var parameter in method.Parameters)
        {
            var value = builder.Parameter(parameter.Type, parameter.Name);
            if (parameter.IsWritten)
            {
                builder.Body.Add(new Store(value, builder.Body.Int(0), builder.Body.Zero(parameter.Type.Element!)));
            }
        }

        return builder.Return(method.Result is { } result ? [builder.Body.Zero(result)] : []);
    }

    private static Function Forward(ForeignMethod method)
    {
        var builder = new FunctionBuilder(DerivedNames.Forward(method.Key));
        var body = builder.Body;
        var parameters = method.Parameters.Select(p => builder.Parameter(p.Type, p.Name)).ToList();
        var kept = new List<Value>(parameters);
        kept.AddRange(method.Parameters.Where(p => p.HasShadow).Select(p => builder.Parameter(p.Type, DerivedNames.Cotangent(p.Name)!)));

        // The pullback works on copies, which would hide that these overlap.
        for (int i = 0; i < parameters.Count; i++)
        {
            foreach (var other in parameters.Where((p, j) => method.Parameters[i].IsWritten && p.Type == parameters[i].Type && j != i))
            {
                body.Add(new External($"global::SymDiff.Buffers.Written<double>({{0}}, \"{method.Parameters[i].Name}\").ApartFrom({{1}})", EquatableArray.Of(parameters[i], other), Effect.Once));
            }
        }

        for (int i = 0; i < parameters.Count; i++)
        {
            if (method.Parameters[i].IsWritten)
            {
                var copy = body.Add(new Alloc(parameters[i].Type.Element!, body.Add(new Length(parameters[i]), IrType.Int32)), parameters[i].Type);
                Copy(body, parameters[i], copy);
                kept.Add(copy);
            }
        }

        var call = new External($"{method.CSharp}({string.Join(", ", method.Parameters.Select((p, i) => Given(p, i)))})", parameters.ToEquatableArray(), Effect.Once);
        Value[] results = method.Result is { } type ? [body.Add(call, type)] : [];
        if (method.Result is null)
        {
            body.Add(call);
        }

        var frame = body.Add(new Alloc(IrType.Any, body.Int(2 * kept.Count)), IrType.Frame);
        foreach (var (value, slot) in Slots(kept))
        {
            body.Add(new Store(frame, body.Int(slot), value));
        }

        return builder.Return([.. results, frame]);
    }

    private static Function Reverse(ForeignMethod method, string pullback)
    {
        var builder = new FunctionBuilder(DerivedNames.Reverse(method.Key));
        var body = builder.Body;
        var cotangent = method.Result is { } type ? builder.Parameter(type, "cotangent") : null;
        var frame = builder.Parameter(IrType.Frame, "frame");
        var shapes = method.Parameters.Select(p => new Value(0, p.Type, p.Name))
            .Concat(method.Parameters.Where(p => p.HasShadow).Select(p => new Value(0, p.Type, DerivedNames.Cotangent(p.Name)!)))
            .Concat(method.Parameters.Where(p => p.IsWritten).Select(p => new Value(0, p.Type))).ToList();
        var values = Slots(shapes).Select(s => body.Add(new Load(frame, body.Int(s.Slot)), s.Value.Type, s.Value.Name)).ToList();
        var shadows = new Queue<Value>(values.Skip(method.Parameters.Count));
        var shadowOf = method.Parameters.Select(p => p.HasShadow ? shadows.Dequeue() : null).ToList();

        // What it has written is as it was before; it writes again, but into the copy.
        var primal = values.Take(method.Parameters.Count).ToList();
        for (int i = 0; i < primal.Count; i++)
        {
            if (method.Parameters[i].IsWritten)
            {
                var copy = shadows.Dequeue();
                Copy(body, copy, primal[i], isRestore: true);
                primal[i] = copy;
            }
        }

        var arguments = new List<Value>(primal);
        var parts = method.Parameters.Select((p, i) => Given(p, i)).ToList();
        if (cotangent is not null)
        {
            Pass(cotangent);
        }

        for (int i = 0; i < primal.Count; i++)
        {
            if (method.Parameters[i] is { HasShadow: true, Role: ParameterRole.Output })
            {
                Pass(shadowOf[i]!);
            }
        }

        var contributions = new List<Value>();
        var byReference = new List<int>();
        for (int i = 0; i < primal.Count; i++)
        {
            if (method.Parameters[i] is { HasShadow: true, Role: not ParameterRole.Output })
            {
                Pass(shadowOf[i]!);
            }
            else if (method.Parameters[i] is { IsActive: true, Type.IsReal: true })
            {
                byReference.Add(parts.Count);
                parts.Add("");
                contributions.Add(body.Values.Fresh(method.Parameters[i].Type, DerivedNames.Cotangent(method.Parameters[i].Name)));
            }
        }

        for (int i = 0; i < byReference.Count; i++)
        {
            parts[byReference[i]] = "ref " + Hole(arguments.Count + i);
        }

        body.Add(new External($"{pullback}({string.Join(", ", parts)})", arguments.ToEquatableArray(), Effect.Once), [.. contributions]);

        // What an output held before is no input.
        for (int i = 0; i < primal.Count; i++)
        {
            if (method.Parameters[i] is { HasShadow: true, Role: ParameterRole.Output })
            {
                var shadow = shadowOf[i]!;
                Each(body, shadow, (inner, index) => inner.Add(new Store(shadow, index, inner.Zero(shadow.Type.Element!))));
            }
        }

        return builder.Return([.. contributions]);

        void Pass(Value value)
        {
            parts.Add(Hole(arguments.Count));
            arguments.Add(value);
        }
    }

    private static Function Jvp(ForeignMethod method, string pushforward)
    {
        var builder = new FunctionBuilder(DerivedNames.Jvp(method.Key));
        var parameters = method.Parameters.Select(p => builder.Parameter(p.Type, p.Name)).ToList();
        parameters.AddRange(method.Parameters.Where(p => p.HasShadow || (p.IsActive && p.Type.IsReal)).Select(p => builder.Parameter(p.Type, DerivedNames.Tangent(p.Name)!)));
        var parts = parameters.Select((_, i) => i < method.Parameters.Count ? Given(method.Parameters[i], i) : Hole(i));
        var call = new External($"{pushforward}({string.Join(", ", parts)})", parameters.ToEquatableArray(), Effect.Once);
        Value[] results = method.Result is { } type ? [builder.Body.Values.Fresh(type), builder.Body.Values.Fresh(type)] : [];
        builder.Body.Add(call, results);
        return builder.Return(results);
    }

    // Reals have even numbers, see FrameSlots.
    private static List<(Value Value, int Slot)> Slots(IEnumerable<Value> values)
    {
        int reals = 0;
        int others = 1;
        var slots = new List<(Value, int)>();
        foreach (var value in values)
        {
            slots.Add((value, value.IsReal ? reals : others));
            (reals, others) = value.IsReal ? (reals + 2, others) : (reals, others + 2);
        }

        return slots;
    }

    private static string Given(ForeignParameter parameter, int index) => Hole(index) + (parameter.IsArray ? ".ToArray()" : "");

    private static string Hole(int index) => "{" + index.ToString(CultureInfo.InvariantCulture) + "}";

    private static void Copy(RegionBuilder builder, Value from, Value to, bool isRestore = false) =>
        Each(builder, from, (body, index) => body.Add(new Store(to, index, body.Add(new Load(from, index), from.Type.Element!), isRestore)));

    private static void Each(RegionBuilder builder, Value buffer, Action<RegionBuilder, Value> action)
    {
        var index = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(index);
        action(body, index);
        builder.Add(new Loop(builder.Values.FreshLabel("copy"), builder.Add(new Length(buffer), IrType.Int32), false, default, body.Yield()));
    }
}
