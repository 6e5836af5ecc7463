using System.Buffers;
using GradBench.Modules;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>
/// The errors and the Jacobian of <see cref="Ht.VertexErrors"/> as a careful person writes them: how each bone moves with each angle that it hangs on is computed once, and a row of the Jacobian is made of the
/// few of them that its vertex follows.
/// </summary>
internal static class HtByHand
{
    private const int Fingers = 5;
    private const int Angles = 4 * Fingers;

    public static void Jacobian(ReadOnlySpan<double> pose, HandModel model, ReadOnlySpan<int> vertices, ReadOnlySpan<Spatial> measured, Span<double> errors, Span<double> jacobian)
    {
        int count = model.Parents.Length;
        Transform[] memory = ArrayPool<Transform>.Shared.Rent(2 * count * (Angles + 1));
        Span<Transform> bones = memory.AsSpan(0, count);
        Span<Transform> absolute = memory.AsSpan(count, count);
        Span<Transform> dBones = memory.AsSpan(2 * count, count * Angles);
        Span<Transform> dAbsolute = memory.AsSpan((2 + Angles) * count, count * Angles);

        // Bone b moves with the angles of the entries from starts[b] up to starts[b + 1].
        Span<int> starts = stackalloc int[count + 1];
        Span<int> angles = stackalloc int[count * Angles];
        Bones(pose, model, bones, absolute, starts, angles, dBones, dAbsolute);

        Span<Transform> turned = stackalloc Transform[3];
        Transform hand = Hand(pose, turned);
        Span<Spatial> moves = stackalloc Spatial[Angles];
        for (int i = 0; i < vertices.Length; i++)
        {
            int vertex = vertices[i];
            Spatial rest = model.Vertices[vertex];
            ReadOnlySpan<double> weights = model.Weights.AsSpan(vertex * count, count);
            Spatial p = default;
            moves.Clear();
            for (int b = 0; b < weights.Length; b++)
            {
                double weight = weights[b];
                if (weight == 0)
                {
                    continue;
                }

                p += weight * bones[b].Of(rest);
                for (int entry = starts[b]; entry < starts[b + 1]; entry++)
                {
                    moves[angles[entry]] += weight * dBones[entry].Of(rest);
                }
            }

            if (model.IsMirrored)
            {
                p = Mirrored(p);
            }

            Spatial error = measured[i] - hand.Of(p);
            errors[3 * i] = error.X;
            errors[(3 * i) + 1] = error.Y;
            errors[(3 * i) + 2] = error.Z;
            Span<double> rows = jacobian.Slice(3 * i * pose.Length, 3 * pose.Length);
            for (int j = 0; j < 3; j++)
            {
                Column(turned[j].Of(p), rows, pose.Length, j);
                Column(default, rows, pose.Length, 3 + j);
                rows[(j * pose.Length) + 3 + j] = -1;
            }

            for (int j = 0; j < moves.Length; j++)
            {
                Spatial move = model.IsMirrored ? Mirrored(moves[j]) : moves[j];
                Column(Turned(hand, move), rows, pose.Length, 6 + j);
            }
        }

        ArrayPool<Transform>.Shared.Return(memory);
    }

    private static Spatial Mirrored(Spatial p) => new(-p.X, p.Y, p.Z);

    private static void Column(Spatial move, Span<double> rows, int width, int column)
    {
        rows[column] = -move.X;
        rows[width + column] = -move.Y;
        rows[(2 * width) + column] = -move.Z;
    }

    // A map after a rotation or a derivative of one, which leave the origin where it is.
    private static Transform Linear(Transform map, Transform first) => new(Turned(map, first.X), Turned(map, first.Y), Turned(map, first.Z), default);

    private static Spatial Turned(Transform map, Spatial v) => (v.X * map.X) + (v.Y * map.Y) + (v.Z * map.Z);

