import fc from "fast-check";

/** The shape of a convolution and how its filter slides, as tfjs takes them: images NHWC, filters HWIO. */
export interface Convolution {
  readonly input: [number, number, number, number];
  readonly filter: [number, number, number, number];
  readonly output: [number, number, number, number];
  readonly strides: [number, number];
  readonly dilations: [number, number];
  readonly pad: "valid" | "same" | [[number, number], [number, number], [number, number], [number, number]];
}

export interface ConvolutionConstraints {
  /**
   * Whether each channel has its own filters; the filter's last axis is then the channel multiplier. Default: false.
   */
  readonly depthwise?: boolean;
  /** Largest channel counts, of the input and of the filter's last axis. Default: 19 and 19, depthwise 19 and 3. */
  readonly maxChannels?: readonly [number, number];
  /** Largest height and width of the input. Default: 9. */
  readonly maxSize?: number;
  /** Largest dilation; dilated convolutions have stride 1. Default: 1, for tfjs has no gradients of others. */
  readonly maxDilation?: number;
}

interface Axis {
  readonly input: number;
  readonly filter: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
}

/**
 * Small convolutions of every kind: odd sizes, uneven filters, strides up to 3, "valid", "same" and explicit uneven
 * padding, channel counts that are no multiples of anything.
 *
 * @example
 * ```ts
 * import { convolutions } from "@eznas/kernels/testing";
 * import fc from "fast-check";
 *
 * fc.assert(fc.property(convolutions(), ({ output }) => output.every((length) => length > 0))); // → undefined
 * ```
 */
export function convolutions(constraints: ConvolutionConstraints = {}): fc.Arbitrary<Convolution> {
  const { depthwise = false, maxSize = 9, maxDilation = 1 } = constraints;
  const [maxIn, maxOut] = constraints.maxChannels ?? [19, depthwise ? 3 : 19];
  return fc
    .record({
      batch: fc.integer({ min: 1, max: 3 }),
      channels: fc.integer({ min: 1, max: maxIn }),
      made: fc.integer({ min: 1, max: maxOut }),
      rows: axis(maxSize, maxDilation),
      columns: axis(maxSize, maxDilation),
      padding: fc.constantFrom("valid", "same", "explicit"),
    })
    .map(({ batch, channels, made, padding, ...axes }): Convolution | undefined => {
      // tfjs refuses stride and dilation together, on whichever axes they are.
      const dilated = axes.rows.dilation > 1 || axes.columns.dilation > 1;
      const [rows, columns] = [axes.rows, axes.columns].map((a) => (dilated ? { ...a, stride: 1 } : a)) as [Axis, Axis];
      const [height, width] = [outputLength(rows, padding), outputLength(columns, padding)];
      if (height < 1 || width < 1) return undefined;
      return {
        input: [batch, rows.input, columns.input, channels],
        filter: [rows.filter, columns.filter, channels, made],
        output: [batch, height, width, depthwise ? channels * made : made],
        strides: [rows.stride, columns.stride],
        dilations: [rows.dilation, columns.dilation],
        pad:
          padding === "explicit"
            ? [
                [0, 0],
                [rows.before, rows.after],
                [columns.before, columns.after],
                [0, 0],
              ]
            : padding,
      };
    })
    .filter((convolution) => convolution !== undefined);
}

function axis(maxSize: number, maxDilation: number): fc.Arbitrary<Axis> {
  return fc.record({
    input: fc.integer({ min: 1, max: maxSize }),
    filter: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: maxDilation }),
    before: fc.integer({ min: 0, max: 3 }),
    after: fc.integer({ min: 0, max: 3 }),
  });
}

function outputLength({ input, filter, stride, dilation, before, after }: Axis, padding: string): number {
  if (padding === "same") return Math.ceil(input / stride);
  const padded = padding === "explicit" ? before + input + after : input;
  return Math.floor((padded - (filter - 1) * dilation - 1) / stride) + 1;
}
