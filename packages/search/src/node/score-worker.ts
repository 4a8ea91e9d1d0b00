/** The worker's side of `startWorkers`: it owns a backend, its datasets and a bounded cache of what it has read. */
import { workerData } from "node:worker_threads";
import { useBackend } from "@eznas/kernels";
import { type Lane, lane } from "@eznas/node";
import {
  loadSetup,
  program,
  type Score,
  type Scorer,
  scorer,
  sharedGraphOf,
  vocabularyOf,
  wholeVocabulary,
} from "@eznas/program";
import { type Dataset, datasetCache } from "@eznas/stats";
import { openDataset } from "@eznas/stats/node";
import type { ScoreJob, WorkerSettings } from "./workers.ts";

const { backend, setup, cacheBytes } = workerData as WorkerSettings;

/** The programs of the last job, prepared: the jobs of a generation all have the same. */
interface Prepared {
  readonly key: string;
  readonly scoresOf: Scorer;
  readonly terminals: readonly string[];
}

async function start(): Promise<Lane<ScoreJob, readonly Score[]>> {
  await useBackend(backend);
  const vocabulary = { ...wholeVocabulary, ...(setup === undefined ? {} : vocabularyOf(await loadSetup(setup))) };
  const cached = datasetCache({ bytes: cacheBytes });
  const datasets = new Map<string, Promise<Dataset>>();
  let prepared: Prepared | undefined;

  const prepare = (texts: readonly string[], own: readonly string[]): Prepared => {
    const key = texts.join("\n");
    if (prepared?.key === key) return prepared;
    const terminals = [...new Set([...vocabulary.terminals, ...own])];
    const programs = texts.map((text) => program(text, { ...vocabulary, terminals }));
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
  return lane(async ({ programs, terminals: own, path, id }) => {
    const { scoresOf, terminals } = prepare(programs, own);
    return scoresOf(await (await datasetAt(path)).read(id, terminals));
  });
}

const started: Promise<Lane<ScoreJob, readonly Score[]>> = start();
export default started;
