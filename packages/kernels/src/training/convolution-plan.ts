import type { Pointer } from "./kernels.ts";
import type { Window } from "./window.ts";

/** What is convolved: the window that slides, and how many images and channels. */
export interface ConvolutionGeometry {
  readonly window: Window;
  readonly batch: number;
  readonly inputChannels: number;
  readonly outputChannels: number;
}

/**
 * The three functions of a convolution, float32 at the pointers: images NHWC, filters HWIO. Outputs are replaced, may
 * not overlap what is read, and need not be cleared. No function throws, allocates, or
 * writes outside its output and scratch.
 */
export interface Convolution {
  /** What each function needs at its `scratch`, which may begin anywhere that 4 divides; what lies there is lost. */
  readonly scratchBytes: number;
  /** y = x * filter. */
  forward(x: Pointer, filter: Pointer, y: Pointer, scratch: Pointer): void;
  /** dx, the gradient of x, from dy, that of y. */
  inputGradient(dy: Pointer, filter: Pointer, dx: Pointer, scratch: Pointer): void;
  /** dfilter, the gradient of the filter, from x and dy. */
  filterGradient(x: Pointer, dy: Pointer, dfilter: Pointer, scratch: Pointer): void;
}

/** One of a convolution's three functions. */
export interface Step {
  readonly scratchBytes: number;
  readonly run: (a: Pointer, b: Pointer, out: Pointer, scratch: Pointer) => void;
}
