/** One generation of a search over statistics on disk. */
import { fileURLToPath } from "node:url";
import { useBackend } from "@eznas/kernels";
import { type Phase, search } from "@eznas/search";
import { startWorkers } from "@eznas/search/node";
import { collectTasks, tasksOf } from "../collect-lane.ts";
import type { Measure } from "../measure.ts";
import { digits, median } from "../median.ts";

export const generation: Measure = {
  name: "generation",
  what: "one generation: 100 programs × 4 tasks × 20 networks, statistics on disk, 2 workers",
  unit: "s",
  goal: { is: "at most", value: 10 },
  async run({ quick, note }) {
    const [networksPerTask, population] = quick ? [4, 10] : [20, 100];
    const folder = fileURLToPath(new URL(`../../.eznas/bench/generation-${networksPerTask}`, import.meta.url));
    note("collecting what is not collected yet");
    const tasks = await collectTasks(tasksOf(folder, networksPerTask), 2);
    await useBackend("wasm");
    const workers = startWorkers({ count: 2, backend: "wasm" });
    const evaluating: number[] = [];
    const whole: number[] = [];
    let begun = performance.now();
    let drawn = begun;
    const onProgress = (phase: Phase) => {
      if (phase === "draw") drawn = performance.now();
    };
    const generations = 3;
    const run = search({
      seed: 1,
      tasks,
      population,
      networksPerTask,
      generations,
      scoreNetworks: workers.scoreNetworks,
      onProgress,
    });
    for await (const { index } of run) {
      const now = performance.now();
      whole.push((now - begun) / 1000);
      evaluating.push((now - drawn) / 1000);
      note(`generation ${index}: ${digits(whole.at(-1)!)} s, of which evaluation ${digits(evaluating.at(-1)!)} s`);
      begun = performance.now();
    }
    await workers.close();
    const [firstWhole, ...laterWhole] = whole;
    const [firstEvaluating, ...laterEvaluating] = evaluating;
    const value = median(laterWhole);
    return {
      value,
      ours: `${digits(value)} s; the first, from disk, ${digits(firstEvaluating!)} s`,
      figures: {
        "evaluation alone, s": digits(median(laterEvaluating)),
        "first population, statistics read from disk, s": digits(firstWhole!),
        "its evaluation alone, s": digits(firstEvaluating!),
        programs: population,
        networks: 4 * networksPerTask,
        "generations measured": generations,
        threads: 2,
      },
    };
  },
};
