"""Writes nats-bench-sss.json next to itself: small networks of NATS-Bench's size space in PyTorch: logits and the first image's gradient.

Run: python3 make_nats_sss.py   (torch; CPU; deterministic)
The weights and the images are not in the file: `fill` draws them from the name of each parameter, which is that of the tfjs layer, and
from "images", in the order of PyTorch's layout (activations NCHW, kernels OIHW, linear weights [out, in]).
"""
import json
import os

import torch
from torch import nn
from torch.nn import functional as F

CLASSES, RESOLUTION, BATCH = 3, 8, 2
SIZES_SHOWN = ["8:16:8:24:8", "16:8:8:8:8", "8:8:16:16:24"]


class ReluConvBn(nn.Module):
    def __init__(self, inputs, outputs, size, stride, at, named):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)
        self.bn = nn.BatchNorm2d(outputs)
        named[at + "/conv"], named[at + "/bn"] = self.conv, self.bn

    def forward(self, x):
        return self.bn(self.conv(F.relu(x)))


class Cell(nn.Module):
    """x1 = f(x0); x2 = f(x0) + f(x1); out = skip(x0) + f(x1) + f(x2)."""

    def __init__(self, inputs, outputs, at, named):
        super().__init__()
        for edge, width in (("1-0", inputs), ("2-0", inputs), ("2-1", outputs), ("3-1", outputs), ("3-2", outputs)):
            setattr(self, "e" + edge.replace("-", ""), ReluConvBn(width, outputs, 3, 1, f"{at}/edge{edge}", named))
        self.skip = nn.Identity()
        if inputs != outputs:
            conv, bn = nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs)
            named[f"{at}/edge3-0/conv"], named[f"{at}/edge3-0/bn"] = conv, bn
            self.skip = nn.Sequential(conv, bn)

    def forward(self, x):
        x1 = self.e10(x)
        x2 = self.e20(x) + self.e21(x1)
        return self.skip(x) + self.e31(x1) + self.e32(x2)


class Residual(nn.Module):
    def __init__(self, inputs, outputs, at, named):
        super().__init__()
        self.a = ReluConvBn(inputs, outputs, 3, 2, at + "/a", named)
        self.b = ReluConvBn(outputs, outputs, 3, 1, at + "/b", named)
        self.shortcut = nn.Conv2d(inputs, outputs, 1, bias=False)
        named[at + "/shortcut/conv"] = self.shortcut

    def forward(self, x):
        return self.shortcut(F.avg_pool2d(x, 2, 2)) + self.b(self.a(x))


def network(text):
    c1, c2, c3, c4, c5 = map(int, text.split(":"))
    named = {"stem/conv": nn.Conv2d(3, c1, 3, 1, 1, bias=False), "stem/bn": nn.BatchNorm2d(c1)}
    layers = [*named.values()]
    layers += [Cell(c1, c1, "stage1/cell", named), Residual(c1, c2, "stage2/residual", named)]
    layers += [Cell(c2, c3, "stage3/cell", named), Residual(c3, c4, "stage4/residual", named)]
    layers += [Cell(c4, c5, "stage5/cell", named)]
    named["head/bn"], named["head/linear"] = nn.BatchNorm2d(c5), nn.Linear(c5, CLASSES)
    layers += [named["head/bn"], nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), named["head/linear"]]
    return nn.Sequential(*layers), named


def fill(name, count):
    """Multiples of 1/128 in [-1/2, 1/2], from a linear congruential generator that starts at the name."""
    state = 0
    for letter in name:
        state = (state * 31 + ord(letter)) % 2**32
    values = []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append((state // 2**16 % 129 - 64) / 128)
    return torch.tensor(values)


def numbers(t):
    return {"shape": list(t.shape), "data": [float("%.7g" % v) for v in t.detach().reshape(-1).tolist()]}


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    cases = []
    for text in SIZES_SHOWN:
        net, named = network(text)
        with torch.no_grad():
            for layer, module in named.items():
                for key, p in module.named_parameters():
                    p.copy_(fill(f"{layer}/{key}", p.numel()).reshape(p.shape))
        images = (4 * fill("images", BATCH * 3 * RESOLUTION**2)).reshape(BATCH, 3, RESOLUTION, RESOLUTION).requires_grad_()
        net.train()
        logits = net(images)
        (logits**2).sum().backward()
        for module in net.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.reset_running_stats()
        net.eval()
        cases.append({
            "architecture": text,
            "parameters": sum(p.numel() for p in net.parameters()),
            "logits": numbers(logits),
            "inferenceLogits": numbers(net(images)),
            "imageGradient": numbers(images.grad[0]),
        })
    about = (f"torch {torch.__version__}, float64; {CLASSES} classes, {BATCH} images of {RESOLUTION}x{RESOLUTION}; logits and the gradient of the "
             "sum of their squares in training mode, inferenceLogits with mean 0 and variance 1")
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "nats-bench-sss.json")
    with open(path, "w") as f:
        json.dump({"about": about, "cases": cases}, f, separators=(",", ":"))
        f.write("\n")


main()
