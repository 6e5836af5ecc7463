"""gmm by its definition: densities with determinants and inverses, their product over the points, and only then a logarithm."""

from mpmath import det, exp, gamma as gamma_function, log, matrix, mpf, pi, sqrt

from oracle import Recorder, exact, normal, rounded, slope, split


def factor(d, q, l):
    """The lower triangular factor of a precision."""
    result, at = matrix(d, d), 0
    for j in range(d):
        result[j, j] = exp(q[j])
        for i in range(j + 1, d):
            result[i, j] = l[at]
            at += 1
    return result


def normal_density(x, mu, precision):
    d = len(mu)
    c = matrix([a - b for a, b in zip(x, mu)])
    return exp(-(c.T * precision * c)[0] / 2) / sqrt((2 * pi) ** d * det(precision**-1))


def wishart_density(x, d, n, v):
    multigamma = pi ** (mpf(d * (d - 1)) / 4)
    for j in range(1, d + 1):
        multigamma *= gamma_function(mpf(n + 1 - j) / 2)
    product = v**-1 * x
    trace = sum(product[i, i] for i in range(d))
    return det(x) ** (mpf(n - d - 1) / 2) * exp(-trace / 2) / (mpf(2) ** (mpf(n * d) / 2) * det(v) ** (mpf(n) / 2) * multigamma)


def log_posterior(alpha, mu, q, l, x, m, gamma):
    d = len(mu[0])
    total = sum(exp(a) for a in alpha)
    factors = [factor(d, qk, lk) for qk, lk in zip(q, l)]
    precisions = [f.T * f for f in factors]
    density = mpf(1)
    for point in x:
        density *= sum(exp(a) / total * normal_density(point, c, p) for a, c, p in zip(alpha, mu, precisions))
    for p in precisions:
        v = matrix(d, d)
        for i in range(d):
            v[i, i] = 1 / gamma**2
        density *= wishart_density(p, d, d + m + 1, v)
    return log(density)


recorder = Recorder("gmm", 31337)
for d, k, n, m, gamma in [(3, 2, 6, 2, 0.75), (2, 4, 5, 0, 1.0), (1, 2, 4, 1, 1.5), (5, 3, 4, 3, 1.25)]:
    input = {"d": d, "k": k, "n": n, "x": normal(n, d), "m": m, "gamma": gamma}
    input |= {"alpha": normal(k), "mu": normal(k, d), "q": normal(k, d), "l": normal(k, d * (d - 1) // 2)}
    input["x"][0] = [60.0] * d  # Far from everything: exp of its terms is 0.
    shapes = [(1, k), (k, d), (k, d), (k, d * (d - 1) // 2)]
    points, scale = exact(input["x"]), exact(gamma)

    def objective(parameters):
        (alpha,), mu, q, l = split(parameters, *shapes)
        return log_posterior(alpha, mu, q, l, points, m, scale)

    at = exact(input["alpha"] + sum(input["mu"], []) + sum(input["q"], []) + sum(input["l"], []))
    (alpha,), mu, q, l = split(rounded([slope(objective, at, i) for i in range(len(at))]), *shapes)
    recorder.expect("objective", input, rounded(objective(at)))
    recorder.expect("jacobian", input, {"alpha": alpha, "mu": mu, "q": q, "l": l})
