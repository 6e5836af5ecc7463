namespace SymDiff;

/// <summary>
/// The derivative methods that <see cref="DifferentiableAttribute"/> asks for. For a method <c>F</c> each flag emits
/// the method whose name is <c>F</c> followed by the flag's name, unless stated otherwise below.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><description>
/// Flags name exactly what is emitted: <c>Derivatives.Hessian</c> emits the Hessian and nothing else, while
/// <c>Derivatives.Default | Derivatives.Hessian</c> adds it to what an unmarked choice would emit.
/// </description></item>
/// <item><description>
/// <see cref="Default"/> is a flag of its own that stands for other flags; which ones depends on the method and on the
/// project. Everything else is independent of both.
/// </description></item>
/// <item><description>
/// A flag that cannot apply to the method (<see cref="Gradient"/> of several results, <see cref="Jacobian"/> of one
/// scalar) is an error. The exception is <see cref="All"/>, which means "whatever applies": a combination that contains
/// it leaves out the forms that cannot apply, without a word.
/// </description></item>
/// </list>
/// The numeric values are fixed for ever; later versions may add flags, but no existing flag will mean more.
/// </remarks>
[Flags]
public enum Derivatives
{
    /// <summary>No form at all. It is what the empty combination means; a method that asks for it is an error.</summary>
    None = 0,

    /// <summary>
    /// The default of the project: the value of the MSBuild property <c>SymDiffDefaultDerivatives</c> (names of flags
    /// separated by commas, for example <c>Default, Jvp</c>), in which <c>Default</c> stands for the built-in default,
    /// as it does where the property is not set: <see cref="Gradient"/>, <see cref="ValueAndGradient"/> and
    /// <see cref="Vjp"/> for a method with one scalar result, <see cref="Vjp"/> and <see cref="Jacobian"/> for a method
    /// with several results.
    /// </summary>
    Default = 1 << 0,

    /// <summary><c>FGradient</c>: the partial derivatives of one scalar result, in the shape of the parameters.</summary>
    Gradient = 1 << 1,

    /// <summary><c>FValueAndGradient</c>: the value and the gradient of one scalar result, computed together.</summary>
    ValueAndGradient = 1 << 2,

    /// <summary>
    /// <c>FVjp</c>: the vector-Jacobian product (pullback). Takes cotangents of the results, adds the cotangents of the
    /// inputs to accumulators.
    /// </summary>
    Vjp = 1 << 3,

    /// <summary><c>FJvp</c>: the Jacobian-vector product (pushforward). Takes tangents of the inputs, gives those of the results.</summary>
    Jvp = 1 << 4,

    /// <summary>
    /// <c>FJacobian</c> and <c>FValueAndJacobian</c>: the m×n matrix of partial derivatives of several results, row-major,
    /// one row a result and one column an input.
    /// </summary>
    Jacobian = 1 << 5,

    /// <summary><c>FJacobianBlocks</c>: the Jacobian of several results, one m×(size of the parameter) block a parameter.</summary>
    JacobianBlocks = 1 << 6,

    /// <summary>
    /// <c>FHessian</c> and <c>FValueGradientAndHessian</c>: the symmetric n×n matrix of second partial derivatives of one
    /// scalar result, row-major.
    /// </summary>
    Hessian = 1 << 7,

    /// <summary><c>FHvp</c>: the product of the Hessian of one scalar result and a direction, in the shape of the gradient.</summary>
    Hvp = 1 << 8,

    /// <summary>
    /// <c>FGradientCheck</c>: compares the emitted derivative with central differences at a point and returns a
    /// <see cref="GradientCheckReport"/>. A tool for tests, and therefore no part of <see cref="All"/>.
    /// </summary>
    Check = 1 << 9,

    /// <summary>
    /// <c>FHessianDiagonal</c> and <c>FValueGradientAndHessianDiagonal</c>: the second partial derivatives of one scalar result with respect to
    /// each number twice, in the shape of the gradient.
    /// </summary>
    HessianDiagonal = 1 << 10,

    /// <summary>
    /// <c>FJacobianPattern</c>, which finds the entries of the Jacobian of several results that may differ from zero, and <c>FSparseJacobian</c>, which
    /// computes those alone, in as few sweeps as its columns or its rows have colours. See <see cref="SparsityPattern"/>.
    /// </summary>
    SparseJacobian = 1 << 11,

    /// <summary>
    /// <c>FHessianPattern</c>, which finds the entries of the Hessian of one scalar result that may differ from zero, and <c>FSparseHessian</c>, which computes
    /// those alone, in as few sweeps as the pattern has colours as a symmetric matrix.
    /// </summary>
    SparseHessian = 1 << 12,

    /// <summary>
    /// <c>FSumGradient</c>: the gradient of the sum over samples of a method that is the value of one sample, whose number it is given in the parameter marked
    /// <see cref="SampleAttribute"/>. The samples are spread over threads. No part of <see cref="All"/>, because it runs the method on other threads.
    /// </summary>
    SumGradient = 1 << 13,

    /// <summary>
    /// Every form that applies to the method, out of <see cref="Gradient"/>, <see cref="ValueAndGradient"/>,
    /// <see cref="Vjp"/>, <see cref="Jvp"/>, <see cref="Jacobian"/>, <see cref="JacobianBlocks"/>, <see cref="Hessian"/>,
    /// <see cref="Hvp"/>, <see cref="HessianDiagonal"/>, <see cref="SparseJacobian"/> and <see cref="SparseHessian"/>: these eleven, for ever. A form can be taken out, <c>All &amp; ~Hessian</c>, and the rest still
    /// means "whatever applies", because <c>All</c> has a bit of its own (2³⁰) besides those of the eleven forms.
    /// </summary>
    All = (1 << 30) | Gradient | ValueAndGradient | Vjp | Jvp | Jacobian | JacobianBlocks | Hessian | Hvp | HessianDiagonal | SparseJacobian | SparseHessian,
}
