"""Writes the recorded sessions of det, kmeans, llsq, lse, ode, particle and saddle.

Nothing of SymDiff is asked: polynomials and rational functions are differentiated exactly in fractions, log-sum-exp in sixty digits, and the two
descents follow slopes worked out by hand (saddle) and by complex steps (particle). Both end where it is published that they do.
"""

import json
import math
import os
from decimal import Decimal, getcontext
from fractions import Fraction
from itertools import permutations
from random import Random

getcontext().prec = 60
random = Random(10)


def numbers(count, low=-1.0, high=1.0):
    return [round(random.uniform(low, high), 6) for _ in range(count)]


def write(module, evaluations):
    lines = []

    def say(message, answer):
        number = len(lines) // 2
        lines.append(json.dumps({"id": number, **message}))
        lines.append(json.dumps({"id": number, **answer}))

    say({"kind": "start", "eval": module}, {"tool": "symdiff"})
    say({"kind": "define", "module": module}, {"success": True})
    for function, given, output in evaluations:
        given = {**given, "min_runs": 1, "min_seconds": 0}
        say({"kind": "evaluate", "module": module, "function": function, "input": given}, {"success": True, "output": output})
    with open(os.path.join(os.path.dirname(__file__), "Sessions", module + ".jsonl"), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")


def llsq(x, n):
    x = [Fraction(c) for c in x]
    value = Fraction(0)
    gradient = [Fraction(0)] * len(x)
    for i in range(n):
        t = Fraction(2 * i, n - 1) - 1
        residual = (t > 0) - (t < 0) - sum(c * t**j for j, c in enumerate(x))
        value += residual * residual / 2
        gradient = [g - residual * t**j for j, g in enumerate(gradient)]
    return float(value), [float(g) for g in gradient]


def lse(x):
    powers = [Decimal(e).exp() for e in x]
    total = sum(powers)
    return float(total.ln()), [float(p / total) for p in powers]


def determinant(rows):
    total = Fraction(0)
    for p in permutations(range(len(rows))):
        inversions = sum(p[i] > p[j] for i in range(len(p)) for j in range(i + 1, len(p)))
        total += (-1) ** inversions * math.prod((rows[i][p[i]] for i in range(len(p))), start=Fraction(1))
    return total


def det(a, size):
    rows = [[Fraction(e) for e in a[i * size : (i + 1) * size]] for i in range(size)]
    gradient = []
    for i in range(size):
        for j in range(size):
            minor = [row[:j] + row[j + 1 :] for k, row in enumerate(rows) if k != i]
            gradient.append(float((-1) ** (i + j) * determinant(minor)))
    return float(determinant(rows)), gradient


def runge_kutta(x, steps):
    def slope(y):
        return [x[0]] + [x[i] * y[i - 1] for i in range(1, len(x))]

    h = Fraction(2, steps)
    y = [Fraction(0)] * len(x)
    for _ in range(steps):
        a = slope(y)
        b = slope([u + h * v / 2 for u, v in zip(y, a)])
        c = slope([u + h * v / 2 for u, v in zip(y, b)])
        d = slope([u + h * v for u, v in zip(y, c)])
        y = [u + h * (p + 2 * q + 2 * r + s) / 6 for u, p, q, r, s in zip(y, a, b, c, d)]
    return y


def ode(x, steps):
    """The last element is linear in each rate: its slope is what it gains from 0 to 1."""
    x = [Fraction(e) for e in x]

    def last(i, rate):
        return runge_kutta(x[:i] + [Fraction(rate)] + x[i + 1 :], steps)[-1]

    return [float(e) for e in runge_kutta(x, steps)], [float(last(i, 1) - last(i, 0)) for i in range(len(x))]


def kmeans(points, centroids):
    """Newton's direction leads from the mean of the points of a centroid to it."""
    near = [[] for _ in centroids]
    cost = Fraction(0)
    for point in points:
        distances = [sum((Fraction(p) - Fraction(c)) ** 2 for p, c in zip(point, centroid)) for centroid in centroids]
        assert sorted(distances)[1] - min(distances) > 1e-3
        near[distances.index(min(distances))].append(point)
        cost += min(distances)
    assert all(near)
    direction = [[float(Fraction(c[l]) - sum(Fraction(p[l]) for p in own) / len(own)) for l in range(len(c))] for c, own in zip(centroids, near)]
    return float(cost), direction


def descend(x, cost, slope):
    def length(v):
        return math.sqrt(sum(e * e for e in v))

    value, gradient, rate, steps = cost(x), slope(x), 1e-5, 0
    while length(gradient) > 1e-5:
        if steps == 10:
            rate, steps = rate * 2, 0
            continue
        next_x = [a - rate * g for a, g in zip(x, gradient)]
        if length([a - b for a, b in zip(next_x, x)]) <= 1e-5:
            break
        reached = cost(next_x)
        if reached < value:
            x, value, gradient, steps = next_x, reached, slope(next_x), steps + 1
        else:
            rate, steps = rate / 2, 0
    return x


def saddle(start):
    def game(a, b):
        return a[0] * a[0] + a[1] * a[1] - (b[0] * b[0] + b[1] * b[1])

    def answer(a):
        return descend(start, lambda b: -game(a, b), lambda b: [2 * e for e in b])

    first = descend(start, lambda a: game(a, answer(a)), lambda a: [2 * e for e in a])
    return first + answer(first)


def miss(w):
    x, y, vx, vy = 0.0, 8.0, 0.75, 0.0
    while True:
        p = ((x - 10) ** 2 + (y - 10 + w) ** 2) ** -1.5
        q = ((x - 10) ** 2 + y**2) ** -1.5
        ax, ay = (p + q) * (x - 10), p * (y - 10 + w) + q * y
        x, y = x + 0.1 * vx, y + 0.1 * vy
        if complex(y).real <= 0:
            return (x - y / vy * vx) ** 2
        vx, vy = vx + 0.1 * ax, vy + 0.1 * ay


def particle(start):
    return descend([start], lambda w: miss(w[0]), lambda w: [miss(complex(w[0], 1e-30)).imag / 1e-30])[0]


def both(names, given, outputs):
    return [(name, given, output) for name, output in zip(names, outputs)]


def main():
    plain = ("primal", "gradient")
    write("llsq", [e for m, n in ((1, 2), (4, 9), (7, 64)) for x in [numbers(m)] for e in both(plain, {"x": x, "n": n}, llsq(x, n))])
    vectors = [[0.25], numbers(5), numbers(40, -20, 20), [700.5, 1500.25, 1500, -3000, 1499.125], [-800.0, -801.5, -900.0]]
    write("lse", [e for x in vectors for e in both(plain, {"x": x}, lse(x))])
    matrices = [(n, numbers(n * n, -2, 2)) for n in (1, 2, 3, 5, 6)] + [(4, [float(i) for i in range(16)]), (3, [1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0, 5.0])]
    write("det", [e for n, a in matrices for e in both(plain, {"A": a, "ell": n}, det(a, n))])
    rates = [(numbers(1), 1), (numbers(3, 0.5, 1.5), 4), (numbers(6, 0.5, 1.5), 5), (numbers(9, -2, 2), 12), ([1.5, 0.0, 2.0], 3)]
    write("ode", [e for x, s in rates for e in both(plain, {"x": x, "s": s}, ode(x, s))])
    clouds = []
    for k, d, each in ((2, 1, 2), (3, 2, 5), (4, 5, 6)):
        centroids = [[4.0 * j + e for e in numbers(d)] for j in range(k)]
        points = [[a + b for a, b in zip(c, numbers(d))] for c in centroids for _ in range(each)]
        clouds += both(("cost", "dir"), {"points": points, "centroids": centroids}, kmeans(points, centroids))
    write("kmeans", clouds)
    modes = ("ff", "fr", "rf", "rr")
    assert all(abs(e - 8.246324826140356e-06) < 1e-16 for e in saddle([1.0, 1.0]))
    assert abs(particle(0.0) - 0.20719187464861194) < 1e-12
    write("saddle", [e for s in ([1.0, 1.0], [0.75, -1.5]) for e in both(modes, {"start": s}, [saddle(s)] * 4)])
    write("particle", [e for w in (0.0, 0.3) for e in both(modes, {"w": w}, [particle(w)] * 4)])


main()
