import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Gradients } from "../recording/recorded.ts";
import type { Buffer, Recording } from "../recording/recording.ts";

/** The gradients of a kernel and of the bias that is added after it, where there is one. */
export function weightGradients(
  kernel: LayerVariable,
  dkernel: Buffer,
  bias: LayerVariable | undefined,
  dy: Buffer,
  pixels: number,
  recording: Recording,
): NonNullable<Gradients["weights"]> {
  if (!bias) return [[kernel, dkernel]];
  const { kernels } = recording;
  const channels = dy.floats / pixels;
  const dbias = recording.buffer(channels);
  recording.emit([dy], [dbias], () => kernels.channelSums(dy.at, dbias.at, pixels, channels, 1));
  return [
    [kernel, dkernel],
    [bias, dbias],
  ];
}
