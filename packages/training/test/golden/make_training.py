"""Writes training.json next to itself: a small network before and after steps of SGD on given batches, by PyTorch.

Run: /usr/bin/python3 make_training.py   (torch; CPU; float64; deterministic)
conv 3x3 (bias) - bn - relu - conv 3x3 stride 2 - bn - relu - mean over the map - linear; cross-entropy; SGD with Nesterov momentum,
weight decay on every weight, the rate along a cosine. PyTorch's running variance is unbiased, tf.layers' is not: the averages are
kept here by hand. Weights are OIHW, images NCHW. Nothing here looks at the TypeScript.
"""
import json
import math
import os

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
IMAGES, SIZE, CHANNELS, CLASSES, BATCH, EPOCHS = 12, 6, 3, 3, 4, 2
RATE, MOMENTUM, DECAY, EPSILON, KEPT = 0.1, 0.9, 5e-3, 1e-5, 0.9
generator = torch.Generator().manual_seed(11)


def fraction(*shape):
    """Whole numbers over 64, which every float holds."""
    return torch.randint(-32, 33, shape, generator=generator).double() / 64


pixels = torch.randint(0, 256, (IMAGES, CHANNELS, SIZE, SIZE), generator=generator)
labels = [i % CLASSES for i in range(IMAGES)]
mean, deviation = [0.5, 0.4, 0.6], [0.25, 0.3, 0.2]
# The places of the images of every step; the tests shuffle to the same.
order = [torch.randperm(IMAGES, generator=generator).tolist() for _ in range(EPOCHS)]

weights = {
    "conv1/kernel": fraction(4, 3, 3, 3),
    "conv1/bias": fraction(4),
    "bn1/gamma": 1 + fraction(4),
    "bn1/beta": fraction(4),
    "conv2/kernel": fraction(5, 4, 3, 3),
    "bn2/gamma": 1 + fraction(5),
    "bn2/beta": fraction(5),
    "linear/kernel": fraction(CLASSES, 5),
    "linear/bias": fraction(CLASSES),
}
before = {name: value.tolist() for name, value in weights.items()}
for value in weights.values():
    value.requires_grad_(True)
averages = {"bn1": [torch.zeros(4), torch.ones(4)], "bn2": [torch.zeros(5), torch.ones(5)]}


def norm(x, name):
    with torch.no_grad():
        moments = [x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)]
        averages[name] = [KEPT * a + (1 - KEPT) * m for a, m in zip(averages[name], moments)]
    return F.batch_norm(x, None, None, weights[name + "/gamma"], weights[name + "/beta"], True, 0.0, EPSILON)


def logits(x):
    x = F.conv2d(x, weights["conv1/kernel"], weights["conv1/bias"], padding=1)
    x = F.relu(norm(x, "bn1"))
    x = F.conv2d(F.pad(x, (1, 1, 1, 1)), weights["conv2/kernel"], stride=2)
    x = F.relu(norm(x, "bn2")).mean((2, 3))
    return F.linear(x, weights["linear/kernel"], weights["linear/bias"])


optimizer = torch.optim.SGD(weights.values(), lr=RATE, momentum=MOMENTUM, nesterov=True, weight_decay=DECAY)
steps = [places[i : i + BATCH] for places in order for i in range(0, IMAGES, BATCH)]
losses = []
for step, places in enumerate(steps):
    for group in optimizer.param_groups:
        group["lr"] = RATE * (1 + math.cos(math.pi * step / len(steps))) / 2
    x = pixels[places].double() / 255
    x = (x - torch.tensor(mean).view(1, 3, 1, 1)) / torch.tensor(deviation).view(1, 3, 1, 1)
    loss = F.cross_entropy(logits(x), torch.tensor([labels[i] for i in places]))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())

golden = {
    "torch": torch.__version__,
    "settings": {"batch": BATCH, "epochs": EPOCHS, "rate": RATE, "momentum": MOMENTUM, "weightDecay": DECAY},
    "epsilon": EPSILON,
    "kept": KEPT,
    "pixels": pixels.tolist(),
    "labels": labels,
    "mean": mean,
    "deviation": deviation,
    "order": order,
    "before": before,
    "losses": losses,
    "after": {name: value.tolist() for name, value in weights.items()},
    "averages": {name: [a.tolist() for a in pair] for name, pair in averages.items()},
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "training.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
