"""Writes nds.json next to itself: small networks of the five NDS spaces in PyTorch: logits and the first image's gradient.

Run: python3 make_nds.py   (torch; CPU; deterministic)
The weights and the images are not in the file: `fill` draws them from the name of each parameter, which is that of the tfjs layer, and
from "images", in the order of PyTorch's layout (activations NCHW, kernels OIHW, linear weights [out, in]).
The cells go through all operations of their space, in the normal cell and with stride 2. The resolutions make maps of odd sizes.
"""
import torch
from torch import nn
from torch.nn import functional as F

from torch_networks import FactorizedReduce, deterministic, filled_case, write

WIDTH, DEPTH, CLASSES, BATCH = 4, 4, 3, 3
RESOLUTION = {"cifar": 14, "imagenet": 36}
DARTS = "none max_pool_3x3 avg_pool_3x3 skip_connect sep_conv_3x3 sep_conv_5x5 dil_conv_3x3 dil_conv_5x5"
AMOEBA = "skip_connect sep_conv_3x3 sep_conv_5x5 sep_conv_7x7 avg_pool_3x3 max_pool_3x3 dil_sep_conv_3x3 conv_7x1_1x7"
ENAS = "skip_connect sep_conv_3x3 sep_conv_5x5 avg_pool_3x3 max_pool_3x3"
PNAS = "sep_conv_3x3 sep_conv_5x5 sep_conv_7x7 conv_7x1_1x7 skip_connect avg_pool_3x3 max_pool_3x3 dil_conv_3x3"
NASNET = ("skip_connect conv_3x1_1x3 conv_7x1_1x7 dil_conv_3x3 avg_pool_3x3 max_pool_3x3 max_pool_5x5 max_pool_7x7 conv_1x1 conv_3x3 "
          "sep_conv_3x3 sep_conv_5x5 sep_conv_7x7")
SPACES = {"darts": (DARTS, 4), "amoeba": (AMOEBA, 5), "enas": (ENAS, 5), "pnas": (PNAS, 5), "nasNet": (NASNET, 5)}


