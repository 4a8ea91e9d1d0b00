export { type Lane, type LaneOptions, type Lanes, lane, type Outcome, type RunOptions, startLanes } from "./lanes.ts";
export { type WorkerModule, workerModule } from "./worker-module.ts";
export { startWorkers, type Workers, type WorkersOptions } from "./workers.ts";
