import { jsonProblem, parseJson } from "@eznas/gp";
import { type Accuracy, type TableOptions, tableRows } from "./accuracy.ts";
import { UnknownColumn } from "./unknown-column.ts";

export interface SuiteZeroOptions extends TableOptions {
  /** The data set, as the file has it: `cifar10`, `cifar100`, `ImageNet16-120`, … */
  readonly dataset: string;
  /**
   * From the file's name of an architecture to the space's; by default they are the same. For
   * NAS-Bench-201 see {@link fromNaslib}.
   */
  readonly id?: (key: string) => string;
}

/**
 * The validation accuracies of one data set in a file of NAS-Bench-Suite-Zero (Krishnakumar et al. 2022), such as
 * `zc_nasbench201.json`: data sets by name, in each the architectures by NASLib's name, in each `val_accuracy`, in
 * percent, beside the published scores of zero-cost metrics.
 *
 * Throws a SyntaxError for what is no JSON or not of that form, and with the entry for an accuracy that is no finite
 * number and for an architecture that is there twice or refused by `id` or `validate`; a
 * RangeError for a data set that is not there.
 *
 * @example
 * ```ts
 * import { fromNaslib, nasBench201, readSuiteZero } from "@eznas/spaces";
 *
 * const { format } = nasBench201();
 * const network = `{ "id": 0, "val_accuracy": 80.3, "params": { "score": 0.1 } }`;
 * const file = `{ "cifar10": { "(4, 0, 3, 1, 4, 3)": ${network} } }`;
 * readSuiteZero(file, { dataset: "cifar10", id: (key) => format(fromNaslib(key)) })[0]?.id;
 * // → '|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|'
 * ```
 */
export function readSuiteZero(
  text: string,
  { dataset, id = (key) => key, ...options }: SuiteZeroOptions,
): readonly Accuracy[] {
  const file = parsed(text);
  if (!isRecord(file)) throw new SyntaxError("readSuiteZero: expected an object of data sets, got another JSON value");
  const entries = Object.hasOwn(file, dataset) ? file[dataset] : undefined;
  if (entries === undefined) throw new UnknownColumn("readSuiteZero", dataset, Object.keys(file), "data set");
  if (!isRecord(entries)) throw new SyntaxError(`readSuiteZero: "${dataset}" must be an object of architectures`);
  const table = tableRows("readSuiteZero", options);
  for (const [key, entry] of Object.entries(entries)) {
    const where = `${dataset}, entry "${key}"`;
    if (!isRecord(entry) || !("val_accuracy" in entry))
      throw new SyntaxError(`readSuiteZero: ${where} has no val_accuracy`);
    const { val_accuracy: written } = entry;
    table.add(where, () => id(key), typeof written === "number" ? written : Number.NaN, JSON.stringify(written));
  }
  return table.rows();
}

function parsed(text: string): unknown {
  try {
    return parseJson(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new SyntaxError(`readSuiteZero: the file ${jsonProblem(cause)}`, { cause });
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
