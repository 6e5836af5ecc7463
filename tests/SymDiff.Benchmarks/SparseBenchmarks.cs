using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace SymDiff.Benchmarks;

/// <summary>A sparse Jacobian of 10,000 unknowns and three colours beside three forward sweeps, and the diagonal of a Hessian beside the gradient.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[MemoryDiagnoser]
public class SparseBenchmarks
{
    private const int Unknowns = 10_000;
    private const int Points = 1_000;
    private const int Dimensions = 8;
    private const int Centroids = 16;
    private const double Step = 1.0 / Unknowns;

    private readonly double[] _u = [.. Enumerable.Range(0, Unknowns).Select(i => Math.Sin(0.01 * i))];
    private readonly double[] _tangent = [.. Enumerable.Range(0, Unknowns).Select(i => i % 3 == 0 ? 1.0 : 0.0)];
    private readonly double[] _residual = new double[Unknowns];
    private readonly double[] _change = new double[Unknowns];
    private readonly double[] _points = [.. Enumerable.Range(0, Points * Dimensions).Select(i => Math.Sin(i * 0.7))];
    private readonly double[] _centroids = [.. Enumerable.Range(0, Centroids * Dimensions).Select(i => Math.Cos(i * 1.3))];
    private readonly double[] _gradient = new double[Centroids * Dimensions];
    private readonly double[] _diagonal = new double[Centroids * Dimensions];
    private SparsityPattern _pattern = null!;
    private double[] _values = [];

    [GlobalSetup]
    public void Check()
    {
        _pattern = Sparse.ResidualJacobianPattern(_u, Step, _residual);
        _values = new double[_pattern.EntryCount];
        Sparse.ResidualSparseJacobian(_u, Step, _residual, _pattern, _values);
        Agreement.Require("Residual", [1 / (Step * Step), 3], [_values[2], _pattern.ColorCount]);
        double[] gradient = new double[_gradient.Length];
        Sparse.KMeansValueAndGradient(_points, Points, Dimensions, _centroids, gradient);
        Sparse.KMeansValueGradientAndHessianDiagonal(_points, Points, Dimensions, _centroids, _gradient, _diagonal);
        Agreement.Require("KMeans", gradient, _gradient);
        Agreement.Require("KMeans, diagonal", [2.0 * Points * Dimensions], [_diagonal.Sum()]);
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Residual")]
    public void ThreeSweeps()
    {
        Sparse.ResidualJvp(_u, Step, _residual, _tangent, _change);
        Sparse.ResidualJvp(_u, Step, _residual, _tangent, _change);
        Sparse.ResidualJvp(_u, Step, _residual, _tangent, _change);
    }

    [Benchmark]
    [BenchmarkCategory("Residual")]
    public void SparseJacobian() => Sparse.ResidualSparseJacobian(_u, Step, _residual, _pattern, _values);

    [Benchmark]
    [BenchmarkCategory("Residual")]
    public SparsityPattern Pattern() => Sparse.ResidualJacobianPattern(_u, Step, _residual);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("KMeans")]
    public double KMeansGradient() => Sparse.KMeansValueAndGradient(_points, Points, Dimensions, _centroids, _gradient);

    [Benchmark]
    [BenchmarkCategory("KMeans")]
    public double KMeansGradientAndDiagonal() => Sparse.KMeansValueGradientAndHessianDiagonal(_points, Points, Dimensions, _centroids, _gradient, _diagonal);

    [Benchmark]
    [BenchmarkCategory("KMeans")]
    public void KMeansDiagonal() => Sparse.KMeansHessianDiagonal(_points, Points, Dimensions, _centroids, _diagonal);
}
