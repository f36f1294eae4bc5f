"""Figures of methods in SciPy and by enumeration, straight from the definitions. Writes data/methods.json."""
import json, os
from collections import Counter
from itertools import combinations
import numpy as np
from scipy import special, stats

rng = np.random.default_rng(7)
out = {}

# Adaptive-Consistency: P(p > 1/2) for p ~ Beta(v1 + 1, v2 + 1).
out["leader"] = [{"v1": a, "v2": b, "want": float(stats.beta.sf(0.5, a + 1, b + 1))} for a in range(0, 41, 3) for b in range(0, a + 1, 2)]

# pass@k: every subset of k samples.
out["passAtK"] = []
for n in (1, 2, 5, 8):
    for c in range(n + 1):
        for k in range(1, n + 1):
            right = [i < c for i in range(n)]
            draws = [any(right[i] for i in s) for s in combinations(range(n), k)]
            out["passAtK"].append({"n": n, "c": c, "k": k, "want": float(np.mean(draws))})

# CISC: softmax weights.
out["softmax"] = []
for tau in (0.1, 1.0, 20.0):
    scores = rng.random(6)
    out["softmax"].append({"tau": tau, "scores": scores.tolist(), "want": special.softmax(scores / tau).tolist()})


def item(n):
    answers = [None if rng.random() < 0.2 else str(rng.integers(0, 3)) for _ in range(n)]
    return {
        "answers": answers,
        "right": [a == "0" for a in answers],
        "scores": [float(x) for x in rng.random(n)],
        "generated": [int(x) for x in rng.integers(5, 30, n)],
        "chosen": int(rng.integers(0, n)),
    }


items = [item(6) for _ in range(25)]
random_choice = np.mean([np.mean(i["right"]) for i in items])
chosen = np.mean([i["right"][i["chosen"]] for i in items])
out["selector"] = {
    "items": items,
    "random": float(random_choice),
    "chosen": float(chosen),
    "gap": float(chosen - random_choice),
    "relative": float((chosen - random_choice) / (1 - random_choice)),
    "possible": int(sum(any(i["right"]) for i in items)),
}


# Equal tokens: for each k the mean tokens, the majority (first to appear wins a tie) and the best score with an answer.
def majority(answers):
    votes = Counter(a for a in answers if a is not None)
    return max(votes, key=lambda a: (votes[a], -answers.index(a)), default=None)


out["equalTokens"] = []
for k in range(1, 7):
    first = [{key: value[:k] for key, value in i.items() if key != "chosen"} for i in items]
    best = []
    for i in first:
        able = [j for j in range(k) if i["answers"][j] is not None]
        best.append(bool(able) and i["right"][max(able, key=lambda j: i["scores"][j])])
    out["equalTokens"].append({
        "k": k,
        "tokens": float(np.mean([sum(i["generated"]) for i in first])),
        "majority": [majority(i["answers"]) == "0" for i in first],
        "best": best,
    })

# Paired difference with a bootstrap over problems.
one, other = rng.random(80) < 0.7, rng.random(80) < 0.5
pairs = one.astype(int) - other.astype(int)
boot = stats.bootstrap((pairs,), np.mean, n_resamples=6000, method="percentile", random_state=np.random.default_rng(5))
out["paired"] = {
    "one": one.tolist(), "other": other.tolist(), "difference": float(pairs.mean()),
    "low": float(boot.confidence_interval.low), "high": float(boot.confidence_interval.high),
}

# CL, CS and RSS of a 2x2 table, by the definitions of arXiv 2412.19513: 100 problems, 60 right first, 54 of them kept, 10 of 40 repaired.
kept, broken, repaired, still = 54, 6, 10, 30
n = kept + broken + repaired + still
acc1, acc2 = (kept + broken) / n, (kept + repaired) / n
out["table"] = {
    "cells": [kept, broken, repaired, still], "acc1": acc1, "acc2": acc2, "cl": kept / (kept + broken), "cs": repaired / (repaired + still),
    "rss": (acc2 - acc1**2) / ((2 * acc1 - acc1**2) - acc1**2),
}

# How sure the figures of that table are: Wilson intervals, and bootstraps over problems of the gain and of RSS.
first = np.array([1] * (kept + broken) + [0] * (repaired + still))
second = np.array([1] * kept + [0] * broken + [1] * repaired + [0] * still)


def rss_of(f, s, axis):
    a1, a2 = f.mean(axis=axis), s.mean(axis=axis)
    return (a2 - a1**2) / (2 * a1 * (1 - a1))


def wilson(successes, of):
    ci = stats.binomtest(successes, of).proportion_ci(method="wilson")
    return {"successes": successes, "n": of, "low": float(ci.low), "high": float(ci.high)}


seeded = lambda: {"n_resamples": 6000, "method": "percentile", "random_state": np.random.default_rng(11)}
gain = stats.bootstrap((second - first,), np.mean, **seeded()).confidence_interval
rss = stats.bootstrap((first, second), rss_of, paired=True, **seeded()).confidence_interval
out["tableIntervals"] = {
    "confidence": wilson(kept, kept + broken), "critique": wilson(repaired, repaired + still),
    "broken": wilson(broken, n), "repaired": wilson(repaired, n),
    "gain": {"difference": acc2 - acc1, "low": float(gain.low), "high": float(gain.high)},
    "rss": {"low": float(rss.low), "high": float(rss.high)},
}

# DeepConf: means of sliding windows; the lowest tenth of them, at least one.
out["confidence"] = []
for n, w in ((5, 8), (8, 8), (40, 8), (120, 32)):
    c = rng.random(n) * 10
    groups = np.lib.stride_tricks.sliding_window_view(c, w).mean(axis=1) if n > w else np.array([c.mean()])
    low = np.sort(groups)
    out["confidence"].append({
        "c": c.tolist(), "window": w, "mean": float(c.mean()), "tail": float(c[-w:].mean()),
        "bottom": float(low[: max(1, len(low) // 10)].mean()), "lowest": float(low[0]), "groups": groups.tolist(),
    })

# Consensus by n-grams: dot products of explicit vectors.
texts = [[int(t) for t in rng.integers(0, 6, int(rng.integers(3, 9)))] for _ in range(5)]
probabilities = [[float(p) for p in rng.random(len(t))] for t in texts]
out["consensus"] = []
for most in (1, 3):
    for weighted in (False, True):
        grams = sorted({tuple(t[i : i + n]) for t in texts for n in range(1, most + 1) for i in range(len(t) - n + 1)})
        v = np.zeros((5, len(grams)))
        for row, (t, p) in enumerate(zip(texts, probabilities)):
            for col, g in enumerate(grams):
                places = [i for i in range(len(t) - len(g) + 1) if tuple(t[i : i + len(g)]) == g]
                if places:
                    v[row, col] = np.mean([np.mean(p[i : i + len(g)]) for i in places]) if weighted else 1
        similar = v @ v.T / len(grams)
        np.fill_diagonal(similar, 0)
        out["consensus"].append({
            "most": most, "texts": texts, "weights": probabilities if weighted else [[1] * len(t) for t in texts],
            "want": (similar.sum(axis=1) / 4).tolist(),
        })
        if weighted:  # Consensus form: times the geometric mean of the token probabilities.
            likelihoods = [float(stats.gmean(p)) for p in probabilities]
            want = (similar.sum(axis=1) / 4 * likelihoods).tolist()
            out["consensus"].append({"most": most, "texts": texts, "weights": probabilities, "likelihoods": likelihoods, "want": want})

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "methods.json")
with open(path, "w") as f:
    json.dump(out, f, separators=(",", ":"))
print(os.path.getsize(path), "bytes")
