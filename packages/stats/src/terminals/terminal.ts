/** What a terminal of a program is, and tables of terminals. */
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Inputs } from "../inputs.ts";
import type { InstanceStatistics, Statistic } from "../statistic.ts";
import type { TerminalName } from "../terminal-names.ts";

/** A network whose terminals are being taken. */
export interface CapturedNetwork {
  readonly model: LayersModel;
  readonly inputs: Inputs;
  /** Every instance, with what the terminal's `reads` names. */
  readonly instances: readonly InstanceStatistics<TerminalName>[];
  /** More of the same instances: other statistics, or those under other inputs (the model's own, if none are given). */
  capture(
    statistics: readonly TerminalName[],
    inputs?: Partial<Inputs>,
  ): Promise<readonly InstanceStatistics<TerminalName>[]>;
}

/** Everything there is to say about a terminal but its name, which is its key in a table. */
export interface TerminalSpec {
  /** A sentence: what tensor it is, and of what shape. */
  readonly domain: string;
  /** Which of the statistics that this package captures it is made of. Default: none. */
  readonly reads?: readonly TerminalName[];
  /**
   * One tensor for each of the network's instances, in their order, at the present weights. It leaves the model as it was, draws no
   * random numbers and keeps no tfjs tensor.
   */
  take(network: CapturedNetwork): readonly Statistic[] | Promise<readonly Statistic[]>;
}

/** Terminals by name. */
export type TerminalTable = Readonly<Record<string, TerminalSpec>>;

/**
 * Declares a terminal; {@link extendTerminals} names it and adds it to a table.
 *
 * @example
 * ```ts
 * import { extendTerminals, terminal, terminals } from "@eznas/stats";
 *
 * const deviationOfInput = terminal({
 *   domain: "the convolution's input on data less its mean over the batch, N·C·H·W",
 *   reads: ["T2_D"],
 *   take: ({ instances }) =>
 *     instances.map(({ statistics: { T2_D } }) => {
 *       const { shape, data } = T2_D!;
 *       const size = data.length / shape[0]!;
 *       const mean = new Float32Array(size);
 *       data.forEach((x, i) => { mean[i % size]! += x / shape[0]!; });
 *       return { shape, data: data.map((x, i) => x - mean[i % size]!) };
 *     }),
 * });
 * Object.keys(extendTerminals(terminals, { deviationOfInput })).at(-1); // → 'deviationOfInput'
 * ```
 */
export function terminal(spec: TerminalSpec): TerminalSpec {
  return spec;
}

/**
 * A table with more terminals, named by their keys.
 *
 * Throws a RangeError for a name that the table has already, and a SyntaxError for one that a metric's text cannot hold.
 *
 * @example
 * ```ts
 * import { extendTerminals, terminal, terminals } from "@eznas/stats";
 *
 * const ones = terminal({
 *   domain: "1 for each output channel",
 *   reads: ["T3"],
 *   take: ({ instances }) =>
 *     instances.map(({ statistics }) => {
 *       const [channels] = statistics.T3!.shape;
 *       return { shape: [channels!], data: new Float32Array(channels!).fill(1) };
 *     }),
 * });
 * Object.keys(extendTerminals(terminals, { ones })).length; // → 27
 * ```
 */
export function extendTerminals<Table extends TerminalTable, const Specs extends TerminalTable>(
  table: Table,
  specs: Specs,
): Table & Specs {
  for (const name of Object.keys(specs)) {
    if (!isTerminalName(name))
      throw new SyntaxError(
        `extendTerminals: "${name}" is no name; use one without spaces, commas, colons and parentheses, and no minus before it`,
      );
    if (Object.hasOwn(table, name))
      throw new RangeError(`extendTerminals: the table has "${name}" already; rename yours`);
  }
  return { ...table, ...specs };
}

/** Whether a metric's text can hold a name. */
export const isTerminalName = (name: string): boolean => /^(?!-)[^\s(),:]+$/.test(name);
