/** The networks that a generation is evaluated on. */
import { type Rng, sample } from "@eznas/gp";
import type { Dataset, Network } from "@eznas/stats";

/** A task and those of its networks that were drawn. */
export interface SampledTask {
  readonly dataset: Dataset;
  readonly networks: readonly Network[];
}

export interface SampleSizes {
  /** The paper's s. */
  readonly tasksPerGeneration: number;
  readonly networksPerTask: number;
}

/**
 * Draws s of the tasks and from each of them some networks, both without replacement (Algorithm 1, line 13).
 *
 * @example
 * ```ts
 * import { seeded } from "@eznas/gp";
 * import { sampleTasks } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * const networks = [70, 80, 90].map((accuracy) => ({ id: `net ${accuracy}`, accuracy, instances: [] }));
 * const tasks = ["DARTS", "ENAS", "PNAS"].map((name) => inMemory(name, networks));
 * const drawn = sampleTasks(tasks, { tasksPerGeneration: 2, networksPerTask: 3 }, seeded(1));
 * drawn.map((task) => task.networks.length); // → [ 3, 3 ]
 * ```
 */
export function sampleTasks(
  tasks: readonly Dataset[],
  { tasksPerGeneration, networksPerTask }: SampleSizes,
  rng: Rng,
): readonly SampledTask[] {
  return sample(tasks, tasksPerGeneration, rng).map((dataset) => ({
    dataset,
    networks: sample(dataset.networks, networksPerTask, rng),
  }));
}
