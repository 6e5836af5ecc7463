namespace SymDiff;

/// <summary>
/// What a <see cref="ParameterSetAttribute"/> type offers: its parameters as a sequence of blocks of scalars, so that an
/// optimiser is written once for every model.
/// </summary>
/// <remarks>
/// <para>
/// The parameters are the <see cref="ParameterCount"/> scalars of the set in declaration order. They lie in
/// <see cref="BlockCount"/> blocks: an array or matrix is a block of its own length (matrices row-major), a scalar is a block
/// of length one, each row of an array of arrays is a block, and a set or an array of sets has the blocks of these sets in its
/// place. An array that is null is a block of length zero, a set that is null has no blocks. The blocks one after another are
/// the <em>flat</em> order that <see cref="CopyTo"/> and <see cref="CopyFrom"/> use.
/// </para>
/// <para>
/// Gradients, momenta and directions of a set are sets of the same type and the same shape (the same block lengths), made by
/// <see cref="CreateZero"/>.
/// </para>
/// <para>
/// A set that is a struct is changed by <see cref="GetBlock"/>, <see cref="Clear"/>, <see cref="CopyFrom"/> and
/// <see cref="AddScaled"/> like by any other method: in the variable that it is called on. Code that is written for all sets
/// takes those that it changes by <see langword="ref"/>.
/// </para>
/// </remarks>
/// <typeparam name="TSelf">The implementing type itself.</typeparam>
/// <typeparam name="T">The scalar type, such as <see cref="double"/> or <see cref="float"/>.</typeparam>
/// <example>
/// Gradient descent for any model:
/// <code>
/// static void Step&lt;TModel&gt;(ref TModel model, TModel gradient, double rate) where TModel : IParameterSet&lt;TModel, double&gt;
///     => model.AddScaled(gradient, -rate);
/// </code>
/// </example>
public interface IParameterSet<TSelf, T>
    where TSelf : IParameterSet<TSelf, T>
{
    /// <summary>The number of scalars in the set: the sum of the lengths of its blocks.</summary>
    public int ParameterCount { get; }

    /// <summary>The number of blocks.</summary>
    public int BlockCount { get; }

    /// <summary>
    /// The scalars of one block, as a view: writing to it changes the set. It is valid until a field of the set is assigned
    /// another array and, where the set is a struct, only for the variable it was obtained from.
    /// </summary>
    /// <param name="index">The block, from 0 to <see cref="BlockCount"/> − 1 in declaration order.</param>
    /// <returns>A view of the block.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not the index of a block.</exception>
#if NET8_0_OR_GREATER
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
#endif
    public Span<T> GetBlock(int index);

    /// <summary>Sets every parameter to zero.</summary>
    public void Clear();

    /// <summary>
    /// Makes a set of the same shape with memory of its own, whose parameters are all zero; state that is no parameter is
    /// taken over.
    /// </summary>
    /// <returns>The new set.</returns>
    public TSelf CreateZero();

    /// <summary>Copies the parameters to <paramref name="destination"/> in flat order.</summary>
    /// <param name="destination">Receives <see cref="ParameterCount"/> scalars; may be longer.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short; nothing has been written.</exception>
    public void CopyTo(Span<T> destination);

    /// <summary>Sets the parameters from <paramref name="source"/> in flat order.</summary>
    /// <param name="source">Holds exactly <see cref="ParameterCount"/> scalars.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> has another length; nothing has been written.</exception>
    public void CopyFrom(ReadOnlySpan<T> source);

    /// <summary>Adds <paramref name="scale"/> · <paramref name="other"/> to this set, parameter by parameter.</summary>
    /// <param name="other">A set of the same shape; may be this set itself.</param>
    /// <param name="scale">The factor.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> has another shape; nothing has been written.</exception>
    public void AddScaled(TSelf other, T scale);
}
