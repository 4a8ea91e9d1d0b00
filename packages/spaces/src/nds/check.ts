import type { NdsArchitecture, NdsCell, RawArchitecture, RawCell } from "./genotype.ts";
import type { NdsOperation } from "./operations.ts";

/** What a space's cells may be. */
export interface CellRules {
  readonly operations: readonly NdsOperation[];
  /** Nodes of a cell; undefined where there may be any number. */
  readonly nodes?: number;
  /** Whether a node's two inputs must differ. */
  readonly distinct?: boolean;
}

/**
 * The architecture, if it keeps the rules; a SyntaxError otherwise, which says what is wrong where.
 *
 * Which nodes are put out is not held to the space's habit: cells that were published under its name depart from it.
 */
export function checkArchitecture(architecture: RawArchitecture, rules: CellRules, caller: string): NdsArchitecture {
  const { width, depth } = architecture;
  for (const [name, value, least] of [
    ["width", width, 2],
    ["depth", depth, 1],
  ] as const)
    if (!(Number.isSafeInteger(value) && value >= least))
      throw new SyntaxError(`${caller}: ${name} must be a whole number from ${least} up, got ${value}`);
  return {
    normal: checkCell(architecture.normal, rules, `${caller}: normal cell`),
    reduce: checkCell(architecture.reduce, rules, `${caller}: reducing cell`),
    width,
    depth,
  };
}

function checkCell({ edges, concat }: RawCell, { operations, nodes, distinct }: CellRules, where: string): NdsCell {
  if (nodes !== undefined && edges.length !== 2 * nodes)
    throw new SyntaxError(`${where} must have ${nodes} nodes of two edges, got ${edges.length} edges`);
  if (edges.length === 0 || edges.length % 2 === 1)
    throw new SyntaxError(`${where} must have two edges to a node, got ${edges.length} edges`);
  for (const [i, [operation, input]] of edges.entries()) {
    const node = Math.floor(i / 2) + 2;
    if (!operations.some((known) => known === operation))
      throw new SyntaxError(
        `${where}: node ${node} has the operation ${JSON.stringify(operation)}; ` +
          `expected one of ${operations.join(", ")}`,
      );
    if (!(Number.isInteger(input) && input >= 0 && input < node))
      throw new SyntaxError(`${where}: node ${node} takes an input from 0 to ${node - 1}, got ${input}`);
    if (distinct && i % 2 === 1 && input === edges[i - 1]![1])
      throw new SyntaxError(`${where}: node ${node} must take two different inputs, got ${input} twice`);
  }
  const last = edges.length / 2 + 1;
  if (concat.length === 0)
    throw new SyntaxError(`${where} must put out a node at least; concat is missing (of 2 to ${last})`);
  for (const [i, node] of concat.entries())
    if (!(Number.isInteger(node) && node >= 2 && node <= last && concat.indexOf(node) === i))
      throw new SyntaxError(`${where}: concat must name nodes from 2 to ${last}, each once, got ${concat.join(", ")}`);
  return { edges: edges as NdsCell["edges"], concat };
}
