import { useBackend } from "@eznas/kernels";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { epeNas } from "../../src/index.ts";
import { chain, conv, headed, imagesOf, relu, residual } from "../models.ts";
import { scored } from "../scored.ts";

beforeAll(() => useBackend("wasm"));

const linear = (units: number) => headed(conv("c", 4), { units });
const term = Math.log(1 + 1e-5);

test("images whose gradients are one and the same correlate fully: n² logarithms of 1 + k a class", async () => {
  const score = await scored(epeNas(), linear(2), { images: imagesOf(5), labels: [0, 0, 1, 1, 1] });
  expect(score / ((4 + 9) * term)).toBeCloseTo(1, 2);
});

test("what the classes are called does not count, nor does an image alone, but for ln(1 + k)", async () => {
  const model = residual();
  const images = imagesOf(6);
  const of = (labels: readonly number[]) => scored(epeNas(), model, { images, labels });
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), async (names) => {
      const labels = [0, 0, 1, 1, 2, 2];
      expect(await of(labels.map((label) => names[label]!))).toBeCloseTo(await of(labels), 6);
    }),
    { numRuns: 5 },
  );
  const [pairs, alone] = [await of([0, 0, 1, 1, 1, 1]), await of([0, 0, 1, 1, 1, 2])];
  expect(alone).not.toBeCloseTo(pairs, 3);
});

test("for more than 100 classes it is how far the classes differ, by the number of their images", async () => {
  const labels = [0, 0, 1, 1, 1, 2];
  const many = headed((x) => chain(x, conv("a", 6), relu("r"), conv("b", 6), relu("s")), { units: 101 });
  const images = imagesOf(6);
  const [a, b] = [await logsOf(many, images, labels, 0), await logsOf(many, images, labels, 1)];
  const means = [a / 2, b / 3];
  expect(await scored(epeNas(), many, { images, labels })).toBeCloseTo((2 * Math.abs(means[0]! - means[1]!)) / 2, 4);
});

/** s of one class, computed from the correlations that the other class's images do not touch. */
async function logsOf(
  model: ReturnType<typeof headed>,
  images: ReturnType<typeof imagesOf>,
  labels: readonly number[],
  label: number,
): Promise<number> {
  const tf = await import("@tensorflow/tfjs-core");
  const gradients = tf.tidy(() => {
    const x = tf.tensor(images.data, [...images.shape] as [number, number, number, number]);
    return Array.from(
      tf
        .grad((of: typeof x) => tf.sum(model.apply(of, { training: true }) as typeof x))(x)
        .dataSync(),
    );
  });
  const size = gradients.length / labels.length;
  const rows = labels.flatMap((each, i) => (each === label ? [gradients.slice(i * size, (i + 1) * size)] : []));
  const centered = rows.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / size;
    const shifted = row.map((value) => value - mean);
    const norm = Math.hypot(...shifted);
    return shifted.map((value) => value / norm);
  });
  let sum = 0;
  for (const a of centered)
    for (const b of centered) sum += Math.log(Math.abs(a.reduce((total, value, i) => total + value * b[i]!, 0)) + 1e-5);
  return sum;
}

test("a batch in which every class has one image has no score", async () => {
  const score = await epeNas().score(residual(), { images: imagesOf(3), labels: [0, 1, 2] }, Math.random);
  expect(score).toMatchObject({ ok: false, reason: "inapplicable", detail: expect.stringMatching(/give more images/) });
});
