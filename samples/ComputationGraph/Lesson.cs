namespace Circuits;

/// <summary>One of the worked systems: a method of <see cref="Formulas"/>, where it is evaluated, and what there is to see.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Title">What it is.</param>
/// <param name="Text">What there is to see, in a few sentences.</param>
/// <param name="At">The values of its inputs; arrays by their elements.</param>
/// <param name="Emitted">What SymDiff emitted for it: the gradient at given inputs.</param>
internal sealed record Lesson(string Method, string Title, string Text, IReadOnlyList<double> At, Func<double[], double[]> Emitted)
{
    /// <summary>How long its arrays are.</summary>
    public IReadOnlyDictionary<string, int> Lengths { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether it is left out where all are shown.</summary>
    public bool IsLarge { get; init; }

    /// <summary>All of them, in the order of the textbook.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
    [
        new(
            nameof(Formulas.J),
            "E1: J(a, b, c) = 3(a + bc)",
            "Forward, every node computes its value from those before it. Backward, every wire carries the derivative of J by what goes along it: what comes in from above (upstream), times the derivative of "
                + "the node by that one input (local), is what goes out below (downstream). A sum hands on what comes in. A product hands on what comes in times the other factor.",
            [2, 3, 4],
            at =>
            {
                (double a, double b, double c) = Formulas.JGradient(at[0], at[1], at[2]);
                return [a, b, c];
            }),
        new(
            nameof(Formulas.Price),
            "E2: the price of two apples",
            "Two product gates. If an apple cost one more, the price would rise by 2.2; one apple more would make it 110 more; and a tax of 1 more (100 %) would make it 200 more.",
            [100, 2, 1.1],
            at =>
            {
                (double apple, double count, double tax) = Formulas.PriceGradient(at[0], at[1], at[2]);
                return [apple, count, tax];
            }),
        new(
            nameof(Formulas.Chain),
            "E3: the chain rule, z = h(g(x))",
            "With y = g(x), dz/dx is dz/dy times dy/dx: local derivatives along a path are multiplied.",
            [0.5],
            at => [Formulas.ChainGradient(at[0])]),
        new(
            nameof(Formulas.Paths),
            "E3: two paths, z = k(x, y) with x = g(s), y = h(s)",
            "There are two ways from s to z. Each contributes the product along it, and the derivative is their sum: dz/ds = dz/dx · dx/ds + dz/dy · dy/ds.",
            [1],
            at => [Formulas.PathsGradient(at[0])]),
        new(
            nameof(Formulas.Gates),
            "E11: (x + y)·z",
            "The sum gives both its inputs the derivative that it gets. The product exchanges its inputs: x and y get z, and z gets x + y.",
            [-2, 5, -4],
            at =>
            {
                (double x, double y, double z) = Formulas.GatesGradient(at[0], at[1], at[2]);
                return [x, y, z];
            }),
        new(
            nameof(Formulas.Neuron),
            "E11: a sigmoid neuron, 1/(1 + exp(−(w0·x0 + w1·x1 + w2)))",
            "Every step of the sigmoid is a node with a simple local derivative of its own; multiplied along the chain they make σ(1 − σ), which is 0.20 here.",
            [2, -3, -3, -1, -2],
            at =>
            {
                (double w0, double w1, double w2, double x0, double x1) = Formulas.NeuronGradient(at[0], at[1], at[2], at[3], at[4]);
                return [w0, w1, w2, x0, x1];
            }),
        new(
            nameof(Formulas.Layers),
            "Two layers of neurons and the squared error",
            "Loops are unrolled: one node an operation. Every weight has one path to the error for each way through the layers, and all are gone through in one sweep.",
            [0.5, -0.2, 0.3, 0.8, 0.1, -0.6, -0.4, 0.7, 0.2, 1, -1, 0.5, 1, 0.5, -1.5, 1],
            at =>
            {
                (double[] weights, double[] x) = Formulas.LayersGradient(at[..12], at[12..15], at[15]);
                return [.. weights, .. x];
            })
        {
            Lengths = new Dictionary<string, int> { ["weights"] = 12, ["x"] = 3 },
            IsLarge = true,
        },
    ];
}
