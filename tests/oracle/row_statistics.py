"""Statistics of logit rows in NumPy float64, straight from the definitions. Writes data/row-statistics.json."""
import json, os
import numpy as np

rng = np.random.default_rng(7)


def log_softmax(z):
    m = z.max()
    return z - (m + np.log(np.exp(z - m).sum()))


def stats(z32, k, targets):
    z = z32.astype(np.float64)
    with np.errstate(divide="ignore", under="ignore", invalid="ignore"):
        lp = log_softmax(z)
        p = np.exp(lp)
        plogp = np.where(p > 0, p * lp, 0.0)
        entropy = -plogp.sum()
        varentropy = np.where(p > 0, p * (lp + entropy) ** 2, 0.0).sum()
    order = np.lexsort((np.arange(len(z)), -z))
    ranks = np.empty(len(z), dtype=int)
    ranks[order] = np.arange(1, len(z) + 1)
    srt = np.sort(p)[::-1]
    uniform = 1.0 / len(z)
    return {
        "row": [float(x) for x in z32],
        "lse": float((z - lp)[np.argmax(z)]),
        "max": float(z.max()),
        "meanLogit": float(z.mean()),
        "entropy": float(max(entropy, 0.0)),
        "varentropy": float(varentropy),
        "sumSquares": float((p * p).sum()),
        "margin": float(srt[0] - srt[1]),
        "selfCertainty": float((uniform * (np.log(uniform) - lp)).sum()),
        "top": [{"id": int(i), "logprob": float(lp[i])} for i in order[:k]],
        "targets": [{"id": int(t), "logprob": float(lp[t]), "rank": int(ranks[t])} for t in targets],
    }


def f(values):
    return np.asarray(values, dtype=np.float32)


rows = {
    "normal": f(rng.normal(0, 3, 300)),
    "peaked": f(np.concatenate([[30.0], rng.normal(0, 1, 199)])),
    "flat": f(np.full(100, 1.5)),
    "ties": f(np.repeat([2.0, 5.0, -1.0, 5.0], 10)),
    "two": f([0.25, -3.5]),
    "two equal": f([4, 4]),
    "huge": f(rng.normal(0, 1e4, 64)),
    "huge equal": f(np.full(10, 3e30)),
    "masked": f(np.where(rng.random(128) < 0.5, -1e9, rng.normal(0, 2, 128))),
    "all masked but one": f(np.concatenate([[-1e9] * 20, [1.0], [-1e9] * 20])),
    "offset": f(rng.normal(500, 2, 200)),
}
out = []
for name, row in rows.items():
    n = len(row)
    out.append({"name": name, **stats(row, min(64, n, 12), sorted({0, n - 1, n // 2, int(np.argmax(row))}))})
path = os.path.join(os.path.dirname(__file__), "data", "row-statistics.json")
json.dump(out, open(path, "w"), separators=(",", ":"))
print(len(out), "rows", os.path.getsize(path), "bytes")
