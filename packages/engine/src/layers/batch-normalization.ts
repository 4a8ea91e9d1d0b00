import { batchNormTraining } from "@eznas/kernels";
import { type LayerVariable, layers } from "@tensorflow/tfjs-layers";
import type { LayerEntry } from "../parts/layer-entry.ts";
import type { MovingAverages, Recorded } from "../recording/recorded.ts";
import type { Recording, Region, Value } from "../recording/recording.ts";

/** By the batch itself; after training by the averages that it kept. */
export const batchNormalization: LayerEntry = {
  parts(view) {
    const { epsilon, momentum, ...config } = view.config();
    const axis = config.axis as number;
    const [gamma, beta] = [view.weight("gamma"), view.weight("beta")];
    const [mean, variance] = [view.weight("moving_mean"), view.weight("moving_variance")];
    const norm: Norm = { axis, epsilon, gamma, beta, moving: mean && variance && { mean, variance, momentum } };
    return [
      {
        className: "BatchNormalization",
        channelsFirst: axis === 1,
        computation: {
          record: ([x], recording) => byBatch(norm, x!, recording),
          infer: ([x], recording) => byMovingAverages(norm, x!, recording),
        },
        // tf.layers' own would move the layer's averages.
        run: ([x]) => [batchNormTraining(x!, { axis, epsilon, gamma: gamma?.read(), beta: beta?.read() })],
      },
    ];
  },
  example: (draw) => ({
    layer: layers.batchNormalization({ scale: draw.boolean(), center: draw.boolean(), momentum: draw.of(0.5, 0.9) }),
    inputs: [draw.image()],
  }),
};

interface Norm {
  readonly axis: number;
  readonly epsilon: number;
  readonly gamma: LayerVariable | undefined;
  readonly beta: LayerVariable | undefined;
  readonly moving: MovingAverages | undefined;
}

function byBatch(
  { axis, epsilon, gamma, beta, moving }: Norm,
  { shape, buffer }: Value,
  recording: Recording,
): Recorded | undefined {
  const lastAxis = shape.length - 1;
  if (axis !== -1 && axis !== lastAxis) return undefined;
  const channels = shape[lastAxis]!;
  const pixels = buffer.floats / channels;
  const { kernels } = recording;
  const scale = gamma && recording.weight(gamma);
  const offset = beta && recording.weight(beta);
  const reads = [buffer];
  if (scale) reads.push(scale);
  if (offset) reads.push(offset);
  const output = recording.value(shape);
  const y = output.buffer;
  const mean = recording.buffer(channels);
  const inverse = recording.buffer(channels);
  recording.emit(reads, [y, mean, inverse], () =>
    kernels.batchNorm(buffer.at, at(scale), at(offset), y.at, mean.at, inverse.at, pixels, channels, epsilon),
  );
  return {
    output,
    moments: { mean, inverse, epsilon, moving },
    gradient({ buffer: dy }, recording) {
      const input = recording.value(shape);
      const dx = input.buffer;
      const reads = [buffer, dy, mean, inverse];
      if (scale) reads.push(scale);
      const dgamma = recording.buffer(channels);
      const dbeta = recording.buffer(channels);
      recording.emit(reads, [dx, dgamma, dbeta], () =>
        kernels.batchNormGradient(
          buffer.at,
          dy.at,
          at(scale),
          mean.at,
          inverse.at,
          dx.at,
          dgamma.at,
          dbeta.at,
          pixels,
          channels,
        ),
      );
      const weights: [LayerVariable, Region][] = [];
      if (gamma) weights.push([gamma, dgamma]);
      if (beta) weights.push([beta, dbeta]);
      return { inputs: [input], weights };
    },
  };
}

// A kernel takes 0 for what there is not.
const at = (buffer: Region | undefined): number => buffer?.at ?? 0;

/** Each channel by a factor and a shift, which come of the averages that training kept. */
function byMovingAverages(
  { axis, epsilon, gamma, beta, moving }: Norm,
  { shape, buffer }: Value,
  record: Recording,
): Recorded | undefined {
  if (!moving || (axis !== -1 && axis !== shape.length - 1)) return undefined;
  const channels = shape.at(-1)!;
  const pixels = buffer.floats / channels;
  const [mean, variance] = [record.weight(moving.mean), record.weight(moving.variance)];
  const [scale, offset] = [gamma && record.weight(gamma), beta && record.weight(beta)];
  const [factor, shift] = [record.buffer(channels), record.buffer(channels)];
  const given = [mean, variance, ...(scale ? [scale] : []), ...(offset ? [offset] : [])];
  record.emit(given, [factor, shift], ({ heap }) => {
    for (let c = 0; c < channels; c++) {
      const each = (scale ? heap[scale.at / 4 + c]! : 1) / Math.sqrt(heap[variance.at / 4 + c]! + epsilon);
      heap[factor.at / 4 + c] = each;
      heap[shift.at / 4 + c] = (offset ? heap[offset.at / 4 + c]! : 0) - each * heap[mean.at / 4 + c]!;
    }
  });
  const { kernels } = record;
  const output = record.value(shape);
  const y = output.buffer;
  const pixel = channels * 4;
  record.emit([buffer, factor, shift], [y], () => {
    // A depthwise convolution of one tap.
    const row = pixel * pixels;
    kernels.depthwise(buffer.at, row, pixel, 0, 0, factor.at, 0, 0, y.at, row, pixel, 1, pixels, 1, 1, channels);
    kernels.addBias(y.at, shift.at, y.at, pixels, channels);
  });
  return { output, gradient: () => ({ inputs: [undefined] }) };
}
