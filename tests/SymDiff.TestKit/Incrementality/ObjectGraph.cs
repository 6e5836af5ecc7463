using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SymDiff.TestKit;

/// <summary>Walks everything that can be reached from a value, in search of what would keep a compilation alive.</summary>
internal static class ObjectGraph
{
    private static readonly Type[] Forbidden =
    [
        typeof(Compilation), typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(SyntaxToken),
        typeof(SyntaxTrivia), typeof(Location), typeof(IOperation), typeof(SemanticModel), typeof(AttributeData), typeof(Diagnostic),
        typeof(GeneratorAttributeSyntaxContext),
    ];

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>The path to a forbidden object (<c>.Signature.Types[1]: NamedTypeSymbol</c>), or null if there is none.</summary>
    public static string? FindForbidden(object? root)
    {
        if (root is null)
        {
            return null;
        }

        HashSet<object> visited = new(ReferenceEqualityComparer.Instance);
        Stack<(object Value, string Path)> pending = new();
        pending.Push((root, root.GetType().Name));

        while (pending.TryPop(out (object Value, string Path) next))
        {
            Type type = next.Value.GetType();
            if (Array.Exists(Forbidden, forbidden => forbidden.IsAssignableFrom(type)))
            {
                return $"{next.Path}: {type}";
            }

            if (IsLeaf(type) || (!type.IsValueType && !visited.Add(next.Value)))
            {
                continue;
            }

            if (next.Value is Array array)
            {
                int index = 0;
                foreach (object? element in array)
                {
                    Push(element, $"{next.Path}[{index++}]");
                }

                continue;
            }

            foreach (FieldInfo field in Fields.GetOrAdd(type, InstanceFields))
            {
                Push(field.GetValue(next.Value), $"{next.Path}.{field.Name}");
            }
        }

        return null;

        void Push(object? value, string path)
        {
            if (value is not null)
            {
                pending.Push((value, path));
            }
        }
    }

    private static bool IsLeaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || type == typeof(decimal) || typeof(MemberInfo).IsAssignableFrom(type)
        || (type.IsArray && IsLeaf(type.GetElementType()!));

    private static FieldInfo[] InstanceFields(Type type)
    {
        List<FieldInfo> fields = [];
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            fields.AddRange(current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(field => !IsLeaf(field.FieldType) && !field.FieldType.IsPointer && !field.FieldType.IsByRefLike));
        }

        return [.. fields];
    }
}
