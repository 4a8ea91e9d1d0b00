"""What the makers of this folder's golden values share: blocks of several spaces in PyTorch, and how a network is filled, run and written."""
import json
import os

import torch
from torch import nn
from torch.nn import functional as F


class ReluConvBn(nn.Module):
    def __init__(self, inputs, outputs, size, stride, at, named):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)
        self.bn = nn.BatchNorm2d(outputs)
        named[at + "/conv"], named[at + "/bn"] = self.conv, self.bn

    def forward(self, x):
        return self.bn(self.conv(F.relu(x)))


class Residual(nn.Module):
    """The block between the stages of NAS-Bench-201 and NATS-Bench, which halves height and width."""

    def __init__(self, inputs, outputs, at, named):
        super().__init__()
        self.a = ReluConvBn(inputs, outputs, 3, 2, at + "/a", named)
        self.b = ReluConvBn(outputs, outputs, 3, 1, at + "/b", named)
        self.shortcut = nn.Conv2d(inputs, outputs, 1, bias=False)
        named[at + "/shortcut/conv"] = self.shortcut

    def forward(self, x):
        return self.shortcut(F.avg_pool2d(x, 2, 2)) + self.b(self.a(x))


class FactorizedReduce(nn.Module):
    def __init__(self, inputs, outputs, stride, at, named):
        super().__init__()
        self.even = nn.Conv2d(inputs, outputs // 2, 1, stride, bias=False)
        self.odd = nn.Conv2d(inputs, outputs - outputs // 2, 1, stride, bias=False)
        self.bn = nn.BatchNorm2d(outputs)
        named[at + "/conv1"], named[at + "/conv2"], named[at + "/bn"] = self.even, self.odd, self.bn

    def forward(self, x):
        x = F.relu(x)
        shifted = F.pad(x, (0, 1, 0, 1))[:, :, 1:, 1:]
        return self.bn(torch.cat([self.even(x), self.odd(shifted)], 1))


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


def forget_averages(net):
    """Inference then normalizes by mean 0 and variance 1."""
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
    net.eval()


def filled_case(net, named, batch, size):
    """The network with weights and images drawn by `fill`: its logits, and the gradient of the sum of their squares by the first image."""
    with torch.no_grad():
        for layer, module in named.items():
            for key, p in module.named_parameters():
                p.copy_(fill(f"{layer}/{key}", p.numel()).reshape(p.shape))
    images = (4 * fill("images", batch * 3 * size**2)).reshape(batch, 3, size, size).requires_grad_()
    net.train()
    logits = net(images)
    (logits**2).sum().backward()
    forget_averages(net)
    return {
        "parameters": sum(p.numel() for p in net.parameters()),
        "logits": numbers(logits),
        "inferenceLogits": numbers(net(images)),
        "imageGradient": numbers(images.grad[0]),
    }


def deterministic():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)


def write(name, about, cases):
    """Beside this file, after the version of PyTorch that computed the cases."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    with open(path, "w") as f:
        json.dump({"about": f"torch {torch.__version__}, float64; {about}", "cases": cases}, f, separators=(",", ":"))
        f.write("\n")
