using System.Globalization;
using Microsoft.CodeAnalysis;
using SymDiff.Compiler;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.Emit.Sets;
using SymDiff.Generator.Sets;

namespace SymDiff.Generator.Frontend;

/// <summary>What a set of parameters is taken apart into: itself, of which all that is no parameter is read, and its numbers and arrays.</summary>
/// <param name="Layout">Its members, the set itself first.</param>
/// <param name="Parts">How the emitted forms hand it on.</param>
internal sealed record SetLayout(Layout Layout, SetParts Parts)
{
    /// <summary>Whether the type is a set that may be differentiated by.</summary>
    public static bool IsSet(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named && !ExposedReals.IsMarkedConstant(named) && Marks.Has(named, Marks.ParameterSet);

    /// <summary>Whether a member has no name in a set, because one that derives from its type has another of that name.</summary>
    /// <param name="set">The set.</param>
    /// <param name="member">The member of the set or a base of it.</param>
    public static bool IsHidden(INamedTypeSymbol set, ISymbol member)
    {
        for (INamedTypeSymbol? type = set; type is not null && !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, member.ContainingType.OriginalDefinition); type = type.BaseType)
        {
            if (type.GetMembers(member.Name).Any(m => !m.IsOverride))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The layout, or why there is none.</summary>
    /// <param name="type">The set.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="home">The type that the derivatives are emitted into.</param>
    public static (SetLayout? Layout, string? Reason) Of(INamedTypeSymbol type, Compilation compilation, INamedTypeSymbol home) => new Reader(compilation, home).Read(type);

    private sealed class Reader(Compilation compilation, INamedTypeSymbol home)
    {
        private readonly List<SetPart> _parts = [];
        private readonly List<NestedSet> _nested = [];
        private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);
        private int _blocks;
        private string _moreBlocks = "";
        private string? _reason;

        public (SetLayout? Layout, string? Reason) Read(INamedTypeSymbol type)
        {
            if (SetState.OfSet(type, new HashSet<ISymbol>(SymbolEqualityComparer.Default)) is not { } scalar || TypeMap.Scalar(scalar) is not { IsReal: true } real)
            {
                return (null, "its scalar type is a type parameter, which is not supported yet");
            }

            var layout = Of(type, "", isVariable: true);
            if (_reason is not null)
            {
                return (null, _reason);
            }

            var target = SetTarget.Of(compilation, Marks.Get(type, Marks.ParameterSet)?.AttributeClass);
            return (
                new SetLayout(
                    layout!,
                    new SetParts(
                        real,
                        type.IsReferenceType,
                        type is { IsReferenceType: true, IsSealed: false },
                        !SymbolEqualityComparer.Default.Equals(SetState.Zero(type, target.HasCovariantReturns), type),
                        _parts.ToEquatableArray(),
                        _nested.ToEquatableArray(),
                        Blocks)),
                null);
        }

        private string Blocks => _blocks.ToString(CultureInfo.InvariantCulture) + _moreBlocks;

        private Layout? Of(INamedTypeSymbol type, string path, bool isVariable)
        {
            if (!_open.Add(type.OriginalDefinition))
            {
                return Refuse($"'{SymbolText.Short(type)}' holds sets of its own type, which is not supported yet");
            }

            var members = new List<LayoutMember> { new("Self", type, type, null, 0, IsConstant: true) };
            int first = 1;
            foreach (var member in Chain(type).Reverse().SelectMany(State))
            {
                var (inner, isKept) = Member(type, member, path, isVariable);
                if (_reason is not null)
                {
                    return null;
                }

                if (isKept)
                {
                    members.Add(new LayoutMember(member.Symbol.Name, member.Symbol, member.Type, inner, first, IsConstant: false));
                    first += inner?.Count ?? 1;
                }
            }

            _open.Remove(type.OriginalDefinition);
            return new Layout(type, members, null) { IsSet = true };
        }

        // The set and those that it derives from. What other assemblies hold is not all to be seen.
        private static IEnumerable<INamedTypeSymbol> Chain(INamedTypeSymbol type)
        {
            for (INamedTypeSymbol? current = type; current is not null; current = SetState.BaseOf(current))
            {
                yield return current;
            }
        }

        private IEnumerable<StateMember> State(INamedTypeSymbol type)
        {
            if (type.DeclaringSyntaxReferences.IsEmpty)
            {
                Refuse($"'{SymbolText.Short(type)}' is declared in another assembly, where not all of its state is seen");
                return [];
            }

            return SetState.Of(type);
        }

        private (Layout? Inner, bool IsKept) Member(INamedTypeSymbol set, StateMember member, string path, bool isVariable)
        {
            if (SetState.Shape(member.Type) is not { } shape)
            {
                return (null, false);
            }

            string name = path.Length == 0 ? member.Symbol.Name : path + "." + member.Symbol.Name;
            bool isReadable = !IsHidden(set, member.Symbol) && compilation.IsSymbolAccessibleWithin(member.Symbol, home) && (member.Property is not { GetMethod: { } getter } || compilation.IsSymbolAccessibleWithin(getter, home));
            if (!isReadable && shape is not (SetShape.Scalar or SetShape.Array or SetShape.Sets))
            {
                return (Refuse($"'{name}' cannot be read in '{SymbolText.Short(home)}', which is not supported yet for what is neither a number nor an array"), false);
            }

            bool isPlace = isReadable && isVariable && member.Property is null;
            switch (shape)
            {
                case SetShape.Sets:
                    return (Refuse($"'{name}' is an array of sets, which is not supported yet"), false);

                case SetShape.ClassSet or SetShape.StructSet:
                    var nested = (INamedTypeSymbol)member.Type;
                    if (!IsSet(nested))
                    {
                        return (Refuse($"'{name}' is a set that is not marked [ParameterSet]"), false);
                    }

                    if (nested is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated })
                    {
                        return (Refuse($"'{name}' is a set that may be null, which is not supported yet"), false);
                    }

                    return Nested(nested, name, isPlace);

                default:
                    var type = shape switch
                    {
                        SetShape.Scalar => TypeMap.Scalar(member.Type),
                        SetShape.Rows => TypeMap.Jagged(member.Type),
                        _ => TypeMap.Memory(member.Type),
                    };
                    if (type is null)
                    {
                        return (Refuse($"'{name}' holds numbers of a type parameter, which is not supported yet"), false);
                    }

                    bool isAssignable = isVariable && isReadable && member.Property is { SetMethod: { IsInitOnly: false } setter } && compilation.IsSymbolAccessibleWithin(setter, home);
                    string text = isReadable || !type.IsBuffer ? SymbolText.Of(member.Type) : $"global::System.ReadOnlySpan<{SymbolText.Of(((IArrayTypeSymbol)member.Type).ElementType)}>";
                    _parts.Add(new SetPart(
                        name, type, text, isReadable, isPlace ? SetPartTarget.Field : isAssignable ? SetPartTarget.Property : SetPartTarget.Block, Blocks));
                    if (shape == SetShape.Rows)
                    {
                        _moreBlocks += $" + ({{0}}.{Identifier(name)}?.Length ?? 0)";
                    }
                    else
                    {
                        _blocks++;
                    }

                    return (null, true);
            }
        }

        private (Layout? Inner, bool IsKept) Nested(INamedTypeSymbol set, string name, bool isPlace)
        {
            bool isOpen = set is { IsReferenceType: true, IsSealed: false };
            var (place, blocks, more) = (_nested.Count, _blocks, _moreBlocks);
            var inner = Of(set, name, set.IsReferenceType || isPlace);
            if (set.IsReferenceType)
            {
                string own = (_blocks - blocks).ToString(CultureInfo.InvariantCulture) + _moreBlocks.Substring(more.Length);
                _nested.Insert(place, new NestedSet(name, SymbolText.Of(set), isOpen, own));
            }

            if (isOpen)
            {
                // It may have more blocks than it shows here.
                (_blocks, _moreBlocks) = (blocks, $"{more} + {{0}}.{Identifier(name)}.BlockCount");
            }

            return (inner, inner is not null);
        }

        private static string Identifier(string path) => string.Join(".", path.Split('.').Select(SymbolText.Identifier));

        private Layout? Refuse(string reason)
        {
            _reason ??= reason;
            return null;
        }
    }
}
