namespace SymDiff.Numeric.Tests.Numerics;

/// <summary>Arguments for a row: of either sign, but where there would be nothing to compare.</summary>
internal static class NumericsDomain
{
    private static readonly HashSet<string> Positive =
    [
        "SquareRoot", "Log", "Log2", "CreateFromYawPitchRoll", "CreatePerspective", "CreatePerspectiveLeftHanded", "CreatePerspectiveFieldOfView", "CreatePerspectiveFieldOfViewLeftHanded",
        "CreatePerspectiveOffCenter", "CreatePerspectiveOffCenterLeftHanded", "CreateOrthographic", "CreateOrthographicLeftHanded", "CreateOrthographicOffCenter",
        "CreateOrthographicOffCenterLeftHanded", "CreateSkew", "FromPolarCoordinates",
    ];

    /// <summary>The numbers of the operands.</summary>
    /// <param name="type">The type that has the member.</param>
    /// <param name="name">The member.</param>
    /// <param name="sizes">How many numbers each operand has.</param>
    /// <param name="random">Makes numbers.</param>
    public static double[][] Point(string type, string name, IReadOnlyList<int> sizes, Random random)
    {
        bool isPositive = Positive.Contains(name);
        double[][] x = [.. sizes.Select(size => Enumerable.Range(0, size).Select(_ => (0.4 + (random.NextDouble() * 1.2)) * (isPositive || random.Next(2) == 0 ? 1 : -1)).ToArray())];
        switch (type, name)
        {
            case (_, "CreatePerspective" or "CreatePerspectiveLeftHanded" or "CreatePerspectiveFieldOfView" or "CreatePerspectiveFieldOfViewLeftHanded" or "CreateOrthographic" or "CreateOrthographicLeftHanded"):
                x[3][0] += 3;
                break;
            case (_, "CreatePerspectiveOffCenter" or "CreatePerspectiveOffCenterLeftHanded" or "CreateOrthographicOffCenter" or "CreateOrthographicOffCenterLeftHanded"):
                (x[1][0], x[3][0], x[5][0]) = (x[1][0] + 3, x[3][0] + 3, x[5][0] + 3);
                break;
            case (_, "CreateLookAt" or "CreateLookAtLeftHanded" or "CreateFromVertices" or "CreateBillboard" or "CreateBillboardLeftHanded" or "CreateConstrainedBillboard" or "CreateConstrainedBillboardLeftHanded"):
                Independent(1, 2);
                x[1] = Twins.Space.Sum(x[0], x[1]);
                x[2] = name == "CreateFromVertices" ? Twins.Space.Sum(x[0], x[2]) : x[2];
                Degenerate(name.Contains("Billboard", StringComparison.Ordinal) ? random.Next(6) : 0);
                break;
            case (_, "CreateLookTo" or "CreateLookToLeftHanded" or "CreateWorld"):
                Independent(1, 2);
                break;
            case (_, "Invert") or ("Plane", "Transform"):
                foreach (int diagonal in x[^1].Length switch { 16 => new[] { 0, 5, 10, 15 }, 6 => [0, 3], _ => [] })
                {
                    x[^1][diagonal] += 4;
                }

                break;
            case ("Matrix4x4", "Decompose"):
                Shape([x[0][0], -x[0][1] * 2, x[0][2] * 3]);
                break;
            case (_, "CreateFromRotationMatrix"):
                Shape([1, 1, 1]);
                break;
            case ("Quaternion", "Slerp"):
                (x[0], x[1]) = (Twins.Space.Unit(x[0]), Twins.Space.Scale(Twins.Space.Unit(x[1]), 0.9));
                break;
            case ("Quaternion", "Lerp"):
                x[2][0] = Math.Abs(x[2][0]) / 2;
                break;
            case (_, "Clamp" or "ClampNative"):
                (x[1], x[2]) = ([.. x[1].Zip(x[2], Math.Min)], [.. x[1].Zip(x[2], Math.Max)]);
                break;
            case ("Complex", "Log") when sizes.Count == 2:
                x[1][0] = Math.Abs(x[1][0]) + 1.5;
                break;
            case ("Complex", "Asin" or "Acos" or "Atan"):
                x[0] = Twins.Space.Scale(x[0], random.Next(2) == 0 ? 0.5 : 2);
                break;
        }

        return x;

        // The second stands across the first.
        void Independent(int a, int b) => x[b] = Twins.Space.Sum(Twins.Space.Cross(x[a], [x[b][1], -x[b][0], x[b][2] * 0.5]), Twins.Space.Scale(x[a], 0.3));

        // Where the library takes other directions: next to the camera, with the axis towards it, and with nothing across the axis, be it upright or not.
        void Degenerate(int how)
        {
            if (how == 1)
            {
                x[1] = Twins.Space.Sum(x[0], Twins.Space.Scale(Twins.Space.Minus(x[1], x[0]), 1e-3));
            }
            else if (how > 1 && x.Length == 5)
            {
                x[1] = how == 4 ? Twins.Space.Sum(x[0], [0, 0, -1.5]) : x[1];
                x[2] = Twins.Space.Unit(Twins.Space.Minus(x[0], x[1]));
                x[4] = how > 2 ? x[2] : x[4];
            }
        }

        // A rotation, each of whose rows has a length of its own, and a little more.
        void Shape(double[] lengths)
        {
            double[] q = Twins.Space.Unit([random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5, (random.NextDouble() - 0.5) * 0.5]);
            for (int r = 0; r < 3; r++)
            {
                double[] row = Twins.Space.Scale(Twins.Space.Rotate(q, [r == 0 ? 1 : 0, r == 1 ? 1 : 0, r == 2 ? 1 : 0]), lengths[r]);
                row.Select(v => v + ((random.NextDouble() - 0.5) * 1e-3)).ToArray().CopyTo(x[0], 4 * r);
            }
        }
    }
}
