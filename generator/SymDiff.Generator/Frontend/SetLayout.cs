using System.Globalization;
using Microsoft.CodeAnalysis;
using SymDiff.Compiler;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.Emit.Sets;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Sets;

namespace SymDiff.Generator.Frontend;

/// <summary>What a set of parameters is taken apart into: itself, of which all that is no parameter is read, and its numbers and arrays.</summary>
/// <param name="Layout">Its members, the set itself first.</param>
/// <param name="Parts">How the emitted forms hand it on.</param>
internal sealed record SetLayout(Layout Layout, SetParts Parts)
{
    /// <summary>Whether the type is a set that may be differentiated by.</summary>
    public static bool IsSet(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: Microsoft.CodeAnalysis.TypeKind.Class or Microsoft.CodeAnalysis.TypeKind.Struct } named && !ExposedReals.IsMarkedConstant(named) && Marks.Has(named, Marks.ParameterSet);

    /// <summary>Whether the type is a set that may be differentiated by, or an array of such.</summary>
    public static bool IsSets(ITypeSymbol? type) => IsSet(type) || (type is IArrayTypeSymbol { IsSZArray: true } array && IsSet(array.ElementType));

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
    public static (SetLayout? Layout, string? Reason) Of(ITypeSymbol type, Compilation compilation, INamedTypeSymbol home)
    {
        var open = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        return type is IArrayTypeSymbol array ? new Reader(compilation, home, open, isInner: false).ReadArray(array)
            : new Reader(compilation, home, open, isInner: false).Read((INamedTypeSymbol)type);
    }

    /// <summary>The layout of a set whose parameters are among those of others.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="home">The type that the derivatives are emitted into.</param>
    public static SetLayout OfInner(INamedTypeSymbol type, Compilation compilation, INamedTypeSymbol home) =>
        new Reader(compilation, home, new HashSet<ISymbol>(SymbolEqualityComparer.Default), isInner: true).Read(type).Layout
        ?? throw new InvalidOperationException("a set in another one that was taken apart cannot be taken apart");

    /// <summary>A set that is found by the number of its first block.</summary>
    public static Layout Located(INamedTypeSymbol type, SetLayout set) => new(
        type,
        [
            new("Self", type, type, null, 0, IsConstant: true),
            new("Parameters", type, type, null, 1, IsConstant: false) { Held = IrType.Buffer(set.Parts.Scalar) },
            new("Starts", type, type, null, 2, IsConstant: true) { Held = IrType.Buffer(IrType.Int32) },
            new("Lengths", type, type, null, 3, IsConstant: true) { Held = IrType.Buffer(IrType.Int32) },
            new("Block", type, type, null, 4, IsConstant: true) { Held = IrType.Int32 },
        ],
        null)
    { IsSet = true, Located = set };

    /// <summary>An array of sets that are found by the numbers of their first blocks.</summary>
    public static Layout Sets(ITypeSymbol type, SetLayout element, bool hasFirst) => new(
        type,
        [
            .. Located((INamedTypeSymbol)((IArrayTypeSymbol)type).ElementType, element).Members.Select(m => m.First == 0 ? m with { Type = type, Symbol = type } : m),
            new("First", type, type, null, 5, IsConstant: true) { Held = IrType.Buffer(IrType.Int32) },
        ],
        null)
    { IsSet = true, Elements = element, HasFirst = hasFirst };

    /// <summary>What a set that the method makes is taken apart into.</summary>
    /// <param name="set">What one is taken apart into that it is like.</param>
    public static Layout Made(Layout set) => set.IsInner || set.IsMade ? set : set with
    {
        IsMade = true,
        Members = [.. set.Members.Select(m => m.First == 0 ? m : m.Inner is { } inner ? m with { Inner = Made(inner) } : (TypeMap.Scalar(m.Type) is { } number ? IrType.Buffer(number) : TypeMap.Jagged(m.Type)) is { } memory ? m with { Held = memory } : m)],
    };

    // Inner are the sets of arrays, and those that may be null: in them, what is null is not refused before, so that no block has a number that is known here behind such.
    private sealed class Reader(Compilation compilation, INamedTypeSymbol home, HashSet<ISymbol> open, bool isInner)
    {
        private readonly List<SetPart> _parts = [];
        private readonly List<NestedSet> _nested = [];
        private readonly HashSet<ISymbol> _open = open;
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

        public (SetLayout? Layout, string? Reason) ReadArray(IArrayTypeSymbol type)
        {
            var layout = Inner(type, "").Inner;
            return layout is null ? (null, _reason)
                : (new SetLayout(layout, new SetParts(_parts[0].Inner!.Scalar, IsClass: true, IsOpen: false, ZeroNeedsCast: false, _parts.ToEquatableArray(), default, Blocks) { ElementType = _parts[0].Inner!.CSharpType }), null);
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
                    members.Add(new LayoutMember(member.Name, member.Symbol ?? type, member.Type, inner, first, IsConstant: false));
                    first += inner?.Count ?? 1;
                }
            }

            if (_reason is not null)
            {
                return null;
            }

