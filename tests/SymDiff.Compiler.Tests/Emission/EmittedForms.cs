using System.Runtime.CompilerServices;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Emit;
using SymDiff.Compiler.Tests.Fuzzing;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Tests.Programs;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Emission;

/// <summary>The forms of a scalar method as users get them, with records, compiled and compared with the interpreter.</summary>
internal sealed class EmittedForms
{
    private static readonly DerivativeKind[] Kinds =
        [DerivativeKind.Gradient, DerivativeKind.ValueAndGradient, DerivativeKind.Vjp, DerivativeKind.Jvp, DerivativeKind.Hvp];

    private readonly string _class;
    private readonly Module _module;
    private readonly List<(DerivativeKind Kind, Function Function)> _forms = [];

    /// <param name="primal">The method.</param>
    /// <param name="name">The class that it is in.</param>
    public EmittedForms(Function primal, string name)
    {
        _class = name;
        var parameters = primal.Parameters.Select(p => Emitted.Parameter(p.Name!, CSharpTypes.Name(p.Type), p.IsReal)).ToList();
        var signature = Emitted.Signature(parameters, CSharpTypes.Name(primal.Results[0])) with { Types = EquatableArray.Of(new ContainingType("class", name)) };
        var differentiate = new Differentiate(primal, primal.Parameters.Select(p => p.IsReal).ToEquatableArray());
        foreach (var kind in Kinds)
        {
            _forms.Add((kind, differentiate.Form(kind)));
        }

        _module = new Module([.. _forms.Select((f, i) => f.Function with { Name = "form" + i })]);
        var methods = _forms.Select(f => new DerivativeMethod(f.Kind, f.Function)).ToEquatableArray();
        Text = CSharpEmitter.Emit(signature, primal, methods, new Capabilities(73, HasMathF: false));
    }

    /// <summary>The file.</summary>
    public string Text { get; }

    /// <summary>What makes the external pieces of C# known in the class.</summary>
    public string Base => $"namespace N {{ public partial class {_class} : global::Externals {{ }} }}";

    /// <summary>Compares all forms at a point.</summary>
    public void Compare(EmittedModule emitted, Point point)
    {
        for (int i = 0; i < _forms.Count; i++)
        {
            var (kind, function) = _forms[i];
            object?[] arguments = [.. point.Arguments, .. function.Parameters.Skip(point.Arguments.Count).Select((_, j) => (object)(0.5 + (0.25 * j)))];
            var effects = new List<string>();
            object?[] expected = new Interpreter(_module, FuzzCheck.Externals(effects.Add)).Call("form" + i, arguments);
            var (actual, made) = emitted.Invoke("N." + _class, "F" + kind, arguments);
            Assert.Equal(expected.Length, actual.Count);
            Assert.Equal(effects, made);
            for (int j = 0; j < expected.Length; j++)
            {
                // An accumulator begins at zero, so that it may lose the sign of a zero.
                Assert.True(Equals(expected[j], actual[j]) || (expected[j] is double e && actual[j] is double a && e == a), $"{_class}, {kind}, {j}: {actual[j]:R}, expected {expected[j]:R}.\n{Text}");
            }
        }
    }
}
