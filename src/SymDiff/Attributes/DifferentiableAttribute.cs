namespace SymDiff;

/// <summary>
/// Marks a method whose derivative methods are emitted, as C# source, into the same <see langword="partial"/> type while
/// the code compiles.
/// </summary>
/// <remarks>
/// The derivatives are those with respect to the <em>active</em> parameters: the ones of a differentiable type
/// (<see cref="double"/>, <see cref="float"/>, buffers and structs of them, parameter sets) that carry no
/// <see cref="NoGradientAttribute"/>.
/// </remarks>
/// <example>
/// <code>
/// public static partial class Model
/// {
///     [Differentiable]
///     public static double J(double a, double b, double c) => 3 * (a + b * c);
///     // emitted: (double a, double b, double c) JGradient(double a, double b, double c), and more
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>Marks a method as differentiable.</summary>
    /// <param name="derivatives">The derivative methods to emit; the default of the project if left out.</param>
    public DifferentiableAttribute(Derivatives derivatives = Derivatives.Default)
    {
        Derivatives = derivatives;
    }

    /// <summary>The derivative methods to emit.</summary>
    public Derivatives Derivatives { get; }

    /// <summary>
    /// How many snapshots the derivative methods keep of each long loop, instead of a record of every iteration; 0, if left out, for a record.
    /// </summary>
    /// <remarks>
    /// It concerns the loops that are in no other loop and whose reverse needs what the iterations computed. With <c>c</c> snapshots a loop of <c>n</c>
    /// iterations needs memory for <c>c</c> states, where a state is what one iteration hands on to the next, and runs each iteration at most <c>r</c> times more
    /// than without, where <c>r</c> is the least number with <c>C(c + r, c) ≥ n</c>. The derivatives are the same.
    /// </remarks>
    public int Checkpoint { get; set; }

    /// <summary>
    /// How many times as many operations as the method its gradient may take; the build fails where it takes more. 0, if left out, for any number.
    /// </summary>
    /// <remarks>
    /// Operations are sums, products, quotients and calls of functions on real numbers, as they are in the code: those of value and gradient together against those of the method as it is
    /// written. A loop counts as often as it runs where that is a constant, and a hundred times where it is not. The info diagnostic SD3001 tells the numbers.
    /// </remarks>
    public double MaxOperationRatio { get; set; }

    /// <summary>
    /// Whether loops over neighbouring elements are run several elements at once, by vectors of the platform, in what is emitted; not, if left out.
    /// </summary>
    /// <remarks>
    /// It concerns innermost loops that are made of sums, products, quotients, square roots and absolute values alone, and in which no iteration touches what another writes. Results are the
    /// same bit for bit. It pays where the loops go through some tens of elements and more; short ones become slower, and what is emitted is longer, since every such loop stands there
    /// twice: over vectors, and over what is left of them. Where the platform has no such vectors (before .NET 8), nothing changes.
    /// </remarks>
    public bool Vectorize { get; set; }

    /// <summary>
    /// Whether <see cref="Vectorize"/> may add up sums in another order and compute exponentials, logarithms, sines and cosines of several elements at once, in the value too; not, if left out.
    /// </summary>
    /// <remarks>
    /// A sum over the elements of a loop is then as many sums as a vector has elements, and their sum in the end: it differs in rounding from that of the method, and with the length of
    /// vectors from machine to machine. The functions of vectors (.NET 9 and later) agree with those of <c>Math</c> within a unit or two in the last place.
    /// </remarks>
    public bool Reassociate { get; set; }
}
