using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Generator.Frontend.Nested;

/// <summary>A derivative of a marked method, as the function that it is emitted of.</summary>
internal sealed class NestedDerivative
{
    private readonly MethodSignature _signature;
    private readonly FormSignature _opened;
    private readonly IReadOnlyList<FormParameter> _entering;

    // The parameter of the form that each of the function belongs to: the numbers of the elements of one array are memory each.
    private readonly Dictionary<FormParameter, int> _places = [];

    private NestedDerivative(IMethodSymbol primal, MethodSignature given, FormSignature form, Function function)
    {
        Primal = primal;
        Function = function;
        Given = given;
        var signature = _signature = given.Spread();
        Form = Forms.Of(signature, form.Kind);
        var flat = signature.Flat();
        _opened = OpenedForm.Of(flat, Forms.Of(flat, form.Kind));
        _entering = [.. _opened.Entering];
        Variables = FormResults.Of(flat.Opened(), _opened);
    }

    /// <summary>The marked method.</summary>
    public IMethodSymbol Primal { get; }

    /// <summary>What a set is called among the parameters that the method is called on: no parameter has such a name.</summary>
    public const string Self = "@self";

    /// <summary>The function.</summary>
    public Function Function { get; }

    /// <summary>The method, with what it is called on as its first parameter where that is a set.</summary>
    public MethodSignature Given { get; }

    /// <summary>The form that the function is of: sets of parameters are given number by number and array by array.</summary>
    public FormSignature Form { get; }

    /// <summary>The variable of the caller that each result goes to; null for what is returned.</summary>
    public IReadOnlyList<FormParameter?> Variables { get; }

    /// <summary>The derivative; null if the method is refused.</summary>
    /// <param name="context">The reading that calls it.</param>
    /// <param name="primal">The marked method.</param>
    /// <param name="form">Its form, which is not made of others.</param>
    /// <exception cref="NoDerivativeException">Something in the method has no derivative of as high an order.</exception>
    public static NestedDerivative? Of(LoweringContext context, IMethodSymbol primal, FormSignature form)
    {
        if (MethodReader.ReadNested(primal, context.Sources, context.Home, context.Callees.Reading, context.Cancellation) is not var (read, body))
        {
            return null;
        }

        var signature = OnSelf(read);
        var differentiate = Differentiation(signature.Spread(), body);
        var function = form.Kind switch
        {
            DerivativeKind.Jacobian => differentiate.Jacobian(),
            DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian => differentiate.Hessian(withGradient: form.Kind == DerivativeKind.ValueGradientAndHessian),
            DerivativeKind.HessianDiagonal or DerivativeKind.ValueGradientAndHessianDiagonal => differentiate.HessianDiagonal(withGradient: form.Kind == DerivativeKind.ValueGradientAndHessianDiagonal),
            DerivativeKind.JacobianPattern or DerivativeKind.SparseJacobian or DerivativeKind.HessianPattern or DerivativeKind.SparseHessian => null,
            _ => differentiate.Form(form.Kind),
        };
        return function is not null && WithCallees(context, primal, differentiate, function) is { } whole ? new NestedDerivative(primal, signature, form, whole) : null;
    }

    // What a method calls that calls itself stays a call, and becomes one of the functions of the method that is read.
    private static Function? WithCallees(LoweringContext context, IMethodSymbol primal, Differentiate differentiate, Function function)
    {
        var called = differentiate.Called();
        var calls = called.Append(function).SelectMany(f => f.Body.AllStatements()).Select(s => s.Operation).OfType<Call>().ToList();
        if (calls.Count == 0)
        {
            return function;
        }

        // What is handed memory is reversed by halves, which have no pullbacks; and of what is defined elsewhere nothing is known.
        if (calls.Any(c => called.All(f => f.Name != c.Callee)) || called.SelectMany(f => f.Parameters.Select(p => p.Type).Concat(f.Results)).Any(t => t.IsBuffer || t == IrType.Frame))
        {
            return null;
        }

        var names = context.Callees.Add(primal, called, (f, all) =>
            new HelperFunction(Compiler.Transforms.Inline.AsPrimal(f, all), CalleeLowering.NameOfDerived(context, all[f.Name]), primal.IsStatic));
        return Compiler.Transforms.Inline.Renamed(function, names);
    }

