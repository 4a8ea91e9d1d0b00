import { type NdsArchitecture, type NdsCell, nodesOf } from "./genotype.ts";

/**
 * The function of a network of cells, as a text that networks share which compute the same: a sum has no order, `none`
 * adds nothing, a skip that does not stride is its source, an operation on nothing is nothing, and a cell that the
 * network is too shallow to have does not count.
 *
 * The order of the nodes that are put out counts. So does which of a cell's two inputs is taken, even where they are
 * the same image. (A trained convolution of nothing is its batch norm's shift: a constant.)
 */
export function functionOfCells({ normal, reduce, width, depth }: NdsArchitecture): string {
  const reducing = Array.from({ length: depth }, (_, i) => isReducing(i, depth));
  const normals = reducing.includes(false) ? functionOfCell(normal, false) : "";
  const reduces = reducing.includes(true) ? functionOfCell(reduce, true) : "";
  return `${width}x${depth}:${normals}:${reduces}`;
}

/** Whether the cell of this index, from 0, halves height and width. */
export const isReducing = (index: number, depth: number): boolean =>
  index === Math.floor(depth / 3) || index === Math.floor((2 * depth) / 3);

function functionOfCell({ edges, concat }: NdsCell, reducing: boolean): string {
  const values: (readonly string[])[] = [["a"], ["b"]];
  for (const node of nodesOf(edges))
    values.push(
      edges
        .slice(2 * node - 4, 2 * node - 2)
        .flatMap(([operation, input]) => {
          const source = values[input]!;
          if (operation === "none" || source.length === 0) return [];
          const strides = reducing && input < 2;
          return operation === "skip_connect" && !strides ? source : [`${operation}(${sum(source)})`];
        })
        .sort(),
    );
  return concat.map((node) => sum(values[node]!)).join(", ");
}

const sum = (terms: readonly string[]): string => terms.join(" + ") || "0";
