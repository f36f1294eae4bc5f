"""Spearman's rank correlation by SciPy, with many ties and none. Writes data/ratings.json."""
import json, os
import numpy as np
from scipy import stats

rng = np.random.default_rng(3)
cases = []
for n, levels in [(2, 9), (5, 3), (8, 2), (12, 4), (20, 1000), (30, 5), (6, 1)]:
    x = rng.integers(0, levels, size=n).astype(float)
    y = (x * rng.choice([-1, 0, 1]) + rng.integers(0, levels, size=n)).astype(float)
    flat = len(set(x)) == 1 or len(set(y)) == 1
    rho = None if flat else float(stats.spearmanr(x, y).statistic)
    cases.append({"pairs": [{"x": a, "y": b} for a, b in zip(x.tolist(), y.tolist())], "want": rho})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "ratings.json"), "w") as file:
    json.dump(cases, file, separators=(",", ":"))
    file.write("\n")