    /// <summary>
    /// Whether a form that runs the method several times would begin otherwise each time: the method changes memory that it reads first, or a variable of its caller's. Such a form is emitted with the means to put back
    /// what it was, which is not read here.
    /// </summary>
    /// <param name="context">The reading that calls it.</param>
    /// <param name="primal">The marked method.</param>
    public static bool BeginsElsewhere(LoweringContext context, IMethodSymbol primal) =>
        primal.Parameters.Any(p => p.RefKind == RefKind.Ref)
        || (MethodReader.ReadNested(primal, context.Sources, context.Home, context.Callees.Reading, context.Cancellation) is var (signature, body) && Differentiation(OnSelf(signature).Spread(), body).ChangesItsInput);

    /// <summary>Whether the function gives the entries of a matrix, behind its other results.</summary>
    public bool HasEntries => IsOfMatrix(_opened.Kind);

    /// <summary>How many results the function has before the entries of a matrix: the value, what goes to variables, and the gradient where that is returned.</summary>
    public int FirstEntry => Variables.Count + ReturnedLeaves(_opened.Kind).Count(l => l) - ReturnedLeaves(DerivativeKind.Jacobian).Count(l => l);

    /// <summary>Whether a form gives a whole matrix.</summary>
    public static bool IsOfMatrix(DerivativeKind kind) => kind is DerivativeKind.Jacobian or DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian;

    /// <summary>Whether a parameter of the method is a constant to its derivatives though it could have one.</summary>
    public bool IsConstant(string parameter) => Primal.Parameters.Any(p => p.Name == parameter && Marks.Has(p, Marks.NoGradient));

    /// <summary>Whether a leaf of what a form's parameter belongs to has a derivative.</summary>
    public bool IsActive(FormParameter parameter, int leaf) =>
        parameter.Role == FormRole.Primal || OpenedForm.ShapeOf(_signature, parameter) is not { } shape || shape.Leaves.ElementAt(leaf).IsActive;

    /// <summary>Whether an argument of the function is memory that it writes.</summary>
    public bool IsWritten(Value argument, int index) => argument.Type.IsBuffer && _entering[index] is { } parameter && (parameter.IsWritten || parameter.Role == FormRole.Accumulator);

    /// <summary>Which leaves of what a form returns are results of the function; the others are constants.</summary>
    public IReadOnlyList<bool> ReturnedLeaves(DerivativeKind kind)
    {
        var value = _signature.HasResult ? _signature.ResultLeaves.Select(_ => true) : [];
        var tangent = _signature.HasResult ? _signature.ResultLeaves.Select(l => l.IsActive) : [];
        var gradient = _signature.HasDestinations ? [] : _signature.Active.SelectMany(p => p.Shape is { } shape ? shape.Leaves.Select(l => l.IsActive) : [true]);
        return kind switch
        {
            DerivativeKind.Gradient or DerivativeKind.Hvp or DerivativeKind.HessianDiagonal => [.. gradient],
            DerivativeKind.ValueGradientAndHessianDiagonal => [.. value, .. gradient, .. gradient],
            DerivativeKind.ValueAndGradient or DerivativeKind.ValueGradientAndHessian => [.. value, .. gradient],
            DerivativeKind.Jvp => [.. value, .. tangent],
            _ => [.. value],
        };
    }

