import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Gradients } from "../recording/recorded.ts";
import type { Recording, Region } from "../recording/recording.ts";

/** The gradients of a kernel and of the bias that is added after it, where there is one. */
export function weightGradients(
  kernel: LayerVariable,
  dkernel: Region,
  bias: LayerVariable | undefined,
  dy: Region,
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
