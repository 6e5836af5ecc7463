namespace CurveFitting;

/// <summary>A model: y at every x.</summary>
internal delegate void Model(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> y);

/// <summary>What is emitted for a model: y, and how each depends on each parameter, row by row.</summary>
internal delegate void ModelJacobian(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> y, Span<double> jacobian);

/// <summary>Measurements, the model that is to fit them, and its emitted Jacobian.</summary>
internal sealed class Problem(string name, Model model, ModelJacobian jacobian)
{
    /// <summary>All of them, the easiest level first.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        new("Misra1a", Models.Misra1a, Models.Misra1aJacobian),
        new("Misra1b", Models.Misra1b, Models.Misra1bJacobian),
        new("DanWood", Models.DanWood, Models.DanWoodJacobian),
        new("Chwirut2", Models.Chwirut2, Models.Chwirut2Jacobian),
        new("Lanczos3", Models.Lanczos3, Models.Lanczos3Jacobian),
        new("Misra1c", Models.Misra1c, Models.Misra1cJacobian),
        new("Misra1d", Models.Misra1d, Models.Misra1dJacobian),
        new("MGH17", Models.Mgh17, Models.Mgh17Jacobian),
        new("Roszman1", Models.Roszman1, Models.Roszman1Jacobian),
        new("MGH09", Models.Mgh09, Models.Mgh09Jacobian),
        new("MGH10", Models.Mgh10, Models.Mgh10Jacobian),
        new("Thurber", Models.Thurber, Models.ThurberJacobian),
        new("BoxBOD", Models.Misra1a, Models.Misra1aJacobian),
        new("Rat42", Models.Rat42, Models.Rat42Jacobian),
        new("Rat43", Models.Rat43, Models.Rat43Jacobian),
        new("Eckerle4", Models.Eckerle4, Models.Eckerle4Jacobian),
    ];

    /// <summary>What the problem is called.</summary>
    public string Name { get; } = name;

    /// <summary>The measurements and the certified solution.</summary>
    public Dataset Data { get; } = Dataset.Load(name);

    /// <summary>The model at other places than those of the measurements.</summary>
    public double[] Evaluate(double[] b, double[] x)
    {
        double[] y = new double[x.Length];
        model(b, x, y);
        return y;
    }

    /// <summary>How far the model is from each measurement.</summary>
    public double[] Residuals(double[] b)
    {
        double[] residuals = Evaluate(b, Data.X);
        Subtract(residuals);
        return residuals;
    }

    /// <summary>The residuals, and how each depends on each parameter, row by row.</summary>
    public double[] ResidualsAndJacobian(double[] b, Span<double> derivatives)
    {
        double[] residuals = new double[Data.X.Length];
        jacobian(b, Data.X, residuals, derivatives);
        Subtract(residuals);
        return residuals;
    }

    private void Subtract(double[] model)
    {
        for (int i = 0; i < model.Length; i++)
        {
            model[i] -= Data.Y[i];
        }
    }
}
