import { suggest } from "@eznas/gp";
import { type CsvOptions, readAccuracyTable, readNds, readSuiteZero, UnknownColumn } from "@eznas/spaces";
import { fashion201 } from "@eznas/spaces/fashion-201";
import { type SmallSpace, smallSpaces } from "@eznas/spaces/small-spaces";
import type { Network } from "@eznas/stats";
import { isTrainingTable, meanAccuracies, readTrainingTable } from "@eznas/training";
import { readText } from "./read-text.ts";

/** The columns of a table that `eznas train` made. */
const trainedColumns = ["valid", "test"] as const;

/**
 * The accuracies of a column of a CSV table in a file, by architecture;
 * `readAccuracyTable` of `@eznas/spaces` reads a text.
 *
 * Of a JSON file of NAS-Bench-Suite-Zero the column is a data set, of one of NDS it is `test`. Of a table that
 * `eznas train` made the columns are `valid` and `test`, and an architecture's accuracy is the mean over its seeds, 0
 * for a seed with which it diverged. The paths `fashion-201` and `small-stack`, or `small-` and another name of
 * `smallSpaces`, are the tables that ship with `@eznas/spaces`.
 *
 * Rejects with an `Error` that names the file, and the line where it is one's fault, when it is missing, lacks the
 * column, or has an accuracy that is no number, an architecture that comes twice or one that `validate` refuses.
 *
 * @example
 * ```ts
 * import { readAccuracies } from "@eznas/ranking/node";
 *
 * const table = await readAccuracies("examples/made-up-accuracies.csv", { column: "cifar10_test" });
 * table.length; // → 32
 * ```
 */
export async function readAccuracies(path: string, options: CsvOptions): Promise<readonly Network[]> {
  const shipped = shippedTable(path);
  const text = shipped ? "" : await readText("table", path);
  try {
    if (shipped) return checked(shipped.accuracies(trainedColumn(options.column)), options);
    if (isTrainingTable(text)) return trained(text, options);
    return /^\uFEFF?\s*[[{]/.test(text) ? published(text, options) : readAccuracyTable(text, options);
  } catch (cause) {
    const nearest = cause instanceof UnknownColumn ? suggest(cause.column, cause.columns) : "";
    const meant = nearest.startsWith("did you mean") ? `; ${nearest}` : "";
    throw new Error(`table ${path}: ${cause instanceof Error ? cause.message : cause}${meant}`, { cause });
  }
}

/** A table that ships with `@eznas/spaces`. */
function shippedTable(name: string): Pick<SmallSpace, "accuracies"> | undefined {
  if (name === "fashion-201") return fashion201();
  return name.startsWith("small-") ? smallSpaces().find((each) => name === `small-${each.name}`) : undefined;
}

const trained = (text: string, options: CsvOptions): readonly Network[] =>
  checked(meanAccuracies(readTrainingTable(text).rows, trainedColumn(options.column)), options);

function checked(accuracies: readonly Network[], { space, validate }: CsvOptions): readonly Network[] {
  for (const { id } of accuracies) {
    space?.parse(id);
    validate?.(id);
  }
  return accuracies;
}

/** A JSON file of NDS is a list, or has the lists `top` and `mid`; one of NAS-Bench-Suite-Zero has data sets. */
function published(text: string, { column, id: _, ...options }: CsvOptions): readonly Network[] {
  if (!isNds(text)) return readSuiteZero(text, { dataset: column, ...options });
  if (column !== "test") throw new UnknownColumn("readNds", column, ["test"]);
  return readNds(text, options).map(({ id, accuracy }) => ({ id, accuracy }));
}

const isNds = (text: string): boolean => /^\uFEFF?\s*(\[|\{\s*"(top|mid)"\s*:\s*\[)/.test(text);

function trainedColumn(column: string): (typeof trainedColumns)[number] {
  const known = trainedColumns.find((name) => name === column);
  if (!known) throw new UnknownColumn("readTrainingTable", column, trainedColumns);
  return known;
}
