export { type Lane, type LaneOptions, type Lanes, lane, type Outcome, type RunOptions, startLanes } from "./lanes.ts";
export { type LockOptions, withLock } from "./lock.ts";
export { type WorkerModule, workerModule } from "./worker-module.ts";
export { writeAtomically } from "./write-atomically.ts";
export { fillWhole, writeWhole } from "./write-whole.ts";
