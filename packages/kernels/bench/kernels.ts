/**
 * GFLOP/s of each kernel on backend wasm at the shapes of NAS-Bench-201, the best of many runs:
 *
 *   node --conditions=@eznas/source --import tsx packages/kernels/bench/kernels.ts [--relaxed] [--composed]
 */
import { batchNormTraining, useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";

const flags = new Set(process.argv.slice(2));
await useBackend("wasm", { simd: !flags.has("--composed"), relaxedSimd: flags.has("--relaxed") });

/** Milliseconds of the fastest of the runs that fit into a quarter of a second. */
function best(run: () => tf.Tensor | tf.Tensor[]): number {
  let fastest = Number.POSITIVE_INFINITY;
  const end = performance.now() + 250;
  do {
    const start = performance.now();
    const result = run();
    fastest = Math.min(fastest, performance.now() - start);
    tf.dispose(result);
  } while (performance.now() < end);
  return fastest;
}

const kernel = (name: string, inputs: tf.NamedTensorMap, attributes: object) =>
  tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap) as tf.Tensor;

console.log("GFLOP/s".padEnd(26), "forward", " by input", " by filter");
for (const batch of [1, 16])
  for (const [size, channels, made, taps, stride] of [
    [32, 3, 16, 3, 1],
    [32, 16, 16, 3, 1],
    [16, 32, 32, 3, 1],
    [8, 64, 64, 3, 1],
    [32, 16, 16, 1, 1],
    [16, 32, 32, 1, 1],
    [8, 64, 64, 1, 1],
    [32, 16, 32, 3, 2],
  ] as const) {
    const x: tf.Tensor4D = tf.randomNormal([batch, size, size, channels]);
    const filter: tf.Tensor4D = tf.randomNormal([taps, taps, channels, made]);
    const dy: tf.Tensor4D = tf.randomNormal([batch, size / stride, size / stride, made]);
    const attributes = { strides: [stride, stride], pad: "same", dataFormat: "NHWC", dilations: [1, 1] };
    const gflop = (2 * dy.size * channels * taps * taps) / 1e9;
    const speeds = [
      best(() => kernel("Conv2D", { x, filter }, attributes)),
      best(() => kernel("Conv2DBackpropInput", { dy, filter }, { ...attributes, inputShape: x.shape })),
      best(() => kernel("Conv2DBackpropFilter", { x, dy }, { ...attributes, filterShape: filter.shape })),
    ].map((milliseconds) => ((gflop / milliseconds) * 1e3).toFixed(1).padStart(9));
    console.log(`${batch}×${size}²×${channels} → ${made}, ${taps}×${taps}/${stride}`.padEnd(24), ...speeds);
    tf.dispose([x, filter, dy]);
  }

console.log(`\n${"ns per element".padEnd(26)} forward     both passes`);
for (const [batch, size, channels] of [
  [1, 32, 16],
  [1, 8, 64],
  [16, 32, 16],
] as const) {
  const x: tf.Tensor4D = tf.randomNormal([batch, size, size, channels]);
  const dy: tf.Tensor4D = tf.randomNormal([batch, size, size, channels]);
  const perElement = (milliseconds: number) => ((milliseconds * 1e6) / x.size).toFixed(2).padStart(9);
  const passes: Record<string, readonly [forward: () => tf.Tensor, both: () => tf.Tensor]> = {
    "batch norm": [() => batchNormTraining(x), () => tf.grad((x) => batchNormTraining(x))(x, dy)],
    ReLU: [() => tf.relu(x), () => tf.grad((x) => tf.relu(x))(x, dy)],
    "average pool 3×3": [
      () => tf.avgPool(x, 3, 1, "same"),
      () => tf.grad((x) => tf.avgPool(x as tf.Tensor4D, 3, 1, "same"))(x, dy),
    ],
    "max pool 3×3": [
      () => tf.maxPool(x, 3, 1, "same"),
      () => tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 3, 1, "same"))(x, dy),
    ],
  };
  for (const [name, [forward, both]] of Object.entries(passes))
    console.log(`${name}, ${batch}×${size}²×${channels}`.padEnd(24), perElement(best(forward)), perElement(best(both)));
  tf.dispose([x, dy]);
}
