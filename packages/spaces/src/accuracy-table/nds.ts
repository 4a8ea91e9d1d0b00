import { jsonProblem, parseJson } from "@eznas/gp";
import { type CellRules, checkArchitecture } from "../nds/check.ts";
import { formatArchitecture, type NdsArchitecture, type RawCell } from "../nds/genotype.ts";
import { type NdsOperation, operations } from "../nds/operations.ts";
import { type Accuracy, type TableOptions, tableRows } from "./accuracy.ts";

/** A network of NDS that was trained. */
export interface NdsAccuracy extends Accuracy {
  readonly architecture: NdsArchitecture;
  /** As the file has them. */
  readonly params: number;
  readonly flops: number;
}

/**
 * The networks of a file of NDS (Radosavovic et al. 2019), such as `DARTS.json`, with their
 * accuracies after the last epoch, in percent.
 *
 * The file is a list of networks or an object whose lists `top` and `mid` are joined. A network has `net` (`genotype`,
 * `width`, `depth`), `params`, `flops` and `test_ep_top1`, the error in percent after each epoch. Auxiliary heads are
 * left out. Python's `NaN`, which is no JSON, may stand wherever nobody looks. An `id` is
 * what the spaces call the architecture.
 *
 * Throws a SyntaxError for what is no JSON or not of that form, and with the place for an architecture that is wrong,
 * there twice or refused by `validate`, and for an accuracy that is no finite number.
 *
 * @example
 * ```ts
 * import { readNds } from "@eznas/spaces";
 *
 * const cell = `[["skip_connect", 0], ["sep_conv_3x3", 1]]`;
 * const genotype = `{ "normal": ${cell}, "normal_concat": [2], "reduce": ${cell}, "reduce_concat": [2] }`;
 * const net = `{ "genotype": ${genotype}, "width": 16, "depth": 8, "aux": false }`;
 * const file = `[{ "net": ${net}, "params": 1, "flops": 2, "test_ep_top1": [90, 8.5], "train_ep_loss": [NaN] }]`;
 * const [network] = readNds(file);
 * [network?.id, network?.accuracy];
 * // → [ '16x8:|skip_connect~0|sep_conv_3x3~1|>2:|skip_connect~0|sep_conv_3x3~1|>2', 91.5 ]
 * ```
 */
export function readNds(text: string, options: TableOptions = {}): readonly NdsAccuracy[] {
  const table = tableRows("readNds", options);
  const networks = listed(parsed(text)).map(({ where, entry }) => {
    const read = readNetwork(entry, where);
    const errors = read.test_ep_top1;
    const last = Array.isArray(errors) ? (errors.at(-1) as unknown) : undefined;
    table.add(
      where,
      () => formatArchitecture(read.architecture),
      typeof last === "number" ? 100 - last : Number.NaN,
      JSON.stringify(last) ?? "nothing",
    );
    return read;
  });
  return table.rows().map((row, i) => {
    const { architecture, params, flops } = networks[i]!;
    return { ...row, architecture, params, flops };
  });
}

const rules: CellRules = { operations: Object.keys(operations) as NdsOperation[] };

/** What is read of an entry. */
interface Read {
  readonly architecture: NdsArchitecture;
  readonly params: number;
  readonly flops: number;
  readonly test_ep_top1: unknown;
}

function readNetwork(entry: unknown, where: string): Read {
  const caller = `readNds: ${where}`;
  const { net, params, flops, test_ep_top1 } = record(entry, caller);
  const { genotype, width, depth } = record(net, `${caller}: net`);
  const cells = record(genotype, `${caller}: net.genotype`);
  const cell = (kind: "normal" | "reduce"): RawCell => ({
    edges: list(cells[kind], `${caller}: ${kind}`).map((edge) => {
      const [operation, input] = Array.isArray(edge) ? (edge as unknown[]) : [];
      return [String(operation), Number(input)] as const;
    }),
    concat: list(cells[`${kind}_concat`], `${caller}: ${kind}_concat`).map(Number),
  });
  const raw = { normal: cell("normal"), reduce: cell("reduce"), width: Number(width), depth: Number(depth) };
  return {
    architecture: checkArchitecture(raw, rules, caller),
    params: Number(params),
    flops: Number(flops),
    test_ep_top1,
  };
}

function listed(file: unknown): readonly { readonly where: string; readonly entry: unknown }[] {
  if (Array.isArray(file)) return file.map((entry: unknown, i) => ({ where: `entry ${i}`, entry }));
  const { top, mid } = record(file, "readNds: the file");
  if (!Array.isArray(top) || !Array.isArray(mid))
    throw new SyntaxError("readNds: expected a list of networks, or an object of the lists top and mid");
  return Object.entries({ top, mid }).flatMap(([name, entries]) =>
    entries.map((entry: unknown, i) => ({ where: `${name}, entry ${i}`, entry })),
  );
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new SyntaxError(`${what} must be an object, got ${JSON.stringify(value) ?? "nothing"}`);
}

function list(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new SyntaxError(`${what} must be a list, got ${JSON.stringify(value) ?? "nothing"}`);
}

/** Python writes NaN and Infinity, which JSON has not: they become null, but not within strings. */
function parsed(text: string): unknown {
  try {
    return parseJson(text.replace(/"(?:[^"\\]|\\.)*"|NaN|-?Infinity/g, (token) => (token[0] === '"' ? token : "null")));
  } catch (cause) {
    throw new SyntaxError(`readNds: the file ${jsonProblem(cause)}`, { cause });
  }
}
