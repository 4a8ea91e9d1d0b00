"""Writes sgd.json next to itself: what torch.optim.SGD makes of two weights whose gradients are given.

Run: /usr/bin/python3 make_sgd.py   (torch; CPU; float32; deterministic)
Nothing here looks at the TypeScript.
"""
import json
import os

import torch

STEPS = 6
SIZES = [3, 5]
generator = torch.Generator().manual_seed(7)
numbers = lambda n: torch.randint(-64, 65, (n,), generator=generator).float() / 64
start = [numbers(n) for n in SIZES]
gradients = [[numbers(n) for n in SIZES] for _ in range(STEPS)]
rates = [0.1, 0.1, 0.05, 0.2, 0.0, 0.025]

cases = []
for momentum, nesterov, weight_decay in [
    (0.0, False, 0.0),
    (0.9, False, 0.0),
    (0.9, True, 0.0),
    (0.9, True, 5e-4),
    (0.5, False, 0.1),
    (0.0, False, 0.1),
]:
    weights = [torch.nn.Parameter(w.clone()) for w in start]
    optimizer = torch.optim.SGD(weights, lr=1.0, momentum=momentum, nesterov=nesterov, weight_decay=weight_decay)
    after = []
    for rate, slopes in zip(rates, gradients):
        for group in optimizer.param_groups:
            group["lr"] = rate
        for weight, slope in zip(weights, slopes):
            weight.grad = slope.clone()
        optimizer.step()
        after.append([w.detach().tolist() for w in weights])
    cases.append({"momentum": momentum, "nesterov": nesterov, "weightDecay": weight_decay, "after": after})

golden = {
    "torch": torch.__version__,
    "start": [w.tolist() for w in start],
    "gradients": [[g.tolist() for g in step] for step in gradients],
    "rates": rates,
    "cases": cases,
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "sgd.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
