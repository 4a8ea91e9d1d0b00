import * as tf from "@tensorflow/tfjs-core";
import type { ProxyLoss } from "../network/loss.ts";
import { putsChannelsFirst, type Step } from "../network/network.ts";
import { viewOf } from "./kernel-gradients.ts";
import type { Reader } from "./reader.ts";

/**
 * Reads Σ over pixels of z ⊙ ∂L/∂z at the outputs z of some steps, for every image and channel; of the steps
 * that the loss depends on.
 */
export function channelProductReader(
  loss: ProxyLoss,
  at: (step: Step) => boolean,
  see: (step: Step, products: Float32Array, images: number) => void,
): Reader {
  return {
    loss,
    byEngine: {
      gradient(step, { shape, buffer: z }, { buffer: dz }, record) {
        if (!at(step)) return;
        const [images, rows] = [shape[0]!, shape.length > 2 ? shape[1]! : 1];
        const channels = shape.at(-1)!;
        const products = record.buffer(images * channels);
        const pixel = channels * 4;
        const items = z.floats / images / rows / channels;
        const image = rows * items * pixel;
        const { kernels } = record;
        record.emit([z, dz], [products], () => {
          // The gradient of a depthwise filter of one tap.
          for (let i = 0; i < images; i++) {
            const [from, gradient, to] = [z.at + i * image, dz.at + i * image, products.at + i * pixel];
            kernels.depthwiseFilterGradient(
              from,
              items * pixel,
              pixel,
              0,
              0,
              gradient,
              items * pixel,
              pixel,
              to,
              rows,
              items,
              1,
              1,
              channels,
              0,
            );
          }
        });
        record.emit([products], [], ({ heap }) => see(step, viewOf(heap, products), images));
      },
    },
    byTape: {
      watches: at,
      gradient(step, value, gradient) {
        const images = value.shape[0]!;
        const products = tf.mul(value, gradient);
        const perChannel = putsChannelsFirst(step)
          ? tf.sum(tf.reshape(products, [images, value.shape[1]!, -1]), 2)
          : tf.sum(tf.reshape(products, [images, -1, value.shape.at(-1)!]), 1);
        see(step, perChannel.dataSync() as Float32Array, images);
      },
    },
  };
}
