/** Scores a tf.LayersModel of your own with EZNAS-A, and with a formula written on the spot. */
import { seeded } from "@eznas/gp";
import { cifarBatch } from "@eznas/images";
import { photographs } from "@eznas/images/photographs";
import { describeBackend, useBackend } from "@eznas/kernels";
import { eznasA, infix, program, scoreAll, sharedGraphOf } from "@eznas/program";
import { batchInputs, capture } from "@eznas/stats";
import { layers, sequential } from "@tensorflow/tfjs-layers";

console.log(describeBackend(await useBackend()));

const model = sequential({
  layers: [
    layers.conv2d({ inputShape: [32, 32, 3], filters: 16, kernelSize: 3, padding: "same", useBias: false }),
    layers.batchNormalization(),
    layers.reLU(),
    layers.conv2d({ filters: 32, kernelSize: 3, strides: 2, padding: "same", useBias: false }),
    layers.batchNormalization(),
    layers.activation({ activation: "relu" }),
    layers.conv2d({ filters: 32, kernelSize: 1, useBias: false }),
    layers.batchNormalization(),
    layers.reLU(),
    layers.globalAveragePooling2d({}),
    layers.dense({ units: 10 }),
  ],
});

const images = cifarBatch(photographs(), { batch: 16, rng: seeded(1, "images") });
const metrics = [eznasA, program("mean(abs(mul(T3, T3G_D)))")];
const instances = await capture(model, batchInputs(images, seeded(1, "inputs")), {
  statistics: sharedGraphOf(metrics).terminals,
});
console.log(`${instances.length} instances: ${instances.map(({ name }) => name).join(", ")}`);

for (const [i, result] of scoreAll(metrics, instances).entries())
  console.log(infix(metrics[i]!), "=", result.ok ? result.value : `no score: ${result.reason} at ${result.instance}`);

model.dispose();
