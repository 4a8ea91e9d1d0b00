/** A worker that builds networks of NAS-Bench-201 and scores them by EZNAS-A. */
import { workerData } from "node:worker_threads";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { eznasA, type Score, scorer, terminalsOf } from "@eznas/program";
import { type Lanes, lane, startLanes } from "@eznas/search/node";
import { nasBench201 } from "@eznas/spaces";
import { capture } from "@eznas/stats";
import { inputsFor } from "eznas";

interface Settings {
  readonly batch: number;
  readonly seed: number;
}

/** Threads that score architectures, given as texts. */
export function startScoring(count: number, settings: Settings): Lanes<string, Score> {
  return startLanes({ module: new URL(import.meta.url), count, data: settings });
}

async function start({ batch, seed }: Settings) {
  await useBackend("wasm");
  const space = nasBench201();
  const inputs = await inputsFor({ images: "photographs", batch, seed, shape: space.inputShape });
  const scoresOf = scorer([eznasA]);
  return lane(async (text: string): Promise<Score> => {
    const model = space.build(space.parse(text), seeded(seed, "weights", text));
    try {
      return scoresOf(await capture(model, inputs, { statistics: terminalsOf(eznasA) }))[0]!;
    } finally {
      model.dispose();
    }
  });
}

export default workerData ? start(workerData as Settings) : undefined;
