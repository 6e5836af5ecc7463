using System.Reflection;
using SymDiff.Compiler;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>Whatever the pipeline keeps is value-equal by construction: every field is a primitive, a string, an enum, a model record or an <see cref="EquatableArray{T}"/>.</summary>
public sealed class ModelTests
{
    private const BindingFlags InstanceFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void EveryField_IsOfAValueEqualKind()
    {
        HashSet<Type> models = [];
        List<string> offences = [];
        foreach (Type root in TrackedTypes())
        {
            Visit(root, root.Name, models, offences);
        }

        Assert.Empty(offences);
        Assert.Contains(models, type => type.Name == "Function");
        Assert.Contains(models, type => type.Name == "MethodSignature");
    }

    [Theory]
    [InlineData(typeof(BadList))]
    [InlineData(typeof(BadArray))]
    [InlineData(typeof(BadObject))]
    [InlineData(typeof(BadClass))]
    [InlineData(typeof(BadNested))]
    public void AnyOtherField_IsFound(Type bad)
    {
        List<string> offences = [];
        Visit(bad, bad.Name, [], offences);
        Assert.NotEmpty(offences);
    }

    /// <summary>The types of the values that the tracked steps put out, over a project that has accepted and rejected methods.</summary>
    private static IEnumerable<Type> TrackedTypes() => Driver.Run("""
        public static partial class C
        {
            [SymDiff.Differentiable] public static double F(double x) => x > 0 ? x : System.Math.Sin(x);
            [SymDiff.Differentiable] public static double G(double x) { while (x > 1) { x = System.BitConverter.Int64BitsToDouble(1); } return x; }
        }
        """).TrackedTypes;

    private static void Visit(Type type, string path, HashSet<Type> models, List<string> offences)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(string))
        {
            return;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            Visit(underlying, path, models, offences);
            return;
        }

        if (type.IsGenericType && IsContainer(type.GetGenericTypeDefinition()))
        {
            foreach (Type argument in type.GetGenericArguments())
            {
                Visit(argument, path + "[]", models, offences);
            }

            return;
        }

        if (!IsRecord(type))
        {
            offences.Add($"{path}: {type}");
            return;
        }

        if (!models.Add(type))
        {
            return;
        }

        foreach (FieldInfo field in type.GetFields(InstanceFields))
        {
            Visit(field.FieldType, $"{path}.{field.Name}", models, offences);
        }

        // A field of a base record may hold any of its derived ones.
        IEnumerable<Type> relatives = type.Assembly.GetTypes().Where(other => other.BaseType == type);
        foreach (Type relative in type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? relatives.Append(parent) : relatives)
        {
            Visit(relative, relative.Name, models, offences);
        }
    }

    /// <summary>Roslyn pairs the values of combined steps in value tuples.</summary>
    private static bool IsContainer(Type definition) => definition == typeof(EquatableArray<>) || definition.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic, [typeof(System.Text.StringBuilder)]) is not null
        && type.GetInterfaces().Contains(typeof(IEquatable<>).MakeGenericType(type));

    private sealed record BadList(List<int> Items);

    private sealed record BadArray(string[] Items);

    private sealed record BadObject(object Held);

    private sealed class BadClass;

    private sealed record BadNested(EquatableArray<BadArray> Items);
}
