import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { addNoise, broadcast, type Law, type OpSpec, op, sameShape, scalarShape } from "../../src/index.ts";
import { opLaws } from "../../src/testing.ts";

const doubled = op({
  arity: 1,
  latex: (a) => `2${a}`,
  shape: sameShape,
  kernel: (a) => tf.mul(a, 2),
  domain: "total",
  examples: [{ of: [[1, -2]], is: [2, -4] }],
  laws: ["odd"],
});

async function expectBroken<N extends number>(spec: OpSpec<N>, law: RegExp): Promise<void> {
  const broken = await opLaws(spec, { numRuns: 300 }).then(
    () => undefined,
    (error: Error) => error,
  );
  expect(`${broken?.message} ${(broken?.cause as Error | undefined)?.message}`).toMatch(law);
}

test("an operation that keeps them passes, and the backend stays as it was", async () => {
  await useBackend("cpu");
  await opLaws(doubled, { numRuns: 100 });
  expect(tf.getBackend()).toBe("cpu");
});

test("an example that does not come out is told", async () => {
  await expectBroken(
    { ...doubled, examples: [{ of: [[1, 2]], is: [2, 5] }] },
    /an example on cpu: element 1 is 4 and not 5/,
  );
  await expectBroken({ ...doubled, examples: [{ of: [[1, 2]], is: [[2, 4]] }] }, /the shape is \[2\] and not \[1, 2\]/);
});

test("a shape rule that disagrees with the kernel is told", async () => {
  await expectBroken({ ...doubled, shape: scalarShape, examples: [] }, /but its rule says \[\]/);
});

test("a kernel that writes into its argument is told", async () => {
  const kernel = (a: tf.Tensor) => {
    const values = a.dataSync();
    values[0] = 5;
    return tf.mul(a, 2);
  };
  await expectBroken({ ...doubled, kernel, examples: [], laws: [] }, /wrote into its argument/);
});

test("a tensor left behind is told", async () => {
  const kept: tf.Tensor[] = [];
  const kernel = (a: tf.Tensor) => {
    const two = tf.keep(tf.scalar(2));
    kept.push(two);
    return tf.mul(a, two);
  };
  await expectBroken({ ...doubled, kernel }, /left 1 tensors behind/);
  tf.dispose(kept);
});

test("a value that is no float32 is told", async () => {
  await expectBroken({ ...doubled, kernel: (a) => tf.greater(a, 0), examples: [], laws: [] }, /gives bool; cast it/);
});

test("a difference between the backends is told: tf.sign's of denormals, tf.maximum's of NaN", async () => {
  await expectBroken(
    { ...doubled, kernel: (a) => tf.sign(a), examples: [] },
    /wasm against cpu: element \d+ is 0 and not -?1/,
  );
  const larger = op({
    ...doubled,
    arity: 2,
    latex: (a) => a,
    shape: broadcast,
    kernel: (a, b) => tf.maximum(a, b),
    examples: [],
    laws: [],
  });
  await expectBroken(larger, /wasm against cpu: element \d+ is .* and not/);
});

test.each<[Law, (a: tf.Tensor) => tf.Tensor]>([
  ["odd", (a) => tf.abs(a)],
  ["even", (a) => tf.mul(a, 2)],
  ["idempotent", (a) => tf.mul(a, 2)],
  ["nonNegative", (a) => tf.mul(a, 2)],
  ["indicator", (a) => tf.abs(a)],
])("an operation that declares to be %s and is not is told", async (law, kernel) => {
  await expectBroken({ ...doubled, kernel, examples: [], laws: [law] }, new RegExp(`${law} on cpu: element`));
});

test.each<[Law, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor]>([
  ["commutative", (a, b) => tf.sub(a, b)],
  ["anticommutative", (a, b) => tf.add(a, b)],
])("an operation of two arguments that declares to be %s and is not is told", async (law, kernel) => {
  const pair = op({ arity: 2, latex: (a) => a, shape: broadcast, kernel, domain: "total", examples: [], laws: [law] });
  await expectBroken(pair, new RegExp(`${law} on cpu: element`));
});

test("a law that is not said of so many arguments is told", async () => {
  await expectBroken({ ...doubled, laws: ["commutative"] }, /of arity 1 and cannot be commutative/);
});

test("an operation that applies nowhere is told, and a kernel's own error comes through", async () => {
  await expectBroken({ ...doubled, shape: () => undefined, examples: [] }, /applied to none of 300/);
  const kernel = (): never => {
    throw new Error("out of order");
  };
  await expectBroken({ ...doubled, kernel }, /out of order/);
});

test("a kernel may hand back its argument, and a random operation is no function", async () => {
  await opLaws({ ...doubled, kernel: (a) => a, examples: [], laws: ["odd", "idempotent"] }, { numRuns: 50 });
  await expectBroken(addNoise(Math.random), /wasm against cpu/);
});