            _open.Remove(type.OriginalDefinition);
            return new Layout(type, members, null) { IsSet = true };
        }

        // The set and those that it derives from.
        private static IEnumerable<INamedTypeSymbol> Chain(INamedTypeSymbol type)
        {
            for (INamedTypeSymbol? current = type; current is not null; current = SetState.BaseOf(current))
            {
                yield return current;
            }
        }

        private IEnumerable<Parameters> State(INamedTypeSymbol type)
        {
            if (!ForeignState.IsForeign(type, compilation))
            {
                return SetState.Of(type).Select(m => new Parameters(m.Symbol.Name, m.Symbol, m.Type));
            }

            if (ForeignState.Parameters(type) is not { } written)
            {
                Refuse($"'{SymbolText.Short(type)}' is declared in another assembly and does not say what its state is, which this version of SymDiff writes on it");
                return [];
            }

            return written.Select(m => Foreign(type, m.Shape, m.Name)).OfType<Parameters>();
        }

        // Of what is not to be seen nothing but numbers and arrays can be handed on, by their blocks.
        private Parameters? Foreign(INamedTypeSymbol type, SetShape shape, string name)
        {
            if (ForeignState.Member(type, name) is { } seen)
            {
                return new Parameters(name, seen, ForeignState.TypeOf(seen));
            }

            var scalar = SetState.OfSet(type, new HashSet<ISymbol>(SymbolEqualityComparer.Default))!;
            if (shape is SetShape.Scalar or SetShape.Array)
            {
                return new Parameters(name, null, shape == SetShape.Scalar ? scalar : compilation.CreateArrayTypeSymbol(scalar));
            }

            Refuse($"'{SymbolText.Short(type)}.{name}' holds parameters and cannot be read in '{SymbolText.Short(home)}', which is not supported yet for what is neither a number nor an array");
            return null;
        }

        private (Layout? Inner, bool IsKept) Member(INamedTypeSymbol set, Parameters member, string path, bool isVariable)
        {
            if (SetState.Shape(member.Type) is not { } shape)
            {
                return (null, false);
            }

            string name = path.Length == 0 ? member.Name : path + "." + member.Name;
            bool isReadable = member.Symbol is not null && !IsHidden(set, member.Symbol) && compilation.IsSymbolAccessibleWithin(member.Symbol, home) && (member.Property is not { GetMethod: { } getter } || compilation.IsSymbolAccessibleWithin(getter, home));
            if (!isReadable && shape is not (SetShape.Scalar or SetShape.Array))
            {
                return (Refuse($"'{name}' cannot be read in '{SymbolText.Short(home)}', which is not supported yet for what is neither a number nor an array"), false);
            }

            bool isPlace = isReadable && isVariable && member.Property is null;
            switch (shape)
            {
                case SetShape.Sets:
                    return Inner(member.Type, name);

                case SetShape.ClassSet or SetShape.StructSet:
                    var nested = (INamedTypeSymbol)member.Type;
                    return !IsSet(nested) ? (Refuse($"'{name}' is a set that is not marked [ParameterSet]"), false)
                        : nested.IsReferenceType && (isInner || nested.NullableAnnotation == NullableAnnotation.Annotated) ? Inner(nested, name)
                        : Nested(nested, name, isPlace);

                case SetShape.Rows when isInner:
                    return (Refuse($"'{name}' is an array of arrays, which is not supported yet in sets of an array, or in one that may be null"), false);

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

        // Sets of which there may be any number, or none.
        private (Layout? Inner, bool IsKept) Inner(ITypeSymbol type, string name)
        {
            bool isArray = type is IArrayTypeSymbol;
            var set = (INamedTypeSymbol)((type as IArrayTypeSymbol)?.ElementType ?? type);
            string what = name.Length == 0 ? "it" : $"'{name}'";
            if (!IsSet(set))
            {
                return (Refuse($"{what} holds sets that are not marked [ParameterSet]"), false);
            }

            var (element, reason) = new Reader(compilation, home, _open, isInner: true).Read(set);
            if (element is null)
            {
                return (Refuse($"{what} holds sets of the type '{SymbolText.Short(set)}': {reason}"), false);
            }

            string elementType = SymbolText.Of(set.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
            var inner = new InnerSets(elementType, element.Parts.Scalar, isArray, element.Parts.Parts.SelectMany(Matrices).ToEquatableArray(), element.Parts.Parts.Count);
            _parts.Add(new SetPart(name, IrType.Buffer(inner.Scalar), $"global::System.ReadOnlySpan<{CSharpTypes.Name(inner.Scalar)}>", IsReadable: true, SetPartTarget.Block, Blocks) { Inner = inner });
            string place = name.Length == 0 ? "{0}" : "{0}." + Identifier(name);
            _moreBlocks += isArray ? $" + global::SymDiff.ParameterBlocks.BlockCount{inner.TypeArguments}({place})" : $" + ({place}?.BlockCount ?? 0)";
            return (isArray ? Sets(type, element, hasFirst: !isInner) : Located(set, element), true);
        }

        private static IEnumerable<string> Matrices(SetPart part) => part.Inner is { } inner ? inner.Matrices.Select(m => part.Path + (inner.IsArray ? "[]." : "?.") + m)
            : part.CSharpType.Replace("?", "").EndsWith("[,]", StringComparison.Ordinal) ? [part.Path] : [];

        private static string Identifier(string path) => string.Join(".", path.Split('.').Select(SymbolText.Identifier));

        private Layout? Refuse(string reason)
        {
            _reason ??= reason;
            return null;
        }

        // A member that may hold parameters. The symbol is null where it is not to be seen.
        private sealed record Parameters(string Name, ISymbol? Symbol, ITypeSymbol Type)
        {
            public IPropertySymbol? Property => Symbol as IPropertySymbol;
        }
    }
}
