using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>All that emission needs to know of a differentiable method besides its body: text, no symbols.</summary>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="Types">The containing types, outermost first.</param>
/// <param name="Name">The method's name, without a leading <c>@</c>.</param>
/// <param name="Accessibility">As in C#: <c>public</c>, <c>private protected</c> …</param>
/// <param name="IsStatic">Whether it is static.</param>
/// <param name="TypeParameters">Its type parameters with the angle brackets, or empty.</param>
/// <param name="Constraints">Its <c>where</c> clauses, one an element.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="ReturnType">The C# text of its return type.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Attributes">Attributes to copy (<c>[global::System.Obsolete(…)]</c>), one an element, complete.</param>
/// <param name="Cref">How documentation refers to it: the name with its type parameters and parameter list, to stand in a <c>cref</c>.</param>
public sealed partial record MethodSignature(
    string Namespace,
    EquatableArray<ContainingType> Types,
    string Name,
    string Accessibility,
    bool IsStatic,
    string TypeParameters,
    EquatableArray<string> Constraints,
    EquatableArray<ParameterSignature> Parameters,
    string ReturnType,
    IrType Result,
    EquatableArray<string> Attributes,
    string Cref)
{
    /// <summary>Whether a parameter is an array or a span of structs, so that the derivatives go through one span a number.</summary>
    public bool HasColumns => ResultColumns is not null || Parameters.Any(p => p.Columns is not null);

    /// <summary>How what it returns is taken apart; null where it has no parts.</summary>
    public ValueShape? ResultShape { get; init; }

    /// <summary>How the elements of the array that it returns are taken apart; null where it returns no array of structs.</summary>
    public ValueShape? ResultColumns { get; init; }

    /// <summary>What the set that the method is called on is called among its parameters, of which none has such a name.</summary>
    public const string ThisName = "@this";

    /// <summary>The set of parameters that it is called on, as a parameter called <see cref="ThisName"/>; null where what it is called on is none, or a constant.</summary>
    public ParameterSignature? This { get; init; }

    /// <summary>
    /// Whether a Jacobian can be had where an array is returned and there are arrays of structs: the method runs first for the length, so that nothing but structs, which are copied, may be both read and
    /// written; and constants in what is returned have no rows.
    /// </summary>
    public bool HasMatrixOfColumns => ResultColumns?.Leaves.Any(l => l.IsConstant && l.Type.IsReal) != true && Parameters.All(p => p.Role != ParameterRole.InOut || p.Columns is not null);

    /// <summary>Whether gradients go into destinations of the caller, whatever the parameters are.</summary>
    public bool GivesDestinations { get; init; }

    /// <summary>C# that calls the method itself; null where that is plain to see.</summary>
    public string? PrimalCall { get; init; }

    /// <summary>Whether a set of parameters is differentiated by.</summary>
    public bool HasSets => This is not null || Parameters.Any(p => p.Set is not null);

    /// <summary>Its parameters, and before them what it is called on where that is differentiated by.</summary>
    public IEnumerable<ParameterSignature> Inputs => This is null ? Parameters : Parameters.Prepend(This);

    /// <summary>C# that calls the method itself with its own arguments.</summary>
    public string CallOfPrimal => PrimalCall ?? JacobianText.Call(Name, TypeParameters, Parameters.Select(p => JacobianText.Passed(p.Name, p.Modifiers)));

    /// <summary>What it returns, one type a leaf.</summary>
    public IEnumerable<ShapeLeaf> ResultLeaves => ResultShape is { } shape ? shape.Leaves : ReturnType == "void" ? [] : [new ShapeLeaf("", Result, ReturnType, IsConstant: false)];

    /// <summary>Whether a parameter or what it returns is taken apart.</summary>
    public bool HasShapes => ResultShape is not null || Parameters.Any(p => p.Shape is not null);

    /// <summary>The same method with every leaf of a parameter as a parameter: what the body was read as.</summary>
    /// <param name="asLocals">Whether they are called <c>aX</c>, as parameters of their own, instead of <c>a.X</c>.</param>
    public MethodSignature Opened(bool asLocals = false)
    {
        if (Parameters.All(p => p.Shape is null))
        {
            return this;
        }

        var names = new NameAllocator(Parameters.Where(p => p.Shape is null).Select(p => p.Name));
        return this with
        {
            Parameters = Parameters.SelectMany(p => p.Shape is null ? [p] : p.Shape.Leaves.Select(l => new ParameterSignature(
                asLocals ? names.Allocate(Identifiers.Local(p.Name + "." + l.Path)) : p.Name + "." + l.Path, l.CSharpType, asLocals ? "" : p.Modifiers, null, l.Type, p.IsActive && l.IsActive))).ToEquatableArray(),
        };
    }

    /// <summary>The parameters that derivatives are taken with respect to.</summary>
    public IEnumerable<ParameterSignature> Active => Inputs.Where(p => p.IsActive && (p.Role is ParameterRole.Input or ParameterRole.InOut));

    /// <summary>The parameters whose columns a block of the Jacobian has, in this order: one, or the members of a set.</summary>
    /// <param name="block">The destination.</param>
    public IEnumerable<ParameterSignature> InBlock(FormParameter block) => Active.Where(p => (p.MemberOf ?? p.Name) == block.Primal);

    /// <summary>Whether a parameter is a matrix or an array of arrays, so that the derivatives go through its rows as through one span.</summary>
    public bool HasRows => Parameters.Any(p => p.HasRows);

    /// <summary>
    /// The same method with the rows of every matrix given as one span, with its two lengths behind it, and those of an array of arrays likewise, with the array and
    /// where its rows begin behind it: what the body was read as.
    /// </summary>
    public MethodSignature Flat()
    {
        if (!HasRows && !HasColumns)
        {
            return this;
        }

        var names = new NameAllocator(Parameters.Select(p => p.Name));
        return WithFlatResult() with
        {
            Name = Name + "__Flat",
            Accessibility = "private",
            Attributes = default,
            Parameters = Parameters.SelectMany(p => Flat(p with { Modifiers = p.Modifiers.Replace("this", "").Trim(), DefaultValue = null }, names)).ToEquatableArray(),
        };
    }

    // An array for every number of the structs that it returns.
    private MethodSignature WithFlatResult()
    {
        if (ResultColumns is null)
        {
            return this;
        }

        var arrays = ResultColumns.Leaves.Select(l => new ShapeMember(Identifiers.Local(l.Path), IrType.Buffer(l.Type), l.CSharpType + "[]", null)).ToEquatableArray();
        string text = arrays.Count == 1 ? arrays[0].CSharpType : $"({string.Join(", ", arrays.Select(a => $"{a.CSharpType} {Identifiers.Escape(a.Name)}"))})";
        return this with
        {
            ReturnType = text,
            Result = arrays.Count == 1 ? arrays[0].Type : IrType.Opaque(text),
            ResultShape = arrays.Count == 1 ? null : new ValueShape(text, IsTuple: true, arrays, default),
            ResultColumns = null,
        };
    }

    private static IEnumerable<ParameterSignature> Flat(ParameterSignature parameter, NameAllocator names)
    {
        if (parameter.Columns is { } columns)
        {
            return columns.Leaves.Select(l => new ParameterSignature(
                names.Allocate(Identifiers.Local(parameter.Name + "." + l.Path)), $"global::System.{(parameter.Role == ParameterRole.Input ? "ReadOnlySpan" : "Span")}<{l.CSharpType}>", "", null,
                IrType.Buffer(l.Type), parameter.IsActive && l.IsActive, parameter.Role)).Concat(parameter.IsMatrix ? Sizes(parameter, names) : []);
        }

        if (!parameter.HasRows)
        {
            return [parameter];
        }

        // The method may change what it has no derivative by.
        bool isReadOnly = parameter.Role == ParameterRole.Input && (parameter.IsActive || parameter.IsJagged);
        var span = parameter with
        {
            CSharpType = $"global::System.{(isReadOnly ? "ReadOnlySpan" : "Span")}<{CSharpTypes.Name(parameter.Type.Element!)}>",
        };
        return parameter.IsMatrix
            ? [span, .. Sizes(parameter, names)]
            : [
                span,
                new ParameterSignature(names.Allocate(RowsOf(parameter.Name)), parameter.CSharpType, "", null, IrType.Opaque(parameter.CSharpType), IsActive: false),
                new ParameterSignature(names.Allocate(StartsOf(parameter.Name)), Starts, "", null, IrType.Opaque(Starts), IsActive: false),
            ];
    }

    private static IEnumerable<ParameterSignature> Sizes(ParameterSignature matrix, NameAllocator names) =>
    [
        new ParameterSignature(names.Allocate(RowsOf(matrix.Name)), "int", "", null, IrType.Int32, IsActive: false),
        new ParameterSignature(names.Allocate(ColumnsOf(matrix.Name)), "int", "", null, IrType.Int32, IsActive: false),
    ];

    /// <summary>The type of the places at which the rows of an array of arrays begin.</summary>
    public const string Starts = "int[]";

    /// <summary>What the number of a matrix' rows is called, and an array of arrays beside the span of its elements.</summary>
    public static string RowsOf(string parameter) => parameter + "Rows";

    /// <summary>What the number of a matrix' columns is called.</summary>
    public static string ColumnsOf(string matrix) => matrix + "Columns";

    /// <summary>What the places are called at which the rows of an array of arrays begin.</summary>
    public static string StartsOf(string jagged) => jagged + "Starts";

    /// <summary>Whether what it returns has a derivative: a real number, or an array of them.</summary>
    public bool HasResult => Result.IsReal || Result.HasShadow || ResultColumns is not null || (ResultShape?.Leaves.Any(l => l.IsActive) ?? false);

    /// <summary>Whether it returns one real number and leaves nothing else behind.</summary>
    public bool HasOneResult => Result.IsReal && !Parameters.Any(p => p.IsActive && (p.Role is ParameterRole.InOut or ParameterRole.Output));

    /// <summary>The buffers and variables whose final content is a result, in the order of their rows in a Jacobian.</summary>
    public IEnumerable<ParameterSignature> Results => Parameters.Where(p => p.IsActive && (p.Role is ParameterRole.Output or ParameterRole.InOut));

    /// <summary>What a Jacobian holds: the widest of the numbers that it relates; <c>double</c> where a type parameter is related to anything else.</summary>
    public IrType JacobianElement
    {
        get
        {
            var numbers = Opened().Active.Concat(Results).Select(p => p.Set?.Scalar ?? p.Columns?.Element ?? p.Type.Element ?? p.Type).Concat(ResultLeaves.Select(l => l.Type.Element ?? l.Type)).Where(t => t.IsReal).Distinct().ToList();
            return numbers.Count == 1 ? numbers[0] : IrType.Float64;
        }
    }

    /// <summary>Whether gradients go into destinations that the caller gives.</summary>
    public bool HasDestinations => GivesDestinations || Active.Any(p => p.IsMemory);

    /// <summary>Whether every buffer is a parameter by itself and one span, whose content a form can copy and put back.</summary>
    public bool HasPlainBuffers => !HasSets && !HasColumns && !Parameters.Any(p => p.IsJagged || p.Shape is { } shape && shape.Leaves.Any(l => l.Type.IsBuffer));

    /// <summary>Whether there are overloads that allocate the destinations: every active buffer has a type that memory can be allocated for.</summary>
    public bool CanAllocate => Active.Any(p => p.IsMemory) && Active.All(p => !p.Type.IsBuffer || p.Role == ParameterRole.Input);

    /// <summary>Whether there are overloads that allocate a Jacobian or a Hessian: no buffer with a derivative is a span that is written.</summary>
    public bool CanAllocateJacobian =>
        Active.Concat(Results).All(p => !p.Type.IsBuffer || !CSharpTypes.SpanOf(p.CSharpType).StartsWith("global::System.Span<", StringComparison.Ordinal));
}

