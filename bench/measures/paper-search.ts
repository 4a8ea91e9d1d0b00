/** A search of the paper's size, from architectures to finalists. */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { type Generation, search } from "@eznas/search";
import { startWorkers } from "@eznas/search/node";
import { collectTasks, tasksOf } from "../collect-lane.ts";
import type { Measure } from "../measure.ts";
import { digits } from "../median.ts";

export const paperSearch: Measure = {
  name: "paper-search",
  what:
    "a search of the paper's size: 50 programs, 10 generations, 4 tasks, 80 networks each, " +
    "collecting included, 2 workers",
  unit: "s",
  goal: { is: "at most", value: 600 },
  async run({ quick, note }) {
    const sizes = quick ? { population: 10, generations: 1, networksPerTask: 4 } : {};
    const networks = quick ? 6 : 80;
    const folder = fileURLToPath(new URL("../../.eznas/bench/search", import.meta.url));
    await rm(folder, { recursive: true, force: true });
    const start = performance.now();
    const elapsed = (): number => (performance.now() - start) / 1000;
    try {
      const tasks = await collectTasks(tasksOf(folder, networks), 2);
      const collected = elapsed();
      note(`collected in ${digits(collected)} s`);
      await useBackend("wasm");
      const workers = startWorkers({ count: 2, backend: "wasm" });
      let last: Generation | undefined;
      for await (const generation of search({ seed: 1, tasks, scoreNetworks: workers.scoreNetworks, ...sizes })) {
        last = generation;
        note(`generation ${generation.index}: best ${generation.best.fitness.toFixed(3)}, ${digits(elapsed())} s`);
      }
      await workers.close();
      const seconds = elapsed();
      return {
        value: seconds,
        ours: `${digits(seconds)} s`,
        figures: {
          "collecting, s": digits(collected),
          "searching, s": digits(seconds - collected),
          tasks: tasks.map(({ name }) => name).join("; "),
          "networks captured": 4 * networks,
          "last generation's best, Kendall τ": digits(last!.best.fitness),
          "its program": format(last!.best.tree),
          seed: 1,
          threads: 2,
        },
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
