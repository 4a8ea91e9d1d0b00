/** Passes over the steps of a graph: forward over values of any kind, and forward and backward over recorded ones. */
export { type ForwardHooks, lastReads, type Placed, runForward } from "./forward.ts";
export { type Backward, type BackwardHooks, recordBackward } from "./record-backward.ts";
export { type RecordedPass, type RecordForwardOptions, recordForward } from "./record-forward.ts";
