/** Networks to search with, to choose with and to report on. */
import { type Rng, sample, seeded } from "@eznas/gp";
import { type Dataset, type Network, subset } from "@eznas/stats";

/** What share of a dataset's networks chooses between finished metrics, and what share only reports. */
export interface Shares {
  readonly validation: number;
  readonly test: number;
}

/** Three parts of a dataset that share no network. */
export interface Split<D extends Dataset = Dataset> {
  readonly search: D;
  readonly validation: D;
  readonly test: D;
}

/** Networks that are neighbors in accuracy are dealt to the parts together. */
const stratum = 12;

/**
 * Parts a dataset in three, each with good and bad networks alike: networks are sorted by accuracy and dealt out
 * stratum by stratum, at random within one.
 *
 * Throws a RangeError for shares that are negative or leave nothing to search with.
 *
 * @example
 * ```ts
 * import { seeded } from "@eznas/gp";
 * import { splitNetworks } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * const networks = Array.from({ length: 40 }, (_, i) => ({ id: `net ${i}`, accuracy: 60 + i, instances: [] }));
 * const { search, validation, test } = splitNetworks(inMemory("DARTS", networks), { validation: 0.25, test: 0.25 }, seeded(1));
 * [search, validation, test].map((part) => part.networks.length); // → [ 20, 10, 10 ]
 * ```
 */
export function splitNetworks<D extends Dataset>(dataset: D, { validation, test }: Shares, rng: Rng): Split<D> {
  if (!(validation >= 0 && test >= 0 && validation + test < 1))
    throw new RangeError(
      `splitNetworks: the shares for validation and test must not be negative and sum to less than 1, ` +
        `got ${validation} and ${test}`,
    );
  const sorted = dataset.networks.toSorted((a, b) => a.accuracy - b.accuracy);
  const parts: Record<keyof Split, Set<Network>> = { search: new Set(), validation: new Set(), test: new Set() };
  for (let from = 0; from < sorted.length; from += stratum) {
    const dealt = sample(sorted.slice(from, from + stratum), Math.min(stratum, sorted.length - from), rng);
    // By what each part is to have had up to here, so that rounding never adds up.
    const upTo = from + dealt.length;
    const due = { validation: Math.round(validation * upTo), test: Math.round(test * upTo) };
    for (const network of dealt) {
      const part = (["validation", "test"] as const).find((name) => parts[name].size < due[name]) ?? "search";
      parts[part].add(network);
    }
  }
  const only = (part: ReadonlySet<Network>): D => subset(dataset, (network) => part.has(network));
  return { search: only(parts.search), validation: only(parts.validation), test: only(parts.test) };
}

/**
 * Parts several datasets in three such that a network is in the same part of all that have it, be it with another
 * accuracy: what one was searched with, none reports on.
 *
 * Networks that an earlier dataset has are where they are there; the others are parted as by {@link splitNetworks}.
 * Throws a RangeError as that does.
 *
 * @example
 * ```ts
 * import { splitTogether } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * const networks = Array.from({ length: 40 }, (_, i) => ({ id: `net ${i}`, accuracy: 60 + i, instances: [] }));
 * const again = networks.map((network) => ({ ...network, accuracy: 90 - network.accuracy / 2 }));
 * const tasks = [inMemory("CIFAR-10", networks), inMemory("CIFAR-100", again)];
 * const [one, other] = splitTogether(tasks, { validation: 0.25, test: 0.25 }, 1);
 * const ids = (part = one?.test) => part?.networks.map(({ id }) => id).join();
 * ids(one?.test) === ids(other?.test); // → true
 * ```
 */
export function splitTogether<D extends Dataset>(
  tasks: readonly D[],
  shares: Shares,
  seed: number,
): readonly Split<D>[] {
  const partOf = new Map<string, keyof Split>();
  return tasks.map((task) => {
    const fresh = subset(task, ({ id }) => !partOf.has(id));
    const dealt = splitNetworks(fresh, shares, seeded(seed, "split", task.name));
    for (const part of ["search", "validation", "test"] as const)
      for (const { id } of dealt[part].networks) partOf.set(id, part);
    const only = (part: keyof Split): D => subset(task, ({ id }) => partOf.get(id) === part);
    return { search: only("search"), validation: only("validation"), test: only("test") };
  });
}
