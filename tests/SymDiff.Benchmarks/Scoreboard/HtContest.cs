using System.Runtime.InteropServices;
using GradBench.Modules;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>Hand tracking, where points were measured at vertices: the errors and their Jacobian.</summary>
internal static class HtContest
{
    private const int Bones = 22;
    private const int PoseLength = 26;

    private delegate double InC(
        int bones,
        int skinSize,
        int count,
        double[] pose,
        int[] parents,
        double[] relatives,
        double[] inverses,
        double[] rest,
        double[] weights,
        int isMirrored,
        int[] vertices,
        double[] measured,
        double[] errors);

    public static Contest Of(int skinSize, int count)
    {
        HandModel model = Model(skinSize);
        double[] pose = Data.Uniform(1, PoseLength, -0.5, 0.5);
        int[] vertices = [.. Data.Uniform(2, count, 0, skinSize).Select(v => (int)v)];
        double[] numbers = Data.Uniform(3, 3 * count, -1, 1);
        Spatial[] measured = Spatials(numbers);
        double[][] results = Data.Buffers(3 * count, 3 * count * PoseLength);
        double[] errors = new double[3 * count];
        InC? c = CLibrary.Function<InC>("ht");
        double[] relatives = Numbers<Transform>(model.Relatives);
        double[] inverses = Numbers<Transform>(model.Inverses);
        double[] rest = Numbers<Spatial>(model.Vertices);
        return new("ht", $"v{skinSize} c{count}")
        {
            Primal = Primal,
            Emitted = () => Ht.VertexErrorsJacobian(pose, model, vertices, measured, results[0], results[1]),
            ByHand = () => HtByHand.Jacobian(pose, model, vertices, measured, results[0], results[1]),
            C = c is null ? null : () => c(Bones, skinSize, count, pose, model.Parents, relatives, inverses, rest, model.Weights, 1, vertices, numbers, errors),
            Results = results,
            Slopes = [Rows()],
        };

        double Primal()
        {
            Ht.VertexErrors(pose, model, vertices, measured, errors);
            return errors[0];
        }

        // The errors are multiplied by numbers and summed.
        Slope Rows()
        {
            double[] factors = Data.Uniform(4, errors.Length, -1, 1);
            double[][] gradient = Data.Buffers(PoseLength);
            Slope slope = Slope.Of([pose], gradient, () =>
            {
                _ = Primal();
                return Slope.Dot(factors, errors);
            });
            return slope with
            {
                Written = () =>
                {
                    for (int j = 0; j < PoseLength; j++)
                    {
                        gradient[0][j] = 0;
                        for (int row = 0; row < factors.Length; row++)
                        {
                            gradient[0][j] += factors[row] * results[1][(row * PoseLength) + j];
                        }
                    }

                    return slope.Written();
                },
            };
        }
    }

    // The wrist, the palm that hangs on it, and five fingers of four bones on the palm. A vertex moves with a bone or two of a finger, and with the palm.
    private static HandModel Model(int skinSize)
    {
        int[] parents = [-1, 0, .. Enumerable.Range(0, Bones - 2).Select(b => b % 4 == 0 ? 1 : b + 1)];
        double[] weights = new double[skinSize * Bones];
        double[] shares = Data.Uniform(10, skinSize, 0.2, 0.6);
        for (int i = 0; i < skinSize; i++)
        {
            int bone = 2 + (7 * i % (Bones - 2));
            weights[(i * Bones) + 1] = 0.2;
            weights[(i * Bones) + bone] = shares[i];
            weights[(i * Bones) + parents[bone]] += 0.8 - shares[i];
        }

        return new(parents, Maps(11), Maps(12), Spatials(Data.Uniform(13, 3 * skinSize, -1, 1)), weights, [], true);
    }

    private static Transform[] Maps(int seed)
    {
        Spatial[] parts = Spatials(Data.Uniform(seed, 12 * Bones, -0.6, 0.6));
        return [.. Enumerable.Range(0, Bones).Select(b => new Transform(parts[4 * b], parts[(4 * b) + 1], parts[(4 * b) + 2], parts[(4 * b) + 3]))];
    }

    private static Spatial[] Spatials(double[] numbers) => MemoryMarshal.Cast<double, Spatial>(numbers).ToArray();

    private static double[] Numbers<T>(T[] structures)
        where T : struct => MemoryMarshal.Cast<T, double>(structures).ToArray();
}
