/** The worker's side of `startWorkers`: it owns a backend, its datasets and a bounded cache of what it has read. */
import { workerData } from "node:worker_threads";
import { useBackend } from "@eznas/kernels";
import { type ProgramOptions, program, type Score, type Scorer, scorer } from "@eznas/program";
import { type Dataset, datasetCache } from "@eznas/stats";
import { openDataset } from "@eznas/stats/node";
import { statisticsRead } from "../score-networks.ts";
import { type Lane, lane } from "./lanes.ts";
import type { ScoreJob, WorkerSettings } from "./workers.ts";

const { backend, setup, cacheBytes } = workerData as WorkerSettings;

/** The programs of the last job, prepared: the jobs of a generation all have the same. */
interface Prepared {
  readonly key: string;
  readonly scoresOf: Scorer;
  readonly read: ReturnType<typeof statisticsRead>;
}

async function start(): Promise<Lane<ScoreJob, readonly Score[]>> {
  await useBackend(backend);
  const options: ProgramOptions = setup === undefined ? {} : (await import(setup)).default;
  const cached = datasetCache({ bytes: cacheBytes });
  const datasets = new Map<string, Promise<Dataset>>();
  let prepared: Prepared | undefined;

  const prepare = (texts: readonly string[]): Prepared => {
    const key = texts.join("\n");
    if (prepared?.key === key) return prepared;
    const programs = texts.map((text) => program(text, options));
    prepared = { key, scoresOf: scorer(programs), read: statisticsRead(programs) };
    return prepared;
  };
  const datasetAt = (path: string): Promise<Dataset> => {
    const known = datasets.get(path) ?? openDataset(path).then(cached);
    datasets.set(path, known);
    return known;
  };
  return lane(async ({ programs, path, id }) => {
    const { scoresOf, read } = prepare(programs);
    return scoresOf(await (await datasetAt(path)).read(id, read));
  });
}

const started: Promise<Lane<ScoreJob, readonly Score[]>> = start();
export default started;
