"""Writes blocks.json next to itself: a perceptron with layer norms and a network of separable convolutions in PyTorch, with their
weights, one input and the gradient there, and the tensors T1 to T4 with their gradients for every instance of the patterns of src/patterns.

Run: python3 make_blocks.py   (torch; CPU; deterministic)
Activations are NCHW, kernels OIHW and [out, in], as programs see them. The loss is the sum of the logits.
"""
import json
import os

import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(3)


def numbers(tensor):
    return {"shape": list(tensor.shape), "data": [float(f"{x:.7g}") for x in tensor.detach().double().flatten()]}


def network(layers, x):
    """Runs [(name, module or function)]; gives the weights, and the value of every layer with its gradient kept."""
    values = {"input": x}
    params = {}
    for name, layer in layers:
        if isinstance(layer, nn.Module):
            for key, value in layer.named_parameters():
                # Norms that scale and shift, so that a forgotten one shows.
                if not isinstance(layer, (nn.Linear, nn.Conv2d)):
                    nn.init.uniform_(value, 0.5, 1.5) if key == "weight" else nn.init.normal_(value, 0, 0.5)
                params[f"{name}.{key}"] = value
        x = layer(x)
        x.retain_grad()
        values[name] = x
    x.sum().backward()
    return params, values


def instance(name, t1, t2, kernel, t4, params, values):
    weight = params[f"{kernel}.weight"]
    taps = {"T1_D": values[t1], "T2_D": values[t2], "T4_D": values[t4], "T3": weight}
    grads = {"T1G_D": values[t1].grad, "T2G_D": values[t2].grad, "T4G_D": values[t4].grad, "T3G_D": weight.grad}
    return {"name": name, "statistics": {key: numbers(value) for key, value in {**taps, **grads}.items()}}


def written(layers, x, patterns):
    params, values = network(layers, x)
    return {
        "input": numbers(x),
        "inputGradient": numbers(x.grad),
        "params": {name: numbers(value) for name, value in params.items()},
        "patterns": {
            name: [instance(kernel, t1, t2, kernel, t4, params, values) for t1, t2, kernel, t4 in found]
            for name, found in patterns.items()
        },
    }


perceptron = written(
    [
        ("d0", nn.Linear(6, 5)),
        ("ln1", nn.LayerNorm(5, eps=1e-5)),
        ("d1", nn.Linear(5, 7)),
        ("g1", F.gelu),
        ("d2", nn.Linear(7, 4)),
        ("ln2", nn.LayerNorm(4, eps=1e-5)),
        ("r2", F.relu),
        ("d3", nn.Linear(4, 5)),
        ("bn3", nn.BatchNorm1d(5, eps=1e-5)),
        ("t3", torch.tanh),
        ("logits", nn.Linear(5, 3)),
    ],
    torch.randn(8, 6, requires_grad=True),
    {
        "layerNormDense": [("d0", "ln1", "d1", "g1")],
        "denseNorm": [("d1", "g1", "d2", "ln2"), ("ln2", "r2", "d3", "bn3")],
        "denseActivation": [("ln1", "d1", "d1", "g1")],
    },
)
convolutions = written(
    [
        ("stem", nn.Conv2d(3, 4, 3, padding=1, bias=False)),
        ("bn0", nn.BatchNorm2d(4, eps=1e-5)),
        ("r1", F.relu),
        ("dw1", nn.Conv2d(4, 4, 3, padding=1, groups=4, bias=False)),
        ("pw1", nn.Conv2d(4, 5, 1, bias=False)),
        ("bn1", nn.BatchNorm2d(5, eps=1e-5)),
        ("dw2", nn.Conv2d(5, 5, 3, padding=1, groups=5, bias=False)),
        ("bn2", nn.BatchNorm2d(5, eps=1e-5)),
        ("r2", F.relu6),
        ("pw2", nn.Conv2d(5, 6, 1, bias=False)),
        ("bn3", nn.BatchNorm2d(6, eps=1e-5)),
        ("t3", torch.tanh),
        ("pool", lambda x: x.mean((2, 3))),
        ("logits", nn.Linear(6, 3)),
    ],
    torch.randn(2, 3, 6, 6, requires_grad=True),
    {
        "separable": [("bn0", "dw1", "pw1", "bn1")],
        "separable (depthwise)": [("bn0", "r1", "dw1", "bn1")],
        "mobile": [("bn1", "r2", "pw2", "bn3")],
        "mobile (depthwise)": [("bn1", "r2", "dw2", "bn3")],
    },
)

folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "blocks.json"), "w") as file:
    json.dump({"about": "made by make_blocks.py", "perceptron": perceptron, "convolutions": convolutions}, file)
    file.write("\n")
