"""PyTorch's side of the program measure: programs in canonical text, such as frobenius(sigmoid(logDet(sign(T1G_D)))), on
normal tensors of the statistics' shapes that it is told. Every program runs on every instance of every network, as the
authors' search has it; nothing is shared between programs.

The first line of standard input is {"networks": N, "instances": [{"T1": [1, 16, 32, 32], …}, …]}; it answers {}. Each
later line is a list of programs; it answers {"seconds": [of each program], "finite": [whether on all networks]}.
"""

import json
import math
import sys
import time

import torch

NAMES = [f"{tensor}{g}_{i}" for tensor in ("T1", "T2", "T3", "T4") for g in ("", "G") for i in "DNP"]
STATISTICS = [name for name in NAMES if not name.startswith("T3_")] + ["T3"]


def rows(a):
    return a.reshape(a.shape[0], -1)


def at_least_1d(a):
    return a.unsqueeze(0) if a.ndim == 0 else a


def without_nan(a):
    return torch.where(torch.isnan(a), torch.zeros_like(a), a)


def eigen_ratio(a, symmetric):
    if a.ndim == 0:
        return torch.zeros(1)
    gram = rows(a) @ rows(a).t()
    values = torch.linalg.eigvalsh(gram + gram.t() if symmetric else gram)
    return values[-1] / values[0]


def kl_divergence(a, b):
    log_b = torch.log(torch.where(b > 0, b, torch.ones_like(b)))
    return torch.where(b > 0, b * (log_b - a), torch.zeros_like(a + b)).sum() / a.shape[0]


OPERATIONS = {
    "add": torch.add,
    "sub": torch.sub,
    "mul": torch.mul,
    "matMul": lambda a, b: at_least_1d(a) @ at_least_1d(b),
    "less": lambda a, b: (a < b).float(),
    "greater": lambda a, b: (a > b).float(),
    "equal": lambda a, b: (a == b).float(),
    "hamming": lambda a, b: ((a.flatten() > 0) != (b.flatten() > 0)).sum().float(),
    "klDivergence": kl_divergence,
    "cosine": lambda a, b: torch.cosine_similarity(rows(a), rows(b)).sum(),
    "log": lambda a: torch.log(torch.where(a <= 0, torch.ones_like(a), a)),
    "absLog": lambda a: torch.abs(torch.log(torch.where(a == 0, torch.ones_like(a), a))),
    "abs": torch.abs,
    "square": torch.square,
    "exp": torch.exp,
    "reciprocal": torch.reciprocal,
    "relu": torch.relu,
    "sign": torch.sign,
    "heaviside": lambda a: (a > 0).float(),
    "sigmoid": torch.sigmoid,
    "isPositive": lambda a: (a > 0).float(),
    "isNegative": lambda a: (a < 0).float(),
    "onesLike": torch.ones_like,
    "zerosLike": torch.zeros_like,
    "normalize": lambda a: without_nan((a - a.mean()) / a.std()),
    "softmax": lambda a: torch.softmax(a, 0 if a.ndim in (0, 1, 3) else 1),
    "det": torch.det,
    "logDet": lambda a: without_nan(torch.logdet(a)),
    "frobenius": torch.norm,
    "mean": torch.mean,
    "meanAbs": lambda a: a.abs().mean(),
    "numel": lambda a: torch.tensor([float(a.numel())]),
    "symmetricEigenRatio": lambda a: eigen_ratio(a, True),
    "eigenRatio": lambda a: eigen_ratio(a, False),
}


def instance(shapes):
    return {name: torch.randn(shapes[name[:2]]) * (1e-3 if "G" in name else 1) for name in STATISTICS}


def score(program, network):
    return sum(float(program(**statistics).mean()) for statistics in network) / len(network)


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    first = json.loads(sys.stdin.readline())
    networks = [[instance(shapes) for shapes in first["instances"]] for _ in range(first["networks"])]
    print("{}", flush=True)
    for line in sys.stdin:
        seconds, finite = [], []
        for text in json.loads(line):
            program = eval(f"lambda {', '.join(STATISTICS)}: {text}", dict(OPERATIONS))
            start = time.perf_counter()
            good = True
            for network in networks:
                try:
                    good &= math.isfinite(score(program, network))
                except (RuntimeError, IndexError):  # the shapes do not fit, or a solver does not converge
                    good = False
            seconds.append(time.perf_counter() - start)
            finite.append(good)
        print(json.dumps({"seconds": seconds, "finite": finite}), flush=True)


if __name__ == "__main__":
    main()