    private static void Bones(
        ReadOnlySpan<double> pose,
        HandModel model,
        Span<Transform> bones,
        Span<Transform> absolute,
        Span<int> starts,
        Span<int> angles,
        Span<Transform> dBones,
        Span<Transform> dAbsolute)
    {
        int at = 0;
        for (int b = 0; b < bones.Length; b++)
        {
            starts[b] = at;
            int parent = model.Parents[b];
            Transform fixedPart = parent < 0 ? model.Relatives[b] : absolute[parent].After(model.Relatives[b]);

            // Which angles are the bone's own: one that bends it, and at a finger's first joint one that spreads it.
            int joint = b >= 2 && b < 2 + (4 * Fingers) ? (b - 2) % 4 : 3;
            int own = 4 * ((b - 2) / 4);
            int bend = joint switch { 0 => own, 1 => own + 2, 2 => own + 3, _ => -1 };
            int spread = joint == 0 ? own + 1 : -1;
            double cosBent = bend < 0 ? 1 : Math.Cos(pose[6 + bend]);
            double sinBent = bend < 0 ? 0 : Math.Sin(pose[6 + bend]);
            double cosSpread = spread < 0 ? 1 : Math.Cos(pose[6 + spread]);
            double sinSpread = spread < 0 ? 0 : Math.Sin(pose[6 + spread]);
            Transform rotation = new(
                new(cosSpread, sinSpread, 0),
                new(-sinSpread * cosBent, cosSpread * cosBent, sinBent),
                new(sinSpread * sinBent, -cosSpread * sinBent, cosBent),
                default);
            absolute[b] = fixedPart.After(rotation);
            bones[b] = absolute[b].After(model.Inverses[b]);
            if (parent >= 0)
            {
                Transform relative = model.Relatives[b].After(rotation);
                for (int entry = starts[parent]; entry < starts[parent + 1]; entry++)
                {
                    angles[at] = angles[entry];
                    dAbsolute[at] = dAbsolute[entry].After(relative);
                    at++;
                }
            }

            if (bend >= 0)
            {
                angles[at] = bend;
                dAbsolute[at] = Linear(fixedPart, new(default, new(sinSpread * sinBent, -cosSpread * sinBent, cosBent), new(sinSpread * cosBent, -cosSpread * cosBent, -sinBent), default));
                at++;
            }

            if (spread >= 0)
            {
                angles[at] = spread;
                dAbsolute[at] = Linear(
                    fixedPart,
                    new(new(-sinSpread, cosSpread, 0), new(-cosSpread * cosBent, -sinSpread * cosBent, 0), new(cosSpread * sinBent, sinSpread * sinBent, 0), default));
                at++;
            }

            for (int entry = starts[b]; entry < at; entry++)
            {
                dBones[entry] = dAbsolute[entry].After(model.Inverses[b]);
            }

            starts[b + 1] = at;
        }
    }

    // The hand's own movement, and the derivatives of its rotation.
    private static Transform Hand(ReadOnlySpan<double> pose, Span<Transform> turned)
    {
        Spatial rotation = new(pose[0], pose[1], pose[2]);
        Spatial translation = new(pose[3], pose[4], pose[5]);
        double angle = Math.Sqrt(rotation.Dot(rotation));
        if (angle < 0.0001)
        {
            turned.Clear();
            return new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), translation);
        }

        double inverse = 1 / angle;
        Spatial axis = inverse * rotation;
        double cosine = Math.Cos(angle);
        double sine = Math.Sin(angle);
        ReadOnlySpan<Spatial> units = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
        Span<Spatial> columns = stackalloc Spatial[3];
        Span<Spatial> moves = stackalloc Spatial[9];
        for (int column = 0; column < 3; column++)
        {
            Spatial unit = units[column];
            Spatial cross = axis.Cross(unit);
            double dot = axis.Dot(unit);
            columns[column] = (cosine * unit) + (sine * cross) + (dot * (1 - cosine) * axis);
            Spatial dAngle = (-sine * unit) + (cosine * cross) + (dot * sine * axis);
            for (int j = 0; j < 3; j++)
            {
                double component = j == 0 ? axis.X : j == 1 ? axis.Y : axis.Z;
                Spatial dAxis = inverse * (units[j] - (component * axis));
                moves[(3 * j) + column] = (component * dAngle) + (sine * dAxis.Cross(unit)) + ((1 - cosine) * ((dAxis.Dot(unit) * axis) + (dot * dAxis)));
            }
        }

        for (int j = 0; j < 3; j++)
        {
            turned[j] = new(moves[3 * j], moves[(3 * j) + 1], moves[(3 * j) + 2], default);
        }

        return new(columns[0], columns[1], columns[2], translation);
    }
}
