import { readNumbers } from "../read-numbers.ts";
import type { Rng } from "../space.ts";
import { departure } from "./notation.ts";

/** The operations of an edge, in the order of their digits. */
export const transNasBench101Operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3"] as const;

export type TransNasBench101Operation = (typeof transNasBench101Operations)[number];

/** The cell's edges, [to, from], in the order of its text. Node 0 is the input, node 3 the output. */
export const edges = [
  [1, 0],
  [2, 0],
  [2, 1],
  [3, 0],
  [3, 1],
  [3, 2],
] as const;

/**
 * A cell of TransNAS-Bench-101's micro space: the operations of its six edges, in the order of its text.
 *
 * @example
 * ```ts
 * import { type TransNasBench101MicroArchitecture, transNasBench101Micro } from "@eznas/spaces";
 *
 * const cell: TransNasBench101MicroArchitecture = [
 *   "skip_connect", "none", "nor_conv_1x1", "nor_conv_3x3", "nor_conv_3x3", "nor_conv_3x3",
 * ];
 * transNasBench101Micro().format(cell); // → '64-41414-1_02_333'
 * ```
 */
export type TransNasBench101MicroArchitecture = readonly [
  TransNasBench101Operation,
  TransNasBench101Operation,
  TransNasBench101Operation,
  TransNasBench101Operation,
  TransNasBench101Operation,
  TransNasBench101Operation,
];

const notation = "64-41414-a_bc_def";
const letters = "abcdef";
const digits = "0123";

/** The benchmark's notation: `64-41414-a_bc_def`, a digit from 0 to 3 for each edge. */
export function formatMicro(cell: TransNasBench101MicroArchitecture): string {
  return notation.replaceAll(/[a-f]/g, (letter) => {
    const operation = cell[letters.indexOf(letter)]!;
    return digits[transNasBench101Operations.indexOf(operation)]!;
  });
}

/**
 * Reads {@link formatMicro}'s notation, or the six digits as a tuple or list; a
 * SyntaxError says what was expected where.
 */
export function parseMicro(text: string): TransNasBench101MicroArchitecture {
  const fail = (at: number, expected: string, got?: string): never => {
    throw departure({ space: "trans-nas-bench-101-micro", notation }, text, at, expected, got);
  };
  const numbers = readNumbers(text);
  if (numbers?.length === edges.length && numbers.every((number) => number < digits.length))
    return cellOf(numbers.map((number) => transNasBench101Operations[number]!));
  const cell: TransNasBench101Operation[] = [];
  for (const [at, sign] of [...notation].entries()) {
    const got = text.charAt(at);
    const edge = letters.indexOf(sign);
    if (edge < 0) {
      if (got !== sign) fail(at, `"${sign}"`);
      continue;
    }
    const digit = got ? digits.indexOf(got) : -1;
    if (digit < 0) fail(at, `a digit from 0 to 3 at edge ${edges[edge]!.join("←")}`);
    cell.push(transNasBench101Operations[digit]!);
  }
  if (text.length > notation.length)
    fail(notation.length, "the end after the edges of node 3", text.slice(notation.length));
  return cellOf(cell);
}

/** Every edge's operation drawn uniformly. */
export function sampleMicro(rng: Rng): TransNasBench101MicroArchitecture {
  return cellOf(edges.map(() => pick(transNasBench101Operations, rng)));
}

/** One edge, drawn uniformly, with another operation. */
export function mutateMicro(cell: TransNasBench101MicroArchitecture, rng: Rng): TransNasBench101MicroArchitecture {
  const changed = Math.floor(rng() * edges.length);
  const others = transNasBench101Operations.filter((operation) => operation !== cell[changed]);
  return cellOf(cell.with(changed, pick(others, rng)));
}

/** All 4⁶ cells, by their text. */
export function* allMicro(): Generator<TransNasBench101MicroArchitecture> {
  const count = transNasBench101Operations.length;
  for (let index = 0; index < count ** edges.length; index++)
    yield cellOf(
      edges.map((_, i) => transNasBench101Operations[Math.floor(index / count ** (edges.length - 1 - i)) % count]!),
    );
}

const cellOf = (operations: readonly TransNasBench101Operation[]): TransNasBench101MicroArchitecture =>
  operations as readonly TransNasBench101Operation[] as TransNasBench101MicroArchitecture;

const pick = <T>(from: readonly T[], rng: Rng): T => from[Math.floor(rng() * from.length)]!;
