"""Scoring formulas in NumPy, SciPy and exact fractions, straight from the definitions. Writes data/scoring.json."""
import json, os, re
from collections import defaultdict
from fractions import Fraction
import numpy as np
from scipy import special, stats

rng = np.random.default_rng(11)
out = {}


def r(x):
    return None if x is None else float(x)


# Sequence scores, from logits; scipy's entropy and KL are the second opinion on the formulas.
def sequence(n, v, forced, with_after, scale):
    z = (rng.normal(size=(n + 1, v)) * scale).astype(np.float32)
    ids = rng.integers(0, v, size=n)
    p = special.softmax(z.astype(np.float64), axis=1)
    uniform = np.full(v, 1 / v)
    sc = np.array([stats.entropy(uniform, row) for row in p])
    h = np.array([stats.entropy(row) for row in p])
    keep = [i for i in range(n) if not forced[i]]
    want = None
    if keep:
        lp = np.array([np.log(p[i, ids[i]]) for i in keep])
        after = [i + 1 for i in keep]
        want = {
            "count": len(keep),
            "meanLogprob": r(lp.mean()),
            "perplexity": r(stats.gmean(1 / np.exp(lp))),
            "meanEntropy": r(h[keep].mean()),
            "selfCertainty": r(sc[keep].mean()),
            "selfCertaintyAfter": r(sc[after].mean()) if with_after or n not in after else None,
            "gini": r((p[keep] ** 2).sum(axis=1).mean()),
            "distributionalPerplexity": r(-np.prod(p[keep] ** -p[keep], axis=1).mean()),
        }
    return {
        "logits": [[float(x) for x in row] for row in z],
        "ids": [int(i) for i in ids],
        "forced": [bool(f) for f in forced],
        "withAfter": with_after,
        "want": want,
    }


out["sequences"] = [
    sequence(1, 5, [False], True, 1),
    sequence(1, 5, [False], False, 1),
    sequence(6, 23, [False] * 6, True, 2),
    sequence(8, 17, [True, True, False, False, True, False, False, False], True, 3),
    sequence(8, 17, [False, True, False, False, True, False, True, True], False, 6),
    sequence(3, 7, [True] * 3, True, 1),
]


# Votes, by counting; Borda as ranks in a dictionary.
def vote_case(n, answers, p_null, ties):
    a = [None if rng.random() < p_null else str(rng.integers(0, answers)) for _ in range(n)]
    s = [float(x) for x in (rng.integers(0, 4, n) / 4 if ties else rng.random(n))]
    power = float(rng.choice([0, 0.3, 0.5, 1.2, 2]))
    rank = {i: k + 1 for k, i in enumerate(sorted(range(n), key=lambda i: -s[i]))}
    tallies = {"majority": defaultdict(float), "borda": defaultdict(float), "weighted": defaultdict(float)}
    best = {}
    for i, x in enumerate(a):
        if x is None:
            continue
        tallies["majority"][x] += 1
        tallies["borda"][x] += (n - rank[i] + 1) ** power
        tallies["weighted"][x] += s[i]
        best[x] = max(best.get(x, -1), s[i])
    tallies["best"] = best
    return {"answers": a, "scores": s, "power": power, "tallies": {k: dict(t) for k, t in tallies.items()}}


out["votes"] = [vote_case(int(rng.integers(1, 20)), 4, 0.2, bool(k % 2)) for k in range(30)] + [vote_case(3, 2, 1.0, False)]


# P(True): the probability that the next two tokens begin with any form of the option, by enumerating all pairs.
def ptrue_case(scale):
    v = 8
    first = special.softmax(rng.normal(size=v) * scale)
    second = special.softmax(rng.normal(size=(v, v)) * scale, axis=1)
    order = rng.permutation(v)
    ids = {"A": [0], " A": [1], "(A": [2, 0], " (A": [2, 0], "(A)": [2, 0, 3], " (A)": [2, 0, 3],
           "B": [4], " B": [5], "(B": [2, 4], " (B": [2, 4], "(B)": [2, 4, 3], " (B)": [2, 4, 3],
           "True": [6], " True": [6], "true": [6, 7], " true": [0, 6], "False": [7, 1], " False": [7, 1], "false": [7], " false": [4, 7]}
    ids = {k: [int(order[t]) for t in s] for k, s in ids.items()}

    def mass(letter, word):
        forms = [ids[k] for k in ids if k.strip(" ()") in (letter, word, word.lower())]
        total = 0.0
        for t1 in range(v):
            for t2 in range(v):
                if any(f == [t1, t2][: len(f)] for f in forms):
                    total += first[t1] * second[t1, t2]
        return total

    orders = {}
    for name, t, f in (("trueFirst", "A", "B"), ("falseFirst", "B", "A")):
        mt, mf = mass(t, "True"), mass(f, "False")
        orders[name] = {"pTrue": mt / (mt + mf), "mass": mt + mf}
    temperature = float(rng.uniform(0.5, 4))
    tempered = special.expit(special.logit(orders["trueFirst"]["pTrue"]) / temperature)
    return {"ids": ids, "first": list(np.log(first)), "second": np.log(second).tolist(), **orders,
            "temperature": temperature, "tempered": float(tempered)}


