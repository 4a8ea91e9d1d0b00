/** What a second worker thread gives. */
import { sample, seeded } from "@eznas/gp";
import { inputsFor } from "@eznas/ranking";
import { startRankWorkers } from "@eznas/ranking/node";
import { nasBench201 } from "@eznas/spaces";
import { interleave, timed } from "../interleave.ts";
import type { Measure } from "../measure.ts";
import { digits, median } from "../median.ts";

const seed = 1;

const workersMeasure = (batch: number, networkCount: number): Measure => ({
  name: `workers-${batch}`,
  what: `networks per second, 2 workers against 1 (random networks built, captured, scored by EZNAS-A, batch ${batch})`,
  unit: "×",
  goal: { is: "at least", value: 1.7 },
  async run({ quick }) {
    const space = nasBench201();
    const drawn = sample([...space.all()], quick ? 4 : networkCount, seeded(seed, "networks"));
    const networks = drawn.map((architecture) => ({ id: space.format(architecture), accuracy: 0 }));
    const inputs = await inputsFor({ images: "photographs", batch, seed, shape: space.inputShape });
    const settings = { space: { name: space.name }, metrics: ["eznas-a"], inputs, seed, backend: "wasm" } as const;
    const sides = [1, 2].map((count) => startRankWorkers({ ...settings, count }));
    const [one, two] = await interleave(
      quick ? 1 : 3,
      sides.map((side) => () => timed(1, () => side.scoreDrawn(networks, {}))),
    );
    await Promise.all(sides.map((side) => side.close()));
    const perSecond = (times: readonly number[]) => (1000 * networks.length) / median(times);
    return {
      value: perSecond(two!) / perSecond(one!),
      ours: `${digits(perSecond(two!))} networks/s`,
      figures: {
        "networks/s with 1 worker": digits(perSecond(one!)),
        "networks/s with 2 workers": digits(perSecond(two!)),
        networks: networks.length,
        batch,
        threads: "1 and 2",
      },
    };
  },
});

/** A search captures at batch 1, the published tables at 16. */
export const workers: readonly Measure[] = [workersMeasure(1, 320), workersMeasure(16, 160)];
