/** What a checkpoint holds, and whether what a file holds is one, field by field. */
import type { ReportedGeneration } from "./generation-summary.ts";
import type { Failed, Individual, Ranked } from "./individual.ts";
import type { RunSettings } from "./run-settings.ts";

export type AsText<I extends Individual> = Omit<I, "tree"> & { readonly program: string };

/** A generation whose programs are texts; `JSON.stringify` writes it and `JSON.parse` reads it back. */
export interface Checkpoint {
  readonly format: "eznas-search/2";
  readonly seed: number;
  readonly index: number;
  readonly population: readonly (AsText<Ranked> | AsText<Failed>)[];
  readonly hallOfFame: readonly AsText<Ranked>[];
  readonly rejections: ReportedGeneration["rejections"];
  /** What this generation was evaluated on. */
  readonly tasks: readonly { readonly task: string; readonly networks: readonly string[] }[];
  /** What decides the run besides its seed; a search goes on only with its own. */
  readonly settings?: RunSettings;
  /** The generations before this one, as reports have them. */
  readonly history?: readonly ReportedGeneration[];
}

/** A checkpoint that is damaged, or of another run; the message names the field. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
}

/** Throws unless the value at a place is what it must be. */
type Check = (value: unknown, at: string) => void;

function demand(holds: boolean, at: string, expected: string, value: unknown): void {
  if (holds) return;
  const got = value === undefined ? "but it is missing" : `got ${shown(value)}`;
  throw new CheckpointError(`${at || "it"} must be ${expected}, ${got}`);
}

function shown(value: unknown): string {
  if (typeof value === "number") return String(value); // JSON has no infinity
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const number: Check = (value, at) => demand(Number.isFinite(value), at, "a finite number", value);
const count: Check = (value, at) =>
  demand(Number.isSafeInteger(value) && (value as number) >= 0, at, "a whole number from 0 up", value);
const text: Check = (value, at) => demand(typeof value === "string", at, "a text", value);

const exactly =
  (...known: readonly unknown[]): Check =>
  (value, at) =>
    demand(known.includes(value), at, known.map(shown).join(" or "), value);

const textOr =
  (other: null): Check =>
  (value, at) =>
    demand(typeof value === "string" || value === other, at, "a text or null", value);

const list =
  (of: Check): Check =>
  (value, at) => {
    demand(Array.isArray(value), at, "a list", value);
    for (const [i, entry] of (value as readonly unknown[]).entries()) of(entry, `${at}[${i}]`);
  };

/** An object with at least these fields. */
const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    demand(typeof value === "object" && value !== null && !Array.isArray(value), at, "an object", value);
    for (const [name, check] of Object.entries(fields))
      check((value as Readonly<Record<string, unknown>>)[name], at === "" ? name : `${at}.${name}`);
  };

const optional =
  (of: Check): Check =>
  (value, at) =>
    value === undefined ? undefined : of(value, at);

const both =
  (...checks: readonly Check[]): Check =>
  (value, at) => {
    for (const check of checks) check(value, at);
  };

/** A field decides what the others are. */
const byField =
  (name: string, cases: readonly (readonly [unknown, Check])[]): Check =>
  (value, at) => {
    record({ [name]: exactly(...cases.map(([known]) => known)) })(value, at);
    const found = (value as Readonly<Record<string, unknown>>)[name];
    cases.find(([known]) => known === found)![1](value, at);
  };

const taskFitness = list(record({ task: text, value: number }));
const ranked = record({ ok: exactly(true), program: text, fitness: number, tasks: taskFitness });
const onNetwork = record({ task: text, network: text, instance: text });
const failure = byField("reason", [
  ["shape", onNetwork],
  ["non-finite", onNetwork],
  ["vanished-gradient", onNetwork],
  ["operation", record({ task: text, network: text, instance: text, operation: text, detail: text })],
  ["no-correlation", record({ task: text })],
]);
const individual = byField("ok", [
  [true, ranked],
  [false, record({ program: text, failure })],
]);
const byOperation = optional(list(record({ operation: text, count, detail: text })));
const rejections = record({ shape: count, "non-finite": count, operations: byOperation });
const reported = record({
  index: count,
  best: record({ program: text, fitness: number, tasks: taskFitness }),
  median: number,
  failed: count,
  rejections,
  operations: byOperation,
});
const behaviour = record({ name: text, does: text });
const settings = record({
  ...{ population: count, maxDepth: count, tasksPerGeneration: count, networksPerTask: count, hallOfFame: count },
  ...{ probeNetworks: count, probeInstances: count, triesPerProgram: count, metric: text },
  ...{ operations: list(text), terminals: list(text) },
  ...{ init: behaviour, vary: behaviour, select: behaviour, fitness: behaviour },
  tasks: list(record({ name: text, networks: list(text), accuracies: text, statistics: textOr(null) })),
});

const startsRanked: Check = (value, at) => {
  const [first] = value as Checkpoint["population"];
  demand(first?.ok === true, `${at}[0]`, "a program with a fitness", first);
};

const whole = record({
  seed: number,
  index: count,
  population: both(list(individual), startsRanked),
  hallOfFame: list(ranked),
  rejections,
  tasks: list(record({ task: text, networks: list(text) })),
  settings: optional(settings),
  history: optional(list(reported)),
});

/**
 * A value as a checkpoint; throws a {@link CheckpointError} that names the field for a value that is none.
 *
 * @example
 * ```ts
 * import { checkCheckpoint } from "@eznas/search";
 *
 * try {
 *   checkCheckpoint({ format: "eznas-search/2", seed: "seven" });
 * } catch (error) {
 *   String(error); // → 'CheckpointError: seed must be a finite number, got "seven"'
 * }
 * ```
 */
export function checkCheckpoint(value: unknown): Checkpoint {
  const { format } = (value ?? {}) as { readonly format?: unknown };
  if (format === "eznas-search/1")
    throw new CheckpointError(
      "it is of an earlier release, which did not write down what decides a run; begin the search anew",
    );
  if (format !== "eznas-search/2") throw new CheckpointError("it is no checkpoint of a search");
  whole(value, "");
  return value as Checkpoint;
}
