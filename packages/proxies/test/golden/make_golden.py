"""Writes proxies.json next to itself: two small networks, and every proxy of theirs computed with PyTorch in float64.

Run: /usr/bin/python3 make_golden.py   (torch, numpy; CPU; deterministic)
A network is a list of nodes that this script and the tests both read. Parameters and inputs are small whole numbers over 64;
kernels are OIHW, maps NCHW, the signs of AZ-NAS in the order of NHWC. Nothing here looks at the TypeScript.
"""
import json
import math
import os

import numpy as np
import torch
from torch.nn import functional as F

EPSILON, BATCH, CLASSES, SIZE = 1e-5, 8, 4, 8


class Builder:
    def __init__(self):
        self.nodes = []

    def add(self, op, name, inputs, **rest):
        self.nodes.append({"op": op, "name": name, "in": inputs, **rest})
        return name

    def conv(self, name, x, cin, cout, size, stride=1, bias=False, groups=1):
        return self.add("conv", name, [x], cin=cin, cout=cout, size=size, stride=stride, bias=bias, groups=groups)

    def bn(self, name, x, c):
        return self.add("bn", name, [x], c=c)

    def rcb(self, at, x, cin, cout, size, stride=1):
        x = self.add("relu", at + "/relu", [x])
        x = self.conv(at + "/conv", x, cin, cout, size, stride)
        return self.bn(at + "/bn", x, cout)

    def reduce(self, at, x, cin, cout, bias):
        b = self.rcb(at + "/b", self.rcb(at + "/a", x, cin, cout, 3, 2), cout, cout, 3)
        s = self.conv(at + "/shortcut", self.add("pool2", at + "/pool", [x]), cin, cout, 1, bias=bias)
        return self.add("add", at + "/add", [s, b])

    def head(self, x, c):
        x = self.add("gap", "pool", [self.add("relu", "head/relu", [x])])
        return self.add("linear", "linear", [x], cin=c, cout=CLASSES)


def residual():
    b = Builder()
    x = b.bn("stem/bn", b.conv("stem/conv", "images", 3, 8, 3), 8)
    y = b.rcb("one/b", b.rcb("one/a", x, 8, 8, 3), 8, 8, 3)
    x = b.reduce("two", b.add("add", "one/add", [x, y]), 8, 12, True)
    x = b.conv("dw", b.add("relu", "dw/relu", [x]), 12, 12, 3, groups=12)
    x = b.bn("pw/bn", b.conv("pw", x, 12, 16, 1), 16)
    b.head(x, 16)
    return b.nodes


def cells(text, c=4):
    b = Builder()
    x = b.bn("stem/bn", b.conv("stem/conv", "images", 3, c, 3), c)
    for stage in (1, 2, 3):
        if stage > 1:
            x, c = b.reduce(f"s{stage}/reduce", x, c, 2 * c, False), 2 * c
        values = [x]
        for to, node in enumerate(text.split("+"), 1):
            terms = []
            for edge in node.strip("|").split("|"):
                op, source = edge.split("~")
                at, v = f"s{stage}/edge{to}-{source}", values[int(source)]
                if op == "skip_connect":
                    terms.append(v)
                elif op == "none":
                    terms.append(b.add("zeros", at + "/none", [v]))
                elif op == "avg_pool_3x3":
                    terms.append(b.add("pool3", at + "/pool", [v]))
                else:
                    terms.append(b.rcb(at, v, c, c, int(op[-1])))
            values.append(terms[0] if len(terms) == 1 else b.add("add", f"s{stage}/node{to}", terms))
        x = values[3]
    b.head(b.bn("head/bn", x, c), c)
    return b.nodes


