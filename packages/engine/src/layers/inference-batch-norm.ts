import type { Recording, Value } from "../recording/recording.ts";
import type { Recorded } from "./kind.ts";
import type { NativeOf } from "./native.ts";

/** Each channel by a factor and a shift, which come of the averages that training kept. */
export function byMovingAverages(
  native: NativeOf<"batchNorm">,
  { shape, buffer }: Value,
  record: Recording,
): Recorded | undefined {
  const { axis, epsilon, gamma, beta, moving } = native;
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
