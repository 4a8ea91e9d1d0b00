export { explainFileError, FileError } from "./file-error.ts";
export { fillWhole } from "./fill-whole.ts";
export { type Lane, type LaneOptions, type Lanes, lane, type Outcome, type RunOptions, startLanes } from "./lanes.ts";
export { removeLeftovers } from "./leftovers.ts";
export { type Lock, LockedError, type LockOptions, takeLock, withLock } from "./lock.ts";
export { moduleDigest } from "./module-digest.ts";
export { type WorkerModule, workerModule } from "./worker-module.ts";
export { writeAtomically } from "./write-atomically.ts";
