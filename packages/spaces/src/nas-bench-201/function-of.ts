import { edges, type NasBench201Architecture } from "./architecture.ts";

/**
 * The function of its input that a cell computes, as a text that two cells share if they compute the same: `none` adds
 * nothing, a skip is its source, a sum has neither order nor brackets, and an operation on nothing is nothing.
 *
 * The 15,625 cells are 4,930 functions. The benchmark's own count is 6,466: it tells a sum from the same sum with a
 * zero in it, and a + (b + c) from (a + b) + c. (A trained convolution of zeros is its batch norm's shift: a constant.)
 *
 * @example
 * ```ts
 * import { functionOf, nasBench201 } from "@eznas/spaces";
 *
 * const { parse } = nasBench201();
 * functionOf(parse("|none~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|none~2|")); // → 'x'
 * functionOf(parse("|skip_connect~0|+|none~0|none~1|+|skip_connect~0|nor_conv_1x1~1|none~2|"));
 * // → 'nor_conv_1x1(x) + x'
 * ```
 */
export function functionOf(cell: NasBench201Architecture): string {
  const nodes: (readonly string[])[] = [["x"]];
  for (let to = 1; to <= 3; to++) {
    const terms = cell.flatMap((operation, i) => {
      const [end, from] = edges[i]!;
      const source = nodes[from]!;
      if (end !== to || operation === "none" || source.length === 0) return [];
      return operation === "skip_connect" ? source : [`${operation}(${sum(source)})`];
    });
    nodes.push(terms.sort());
  }
  return sum(nodes[3]!);
}

const sum = (terms: readonly string[]): string => terms.join(" + ") || "0";
