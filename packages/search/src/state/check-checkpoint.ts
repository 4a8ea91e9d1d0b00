/** What a checkpoint holds, and whether what a file holds is one, field by field. */
import {
  both,
  byField,
  type Check,
  CheckpointError,
  count,
  demand,
  exactly,
  list,
  number,
  optional,
  record,
  text,
  textOr,
} from "./checks.ts";
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
  ...{ operations: list(text), terminals: list(text), seedPrograms: optional(list(text)) },
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