/// <summary>A type that contains the method.</summary>
/// <param name="Keyword">What stands after <c>partial</c>: <c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c>, <c>interface</c>.</param>
/// <param name="Name">Its name as C# text (<c>@class</c> where it is a keyword), with its type parameters.</param>
public sealed record ContainingType(string Keyword, string Name);

/// <summary>A parameter of the method.</summary>
/// <param name="Name">Its name, without a leading <c>@</c>.</param>
/// <param name="CSharpType">The C# text of its type, <c>global::</c>-qualified where it is no keyword.</param>
/// <param name="Modifiers">The modifiers that every form keeps (<c>this</c>, <c>in</c>, <c>ref</c>, <c>out</c>, <c>scoped</c>), with spaces between them, or empty.</param>
/// <param name="DefaultValue">C# of its default value where it has one, else null.</param>
/// <param name="Type">What it is to the compiler.</param>
/// <param name="IsActive">Whether it carries derivatives: they are taken with respect to it, or flow through its memory.</param>
/// <param name="Role">What the method does with a buffer or a variable of its caller; an input for all else.</param>
public sealed record ParameterSignature(
    string Name, string CSharpType, string Modifiers, string? DefaultValue, IrType Type, bool IsActive, ParameterRole Role = ParameterRole.Input)
{
    /// <summary>How it is taken apart; null where it has no parts.</summary>
    public ValueShape? Shape { get; init; }

    /// <summary>How the elements of an array or a span of structs are taken apart; null where it is none.</summary>
    public ValueShape? Columns { get; init; }

    /// <summary>What it is handed on as where it is a set of parameters that is differentiated by; null for all else.</summary>
    public SetParts? Set { get; init; }

    /// <summary>The set of parameters that it is a member of, whose members have one block of a Jacobian together; null for all else.</summary>
    public string? MemberOf { get; init; }

    /// <summary>Whether its derivative is memory of the caller.</summary>
    public bool IsMemory => Type.IsBuffer || Set is not null;

    /// <summary>Whether it is a matrix <c>T[,]</c>.</summary>
    public bool IsMatrix => Text.EndsWith("[,]", StringComparison.Ordinal);

    /// <summary>Whether it is an array of arrays <c>T[][]</c> that carries derivatives.</summary>
    public bool IsJagged => IsActive && Text.EndsWith("[][]", StringComparison.Ordinal);

    /// <summary>Whether it is the number of the sample whose value the method is.</summary>
    public bool IsSample { get; init; }

    /// <summary>Whether it is an array.</summary>
    public bool IsArray => Text.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>Whether its rows are gone through as one span.</summary>
    public bool HasRows => IsMatrix || IsJagged;

    // Whether it may be null makes no difference.
    private string Text => CSharpType.Replace("?", "");

    /// <summary>Whether it is a variable that the method only writes: a result of its function and no parameter.</summary>
    public bool IsOut => Modifiers.Split(' ').Contains("out");

    /// <summary>Whether it is a variable that the method reads and writes: a parameter and a result of its function.</summary>
    public bool IsRef => Modifiers.Split(' ').Contains("ref");
}