class Conv(nn.Module):
    """ReLU, the convolutions of a list of (name, size, stride, dilation, groups), BN."""

    def __init__(self, inputs, outputs, convs, at, named):
        super().__init__()
        self.convs = nn.ModuleList()
        for name, size, stride, dilation, groups in convs:
            size = (size, size) if isinstance(size, int) else size
            padding = tuple((s - 1) // 2 * dilation for s in size)
            width = inputs if groups > 1 else outputs
            conv = nn.Conv2d(inputs, width, size, stride, padding, dilation, groups, bias=False)
            self.convs.append(conv)
            named[f"{at}/{name}"] = conv
            inputs = width
        self.bn = named[at + "/bn"] = nn.BatchNorm2d(outputs)

    def forward(self, x):
        x = F.relu(x)
        for conv in self.convs:
            x = conv(x)
        return self.bn(x)


class Zero(nn.Module):
    def __init__(self, stride):
        super().__init__()
        self.stride = stride

    def forward(self, x):
        return x[:, :, :: self.stride, :: self.stride] * 0


def operation(name, c, stride, at, named):
    size = int(name[-1]) if name[-1].isdigit() else 0
    separable = lambda part, stride, dilation: Conv(
        c, c, [("depthwise", size, stride, dilation, c), ("pointwise", 1, 1, 1, 1)], at + part, named)
    if name == "none":
        return Zero(stride)
    if name == "skip_connect":
        return nn.Identity() if stride == 1 else FactorizedReduce(c, c, 2, at, named)
    if name.startswith("avg_pool"):
        return nn.AvgPool2d(size, stride, size // 2, count_include_pad=False)
    if name.startswith("max_pool"):
        return nn.MaxPool2d(size, stride, size // 2)
    if name in ("conv_3x1_1x3", "conv_7x1_1x7"):
        return Conv(c, c, [("row", (1, size), (1, stride), 1, 1), ("column", (size, 1), (stride, 1), 1, 1)], at, named)
    if name.startswith("conv"):
        return Conv(c, c, [("conv", size, stride, 1, 1)], at, named)
    if name.startswith("dil_conv"):
        return separable("", stride, 2)
    dilation = 2 if name.startswith("dil") else 1
    return nn.Sequential(separable("/a", stride, dilation), separable("/b", 1, dilation))


class Cell(nn.Module):
    def __init__(self, edges, concat, before_last, last, c, reducing, after_reduction, at, named):
        super().__init__()
        pointwise = [("conv", 1, 1, 1, 1)]
        self.input0 = (FactorizedReduce(before_last, c, 2, at + "/input0", named) if after_reduction
                       else Conv(before_last, c, pointwise, at + "/input0", named))
        self.input1 = Conv(last, c, pointwise, at + "/input1", named)
        self.inputs, self.concat = [source for _, source in edges], concat
        self.ops = nn.ModuleList(
            operation(name, c, 2 if reducing and source < 2 else 1, f"{at}/node{i // 2 + 2}/{'ab'[i % 2]}", named)
            for i, (name, source) in enumerate(edges))

    def forward(self, before_last, last):
        values = [self.input0(before_last), self.input1(last)]
        for i in range(0, len(self.ops), 2):
            values.append(sum(self.ops[k](values[self.inputs[k]]) for k in (i, i + 1)))
        return torch.cat([values[i] for i in self.concat], 1)


class Network(nn.Module):
    def __init__(self, normal, reduce, form, named):
        super().__init__()
        conv = lambda i, o, stride, at: nn.Sequential(
            named.setdefault(at + "/conv", nn.Conv2d(i, o, 3, stride, 1, bias=False)), named.setdefault(at + "/bn", nn.BatchNorm2d(o)))
        if form == "cifar":
            self.stem = nn.ModuleList([conv(3, 3 * WIDTH, 1, "stem")])
            before_last = last = 3 * WIDTH
        else:
            half = conv(3, WIDTH // 2, 2, "stem0/a")
            self.stem = nn.ModuleList([
                nn.Sequential(half, nn.ReLU(), conv(WIDTH // 2, WIDTH, 2, "stem0/b")), nn.Sequential(nn.ReLU(), conv(WIDTH, WIDTH, 2, "stem1"))])
            before_last = last = WIDTH
        self.cells, c, after_reduction = nn.ModuleList(), WIDTH, form == "imagenet"
        for i in range(DEPTH):
            reducing = i in (DEPTH // 3, 2 * DEPTH // 3)
            c *= 2 if reducing else 1
            edges, concat = reduce if reducing else normal
            self.cells.append(Cell(edges, concat, before_last, last, c, reducing, after_reduction, f"cell{i + 1}", named))
            before_last, last, after_reduction = last, c * len(concat), reducing
        self.linear = named["head/linear"] = nn.Linear(last, CLASSES)

    def forward(self, x):
        before_last = self.stem[0](x)
        last = self.stem[1](before_last) if len(self.stem) > 1 else before_last
        for cell in self.cells:
            before_last, last = last, cell(before_last, last)
        return self.linear(last.mean((2, 3)))


def drawn_cell(ops, nodes, output, offset, least):
    """Operations one after the other from `offset`, inputs that are spread but none below `least`."""
    edges = []
    for i in range(2 * nodes):
        node = i // 2 + 2
        edges.append((ops[(offset + i) % len(ops)], max(least, (5 * i + offset) % node)))
    taken = {source for _, source in edges}
    return edges, [n for n in range(2, nodes + 2) if output == "all" or n not in taken]


def text(cell):
    edges, concat = cell
    nodes = ["".join(f"|{op}~{source}" for op, source in edges[i : i + 2]) for i in range(0, len(edges), 2)]
    return "|+".join(nodes) + "|>" + ".".join(map(str, concat))


def case(space, form, normal, reduce):
    named = {}
    net = Network(normal, reduce, form, named)
    architecture = f"{WIDTH}x{DEPTH}:{text(normal)}:{text(reduce)}"
    return {"space": space, "form": form, "architecture": architecture, **filled_case(net, named, BATCH, RESOLUTION[form])}


def main():
    deterministic()
    cases = []
    for space, (ops, nodes) in SPACES.items():
        ops = ops.split()
        output = "all" if space in ("darts", "pnas") else "loose ends"
        for form, offset in (("cifar", 0), ("imagenet", 3)):
            # One normal cell leaves out the output of the cell before the last.
            least = 1 if form == "cifar" else 0
            normal = drawn_cell(ops, nodes, output, offset, least)
            reduce = drawn_cell(ops, nodes, output, offset + 2 * nodes, 0)
            cases.append(case(space, form, normal, reduce))
    write("nds.json", f"{WIDTH} channels, {DEPTH} cells, {CLASSES} classes, {BATCH} images of "
          f"{RESOLUTION['cifar']} or {RESOLUTION['imagenet']} pixels; logits and the gradient of the sum of their squares in training "
          "mode, inferenceLogits with mean 0 and variance 1", cases)


main()
