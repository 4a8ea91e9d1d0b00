/** EZNAS-A over many networks, as a user would rank them. */
import { kendallTau, spearmanRho } from "@eznas/fitness";
import { sample, seeded } from "@eznas/gp";
import { nasBench201 } from "@eznas/spaces";
import { readAccuracies } from "eznas";
import { accuracyTable } from "../accuracies.ts";
import type { Measure } from "../measure.ts";
import { digits } from "../median.ts";
import { startScoring } from "../score-lane.ts";

const batch = 16;
const seed = 1;
const column = "cifar10_test";

export const thousandNetworks: Measure = {
  name: "thousand-networks",
  what: `EZNAS-A over 1,000 random networks, batch ${batch}, 2 workers, start and building included`,
  unit: "s",
  goal: { is: "at most", value: 240 },
  async run({ quick, note }) {
    const space = nasBench201();
    const table = await readAccuracies(accuracyTable(), { column, validate: space.parse });
    const networks = sample(table, quick ? 12 : 1000, seeded(seed, "networks"));
    const start = performance.now();
    const lanes = startScoring(2, { batch, seed });
    const places = new Map(networks.map(({ id }, i) => [id, i]));
    const scores = await lanes.run(
      networks.map(({ id }) => id),
      {
        home: (id) => places.get(id)!,
        onDone: (done) => void (done % 100 === 0 && note(`${done} networks, ${digits(elapsed(start))} s`)),
      },
    );
    await lanes.close();
    const seconds = elapsed(start);
    const scored = scores.flatMap((score, i) => (score.ok ? [{ score: score.value, ...networks[i]! }] : []));
    const values = scored.map(({ score }) => score);
    const accuracies = scored.map(({ accuracy }) => accuracy);
    return {
      value: seconds,
      ours: `${digits(seconds)} s`,
      figures: {
        "networks/s": digits(networks.length / seconds),
        "Kendall τ": digits(kendallTau(values, accuracies)),
        "Spearman ρ": digits(spearmanRho(values, accuracies)),
        "networks scored": scored.length,
        "not scored": scores.length - scored.length,
        column,
        seed,
        threads: 2,
      },
    };
  },
};

const elapsed = (start: number): number => (performance.now() - start) / 1000;
