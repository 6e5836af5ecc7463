using System.Xml.Linq;
using BundleAdjustment;
using MathNet.Numerics.LinearAlgebra;

namespace SymDiff.Samples.Tests;

/// <summary>Blocks, normal equations and the end of the adjustment.</summary>
public sealed class BundleAdjustmentTests
{
    private const double PixelError = 0.5;

    private static (Scene Truth, IReadOnlyList<Observation> Seen, Scene Start) Example(double error)
    {
        Chance random = new(7);
        Scene truth = Scene.Church(cameras: 12);
        truth = truth with { Points = [.. truth.Points.Where((_, i) => i % 9 == 0)] };
        IReadOnlyList<Observation> seen = truth.Observe(random, error);
        return (truth, seen, truth.Disturbed(random));
    }

    [Fact]
    public void Rotations_KeepLengthsAndLookAtTheMiddle()
    {
        foreach (Camera camera in Scene.Church(cameras: 7).Cameras)
        {
            // All look at one point, which they have in the middle of their pictures.
            (double x, double y) = Reprojection.Error(camera, new Spatial(0, -0.8, 0), 0, 0);
            Assert.Equal(0, x, 1e-9);
            Assert.Equal(0, y, 1e-9);
            Spatial p = new(0.3, -1.2, 0.7);
            Assert.Equal(p.Length, Reprojection.Rotated(camera.Rotation, p).Length, 1e-14);

            // What is higher in the world is higher in the picture, whose y points downwards.
            Assert.True(Reprojection.Error(camera, new Spatial(0, -1.8, 0), 0, 0).Y < -50);
        }
    }

    [Fact]
    public void Blocks_AreTheDifferences()
    {
        var (_, seen, scene) = Example(PixelError);
        double[] byCamera = new double[18];
        double[] byPoint = new double[6];
        foreach (Observation o in seen.Take(20))
        {
            Camera camera = scene.Cameras[o.Camera] with { K1 = -0.06, K2 = 0.02 };
            Spatial point = scene.Points[o.Point];
            (double X, double Y) error = Reprojection.ErrorJacobianBlocks(camera, point, o.X, o.Y, byCamera, byPoint);
            Assert.Equal(Reprojection.Error(camera, point, o.X, o.Y), error);
            for (int j = 0; j < 12; j++)
            {
                double h = j == 6 ? 1e-2 : 1e-5;
                (double X, double Y) Moved(double by)
                {
                    Vector<double> step = Vector<double>.Build.Dense(12, i => i == j ? by : 0);
                    return Reprojection.Error(camera.Plus(step.SubVector(0, 9)), point + new Spatial(step[9], step[10], step[11]), o.X, o.Y);
                }

                (double dX, double dY) = ((Moved(h).X - Moved(-h).X) / (2 * h), (Moved(h).Y - Moved(-h).Y) / (2 * h));
                Assert.Equal(dX, j < 9 ? byCamera[j] : byPoint[j - 9], 1e-5 * (1 + Math.Abs(dX)));
                Assert.Equal(dY, j < 9 ? byCamera[9 + j] : byPoint[3 + j - 9], 1e-5 * (1 + Math.Abs(dY)));
            }
        }
    }

