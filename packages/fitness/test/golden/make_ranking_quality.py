"""Writes ranking-quality.json next to itself: partial Kendall tau from the inverse of SciPy's tau-b matrix (as R's ppcor does), and
scikit-learn's ndcg_score with relative accuracy ranks as gains.

Run: python3 make_ranking_quality.py   (numpy, scipy, scikit-learn; deterministic)
"""
import json
import os

import numpy as np
import scipy
import sklearn
from scipy.stats import kendalltau, rankdata
from sklearn.metrics import ndcg_score

rng = np.random.default_rng(11)


def partial(lists):
    taus = np.array([[kendalltau(a, b)[0] for b in lists] for a in lists])
    inverse = np.linalg.inv(taus)
    return -inverse[0, 1] / np.sqrt(inverse[0, 0] * inverse[1, 1])


cases = []
for n in (12, 20, 100, 300):
    for ties in (False, True):
        size = rng.normal(size=n)
        depth = size + rng.normal(size=n)
        accuracies = size + rng.normal(size=n)
        scores = size - depth + 0.5 * accuracies + rng.normal(size=n)
        lists = [scores, accuracies, size, depth]
        if ties:
            lists = [np.round(values) for values in lists]
        scores, accuracies, size, depth = lists
        gains = (rankdata(accuracies) - 1) / (n - 1)
        cases.append(
            {
                "case": f"{n}{' with ties' if ties else ''}",
                "scores": scores.tolist(),
                "accuracies": accuracies.tolist(),
                "covariates": [size.tolist(), depth.tolist()],
                "partialOfOne": partial([scores, accuracies, size]),
                "partialOfTwo": partial(lists),
                "ndcg": {str(k): ndcg_score([gains], [scores], k=k) for k in (1, 5, n)},
            }
        )

out = {"about": f"scipy {scipy.__version__}, scikit-learn {sklearn.__version__}; made by make_ranking_quality.py", "cases": cases}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ranking-quality.json"), "w") as file:
    json.dump(out, file)
    file.write("\n")
