using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>The real numbers in a value of any type, by its fields: what the compiler knows as leaves, found without it.</summary>
internal static class Numbers
{
    private const BindingFlags State = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Known = new();

    /// <summary>The numbers, depth first in the order of declaration; those that are marked as constants are left out.</summary>
    public static List<double> Of(object? value)
    {
        List<double> numbers = [];
        Visit(value, numbers.Add);
        return numbers;
    }

    /// <summary>The value with other numbers; arrays are copied.</summary>
    /// <param name="value">The value.</param>
    /// <param name="next">Gives the numbers in order.</param>
    public static object? With(object? value, Func<double, double> next)
    {
        switch (value)
        {
            case null:
                return null;
            case double number:
                return next(number);
            case float number:
                return (float)next(number);
            case Array array:
                Array copy = (Array)array.Clone();
                foreach (int[] index in Indices(copy))
                {
                    copy.SetValue(With(copy.GetValue(index), next), index);
                }

                return copy;
        }

        if (!IsComposite(value.GetType()))
        {
            return value;
        }

        object boxed = RuntimeHelpers.GetObjectValue(value);
        foreach (FieldInfo field in Fields(value.GetType()))
        {
            field.SetValue(boxed, With(field.GetValue(boxed), next));
        }

        return boxed;
    }

    /// <summary>The value with the given numbers in order.</summary>
    public static object? With(object? value, IEnumerable<double> numbers)
    {
        var enumerator = numbers.GetEnumerator();
        return With(value, _ => enumerator.MoveNext() ? enumerator.Current : throw new InvalidOperationException("Too few numbers."));
    }

    /// <summary>A value of a type with numbers from a source, arrays of three elements.</summary>
    public static object? Make(Type type, Func<double> next)
    {
        type = type.IsByRef ? type.GetElementType()! : type;
        if (type.IsArray)
        {
            int rank = type.GetArrayRank();
            Array array = Array.CreateInstance(type.GetElementType()!, Enumerable.Repeat(3, rank).ToArray());
            foreach (int[] index in Indices(array))
            {
                array.SetValue(Make(type.GetElementType()!, next), index);
            }

            return array;
        }

        return type == typeof(int) ? 3
            : type == typeof(bool) ? true
            : type == typeof(string) ? "text"
            : With(Default(type), _ => next());
    }

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static void Visit(object? value, Action<double> add)
    {
        switch (value)
        {
            case null:
                return;
            case double number:
                add(number);
                return;
            case float number:
                add(number);
                return;
            case Array array:
                foreach (object? element in array)
                {
                    Visit(element, add);
                }

                return;
        }

        if (IsComposite(value.GetType()))
        {
            foreach (FieldInfo field in Fields(value.GetType()))
            {
                Visit(field.GetValue(value), add);
            }
        }
    }

    private static bool IsComposite(Type type) => type is { IsValueType: true, IsPrimitive: false, IsEnum: false };

    // Attributes are slow to read.
    private static FieldInfo[] Fields(Type type) => Known.GetOrAdd(type, t => [.. t.GetFields(State).OrderBy(f => f.MetadataToken).Where(f => !IsConstant(t, f))]);

    private static bool IsConstant(Type type, FieldInfo field) => field.IsDefined(typeof(NoGradientAttribute))
        || (field.Name.StartsWith('<') && type.GetProperty(field.Name[1..field.Name.IndexOf('>')], State)!.IsDefined(typeof(NoGradientAttribute)));

    private static IEnumerable<int[]> Indices(Array array)
    {
        int[] index = new int[array.Rank];
        for (int i = 0; i < array.Length; i++)
        {
            int rest = i;
            for (int d = array.Rank - 1; d >= 0; d--)
            {
                (rest, index[d]) = Math.DivRem(rest, array.GetLength(d));
            }

            yield return [.. index];
        }
    }
}
