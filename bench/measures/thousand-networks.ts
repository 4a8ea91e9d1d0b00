/** EZNAS-A over many networks, as a user would rank them. */
import { inputsFor, metrics, rank } from "@eznas/ranking";
import { readAccuracies, startRankWorkers } from "@eznas/ranking/node";
import { spaceNamed } from "@eznas/spaces/named";
import { accuracyTable } from "../accuracies.ts";
import type { Measure } from "../measure.ts";
import { digits } from "../median.ts";

const batch = 16;
const seed = 1;
const column = "cifar10_test";

export const thousandNetworks: Measure = {
  name: "thousand-networks",
  what: `EZNAS-A over 1,000 random networks, batch ${batch}, 2 workers, start and building included`,
  unit: "s",
  goal: { is: "at most", value: 240 },
  async run({ quick, note }) {
    const space = spaceNamed("nas-bench-201");
    const table = await readAccuracies(accuracyTable(), { column, validate: space.parse });
    const start = performance.now();
    const elapsed = (): number => (performance.now() - start) / 1000;
    const inputs = await inputsFor({ images: "photographs", batch, seed, shape: space.inputShape });
    const shared = { inputs, seed };
    const workers = startRankWorkers({
      ...shared,
      count: 2,
      space: { name: space.name },
      metrics: ["eznas-a"],
      backend: "wasm",
    });
    const ranking = await rank({
      ...shared,
      space,
      table,
      count: quick ? 12 : 1000,
      metrics: metrics("eznas-a"),
      scoreDrawn: workers.scoreDrawn,
      onProgress: (done) => void (done % 100 === 0 && note(`${done} networks, ${digits(elapsed())} s`)),
    });
    await workers.close();
    const seconds = elapsed();
    const { kendall, spearman, n, failed } = ranking.metrics[0]!;
    return {
      value: seconds,
      ours: `${digits(seconds)} s`,
      figures: {
        "networks/s": digits((n + failed) / seconds),
        "Kendall τ": digits(kendall),
        "Spearman ρ": digits(spearman),
        "networks scored": n,
        "not scored": failed,
        column,
        seed,
        threads: 2,
      },
    };
  },
};
