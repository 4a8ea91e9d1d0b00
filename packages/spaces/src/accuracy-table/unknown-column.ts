import { listed } from "./excerpt.ts";

/**
 * A column, or a data set, that a table has not. Whoever shows it may look for the nearest name among those that there
 * are.
 */
export class UnknownColumn extends RangeError {
  override readonly name = "RangeError";
  readonly column: string;
  readonly columns: readonly string[];

  constructor(caller: string, column: string, columns: readonly string[], kind: "column" | "data set" = "column") {
    super(`${caller}: there is no ${kind} "${column}"; the ${kind}s are ${listed(columns)}`);
    this.column = column;
    this.columns = columns;
  }
}