/// <summary>What a buffer is to the method that is given it.</summary>
public enum ParameterRole
{
    /// <summary>It is read.</summary>
    Input,

    /// <summary>Its initial content is an input, its final content a result.</summary>
    InOut,

    /// <summary>Its initial content is no input, its final content is a result.</summary>
    Output,

    /// <summary>A workspace: neither is.</summary>
    Scratch,
}

/// <summary>The forms of SPEC 1.2.</summary>
public enum DerivativeKind
{
    /// <summary>The partials. Function: primal parameters, destinations of buffers (zero on entry) → one cotangent an active scalar.</summary>
    Gradient,

    /// <summary>Value and partials. Function: primal parameters, destinations of buffers (zero on entry) → value, one cotangent an active scalar.</summary>
    ValueAndGradient,

    /// <summary>
    /// The pullback. Function: primal parameters, cotangent of the result, cotangents of output buffers, accumulators of buffers → value, what is added to
    /// each active scalar's accumulator.
    /// </summary>
    Vjp,

    /// <summary>The pushforward. Function: primal parameters, one tangent an active parameter (memory for buffers) → value, tangent.</summary>
    Jvp,

    /// <summary>The Jacobian as one matrix. It has no function of its own: its body runs the pullback once a row or the pushforward once a column.</summary>
    Jacobian,

