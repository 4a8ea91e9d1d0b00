/**
 * Milliseconds of one forward and backward pass of a NAS-Bench-201 network of 3×3 convolutions (79 ReLU-Conv-BatchNorm
 * instances, 0.37 GFLOP forward at batch 1), with the gradients of every T1, T2, T3 and T4, the best of several passes:
 *
 *   node --conditions=@eznas/source --import tsx packages/kernels/bench/network.ts [--relaxed] [--composed]
 */
import { batchNormTraining, useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";

const flags = new Set(process.argv.slice(2));
await useBackend("wasm", { simd: !flags.has("--composed"), relaxedSimd: flags.has("--relaxed") });

const filters: tf.Tensor4D[] = [];

/** The network's output; `watch` sees every tensor whose gradient is wanted, in the order of their making. */
function network(image: tf.Tensor4D, watch: (t: tf.Tensor) => void): tf.Tensor {
  let made = 0;
  const filter = (channels: number, outputs: number, size: number) => {
    filters[made] ??= tf.keep(
      tf.randomNormal([size, size, channels, outputs], 0, Math.sqrt(2 / (size * size * outputs))),
    );
    return filters[made++]!;
  };
  const watched = <T extends tf.Tensor>(t: T): T => {
    watch(t);
    return t;
  };
  const convolve = (x: tf.Tensor4D, outputs: number, size: number, stride: number) =>
    tf.conv2d(x, watched(filter(x.shape[3], outputs, size)), stride, "same");
  const normalize = (x: tf.Tensor4D) => batchNormTraining(x, { epsilon: 1e-5 }) as tf.Tensor4D;
  const instance = (t1: tf.Tensor4D, outputs: number, stride = 1) =>
    watched(normalize(convolve(watched(tf.relu(watched(t1))), outputs, 3, stride)));

  let x = normalize(convolve(image, 16, 3, 1));
  for (const channels of [16, 32, 64]) {
    if (channels > 16) {
      const inner = instance(instance(x, channels, 2), channels);
      x = tf.add(inner, convolve(tf.avgPool(x, 2, 2, "same"), channels, 1, 1));
    }
    for (let cell = 0; cell < 5; cell++) {
      const one = instance(x, channels);
      const two = tf.add(instance(x, channels), instance(one, channels)) as tf.Tensor4D;
      x = tf.addN([x, instance(one, channels), instance(two, channels)]);
    }
  }
  return tf.sum(tf.mean(tf.relu(normalize(x)), [1, 2]));
}

for (const batch of [1, 16]) {
  const image: tf.Tensor4D = tf.randomNormal([batch, 32, 32, 3]);
  const pass = () =>
    tf.tidy(() => {
      const watched: tf.Tensor[] = [image];
      // Tensors that come to be while the function runs are watched, too.
      return tf.engine().gradients(() => network(image, (t) => watched.push(t)), watched, undefined, true).grads.length;
    });
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < (batch === 1 ? 60 : 12); run++) {
    const start = performance.now();
    pass();
    fastest = Math.min(fastest, performance.now() - start);
  }
  console.log(`batch ${batch}: ${fastest.toFixed(1)} ms`);
  image.dispose();
}
