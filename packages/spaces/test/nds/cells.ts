import type { NdsArchitecture, NdsEdge, NdsOperation } from "@eznas/spaces";
import fc from "fast-check";

/** All operations of the five spaces. */
export const allOperations: readonly NdsOperation[] = [
  "none",
  "skip_connect",
  "avg_pool_3x3",
  "max_pool_3x3",
  "max_pool_5x5",
  "max_pool_7x7",
  "conv_1x1",
  "conv_3x3",
  "conv_3x1_1x3",
  "conv_7x1_1x7",
  "sep_conv_3x3",
  "sep_conv_5x5",
  "sep_conv_7x7",
  "dil_conv_3x3",
  "dil_conv_5x5",
  "dil_sep_conv_3x3",
];

/** Any architecture of these operations, with any nodes put out. */
export function architectures(
  operations: readonly NdsOperation[],
  nodes: number,
  { distinct = false }: { readonly distinct?: boolean } = {},
): fc.Arbitrary<NdsArchitecture> {
  const node = (i: number): fc.Arbitrary<readonly [NdsEdge, NdsEdge]> => {
    const inputs = fc.uniqueArray(fc.nat({ max: i + 1 }), { minLength: 2, maxLength: 2 });
    const any = fc.array(fc.nat({ max: i + 1 }), { minLength: 2, maxLength: 2 });
    const operation = fc.constantFrom(...operations);
    return fc
      .tuple(operation, operation, distinct ? inputs : any)
      .map(([a, b, [left, right]]) => [[a, left!] as const, [b, right!] as const] as const);
  };
  const numbers = Array.from({ length: nodes }, (_, i) => i + 2);
  const cell = fc.record({
    edges: fc.tuple(...numbers.map((_, i) => node(i))).map((pairs) => pairs.flat()),
    concat: fc.uniqueArray(fc.constantFrom(...numbers), { minLength: 1 }),
  });
  return fc.record({
    normal: cell,
    reduce: cell,
    width: fc.integer({ min: 2, max: 99 }),
    depth: fc.integer({ min: 1, max: 99 }),
  });
}

/** In how many operations, inputs, width and depth two architectures differ. */
export function changes(a: NdsArchitecture, b: NdsArchitecture): number {
  const choices = ({ normal, reduce, width, depth }: NdsArchitecture) => [
    ...[...normal.edges, ...reduce.edges].flat(),
    width,
    depth,
  ];
  const other = choices(b);
  return choices(a).filter((choice, i) => choice !== other[i]).length;
}

/** Nodes that no other node takes, by their definition. */
export const loose = (edges: readonly NdsEdge[]): readonly number[] =>
  Array.from({ length: edges.length / 2 }, (_, i) => i + 2).filter((node) =>
    edges.every(([, input]) => input !== node),
  );

/** Repeatable uniform deviates, of which those next to each other do not depend on each other. */
export function deviates(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
