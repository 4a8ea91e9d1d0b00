import { factorizedReduce } from "../blocks/factorized-reduce.ts";
import type { Layers } from "../blocks/layers.ts";
import { reluConvBn } from "../blocks/relu-conv-bn.ts";
import type { NdsCell } from "./genotype.ts";
import { operations } from "./operations.ts";

/** Where a cell stands in its network. */
export interface CellPlace {
  /** Channels of each node. */
  readonly filters: number;
  /** Whether it halves height and width. */
  readonly reducing: boolean;
  /** Whether the cell before halved them, so that the one before that is twice as large. */
  readonly afterReduction: boolean;
  readonly at: string;
}

/**
 * A cell on the outputs of the two cells before it: both brought to the cell's channels, nodes that are sums of two
 * operations, and the concatenation of those that are put out.
 *
 * A value that nothing takes is there all the same, with weights that count and
 * gradients of zero: it is put out as zeros.
 */
export function cell<X>(
  layers: Layers<X>,
  [beforeLast, last]: readonly [X, X],
  { edges, concat }: NdsCell,
  { filters, reducing, afterReduction, at }: CellPlace,
): X {
  const values = [
    afterReduction
      ? factorizedReduce(layers, beforeLast, filters, `${at}/input0`)
      : reluConvBn(layers, beforeLast, { filters, size: 1 }, `${at}/input0`),
    reluConvBn(layers, last, { filters, size: 1 }, `${at}/input1`),
  ];
  const strideFrom = (input: number): 1 | 2 => (reducing && input < 2 ? 2 : 1);
  for (let node = 2; 2 * node - 4 < edges.length; node++) {
    const terms = [2 * node - 4, 2 * node - 3].map((edge) => {
      const [operation, input] = edges[edge]!;
      const place = { filters, stride: strideFrom(input), at: `${at}/node${node}/${edge % 2 === 0 ? "a" : "b"}` };
      return operations[operation](layers, values[input]!, place);
    });
    values.push(layers.add(terms, `${at}/node${node}/sum`));
  }
  const taken = new Set([...concat, ...edges.map(([, input]) => input)]);
  const idle = values.flatMap((value, index) =>
    taken.has(index)
      ? []
      : [operations.none(layers, value, { filters, stride: strideFrom(index), at: `${at}/idle${index}` })],
  );
  const [first, ...others] = concat.map((node) => values[node]!) as [X, ...X[]];
  const output = idle.length > 0 ? layers.add([first, ...idle], `${at}/idle`) : first;
  return others.length > 0 ? layers.concatenate([output, ...others], `${at}/concat`) : output;
}
