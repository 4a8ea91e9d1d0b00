import type { Rng } from "../space.ts";
import type { CellRules } from "./check.ts";
import { looseEnds, type NdsArchitecture, type NdsCell, type NdsEdge, nodesOf } from "./genotype.ts";

/** What architectures are drawn from. */
export interface Choices extends CellRules {
  readonly nodes: number;
  /** Which nodes a drawn cell puts out: all, or those that no other node takes. */
  readonly output: "all" | "loose ends";
  readonly widths: readonly number[];
  readonly depths: readonly number[];
}

/** Operations, inputs, width and depth uniform and independent. */
export function drawArchitecture(choices: Choices, rng: Rng): NdsArchitecture {
  const normal = drawCell(choices, rng);
  const reduce = drawCell(choices, rng);
  return { normal, reduce, width: pick(choices.widths, rng), depth: pick(choices.depths, rng) };
}

function drawCell({ operations, nodes, distinct, output }: Choices, rng: Rng): NdsCell {
  const edges = Array.from({ length: nodes }, (_, i) => {
    const inputs = Array.from({ length: i + 2 }, (_, input) => input);
    const a = pick(inputs, rng);
    const b = pick(distinct ? inputs.filter((input) => input !== a) : inputs, rng);
    const pair = distinct ? [Math.min(a, b), Math.max(a, b)] : [a, b];
    return pair.map((input): NdsEdge => [pick(operations, rng), input]);
  }).flat();
  return { edges, concat: output === "all" ? nodesOf(edges) : looseEnds(edges) };
}

/** How many cells are drawn, each as likely as another. */
export function cellCount({ operations, nodes, distinct }: Omit<Choices, "output" | "widths" | "depths">): number {
  const inputs = (count: number): number => (distinct ? (count * (count - 1)) / 2 : count ** 2);
  return Array.from({ length: nodes }, (_, i) => operations.length ** 2 * inputs(i + 2)).reduce((a, b) => a * b);
}

/** One operation, one input, the width or the depth becomes another: every such place is as likely as the others. */
export function mutateArchitecture(architecture: NdsArchitecture, choices: Choices, rng: Rng): NdsArchitecture {
  const { widths, depths } = choices;
  const places = (["normal", "reduce"] as const).flatMap((kind) =>
    changes(architecture[kind], choices).map((change) => ({
      options: change.length,
      take: (i: number): NdsArchitecture => ({ ...architecture, [kind]: change[i]!() }),
    })),
  );
  const others = (values: readonly number[], now: number, set: (value: number) => NdsArchitecture): void => {
    const rest = values.filter((value) => value !== now);
    if (rest.length > 0) places.push({ options: rest.length, take: (i) => set(rest[i]!) });
  };
  others(widths, architecture.width, (width) => ({ ...architecture, width }));
  others(depths, architecture.depth, (depth) => ({ ...architecture, depth }));
  const { options, take } = pick(places, rng);
  return take(Math.floor(rng() * options));
}

/** What each place of a cell that has a choice may become. */
function changes(cell: NdsCell, { operations, distinct, output }: Choices): (() => NdsCell)[][] {
  const withEdge = (i: number, edge: NdsEdge): NdsCell => {
    const edges = cell.edges.with(i, edge);
    // Nodes that are put out by habit follow the inputs; those that somebody chose stay.
    const follows = output === "loose ends" && looseEnds(cell.edges).join() === cell.concat.join();
    return { edges, concat: follows ? looseEnds(edges) : cell.concat };
  };
  return cell.edges.flatMap(([operation, input], i) => {
    const sibling = distinct ? cell.edges[i % 2 === 0 ? i + 1 : i - 1]![1] : undefined;
    const inputs = Array.from({ length: Math.floor(i / 2) + 2 }, (_, other) => other);
    const byOperation = operations
      .filter((other) => other !== operation)
      .map((other) => () => withEdge(i, [other, input]));
    const byInput = inputs
      .filter((other) => other !== input && other !== sibling)
      .map((other) => () => withEdge(i, [operation, other]));
    return [byOperation, byInput].filter((options) => options.length > 0);
  });
}

const pick = <T>(from: readonly T[], rng: Rng): T => from[Math.floor(rng() * from.length)]!;
