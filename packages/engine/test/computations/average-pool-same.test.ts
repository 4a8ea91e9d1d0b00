import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { averagePoolSame } from "../../src/computations/average-pool-same.ts";
import { seededRng } from "../../src/testing/seeded-rng.ts";

describe.each(["cpu", "wasm"] as const)("on the %s backend", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test("a window at the border is averaged over what is inside, and hands its gradient to that alone", () => {
    const { numTensors } = tf.memory();
    const small = fc.integer({ min: 1, max: 6 });
    const window = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(fc.tuple(small, small, window, window, window, window), fc.nat(), ([h, w, kh, kw, sh, sw], seed) => {
        const rng = seededRng(seed);
        const [oh, ow] = [Math.ceil(h / sh), Math.ceil(w / sw)];
        const [x, dy] = [
          [h, w],
          [oh, ow],
        ].map(([a, b]) => Float32Array.from({ length: a! * b! * 2 }, () => rng() - 0.5));
        const [y, dx] = [new Float64Array(dy!.length), new Float64Array(x!.length)];
        const start = (place: number, stride: number, size: number, length: number, out: number): number =>
          place * stride - Math.floor(Math.max((out - 1) * stride + size - length, 0) / 2);
        for (let i = 0; i < oh; i++)
          for (let j = 0; j < ow; j++) {
            const inside: number[] = [];
            for (let a = 0; a < kh; a++)
              for (let b = 0; b < kw; b++) {
                const [row, column] = [start(i, sh, kh, h, oh) + a, start(j, sw, kw, w, ow) + b];
                if (row >= 0 && row < h && column >= 0 && column < w) inside.push(row * w + column);
              }
            for (const pixel of inside)
              for (const c of [0, 1]) {
                y[(i * ow + j) * 2 + c]! += x![pixel * 2 + c]! / inside.length;
                dx[pixel * 2 + c]! += dy![(i * ow + j) * 2 + c]! / inside.length;
              }
          }
        tf.tidy(() => {
          const pool = (t: tf.Tensor): tf.Tensor => averagePoolSame(t as tf.Tensor4D, [kh, kw], [sh, sw]);
          const value = tf.tensor(x!, [1, h, w, 2]);
          for (const [ours, reference] of [
            [pool(value), y],
            [tf.grad(pool)(value, tf.tensor(dy!, [1, oh, ow, 2])), dx],
          ] as const)
            ours.dataSync().forEach((each, i) => {
              if (Math.abs(each - reference[i]!) > 1e-5) expect([i, each]).toEqual([i, reference[i]]);
            });
        });
      }),
      { numRuns: 300 },
    );
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
