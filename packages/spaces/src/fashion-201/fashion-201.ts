import type { Accuracy } from "../accuracy-table/accuracy.ts";
import { formatCell, type NasBench201Architecture, nasBench201Operations } from "../nas-bench-201/architecture.ts";
import { nasBench201 } from "../nas-bench-201/nas-bench-201.ts";
import type { EnumerableSpace } from "../space.ts";
import { crops, normalization } from "./crops-data.ts";
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

/** Images with their labels; with values between 0 and 1, as `cifarBatch` of `@eznas/stats` takes them. */
export interface Fashion201Crops {
  readonly shape: readonly [n: number, height: number, width: number, channels: 3];
  readonly data: Float32Array;
  /** T-shirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot. */
  readonly labels: Uint8Array;
  readonly source: string;
}

export interface Fashion201 {
  /** NAS-Bench-201's cells in the skeleton that was trained: 8 channels, 3 cells a stage, images of 8×8. */
  readonly space: EnumerableSpace<NasBench201Architecture>;
  readonly entries: readonly Fashion201Entry[];
  /** Of the gray images that the networks learned from, of values between 0 and 1. */
  readonly normalization: { readonly mean: number; readonly deviation: number };
  /** Each cell's mean over its seeds. */
  accuracies(column: "valid" | "test"): readonly Accuracy[];
  /** 64 of the images in the size of the networks, for D: none of those that the accuracies were measured on. */
  crops(): Fashion201Crops;
}

/**
 * Fashion-201: cells of NAS-Bench-201, no two of one function, trained at reduced size on Fashion-MNIST (Xiao, Rasul and Vollgraf
 * 2017; MIT License) by `eznas train`.
 *
 * A benchmark to try metrics and searches on without a download. How it was trained, and how well its ranking repeats, is in
 * docs/fashion-201.md.
 *
 * @example
 * ```ts
 * import { fashion201 } from "@eznas/spaces/fashion-201";
 *
 * const { space, accuracies, crops } = fashion201();
 * accuracies("test").length >= 400; // → true
 * space.inputShape; // → [ 8, 8, 3 ]
 * crops().shape; // → [ 64, 8, 8, 3 ]
 * ```
 */
export function fashion201(): Fashion201 {
  const entries = table.trim().split("\n").map(entryOf);
  return {
    space: nasBench201({ channels: 8, cells: 3, resolution: 8 }),
    entries,
    normalization,
    accuracies: (column) =>
      entries.map(({ id, runs }) => ({ id, accuracy: runs.reduce((sum, run) => sum + run[column], 0) / runs.length })),
    crops: decodedCrops,
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

const side = 8;

function decodedCrops(): Fashion201Crops {
  const labels = Uint8Array.from(crops.labels, Number);
  const gray = Uint8Array.from(atob(crops.pixels), (character) => character.charCodeAt(0));
  const data = new Float32Array(gray.length * 3);
  for (let i = 0; i < data.length; i++) data[i] = gray[Math.floor(i / 3)]! / 255;
  return {
    shape: [labels.length, side, side, 3],
    data,
    labels,
    source: "Fashion-MNIST, 64 images shipped with @eznas/spaces",
  };
}
