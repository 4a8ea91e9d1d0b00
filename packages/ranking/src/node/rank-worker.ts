/** The worker's side of `startRankWorkers`. */
import { workerData } from "node:worker_threads";
import { useBackend } from "@eznas/kernels";
import { type Lane, lane } from "@eznas/node";
import { findSpace } from "@eznas/spaces/named";
import { metric } from "../metric.ts";
import { metricOptionsFrom } from "../metric-setup.ts";
import type { NamedScore } from "../prepare-metrics.ts";
import { measuring } from "../rank.ts";
import type { RankWorkerData } from "./rank-workers.ts";

async function start(): Promise<Lane<string, readonly NamedScore[]>> {
  const settings = workerData as RankWorkerData;
  const options = await metricOptionsFrom(settings.setup);
  const metrics = settings.metrics.map(({ name, text }) => ({ ...metric(text, options), name }));
  const space = await findSpace(settings.space.name, settings.space.options);
  await useBackend(settings.backend);
  return lane(measuring({ ...settings, space, metrics, terminals: options.table }));
}

const started: Promise<Lane<string, readonly NamedScore[]>> = start();
export default started;
