"""ht with 4 x 4 matrices and homogeneous coordinates, rotations as exponentials of matrices, and every vertex moved by every bone."""

import random

from mpmath import eye, expm, matrix, mpf, norm

from oracle import Recorder, exact, normal, rounded, slope

BONES, VERTICES = 21, 5


def rotation(axis):
    x, y, z = axis
    return expm(matrix([[0, -z, y, 0], [z, 0, -x, 0], [-y, x, 0, 0], [0, 0, 0, 0]]), method="taylor")


def vertices(theta, model):
    angles = [(0, 0)] * BONES
    for finger in range(5):
        bend, spread, second, third = theta[6 + 4 * finger : 10 + 4 * finger]
        angles[2 + 4 * finger : 5 + 4 * finger] = [(bend, spread), (second, 0), (third, 0)]
    absolute, skinned = [], [matrix(4, 1) for _ in range(VERTICES)]
    for b in range(BONES):
        relative = matrix(exact(model["base_relatives"][b])) * rotation([0, 0, angles[b][1]]) * rotation([angles[b][0], 0, 0])
        parent = model["parents"][b]
        absolute.append(relative if parent < 0 else absolute[parent] * relative)
        transform = absolute[b] * matrix(exact(model["inverse_base_absolutes"][b]))
        for v in range(VERTICES):
            skinned[v] += mpf(model["weights"][v][b]) * (transform * matrix(exact(model["base_positions"][v])))
    globally = rotation(theta[:3]) if norm(theta[:3]) >= 0.0001 else eye(4)
    result = []
    for p in skinned:
        p[0] *= -1 if model["is_mirrored"] else 1
        moved = globally * p
        result.append([moved[i] + theta[3 + i] for i in range(3)])
    return result


def errors(parameters, data):
    skin = vertices(parameters[:26], data["model"])
    us, result = parameters[26:], []
    for i, at in enumerate(data["correspondences"]):
        if us:
            corners = [skin[v] for v in data["model"]["triangles"][at]]
            u, v = us[2 * i : 2 * i + 2]
            point = [u * a + v * b + (1 - u - v) * c for a, b, c in zip(*corners)]
        else:
            point = skin[at]
        result += [mpf(x) - p for x, p in zip(data["points"][i], point)]
    return result


def affine():
    return [[round(random.gauss(i == j, 0.4), 1) for j in range(4)] for i in range(3)] + [[0.0, 0.0, 0.0, 1.0]]


def hand(is_mirrored):
    weights = [[0.0] * BONES for _ in range(VERTICES)]
    for row in weights:
        for bone in random.sample(range(BONES), 4):
            row[bone] = round(random.random(), 2)
    return {
        "bone_count": BONES,
        "bone_names": [str(b) for b in range(BONES)],
        "parents": [-1] + [0 if b % 4 == 1 else b - 1 for b in range(1, BONES)],
        "base_relatives": [affine() for _ in range(BONES)],
        "inverse_base_absolutes": [affine() for _ in range(BONES)],
        "base_positions": [normal(3) + [1.0] for _ in range(VERTICES)],
        "weights": weights,
        "triangles": [[0, 1, 2], [4, 2, 3], [1, 4, 0]],
        "is_mirrored": is_mirrored,
    }


recorder = Recorder("ht", 26)
for is_mirrored, has_coordinates, turn in [(False, False, [0.4, -0.9, 1.3]), (True, True, [1.1, 0.2, -0.7]), (False, True, [0.0, 0.00005, 0.0])]:
    model, count = hand(is_mirrored), 4
    correspondences = [random.randrange(3 if has_coordinates else VERTICES) for _ in range(count)]
    data = {"model": model, "correspondences": correspondences, "points": normal(count, 3)}
    input = {"theta": turn + normal(23), "data": data, "us": normal(count, 2) if has_coordinates else []}
    at = exact(input["theta"] + sum(input["us"], []))
    slopes = rounded([slope(lambda parameters: errors(parameters, data), at, i) for i in range(len(at))])
    rows = [[s[row] for s in slopes] for row in range(3 * count)]
    own = [[26 + row // 3 * 2, 27 + row // 3 * 2] if has_coordinates else [] for row in range(3 * count)]
    recorder.expect("objective", input, rounded(errors(at, data)))
    recorder.expect("jacobian", input, [[row[i] for i in columns] + row[:26] for row, columns in zip(rows, own)])
