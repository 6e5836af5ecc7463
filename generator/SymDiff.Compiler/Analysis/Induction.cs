using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>
/// A carried integer that goes on by the same in every completed iteration: iteration <c>k</c> begins with <c>Initial + k · step</c>, in arithmetic that wraps; or by so many more each time,
/// as the place of a row in a triangle does: then there is <c>k · (k − 1) / 2</c> times that as well.
/// </summary>
/// <param name="Initial">What the first iteration begins with.</param>
/// <param name="Number">The part of the step that is a literal.</param>
/// <param name="Stride">The part that is a value from outside the loop; null for none.</param>
/// <param name="IsSubtracted">Whether <see cref="Stride"/> is taken away.</param>
internal sealed record Induction(Value Initial, int Number, Value? Stride = null, bool IsSubtracted = false)
{
    /// <summary>What the value needs.</summary>
    public IEnumerable<Value> Operands => Stride is null ? [Initial] : [Initial, Stride];

    /// <summary>What the first iteration begins with, where that is a literal.</summary>
    public Literal? Start { get; init; }

    /// <summary>How much more each step is than the one before.</summary>
    public int Growth { get; init; }

    /// <summary>Finds out whether a value is one.</summary>
    /// <param name="value">A value of the forward sweep.</param>
    /// <param name="sites">The definitions.</param>
    public static Induction? Of(Value value, Sites sites)
    {
        var site = sites[value];
        if (site.Definition is not null || value.Type.Kind != TypeKind.Integer || site.Loop is not { Loop: { IsReversed: false } loop } around)
        {
            return null;
        }

        int place = -1;
        for (int i = 1; i < loop.Body.Parameters.Count; i++)
        {
            place = loop.Body.Parameters[i] == value ? i - 1 : place;
        }

        return place >= 0 && loop.Body.End.IsYield && Step.Of(loop.Body.End.Values[place], value, around, sites) is { } step
            && step.Number is > -int.MaxValue and <= int.MaxValue && (step.Growth == 0 || value.Type == IrType.Int32)
            ? new Induction(loop.Initial[place], (int)step.Number, step.Stride, step.IsSubtracted) { Growth = step.Growth, Start = (sites[loop.Initial[place]].Definition?.Operation as Constant)?.Literal }
            : null;
    }

    /// <summary>Appends what the value is in an iteration.</summary>
    /// <param name="builder">Where to append.</param>
    /// <param name="type">Its type.</param>
    /// <param name="operands">The values of <see cref="Operands"/>.</param>
    /// <param name="iteration">The number of the iteration.</param>
    /// <param name="name">The user's name for it.</param>
    public Value Append(RegionBuilder builder, IrType type, IReadOnlyList<Value> operands, Value iteration, string? name)
    {
        // Integers narrower than int are computed in int.
        var wide = Width(type) < Width(IrType.Int32) ? IrType.Int32 : type;
        var times = To(wide, iteration);
        var sum = Start is { } start ? builder.Constant(start with { Type = wide }) : To(wide, operands[0]);
        if (Number != 0)
        {
            int size = Math.Abs(Number);
            var distance = size == 1 ? times : builder.Apply(wide, "Multiply", times, builder.Constant(Literal.Of(wide, (long)size)));
            sum = Start is { Bits: 0 } && Number > 0 ? distance : builder.Add(new Apply(Number > 0 ? "Add" : "Subtract", EquatableArray.Of(sum, distance)), wide, name);
        }

        if (Stride is not null)
        {
            var distance = builder.Apply(wide, "Multiply", times, To(wide, operands[1]));
            sum = builder.Add(new Apply(IsSubtracted ? "Subtract" : "Add", EquatableArray.Of(sum, distance)), wide, name);
        }

        if (Growth != 0)
        {
            var pairs = builder.Apply(IrType.Int64, "Multiply", To(IrType.Int64, iteration), To(IrType.Int64, builder.Apply(IrType.Int32, Mutation.SkipsRows ? "Add" : "Subtract", iteration, builder.Int(1))));
            var distance = builder.Apply(wide, "Convert", builder.Apply(IrType.Int64, "Divide", pairs, builder.Constant(IrType.Int64, 2)));
            distance = Math.Abs(Growth) == 1 ? distance : builder.Apply(wide, "Multiply", distance, builder.Int(Math.Abs(Growth)));
            sum = Start is { Bits: 0 } && Number == 0 && Stride is null && Growth > 0 ? distance
                : builder.Add(new Apply(Growth > 0 ? "Add" : "Subtract", EquatableArray.Of(sum, distance)), wide, name);
        }

        return To(type, sum);

        Value To(IrType target, Value integer) => integer.Type == target ? integer : builder.Add(new Apply("Convert", EquatableArray.Of(integer)), target, target == type ? name : null);
    }

