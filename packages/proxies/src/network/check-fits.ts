import { bytesOfPass, checkMemory, onBackend } from "@eznas/engine";
import type { StepList } from "./network.ts";

/**
 * Throws an OutOfMemory for a batch whose values have no room; under a tape all of them stay, without one those still
 * to be read.
 */
export function checkFits({ steps }: StepList, batch: number, taped: boolean): void {
  const releases = taped ? undefined : steps.map(({ lastReads }) => lastReads);
  checkMemory({ caller: "proxy", batch, takenBy: (count) => onBackend(bytesOfPass(steps, count, releases)) });
}

/** The same for what keeps so many numbers of each image. */
export function checkRowsFit(batch: number, floats: number): void {
  checkMemory({ caller: "proxy", batch, takenBy: (count) => ({ heap: 0, besides: 4 * floats * count }) });
}

/** The same for what compares each image with each, in matrices of float64. */
export function checkPairsFit(batch: number): void {
  checkMemory({ caller: "proxy", batch, takenBy: (count) => ({ heap: 0, besides: 3 * 8 * count * count }) });
}