    /// <summary>The elimination of the points gives the solution of the whole system, made of differences.</summary>
    [Fact]
    public void Step_IsThatOfTheDenseEquations()
    {
        const double Damping = 0.01;
        var (_, seen, scene) = Example(PixelError);
        int cameras = Camera.Numbers * scene.Cameras.Count;
        int unknowns = cameras + (3 * scene.Points.Count);
        Matrix<double> jacobian = Matrix<double>.Build.Dense(2 * seen.Count, unknowns);
        for (int j = 0; j < unknowns; j++)
        {
            double h = j < cameras && j % 9 == 6 ? 1e-2 : 1e-5;
            Vector<double> slope = (Errors(scene, seen, j, h) - Errors(scene, seen, j, -h)) / (2 * h);
            jacobian.SetColumn(j, slope);
        }

        Vector<double> errors = Errors(scene, seen, 0, 0);
        Matrix<double> whole = jacobian.TransposeThisAndMultiply(jacobian);
        whole.SetDiagonal(whole.Diagonal() * (1 + Damping));
        Vector<double> expected = whole.LU().Solve(-jacobian.TransposeThisAndMultiply(errors));

        NormalEquations equations = new(scene, seen);
        var (ofCameras, ofPoints, promised) = equations.Solve(Damping);
        Vector<double> step = Vector<double>.Build.DenseOfEnumerable(ofCameras.Concat(ofPoints).SelectMany(v => v));
        Assert.Equal(errors.DotProduct(errors) / 2, equations.Cost, 1e-9 * equations.Cost);
        Assert.True((step - expected).L2Norm() < 1e-5 * expected.L2Norm());
        Vector<double> linear = errors + (jacobian * expected);
        Assert.Equal((errors.DotProduct(errors) - linear.DotProduct(linear)) / 2, promised, 1e-5 * promised);
    }

    [Fact]
    public void WithoutErrorsOfMeasurement_TheSceneIsFound()
    {
        var (truth, seen, start) = Example(0);
        Step end = Adjustment.Run(start, seen).Last();
        Assert.InRange(end.Pixels, 0, 1e-6);
        Assert.InRange(Alignment.Distance(Alignment.Of(end.Scene.Points, truth.Points), truth.Points), 0, 1e-8);
        for (int i = 0; i < truth.Cameras.Count; i++)
        {
            Assert.Equal(truth.Cameras[i].Focal, end.Scene.Cameras[i].Focal, 1e-5);
            Assert.Equal(truth.Cameras[i].K1, end.Scene.Cameras[i].K1, 1e-8);
        }
    }

    [Fact]
    public void ErrorsFallToThoseOfTheMeasurements()
    {
        var (truth, seen, start) = Example(PixelError);
        List<Step> steps = [.. Adjustment.Run(start, seen)];
        Assert.All(steps.Zip(steps.Skip(1)), s => Assert.True(s.Second.Pixels < s.First.Pixels));
        Assert.True(steps[0].Pixels > 20);
        double left = 1 - ((((9.0 * truth.Cameras.Count) + (3 * truth.Points.Count)) - 7) / (2 * seen.Count));
        Assert.InRange(steps[^1].Pixels / (PixelError * Math.Sqrt(2 * left)), 0.85, 1.15);
        Assert.InRange(new NormalEquations(steps[^1].Scene, seen).Slope, 0, 1);

        string folder = Directory.CreateTempSubdirectory().FullName;
        Pictures.Scenes(Path.Combine(folder, "points.svg"), truth, steps);
        Pictures.Errors(Path.Combine(folder, "errors.svg"), seen, steps);
        Assert.All(Directory.GetFiles(folder), f => Assert.Contains(XDocument.Load(f).Descendants(), e => e.Name.LocalName == "text"));
        Directory.Delete(folder, recursive: true);
    }

    private static Vector<double> Errors(Scene scene, IReadOnlyList<Observation> seen, int unknown, double by)
    {
        int cameras = Camera.Numbers * scene.Cameras.Count;
        Vector<double> step = Vector<double>.Build.Dense(cameras + (3 * scene.Points.Count));
        step[unknown] = by;
        return Vector<double>.Build.DenseOfEnumerable(seen.SelectMany(o =>
        {
            int p = cameras + (3 * o.Point);
            (double x, double y) = Reprojection.Error(
                scene.Cameras[o.Camera].Plus(step.SubVector(9 * o.Camera, 9)), scene.Points[o.Point] + new Spatial(step[p], step[p + 1], step[p + 2]), o.X, o.Y);
            return new[] { x, y };
        }));
    }
}