def parameters(nodes, rng):
    """Name of the layer and of the parameter to a float64 tensor."""
    def draw(shape, low, high):
        return torch.tensor(rng.randint(low, high + 1, shape) / 64.0)
    p = {}
    for n in nodes:
        at = n["name"]
        if n["op"] == "conv":
            p[at, "kernel"] = draw((n["cout"], n["cin"] // n["groups"], n["size"], n["size"]), -32, 32)
            if n["bias"]:
                p[at, "bias"] = draw((n["cout"],), -16, 16)
        elif n["op"] == "linear":
            p[at, "kernel"] = draw((n["cout"], n["cin"]), -32, 32)
            p[at, "bias"] = draw((n["cout"],), -16, 16)
        elif n["op"] == "bn":
            p[at, "gamma"], p[at, "beta"] = draw((n["c"],), 32, 96), draw((n["c"],), -24, 24)
    return p


def run(nodes, p, images, see=lambda node, x, y: y, bn=True):
    values = {"images": images}
    for n in nodes:
        xs = [values[i] for i in n["in"]]
        x, at = xs[0], n["name"]
        if n["op"] == "conv":
            y = F.conv2d(x, p[at, "kernel"], p.get((at, "bias")), n["stride"], n["size"] // 2, 1, n["groups"])
        elif n["op"] == "bn":
            y = F.batch_norm(x, None, None, p[at, "gamma"], p[at, "beta"], True, 0.0, EPSILON) if bn else x
        elif n["op"] == "relu":
            y = F.relu(x)
        elif n["op"] == "add":
            y = sum(xs[1:], xs[0])
        elif n["op"] == "pool2":
            y = F.avg_pool2d(x, 2, 2)
        elif n["op"] == "pool3":
            y = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
        elif n["op"] == "zeros":
            y = x * 0
        elif n["op"] == "gap":
            y = x.mean((2, 3))
        else:
            y = F.linear(x, p[at, "kernel"], p[at, "bias"])
        values[at] = see(n, x, y)
    return values[nodes[-1]["name"]]


def measure(nodes, p, images, labels, noise, image, signs):
    kernels = [key for key in p if key[1] == "kernel"]
    leaves = [p[key].requires_grad_(True) for key in kernels]
    cross_entropy = lambda x, y: F.cross_entropy(run(nodes, p, x), y)
    total = lambda x, y: run(nodes, p, x).sum()
    out = {}

    out["params"] = sum(v.numel() for v in p.values())
    flops = [0]
    def count(n, x, y):
        if n["op"] in ("conv", "linear"):
            per = p[n["name"], "kernel"].numel() + (y.shape[1] if (n["name"], "bias") in p else 0)
            flops[0] += per * (y.shape[2] * y.shape[3] if y.dim() == 4 else 1)
        return y
    run(nodes, p, images, count)
    out["flops"] = flops[0]

    for name, loss in (("", cross_entropy), ("_sum", total)):
        g = torch.autograd.grad(loss(images, labels), leaves, create_graph=True)
        out["grad_norm" + name] = float(sum(x.norm() for x in g))
        out["snip" + name] = float(sum((x * w).abs().sum() for x, w in zip(g, leaves)))
        if name == "":
            h = torch.autograd.grad(sum((x * x.detach()).sum() for x in g), leaves)
            out["grasp"] = float(-sum((x * w).sum() for x, w in zip(h, leaves)))
        for ops, label in ((("conv", "linear"), "fisher"), (("bn",), "fisher_norms")):
            seen = []
            def watch(n, x, y):
                if n["op"] in ops:
                    y.retain_grad()
                    seen.append((n, y))
                return y
            x = images.clone().requires_grad_(True)
            logits = run(nodes, p, x, watch)
            (F.cross_entropy(logits, labels) if name == "" else logits.sum()).backward()
            fisher = 0.0
            for n, z in seen:
                a = z * z.grad
                channel = 0.5 * (a.sum((2, 3)) if a.dim() == 4 else a).pow(2).mean(0)
                fisher += float(channel.sum()) * (p[n["name"], "kernel"][0].numel() if ops != ("bn",) else 1)
            out[label + name] = fisher
    for v in leaves:
        v.grad = None

    absolute = {key: v.detach().abs() for key, v in p.items()}
    for name, bn in (("synflow", False), ("synflow_bn", True)):
        ws = [absolute[key].requires_grad_(True) for key in kernels]
        ones = torch.ones((1,) + tuple(images.shape[1:]), dtype=torch.float64)
        g = torch.autograd.grad(run(nodes, absolute, ones, bn=bn).sum(), ws)
        out[name] = float(sum((x * w).abs().sum() for x, w in zip(g, ws)))

    x = images.clone().requires_grad_(True)
    jacobian = torch.autograd.grad(run(nodes, p, x).sum(), x)[0].reshape(BATCH, -1).numpy()
    v = np.linalg.eigvals(np.corrcoef(jacobian)).real
    out["jacob_cov"] = float(-np.sum(np.log(v + 1e-5) + 1 / (v + 1e-5)))

    codes, maps = [], []
    def relus(n, x, y):
        if n["op"] == "relu":
            codes.append((x > 0).reshape(BATCH, -1).double())
            maps.append(x.detach().abs()[x.detach() != 0].min())
        return y
    run(nodes, p, images, relus)
    if min(maps) < 1e-5:
        return None  # an activation too near to 0 for float32 to agree on its sign
    k = sum(c @ c.t() + (1 - c) @ (1 - c).t() for c in codes)
    out["naswot"] = float(np.linalg.slogdet(k.numpy())[1])
    out["swap"] = int(np.unique(torch.cat(codes, 1).t().numpy(), axis=0).shape[0])

    last, scaling = {}, []
    def zen(tag):
        def see(n, x, y):
            if y.dim() == 4:
                last[tag] = y.detach()
            if n["op"] == "bn" and tag == "clean":
                scaling.append(0.5 * math.log(float(x.var((0, 2, 3), unbiased=False).mean())))
            return y
        return see
    run(nodes, p, images, zen("clean"))
    run(nodes, p, images + 0.01 * noise, zen("perturbed"))
    difference = (last["clean"] - last["perturbed"]).abs().sum((1, 2, 3)).mean()
    out["zen"] = math.log(float(difference)) + sum(scaling)

    halves = []
    for part in (slice(0, BATCH // 2), slice(BATCH // 2, BATCH)):
        halves.append(torch.autograd.grad(cross_entropy(images[part], labels[part]), leaves))
    zico = 0.0
    for pair in zip(*halves):
        g = torch.stack(pair).reshape(2, -1).numpy()
        std, size = np.std(g, axis=0), np.mean(np.abs(g), axis=0)
        some = np.nonzero(std > 1e-12)[0]
        if len(some):
            zico += math.log(np.sum(size[some] / std[some]))
    out["zico"] = zico

    least = []
    def meco(n, x, y):
        if y.dim() == 4:
            with np.errstate(divide="ignore", invalid="ignore"):
                c = np.nan_to_num(np.corrcoef(y[0].detach().reshape(y.shape[1], -1).numpy()), nan=0, posinf=0, neginf=0)
            least.append(float(np.min(np.linalg.eigvals(c).real)))
        return y
    run(nodes, p, image, meco)
    out["meco"] = sum(least)

    features, at = [], [name for name, _ in signs]
    def blocks(n, x, y):
        if n["name"] in at:
            features.append(y)
        return y
    run(nodes, p, images, blocks)
    entropies = []
    for f in features:
        f = f.detach().permute(0, 2, 3, 1).reshape(-1, f.shape[1])
        f = f - f.mean(0, keepdim=True)
        s = np.linalg.eigvalsh((f.t() @ f / f.shape[0]).numpy())
        q = s / s.sum()
        entropies.append(float(np.sum(-q * np.log(q + 1e-8))))
    out["az_expressivity"] = sum(entropies)
    out["az_progressivity"] = float(np.min(np.diff(entropies)))
    scores = []
    for i in range(1, len(features)):
        shape = features[i].shape
        g_out = torch.tensor(signs[i][1], dtype=torch.float64).reshape(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2)
        g_in = torch.autograd.grad(features[i], features[i - 1], g_out, retain_graph=True)[0]
        if g_in.shape[2] != shape[2]:
            g_in = F.pixel_unshuffle(g_in, g_in.shape[2] // shape[2])
        rows = lambda t: t.permute(0, 2, 3, 1).reshape(-1, t.shape[1])
        s = float(torch.linalg.svdvals(rows(g_in).t() @ rows(g_out) / rows(g_out).shape[0]).max())
        scores.append(-s - 1 / (s + 1e-6) + 2)
    out["az_trainability"] = float(np.mean(scores))
    return out


def over64(t):
    return {"shape": list(t.shape), "over64": [int(v) for v in torch.round(t.detach() * 64).reshape(-1).tolist()]}


def attempt(seed, name, nodes, ends):
    rng = np.random.RandomState(seed)
    p = parameters(nodes, rng)
    draw = lambda *shape: torch.tensor(np.round(rng.randn(*shape) * 64) / 64)
    images, noise, image = draw(BATCH, 3, SIZE, SIZE), draw(BATCH, 3, SIZE, SIZE), draw(1, 3, SIZE, SIZE)
    labels = torch.tensor(rng.randint(0, CLASSES, BATCH))
    shapes = {}
    run(nodes, p, images, lambda n, x, y: (shapes.update({n["name"]: y.numel()}), y)[1])
    signs = [(end, (rng.randint(0, 2, shapes[end]) * 2 - 1).tolist()) for end in ends]
    expected = measure(nodes, p, images, labels, noise, image, signs)
    return expected and {
        "name": name,
        "nodes": nodes,
        "parameters": {f"{at}:{key}": over64(v) for (at, key), v in p.items()},
        "images": over64(images), "noise": over64(noise), "image": over64(image), "labels": labels.tolist(),
        "signs": ["".join("+" if s > 0 else "-" for s in each) for _, each in signs[1:]],
        "expected": expected,
    }


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    cell = "|nor_conv_3x3~0|+|none~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|"
    made = []
    for name, nodes, ends in (
        ("residual", residual(), ["stem/bn", "one/add", "two/add"]),
        (cell, cells(cell), ["stem/bn", "s1/node3", "s2/reduce/add", "s2/node3", "s3/reduce/add", "s3/node3"]),
    ):
        seed = 0
        while (case := attempt(seed, name, nodes, ends)) is None:
            seed += 1
        made.append(case)
        print(name, seed, json.dumps(case["expected"], indent=1))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "proxies.json"), "w") as f:
        json.dump({"epsilon": EPSILON, "classes": CLASSES, "networks": made}, f, separators=(",", ":"))
        f.write("\n")


if __name__ == "__main__":
    main()