out["ptrue"] = [ptrue_case(s) for s in (0.1, 1, 3, 6)]


# Calibration. Tied predictions share their mean outcome before they are cut into bins.
def calibration_case(n, decimals):
    p = np.round(rng.random(n), decimals)
    c = (rng.random(n) < p).astype(int)
    order = np.argsort(p, kind="stable")
    shared = np.array([c[p == x].mean() for x in p])
    bins = [b for b in np.array_split(order, 10) if len(b)]
    gap = np.array([abs(p[b].mean() - shared[b].mean()) for b in bins])
    right, wrong = p[c == 1], p[c == 0]
    auroc = stats.mannwhitneyu(right, wrong).statistic / (len(right) * len(wrong)) if len(right) and len(wrong) else None
    trusted = c[p > 0.5]
    interval = None
    if auroc is not None and n >= 40:
        res = stats.bootstrap(
            (right, wrong),
            lambda x, y: stats.mannwhitneyu(x, y).statistic / (len(x) * len(y)),
            vectorized=False, n_resamples=1500, method="percentile", random_state=np.random.default_rng(3))
        interval = [float(res.confidence_interval.low), float(res.confidence_interval.high)]
    return {
        "p": p.tolist(), "c": c.tolist(), "ece": r(gap.mean()), "rms": r(np.sqrt((gap**2).mean())),
        "brier": r(((p - c) ** 2).mean()), "auroc": r(auroc), "accuracy": r(trusted.mean()) if len(trusted) else None,
        "trusted": len(trusted), "base": r(c.mean()), "interval": interval,
    }


out["calibration"] = [calibration_case(n, d) for n, d in ((1, 4), (7, 4), (10, 4), (47, 4), (47, 1), (200, 6), (200, 1))]


def wqd_case():
    questions = [[(float(x), bool(y)) for x, y in zip(rng.integers(0, 5, k) / 5, rng.random(k) < 0.5)] for k in rng.integers(0, 7, 6)]
    wins, pairs = 0.0, 0
    for q in questions:
        for ps, cs in q:
            for pw, cw in q:
                if cs and not cw:
                    pairs += 1
                    wins += 1 if ps > pw else 0.5 if ps == pw else 0
    return {"questions": questions, "want": wins / pairs if pairs else None}


out["wqd"] = [wqd_case() for _ in range(6)]

# Intervals.
out["wilson"] = []
for k, n in ((0, 1), (1, 1), (0, 20), (20, 20), (3, 20), (10, 20), (57, 120), (999, 1000)):
    ci = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    out["wilson"].append({"k": k, "n": n, "low": float(ci.low), "high": float(ci.high)})
values = rng.normal(size=60)
boot = stats.bootstrap((values,), np.mean, n_resamples=4000, method="percentile", random_state=np.random.default_rng(5))
out["bootstrap"] = {
    "values": values.tolist(), "low": float(boot.confidence_interval.low), "high": float(boot.confidence_interval.high),
    "percentiles": [{"q": q, "value": float(np.percentile(values, 100 * q))} for q in (0, 0.025, 0.31, 0.5, 0.975, 1)],
}
out["blindSpot"] = []
for ku, nu, ko, no in ((30, 40, 3, 40), (95, 120, 90, 120), (10, 50, 25, 60), (1, 30, 0, 30), (0, 30, 4, 30), (30, 30, 30, 30)):
    u = np.array([1.0] * ku + [0.0] * (nu - ku))
    o = np.array([1.0] * ko + [0.0] * (no - ko))
    f = lambda a, b: 0.0 if a == 0 else (a - b) / a
    se = 0.0
    if ku:
        eps = 1e-6
        du = (f(u.mean() + eps, o.mean()) - f(u.mean() - eps, o.mean())) / (2 * eps)
        do = (f(u.mean(), o.mean() + eps) - f(u.mean(), o.mean() - eps)) / (2 * eps)
        se = float(np.hypot(du * stats.sem(u), do * stats.sem(o)))
    out["blindSpot"].append({"user": [ku, nu], "own": [ko, no], "rate": float(f(u.mean(), o.mean())), "se": se})

