/** Refuses a search that could only fail later, or whose result would mean nothing. */
import type { Dataset } from "@eznas/stats";
import { type PaperDefaults, paperDefaults } from "./paper-defaults.ts";

export interface CheckedOptions {
  readonly population: number;
  readonly generations: number;
  readonly hallOfFame: number;
  readonly tasks: readonly Dataset[];
  readonly tasksPerGeneration: number;
  readonly networksPerTask: number;
}

export function checkOptions(options: CheckedOptions): void {
  const { tasks, networksPerTask } = options;
  whole("population", options.population, 2, "crossover needs two parents");
  whole("generations", options.generations, 0);
  whole("hallOfFame", options.hallOfFame, 1);
  if (tasks.length === 0) throw new RangeError("search: tasks is empty; give one dataset at least to evolve against");
  const repeated = tasks.find(({ name }, i) => tasks.findIndex((task) => task.name === name) < i);
  if (repeated) throw new RangeError(`search: two tasks are named "${repeated.name}"; give each a name of its own`);
  whole("tasksPerGeneration", options.tasksPerGeneration, 1);
  if (options.tasksPerGeneration > tasks.length)
    throw new RangeError(
      `search: tasksPerGeneration is ${options.tasksPerGeneration}, but there are ${tasks.length} tasks; ask for fewer`,
    );
  whole("networksPerTask", networksPerTask, 3, "a rank correlation of fewer says nothing");
  for (const task of tasks) checkTask(task, networksPerTask);
}

/**
 * An option that is undefined, as one handed on may be, hides its default; and a variation
 * alone is no choice among variations.
 */
export function checkParts(options: PaperDefaults): void {
  const missing = Object.keys(paperDefaults).find((name) => options[name as keyof PaperDefaults] === undefined);
  if (missing) throw new RangeError(`search: ${missing} is undefined; leave it out for its default, or give a value`);
  if (!Array.isArray(options.vary))
    throw new RangeError(
      "search: vary must be choices with weights; give varOr([1, variation]) for one variation alone",
    );
}

function checkTask({ name, networks }: Dataset, networksPerTask: number): void {
  if (networks.length < networksPerTask)
    throw new RangeError(
      `search: task "${name}" has ${networks.length} networks, networksPerTask asks for ${networksPerTask}; ` +
        "collect more or ask for fewer",
    );
  const unknown = networks.find(({ accuracy }) => !Number.isFinite(accuracy));
  if (unknown)
    throw new RangeError(
      `search: network "${unknown.id}" of task "${name}" has accuracy ${unknown.accuracy}; leave it out of the task`,
    );
  const [first] = networks;
  if (networks.every(({ accuracy }) => accuracy === first!.accuracy))
    throw new RangeError(
      `search: all ${networks.length} networks of task "${name}" have accuracy ${first!.accuracy}; nothing ranks them`,
    );
}

function whole(option: string, value: number, least: number, why?: string): void {
  if (!(Number.isSafeInteger(value) && value >= least))
    throw new RangeError(
      `search: ${option} must be a whole number of at least ${least}, got ${value}${why ? ` (${why})` : ""}`,
    );
}
