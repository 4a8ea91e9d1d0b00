/** Which table or figure is made of what. */
import { topFraction } from "@eznas/fitness";
import { batchAndSeedStudy } from "./batch-and-seed-study.ts";
import {
  cifar10,
  cifar100,
  imageNet16,
  ndsOnCifar10,
  ndsOnImageNet,
  programsAndRivals,
  sizeSearchSpace,
  transNasBench101,
  transNasMacroObject,
} from "./benchmarks.ts";
import { correlationStudy } from "./correlation-study.ts";
import { evolutionStudy } from "./evolution-study.ts";
import { responseStudy } from "./response-study.ts";
import { scatterStudy } from "./scatter-study.ts";
import { setUpStudy } from "./set-up-study.ts";
import type { Study } from "./study.ts";

const onNasBench201 = [cifar10, cifar100, imageNet16];

/** Every subcommand of `eznas reproduce`. */
export const studies: readonly Study[] = [
  correlationStudy({
    name: "table-1",
    title: "EZNAS-A and rivals on NAS-Bench-201",
    count: 1000,
    benchmarks: onNasBench201,
    metrics: programsAndRivals,
    notes: [
      "the release of the authors has, at batch 16, for EZNAS-A ρ 0.808 / τ 0.620 on CIFAR-10 and " +
        "0.798 / 0.617 on CIFAR-100",
      "eznas-a reads T1G_D, as the release does; eznas-a-paper reads T3G_N, as the paper's figure does",
      "proxies with a cross-entropy have random labels where the images have none",
    ],
  }),
  correlationStudy({
    name: "table-2",
    title: "EZNAS-A and rivals on NATS-Bench's size search space",
    count: 1000,
    benchmarks: sizeSearchSpace,
    metrics: programsAndRivals,
    notes: ["the loss of programs is the sum of the pooled features, as in the authors' code"],
  }),
  correlationStudy({
    name: "table-3",
    title: "EZNAS-A and rivals on NDS, CIFAR-10",
    count: 1000,
    benchmarks: ndsOnCifar10,
    metrics: programsAndRivals,
  }),
  correlationStudy({
    name: "table-4",
    title: "EZNAS-A and rivals on NDS, ImageNet",
    count: 1000,
    benchmarks: ndsOnImageNet,
    metrics: programsAndRivals,
    notes: ["networks take images of 64×64, where NDS trains on 224×224"],
  }),
  evolutionStudy,
  scatterStudy({
    name: "figure-5",
    title: "Fig. 5: scores against accuracies",
    count: 1000,
    benchmarks: [...onNasBench201, ...sizeSearchSpace, ...ndsOnCifar10, ...ndsOnImageNet],
  }),
  responseStudy,
  batchAndSeedStudy,
  correlationStudy({
    name: "top-10-percent",
    title: "ranking of the most accurate tenth of the networks, NAS-Bench-201",
    count: 1000,
    benchmarks: onNasBench201.map((benchmark) => ({ ...benchmark, published: {}, suiteZero: {} })),
    metrics: programsAndRivals,
    among: (correlation) => topFraction(correlation, 0.1),
    notes: [
      "correlations over the most accurate tenth of the networks alone; n counts all that were scored",
      "the paper's figures of this ranking are not at hand",
    ],
  }),
  correlationStudy({
    name: "cbr-vs-rcb",
    title: "Conv-BatchNorm-ReLU instances against ReLU-Conv-BatchNorm, NAS-Bench-201 CIFAR-10",
    count: 1000,
    benchmarks: [cifar10],
    metrics: ["eznas-a", "eznas-a-paper", "eznas-b", "eznas-pnas", "eznas-nasnet", "snip", "fisher"].flatMap((name) => [
      name,
      `cbr:${name}`,
    ]),
    notes: [
      "under Conv-BatchNorm-ReLU T1 is the input of the convolution, " +
        "T2 that of the batch norm and T4 the output of the ReLU",
      "the paper's figures of this comparison are not at hand",
    ],
  }),
  correlationStudy({
    name: "to-scalar",
    title: "the L2 norm against the mean as toScalar, NAS-Bench-201 CIFAR-10",
    count: 1000,
    benchmarks: [cifar10],
    metrics: [
      "eznas-a",
      "eznas-b",
      "sigmoid(logDet(sign(T1G_D)))",
      "abs(mul(T3G_D, T3))",
      "square(mul(T4G_D, T4_D))",
      "mul(T3G_N, T3)",
      "sub(T4_D, T4_N)",
    ].flatMap((name) => [name, `l2:${name}`]),
    notes: [
      "EZNAS-A and -B put out a positive number, whose mean and L2 norm are itself; the others are tensors",
      "the paper's figures of this comparison are not at hand",
    ],
  }),
  setUpStudy({
    name: "set-ups",
    title: "proxies by batch size, initialization and images, NAS-Bench-201 CIFAR-10",
    count: 300,
    benchmark: cifar10,
    metrics: [
      "params",
      "eznas-a",
      "grad_norm",
      "proxy:snip",
      "grasp",
      "proxy:fisher",
      "synflow",
      "jacob_cov",
      "naswot",
    ],
    // From that of the tables to that of Abdelfattah et al. (ICLR 2021), whom the published
    // figures are from, and other images.
    setUps: [
      { batch: 16, initialization: "he-fan-out" },
      { batch: 64, initialization: "he-fan-out" },
      { batch: 16, initialization: "fan-in-uniform" },
      { batch: 64, initialization: "fan-in-uniform" },
      { batch: 64, initialization: "fan-in-uniform", images: "fashion" },
    ],
    notes: [
      "paper: quoted from Abdelfattah et al. 2021, all 15,625 networks, 64 labeled CIFAR-10 images, fan-in-uniform; " +
        "Suite-Zero: Krishnakumar et al. 2022, Fig. 2, 1,000 networks, 64 labeled CIFAR-10 images",
    ],
  }),
  correlationStudy({
    name: "transnas",
    title: "EZNAS-A and rivals on TransNAS-Bench-101, micro and macro",
    count: 300,
    benchmarks: transNasBench101,
    metrics: programsAndRivals,
    notes: [
      "networks take whole images of 64×64, where the benchmark trains on images of 256×256, " +
        "and for jigsaw on nine tiles of 64×64",
      "after these networks' last batch norms come sums, a pool and a linear layer alone: " +
        "under the batch's statistics the sum of the logits is constant, " +
        "and under this loss a program over gradients ranks networks by rounding noise",
      "rectified: the loss is the sum of a ReLU of the last feature maps, which has gradients",
      "the paper has no figures of this benchmark",
    ],
  }),
  setUpStudy({
    name: "transnas-set-ups",
    title: "proxies by resolution and initialization, TransNAS-Bench-101 macro",
    count: 100,
    benchmark: { ...transNasMacroObject, losses: ["rectified"] },
    metrics: ["params", "flops", "eznas-a", "grad_norm", "grasp", "proxy:fisher", "synflow", "jacob_cov", "zen"],
    setUps: [
      { resolution: 64, batch: 4, initialization: "he-fan-out" },
      { resolution: 64, batch: 4, initialization: "fan-in-uniform" },
      { resolution: 256, batch: 4, initialization: "he-fan-out" },
      { resolution: 256, batch: 4, initialization: "fan-in-uniform" },
    ],
    notes: [
      "Suite-Zero: Krishnakumar et al. 2022, Fig. 2, 1,000 networks, 32 labeled images; " +
        "the benchmark has them at 256×256",
      "batches of 4, as GraSP of 8 images of 256×256 needs more than the 4 GiB of WebAssembly for some networks",
      "the loss of eznas-a is rectified",
    ],
  }),
];
