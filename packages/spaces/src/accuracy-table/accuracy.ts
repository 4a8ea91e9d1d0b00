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
  /** Reads every architecture, in whatever notation it is published, and names it; what it throws is told with the row. */
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
  const rows: Accuracy[] = [];
  const places = new Map<string, string>();
  const fail = (where: string, why: string, cause?: unknown): never => {
    throw new SyntaxError(`${caller}: ${where} ${why}`, { cause });
  };
  const accepted = (where: string, id: () => string): string => {
    try {
      const written = id();
      const text = space && written !== "" ? space.format(space.parse(written)) : written;
      validate?.(text);
      return text;
    } catch (cause) {
      return fail(where, `is refused: ${cause instanceof Error ? cause.message : cause}`, cause);
    }
  };
  return {
    add(where, id, accuracy, written) {
      const text = accepted(where, id);
      if (text === "") fail(where, "names no architecture");
      const earlier = places.get(text);
      if (earlier !== undefined)
        fail(where, `has the architecture ${shown(text)} again, after ${earlier}; keep one of them`);
      if (!Number.isFinite(accuracy))
        fail(where, `must have a finite number as accuracy of ${shown(text)}, got ${written}`);
      places.set(text, where);
      rows.push({ id: text, accuracy });
    },
    rows() {
      if (rows.length === 0) throw new SyntaxError(`${caller}: the table has no rows`);
      return rows;
    },
  };
}

const shown = (text: string): string => excerpt(text).slice(1, -1);

/** The number that a text writes in decimal notation; NaN for another text, though JavaScript reads some as numbers (`0x10`, nothing). */
export const decimal = (written: string): number =>
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(written) ? Number(written) : Number.NaN;
