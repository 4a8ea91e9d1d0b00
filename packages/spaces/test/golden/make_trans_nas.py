"""Writes trans-nas-bench-101.json next to itself: small networks of TransNAS-Bench-101 in PyTorch: logits and the first image's gradient.

Run: python3 make_trans_nas.py   (torch; CPU; deterministic)
The weights and the images are not in the file: `fill` draws them from the name of each parameter, which is that of the tfjs layer, and
from "images", in the order of PyTorch's layout (activations NCHW, kernels OIHW, linear weights [out, in]).
The resolution is one that strides round up, so that odd sizes are seen too.
"""
from torch import nn

from torch_networks import FactorizedReduce, ReluConvBn, deterministic, filled_case, write

CHANNELS, CELLS, CLASSES, RESOLUTION, BATCH = 4, 2, 3, 36, 3
SHOWN = ["64-41414-1_02_333", "64-41414-2_13_011", "64-41414-0_31_203", "64-1234-basic", "64-424133-basic"]


class Zeros(nn.Module):
    def __init__(self, outputs, stride):
        super().__init__()
        self.outputs, self.stride = outputs, stride

    def forward(self, x):
        strided = x[:, :1, :: self.stride, :: self.stride] * 0
        return strided.expand(-1, self.outputs, -1, -1)


class MicroCell(nn.Module):
    def __init__(self, text, inputs, outputs, stride, at, named):
        super().__init__()
        self.ops, self.sources = nn.ModuleList(), []
        for to, node in enumerate(text.split("_"), 1):
            for source, op in enumerate(node):
                self.sources.append((to, source))
                width, step = (inputs, stride) if source == 0 else (outputs, 1)
                edge = f"{at}/edge{to}-{source}"
                if op == "0":
                    self.ops.append(Zeros(outputs, step))
                elif op == "1" and (width, step) == (outputs, 1):
                    self.ops.append(nn.Identity())
                elif op == "1":
                    self.ops.append(FactorizedReduce(width, outputs, step, edge, named))
                else:
                    self.ops.append(ReluConvBn(width, outputs, 1 if op == "2" else 3, step, edge, named))

    def forward(self, x):
        nodes = [x, 0, 0, 0]
        for (to, source), op in zip(self.sources, self.ops):
            nodes[to] = nodes[to] + op(nodes[source])
        return nodes[3]


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride, at, named):
        super().__init__()
        self.a = ReluConvBn(inputs, outputs, 3, stride, at + "/a", named)
        self.b = ReluConvBn(outputs, outputs, 3, 1, at + "/b", named)
        self.shortcut = nn.Identity()
        if stride > 1 or inputs != outputs:
            conv, bn = nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            named[at + "/shortcut/conv"], named[at + "/shortcut/bn"] = conv, bn
            self.shortcut = nn.Sequential(conv, bn)

    def forward(self, x):
        return self.shortcut(x) + self.b(self.a(x))


def network(text):
    _, modules, kind = text.split("-")
    half = CHANNELS // 2
    named = {"stem/conv": nn.Conv2d(3, half, 3, 2, 1, bias=False), "stem/bn": nn.BatchNorm2d(half)}
    layers = [*named.values(), ReluConvBn(half, CHANNELS, 3, 2, "stem/widen", named)]
    width = CHANNELS
    for i, module in enumerate(modules, 1):
        outputs = width * 2 if module in "24" else width
        for k in range(1, CELLS + 1):
            inputs, stride = (width, 2 if module in "34" else 1) if k == 1 else (outputs, 1)
            at = f"module{i}/cell{k}"
            if kind == "basic":
                layers.append(BasicBlock(inputs, outputs, stride, at, named))
            else:
                layers.append(MicroCell(kind, inputs, outputs, stride, at, named))
        width = outputs
    named["head/linear"] = nn.Linear(width, CLASSES)
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), named["head/linear"]]
    return nn.Sequential(*layers), named


def main():
    deterministic()
    cases = [{"architecture": text, **filled_case(*network(text), BATCH, RESOLUTION)} for text in SHOWN]
    write("trans-nas-bench-101.json", f"{CHANNELS} channels, {CELLS} cells a module, {CLASSES} classes, {BATCH} images of "
          f"{RESOLUTION}x{RESOLUTION}; logits and the gradient of the sum of their squares in training mode, inferenceLogits with mean 0 "
          "and variance 1", cases)


main()
