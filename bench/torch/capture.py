"""PyTorch's side of the capture measures: passes of a NAS-Bench-201 network at initialization that keep T1 to T4 and
their gradients for every ReLU-Conv-BN instance.

Reads {"cell": TEXT, "batch": N, "passes": N} from each line of standard input; writes {"instances": N, "times": [ms, …]}.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class ReluConvBn(nn.Module):
    def __init__(self, inputs, outputs, size, stride, kept):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)
        self.bn = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU()
        self.kept = kept

    def forward(self, t1):
        t2 = self.relu(t1)
        t4 = self.bn(self.conv(t2))
        if self.kept is not None:
            for tensor in (t1, t2, t4):
                tensor.retain_grad()
            self.kept.append((t1, t2, self.conv.weight, t4))
        return t4


class Cell(nn.Module):
    def __init__(self, text, channels, kept):
        super().__init__()
        self.nodes = []
        convs = {}
        for to, node in enumerate(text.split("+"), 1):
            edges = [edge.split("~") for edge in node.strip("|").split("|")]
            self.nodes.append([(op, int(source)) for op, source in edges])
            for op, source in edges:
                if op.startswith("nor_conv"):
                    convs[f"{to}-{source}"] = ReluConvBn(channels, channels, int(op[-1]), 1, kept)
        self.convs = nn.ModuleDict(convs)

    def forward(self, x):
        values = [x]
        for to, edges in enumerate(self.nodes, 1):
            incoming = []
            for op, source in edges:
                if op.startswith("nor_conv"):
                    incoming.append(self.convs[f"{to}-{source}"](values[source]))
                elif op == "skip_connect":
                    incoming.append(values[source])
                elif op == "avg_pool_3x3":
                    incoming.append(F.avg_pool2d(values[source], 3, 1, 1, count_include_pad=False))
            values.append(sum(incoming) if incoming else torch.zeros_like(x))
        return values[-1]


class Residual(nn.Module):
    def __init__(self, inputs, outputs, kept):
        super().__init__()
        self.first = ReluConvBn(inputs, outputs, 3, 2, kept)
        self.second = ReluConvBn(outputs, outputs, 3, 1, kept)
        self.shortcut = nn.Sequential(nn.AvgPool2d(2, 2), nn.Conv2d(inputs, outputs, 1, bias=False))

    def forward(self, x):
        return self.second(self.first(x)) + self.shortcut(x)


def network(text, kept, channels=16, cells=5, classes=10):
    layers = [nn.Conv2d(3, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels)]
    for stage in range(3):
        width = channels << stage
        if stage > 0:
            layers.append(Residual(width // 2, width, kept))
        layers += [Cell(text, width, kept) for _ in range(cells)]
    width = channels << 2
    layers += [nn.BatchNorm2d(width), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, classes)]
    return nn.Sequential(*layers)


def timed_pass(net, images, kept):
    kept.clear()
    net.zero_grad()
    start = time.perf_counter()
    net(images).sum().backward()
    return (time.perf_counter() - start) * 1e3


def main():
    torch.set_num_threads(1)
    built = {}
    for line in sys.stdin:
        request = json.loads(line)
        key = (request["cell"], request["batch"])
        if key not in built:
            kept = []
            built[key] = (network(request["cell"], kept), torch.randn(request["batch"], 3, 32, 32), kept)
        net, images, kept = built[key]
        times = [timed_pass(net, images, kept) for _ in range(request["passes"])]
        print(json.dumps({"instances": len(kept), "times": times}), flush=True)


if __name__ == "__main__":
    main()
