namespace SymDiff;

/// <content>Functions of one to eight scalars.</content>
public static partial class GradientCheck
{
    /// <summary>Compares the derivative of a function of one scalar with differences.</summary>
    /// <param name="function">f.</param>
    /// <param name="gradient">The derivative under test.</param>
    /// <param name="x">The point.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at the one coordinate.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="function"/> or <paramref name="gradient"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The point is not finite, or the options name another number of coordinates.
    /// </exception>
    public static GradientCheckReport Compare(
        Func<double, double> function, Func<double, double> gradient, double x, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        return Compare(p => function(p[0]), (p, result) => result[0] = gradient(p[0]), [x], options);
    }

    /// <summary>Throws unless the derivative of a function of one scalar agrees with differences.</summary>
    /// <inheritdoc cref="Compare(Func{double, double}, Func{double, double}, double, GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">The coordinate did not pass.</exception>
    public static void Verify(
        Func<double, double> function, Func<double, double> gradient, double x, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x, options));

    /// <summary>Compares the gradient of a function of two scalars with differences.</summary>
    /// <param name="function">f.</param>
    /// <param name="gradient">The partial derivatives under test, as a tuple in the order of the parameters.</param>
    /// <param name="x1">The first coordinate of the point.</param>
    /// <param name="x2">The second coordinate of the point.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at each coordinate.</returns>
    /// <inheritdoc cref="Compare(Func{double, double}, Func{double, double}, double, GradientCheckOptions?)" path="/exception"/>
    public static GradientCheckReport Compare(
        Func<double, double, double> function,
        Func<double, double, (double, double)> gradient,
        double x1, double x2, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        return Compare(
            p => function(p[0], p[1]),
            (p, result) => (result[0], result[1])
                = gradient(p[0], p[1]),
            [x1, x2],
            options);
    }

    /// <summary>Throws unless the gradient of a function of two scalars agrees with differences.</summary>
    /// <inheritdoc cref="Compare(Func{double, double, double}, Func{double, double, ValueTuple{double, double}}, double, double, GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">Some coordinate did not pass.</exception>
    public static void Verify(
        Func<double, double, double> function,
        Func<double, double, (double, double)> gradient,
        double x1, double x2, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x1, x2, options));

    /// <summary>Compares the gradient of a function of three scalars with differences.</summary>
    /// <param name="function">f.</param>
    /// <param name="gradient">The partial derivatives under test, as a tuple in the order of the parameters.</param>
    /// <param name="x1">The first coordinate of the point.</param>
    /// <param name="x2">The second coordinate of the point.</param>
    /// <param name="x3">The third coordinate of the point.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at each coordinate.</returns>
    /// <inheritdoc cref="Compare(Func{double, double}, Func{double, double}, double, GradientCheckOptions?)" path="/exception"/>
    public static GradientCheckReport Compare(
        Func<double, double, double, double> function,
        Func<double, double, double, (double, double, double)> gradient,
        double x1, double x2, double x3, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        return Compare(
            p => function(p[0], p[1], p[2]),
            (p, result) => (result[0], result[1], result[2])
                = gradient(p[0], p[1], p[2]),
            [x1, x2, x3],
            options);
    }

    /// <summary>Throws unless the gradient of a function of three scalars agrees with differences.</summary>
    /// <inheritdoc cref="Compare(Func{double, double, double, double}, Func{double, double, double, ValueTuple{double, double, double}}, double, double, double, GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">Some coordinate did not pass.</exception>
    public static void Verify(
        Func<double, double, double, double> function,
        Func<double, double, double, (double, double, double)> gradient,
        double x1, double x2, double x3, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x1, x2, x3, options));

    /// <summary>Compares the gradient of a function of four scalars with differences.</summary>
    /// <param name="function">f.</param>
    /// <param name="gradient">The partial derivatives under test, as a tuple in the order of the parameters.</param>
    /// <param name="x1">The first coordinate of the point.</param>
    /// <param name="x2">The second coordinate of the point.</param>
    /// <param name="x3">The third coordinate of the point.</param>
    /// <param name="x4">The fourth coordinate of the point.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at each coordinate.</returns>
    /// <inheritdoc cref="Compare(Func{double, double}, Func{double, double}, double, GradientCheckOptions?)" path="/exception"/>
    public static GradientCheckReport Compare(
        Func<double, double, double, double, double> function,
        Func<double, double, double, double, (double, double, double, double)> gradient,
        double x1, double x2, double x3, double x4, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        return Compare(
            p => function(p[0], p[1], p[2], p[3]),
            (p, result) => (result[0], result[1], result[2], result[3])
                = gradient(p[0], p[1], p[2], p[3]),
            [x1, x2, x3, x4],
            options);
    }

    /// <summary>Throws unless the gradient of a function of four scalars agrees with differences.</summary>
    /// <inheritdoc cref="Compare(Func{double, double, double, double, double}, Func{double, double, double, double, ValueTuple{double, double, double, double}}, double, double, double, double, GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">Some coordinate did not pass.</exception>
    public static void Verify(
        Func<double, double, double, double, double> function,
        Func<double, double, double, double, (double, double, double, double)> gradient,
        double x1, double x2, double x3, double x4, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x1, x2, x3, x4, options));

    /// <summary>Compares the gradient of a function of five scalars with differences.</summary>
    /// <param name="function">f.</param>
    /// <param name="gradient">The partial derivatives under test, as a tuple in the order of the parameters.</param>
    /// <param name="x1">The first coordinate of the point.</param>
    /// <param name="x2">The second coordinate of the point.</param>
    /// <param name="x3">The third coordinate of the point.</param>
    /// <param name="x4">The fourth coordinate of the point.</param>
    /// <param name="x5">The fifth coordinate of the point.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at each coordinate.</returns>
    /// <inheritdoc cref="Compare(Func{double, double}, Func{double, double}, double, GradientCheckOptions?)" path="/exception"/>
    public static GradientCheckReport Compare(
        Func<double, double, double, double, double, double> function,
        Func<double, double, double, double, double, (double, double, double, double, double)> gradient,
        double x1, double x2, double x3, double x4, double x5, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        return Compare(
            p => function(p[0], p[1], p[2], p[3], p[4]),
            (p, result) => (result[0], result[1], result[2], result[3], result[4])
                = gradient(p[0], p[1], p[2], p[3], p[4]),
            [x1, x2, x3, x4, x5],
            options);
    }

    /// <summary>Throws unless the gradient of a function of five scalars agrees with differences.</summary>
    /// <inheritdoc cref="Compare(Func{double, double, double, double, double, double}, Func{double, double, double, double, double, ValueTuple{double, double, double, double, double}}, double, double, double, double, double, GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">Some coordinate did not pass.</exception>
    public static void Verify(
        Func<double, double, double, double, double, double> function,
        Func<double, double, double, double, double, (double, double, double, double, double)> gradient,
        double x1, double x2, double x3, double x4, double x5, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x1, x2, x3, x4, x5, options));

    /// <summary>Compares the gradient of a function of six scalars with differences.</summary>
    /// <param name="function">f.</param>
    /// <param name="gradient">The partial derivatives under test, as a tuple in the order of the parameters.</param>
    /// <param name="x1">The first coordinate of the point.</param>
    /// <param name="x2">The second coordinate of the point.</param>
    /// <param name="x3">The third coordinate of the point.</param>
    /// <param name="x4">The fourth coordinate of the point.</param>
    /// <param name="x5">The fifth coordinate of the point.</param>
    /// <param name="x6">The sixth coordinate of the point.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at each coordinate.</returns>
    /// <inheritdoc cref="Compare(Func{double, double}, Func{double, double}, double, GradientCheckOptions?)" path="/exception"/>
    public static GradientCheckReport Compare(
        Func<double, double, double, double, double, double, double> function,
        Func<double, double, double, double, double, double, (double, double, double, double, double, double)> gradient,
        double x1, double x2, double x3, double x4, double x5, double x6, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        return Compare(
            p => function(p[0], p[1], p[2], p[3], p[4], p[5]),
            (p, result) => (result[0], result[1], result[2], result[3], result[4], result[5])
                = gradient(p[0], p[1], p[2], p[3], p[4], p[5]),
            [x1, x2, x3, x4, x5, x6],
            options);
    }

    /// <summary>Throws unless the gradient of a function of six scalars agrees with differences.</summary>
    /// <inheritdoc cref="Compare(Func{double, double, double, double, double, double, double}, Func{double, double, double, double, double, double, ValueTuple{double, double, double, double, double, double}}, double, double, double, double, double, double, GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">Some coordinate did not pass.</exception>
    public static void Verify(
        Func<double, double, double, double, double, double, double> function,
        Func<double, double, double, double, double, double, (double, double, double, double, double, double)> gradient,
        double x1, double x2, double x3, double x4, double x5, double x6, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x1, x2, x3, x4, x5, x6, options));

    /// <summary>Compares the gradient of a function of seven scalars with differences.</summary>
    /// <param name="function">f.</param>
    /// <param name="gradient">The partial derivatives under test, as a tuple in the order of the parameters.</param>
    /// <param name="x1">The first coordinate of the point.</param>
    /// <param name="x2">The second coordinate of the point.</param>
    /// <param name="x3">The third coordinate of the point.</param>
    /// <param name="x4">The fourth coordinate of the point.</param>
    /// <param name="x5">The fifth coordinate of the point.</param>
    /// <param name="x6">The sixth coordinate of the point.</param>
    /// <param name="x7">The seventh coordinate of the point.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at each coordinate.</returns>
    /// <inheritdoc cref="Compare(Func{double, double}, Func{double, double}, double, GradientCheckOptions?)" path="/exception"/>
    public static GradientCheckReport Compare(
        Func<double, double, double, double, double, double, double, double> function,
        Func<double, double, double, double, double, double, double, (double, double, double, double, double, double, double)> gradient,
        double x1, double x2, double x3, double x4, double x5, double x6, double x7, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        return Compare(
            p => function(p[0], p[1], p[2], p[3], p[4], p[5], p[6]),
            (p, result) => (result[0], result[1], result[2], result[3], result[4], result[5], result[6])
                = gradient(p[0], p[1], p[2], p[3], p[4], p[5], p[6]),
            [x1, x2, x3, x4, x5, x6, x7],
            options);
    }

    /// <summary>Throws unless the gradient of a function of seven scalars agrees with differences.</summary>
    /// <inheritdoc cref="Compare(Func{double, double, double, double, double, double, double, double}, Func{double, double, double, double, double, double, double, ValueTuple{double, double, double, double, double, double, double}}, double, double, double, double, double, double, double, GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">Some coordinate did not pass.</exception>
    public static void Verify(
        Func<double, double, double, double, double, double, double, double> function,
        Func<double, double, double, double, double, double, double, (double, double, double, double, double, double, double)> gradient,
        double x1, double x2, double x3, double x4, double x5, double x6, double x7, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x1, x2, x3, x4, x5, x6, x7, options));

    /// <summary>Compares the gradient of a function of eight scalars with differences.</summary>
    /// <param name="function">f.</param>
    /// <param name="gradient">The partial derivatives under test, as a tuple in the order of the parameters.</param>
    /// <param name="x1">The first coordinate of the point.</param>
    /// <param name="x2">The second coordinate of the point.</param>
    /// <param name="x3">The third coordinate of the point.</param>
    /// <param name="x4">The fourth coordinate of the point.</param>
    /// <param name="x5">The fifth coordinate of the point.</param>
    /// <param name="x6">The sixth coordinate of the point.</param>
    /// <param name="x7">The seventh coordinate of the point.</param>
    /// <param name="x8">The eighth coordinate of the point.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at each coordinate.</returns>
    /// <inheritdoc cref="Compare(Func{double, double}, Func{double, double}, double, GradientCheckOptions?)" path="/exception"/>
    public static GradientCheckReport Compare(
        Func<double, double, double, double, double, double, double, double, double> function,
        Func<double, double, double, double, double, double, double, double, (double, double, double, double, double, double, double, double)> gradient,
        double x1, double x2, double x3, double x4, double x5, double x6, double x7, double x8, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        return Compare(
            p => function(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]),
            (p, result) => (result[0], result[1], result[2], result[3], result[4], result[5], result[6], result[7])
                = gradient(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]),
            [x1, x2, x3, x4, x5, x6, x7, x8],
            options);
    }

    /// <summary>Throws unless the gradient of a function of eight scalars agrees with differences.</summary>
    /// <inheritdoc cref="Compare(Func{double, double, double, double, double, double, double, double, double}, Func{double, double, double, double, double, double, double, double, ValueTuple{double, double, double, double, double, double, double, ValueTuple{double}}}, double, double, double, double, double, double, double, double, GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">Some coordinate did not pass.</exception>
    public static void Verify(
        Func<double, double, double, double, double, double, double, double, double> function,
        Func<double, double, double, double, double, double, double, double, (double, double, double, double, double, double, double, double)> gradient,
        double x1, double x2, double x3, double x4, double x5, double x6, double x7, double x8, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x1, x2, x3, x4, x5, x6, x7, x8, options));
}
