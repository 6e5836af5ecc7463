using System.ComponentModel;

namespace SymDiff;

/// <summary>
/// How emitted sums over samples spread them over threads: in contiguous parts that depend on the numbers of samples and of workers alone. The caller's thread begins with the first part, whose
/// accumulators are the destinations themselves; the others have accumulators of their own, which are added in the order of the parts.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SampleParts
{
    /// <summary>Into how many parts samples are cut: one a worker, but none without a sample, and one at least.</summary>
    /// <param name="start">The number of the first sample.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="workers">Over how many threads they are spread at most.</param>
    /// <param name="countName">The name of the number of samples.</param>
    /// <param name="workersName">The name of the number of workers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples than none, or the number behind the last one's is no <c>int</c>, or there is no worker.</exception>
    public static int Number(int start, int count, int workers, string countName, string workersName)
    {
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(countName, count, "The number of samples must not be negative.");
        }

        if ((long)start + count > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(countName, count, "The number behind the last sample's must not be above the largest int.");
        }

        if (workers < 1)
        {
            throw new ArgumentOutOfRangeException(workersName, workers, "There must be a worker at least.");
        }

        return Math.Max(1, Math.Min(count, workers));
    }

    /// <summary>The number of the first sample of a part.</summary>
    /// <param name="start">The number of the first sample of all.</param>
    /// <param name="count">How many samples there are.</param>
    /// <param name="parts">Into how many parts they are cut.</param>
    /// <param name="part">The part.</param>
    public static int First(int start, int count, int parts, int part) => start + Before(count, parts, part);

    /// <summary>How many samples a part has.</summary>
    /// <param name="count">How many samples there are.</param>
    /// <param name="parts">Into how many parts they are cut.</param>
    /// <param name="part">The part.</param>
    public static int Count(int count, int parts, int part) => Before(count, parts, part + 1) - Before(count, parts, part);

    /// <summary>Begins to run all parts but the first on threads of the pool.</summary>
    /// <param name="parts">How many parts there are.</param>
    /// <param name="run">Runs one of them, on any thread.</param>
    public static RunningParts Start(int parts, Action<int> run) => new(parts, run);

    /// <summary>A variable for every part but the first.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="parts">How many parts there are.</param>
    public static PartVariables<T> Variables<T>(int parts) => new(parts);

    /// <summary>An array for every part but the first, whose content is unspecified.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="length">The length of each.</param>
    /// <param name="parts">How many parts there are.</param>
    public static PartArrays<T> Arrays<T>(int length, int parts) => new(length, parts);

    /// <summary>A matrix for every part but the first, whose content is unspecified.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="like">The matrix of which they have the shape.</param>
    /// <param name="destination">The matrix that they are kept with; null for none.</param>
    /// <param name="parts">How many parts there are.</param>
    public static PartMemory<T[,]> Matrices<T>(T[,]? like, T[,]? destination, int parts) => PartMemory<T[,]>.Take(
        destination, parts,
        made => made.GetLength(0) == Buffers.Rows(like) && made.GetLength(1) == Buffers.Columns(like),
        () => new T[Buffers.Rows(like), Buffers.Columns(like)]);

    /// <summary>An array of arrays for every part but the first, whose content is unspecified.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="like">The rows of which they have the lengths.</param>
    /// <param name="destination">The rows that they are kept with; null for none.</param>
    /// <param name="parts">How many parts there are.</param>
    public static PartMemory<T[][]> Rows<T>(T[]?[]? like, T[]?[]? destination, int parts) => PartMemory<T[][]>.Take(
        destination, parts, made => AreAlike(made, like), () => Jagged.Like(like));

    /// <summary>A set for every part but the first, whose parameters are unspecified.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="like">The set of which they have the shape.</param>
    /// <param name="destination">The set that they are kept with, where it is an object.</param>
    /// <param name="parts">How many parts there are.</param>
    public static PartMemory<TSet> Sets<TSet, T>(TSet like, TSet? destination, int parts)
        where TSet : IParameterSet<TSet, T> => PartMemory<TSet>.Take(
        typeof(TSet).IsValueType ? null : destination, parts, made => AreAlike<TSet, T>(made, like), () => like.CreateZero());

    /// <summary>An array of sets for every part but the first, whose parameters are unspecified.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="like">The sets of which they have the shapes.</param>
    /// <param name="destination">The array that they are kept with; null for none.</param>
    /// <param name="parts">How many parts there are.</param>
    public static PartMemory<TSet[]> SetArrays<TSet, T>(TSet?[]? like, TSet?[]? destination, int parts)
        where TSet : IParameterSet<TSet, T> => PartMemory<TSet[]>.Take(
        destination, parts, made => AreAlike<TSet, T>(made, like), () => ParameterBlocks.LikeSets<TSet, T>(like) ?? []);

    private static int Before(int count, int parts, int part) => (int)((long)count * part / parts);

    private static bool AreAlike<T>(T[]?[] made, T[]?[]? like)
    {
        bool areAlike = made.Length == (like?.Length ?? 0);
        for (int i = 0; areAlike && i < made.Length; i++)
        {
            areAlike = made[i]?.Length == like![i]?.Length;
        }

        return areAlike;
    }

    private static bool AreAlike<TSet, T>(TSet? made, TSet? like)
        where TSet : IParameterSet<TSet, T> =>
        (typeof(TSet).IsValueType || made?.GetType() == like?.GetType()) && ParameterBlocks.IsSameShape<TSet, T>(made, like);

    private static bool AreAlike<TSet, T>(TSet?[] made, TSet?[]? like)
        where TSet : IParameterSet<TSet, T>
    {
        bool areAlike = made.Length == (like?.Length ?? 0);
        for (int i = 0; areAlike && i < made.Length; i++)
        {
            areAlike = AreAlike<TSet, T>(made[i], like![i]);
        }

        return areAlike;
    }
}
