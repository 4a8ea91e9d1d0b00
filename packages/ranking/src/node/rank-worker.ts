/** The worker's side of `startRankWorkers`. */
import { workerData } from "node:worker_threads";
import { useBackend } from "@eznas/kernels";
import { type Lane, lane } from "@eznas/node";
import { findSpace } from "@eznas/spaces/named";
import { metric } from "../metric.ts";
import type { NamedScore } from "../prepare-metrics.ts";
import { measuring } from "../rank.ts";
import type { RankWorkerSettings } from "./rank-workers.ts";

async function start(): Promise<Lane<string, readonly NamedScore[]>> {
  const settings = workerData as RankWorkerSettings;
  const space = await findSpace(settings.space.name, settings.space.options);
  await useBackend(settings.backend);
  return lane(measuring({ ...settings, space, metrics: settings.metrics.map((text) => metric(text)) }));
}

const started: Promise<Lane<string, readonly NamedScore[]>> = start();
export default started;
