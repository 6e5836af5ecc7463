"""lstm cell by cell: since weight matrices are diagonal, each bit has a network of its own, which only the last sum brings together."""

import random

from mpmath import exp, log, tanh

from oracle import Recorder, exact, normal, rounded, slope, split


def logistic(x):
    return 1 / (1 + exp(-x))


def predictions(gates, ends, state, bits):
    """The scores that one bit's network gives, character by character."""
    layers = [[*state[2 * i : 2 * i + 2], *gates[2 * i : 2 * i + 2]] for i in range(len(state) // 2)]
    for bit in bits:
        signal = bit * ends[0]
        for layer in layers:
            hidden, cell, weight, bias = layer
            forget = logistic(signal * weight[0] + bias[0])
            enter = logistic(hidden * weight[1] + bias[1])
            leave = logistic(signal * weight[2] + bias[2])
            change = tanh(hidden * weight[3] + bias[3])
            layer[1] = cell * forget + enter * change
            layer[0] = signal = leave * tanh(layer[1])
        yield signal * ends[1] + ends[2]


def loss(gates, ends, state, text):
    bits = len(text[0])
    scores = []
    for b in range(bits):
        of_bit = [[row[g * bits + b] for g in range(4)] for row in gates]
        scores.append(list(predictions(of_bit, [e[b] for e in ends], [s[b] for s in state], [c[b] for c in text[:-1]])))
    total = 0
    for t in range(len(text) - 1):
        norm = log(2 + sum(exp(s[t]) for s in scores))
        total -= sum(text[t + 1][b] * (scores[b][t] - norm) for b in range(bits))
    return total / ((len(text) - 1) * bits)


recorder = Recorder("lstm", 1997)
for layers, bits, characters in [(1, 2, 2), (2, 3, 6), (3, 4, 9)]:
    input = {"main_params": normal(2 * layers, 4 * bits), "extra_params": normal(3, bits), "state": normal(2 * layers, bits)}
    input["sequence"] = [[random.randint(0, 1) for _ in range(bits)] for _ in range(characters)]
    state, text = exact(input["state"]), exact(input["sequence"])

    def objective(parameters):
        gates, ends = split(parameters, (2 * layers, 4 * bits), (3, bits))
        return loss(gates, ends, state, text)

    at = exact(sum(input["main_params"] + input["extra_params"], []))
    recorder.expect("objective", input, rounded(objective(at)))
    recorder.expect("jacobian", input, rounded([slope(objective, at, i) for i in range(len(at))]))
