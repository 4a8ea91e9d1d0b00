import { type Pooling, pooling } from "@eznas/kernels/training";
import type { Kind } from "../kind.ts";
import type { NativeOf } from "../native.ts";
import type { Recording, Value } from "../recording.ts";
import { windowOver } from "../slide.ts";

type Native = NativeOf<"averagePool"> | NativeOf<"maxPool">;

export const averagePool: Kind<NativeOf<"averagePool">> = {
  key: keyOf,
  record(native, [x], recording) {
    const pooled = pooledBy(native, x!, recording);
    if (!pooled) return undefined;
    const { output, pool } = pooled;
    const [from, to] = [x!.buffer, output.buffer];
    recording.emit([from], [to], () => pool.average(from.at, to.at));
    return {
      output,
      gradient({ buffer: dy }, recording) {
        const input = recording.value(x!.shape);
        const dx = input.buffer;
        recording.emit([dy], [dx], () => pool.averageGradient(dy.at, dx.at));
        return { inputs: [input] };
      },
    };
  },
};

export const maxPool: Kind<NativeOf<"maxPool">> = {
  key: keyOf,
  record(native, [x], recording) {
    const pooled = pooledBy(native, x!, recording);
    if (!pooled) return undefined;
    const { output, pool } = pooled;
    const [from, to] = [x!.buffer, output.buffer];
    recording.emit([from], [to], () => pool.max(from.at, to.at));
    return {
      output,
      gradient({ buffer: dy }, recording) {
        const input = recording.value(x!.shape);
        const dx = input.buffer;
        recording.emit([from, dy], [dx], () => pool.maxGradient(from.at, dy.at, dx.at));
        return { inputs: [input] };
      },
    };
  },
};

function keyOf({ kind, size, strides, padding }: Native): string {
  return [kind, ...size, ...strides, padding].join(" ");
}

function pooledBy(
  { size, strides, padding }: Native,
  { shape }: Value,
  recording: Recording,
): { readonly output: Value; readonly pool: Pooling } | undefined {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const window =
    shape.length === 4 ? windowOver(height, width, size, { strides, padding, dilation: [1, 1] }) : undefined;
  if (!window) return undefined;
  return {
    output: recording.value([batch, window.rows.output, window.columns.output, channels]),
    pool: pooling(recording.kernels, { window, batch, channels }),
  };
}
