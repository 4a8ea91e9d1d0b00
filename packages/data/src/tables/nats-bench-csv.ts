import Papa from "papaparse";
import { type CellColumn, cellTableCsv } from "./cell-table.ts";

/** The file's columns and ours, with the published optima (Dong and Yang 2020). */
const columns: readonly (CellColumn & { readonly written: string })[] = [
  { written: "CIFAR10TestAccuracy200Epochs", name: "cifar10_test", best: 94.373 },
  { written: "CIFAR100TestAccuracy200Epochs", name: "cifar100_test", best: 73.513 },
  { written: "ImageNetTestAccuracy200Epochs", name: "imagenet16_120_test" },
];
const architecture = "ArchitectureString";

/**
 * The accuracy table in nats_bench.csv of v-tao/nats-bench-landscape: the test accuracies after 200 epochs that the
 * NATS-Bench API gives, as a CSV with the columns `arch`, `cifar10_test`, `cifar100_test`, `imagenet16_120_test`.
 *
 * Throws a SyntaxError, with the line where it is one's fault, for a text that is not the whole table: other columns,
 * an architecture that is missing, there twice or none of NAS-Bench-201, an accuracy that is no percentage, another
 * optimum than the published one.
 */
export function natsBenchCsv(text: string): string {
  const source = "nats_bench.csv";
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, "").trimEnd(), { delimiter: "," });
  const [header = [], ...rows] = data;
  const at = (name: string): number => {
    const found = header.indexOf(name);
    if (found < 0)
      throw new SyntaxError(`${source}: has no column ${name}; its first line is ${JSON.stringify(header.join(","))}`);
    return found;
  };
  const cellAt = at(architecture);
  const places = columns.map(({ written }) => at(written));
  const table = new Map<string, readonly number[]>();
  for (const [row, fields] of rows.entries()) {
    const line = `${source}: line ${row + 2}`;
    if (fields.length !== header.length)
      throw new SyntaxError(
        `${line} has ${fields.length} fields, expected ${header.length}: it is cut short or damaged`,
      );
    const cell = fields[cellAt]!;
    if (table.has(cell)) throw new SyntaxError(`${line} has the architecture ${cell} again`);
    table.set(
      cell,
      places.map((place) => (fields[place]! === "" ? Number.NaN : Number(fields[place]))),
    );
  }
  return cellTableCsv(source, table, columns);
}
