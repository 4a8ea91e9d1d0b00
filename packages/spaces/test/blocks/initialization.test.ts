import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import {
  darts,
  type Initialization,
  initializations,
  nasBench201,
  natsBenchSss,
  type Space,
  transNasBench101Macro,
  transNasBench101Micro,
} from "@eznas/spaces";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { weightDraws } from "../../src/blocks/initialization.ts";

beforeAll(() => useBackend("cpu"));

const fans = fc.record({ fanIn: fc.integer({ min: 1, max: 4096 }), fanOut: fc.integer({ min: 1, max: 4096 }) });

/** Mean and mean square of so many draws. */
function moments(next: () => number, draws: number): readonly [mean: number, square: number] {
  const values = Array.from({ length: draws }, next);
  return [values.reduce((sum, x) => sum + x, 0) / draws, values.reduce((sum, x) => sum + x * x, 0) / draws];
}

describe("weightDraws", () => {
  test("he-fan-out is normal with variance 2 / fan-out, and 0.01² in linear layers without a bias", () => {
    fc.assert(
      fc.property(fans, fc.nat(), (fan, seed) => {
        const draws = weightDraws("he-fan-out", seeded(seed));
        const linear = draws.linear(fan);
        expect(linear.bias).toBeUndefined();
        for (const [next, variance] of [
          [draws.convolution(fan), 2 / fan.fanOut],
          [linear.kernel, 0.01 ** 2],
        ] as const) {
          const [mean, square] = moments(next, 400);
          // Seven standard errors.
          expect(Math.abs(mean)).toBeLessThan(7 * Math.sqrt(variance / 400));
          expect(Math.abs(square / variance - 1)).toBeLessThan(7 * Math.sqrt(2 / 400));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("fan-in-uniform is uniform within 1/√fan-in, in linear layers' biases too", () => {
    fc.assert(
      fc.property(fans, fc.nat(), (fan, seed) => {
        const draws = weightDraws("fan-in-uniform", seeded(seed));
        const linear = draws.linear(fan);
        for (const next of [draws.convolution(fan), linear.kernel, linear.bias!]) {
          const inUnits = () => next() * Math.sqrt(fan.fanIn);
          const values = Array.from({ length: 400 }, inUnits);
          expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(1 + 1e-12);
          const [mean, square] = moments(inUnits, 400);
          // Seven standard errors: x and x² of a uniform x in [−1, 1] have variances 1/3 and 4/45.
          expect(Math.abs(mean)).toBeLessThan(7 * Math.sqrt(1 / 3 / 400));
          expect(Math.abs(square - 1 / 3)).toBeLessThan(7 * Math.sqrt(4 / 45 / 400));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("an initialization that there is not is refused with those that there are", () => {
    expect(() => weightDraws("orthogonal" as never, seeded(1))).toThrow(
      new RangeError('initialization: "orthogonal" is unknown; there are he-fan-out, fan-in-uniform'),
    );
  });
});

const size = { classes: 3, resolution: 16 };
const skeleton = { ...size, channels: 4, cells: 1 };
const spaces: Readonly<Record<string, (initialization: Initialization) => Space<unknown>>> = {
  "nas-bench-201": (initialization) => nasBench201({ ...skeleton, initialization }),
  "nats-bench-sss": (initialization) => natsBenchSss({ ...size, initialization }),
  nds: (initialization) => darts({ ...size, widths: [4], depths: [3], initialization }),
  "trans-nas-bench-101-micro": (initialization) => transNasBench101Micro({ ...skeleton, initialization }),
  "trans-nas-bench-101-macro": (initialization) => transNasBench101Macro({ ...skeleton, initialization }),
};

describe.each(Object.entries(spaces))("%s", (_, spaceOf) => {
  test.each(initializations)("draws every kernel as %s says", (initialization) => {
    const space = spaceOf(initialization);
    const model = space.build(space.sample(seeded(3)), seeded(4));
    let pooled = 0;
    let n = 0;
    for (const layer of model.layers)
      for (const { originalName, shape, read } of kernelsOf(layer)) {
        const [inputs, outputs] = shape.slice(-2) as [number, number];
        const window = shape.slice(0, -2).reduce((product, length) => product * length, 1);
        const depthwise = originalName.includes("depthwise");
        const fanOut = window * (depthwise ? inputs : outputs);
        const fanIn = window * (depthwise ? 1 : inputs);
        const he = shape.length === 2 ? 0.01 ** 2 : 2 / fanOut;
        const variance = initialization === "he-fan-out" ? he : 1 / (3 * fanIn);
        for (const value of read()) {
          if (initialization === "fan-in-uniform")
            expect(Math.abs(value)).toBeLessThanOrEqual(1.0001 / Math.sqrt(fanIn));
          pooled += value ** 2 / variance;
          n++;
        }
      }
    expect(n).toBeGreaterThan(100);
    expect(Math.abs(pooled / n - 1)).toBeLessThan(7 * Math.sqrt(2 / n));
    model.dispose();
  });
});

function kernelsOf(layer: ReturnType<Space<unknown>["build"]>["layers"][number]) {
  return layer.weights
    .filter(({ originalName }) => /kernel$/.test(originalName))
    .map((weight) => ({
      originalName: weight.originalName,
      shape: weight.shape as number[],
      read: () => weight.read().dataSync(),
    }));
}
