import { engineForMany } from "@eznas/engine";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { amoeba, darts, enas, nasBench301, nasNet, pnas, type Space } from "@eznas/spaces";
import { capture, randomInputs } from "@eznas/stats";
import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";

const tiny = { widths: [4], depths: [3], classes: 2 };
const cifar = { ...tiny, resolution: 8 };
const imagenet = { ...tiny, form: "imagenet", resolution: 32 } as const;

const spaces: readonly (readonly [name: string, networks: number, space: Space<unknown>])[] = [
  listed(30, darts(cifar)),
  listed(30, amoeba(cifar)),
  listed(30, enas(cifar)),
  listed(30, pnas(cifar)),
  listed(30, nasNet(cifar)),
  listed(8, nasBench301(cifar)),
  listed(8, darts(imagenet)),
  listed(8, amoeba(imagenet)),
  listed(8, enas(imagenet)),
  listed(8, pnas(imagenet)),
  listed(8, nasNet(imagenet)),
];

/** A space is only asked for what it has drawn itself, so that the kind of its architectures does not matter. */
function listed<A>(networks: number, space: Space<A>): readonly [string, number, Space<unknown>] {
  return [space.name, networks, space as unknown as Space<unknown>];
}

// Backward too: half of the statistics are gradients.
test.each(spaces)(
  "%s: the statistics of %i random architectures are finite",
  async (name, networks, space) => {
    await useBackend("wasm");
    const { numTensors } = memory();
    const rng = seeded(1, name);
    const engine = engineForMany();
    const inputs = randomInputs([1, ...space.inputShape], rng);
    const wrong: string[] = [];
    for (let i = 0; i < networks; i++) {
      const architecture = space.sample(rng);
      const model = space.build(architecture, rng);
      const instances = await capture(model, inputs, { engine });
      model.dispose();
      for (const { name: layer, statistics } of instances)
        for (const [statistic, { data }] of Object.entries(statistics))
          if (!data.every(Number.isFinite)) wrong.push(`${statistic} of ${layer} in ${space.format(architecture)}`);
    }
    expect(wrong).toEqual([]);
    expect(memory().numTensors).toBe(numTensors);
  },
  120_000,
);
