/** Searches over the architectures of a table, and how good the best one is after each network trained. */
import { type Rng, seeded } from "@eznas/gp";
import { agingEvolution } from "@eznas/search";
import type { Space } from "@eznas/spaces";
import type { ScoredNetworks } from "./scored-networks.ts";

/** Random search, or aging evolution where it has a population. */
export interface Method {
  readonly name: string;
  readonly evolution?: { readonly population: number; readonly tournament: number };
  /** Of so many mutations the one that the metric scores highest is trained. */
  readonly proposals?: { readonly metric: string; readonly count: number };
}

export interface ArchitectureSearch {
  readonly method: Method;
  readonly space: Space<unknown>;
  /** True accuracies of all architectures, by their text. */
  readonly accuracies: ReadonlyMap<string, number>;
  readonly scored: ScoredNetworks | undefined;
  /** How many different networks are trained. */
  readonly count: number;
  /** Seeds the search; what is random in the first population is the same for every method. */
  readonly seed: number;
  readonly repeat: number;
  readonly signal: AbortSignal;
}

/** A search that meets nothing new in so many steps for each network it may train has ended. */
const stepsPerNetwork = 20;

/**
 * The best accuracy after each of `count` networks. One that was trained before is known: it is neither trained again
 * nor counted, and proposed only where nothing else is.
 */
export async function bestSoFar(search: ArchitectureSearch): Promise<readonly number[]> {
  const { space, accuracies, count, signal } = search;
  const trained = new Set<string>();
  const best: number[] = [];
  let steps = 0;
  for await (const architecture of architectures(search, trained)) {
    const id = space.format(architecture);
    if (!trained.has(id)) best.push(Math.max(accuracyOf(accuracies, id), best.at(-1) ?? Number.NEGATIVE_INFINITY));
    trained.add(id);
    if (best.length === count || ++steps === stepsPerNetwork * count) break;
    if (steps % 16 === 0) await new Promise(setImmediate); // lets a Ctrl-C be heard
    signal.throwIfAborted();
  }
  return [...best, ...new Array<number>(count - best.length).fill(best.at(-1)!)];
}

async function* architectures(
  { method, space, accuracies, scored, seed, repeat }: ArchitectureSearch,
  trained: ReadonlySet<string>,
): AsyncGenerator<unknown> {
  const rng = seeded(seed, "search", repeat);
  const { evolution, proposals } = method;
  if (!evolution) for (;;) yield space.sample(rng);
  const score = async (proposed: readonly unknown[]): Promise<readonly number[]> => {
    const ids = proposed.map(space.format);
    const scores = await scored!.of(ids);
    return scores.map(([one], i) => (one!.ok && !trained.has(ids[i]!) ? one!.value : Number.NEGATIVE_INFINITY));
  };
  const run = agingEvolution({
    space: { sample: space.sample, mutate: (parent: unknown, rng: Rng) => space.mutate(parent, rng) },
    accuracy: (architecture) => accuracyOf(accuracies, space.format(architecture)),
    rng,
    ...evolution,
    ...(proposals && { proposals: { count: proposals.count, score } }),
  });
  for await (const { architecture } of run) yield architecture;
}

function accuracyOf(accuracies: ReadonlyMap<string, number>, id: string): number {
  const known = accuracies.get(id);
  if (known !== undefined) return known;
  throw new RangeError(`figure-4: the table has no ${id}, and a search may meet any network`);
}
