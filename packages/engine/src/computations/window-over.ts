import type { ConvolutionGeometry } from "@eznas/kernels/training";

type Window = ConvolutionGeometry["window"];
type Slide = Window["rows"];
type Pair = readonly [number, number];

export interface Sliding {
  readonly strides: Pair;
  readonly dilation: Pair;
  readonly padding: "same" | "valid";
}

/**
 * The window of a layer over an image; undefined where it does not fit once. `size` begins with its height and width.
 */
export function windowOver(
  height: number,
  width: number,
  size: readonly [height: number, width: number, ...more: number[]],
  { strides, dilation, padding }: Sliding,
): Window | undefined {
  const same = padding === "same";
  const rows = slide(height, size[0], strides[0], dilation[0], same);
  const columns = slide(width, size[1], strides[1], dilation[1], same);
  return rows.output > 0 && columns.output > 0 ? { rows, columns } : undefined;
}

/** "same" pads more after than before. */
function slide(input: number, filter: number, stride: number, dilation: number, same: boolean): Slide {
  const reach = (filter - 1) * dilation + 1;
  const output = Math.ceil((same ? input : input - reach + 1) / stride);
  const padding = same ? Math.floor(Math.max((output - 1) * stride + reach - input, 0) / 2) : 0;
  return { input, output, filter, stride, dilation, padding };
}
