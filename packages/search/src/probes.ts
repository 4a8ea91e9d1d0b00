/** The small subset of the statistics on which validity is judged. */
import { pick, type Rng, sample } from "@eznas/gp";
import type { Dataset, InstanceStatistics, Statistic } from "@eznas/stats";
import { pauses, type Watching } from "./progress.ts";
import { miniature, scaled, sparse } from "./stress.ts";

/** The shapes of one instance's statistics. */
export type Shapes = Readonly<Record<string, readonly number[]>>;

export interface Probes {
  /** Every combination of shapes among all the instances of the networks that were read. */
  readonly shapes: readonly Shapes[];
  /** A few instances, as they are. */
  readonly instances: readonly InstanceStatistics<string>[];
  /** Variations of those instances; the shapes of some are not those of any network. */
  readonly stressed: readonly InstanceStatistics<string>[];
}

export interface ProbeOptions extends Watching {
  /** The statistics that programs may read. */
  readonly statistics: readonly string[];
  /** How many networks of each task are read. Default: 3. */
  readonly probeNetworks?: number;
  /** How many instances of each of them are kept. Default: 4. */
  readonly probeInstances?: number;
}

const miniatures = 96;

/**
 * Reads a few networks of every task and keeps a few instances of each: the one with the most zeros, since a dead
 * branch (all its gradients are 0) is where programs divide by zero, and others at random.
 *
 * Rejects with a RangeError for a network without instances and for a task that lacks one of the statistics.
 */
export async function readProbes(
  tasks: readonly Dataset[],
  rng: Rng,
  { statistics, probeNetworks = 3, probeInstances = 4, onProgress, signal }: ProbeOptions,
): Promise<Probes> {
  const pause = pauses({ signal });
  const shapes = new Map<string, Shapes>();
  const instances: InstanceStatistics<string>[] = [];
  const chosen = tasks.flatMap((task) =>
    sample(task.networks, Math.min(probeNetworks, task.networks.length), rng).map(({ id }) => ({ task, id })),
  );
  for (const [done, { task, id }] of chosen.entries()) {
    await pause();
    const network = await readAll(task, id, statistics);
    for (const instance of network) {
      const ofInstance = shapesOf(instance);
      shapes.set(JSON.stringify(ofInstance), ofInstance);
    }
    instances.push(...keep(network, Math.min(probeInstances, network.length), rng));
    onProgress?.("probe", done + 1, chosen.length);
  }
  return { shapes: [...shapes.values()], instances, stressed: stress(instances, rng) };
}

async function readAll(
  task: Dataset,
  id: string,
  statistics: readonly string[],
): Promise<readonly InstanceStatistics<string>[]> {
  const network = await task.read(id, statistics).catch((cause: unknown) => {
    if (!(cause instanceof RangeError)) throw cause;
    const refusal = `search: task "${task.name}" cannot give what programs may read (${cause.message})`;
    throw new RangeError(`${refusal}; narrow primitives.terminals`, { cause });
  });
  if (network.length === 0)
    throw new RangeError(`search: network "${id}" of task "${task.name}" has no instances; leave it out of the task`);
  return network;
}

function shapesOf({ statistics }: InstanceStatistics<string>): Shapes {
  return Object.fromEntries(Object.entries(statistics).map(([name, statistic]) => [name, statistic!.shape]));
}

function keep(
  network: readonly InstanceStatistics<string>[],
  count: number,
  rng: Rng,
): readonly InstanceStatistics<string>[] {
  const byZeros = network.map((instance) => ({ instance, zeros: shareOfZeros(instance) }));
  const { instance: sparsest } = byZeros.reduce((most, each) => (each.zeros > most.zeros ? each : most));
  const others = network.filter((instance) => instance !== sparsest);
  return [sparsest, ...sample(others, count - 1, rng)];
}

function shareOfZeros({ statistics }: InstanceStatistics<string>): number {
  let zeros = 0;
  let total = 0;
  for (const { data } of Object.values(statistics as Readonly<Record<string, Statistic>>)) {
    for (const x of data) if (x === 0) zeros++;
    total += data.length;
  }
  return zeros / total;
}

function stress(instances: readonly InstanceStatistics<string>[], rng: Rng): readonly InstanceStatistics<string>[] {
  // Miniatures come first: they are the cheapest and refuse the most.
  return [
    ...Array.from({ length: miniatures }, () => miniature(pick(instances, rng), rng)),
    ...instances.flatMap((instance) => [scaled(instance, 4), scaled(instance, 1 / 4), sparse(instance, 1 / 2, rng)]),
  ];
}
