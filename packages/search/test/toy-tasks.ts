/** Small tasks with random statistics, on which some programs rank better than others. */
import { integer, pick, type Rng, seeded } from "@eznas/gp";
import { randomInstance } from "@eznas/program/testing";
import { type Dataset, type InstanceStatistics, inMemory } from "@eznas/stats";

/** A network of a few instances, of which some have no gradient; `strength` scales all its statistics. */
export function randomNetwork(strength: number, rng: Rng): readonly InstanceStatistics[] {
  return Array.from({ length: 2 + integer(3, rng) }, (_, i) => {
    const channelsIn = pick([2, 3, 4], rng);
    const instance = randomInstance(
      `conv ${i}`,
      {
        batch: 1,
        channelsIn,
        channelsOut: pick([channelsIn, 2 * channelsIn], rng),
        size: pick([4, 6], rng),
        kernel: pick([1, 3], rng),
        stride: pick([1, 2], rng),
        dead: rng() < 0.15,
      },
      rng,
    );
    const statistics = Object.entries(instance.statistics).map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((x) => strength * x) },
    ]);
    return { name: instance.name, statistics: Object.fromEntries(statistics) };
  });
}

/** A task whose accuracies grow with the networks' strength, up to noise. */
export function toyTask(name: string, networks: number, seed = 1): Dataset {
  return inMemory(
    name,
    Array.from({ length: networks }, (_, i) => {
      const rng = seeded(seed, name, i);
      const strength = 0.5 + rng();
      return {
        id: `${name} ${i}`,
        accuracy: 60 + 20 * strength + 4 * rng(),
        instances: randomNetwork(strength, rng),
      };
    }),
  );
}
