"""Writes rivals.json next to itself: what the proxies since AZ-NAS, and some that are older, make of the networks of proxies.json, with PyTorch
in float64.

Run: python3 make_rivals.py   (torch, numpy; CPU; deterministic)
Every proxy is computed from its published definition on the network's own weights and images; nothing here looks at the TypeScript.
"""
import json
import math
import os

import numpy as np
import torch
from torch.nn import functional as F

from make_golden import run

HERE = os.path.dirname(os.path.abspath(__file__))


def tensor(numbers):
    return torch.tensor(numbers["over64"], dtype=torch.float64).reshape(numbers["shape"]) / 64


def measure(nodes, p, images, labels):
    kernels = [key for key in p if key[1] == "kernel"]
    leaves = [p[key].requires_grad_(True) for key in kernels]
    n = images.shape[0]
    forward = lambda x: run(nodes, p, x)
    gradients = lambda y: [g if g is not None else torch.zeros_like(w)
                           for g, w in zip(torch.autograd.grad(y, leaves, retain_graph=True, allow_unused=True), leaves)]
    out = {}

    out["l2_norm"] = sum(float(w.detach().norm()) for w in leaves)
    out["plain"] = sum(float((g * w).sum().detach()) for g, w in zip(gradients(F.cross_entropy(forward(images), labels)), leaves))
    out["plain_sum"] = sum(float((g * w).sum().detach()) for g, w in zip(gradients(forward(images).sum()), leaves))

    x = images.clone().requires_grad_(True)
    jacobian = torch.autograd.grad(forward(x).sum(), x)[0].reshape(n, -1).numpy()
    out["epe_nas"] = sum(abs(float(np.sum(np.log(np.abs(np.corrcoef(jacobian[labels.numpy() == c])) + 1e-5))))
                         for c in np.unique(labels.numpy()))

    # A gradient that is 0 but for rounding has no sign.
    signs = 0
    for i in range(n):
        g = torch.cat([g.flatten() for g in gradients(F.cross_entropy(forward(images[[i]]), labels[[i]]))])
        signs = signs + g.sign() * (g.abs() > 1e-6 * g.abs().max())
    out["gradsign"] = float(signs.abs().sum())

    logits = forward(images)
    rows = torch.stack([torch.cat([g.flatten() for g in gradients(logits[i].sum())]) for i in range(n)])
    spectrum = np.linalg.eigvalsh((rows @ rows.t()).numpy())
    out["ntk_condition"] = -float(spectrum[-1] / spectrum[0])

    codes = []
    def relus(node, x, y):
        if node["op"] == "relu" and x.dim() == 4:
            codes.append((x > 0).reshape(n, -1))
        return y
    run(nodes, p, images, relus)
    out["linear_regions"] = int(torch.unique(torch.cat(codes, 1), dim=0).shape[0])

    everything = [v.requires_grad_(True) for v in p.values()]
    information = 0
    for i in range(n):
        y = forward(images[[i]])[0]
        rows = torch.stack([torch.stack([(g.flatten()[0] if g is not None else torch.zeros(())) for g in
                                         torch.autograd.grad(y[c], everything, retain_graph=True, allow_unused=True)])
                            for c in range(len(y))])
        prob = 0.95 * torch.softmax(y.detach(), 0) + 0.05 / len(y)
        information = information + rows.t() @ (torch.diag(prob) - torch.outer(prob, prob)) @ rows / n
    values = torch.linalg.svdvals(information)
    deciles = torch.quantile(values, torch.arange(1, 10, dtype=torch.float64) / 10)
    share = deciles / deciles.sum()
    out["vkdnw"] = float(-(share * torch.log(share + 1e-300)).sum())
    out["vkdnw_single"] = len(p) + out["vkdnw"]

    half = n // 2
    parts = [gradients(F.cross_entropy(forward(images[s]), labels[s])) for s in (slice(0, half), slice(half, n))]
    shapes = {}
    run(nodes, p, images, lambda node, x, y: (shapes.update({node["name"]: y.shape}), y)[1])
    zico = 0.0
    for (at, _), *pair in zip(kernels, *parts):
        g = torch.stack(pair).reshape(2, -1).detach().numpy()
        std, size = np.std(g, axis=0), np.mean(np.abs(g), axis=0)
        some = np.nonzero(std > 1e-12)[0]
        zico += math.log(np.sum(size[some] / std[some])) if len(some) else 0
        _, channels, height, width = (tuple(shapes[at]) + (1, 1))[:4]
        zico -= math.log(height * width / math.sqrt(channels))
    out["zico_bc"] = zico
    return out


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    with open(os.path.join(HERE, "proxies.json")) as f:
        networks = json.load(f)["networks"]
    made = {}
    for network in networks:
        p = {tuple(key.rsplit(":", 1)): tensor(v) for key, v in network["parameters"].items()}
        made[network["name"]] = measure(network["nodes"], p, tensor(network["images"]), torch.tensor(network["labels"]))
    print(json.dumps(made, indent=1))
    with open(os.path.join(HERE, "rivals.json"), "w") as f:
        json.dump(made, f, indent=1)
        f.write("\n")


main()
