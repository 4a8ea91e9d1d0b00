import { checkGeometry } from "./geometry.ts";
import type { Pointer, TrainingKernels } from "./kernels.ts";
import type { Window } from "./window.ts";

export interface PoolingGeometry {
  readonly window: Window;
  readonly batch: number;
  readonly channels: number;
}

/** Pooling of one geometry; x is [batch, rows, columns, channels]. */
export interface Pooling {
  /** y = the mean of what each window sees of x. Padding is not counted. */
  average(x: Pointer, y: Pointer): void;
  averageGradient(dy: Pointer, dx: Pointer): void;
  /** y = the largest value that each window sees of x, NaN where it sees one. */
  max(x: Pointer, y: Pointer): void;
  /** All of a window's gradient goes to its first largest value in reading order. */
  maxGradient(x: Pointer, dy: Pointer, dx: Pointer): void;
}

/**
 * Average and max pooling over any window.
 *
 * Throws a RangeError for an impossible geometry; what it returns never throws.
 *
 * @example
 * ```ts
 * import { pooling, trainingKernels } from "@eznas/kernels/training";
 *
 * const memory = new WebAssembly.Memory({ initial: 1 });
 * const slide = { input: 2, output: 1, filter: 2, stride: 2, dilation: 1, padding: 0 };
 * const pool = pooling(trainingKernels(memory), { window: { rows: slide, columns: slide }, batch: 1, channels: 1 });
 * const floats = new Float32Array(memory.buffer);
 * floats.set([1, 2, 3, 6]);
 * pool.average(0, 64);
 * pool.max(0, 68);
 * floats.slice(16, 18); // → Float32Array(2) [ 3, 6 ]
 * ```
 */
export function pooling(kernels: TrainingKernels, geometry: PoolingGeometry): Pooling {
  const { window, ...counts } = geometry;
  checkGeometry("pooling", window, counts);
  const { rows, columns } = window;
  const sizes = [
    counts.batch,
    counts.channels,
    rows.input,
    columns.input,
    rows.output,
    columns.output,
    rows.filter,
    columns.filter,
    rows.stride,
    columns.stride,
    rows.dilation,
    columns.dilation,
    rows.padding,
    columns.padding,
  ] as const;
  return {
    average: (x, y) => kernels.averagePool(x, y, ...sizes),
    averageGradient: (dy, dx) => kernels.averagePoolGradient(dy, dx, ...sizes),
    max: (x, y) => kernels.maxPool(x, y, ...sizes),
    maxGradient: (x, dy, dx) => kernels.maxPoolGradient(x, dy, dx, ...sizes),
  };
}
