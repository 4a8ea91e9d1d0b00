/**
 * Every published proxy on networks that lack what some measure: a number that was measured, or the reason for none,
 * and never a 0 for nothing.
 */
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { initializers, input, type LayersModel, layers, model } from "@tensorflow/tfjs-layers";
import { expect, test } from "vitest";
import { proxies, type ZeroCostProxy } from "../../src/index.ts";
import { type Apply, bn, chain, conv, headed, imagesOf, layer, relu } from "../models.ts";

await useBackend("wasm");

interface Odd {
  readonly shape: readonly number[];
  make(): LayersModel;
  /** The proxies that have no score of it, whatever the number of images. */
  readonly without: readonly string[];
}

const plain = (shape: readonly number[], ...steps: readonly Apply[]): LayersModel => {
  const x = input({ shape: [...shape] });
  return model({ inputs: x, outputs: chain(x, ...steps) });
};
const dense = (units: number, activation: "linear" | "relu" | "sigmoid" = "linear"): Apply =>
  layer(
    layers.dense({ units, activation, kernelInitializer: initializers.randomNormal({ stddev: 0.3, seed: units }) }),
  );
const pool = (): Apply => layer(layers.globalAveragePooling2d({}));

const shape = [6, 6, 2];
const ofBlocks = ["az_expressivity", "az_progressivity", "az_trainability"];
const ofMaps = ["zen", "swap", "linear_regions", "meco"];
const ofGradients = ["grad_norm", "snip", "plain", "grasp", "fisher", "zico", "zico_bc", "gradsign"];
const ofInformation = ["vkdnw", "vkdnw_single"];
const ofRelus = ["naswot", "swap", "linear_regions"];

const odd: Readonly<Record<string, Odd>> = {
  "no convolution": {
    shape,
    make: () => plain(shape, layer(layers.flatten()), dense(20, "relu"), dense(3)),
    without: [...ofMaps, ...ofBlocks],
  },
  "no kernel at all": {
    shape: [6, 6, 3],
    make: () => plain([6, 6, 3], pool()),
    without: [
      ...[...ofGradients, ...ofInformation, "synflow", "l2_norm", "ntk_condition", "naswot"],
      ...[...ofMaps, ...ofBlocks],
    ],
  },
  "no ReLU": {
    shape,
    make: () => headed((x) => chain(x, conv("a", 4), bn("b"), conv("c", 4))),
    without: [...ofRelus, ...ofBlocks],
  },
  "tanh for ReLU": {
    shape,
    make: () =>
      headed((x) => chain(x, conv("a", 4, 3, { activation: "tanh" }), conv("c", 4, 3, { activation: "tanh" }))),
    without: [...ofRelus, ...ofBlocks],
  },
  "a sigmoid that saturates": {
    shape,
    make: () => plain(shape, layer(layers.flatten()), dense(80, "relu"), dense(81, "sigmoid"), dense(3)),
    without: ["synflow", ...ofMaps, ...ofBlocks],
  },
  "a sigmoid at the end": {
    shape,
    make: () => headed((x) => chain(x, conv("a", 4), relu("r"), conv("b", 4)), { activation: "sigmoid" }),
    without: ofBlocks,
  },
  "one class behind a sigmoid": {
    shape,
    make: () => headed((x) => chain(x, conv("a", 4), relu("r"), conv("b", 4)), { activation: "sigmoid", units: 1 }),
    without: [...ofGradients, "epe_nas", ...ofInformation, ...ofBlocks],
  },
  "one channel": {
    shape: [6, 6, 1],
    make: () =>
      headed((x) => chain(x, conv("a", 1), bn("b"), relu("r"), conv("c", 1), bn("d"), relu("s")), { shape: [6, 6, 1] }),
    without: ["az_expressivity", "az_progressivity"],
  },
  "images of one pixel": {
    shape: [1, 1, 2],
    make: () => headed((x) => chain(x, conv("a", 4), relu("r"), conv("c", 4), relu("s")), { shape: [1, 1, 2] }),
    without: ["jacob_cov", "epe_nas", "meco", ...ofBlocks],
  },
  "more channels than pixels": {
    shape,
    make: () => headed((x) => chain(x, conv("a", 40), relu("r"), conv("b", 40), relu("s"))),
    without: ["meco", ...ofBlocks],
  },
};

/** How many parameters and operations there are is a count, of which 0 is one. */
const isCount = ({ name }: ZeroCostProxy): boolean => name === "params" || name === "flops";

test.each(Object.entries(odd).flatMap(([name, each]) => [1, 2, 4].map((n) => [name, n, each] as const)))(
  "%s, %i images",
  async (_, n, { shape, make, without }) => {
    const network = make();
    const classes = network.outputs[0]!.shape.at(-1)!;
    const batch = { images: imagesOf(n, shape), labels: Array.from({ length: n }, (_, i) => (i >> 1) % classes) };
    try {
      for (const proxy of proxies) {
        const scoring = proxy.score(network, batch, seeded(1));
        if (n < proxy.needs.images) {
          await expect(scoring, proxy.name).rejects.toThrow(RangeError);
          continue;
        }
        const score = await scoring;
        expect(score.ok, `${proxy.name}: ${JSON.stringify(score)}`).toBe(!without.includes(proxy.name));
        if (!score.ok) expect(score.detail, proxy.name).toMatch(/\w+ \w+ \w+/);
        else if (!isCount(proxy)) expect(Math.abs(score.value), proxy.name).toBeGreaterThan(1e-6);
      }
    } finally {
      network.dispose();
    }
  },
);

test("a batch norm over one value leaves nothing to measure, which is said", async () => {
  const network = headed((x) => chain(x, conv("a", 4), bn("b"), relu("r"), conv("c", 4), bn("d"), relu("s")), {
    shape: [1, 1, 2],
  });
  for (const n of [1, 2]) {
    const batch = { images: imagesOf(n, [1, 1, 2]), labels: [0, 1].slice(0, n) };
    for (const proxy of proxies.filter(({ name }) => /^(az_(expr|prog)|meco)/.test(name)))
      expect(await proxy.score(network, batch, seeded(1)), proxy.name).toMatchObject({ ok: false });
  }
  network.dispose();
});
