"""Writes inter-sample.json next to itself: random tensors of three instances, and what NumPy gives for the published formulas of
NASWOT, MeCo, ZiCo and jacob_cov on them.

Run: python3 make_inter_sample.py   (numpy; deterministic)
"""
import json
import os

import numpy as np

rng = np.random.default_rng(11)
BATCH, PARTS = 6, 4
shapes = [((3, 4, 4), (5, 3, 3, 3)), ((5, 4, 4), (2, 5, 1, 1)), ((2, 2, 2), (4, 2, 3, 3))]

f32 = lambda *shape: rng.normal(size=shape).astype(np.float32)
instances = []
for activation, kernel in shapes:
    t4 = f32(1, kernel[0], 4, 4)
    t4[0, 1] += 0.5 * t4[0, 0]
    instances.append({"T1_D": f32(BATCH, *activation), "T4_N": t4, "T3G_S": f32(PARTS, *kernel)})
instances[1]["T4_N"][0, 1] = 0.25  # a constant channel
instances[0]["T3G_S"][:, 0] = 0  # weights without deviation
instances[2]["T3G_S"][:] = 0  # a dead branch
jacobian = f32(BATCH, 3, 4, 4)
jacobian[1] += jacobian[0]


def naswot():
    kernel = np.zeros((BATCH, BATCH))
    for instance in instances:
        code = (instance["T1_D"].reshape(BATCH, -1) > 0).astype(float)
        kernel += code @ code.T + (1 - code) @ (1 - code).T
    return np.linalg.slogdet(kernel)[1]


def meco():
    total = 0
    for instance in instances:
        channels = instance["T4_N"][0].astype(float)
        with np.errstate(invalid="ignore"):
            correlation = np.nan_to_num(np.corrcoef(channels.reshape(len(channels), -1)), nan=0)
        total += np.linalg.eig(correlation)[0].real.min()
    return total


def zico():
    total = 0
    for instance in instances:
        gradients = instance["T3G_S"].astype(float)
        std, mean = gradients.std(0), np.abs(gradients).mean(0)
        some = std != 0
        ratios = (mean[some] / std[some]).sum()
        total += np.log(ratios) if ratios != 0 else 0
    return total


def jacob_cov():
    v = np.linalg.eig(np.corrcoef(jacobian.reshape(BATCH, -1).astype(float)))[0].real
    return -np.sum(np.log(v + 1e-5) + 1 / (v + 1e-5))


numbers = lambda tensor: {"shape": list(tensor.shape), "data": [float(f"{x:.9g}") for x in tensor.flatten()]}
for instance in instances:
    instance["JX_D"] = jacobian
golden = {
    "about": "made by make_inter_sample.py",
    "instances": [{name: numbers(tensor) for name, tensor in instance.items()} for instance in instances],
    "scores": {"naswot": naswot(), "meco": meco(), "zico": zico(), "jacob-cov": jacob_cov()},
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "inter-sample.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
