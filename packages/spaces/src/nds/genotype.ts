import type { NdsOperation } from "./operations.ts";

/** An operation on an earlier value of the cell: 0 and 1 are the outputs of the two cells before, 2 the first node. */
export type NdsEdge = readonly [operation: NdsOperation, input: number];

/** A cell: its nodes' edges, two for each and in order, and the nodes whose values it puts out. */
export interface NdsCell {
  readonly edges: readonly NdsEdge[];
  readonly concat: readonly number[];
}

/**
 * A network of one of the NDS spaces: its normal and its reducing cell, how many channels the first cells
 * have, and how many cells there are.
 *
 * @example
 * ```ts
 * import { darts, type NdsArchitecture } from "@eznas/spaces";
 *
 * const cell: NdsArchitecture["normal"] = {
 *   edges: Array.from({ length: 8 }, () => ["skip_connect", 0] as const),
 *   concat: [2, 3, 4, 5],
 * };
 * darts().params({ normal: cell, reduce: cell, width: 16, depth: 20 }); // → 317050
 * ```
 */
export interface NdsArchitecture {
  readonly normal: NdsCell;
  readonly reduce: NdsCell;
  readonly width: number;
  readonly depth: number;
}

/** The nodes that no other node takes. */
export function looseEnds(edges: readonly NdsEdge[]): readonly number[] {
  const taken = new Set(edges.map(([, input]) => input));
  return nodesOf(edges).filter((node) => !taken.has(node));
}

/** The indices of a cell's nodes. */
export const nodesOf = (edges: readonly NdsEdge[]): readonly number[] =>
  Array.from({ length: edges.length / 2 }, (_, i) => i + 2);

/** Our notation: `16x20:|op~0|op~1|+…|>2.3.4.5:|op~0|op~1|+…|>2.3.4.5`: width and depth, normal cell, reducing cell. */
export function formatArchitecture({ normal, reduce, width, depth }: NdsArchitecture): string {
  return [`${width}x${depth}`, formatCell(normal), formatCell(reduce)].join(":");
}

function formatCell({ edges, concat }: NdsCell): string {
  const nodes = nodesOf(edges).map((node) =>
    edges
      .slice(2 * node - 4, 2 * node - 2)
      .map(([operation, input]) => `|${operation}~${input}`)
      .join(""),
  );
  return `${nodes.join("|+")}|>${concat.join(".")}`;
}

/** What {@link formatArchitecture} wrote, whatever the operations; a SyntaxError of what is not of that form. */
export function readArchitecture(text: string, caller: string): RawArchitecture {
  const match = /^([1-9]\d*)x([1-9]\d*):([^:]*):([^:]*)$/.exec(text);
  if (!match)
    throw new SyntaxError(
      `${caller}: expected width x depth : normal cell : reducing cell, such as ${example}, ` +
        `got ${JSON.stringify(text)}`,
    );
  const [, width, depth, normal, reduce] = match as unknown as readonly [string, string, string, string, string];
  return {
    normal: readCell(normal, `${caller}: normal cell`),
    reduce: readCell(reduce, `${caller}: reducing cell`),
    width: Number(width),
    depth: Number(depth),
  };
}

const example = "16x20:|op~0|op~1|+|op~0|op~2|>2.3:|op~0|op~1|+|op~0|op~2|>2.3";

/** Of the right form, but not held to a space yet. */
export interface RawArchitecture {
  readonly normal: RawCell;
  readonly reduce: RawCell;
  readonly width: number;
  readonly depth: number;
}

export interface RawCell {
  readonly edges: readonly (readonly [operation: string, input: number])[];
  readonly concat: readonly number[];
}

function readCell(text: string, where: string): RawCell {
  const match = /^\|(.*)\|>((?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*)$/.exec(text);
  if (!match) throw new SyntaxError(`${where}: expected nodes and |>2.3.4.5 after them, got ${JSON.stringify(text)}`);
  const [, nodes, concat] = match as unknown as readonly [string, string, string];
  const edges = nodes.split("|+|").flatMap((node, i) => {
    const written = node.split("|");
    if (written.length !== 2)
      throw new SyntaxError(`${where}: node ${i + 2} must be |op~input|op~input|, got ${JSON.stringify(`|${node}|`)}`);
    return written.map((edge) => {
      const parts = /^(\w+)~(0|[1-9]\d*)$/.exec(edge);
      if (!parts) throw new SyntaxError(`${where}: node ${i + 2} has the edge ${JSON.stringify(edge)}, not op~input`);
      return [parts[1]!, Number(parts[2])] as const;
    });
  });
  return { edges, concat: concat.split(".").map(Number) };
}