    /// <summary>The Jacobian as one matrix a parameter, made in the same way.</summary>
    JacobianBlocks,

    /// <summary>The Hessian as one matrix. Where there are few numbers it is one function, else its body takes the Hessian along every axis.</summary>
    Hessian,

    /// <summary>Value, gradient and Hessian: one function where there are few numbers, else two forms after each other.</summary>
    ValueGradientAndHessian,

    /// <summary>
    /// The Hessian along a direction. Function: primal parameters, one direction an active parameter, destinations of buffers (zero on entry) → one component
    /// an active scalar.
    /// </summary>
    Hvp,

    /// <summary>The diagonal of the Hessian. Function: primal parameters, destinations of buffers → one entry an active scalar.</summary>
    HessianDiagonal,

    /// <summary>
    /// Value, gradient and the diagonal of the Hessian. Function: primal parameters, destinations of buffers for the gradient, those for the diagonal → value, one cotangent and then one entry an
    /// active scalar.
    /// </summary>
    ValueGradientAndHessianDiagonal,

    /// <summary>Which entries of the Jacobian may differ from zero. Its body runs <see cref="Dependence"/> for 64 columns at a time.</summary>
    JacobianPattern,

    /// <summary>The entries of the Jacobian that a pattern has. Its body runs the pushforward once a colour of its columns, or the pullback once a colour of its rows.</summary>
    SparseJacobian,