    private static int Width(IrType type) =>
        type == IrType.Int8 || type == IrType.UInt8 ? 8
        : type == IrType.Int16 || type == IrType.UInt16 || type == IrType.Char ? 16
        : type == IrType.Int32 || type == IrType.UInt32 ? 32
        : 64;

    /// <summary>How far a value of the body is from the carried one.</summary>
    private sealed record Step(long Number, Value? Stride = null, bool IsSubtracted = false, int Growth = 0)
    {
        // Steps that grow by more are written by nobody.
        private const int LargestGrowth = 1000;

        // Sums of this many terms are written by nobody.
        private const int Deepest = 16;

        public static Step? Of(Value value, Value carried, LoopSite loop, Sites sites, int depth = 0)
        {
            if (value == carried)
            {
                return new Step(0);
            }

            var site = sites[value];
            if (site.Definition is not { } definition || !IsInside(site, loop) || depth > Deepest)
            {
                return null;
            }

            switch (definition.Operation)
            {
                // What is narrower than the carried value would lose some of it.
                case Apply { Primitive: "Convert" } convert when value.Type.Kind == TypeKind.Integer && convert.Arguments[0].Type.Kind == TypeKind.Integer
                    && Width(value.Type) >= Width(carried.Type) && Width(convert.Arguments[0].Type) >= Width(carried.Type):
                    return Of(convert.Arguments[0], carried, loop, sites, depth + 1);

                case Apply { Primitive: "Add" } sum when value.Type.Kind == TypeKind.Integer:
                    return Of(sum.Arguments[0], carried, loop, sites, depth + 1) is { } first ? first.Plus(sum.Arguments[1], false, loop, sites)
                        : Of(sum.Arguments[1], carried, loop, sites, depth + 1)?.Plus(sum.Arguments[0], false, loop, sites);

                case Apply { Primitive: "Subtract" } difference when value.Type.Kind == TypeKind.Integer:
                    return Of(difference.Arguments[0], carried, loop, sites, depth + 1)?.Plus(difference.Arguments[1], true, loop, sites);

                case If or Block:
                    return Common(definition, value, carried, loop, sites, depth + 1);

                default:
                    return null;
            }
        }

        // Whatever way is taken, it goes on by the same.
        private static Step? Common(Statement statement, Value value, Value carried, LoopSite loop, Sites sites, int depth)
        {
            int place = 0;
            while (statement.Results[place] != value)
            {
                place++;
            }

            Step? common = null;
            string? label = statement.Operation.Label();
            foreach (var region in statement.Operation.Regions.SelectMany(r => r.Nested().Where(n => ReferenceEquals(n, r) ? n.End.IsYield || n.End.Label == label : label is not null && n.End.Label == label)))
            {
                var step = Of(region.End.Values[place], carried, loop, sites, depth);
                if (step is null || (common is not null && common != step))
                {
                    return null;
                }

                common = step;
            }

            return common;
        }

        private Step? Plus(Value value, bool isSubtracted, LoopSite loop, Sites sites, int depth = 0)
        {
            var site = sites[value];
            if (site.Definition?.Operation is Constant { Literal: var literal })
            {
                return literal.Bits is > -int.MaxValue and < int.MaxValue ? this with { Number = Number + (isSubtracted ? -literal.Bits : literal.Bits) } : null;
            }

            // The number of the iteration, or what is more than that by a literal.
            if (value == loop.Loop.Iteration && Math.Abs(Growth) < LargestGrowth)
            {
                return this with { Growth = Growth + (isSubtracted ? -1 : 1) };
            }

            // A sum or difference with the number of the iteration somewhere in it, such as what is left of a row.
            if (value.Type == IrType.Int32 && IsInside(site, loop) && depth < Deepest
                && site.Definition?.Operation is Apply { Primitive: "Add" or "Subtract" } sum && Contains(value, loop, sites, depth))
            {
                return Plus(sum.Arguments[0], isSubtracted, loop, sites, depth + 1)?.Plus(sum.Arguments[1], isSubtracted != (sum.Primitive == "Subtract"), loop, sites, depth + 1);
            }

            // A conversion that stands in the loop is done again.
            var stride = site.Definition?.Operation is Apply { Primitive: "Convert" } convert && convert.Arguments[0].Type.Kind == TypeKind.Integer ? convert.Arguments[0] : value;
            return Stride is null && !IsInside(sites[stride], loop) && (stride == value || Width(value.Type) >= Width(stride.Type))
                ? this with { Stride = stride, IsSubtracted = isSubtracted }
                : null;
        }

        private static bool Contains(Value value, LoopSite loop, Sites sites, int depth) => value == loop.Loop.Iteration
            || (depth < Deepest && IsInside(sites[value], loop) && sites[value].Definition?.Operation is Apply { Primitive: "Add" or "Subtract" } sum
                && sum.Arguments.Any(a => Contains(a, loop, sites, depth + 1)));

        private static bool IsInside(Site site, LoopSite loop)
        {
            for (var around = site.Loop; around is not null; around = around.Parent)
            {
                if (around == loop)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
