"""Writes nats-bench-sss.json next to itself: small networks of NATS-Bench's size space in PyTorch: logits and the first image's gradient.

Run: python3 make_nats_sss.py   (torch; CPU; deterministic)
The weights and the images are not in the file: `fill` draws them from the name of each parameter, which is that of the tfjs layer, and
from "images", in the order of PyTorch's layout (activations NCHW, kernels OIHW, linear weights [out, in]).
"""
from torch import nn

from torch_networks import ReluConvBn, Residual, deterministic, filled_case, write

CLASSES, RESOLUTION, BATCH = 3, 8, 2
SIZES_SHOWN = ["8:16:8:24:8", "16:8:8:8:8", "8:8:16:16:24"]


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


def main():
    deterministic()
    cases = [{"architecture": text, **filled_case(*network(text), BATCH, RESOLUTION)} for text in SIZES_SHOWN]
    write("nats-bench-sss.json", f"{CLASSES} classes, {BATCH} images of {RESOLUTION}x{RESOLUTION}; logits and the gradient of the "
          "sum of their squares in training mode, inferenceLogits with mean 0 and variance 1", cases)


main()
