import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capture, randomInputs, type Statistic } from "../../src/index.ts";
import { lossOf, modelOf, type Node, type Nudge, networks, weightsOf } from "../reference-network.ts";
import { seededRng } from "../seeded-rng.ts";

const shape = [2, 5, 4, 2] as const;

/** The element of N·H·W·C or H·W·I·O data that lies at `element` of the statistic. */
function inLayersLayout({ shape }: Statistic, element: number, kernel: boolean): number {
  const [a, b, c, d] = shape as [number, number, number, number];
  const index = [
    Math.floor(element / (b * c * d)),
    Math.floor(element / (c * d)) % b,
    Math.floor(element / d) % c,
    element % d,
  ];
  const [i, j, k, l] = index as [number, number, number, number];
  return kernel ? ((k * d + l) * b + j) * a + i : ((i * c + k) * d + l) * b + j;
}

describe.each([
  ["cpu", "tfjs"],
  ["wasm", "tfjs"],
  ["wasm", "auto"],
] as const)("on the %s backend by %s", (backend, engine) => {
  test("gradients are the finite differences of a double-precision reference, each through its own path", async () => {
    await useBackend(backend);
    const { numTensors } = tf.memory();
    await fc.assert(
      fc.asyncProperty(networks, fc.integer({ min: 0, max: 1000 }), async (nodes, seed) => {
        const model = modelOf(nodes, shape.slice(1));
        const inputs = randomInputs(shape, seededRng(seed));
        const instances = await capture(model, inputs, { engine, statistics: ["T1G_D", "T2G_D", "T3G_D", "T4G_D"] });
        const [weights, x] = [weightsOf(model), { shape, data: Float64Array.from(inputs.D.data) }];
        const slope = (nudge: Omit<Nudge, "by">): number => {
          const by = 1e-6;
          return (
            (lossOf(nodes, weights, x, { ...nudge, by }) - lossOf(nodes, weights, x, { ...nudge, by: -by })) / (2 * by)
          );
        };
        const convolutions = nodes.flatMap((node, i) => (node.op === "conv" && i > 1 ? [i] : []));
        expect(instances.map(({ name }) => name)).toEqual(convolutions.map((i) => `n${i}`));
        for (const [index, { name, statistics }] of instances.entries()) {
          const node = convolutions[index]!;
          const from = (nodes[node] as Extract<Node, { from: number }>).from;
          const places = { T2G_D: ["input", node], T3G_D: ["kernel", node], T4G_D: ["output", node + 1] } as const;
          for (const [statistic, [at, owner]] of Object.entries(places)) {
            const gradient = statistics[statistic as keyof typeof places]!;
            const scale = Math.max(1e-2, ...gradient.data.map(Math.abs));
            for (let k = 0; k < 3; k++) {
              const element = (seed * 7 + k * 31) % gradient.data.length;
              const nudge = { at, node: owner, element: inLayersLayout(gradient, element, at === "kernel") };
              const error = Math.abs(slope(nudge) - gradient.data[element]!) / scale;
              if (error > 2e-3)
                expect([name, statistic, element, slope(nudge)]).toEqual([
                  name,
                  statistic,
                  element,
                  gradient.data[element],
                ]);
              // T1G is through this instance alone, which the reference sees where the ReLU has no other reader.
              const alone = nodes.filter((other) => "from" in other && other.from === from).length === 1;
              if (statistic === "T2G_D" && alone) {
                const atRelu = slope({ ...nudge, node: from });
                expect(Math.abs(atRelu - statistics.T1G_D!.data[element]!) / scale).toBeLessThan(2e-3);
              }
            }
          }
        }
        model.dispose();
      }),
      { numRuns: backend === "cpu" ? 40 : 100 },
    );
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
