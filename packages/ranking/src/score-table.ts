/** Networks' scores by several metrics as a CSV table, with what they were computed from in comments. */
import { parseJson } from "@eznas/gp";
import type { Network } from "@eznas/stats";
import Papa from "papaparse";

/** A score, or why there is none: a reason, and what else the metric says, as plain data. */
export type ScoreCell =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly reason: string; readonly [detail: string]: unknown };

/** A network, its accuracy and its scores in the order of the metrics. */
export interface ScoredRow extends Network {
  readonly scores: readonly ScoreCell[];
}

export interface ScoreTable {
  /** What the scores were computed from: space, images, batch, seed, loss, command. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Canonical texts. */
  readonly metrics: readonly string[];
  readonly networks: readonly ScoredRow[];
}

const mark = "# eznas scores";
const [idColumn, accuracyColumn, failuresColumn] = ["arch", "accuracy", "failures"];

/**
 * The head of a table's text, to which {@link formatScoreRow}s are appended; a setting that is undefined is left out.
 *
 * Throws a RangeError for a setting whose name has a colon or a line break, and for a metric that comes twice or is
 * named as a column of the table is.
 */
export function formatScoreHead({ settings, metrics }: Pick<ScoreTable, "settings" | "metrics">): string {
  const said = Object.entries(settings).filter(([, value]) => value !== undefined);
  const wrong = said.find(([key]) => !/^[^:\r\n]+$/.test(key));
  if (wrong)
    throw new RangeError(
      `formatScoreHead: a setting's name must be a line without a colon, got ${JSON.stringify(wrong[0])}`,
    );
  const columns = [idColumn, accuracyColumn, ...metrics, failuresColumn];
  const twice = columns.find((name, i) => columns.indexOf(name!) < i);
  if (twice !== undefined) throw new RangeError(`formatScoreHead: there are two columns "${twice}"`);
  const lines = said.map(([key, value]) => `# ${key}: ${JSON.stringify(value)}`);
  return `${[mark, ...lines, Papa.unparse([columns])].join("\n")}\n`;
}

/**
 * A network's line. Numbers are written so that they are read as the same doubles; where a metric failed there is an
 * empty cell, and the reason in the last.
 */
export function formatScoreRow(metrics: readonly string[], { id, accuracy, scores }: ScoredRow): string {
  const failures = metrics.flatMap((metric, i) => {
    const score = scores[i]!;
    if (score.ok) return [];
    const { ok, ...why } = score;
    return [[metric, why] as const];
  });
  const cells = scores.map((score) => (score.ok ? numberText(score.value) : ""));
  const why = failures.length > 0 ? JSON.stringify(Object.fromEntries(failures)) : "";
  return `${Papa.unparse([[id, numberText(accuracy), ...cells, why]])}\n`;
}

const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** Whether a text is a table that `eznas rank --scores` began. */
export const isScoreTable = (text: string): boolean => text.startsWith(mark);

/**
 * Reads a table that `eznas rank --scores` wrote, or any CSV whose columns are architectures, `accuracy`, and a metric
 * each; a column `failures` may hold JSON that says why cells are empty. Lines that begin with #
 * are `# name: JSON`, or passed over.
 *
 * Throws a SyntaxError that names the row for a cell that is neither empty nor a finite number, an accuracy that is
 * none, a row of another length and an architecture that comes twice, and one for a table without an
 * `accuracy`, a metric or a network.
 *
 * @example
 * ```ts
 * import { readScoreTable } from "@eznas/ranking";
 *
 * const { metrics, networks } = readScoreTable(`arch,accuracy,flops,"logRanks(eznas-a, flops)"
 * a,91.2,7.5,-0.1
 * b,80.4,3,
 * `);
 * metrics; // → [ 'flops', 'logRanks(eznas-a, flops)' ]
 * networks[1]?.scores; // → [ { ok: true, value: 3 }, { ok: false, reason: 'unknown' } ]
 * ```
 */
export function readScoreTable(text: string): ScoreTable {
  const fail = (why: string): never => {
    throw new SyntaxError(`readScoreTable: ${why}`);
  };
  const body = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const { data, errors } = Papa.parse<string[]>(body, { comments: "#", delimiter: ",", skipEmptyLines: true });
  if (errors[0]) fail(`row ${errors[0].row ?? 0}: ${errors[0].message}`);
  const [header = [], ...rows] = data;
  const accuracyAt = header.indexOf(accuracyColumn!);
  const failuresAt = header.indexOf(failuresColumn!);
  if (accuracyAt < 1)
    fail(`expected a column "accuracy" after that of architectures, got ${header.join(", ") || "nothing"}`);
  const places = [...header.keys()].filter((at) => at > 0 && at !== accuracyAt && at !== failuresAt);
  const metrics = places.map((at) => header[at]!);
  if (metrics.length === 0) fail("there is no column of a metric");
  const twice = header.find((name, i) => header.indexOf(name) < i);
  if (twice !== undefined) fail(`there are two columns "${twice}"`);
  if (rows.length === 0) fail("there is no network");
  const seen = new Set<string>();
  const networks = rows.map((fields, i): ScoredRow => {
    const where = `row ${i + 1} (${JSON.stringify(fields[0]?.slice(0, 60))})`;
    if (fields.length !== header.length)
      fail(`${where} has ${fields.length} fields, but the header has ${header.length}`);
    const id = fields[0]!;
    if (seen.has(id)) fail(`${where} has an architecture again`);
    seen.add(id);
    const accuracy = numberOf(fields[accuracyAt]!);
    if (accuracy === undefined) return fail(`${where}: expected an accuracy, got "${fields[accuracyAt]}"`);
    const failures = failuresOf(failuresAt < 0 ? "" : fields[failuresAt]!, () =>
      fail(`${where}: "failures" is no JSON object`),
    );
    const scores = places.map((at, m): ScoreCell => {
      if (fields[at]!.trim() === "") return failureOf(failures[metrics[m]!]);
      const value = numberOf(fields[at]!);
      return value === undefined
        ? fail(`${where}: expected a score by ${metrics[m]}, got "${fields[at]}"`)
        : { ok: true, value };
    });
    return { id, accuracy, scores };
  });
  return { settings: settingsOf(body), metrics, networks };
}

/** What a file says of a failure may be anybody's, and no success. */
function failureOf(said: { readonly reason?: string; readonly ok?: unknown } = {}): ScoreCell {
  const { ok, reason = "unknown", ...details } = said;
  return { ok: false, reason, ...details };
}

function numberOf(text: string): number | undefined {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function failuresOf(text: string, refuse: () => never): Readonly<Record<string, { readonly reason: string }>> {
  if (text === "") return {};
  try {
    const value: unknown = parseJson(text);
    if (typeof value === "object" && value !== null) return value as Record<string, { readonly reason: string }>;
  } catch {
    // Refused below, as other JSON is.
  }
  return refuse();
}

function settingsOf(body: string): Readonly<Record<string, unknown>> {
  const settings: [string, unknown][] = [];
  for (const line of body.split("\n")) {
    if (!line.startsWith("#")) break;
    const [, key, value] = /^# ([^:]+): (.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    try {
      settings.push([key, parseJson(value!)]);
    } catch {
      // A remark of somebody's own.
    }
  }
  return Object.fromEntries(settings);
}
