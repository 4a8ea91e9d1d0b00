import { type Pointer, type Pooling, pooling } from "@eznas/kernels/training";
import type { Recording, Value } from "../../recording/recording.ts";
import type { Kind } from "../kind.ts";
import type { NativeOf } from "../native.ts";
import { windowOver } from "../slide.ts";

type Native = NativeOf<"averagePool"> | NativeOf<"maxPool">;

export const averagePool: Kind<NativeOf<"averagePool">> = /* @__PURE__ */ kind({
  value: (pool, x, y) => pool.average(x, y),
  gradient: (pool, _x, dy, dx) => pool.averageGradient(dy, dx),
  gradientReadsX: false,
});

export const maxPool: Kind<NativeOf<"maxPool">> = /* @__PURE__ */ kind({
  value: (pool, x, y) => pool.max(x, y),
  gradient: (pool, x, dy, dx) => pool.maxGradient(x, dy, dx),
  gradientReadsX: true,
});

interface Method {
  readonly value: (pool: Pooling, x: Pointer, y: Pointer) => void;
  readonly gradient: (pool: Pooling, x: Pointer, dy: Pointer, dx: Pointer) => void;
  /** Whether x must be kept until then. */
  readonly gradientReadsX: boolean;
}

function kind({ value, gradient, gradientReadsX }: Method): Kind<Native> {
  return {
    key: keyOf,
    record(native, [x], recording) {
      const pooled = pooledBy(native, x!, recording);
      if (!pooled) return undefined;
      const { output, pool } = pooled;
      const [from, to] = [x!.buffer, output.buffer];
      recording.emit([from], [to], () => value(pool, from.at, to.at));
      return {
        output,
        gradient({ buffer: dy }, recording) {
          const input = recording.value(x!.shape);
          const dx = input.buffer;
          recording.emit(gradientReadsX ? [from, dy] : [dy], [dx], () => gradient(pool, from.at, dy.at, dx.at));
          return { inputs: [input] };
        },
      };
    },
  };
}

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
