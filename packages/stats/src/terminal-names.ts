import { type StatisticName, statisticNames } from "./names.ts";

/**
 * Four more statistics, off by default, that tell the samples of D apart; {@link captureInterSample} takes them.
 *
 * `T3G_S` is the gradient at the instance's kernel of each part of the batch, one after the other: [parts, out, in,
 * height, width]. `T3G_mean` and `T3G_std` are its mean and standard deviation (over n) along that first axis. `JX_D`
 * is the gradient of the summed network output at the network's input, N·C·H·W, and the same for every instance.
 *
 * @example
 * ```ts
 * import { interSampleNames } from "@eznas/stats";
 *
 * interSampleNames; // → [ 'T3G_S', 'T3G_mean', 'T3G_std', 'JX_D' ]
 * ```
 */
export const interSampleNames = ["T3G_S", "T3G_mean", "T3G_std", "JX_D"] as const;

/** One of the four names. */
export type InterSampleName = (typeof interSampleNames)[number];

/** One of the 22 statistics, or of the four between samples. */
export type TerminalName = StatisticName | InterSampleName;

/**
 * The 22 and the four between samples.
 *
 * @example
 * ```ts
 * import { terminalNames } from "@eznas/stats";
 *
 * terminalNames.length; // → 26
 * ```
 */
export const terminalNames: readonly TerminalName[] = [...statisticNames, ...interSampleNames];

const known: ReadonlySet<string> = new Set(terminalNames);

/** Whether a name is none of those that this package captures itself. */
export const isOwnTerminal = (name: string): boolean => !known.has(name);

/** Names in the order in which files have them: those of this package in theirs, then others by the alphabet. */
export function inFileOrder(names: Iterable<string>): readonly string[] {
  const all = new Set(names);
  return [...terminalNames.filter((name) => all.has(name)), ...[...all].filter(isOwnTerminal).sort()];
}
