import * as tf from "@tensorflow/tfjs-core";

/** A tensor's shape and values, outside of any backend. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/**
 * Computes `f` on the current backend and on the cpu backend, from the same inputs, and throws if shapes differ, a
 * tensor is left behind, or a value is further off than rounding explains: 1e-4 of the largest value of all.
 *
 * Both backends must be registered and ready. The backend that was current is current again afterwards.
 *
 * @param f returns the tensors to compare
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { agreesWithCpu } from "@eznas/kernels/testing";
 * import * as tf from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * await useBackend("wasm");
 * agreesWithCpu([{ shape: [2], data: [1, -2] }], ([x]) => [tf.relu(x!)]); // → undefined
 * ```
 */
export function agreesWithCpu(
  inputs: readonly Values[],
  f: (tensors: readonly tf.Tensor[]) => readonly tf.Tensor[],
): void {
  const backend = tf.getBackend();
  const actual = compute(backend, inputs, f);
  let expected: readonly Values[];
  try {
    expected = compute("cpu", inputs, f);
  } finally {
    use(backend);
  }
  const largest = expected.reduce(
    (most, { data }) => Array.from(data).reduce((most, value) => Math.max(most, Math.abs(value)), most),
    1e-3,
  );
  for (const [at, { shape, data }] of expected.entries()) {
    const mine = actual[at]!;
    if (String(mine.shape) !== String(shape))
      throw new Error(`result ${at} has shape [${mine.shape}] on ${backend}, [${shape}] on cpu`);
    for (let i = 0; i < data.length; i++)
      // Negated, so that NaN does not pass.
      if (!(Math.abs(mine.data[i]! - data[i]!) <= 1e-4 * largest) && !Object.is(mine.data[i], data[i]))
        throw new Error(`result ${at} [${shape}] at ${i} is ${mine.data[i]} on ${backend}, ${data[i]} on cpu`);
  }
}

function compute(
  backend: string,
  inputs: readonly Values[],
  f: (tensors: readonly tf.Tensor[]) => readonly tf.Tensor[],
): readonly Values[] {
  use(backend);
  const before = tf.memory().numTensors;
  const tensors = inputs.map(({ shape, data }) => tf.tensor(Float32Array.from(data), [...shape]));
  const results = f(tensors);
  const values = results.map((result) => ({ shape: result.shape, data: result.dataSync() }));
  tf.dispose([...results, ...tensors]);
  const left = tf.memory().numTensors - before;
  if (left !== 0) throw new Error(`${left} tensors are left behind on ${backend}`);
  return values;
}

/** `setBackend` of a backend that is ready takes effect at once, though it returns a promise. */
function use(backend: string): void {
  void tf.setBackend(backend);
  if (tf.getBackend() !== backend) throw new Error(`agreesWithCpu: the ${backend} backend is not ready`);
}
