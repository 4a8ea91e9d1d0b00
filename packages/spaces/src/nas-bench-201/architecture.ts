import type { Rng } from "../space.ts";

/** The operations of an edge, in the order in which {@link allCells} goes through them. */
export const nasBench201Operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"] as const;

export type NasBench201Operation = (typeof nasBench201Operations)[number];

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
 * A cell of NAS-Bench-201: the operations of its six edges, in the order of its text.
 *
 * @example
 * ```ts
 * import { type NasBench201Architecture, nasBench201 } from "@eznas/spaces";
 *
 * const identity: NasBench201Architecture = ["none", "none", "none", "skip_connect", "none", "none"];
 * nasBench201().format(identity); // → '|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|'
 * ```
 */
export type NasBench201Architecture = readonly [
  NasBench201Operation,
  NasBench201Operation,
  NasBench201Operation,
  NasBench201Operation,
  NasBench201Operation,
  NasBench201Operation,
];

/** The benchmark's notation: `|op~0|+|op~0|op~1|+|op~0|op~1|op~2|`. */
export function formatCell(cell: NasBench201Architecture): string {
  return edges.reduce(
    (text, [to, from], i) => `${text}${from === 0 ? (to === 1 ? "|" : "+|") : ""}${cell[i]}~${from}|`,
    "",
  );
}

/** Reads {@link formatCell}'s notation and no other; a SyntaxError says what was expected where. */
export function parseCell(text: string): NasBench201Architecture {
  let at = 0;
  const fail = (expected: string, got = text.slice(at, at + 1)): never => {
    throw new SyntaxError(
      `nas-bench-201: expected ${expected}, got ${got ? JSON.stringify(got) : "the end"} (at column ${at + 1} of ` +
        `${JSON.stringify(text)}); a cell is |op~0|+|op~0|op~1|+|op~0|op~1|op~2|`,
    );
  };
  const expect = (sign: string, where: string): void => {
    if (text[at] !== sign) fail(`"${sign}" ${where}`);
    at++;
  };
  const word = (): string => /^[^|~+]*/.exec(text.slice(at))![0];
  const cell = edges.map(([to, from]) => {
    const edge = `edge ${to}←${from}`;
    if (from === 0) {
      if (to > 1) expect("+", `before the edges of node ${to}`);
      expect("|", `before ${edge}`);
    }
    const operation = word();
    const known = nasBench201Operations.find((name) => name === operation);
    if (!known) return fail(`one of ${nasBench201Operations.join(", ")} at ${edge}`, operation || undefined);
    at += operation.length;
    expect("~", `after the operation of ${edge}`);
    const source = word();
    if (source !== `${from}`) fail(`the source ${from} at ${edge}`, source || undefined);
    at += source.length;
    expect("|", `after ${edge}`);
    return known;
  });
  if (at < text.length) fail("the end after the edges of node 3", text.slice(at));
  return cell as readonly NasBench201Operation[] as NasBench201Architecture;
}

/** Every edge's operation drawn uniformly. */
export function sampleCell(rng: Rng): NasBench201Architecture {
  return edges.map(() =>
    pick(nasBench201Operations, rng),
  ) as readonly NasBench201Operation[] as NasBench201Architecture;
}

/** One edge, drawn uniformly, with another operation. */
export function mutateCell(cell: NasBench201Architecture, rng: Rng): NasBench201Architecture {
  const changed = Math.floor(rng() * edges.length);
  const others = nasBench201Operations.filter((operation) => operation !== cell[changed]);
  return cell.with(changed, pick(others, rng)) as readonly NasBench201Operation[] as NasBench201Architecture;
}

/** All 5⁶ cells. */
export function* allCells(): Generator<NasBench201Architecture> {
  const count = nasBench201Operations.length;
  for (let index = 0; index < count ** edges.length; index++)
    yield edges.map(
      (_, i) => nasBench201Operations[Math.floor(index / count ** i) % count]!,
    ) as readonly NasBench201Operation[] as NasBench201Architecture;
}

const pick = <T>(from: readonly T[], rng: Rng): T => from[Math.floor(rng() * from.length)]!;
