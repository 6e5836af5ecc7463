"""ba with rotations as exponentials of matrices; of the long results only what the protocol sends."""

from mpmath import expm, matrix, mpf

from oracle import Recorder, exact, normal, rounded, slope


def reprojection_error(parameters, feature):
    r, c, (f, u, v, k1, k2), x, (weight,) = (parameters[a:b] for a, b in [(0, 3), (3, 6), (6, 11), (11, 14), (14, 15)])
    rotation = expm(matrix([[0, -r[2], r[1]], [r[2], 0, -r[0]], [-r[1], r[0], 0]]), method="taylor")
    p = rotation * matrix([a - b for a, b in zip(x, c)])
    x, y = p[0] / p[2], p[1] / p[2]
    square = x * x + y * y
    scale = f * (1 + k1 * square + k2 * square**2)
    return [weight * (scale * x + u - feature[0]), weight * (scale * y + v - feature[1])]


recorder = Recorder("ba", 2024)
for n, m, p, rotation in [(3, 4, 12, [0.3, -1.2, 0.4]), (1, 7, 10, [0.0, 0.0, 0.0]), (5, 2, 11, [2.1, 1.3, -0.6])]:
    cam = [*rotation, *normal(3), 700.5, 320.25, 240.75, 0.02, -0.001]
    input = {"n": n, "m": m, "p": p, "cam": cam, "x": [1.5, -2.25, 9.5], "w": 0.8, "feat": [300.5, 200.25]}
    at, feature = exact(cam + input["x"] + [input["w"]]), exact(input["feat"])

    errors = reprojection_error(at, feature)
    output = {"reproj_error": {"elements": rounded(errors), "repeated": p}, "w_err": {"element": float(1 - at[14] ** 2), "repeated": p}}
    recorder.expect("objective", input, output)

    slopes = [slope(lambda parameters: reprojection_error(parameters, feature), at, i) for i in range(15)]
    rows = [(i, [s[side] for s in slopes]) for i in range(p) for side in range(2)]
    starts, columns, values = [0], [], []
    for i, entries in rows:
        columns += [11 * (i % n) + j for j in range(11)] + [11 * n + 3 * (i % m) + j for j in range(3)] + [11 * n + 3 * m + i]
        values += entries
        starts.append(len(values))
    for i in range(p):
        columns.append(11 * n + 3 * m + i)
        values.append(-2 * mpf(input["w"]))
        starts.append(len(values))
    recorder.expect("jacobian", input, {"rows": starts[:30] + starts[-1:], "cols": columns[:30] + columns[-1:], "vals": rounded(values[:30] + values[-1:])})
