import Papa from "papaparse";
import { type Accuracy, type TableOptions, tableRows } from "./accuracy.ts";

export interface CsvOptions extends TableOptions {
  /** The header of the column of accuracies. */
  readonly column: string;
  /** The header of the column of architectures; the first column by default. */
  readonly id?: string;
}

/**
 * The accuracies in one column of a CSV table, in the order of its rows.
 *
 * The first line is the header. Blank lines are passed over. Throws a RangeError for a column that is not there, and a SyntaxError with the line for a row
 * with too few or too many fields, an accuracy that is no finite number, an architecture that is missing, there twice or refused by `validate`,
 * and for a table without rows.
 *
 * @example
 * ```ts
 * import { nasBench201, readAccuracyTable } from "@eznas/spaces";
 *
 * const csv = `arch,cifar10,cifar100
 * |none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|,78.4,45.1
 * `;
 * readAccuracyTable(csv, { column: "cifar100", validate: nasBench201().parse });
 * // → [ { id: '|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|', accuracy: 45.1 } ]
 * ```
 */
export function readAccuracyTable(text: string, { column, id, ...options }: CsvOptions): readonly Accuracy[] {
  const caller = "readAccuracyTable";
  const table = tableRows(caller, options);
  let header: readonly string[] | undefined;
  let [idAt, accuracyAt] = [0, 0];
  let start = 0;
  let line = 1;
  const consume = (fields: readonly string[], end: number): void => {
    const where = `line ${line}`;
    for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) line++;
    start = end;
    if (fields.length === 1 && fields[0]!.trim() === "") return;
    if (!header) {
      header = fields.map((name) => name.trim());
      idAt = id === undefined ? 0 : columnNamed(id, header);
      accuracyAt = columnNamed(column, header);
      return;
    }
    if (fields.length !== header.length)
      throw new SyntaxError(
        `${caller}: ${where} has ${fields.length} fields, but the header has ${header.length} (${header.join(", ")})`,
      );
    const written = fields[accuracyAt]!.trim();
    table.add(
      where,
      () => fields[idAt]!.trim(),
      written === "" ? Number.NaN : Number(written),
      JSON.stringify(written),
    );
  };
  Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimiter: ",",
    step: ({ data, errors: [error], meta }) => {
      if (error) throw new SyntaxError(`${caller}: line ${line}: ${error.message}`);
      consume(data, meta.cursor);
    },
  });
  return table.rows();
}

function columnNamed(name: string, header: readonly string[]): number {
  const at = header.indexOf(name);
  if (at < 0)
    throw new RangeError(`readAccuracyTable: there is no column "${name}"; the columns are ${header.join(", ")}`);
  return at;
}
