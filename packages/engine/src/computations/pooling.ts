import { type Pointer, type Pooling, pooling } from "@eznas/kernels/training";
import type { Computation } from "../parts/part.ts";
import type { Recording, Value } from "../recording/recording.ts";
import { windowOver } from "./window-over.ts";

type Pair = readonly [down: number, right: number];

/** Padding is not counted in an average, and never the largest. */
export interface PoolingWindow {
  readonly size: number | Pair;
  readonly strides: Pair;
  readonly padding: "same" | "valid";
}

export const averagePooling = (window: PoolingWindow): Computation =>
  poolingBy(window, {
    name: "averagePool",
    value: (pool, x, y) => pool.average(x, y),
    gradient: (pool, _x, dy, dx) => pool.averageGradient(dy, dx),
    gradientReadsX: false,
  });

export const maxPooling = (window: PoolingWindow): Computation =>
  poolingBy(window, {
    name: "maxPool",
    value: (pool, x, y) => pool.max(x, y),
    gradient: (pool, x, dy, dx) => pool.maxGradient(x, dy, dx),
    gradientReadsX: true,
  });

interface Method {
  readonly name: string;
  readonly value: (pool: Pooling, x: Pointer, y: Pointer) => void;
  readonly gradient: (pool: Pooling, x: Pointer, dy: Pointer, dx: Pointer) => void;
  /** Whether x must be kept until then. */
  readonly gradientReadsX: boolean;
}

function poolingBy(window: PoolingWindow, { name, value, gradient, gradientReadsX }: Method): Computation {
  const { size, strides, padding } = window;
  const [height, width] = typeof size === "number" ? [size, size] : size;
  return {
    key: [name, height, width, ...strides, padding].join(" "),
    record([x], recording) {
      const pooled = pooledBy([height, width], window, x!, recording);
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

function pooledBy(
  size: Pair,
  { strides, padding }: PoolingWindow,
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
