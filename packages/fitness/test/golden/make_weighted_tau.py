"""Writes weighted-tau.json next to itself: scipy.stats.weightedtau with its defaults (rank=True, hyperbolic, additive).

Run: python3 make_weighted_tau.py   (numpy, scipy; deterministic)
"""
import json
import os

import numpy as np
import scipy
from scipy.stats import weightedtau

rng = np.random.default_rng(7)
cases = {
    "increasing": ([1, 2, 3, 4, 5], [10, 20, 30, 40, 50]),
    "decreasing": ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]),
    "a swap at the top": ([1, 2, 3, 5, 4], [1, 2, 3, 4, 5]),
    "a swap at the bottom": ([2, 1, 3, 4, 5], [1, 2, 3, 4, 5]),
    "ties in x": ([1, 1, 2, 2, 3], [1, 2, 3, 4, 5]),
    "ties in y": ([1, 2, 3, 4, 5], [1, 1, 2, 2, 3]),
    "ties in both": ([1, 1, 2, 2, 3, 3], [1, 1, 2, 3, 3, 2]),
    "two networks": ([2, 1], [1, 2]),
    "constant x": ([1, 1, 1], [1, 2, 3]),
    "constant y": ([1, 2, 3], [4, 4, 4]),
}
for n in (3, 7, 20, 100, 1000):
    cases[f"normal, {n}"] = (rng.normal(size=n), rng.normal(size=n))
    x = rng.integers(0, max(2, n // 3), n)
    cases[f"related with ties, {n}"] = (x, x + rng.integers(0, max(2, n // 4), n))

number = lambda value: "NaN" if np.isnan(value) else float(value)
out = {
    "about": f"scipy {scipy.__version__}; made by make_weighted_tau.py",
    "cases": [
        {
            "case": name,
            "x": np.asarray(x, float).tolist(),
            "y": np.asarray(y, float).tolist(),
            "weightedTau": number(weightedtau(np.asarray(x, float), np.asarray(y, float))[0]),
        }
        for name, (x, y) in cases.items()
    ],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "weighted-tau.json"), "w") as file:
    json.dump(out, file)
    file.write("\n")
