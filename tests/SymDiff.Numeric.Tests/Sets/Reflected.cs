using System.Collections;
using System.Reflection;

namespace SymDiff.Numeric.Tests.Sets;

/// <summary>The parameters of a set as reflection finds them: fields in the order of their declaration, bases first. It shares no code with the generator.</summary>
internal static class Reflected
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The blocks of a set.</summary>
    public static List<object[]> Blocks(object? set)
    {
        List<object[]> blocks = [];
        if (set is not null)
        {
            foreach (FieldInfo field in Fields(set.GetType()))
            {
                Add(field.FieldType, field.GetValue(set), blocks);
            }
        }

        return blocks;
    }

    /// <summary>The parameters of a set, block after block.</summary>
    public static object[] Flat(object set) => [.. Blocks(set).SelectMany(b => b)];

    /// <summary>The fields that hold parameters.</summary>
    public static IEnumerable<FieldInfo> Fields(Type type) => (type.BaseType is { } inherited && inherited != typeof(object) && inherited != typeof(ValueType) ? Fields(inherited) : [])
        .Concat(type.GetFields(Own).OrderBy(f => f.MetadataToken).Where(f => !IsConstant(f) && Holds(f.FieldType)));

    private static void Add(Type type, object? value, List<object[]> blocks)
    {
        if (value is double or float or Half)
        {
            blocks.Add([value]);
        }
        else if (type.IsArray && type.GetElementType()! is { IsArray: true } or { IsPrimitive: false } && type.GetElementType() != typeof(Half))
        {
            foreach (object? item in (IEnumerable?)value ?? Array.Empty<object>())
            {
                if (type.GetElementType()!.IsArray)
                {
                    Add(type.GetElementType()!, item, blocks);
                }
                else
                {
                    blocks.AddRange(Blocks(item));
                }
            }
        }
        else if (type.IsArray)
        {
            blocks.Add([.. ((Array?)value)?.Cast<object>() ?? []]);
        }
        else
        {
            blocks.AddRange(Blocks(value));
        }
    }

    private static bool Holds(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(Half)
        || (type.IsArray ? Holds(type.GetElementType()!) : type.IsDefined(typeof(ParameterSetAttribute)));

    private static bool IsConstant(FieldInfo field)
    {
        const string End = ">k__BackingField";
        if (!field.Name.EndsWith(End, StringComparison.Ordinal))
        {
            return field.IsDefined(typeof(NoGradientAttribute));
        }

        Type type = field.DeclaringType!;
        string name = field.Name[1..^End.Length];
        return type.GetProperty(name, Own)!.IsDefined(typeof(NoGradientAttribute))
            || type.GetConstructors(Own).SelectMany(c => c.GetParameters()).Any(p => p.Name == name && p.IsDefined(typeof(NoGradientAttribute)));
    }
}
