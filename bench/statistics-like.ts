/** Normal tensors in the shapes that a network's statistics have. */
import { sizeOf, standardNormal } from "@eznas/kernels";
import { nasBench201 } from "@eznas/spaces";
import { capture, type InstanceStatistics, randomInputs, type StatisticName, statisticNames } from "@eznas/stats";

/** The shape of T1, T2, T3 and T4 of each instance at batch 1. */
export async function instanceShapes(cell: string): Promise<readonly Record<string, readonly number[]>[]> {
  const space = nasBench201();
  const model = space.build(space.parse(cell), () => 0.5);
  const [height, width, channels] = space.inputShape;
  const inputs = randomInputs([1, height, width, channels], Math.random);
  const instances = await capture(model, inputs, { statistics: ["T1_D", "T2_D", "T3", "T4_D"] });
  model.dispose();
  return instances.map(({ statistics }) =>
    Object.fromEntries(Object.entries(statistics).map(([name, { shape }]) => [name.slice(0, 2), shape])),
  );
}

/** All 22 statistics of an instance, drawn anew. */
export function normalStatistics(
  shapes: readonly Record<string, readonly number[]>[],
  rng: () => number,
): readonly InstanceStatistics[] {
  const normal = standardNormal(rng);
  const draw = (name: StatisticName, shape: readonly number[]) => {
    const scale = name.includes("G") ? 1e-3 : 1;
    const length = sizeOf(shape);
    return { shape, data: Float32Array.from({ length }, () => scale * normal()) };
  };
  return shapes.map((of, i) => ({
    name: `instance ${i}`,
    statistics: Object.fromEntries(statisticNames.map((name) => [name, draw(name, of[name.slice(0, 2)]!)])),
  }));
}
