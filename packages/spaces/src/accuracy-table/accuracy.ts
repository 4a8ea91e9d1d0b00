import type { Space } from "../space.ts";
import { excerpt } from "./excerpt.ts";

/** A network's true accuracy, as a benchmark's table has it. */
export interface Accuracy {
  /** The architecture's text, the space's own where the table is read for a space. */
  readonly id: string;
  /** In the table's own unit, which is percent in all the published ones. */
  readonly accuracy: number;
}

export interface TableOptions {
  /**
   * Reads every architecture, in whatever notation it is published, and names it; what it throws is told with the row.
   * Rows that are written differently and name one architecture, as matrices of NAS-Bench-101 that prune to one do, are
   * trainings of it: their mean is its accuracy.
   */
  readonly space?: Pick<Space<unknown>, "parse" | "format">;
  /** Called with every architecture's text; what it throws is told with the row. A space's `parse` fits. */
  readonly validate?: (id: string) => unknown;
}

/** Collects the rows of a table and refuses what would spoil it. */
export interface TableRows {
  /** `where` is the row's place in the source's own terms, `written` the accuracy as the source has it. */
  add(where: string, id: () => string, accuracy: number, written: string): void;
  rows(): readonly Accuracy[];
}

export function tableRows(caller: string, { space, validate }: TableOptions): TableRows {
  const networks = new Map<string, { readonly accuracies: number[]; readonly places: Map<string, string> }>();
  const fail = (where: string, why: string, cause?: unknown): never => {
    throw new SyntaxError(`${caller}: ${where} ${why}`, { cause });
  };
  const named = (where: string, id: () => string): { readonly written: string; readonly text: string } => {
    try {
      const written = id();
      const text = space && written !== "" ? space.format(space.parse(written)) : written;
      validate?.(text);
      return { written, text };
    } catch (cause) {
      return fail(where, `is refused: ${cause instanceof Error ? cause.message : cause}`, cause);
    }
  };
  return {
    add(where, id, accuracy, shownAccuracy) {
      const { written, text } = named(where, id);
      if (text === "") fail(where, "names no architecture");
      const network = networks.get(text) ?? { accuracies: [], places: new Map<string, string>() };
      const earlier = network.places.get(written);
      if (earlier !== undefined)
        fail(where, `has the architecture ${shown(text)} again, after ${earlier}; keep one of them`);
      if (!Number.isFinite(accuracy))
        fail(where, `must have a finite number as accuracy of ${shown(text)}, got ${shownAccuracy}`);
      network.accuracies.push(accuracy);
      network.places.set(written, where);
      networks.set(text, network);
    },
    rows() {
      if (networks.size === 0) throw new SyntaxError(`${caller}: the table has no rows`);
      return [...networks].map(([id, { accuracies }]) => ({
        id,
        accuracy: accuracies.length === 1 ? accuracies[0]! : accuracies.reduce((a, b) => a + b, 0) / accuracies.length,
      }));
    },
  };
}

const shown = (text: string): string => excerpt(text).slice(1, -1);

/**
 * The number that a text writes in decimal notation; NaN for another text, though JavaScript reads
 * some as numbers (`0x10`, nothing).
 */
export const decimal = (written: string): number =>
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(written) ? Number(written) : Number.NaN;
