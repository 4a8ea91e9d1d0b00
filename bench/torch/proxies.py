"""PyTorch's side of the proxies' measures: published proxies of a NAS-Bench-201 network, each as its authors' code or
that of Abdelfattah et al. (ICLR 2021) computes it.

Reads {"cell": TEXT, "batch": N, "proxy": NAME} from each line of standard input; writes {"times": [ms], "value": NUMBER}.
"""

import json
import sys
import time

import torch
from capture import Cell, ReluConvBn, Residual, network
from torch import nn
from torch.nn import functional as F


def layers_of(net):
    return [module for module in net.modules() if isinstance(module, (nn.Conv2d, nn.Linear))]


def weights_of(net):
    return [layer.weight for layer in layers_of(net)]


def loss_of(net, images, labels):
    return F.cross_entropy(net(images), labels)


def grad_norm(net, images, labels):
    net.zero_grad()
    loss_of(net, images, labels).backward()
    return sum(weight.grad.norm() for weight in weights_of(net))


def snip(net, images, labels):
    net.zero_grad()
    loss_of(net, images, labels).backward()
    return sum((weight.grad * weight).abs().sum() for weight in weights_of(net))


def grasp(net, images, labels):
    weights = weights_of(net)
    net.zero_grad()
    first = torch.autograd.grad(loss_of(net, images, labels), weights)
    second = torch.autograd.grad(loss_of(net, images, labels), weights, create_graph=True)
    sum((a.detach() * b).sum() for a, b in zip(first, second)).backward()
    return -sum((weight * weight.grad).sum() for weight in weights)


def fisher(net, images, labels):
    outputs = []

    def keep(module, inputs, output):
        output.retain_grad()
        outputs.append((module, output))

    hooks = [layer.register_forward_hook(keep) for layer in layers_of(net)]
    net.zero_grad()
    loss_of(net, images, labels).backward()
    for hook in hooks:
        hook.remove()
    total = 0
    for module, output in outputs:
        product = output.detach() * output.grad
        perChannel = product.flatten(2).sum(2) if product.dim() == 4 else product
        times = module.weight[0].numel()
        total += times * 0.5 * perChannel.pow(2).mean(0).sum()
    return total


def synflow(net, images, labels):
    norms = [(module, module.forward) for module in net.modules() if isinstance(module, nn.BatchNorm2d)]
    signs = {name: parameter.sign() for name, parameter in net.named_parameters()}
    net.double()
    for module, _ in norms:
        module.forward = lambda x: x
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.abs_()
    net.zero_grad()
    net(torch.ones_like(images[:1], dtype=torch.float64)).sum().backward()
    total = sum((weight.grad * weight).abs().sum() for weight in weights_of(net))
    net.zero_grad()
    for module, forward in norms:
        module.forward = forward
    net.float()
    with torch.no_grad():
        for name, parameter in net.named_parameters():
            parameter.mul_(signs[name])
    return total


def jacob_cov(net, images, labels):
    images = images.clone().requires_grad_()
    net(images).sum().backward()
    values = torch.linalg.eigvalsh(torch.corrcoef(images.grad.flatten(1)).double()) + 1e-5
    return -(values.log() + 1 / values).sum()


def with_outputs(net, kind, see, run):
    hooks = [module.register_forward_hook(see) for module in net.modules() if isinstance(module, kind)]
    with torch.no_grad():
        run()
    for hook in hooks:
        hook.remove()


def naswot(net, images, labels):
    kernel = torch.zeros(len(images), len(images))

    def see(module, inputs, output):
        on = (output.flatten(1) > 0).float()
        kernel.add_(on @ on.t() + (1 - on) @ (1 - on).t())

    with_outputs(net, nn.ReLU, see, lambda: net(images))
    return torch.linalg.slogdet(kernel.double())[1]


def swap(net, images, labels):
    patterns = []
    with_outputs(
        net,
        nn.ReLU,
        lambda module, inputs, output: patterns.append(torch.sign(output.flatten(1))),
        lambda: net(images),
    )
    return torch.tensor(float(len(torch.unique(torch.cat(patterns, 1).t(), dim=0))))


def zico(net, images, labels):
    gradients = []
    for part, of_part in zip(images.chunk(2), labels.chunk(2)):
        net.zero_grad()
        loss_of(net, part, of_part).backward()
        gradients.append([weight.grad.flatten().clone() for weight in weights_of(net)])
    total = 0
    for layer in zip(*gradients):
        stacked = torch.stack(layer)
        deviation = stacked.std(0, unbiased=False)
        varying = deviation > 0
        total += (stacked.abs().mean(0)[varying] / deviation[varying]).sum().log()
    return total


def meco(net, images, labels):
    total = []

    def see(module, inputs, output):
        if output.dim() == 4:
            correlations = torch.nan_to_num(torch.corrcoef(output[0].flatten(1)))
            total.append(torch.linalg.eigvalsh(correlations)[0])

    kinds = (nn.Conv2d, nn.BatchNorm2d, nn.ReLU, nn.AvgPool2d, Cell, Residual, ReluConvBn)
    with_outputs(net, kinds, see, lambda: net(torch.randn_like(images[:1])))
    return sum(total)


def az_nas(net, images, labels):
    for module in net.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight)
    features = []
    x = torch.randn_like(images)
    for i, module in enumerate(net):
        x = module(x)
        if i == 1 or isinstance(module, (Cell, Residual)):
            features.append(x)
    entropies = []
    for feature in features:
        channels = feature.detach().transpose(0, 1).flatten(1)
        centered = channels - channels.mean(1, keepdim=True)
        spectrum = torch.linalg.eigvalsh(centered @ centered.t() / centered.shape[1])
        share = spectrum / spectrum.sum()
        entropies.append((-share * (share + 1e-8).log()).sum())
    trainability = []
    for before, behind in zip(features, features[1:]):
        signs = torch.randint(0, 2, behind.shape) * 2.0 - 1
        pulled = torch.autograd.grad(behind, before, signs, retain_graph=True)[0]
        if pulled.shape[2] > behind.shape[2]:
            pulled = F.pixel_unshuffle(pulled, pulled.shape[2] // behind.shape[2])
        a, b = pulled.transpose(0, 1).flatten(1), signs.transpose(0, 1).flatten(1)
        spectral = torch.linalg.matrix_norm(a @ b.t() / a.shape[1], 2)
        trainability.append(2 - spectral - 1 / (spectral + 1e-6))
    return sum(entropies) + sum(trainability) / len(trainability)


proxies = {
    "grad_norm": grad_norm,
    "snip": snip,
    "grasp": grasp,
    "fisher": fisher,
    "synflow": synflow,
    "jacob_cov": jacob_cov,
    "naswot": naswot,
    "zico": zico,
    "swap": swap,
    "meco": meco,
    "az_nas": az_nas,
}


def main():
    torch.set_num_threads(1)
    built = {}
    for line in sys.stdin:
        request = json.loads(line)
        key = (request["cell"], request["batch"])
        if key not in built:
            images = torch.randn(request["batch"], 3, 32, 32)
            built[key] = (network(request["cell"], None), images, torch.arange(request["batch"]) % 10)
        start = time.perf_counter()
        value = proxies[request["proxy"]](*built[key]).item()
        print(json.dumps({"times": [(time.perf_counter() - start) * 1e3], "value": value}), flush=True)


if __name__ == "__main__":
    main()
