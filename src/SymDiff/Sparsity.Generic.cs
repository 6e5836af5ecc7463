#if NET
using System.Numerics;

namespace SymDiff;

/// <content>Numbers whose type is a type parameter.</content>
public static partial class Sparsity
{
    /// <inheritdoc cref="Seed(Span{double}, SparsityColoring, int, int)"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void Seed<T>(Span<T> part, SparsityColoring coloring, int color, int first)
        where T : INumberBase<T>
    {
        part.Fill(T.Zero);
        foreach (int member in coloring.MembersOf(color))
        {
            int at = member - first;
            if ((uint)at < (uint)part.Length)
            {
                part[at] = T.One;
            }
        }
    }

    /// <inheritdoc cref="Take(Span{double}, SparsityColoring, int, int, ReadOnlySpan{double})"/>
    /// <typeparam name="T">The type of the values.</typeparam>
    public static void Take<T>(Span<T> values, SparsityColoring coloring, int color, int first, ReadOnlySpan<T> part)
        where T : INumberBase<T> => ConvertTake(values, coloring, color, first, part);

    /// <inheritdoc cref="Take(Span{double}, SparsityColoring, int, int, double)"/>
    /// <typeparam name="T">The type of the values.</typeparam>
    public static void Take<T>(Span<T> values, SparsityColoring coloring, int color, int place, T part)
        where T : INumberBase<T>
    {
        var places = coloring.PlacesOf(color);
        for (int i = FirstIn(places, place); i < places.Length && places[i] == place; i++)
        {
            values[coloring.EntriesOf(color)[i]] = part;
        }
    }

    /// <summary>Writes the values of the entries of a colour that lie in some places of what its sweep gives, where one of two types is a type parameter.</summary>
    /// <typeparam name="TPart">The type of what is written.</typeparam>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <inheritdoc cref="Take(Span{double}, SparsityColoring, int, int, ReadOnlySpan{double})"/>
    public static void ConvertTake<TPart, T>(Span<T> values, SparsityColoring coloring, int color, int first, ReadOnlySpan<TPart> part)
        where TPart : INumberBase<TPart>
        where T : INumberBase<T>
    {
        var entries = coloring.EntriesOf(color);
        var places = coloring.PlacesOf(color);
        for (int i = 0; i < places.Length; i++)
        {
            int at = places[i] - first;
            if ((uint)at < (uint)part.Length)
            {
                values[entries[i]] = T.CreateChecked(part[at]);
            }
        }
    }

    /// <inheritdoc cref="Take(Span{double}, SparsityColoring, int, int, double)"/>
    /// <typeparam name="TPart">The type of what is written.</typeparam>
    /// <typeparam name="T">The type of the values.</typeparam>
    public static void ConvertTake<TPart, T>(Span<T> values, SparsityColoring coloring, int color, int place, TPart part)
        where TPart : INumberBase<TPart>
        where T : INumberBase<T> => Take(values, coloring, color, place, T.CreateChecked(part));
}
#endif
