"""What the expected answers of recorded sessions are made with: mpmath, sixty digits, central differences; nothing of SymDiff.

`python3 gmm.py > ../Sessions/gmm.jsonl` writes a session (mpmath comes with `pip install mpmath` or `apt-get install python3-mpmath`).
"""

import json
import random

from mpmath import mp, mpf

mp.dps = 60
STEP = mpf(10) ** -20


def exact(value):
    """Nested lists of numbers, with as many digits as mpmath has."""
    return [exact(v) for v in value] if isinstance(value, list) else mpf(value)


def rounded(value):
    """Nested lists of numbers as doubles."""
    return [rounded(v) for v in value] if isinstance(value, list) else float(value)


def slope(function, x, i):
    """The partial derivatives of what a function of a list gives, by its element i; the error is of the order of 1e-40."""
    up, down = list(x), list(x)
    up[i] += STEP
    down[i] -= STEP
    above, below = function(up), function(down)
    if isinstance(above, list):
        return [(a - b) / (2 * STEP) for a, b in zip(above, below)]
    return (above - below) / (2 * STEP)


def normal(*shape):
    """Random numbers, with few digits so that sessions stay small."""
    if shape:
        return [normal(*shape[1:]) for _ in range(shape[0])]
    return round(random.gauss(0, 1), 3)


def split(x, *shapes):
    """Cuts a list into matrices of the given numbers of rows and columns."""
    parts, at = [], 0
    for rows, columns in shapes:
        parts.append([x[at + r * columns : at + (r + 1) * columns] for r in range(rows)])
        at += rows * columns
    return parts


class Recorder:
    """Writes a session."""

    def __init__(self, module, seed):
        random.seed(seed)
        self.module = module
        self.id = 0
        self.say({"kind": "start", "eval": module}, {"tool": "symdiff"})
        self.say({"kind": "define", "module": module}, {"success": True})

    def say(self, message, answer):
        print(json.dumps({"id": self.id, **message}, separators=(",", ":")))
        print(json.dumps({"id": self.id, **answer}, separators=(",", ":")))
        self.id += 1

    def expect(self, function, input, output):
        runs = {"min_runs": 1, "min_seconds": 0}
        self.say({"kind": "evaluate", "module": self.module, "function": function, "input": {**input, **runs}}, {"success": True, "output": output})
