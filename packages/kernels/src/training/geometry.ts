import type { Slide, Window } from "./window.ts";

/** Bytes of a float32. */
export const float = 4;

/** Scratch areas begin at multiples of a cache line. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

/** Throws a RangeError that names `caller` unless the window can be slid and the counts are whole and at least one. */
export function checkGeometry(
  caller: string,
  { rows, columns }: Window,
  counts: Readonly<Record<string, number>>,
): void {
  for (const [name, count] of Object.entries(counts)) checkCount(caller, name, count);
  for (const [axis, slide] of [["rows", rows] as const, ["columns", columns] as const]) {
    const { padding, ...positive } = slide;
    for (const [name, count] of Object.entries(positive)) checkCount(caller, `window.${axis}.${name}`, count);
    if (!Number.isInteger(padding) || padding < 0)
      throw new RangeError(`${caller}: window.${axis}.padding must be a whole number from 0, got ${padding}`);
  }
}

function checkCount(caller: string, name: string, count: number): void {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`${caller}: ${name} must be a whole number from 1, got ${count}`);
}

/**
 * The stretch of an axis that a filter's windows cover: `length` elements, the first of
 * them `before` ahead of the input's.
 */
export interface Extent {
  readonly length: number;
  readonly before: number;
}

export function extentOf({ output, filter, stride, dilation, padding }: Slide): Extent {
  return { length: (output - 1) * stride + (filter - 1) * dilation + 1, before: padding };
}

/** Whether a stretch lies inside an axis of `length` elements, so that nothing need be padded. */
export function inside({ length, before }: Extent, input: number): boolean {
  return before === 0 && length <= input;
}

/**
 * The input positions ≡ first (mod stride) along an axis: they see the same taps of the filter. Seen from the input's
 * gradient this is a convolution of stride 1 over the output's gradient with every
 * `tapStep`-th tap of the turned filter.
 */
export interface Phase {
  readonly first: number;
  readonly count: number;
  /** In the turned filter, where tap t is the filter's tap filter − 1 − t. */
  readonly firstTap: number;
  readonly taps: number;
  readonly tapStep: number;
  /** The output that the first position sees through the first tap; negative before the output's start. */
  readonly firstOutput: number;
  /** Outputs between two taps. */
  readonly outputStep: number;
}

export function phasesOf({ input, filter, stride, dilation, padding }: Slide): readonly Phase[] {
  const shared = gcd(stride, dilation);
  const tapStep = stride / shared;
  const outputStep = dilation / shared;
  return Array.from({ length: Math.min(stride, input) }, (_, first) => {
    const count = Math.ceil((input - first) / stride);
    const seen = (tap: number): number => first + padding - (filter - 1 - tap) * dilation;
    let firstTap = 0;
    while (firstTap < filter && seen(firstTap) % stride !== 0) firstTap++;
    const taps = Math.ceil((filter - firstTap) / tapStep);
    return { first, count, firstTap, taps, tapStep, firstOutput: taps > 0 ? seen(firstTap) / stride : 0, outputStep };
  });
}

/** The stretch of the output that all phases together see. */
export function outputExtent(phases: readonly Phase[]): Extent {
  const used = phases.filter(({ taps }) => taps > 0);
  const start = Math.min(0, ...used.map(({ firstOutput }) => firstOutput));
  const end = Math.max(
    1,
    ...used.map(({ firstOutput, count, taps, outputStep }) => firstOutput + count + (taps - 1) * outputStep),
  );
  return { length: end - start, before: -start };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
