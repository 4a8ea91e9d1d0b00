import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { curveNamed } from "../../src/computations/curves.ts";

const names = ["relu6", "tanh", "sigmoid", "softplus", "softsign", "elu", "selu", "swish", "gelu", "gelu_new"] as const;

test.each(names)("%s has the values and the slopes of the activation of that name", async (name) => {
  await useBackend("cpu");
  const { value, slope } = curveNamed(name)!;
  const layer = layers.activation({ activation: name as "tanh" });
  const x = tf.linspace(-9.03, 9.05, 500);
  const y = layer.apply(x) as tf.Tensor;
  const dy = tf.grad((at) => layer.apply(at) as tf.Tensor)(x);
  const [xs, ys, slopes] = [x.dataSync(), y.dataSync(), dy.dataSync()];
  for (const [i, at] of xs.entries()) {
    expect(value(at)).toBeCloseTo(ys[i]!, 5);
    expect(slope(at, value(at))).toBeCloseTo(slopes[i]!, 5);
  }
  tf.dispose([x, y, dy]);
});

test.each(names)("the slope of %s is what its values rise by", (name) => {
  const { value, slope } = curveNamed(name)!;
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (x) => {
      // The corners of a rectifier have a slope on either side.
      fc.pre(Math.abs(x) > 1e-4 && Math.abs(x - 6) > 1e-4);
      expect((value(x + 1e-5) - value(x - 1e-5)) / 2e-5).toBeCloseTo(slope(x, value(x)), 5);
    }),
    { numRuns: 300 },
  );
});

test.each(names)("the slope of %s rises by how much it bends", (name) => {
  const { value, slope, bend } = curveNamed(name)!;
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (x) => {
      fc.pre(Math.abs(x) > 1e-3 && Math.abs(x - 6) > 1e-3);
      const at = (place: number): number => slope(place, value(place));
      expect((at(x + 1e-4) - at(x - 1e-4)) / 2e-4).toBeCloseTo(bend(x, value(x)), 3);
    }),
    { numRuns: 300 },
  );
});

test("a rectifier may be clipped anywhere, and other names have no curve", () => {
  expect([-1, 0.5, 3].map(curveNamed("relu2.5")!.value)).toEqual([0, 0.5, 2.5]);
  expect(curveNamed("softmax")).toBeUndefined();
  expect(curveNamed("relux")).toBeUndefined();
});
