import type { ConvolutionGeometry } from "@eznas/kernels/training";

type Window = ConvolutionGeometry["window"];
type Slide = Window["rows"];
type Pair = readonly [number, number];

export interface Sliding {
  readonly size: Pair;
  readonly strides: Pair;
  readonly dilation: Pair;
  readonly padding: "same" | "valid";
}

/** The window of a layer over an image; undefined where it does not fit once. "same" pads more after than before. */
export function windowOver(
  height: number,
  width: number,
  { size, strides, dilation, padding }: Sliding,
): Window | undefined {
  const along = (axis: 0 | 1, input: number): Slide => {
    const [filter, stride, spread] = [size[axis], strides[axis], dilation[axis]];
    const reach = (filter - 1) * spread + 1;
    const output = Math.ceil((padding === "same" ? input : input - reach + 1) / stride);
    const before = padding === "same" ? Math.floor(Math.max((output - 1) * stride + reach - input, 0) / 2) : 0;
    return { input, output, filter, stride, dilation: spread, padding: before };
  };
  const window = { rows: along(0, height), columns: along(1, width) };
  return window.rows.output > 0 && window.columns.output > 0 ? window : undefined;
}
