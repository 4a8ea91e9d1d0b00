"""Writes nas-bench-201.json next to itself: small NAS-Bench-201 networks in PyTorch, with weights, images, logits and gradients.

Run: python3 make_nas_bench_201.py   (torch; CPU; deterministic)
Activations are NCHW, kernels OIHW, linear weights [out, in]. Parameters have the names of the tfjs layers.
"""
import torch
from torch import nn
from torch.nn import functional as F

from torch_networks import ReluConvBn, Residual, deterministic, forget_averages, numbers, write

CHANNELS, CELLS, CLASSES, RESOLUTION, BATCH = 2, 1, 3, 16, 4
CELLS_SHOWN = [
    "|nor_conv_3x3~0|+|avg_pool_3x3~0|nor_conv_1x1~1|+|skip_connect~0|none~1|nor_conv_3x3~2|",
    "|nor_conv_1x1~0|+|nor_conv_3x3~0|none~1|+|avg_pool_3x3~0|none~1|none~2|",
    "|none~0|+|none~0|skip_connect~1|+|none~0|nor_conv_3x3~1|skip_connect~2|",
]


class Cell(nn.Module):
    def __init__(self, text, channels, at, named):
        super().__init__()
        self.nodes = []
        self.convs = nn.ModuleList()
        for to, node in enumerate(text.split("+"), 1):
            self.nodes.append([])
            for edge in node.strip("|").split("|"):
                op, source = edge.split("~")
                if op.startswith("nor_conv"):
                    name = f"{at}/edge{to}-{source}"
                    op = ReluConvBn(channels, channels, int(op[-1]), 1, name, named)
                    self.convs.append(op)
                self.nodes[-1].append((op, int(source)))

    def forward(self, x):
        values = [x]
        for edges in self.nodes:
            total = 0
            for op, source in edges:
                v = values[source]
                if op == "none":
                    total = total + v * 0
                elif op == "skip_connect":
                    total = total + v
                elif op == "avg_pool_3x3":
                    total = total + F.avg_pool2d(v, 3, 1, 1, count_include_pad=False)
                else:
                    total = total + op(v)
            values.append(total)
        return values[-1]


def network(text):
    named = {}
    stem = nn.Conv2d(3, CHANNELS, 3, 1, 1, bias=False)
    stem_bn = nn.BatchNorm2d(CHANNELS)
    named["stem/conv"], named["stem/bn"] = stem, stem_bn
    layers = [stem, stem_bn]
    for stage in (1, 2, 3):
        width = CHANNELS << (stage - 1)
        if stage > 1:
            layers.append(Residual(width // 2, width, f"stage{stage}/residual", named))
        for i in range(1, CELLS + 1):
            layers.append(Cell(text, width, f"stage{stage}/cell{i}", named))
    bn, linear = nn.BatchNorm2d(CHANNELS * 4), nn.Linear(CHANNELS * 4, CLASSES)
    named["head/bn"], named["head/linear"] = bn, linear
    layers += [bn, nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), linear]
    return nn.Sequential(*layers), named


def main():
    torch.manual_seed(0)
    deterministic()
    cases = []
    for text in CELLS_SHOWN:
        net, named = network(text)
        with torch.no_grad():
            for p in net.parameters():
                p.copy_(torch.round(torch.randn_like(p) * 64) / 128)
        images = torch.round(torch.randn(BATCH, 3, RESOLUTION, RESOLUTION) * 64) / 64
        net.train()
        logits = net(images)
        logits.sum().backward()
        forget_averages(net)
        cases.append({
            "architecture": text,
            "parameters": sum(p.numel() for p in net.parameters()),
            "images": numbers(images),
            "logits": numbers(logits),
            "inferenceLogits": numbers(net(images)),
            "weights": {f"{name}/{key}": numbers(p) for name, m in named.items() for key, p in m.named_parameters()},
            "gradients": {f"{name}/{key}": numbers(p.grad) for name, m in named.items() for key, p in m.named_parameters()},
        })
    write("nas-bench-201.json", f"{CHANNELS} channels, {CELLS} cell a stage, {CLASSES} classes, {RESOLUTION}x{RESOLUTION} "
          "images; logits and gradients of their sum in training mode, inferenceLogits with mean 0 and variance 1", cases)


main()
