using SymDiff;

namespace GradBench.Modules;

/// <summary>
/// How far a posed hand is from measured points. A pose is the hand's rotation and translation, and for each of five fingers: how far its first joint is bent, how far that is spread,
/// and how far its second and third are bent.
/// </summary>
internal static partial class Ht
{
    private const int Fingers = 5;

    /// <summary>Points were measured at vertices.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void VertexErrors(
        ReadOnlySpan<double> pose,
        [NoGradient] HandModel model,
        ReadOnlySpan<int> vertices,
        [NoGradient] ReadOnlySpan<Spatial> measured,
        [Output] Span<double> errors)
    {
        Spatial[] skin = Skin(pose, model);
        for (int i = 0; i < vertices.Length; i++)
        {
            Store(measured[i] - skin[vertices[i]], errors, i);
        }
    }

    /// <summary>Points were measured on triangles, each at two coordinates of its own, which are parameters too.</summary>
    [Differentiable(Derivatives.SparseJacobian)]
    public static void SurfaceErrors(
        ReadOnlySpan<double> coordinates,
        ReadOnlySpan<double> pose,
        [NoGradient] HandModel model,
        ReadOnlySpan<int> triangles,
        [NoGradient] ReadOnlySpan<Spatial> measured,
        [Output] Span<double> errors)
    {
        Spatial[] skin = Skin(pose, model);
        for (int i = 0; i < triangles.Length; i++)
        {
            (int a, int b, int c) = model.Triangles[triangles[i]];
            double u = coordinates[2 * i];
            double v = coordinates[(2 * i) + 1];
            Store(measured[i] - ((u * skin[a]) + (v * skin[b]) + ((1 - u - v) * skin[c])), errors, i);
        }
    }

    private static void Store(Spatial error, Span<double> errors, int i)
    {
        errors[3 * i] = error.X;
        errors[(3 * i) + 1] = error.Y;
        errors[(3 * i) + 2] = error.Z;
    }

    // Each vertex goes where the bones have it on average; then the whole hand is moved.
    private static Spatial[] Skin(ReadOnlySpan<double> pose, HandModel model)
    {
        Transform hand = Rotation(new(pose[0], pose[1], pose[2]), new(pose[3], pose[4], pose[5]));
        Transform[] bones = Bones(pose, model);
        Spatial[] skin = new Spatial[model.Vertices.Length];
        for (int i = 0; i < skin.Length; i++)
        {
            Spatial p = default;
            for (int b = 0; b < bones.Length; b++)
            {
                double weight = model.Weights[(i * bones.Length) + b];
                if (weight != 0)
                {
                    p += weight * bones[b].Of(model.Vertices[i]);
                }
            }

            skin[i] = hand.Of(model.IsMirrored ? new(-p.X, p.Y, p.Z) : p);
        }

        return skin;
    }

    // How each bone moves what lies around it at rest.
    private static Transform[] Bones(ReadOnlySpan<double> pose, HandModel model)
    {
        int count = model.Parents.Length;
        double[] bent = new double[count];
        double[] spread = new double[count];
        for (int finger = 0; finger < Fingers; finger++)
        {
            int bone = 2 + (4 * finger);
            int angle = 6 + (4 * finger);
            bent[bone] = pose[angle];
            spread[bone] = pose[angle + 1];
            bent[bone + 1] = pose[angle + 2];
            bent[bone + 2] = pose[angle + 3];
        }

        Transform[] absolute = new Transform[count];
        Transform[] bones = new Transform[count];
        for (int b = 0; b < count; b++)
        {
            Transform relative = model.Relatives[b].After(Joint(bent[b], spread[b]));
            absolute[b] = model.Parents[b] < 0 ? relative : absolute[model.Parents[b]].After(relative);
            bones[b] = absolute[b].After(model.Inverses[b]);
        }

        return bones;
    }

    // A rotation around the first axis, then one around the third.
    private static Transform Joint(double bent, double spread)
    {
        double cosBent = Math.Cos(bent);
        double sinBent = Math.Sin(bent);
        double cosSpread = Math.Cos(spread);
        double sinSpread = Math.Sin(spread);
        return new(
            new(cosSpread, sinSpread, 0),
            new(-sinSpread * cosBent, cosSpread * cosBent, sinBent),
            new(sinSpread * sinBent, -cosSpread * sinBent, cosBent),
            default);
    }

    // A rotation around an axis that is as long as the angle, none at all if that is small; then a translation.
    private static Transform Rotation(Spatial rotation, Spatial translation)
    {
        double angle = Math.Sqrt(rotation.Dot(rotation));
        if (angle < 0.0001)
        {
            return new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), translation);
        }

        Spatial axis = 1 / angle * rotation;
        return new(Turned(new(1, 0, 0), axis, angle), Turned(new(0, 1, 0), axis, angle), Turned(new(0, 0, 1), axis, angle), translation);
    }

    private static Spatial Turned(Spatial p, Spatial axis, double angle)
    {
        double cosine = Math.Cos(angle);
        return (cosine * p) + (Math.Sin(angle) * axis.Cross(p)) + (axis.Dot(p) * (1 - cosine) * axis);
    }
}