    /// <summary>Which entries of the Hessian may differ from zero. Its body runs <see cref="GradientDependence"/> for 64 columns at a time.</summary>
    HessianPattern,

    /// <summary>The entries of the Hessian that a pattern has. Its body takes the Hessian along the sum of the axes of each colour.</summary>
    SparseHessian,

    /// <summary>The comparison of the derivative with differences. Its body runs the gradient or the pullback once, and the method itself often.</summary>
    GradientCheck,

    /// <summary>
    /// Value and gradient of the sum over samples, spread over threads. Function: that of <see cref="ValueAndGradient"/> of the sum over consecutive samples (<see cref="Transforms.SampleSum"/>), which its
    /// body runs once a thread.
    /// </summary>
    SumGradient,

    /// <summary>
    /// What each result depends on, which patterns are made of and nobody asks for. Function: primal parameters, marks of inputs and memory for those of outputs → the marks of each real result.
    /// </summary>
    Dependence,

    /// <summary>
    /// What each part of the gradient depends on, which patterns of Hessians are made of and nobody asks for. Function: primal parameters, marks of inputs, memory for those of the gradient of buffers →
    /// the marks of the partial derivative of each active scalar.
    /// </summary>
    GradientDependence,

    /// <summary>
    /// The pushforward, in several directions at once, of a method that leaves its results in memory: what sparse Jacobians are made of and nobody asks for. Function: primal parameters, direction
    /// by direction the tangent of each active parameter → nothing.
    /// </summary>
    Tangents,
}

/// <summary>A derivative, ready to be printed.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Function">Its body, whose parameters correspond to those of the form one by one; null for a form that calls others.</param>
public sealed record DerivativeMethod(DerivativeKind Kind, Function? Function)
{
    /// <summary>Whether only other forms call it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>What its documentation says where that is not what the form's does; else null.</summary>
    public string? Summary { get; init; }

    /// <summary>Why the body has no such form, which is then an error where it is called; null where it has.</summary>
    public string? Refusal { get; init; }
}
