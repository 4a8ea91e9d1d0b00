/** The worker's side of `startCollectWorkers`. */
import { workerData } from "node:worker_threads";
import { useBackend } from "@eznas/kernels";
import { type Lane, lane } from "@eznas/node";
import { loadSetup, patternNamed, patterns, terminalTableOf } from "@eznas/program";
import { findSpace } from "@eznas/spaces/named";
import { type CaptureJob, captureToFile } from "@eznas/stats/node";
import { weightsOf } from "../draw-networks.ts";
import { lossFor, underLoss } from "../loss.ts";
import type { CollectWorkerSettings, WrittenElsewhere } from "./collect-workers.ts";

async function start(): Promise<Lane<CaptureJob, WrittenElsewhere>> {
  const {
    space: asked,
    seed,
    loss: asksLoss,
    setup: address,
    pattern,
    backend,
    ...options
  } = workerData as CollectWorkerSettings;
  const setup = address === undefined ? {} : await loadSetup(address);
  const space = await findSpace(asked.name, asked.options);
  const loss = lossFor(space, asksLoss);
  const terminals = terminalTableOf(setup);
  await useBackend(backend);
  const capture = captureToFile({
    ...options,
    ...(terminals && { terminals }),
    ...(pattern !== undefined && { pattern: patternNamed(pattern, { ...patterns, ...setup.patterns }) }),
  });
  return lane(async ({ id, file }) => {
    const started = performance.now();
    const architecture = space.parse(id);
    const build = () => underLoss(space.build(architecture, weightsOf(seed, space.format(architecture))), loss);
    const written = await capture({ id, build }, file);
    return { ...written, seconds: (performance.now() - started) / 1000 };
  });
}

const started: Promise<Lane<CaptureJob, WrittenElsewhere>> = start();
export default started;
