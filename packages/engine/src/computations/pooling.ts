import { type Pointer, type Pooling, pooling } from "@eznas/kernels/training";
import type { Computation } from "../parts/part.ts";
import type { JetRule } from "../recording/jet.ts";
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
    jet: () => "linear",
    value: (pool, x, y) => pool.average(x, y),
    gradient: (pool, _x, dy, dx) => pool.averageGradient(dy, dx),
    gradientReadsX: false,
  });

export const maxPooling = (window: PoolingWindow): Computation =>
  poolingBy(window, {
    name: "maxPool",
    jet: jetOfMax,
    value: (pool, x, y) => pool.max(x, y),
    gradient: (pool, x, dy, dx) => pool.maxGradient(x, dy, dx),
    gradientReadsX: true,
  });

interface Method {
  readonly name: string;
  readonly jet: (size: Pair, window: PoolingWindow) => JetRule;
  readonly value: (pool: Pooling, x: Pointer, y: Pointer) => void;
  readonly gradient: (pool: Pooling, x: Pointer, dy: Pointer, dx: Pointer) => void;
  /** Whether x must be kept until then. */
  readonly gradientReadsX: boolean;
}

function poolingBy(window: PoolingWindow, { name, jet, value, gradient, gradientReadsX }: Method): Computation {
  const { size, strides, padding } = window;
  const [height, width] = typeof size === "number" ? [size, size] : size;
  return {
    key: [name, height, width, ...strides, padding].join(" "),
    jet: jet([height, width], window),
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

/** The derivatives at the places of the largest values, which stay where they are; without a SIMD kernel, for it is rare. */
const jetOfMax =
  (size: Pair, { strides, padding }: PoolingWindow): JetRule =>
  ([jet], { output }, record) => {
    const { shape, buffer: x } = jet!.value;
    const [batch, height, width, channels] = shape as [number, number, number, number];
    const { rows, columns } = windowOver(height, width, size, { strides, padding, dilation: [1, 1] })!;
    const places = record.buffer(output.buffer.floats);
    record.emit([x], [places], ({ heap }) => {
      const found = new Int32Array(heap.buffer, places.at, places.floats);
      let next = 0;
      for (let image = 0; image < batch; image++)
        for (let row = 0; row < rows.output; row++)
          for (let column = 0; column < columns.output; column++)
            for (let c = 0; c < channels; c++) {
              let largest = Number.NEGATIVE_INFINITY;
              let place = 0;
              for (let i = 0; i < rows.filter; i++)
                for (let j = 0; j < columns.filter; j++) {
                  const [y, z] = [row * rows.stride - rows.padding + i, column * columns.stride - columns.padding + j];
                  if (y < 0 || z < 0 || y >= height || z >= width) continue;
                  const at = ((image * height + y) * width + z) * channels + c;
                  if (!(heap[x.at / 4 + at]! > largest)) continue;
                  largest = heap[x.at / 4 + at]!;
                  place = at;
                }
              found[next++] = place;
            }
    });
    const taken = (of: Value | undefined): Value | undefined => {
      if (!of) return undefined;
      const made = record.value(output.shape);
      const [from, to] = [of.buffer, made.buffer];
      record.emit([places, from], [to], ({ heap }) => {
        const at = new Int32Array(heap.buffer, places.at, places.floats);
        for (let i = 0; i < at.length; i++) heap[to.at / 4 + i] = heap[from.at / 4 + at[i]!]!;
      });
      return made;
    };
    return { a: taken(jet!.a), b: taken(jet!.b), ab: taken(jet!.ab) };
  };
