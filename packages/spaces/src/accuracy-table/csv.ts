import Papa from "papaparse";
import { type Accuracy, decimal, type TableOptions, tableRows } from "./accuracy.ts";
import { excerpt, listed } from "./excerpt.ts";
import { UnknownColumn } from "./unknown-column.ts";

export interface CsvOptions extends TableOptions {
  /** The header of the column of accuracies. */
  readonly column: string;
  /**
   * The header of the column of architectures; the first column by default, after the index that
   * pandas writes, which has no header.
   */
  readonly id?: string;
}

/**
 * The accuracies in one column of a CSV table, in the order of its rows.
 *
 * The first line is the header. Blank lines are passed over; lines may end as on any system. Throws a RangeError for a
 * column that is not there or there twice, and a SyntaxError with the line for a row with too few or too many fields,
 * an accuracy that is no finite decimal number, an architecture that is missing, there twice or refused by `space` or
 * `validate`, and for a table without rows.
 *
 * @example
 * ```ts
 * import { nasBench201, readAccuracyTable } from "@eznas/spaces";
 *
 * const csv = `arch,cifar10,cifar100
 * |none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|,78.4,45.1
 * `;
 * readAccuracyTable(csv, { column: "cifar100", space: nasBench201() });
 * // → [ { id: '|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|', accuracy: 45.1 } ]
 * ```
 */
export function readAccuracyTable(text: string, { column, id, ...options }: CsvOptions): readonly Accuracy[] {
  if (text.includes("\0"))
    throw new SyntaxError(`${caller}: there are zero bytes in it, as in UTF-16; save the table as CSV in UTF-8`);
  const table = tableRows(caller, options);
  let header: readonly string[] | undefined;
  let [idAt, accuracyAt] = [0, 0];
  let start = 0;
  let line = 1;
  // One kind of line end, of which the lines are counted: a table may have several kinds
  // after it was edited on another system.
  const lines = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const consume = (fields: readonly string[], end: number): void => {
    const where = `line ${line}`;
    for (let at = lines.indexOf("\n", start); at >= 0 && at < end; at = lines.indexOf("\n", at + 1)) line++;
    start = end;
    if (fields.length === 1 && fields[0]!.trim() === "") return;
    if (!header) {
      header = fields.map((name) => name.trim());
      idAt = id === undefined ? firstNamed(header) : columnNamed(id, header);
      accuracyAt = columnNamed(column, header);
      return;
    }
    if (fields.length !== header.length)
      throw new SyntaxError(
        `${caller}: ${where} has ${fields.length} fields, but the header has ${header.length} (${listed(header)})`,
      );
    const written = fields[accuracyAt]!.trim();
    table.add(where, () => fields[idAt]!.trim(), decimal(written), excerpt(written));
  };
  Papa.parse<string[]>(lines, {
    delimiter: ",",
    newline: "\n",
    step: ({ data, errors: [error], meta }) => {
      if (error) throw new SyntaxError(`${caller}: line ${line}: ${error.message}`);
      consume(data, meta.cursor);
    },
  });
  return table.rows();
}

const caller = "readAccuracyTable";

/** Pandas writes its index in front, under no name, and reads it back as "Unnamed: 0". */
const firstNamed = (header: readonly string[]): number =>
  header.length > 1 && /^(Unnamed: 0)?$/.test(header[0]!) ? 1 : 0;

function columnNamed(name: string, header: readonly string[]): number {
  const at = header.indexOf(name);
  if (at < 0) throw new UnknownColumn(caller, name, header);
  if (header.includes(name, at + 1))
    throw new RangeError(
      `${caller}: there are two columns "${name}", ${at + 1} and ${header.indexOf(name, at + 1) + 1}; rename one`,
    );
  return at;
}
