/** The worker's side of `startWorkers`: it owns a backend, its datasets and a bounded cache of what it has read. */
import { workerData } from "node:worker_threads";
import { useBackend } from "@eznas/kernels";
import { type Lane, lane } from "@eznas/node";
import { loadSetup, program, type Score, type Scorer, scorer, sharedGraphOf, vocabularyOf } from "@eznas/program";
import { type Dataset, datasetCache, type StatisticName } from "@eznas/stats";
import { openDataset } from "@eznas/stats/node";
import type { ScoreJob, WorkerSettings } from "./workers.ts";

const { backend, setup, cacheBytes } = workerData as WorkerSettings;

/** The programs of the last job, prepared: the jobs of a generation all have the same. */
interface Prepared {
  readonly key: string;
  readonly scoresOf: Scorer;
  readonly terminals: readonly StatisticName[];
}

async function start(): Promise<Lane<ScoreJob, readonly Score[]>> {
  await useBackend(backend);
  const vocabulary = setup === undefined ? {} : vocabularyOf(await loadSetup(setup));
  const cached = datasetCache({ bytes: cacheBytes });
  const datasets = new Map<string, Promise<Dataset>>();
  let prepared: Prepared | undefined;

  const prepare = (texts: readonly string[]): Prepared => {
    const key = texts.join("\n");
    if (prepared?.key === key) return prepared;
    const programs = texts.map((text) => program(text, vocabulary));
    prepared = {
      key,
      scoresOf: scorer(programs, { vanishedGradients: "score" }),
      terminals: sharedGraphOf(programs).terminals,
    };
    return prepared;
  };
  const datasetAt = (path: string): Promise<Dataset> => {
    const known = datasets.get(path) ?? openDataset(path).then(cached);
    datasets.set(path, known);
    return known;
  };
  return lane(async ({ programs, path, id }) => {
    const { scoresOf, terminals } = prepare(programs);
    return scoresOf(await (await datasetAt(path)).read(id, terminals));
  });
}

const started: Promise<Lane<ScoreJob, readonly Score[]>> = start();
export default started;
