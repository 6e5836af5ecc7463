using System.Text.Json;
using GradBench.Protocol;
using SymDiff;

namespace GradBench.Modules;

/// <summary>Hand tracking.</summary>
internal static class HtModule
{
    /// <summary>The module.</summary>
    public static Module Module { get; } = new("ht", new Dictionary<string, Func<JsonElement, Evaluation>> { ["objective"] = Objective, ["jacobian"] = Jacobian });

    private static Evaluation Objective(JsonElement input)
    {
        Tracking t = new(input);
        return Evaluation.Numbers(
            new double[3 * t.Measured.Length],
            errors =>
            {
                if (t.Coordinates.Length > 0)
                {
                    Ht.SurfaceErrors(t.Coordinates, t.Pose, t.Model, t.Correspondences, t.Measured, errors);
                }
                else
                {
                    Ht.VertexErrors(t.Pose, t.Model, t.Correspondences, t.Measured, errors);
                }
            });
    }

    private static Evaluation Jacobian(JsonElement input)
    {
        Tracking t = new(input);
        double[] errors = new double[3 * t.Measured.Length];
        if (t.Coordinates.Length == 0)
        {
            double[] jacobian = new double[errors.Length * t.Pose.Length];
            return new(
                () => Ht.VertexErrorsJacobian(t.Pose, t.Model, t.Correspondences, t.Measured, errors, jacobian),
                () => Json.Of(jacobian, t.Pose.Length));
        }

        SparsityPattern pattern = OwnCoordinatesAndPose(t);
        double[] values = new double[pattern.EntryCount];
        return new(
            () => Ht.SurfaceErrorsSparseJacobian(t.Coordinates, t.Pose, t.Model, t.Correspondences, t.Measured, errors, pattern, values),
            () => Json.Of(values, 2 + t.Pose.Length));
    }

    // Each row of the Jacobian has entries for the two coordinates of its point, and for the whole pose.
    private static SparsityPattern OwnCoordinatesAndPose(Tracking t)
    {
        int rows = 3 * t.Measured.Length;
        int width = 2 + t.Pose.Length;
        int[] starts = [.. Enumerable.Range(0, rows + 1).Select(row => row * width)];
        int[] columns = [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, width).Select(j => j < 2 ? (row / 3 * 2) + j : t.Coordinates.Length + j - 2))];
        return new(rows, t.Coordinates.Length + t.Pose.Length, starts, columns);
    }

    private sealed class Tracking(JsonElement input)
    {
        public double[] Pose { get; } = input.GetProperty("theta").Numbers();

        public HandModel Model { get; } = ModelOf(input.GetProperty("data").GetProperty("model"));

        /// <summary>Which vertex or triangle each point was measured at.</summary>
        public int[] Correspondences { get; } = input.GetProperty("data").GetProperty("correspondences").Integers();

        public Spatial[] Measured { get; } = Points(input.GetProperty("data").GetProperty("points"));

        /// <summary>Where on its triangle each point was measured; none if points were measured at vertices.</summary>
        public double[] Coordinates { get; } = input.GetProperty("us").Rows();

        private static HandModel ModelOf(JsonElement model) => new(
            model.GetProperty("parents").Integers(),
            Transforms(model.GetProperty("base_relatives")),
            Transforms(model.GetProperty("inverse_base_absolutes")),
            Points(model.GetProperty("base_positions")),
            model.GetProperty("weights").Rows(),
            [.. model.GetProperty("triangles").EnumerateArray().Select(t => (t[0].GetInt32(), t[1].GetInt32(), t[2].GetInt32()))],
            model.GetProperty("is_mirrored").GetBoolean());

        // Of homogeneous coordinates the fourth is always 1, and of the matrices that change them the fourth row is always that of the identity.
        private static Spatial[] Points(JsonElement rows) => [.. rows.EnumerateArray().Select(p => new Spatial(p[0].GetDouble(), p[1].GetDouble(), p[2].GetDouble()))];

        private static Transform[] Transforms(JsonElement matrices) => [.. matrices.EnumerateArray().Select(m => new Transform(Column(m, 0), Column(m, 1), Column(m, 2), Column(m, 3)))];

        private static Spatial Column(JsonElement matrix, int j) => new(matrix[0][j].GetDouble(), matrix[1][j].GetDouble(), matrix[2][j].GetDouble());
    }
}
