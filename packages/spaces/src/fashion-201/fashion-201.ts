import type { Accuracy } from "../accuracy-table/accuracy.ts";
import { formatCell, type NasBench201Architecture, nasBench201Operations } from "../nas-bench-201/architecture.ts";
import { nasBench201 } from "../nas-bench-201/nas-bench-201.ts";
import type { EnumerableSpace } from "../space.ts";
import { seeds, table } from "./table-data.ts";

/** What one training of a cell came to, in percent. */
export interface Fashion201Run {
  readonly seed: number;
  readonly valid: number;
  readonly test: number;
}

export interface Fashion201Entry {
  /** The cell's text, as NAS-Bench-201 writes it. */
  readonly id: string;
  /** One for every seed. */
  readonly runs: readonly Fashion201Run[];
}

export interface Fashion201 {
  /** NAS-Bench-201's cells in the skeleton that was trained: 8 channels, 3 cells a stage, images of 8×8. */
  readonly space: EnumerableSpace<NasBench201Architecture>;
  readonly entries: readonly Fashion201Entry[];
  /** Each cell's mean over its seeds. */
  accuracies(column: "valid" | "test"): readonly Accuracy[];
}

/**
 * Fashion-201: cells of NAS-Bench-201, no two of one function, trained at reduced size on Fashion-MNIST (Xiao, Rasul
 * and Vollgraf 2017; MIT License) by `eznas train`.
 *
 * A benchmark to try metrics and searches on without a download; `fashionArticles` of `@eznas/images/fashion-articles`
 * are images for its networks. How it was trained, and how well its ranking repeats, is in docs/fashion-201.md.
 *
 * @example
 * ```ts
 * import { fashion201 } from "@eznas/spaces/fashion-201";
 *
 * const { space, accuracies } = fashion201();
 * accuracies("test").length >= 400; // → true
 * space.inputShape; // → [ 8, 8, 3 ]
 * ```
 */
export function fashion201(): Fashion201 {
  const entries = table.trim().split("\n").map(entryOf);
  return {
    space: nasBench201({ channels: 8, cells: 3, resolution: 8 }),
    entries,
    accuracies: (column) =>
      entries.map(({ id, runs }) => ({ id, accuracy: runs.reduce((sum, run) => sum + run[column], 0) / runs.length })),
  };
}

/** A line has the numbers of the cell's operations, then for each seed validation and test accuracy. */
function entryOf(line: string): Fashion201Entry {
  const [cell, ...accuracies] = line.split(" ") as [string, ...string[]];
  const operations = [...cell].map((digit) => nasBench201Operations[Number(digit)]!);
  return {
    id: formatCell(operations as readonly string[] as NasBench201Architecture),
    runs: accuracies.map((pair, i): Fashion201Run => {
      const [valid, test] = pair.split("/").map(Number) as [number, number];
      return { seed: seeds[i]!, valid, test };
    }),
  };
}