# Flips.
out["flips"] = []
for n, a, b in ((1, 1, 1), (12, 0.5, 0.5), (40, 0.7, 0.4), (25, 0, 0.3), (25, 1, 0.8)):
    first, second = rng.random(n) < a, rng.random(n) < b
    acc1, acc2 = first.mean(), second.mean()
    out["flips"].append({
        "first": first.tolist(), "second": second.tolist(),
        "matrix": [int((first & second).sum()), int((first & ~second).sum()), int((~first & second).sum()), int((~first & ~second).sum())],
        "acc1": r(acc1), "acc2": r(acc2), "cl": r(second[first].mean()) if first.any() else None,
        "cs": r(second[~first].mean()) if (~first).any() else None,
        "rss": r((acc2 - acc1**2) / ((2 * acc1 - acc1**2) - acc1**2)) if 0 < acc1 < 1 else None,
    })
items = rng.random((30, 3))
pa, pb, pc = items.T
acc1, acc2 = np.average(pa), np.average(pa * pb + (1 - pa) * pc)
out["decomposition"] = {
    "items": items.tolist(), "acc1": r(acc1), "acc2": r(acc2), "cl": r(np.average(pb, weights=pa)),
    "cs": r(np.average(pc, weights=1 - pa)), "rss": r((acc2 - acc1**2) / (2 * acc1 * (1 - acc1))),
}


# Numbers as text, against exact fractions.
def decimal_text(value):
    """Exact decimal of a fraction whose denominator divides a power of ten."""
    k = 0
    while (value * 10**k).denominator != 1:
        k += 1
    digits = str(abs((value * 10**k).numerator)).rjust(k + 1, "0")
    text = digits if k == 0 else digits[:-k] + "." + digits[-k:]
    return ("-" if value < 0 else "") + text


numbers = []
for _ in range(60):
    whole, places = int(rng.integers(0, 10 ** int(rng.integers(1, 9)))), int(rng.integers(0, 5))
    part = "".join(str(d) for d in rng.integers(0, 10, places))
    sign = str(rng.choice(["", "-"]))
    grouped = f"{whole:,}" if rng.random() < 0.5 else str(whole).rjust(int(rng.integers(1, 6)), "0")
    text = sign + grouped + ("." + part if places else "")
    numbers.append([text, decimal_text(Fraction(text.replace(",", "")))])
for _ in range(40):
    a, b = int(rng.integers(0, 60)), int(rng.integers(1, 25))
    sign = str(rng.choice(["", "-"]))
    numbers.append([f"{sign}{a}/{b}", str(Fraction(f"{sign}{a}/{b}"))])
for _ in range(20):
    w, a, b = int(rng.integers(1, 9)), int(rng.integers(0, 9)), int(rng.integers(1, 9))
    numbers.append([f"{w} {a}/{b}", str(w + Fraction(a, b))])
for text in ("1e3", "2.50e2", "12e-3", "-4E1", "0.0", "-0", "00.50"):
    numbers.append([text, decimal_text(Fraction(text))])
out["numbers"] = numbers

# The published marker detector, over made-up text.
words = ["Wait", "No", "But", "Hold on", "Hang on", "Alternatively", "However", "Hmm", "Actually", "So", "Waiting", "wait", "Note", "apples", "5"]
detector = re.compile(r"(?:\A|[.!?]\s+)(Wait|No|But|Hold on|Hang on|Alternatively|However|Hmm)[,\s!]")
out["markers"] = []
for _ in range(60):
    text = ""
    for _ in range(int(rng.integers(1, 9))):
        text += str(rng.choice(words)) + str(rng.choice([",", " ", "!", ".", ": "])) + str(rng.choice([" ", "", " a. ", " b? ", "\n"]))
    hits, at = [], 0
    while m := detector.search(text, at):
        hits.append([m.start(1), m.end(1)])
        at = m.end(1)
        # A sign that ends one marker may also be what stands before the next.
    out["markers"].append({"text": text, "hits": hits})

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "scoring.json")
os.makedirs(os.path.dirname(path), exist_ok=True)
with open(path, "w") as f:
    json.dump(out, f, separators=(",", ":"))
print(os.path.getsize(path), "bytes")
