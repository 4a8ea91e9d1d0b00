/** What a second worker thread gives. */
import { sample, seeded } from "@eznas/gp";
import { nasBench201 } from "@eznas/spaces";
import { interleave, timed } from "../interleave.ts";
import type { Measure } from "../measure.ts";
import { digits, median } from "../median.ts";
import { startScoring } from "../score-lane.ts";

const batch = 16;
const seed = 1;

export const workers: Measure = {
  name: "workers",
  what: `networks per second, 2 workers against 1 (random networks built, captured, scored by EZNAS-A, batch ${batch})`,
  unit: "×",
  goal: { is: "at least", value: 1.7 },
  async run({ quick }) {
    const space = nasBench201();
    const networks = sample([...space.all()], quick ? 4 : 24, seeded(seed, "networks")).map(space.format);
    const lanes = [startScoring(1, { batch, seed }), startScoring(2, { batch, seed })];
    // A lane warms up with the networks that it gets; the first round sees to that.
    const [one, two] = await interleave(
      quick ? 1 : 4,
      lanes.map((side) => () => timed(1, () => side.run(networks, { home: (text) => networks.indexOf(text) }))),
    );
    await Promise.all(lanes.map((side) => side.close()));
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
};
