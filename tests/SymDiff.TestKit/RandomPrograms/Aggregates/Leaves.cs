using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymDiff.TestKit;

/// <summary>The numbers in a value of any type, depth first by its fields in the order of declaration: what the compiler knows as leaves, found without it.</summary>
internal static class Leaves
{
    private const BindingFlags State = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>A leaf of a type.</summary>
    /// <param name="Type">Its own type.</param>
    /// <param name="IsMarked">Whether it, or what it is in, is marked as a constant.</param>
    public sealed record Leaf(Type Type, bool IsMarked)
    {
        /// <summary>Whether derivatives have it.</summary>
        public bool IsActive => !IsMarked && (Type == typeof(double) || Type == typeof(float));
    }

    /// <summary>The leaves of a type; those of an array once an element.</summary>
    /// <param name="type">The type.</param>
    /// <param name="length">How many elements an array or a span has.</param>
    /// <param name="isMarked">Whether all of it is marked as a constant.</param>
    public static IEnumerable<Leaf> Of(Type type, int length, bool isMarked)
    {
        type = Held(type);
        return type.IsArray ? Enumerable.Range(0, length).SelectMany(_ => Of(type.GetElementType()!, 0, isMarked))
            : IsComposite(type) ? Fields(type).SelectMany(f => Of(f.FieldType, 0, isMarked || IsConstant(type, f)))
            : [new Leaf(type, isMarked)];
    }

    /// <summary>A value of a type, an array for a span.</summary>
    /// <param name="type">The type.</param>
    /// <param name="length">How many elements an array, a span or a matrix has.</param>
    /// <param name="next">Gives the leaves, each of a type, in order.</param>
    public static object Make(Type type, int length, Func<Type, object> next)
    {
        type = Held(type);
        if (type.IsArray)
        {
            bool isMatrix = type.GetArrayRank() == 2;
            Array array = isMatrix ? Array.CreateInstance(type.GetElementType()!, length / ProgramGenerator.AggregateColumns, ProgramGenerator.AggregateColumns) : Array.CreateInstance(type.GetElementType()!, length);
            for (int i = 0; i < length; i++)
            {
                object element = Make(type.GetElementType()!, 0, next);
                if (isMatrix)
                {
                    array.SetValue(element, i / ProgramGenerator.AggregateColumns, i % ProgramGenerator.AggregateColumns);
                }
                else
                {
                    array.SetValue(element, i);
                }
            }

            return array;
        }

        if (!IsComposite(type))
        {
            return next(type);
        }

        object value = RuntimeHelpers.GetUninitializedObject(type);
        foreach (FieldInfo field in Fields(type))
        {
            field.SetValue(value, Make(field.FieldType, 0, next));
        }

        return value;
    }

    /// <summary>The leaves of a value.</summary>
    public static IEnumerable<object> In(object value) => value is Array array ? array.Cast<object>().SelectMany(In)
        : IsComposite(value.GetType()) ? Fields(value.GetType()).SelectMany(f => In(f.GetValue(value)!))
        : [value];

    /// <summary>What is handed over for a parameter of that type: not by reference, and an array for a span.</summary>
    public static Type Held(Type type)
    {
        type = type.IsByRef ? type.GetElementType()! : type;
        return type.IsByRefLike ? type.GetGenericArguments()[0].MakeArrayType() : type;
    }

    private static bool IsComposite(Type type) => type is { IsValueType: true, IsPrimitive: false, IsEnum: false } && type != typeof(Dual) && type != typeof(DualSingle);

    private static ImmutableArray<FieldInfo> Fields(Type type) => [.. type.GetFields(State).OrderBy(f => f.MetadataToken)];

    private static bool IsConstant(Type type, FieldInfo field) => field.IsDefined(typeof(NoGradientAttribute))
        || (field.Name.StartsWith('<') && type.GetProperty(field.Name[1..field.Name.IndexOf('>')], State)!.IsDefined(typeof(NoGradientAttribute)));
}
