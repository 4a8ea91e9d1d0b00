import { CaptureEngine } from "@eznas/engine";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { CaptureOptions } from "../capture/capture.ts";
import type { Inputs } from "../inputs.ts";
import { captureInterSampleFor } from "../inter-sample/capture-inter-sample.ts";
import type { InstanceStatistics, Statistic } from "../statistic.ts";
import { isOwnTerminal, type TerminalName, terminalNames } from "../terminal-names.ts";
import { terminals as builtIn } from "./table.ts";
import type { CapturedNetwork, TerminalSpec, TerminalTable } from "./terminal.ts";

export interface CaptureTerminalsOptions extends Omit<CaptureOptions, "statistics"> {
  /** Which terminals to give, of any kind. Default: the 22 and the four between samples. */
  readonly statistics?: readonly string[] | undefined;
  /** What the names mean. Default: `terminals`, the 26 of this package. */
  readonly terminals?: TerminalTable | undefined;
}

/**
 * The instances of a model with whatever mixture of terminals is asked for: the 22 statistics of {@link capture}, those between samples
 * of {@link captureInterSample}, and terminals of one's own.
 *
 * Only what they need is computed, and what several need is computed once. A terminal of one's own that is made of gradients which are
 * rounding is marked so too. Rejects as {@link captureInterSample} does, with a RangeError for a name that the table lacks, and with one for
 * a terminal of one's own that does not give one tensor for each instance.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { captureTerminals, randomInputs } from "@eznas/stats";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const inputs = randomInputs([4, 8, 8, 3], Math.random);
 * const [conv1] = await captureTerminals(tinyModel(), inputs, { statistics: ["T1_D", "T3G_std", "JX_D"] });
 * Object.values(conv1!.statistics).map((statistic) => statistic?.shape.join("×"));
 * // → [ '4×4×8×8', '6×4×3×3', '4×3×8×8' ]
 * ```
 */
export async function captureTerminals(
  model: LayersModel,
  inputs: Inputs,
  options: CaptureTerminalsOptions = {},
): Promise<readonly InstanceStatistics<string>[]> {
  return captureTerminalsFor("captureTerminals", model, inputs, options);
}

/** As {@link captureTerminals}, with errors of the function that was called. */
export async function captureTerminalsFor(
  caller: string,
  model: LayersModel,
  inputs: Inputs,
  { statistics = terminalNames, terminals = builtIn, ...options }: CaptureTerminalsOptions,
): Promise<readonly InstanceStatistics<string>[]> {
  checkTerminals(caller, statistics, terminals);
  const own = statistics.filter(isOwnTerminal);
  const captured = statistics.filter((name): name is TerminalName => !isOwnTerminal(name));
  if (own.length === 0) return captureInterSampleFor(caller, model, inputs, { ...options, statistics: captured });
  const needed = new Set([...captured, ...own.flatMap((name) => terminals[name]!.reads ?? [])]);
  const instances = await captureInterSampleFor(caller, model, inputs, { ...options, statistics: [...needed] });
  const network: CapturedNetwork = {
    model,
    inputs,
    instances,
    capture: (more, others = {}) =>
      captureInterSampleFor(
        caller,
        model,
        { ...inputs, ...others },
        { ...options, engine: besides(options.engine), statistics: more },
      ),
  };
  const taken = new Map<string, readonly Statistic[]>();
  for (const name of own) taken.set(name, await takeOwn(caller, name, terminals[name]!, network));
  return instances.map(({ name, statistics: known }, i) => ({
    name,
    statistics: Object.fromEntries(
      statistics.map((terminal) => [terminal, taken.get(terminal)?.[i] ?? known[terminal as TerminalName]!]),
    ),
  }));
}

/** An engine that captures share may put its next results where these are. */
const besides = (engine: CaptureOptions["engine"] = "auto"): NonNullable<CaptureOptions["engine"]> =>
  engine instanceof CaptureEngine ? "auto" : engine;

async function takeOwn(
  caller: string,
  name: string,
  { reads = [], take }: TerminalSpec,
  network: CapturedNetwork,
): Promise<readonly Statistic[]> {
  const values = await take(network);
  const { instances } = network;
  if (values.length !== instances.length)
    throw new RangeError(
      `${caller}: ${name} gave ${values.length} tensors for ${instances.length} instances; take must give one for each`,
    );
  return values.map((value, i) => {
    const { shape, data } = value;
    const size = shape.reduce((product, length) => product * length, 1);
    if (!(data instanceof Float32Array) || data.length !== size || !(size > 0))
      throw new RangeError(
        `${caller}: ${name} of instance "${instances[i]!.name}" has ${data.length} numbers, expected a Float32Array of ` +
          `${size} for its shape [${shape.join(", ")}]`,
      );
    const vanished = reads.some((read) => instances[i]!.statistics[read]?.vanished);
    return vanished ? { ...value, vanished: true } : value;
  });
}

/** Refuses names that a table of terminals lacks. */
export function checkTerminals(caller: string, names: readonly string[], terminals: TerminalTable = builtIn): void {
  const stranger = names.find((name) => !Object.hasOwn(terminals, name));
  if (stranger === undefined) return;
  const known = Object.keys(terminals);
  throw new RangeError(`${caller}: "${stranger}" is no statistic; the ${known.length} are ${known.join(", ")}`);
}
