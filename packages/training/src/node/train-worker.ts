/** The worker's side of `startTrainWorkers`. */
import { workerData } from "node:worker_threads";
import { trainingEngine } from "@eznas/engine/training";
import { normalizationOf } from "@eznas/images";
import { useBackend } from "@eznas/kernels";
import { type Lane, lane } from "@eznas/node";
import { findSpace } from "@eznas/spaces/named";
import type { TrainingJob } from "../table/training-job.ts";
import type { TrainingRow } from "../table/training-table.ts";
import { trainArchitecture } from "../train-architecture.ts";
import type { TrainWorkerSettings } from "./train-workers.ts";

async function start(): Promise<Lane<TrainingJob, TrainingRow>> {
  const { space: asked, images, training, backend, setup } = workerData as TrainWorkerSettings;
  if (setup !== undefined) await import(setup);
  const space = await findSpace(asked.name, asked.options);
  const normalization = normalizationOf(images.train);
  const { name } = await useBackend(backend);
  // tfjs-node computes on native code, several threads of it.
  const engine = name === "tensorflow" ? undefined : trainingEngine();
  return lane(({ id, seed }) =>
    trainArchitecture(
      { id, build: (rng) => space.build(space.parse(id), rng) },
      { images, seed, training, normalization, engine },
    ),
  );
}

const started: Promise<Lane<TrainingJob, TrainingRow>> = start();
export default started;
