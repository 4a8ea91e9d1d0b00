/** The terminals that this package captures itself, as entries like those of one's own. */
import { type TerminalName, terminalNames } from "../terminal-names.ts";
import { type TerminalSpec, terminal } from "./terminal.ts";

const places: Readonly<Record<string, string>> = {
  T1: "the input of the activation, N·C·H·W",
  T2: "the input of the convolution, N·C·H·W",
  T3: "the weight of the convolution, O·I·H·W",
  T4: "the output of the norm, N·C·H·W",
};

const inputs: Readonly<Record<string, string>> = {
  D: "on data",
  N: "on noise",
  P: "on perturbed data, less that on data",
};

const betweenSamples: Readonly<Record<string, string>> = {
  T3G_S: "the gradient of each part of the batch at the weight of the convolution, parts·O·I·H·W",
  T3G_mean: "the mean of T3G_S over the parts",
  T3G_std: "the deviation of T3G_S over the parts",
  JX_D: "the gradient on data at the network's input, N·C·H·W, the same for every instance",
};

function domainOf(name: TerminalName): string {
  const other = betweenSamples[name];
  if (other) return other;
  const [tensor, input] = name.split("_") as [string, string?];
  const place = places[tensor.slice(0, 2)]!;
  return `${tensor.endsWith("G") ? "the gradient at " : ""}${place}${input ? `, ${inputs[input]}` : ""}`;
}

function captured(name: TerminalName): TerminalSpec {
  return terminal({
    domain: domainOf(name),
    reads: [name],
    take: ({ instances }) => instances.map(({ statistics }) => statistics[name]!),
  });
}

/**
 * The 22 statistics and the four between samples as a table, to add terminals of one's own to with `extendTerminals`.
 *
 * @example
 * ```ts
 * import { terminals } from "@eznas/stats";
 *
 * Object.keys(terminals).length; // → 26
 * terminals.T4_P.domain; // → 'the output of the norm, N·C·H·W, on perturbed data, less that on data'
 * ```
 */
export const terminals: Readonly<Record<TerminalName, TerminalSpec>> = /* @__PURE__ */ Object.fromEntries(
  terminalNames.map((name) => [name, captured(name)]),
) as Record<TerminalName, TerminalSpec>;
