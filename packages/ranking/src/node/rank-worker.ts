/** The worker's side of `startRankWorkers`. */
import { workerData } from "node:worker_threads";
import { engineForMany } from "@eznas/engine";
import { useBackend } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import { type Lane, lane } from "@eznas/node";
import { spaceNamed } from "@eznas/spaces/named";
import { metric } from "../metric.ts";
import { type NamedScore, scoreArchitecture } from "../score-network.ts";
import type { RankWorkerSettings } from "./rank-workers.ts";

async function start(): Promise<Lane<string, readonly NamedScore[]>> {
  const settings = workerData as RankWorkerSettings;
  const space = spaceNamed(settings.space.name, settings.space.options);
  const options = { ...settings, metrics: settings.metrics.map(metric), engine: engineForMany(), arena: new Arena() };
  await useBackend(settings.backend);
  return lane(async (id) => (await scoreArchitecture(space, space.parse(id), options)).scores);
}

const started: Promise<Lane<string, readonly NamedScore[]>> = start();
export default started;
