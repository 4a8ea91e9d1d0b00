import { jsonProblem, parseJson } from "@eznas/gp";
import { type CellColumn, cellTableCsv } from "./cell-table.ts";
import { cellOfNumbers } from "./nas-bench-201-cells.ts";

/** The file's data sets and our columns. */
const columns: readonly (CellColumn & { readonly dataset: string })[] = [
  { dataset: "cifar10", name: "cifar10_valid" },
  { dataset: "cifar100", name: "cifar100_valid" },
  { dataset: "ImageNet16-120", name: "imagenet16_120_valid" },
];

/**
 * The validation accuracies in zc_nasbench201.json of NAS-Bench-Suite-Zero (Krishnakumar et al. 2022), as a CSV with
 * the columns `arch`, `cifar10_valid`, `cifar100_valid`, `imagenet16_120_valid`. The published scores of zero-cost
 * metrics in the file are left out.
 *
 * Throws a SyntaxError for a text that is not the whole table.
 */
export function suiteZeroCsv(text: string): string {
  const source = "zc_nasbench201.json";
  const fail = (problem: string): never => {
    throw new SyntaxError(`${source}: ${problem}`);
  };
  let file: unknown;
  try {
    file = parseJson(text);
  } catch (cause) {
    throw new SyntaxError(`${source}: ${jsonProblem(cause)}`, { cause });
  }
  const table = new Map<string, number[]>();
  for (const [at, { dataset }] of columns.entries()) {
    const entries = isRecord(file) ? file[dataset] : undefined;
    if (!isRecord(entries)) return fail(`has no data set ${dataset}`);
    for (const [key, entry] of Object.entries(entries)) {
      const cell = cellOfNumbers(key) ?? fail(`${dataset} has the entry "${key}", expected six operations from 0 to 4`);
      const accuracy = isRecord(entry) ? entry["val_accuracy"] : undefined;
      if (typeof accuracy !== "number") fail(`${dataset}, entry "${key}" has no val_accuracy`);
      const row = table.get(cell) ?? [];
      if (row.length !== at) fail(`${dataset}, entry "${key}" comes twice, or is not in every data set`);
      row.push(accuracy as number);
      table.set(cell, row);
    }
  }
  return cellTableCsv(source, table, columns);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
