using System.Text.Json;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>Cameras, points, and which camera saw which point where. GradBench sends one of each, to be repeated.</summary>
internal sealed class Scene
{
    public Scene(JsonElement input)
    {
        double[] c = input.GetProperty("cam").Numbers();
        double[] x = input.GetProperty("x").Numbers();
        double[] feature = input.GetProperty("feat").Numbers();
        Cameras = new Camera[input.GetProperty("n").GetInt32()];
        Array.Fill(Cameras, new(new(c[0], c[1], c[2]), new(c[3], c[4], c[5]), c[6], c[7], c[8], c[9], c[10]));
        Points = new Spatial[input.GetProperty("m").GetInt32()];
        Array.Fill(Points, new(x[0], x[1], x[2]));
        int observations = input.GetProperty("p").GetInt32();
        Weights = new double[observations];
        Array.Fill(Weights, input.GetProperty("w").GetDouble());
        Observations = new Observation[observations];
        for (int i = 0; i < observations; i++)
        {
            Observations[i] = new(i % Cameras.Length, i % Points.Length, feature[0], feature[1]);
        }
    }

    public Camera[] Cameras { get; }

    public Spatial[] Points { get; }

    /// <summary>The weights of the observations.</summary>
    public double[] Weights { get; }

    public Observation[] Observations { get; }

    /// <summary>A camera saw a point.</summary>
    internal readonly record struct Observation(int Camera, int Point, double X, double Y);
}
