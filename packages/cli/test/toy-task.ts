import { seeded } from "@eznas/gp";
import { type Dataset, inMemory, type NetworkRecord } from "@eznas/stats";

/** Networks of one instance whose weights grow with their accuracy, so that `mean(abs(T3))` ranks them. */
export function toyTask(name: string, networks: number, seed = 1): Dataset {
  const rng = seeded(seed, "toy", name);
  return inMemory(
    name,
    Array.from({ length: networks }, (_, i): NetworkRecord => {
      const T3 = { shape: [2, 2, 1, 1], data: Float32Array.from({ length: 4 }, () => (1 + i) * (0.5 + rng())) };
      const T4_D = { shape: [1, 2, 2, 2], data: Float32Array.from({ length: 8 }, () => rng() - 0.5) };
      return { id: `${name} ${i}`, accuracy: 60 + i, instances: [{ name: "conv", statistics: { T3, T4_D } }] };
    }),
  );
}