    /// <summary>The arguments of the function; null if one cannot be had.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="given">What the parameters of the form are given.</param>
    public IReadOnlyList<Value>? Arguments(LoweringContext context, NestedArguments given)
    {
        var form = Form;
        var spread = new List<Value?>();
        var places = new List<int>();
        for (int i = 0; i < form.Parameters.Count; i++)
        {
            var parameter = form.Parameters[i];
            bool isThere = given.Values.TryGetValue(i, out var value);
            var like = _signature.Parameters.FirstOrDefault(p => p.Name == parameter.Primal);
            var shape = OpenedForm.ShapeOf(_signature, parameter) ?? like?.Columns;
            if (shape is not null)
            {
                var leaves = !isThere ? null
                    : like?.Columns is null ? context.LayoutOf(given.TypeOf(i)) is { } layout ? context.Leaves(value!, layout) : null
                    : context.AggregateOf(value)?.Leaves;
                if (isThere && leaves is null)
                {
                    return null;
                }

                spread.AddRange(shape.Leaves.Select((l, at) => (l, at)).Where(l => parameter.Role == FormRole.Primal || l.l.IsActive).Select(l => leaves?[l.at]));
                if (parameter.Role == FormRole.Primal && like is { Columns: not null, IsMatrix: true })
                {
                    if (context.ShapeOf(value!) is not { } sizes)
                    {
                        return null;
                    }

                    spread.Add(sizes.Rows);
                    spread.Add(sizes.Columns);
                }
            }
            else
            {
                if (isThere && like is { IsJagged: true } or null && context.RowsOf(value!) is { } rows)
                {
                    spread.Add(rows.Elements);
                    if (parameter.Role == FormRole.Primal)
                    {
                        spread.Add(rows.Array);
                        spread.Add(rows.Starts);
                    }

                    places.AddRange(Enumerable.Repeat(i, spread.Count - places.Count));
                    continue;
                }

                spread.Add(value);
                if (parameter.Role == FormRole.Primal && like is { HasRows: true })
                {
                    if (context.ShapeOf(value!) is not { } matrix)
                    {
                        return null;
                    }

                    spread.Add(matrix.Rows);
                    spread.Add(matrix.Columns);
                }
            }

            places.AddRange(Enumerable.Repeat(i, spread.Count - places.Count));
        }

        if (spread.Count != _opened.Parameters.Count)
        {
            return null;
        }

        for (int i = 0; i < places.Count; i++)
        {
            _places[_opened.Parameters[i]] = places[i];
        }

        var bound = _opened.Parameters.Zip(spread, (p, v) => (p, v)).ToDictionary(b => b.p, b => b.v);
        var arguments = _entering.Where(p => p.Role != FormRole.Matrix).Select(p => bound[p] is { } value ? Fitted(context, p, value, bound) : null).OfType<Value>().ToList();
        return arguments.Select(a => a.Type).SequenceEqual(Function.Parameters.Select(p => p.Type)) ? arguments : null;
    }

    /// <summary>Two arguments of the function that may be the same memory and must not be; null if there are none.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="arguments">The arguments.</param>
    public (string One, string Other)? Overlap(LoweringContext context, IReadOnlyList<Value> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            for (int j = 0; j < arguments.Count; j++)
            {
                if (i != j && _places[_entering[i]] != _places[_entering[j]] && arguments[i].Type == arguments[j].Type && Prologue.MustBeApart(_entering[i], _entering[j]) && context.MayShare(arguments[i], arguments[j]) && !(context.IsOfCaller(arguments[i]) && context.IsOfCaller(arguments[j])))
                {
                    return (_entering[i].Name, _entering[j].Name);
                }
            }
        }

        return null;
    }

    private static MethodSignature OnSelf(MethodSignature method) => method.This is not { } self ? method
        : method with { This = null, GivesDestinations = true, Parameters = method.Parameters.Prepend(self with { Name = Self }).ToEquatableArray() };

    private static Differentiate Differentiation(MethodSignature signature, MethodBody body)
    {
        var entering = signature.Flat().Opened().Parameters.Where(p => !p.IsOut).ToList();
        return new Differentiate(body, entering.Select(p => p.IsActive).ToEquatableArray(), entering.Select(p => p.Role).ToEquatableArray()) { IsNested = true };
    }

    // What is written may be longer than it need be, and what is overwritten holds nothing before.
    private Value Fitted(LoweringContext context, FormParameter parameter, Value value, Dictionary<FormParameter, Value?> bound)
    {
        if (!value.Type.IsBuffer || parameter.Role is FormRole.Primal or FormRole.Cotangent or FormRole.OutputCotangent)
        {
            return value;
        }

        var like = bound[_opened.Parameters.Single(p => p.Role == FormRole.Primal && p.Name == parameter.Primal)]!;
        // What was made like it is as long, whether that is there or not.
        bool isAsLong = context.RootOf(value) is { } root && (root == like || root == context.RootOf(like));
        var fitted = isAsLong ? value : context.Slice(value, context.Builder.Int(0), BufferLowering.Length(context, like));
        if (parameter.Role == FormRole.OutputTangent || (parameter.Role == FormRole.Destination && _opened.Kind == DerivativeKind.Hvp))
        {
            var zero = context.Builder.Zero(value.Type.Element!);
            BufferLowering.Each(context, BufferLowering.Length(context, fitted), index => context.Builder.Add(new Store(fitted, index, zero)));
        }

        return fitted;
    }
}
