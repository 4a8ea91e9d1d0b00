/** Passes over the steps of a graph: forward over values of any kind, and forward and backward over recorded ones. */
export { crossEntropy, type Target } from "./cross-entropy.ts";
export { type ForwardHooks, lastReads, type Placed, runForward } from "./forward.ts";
export { onesOf } from "./ones.ts";
export { type Backward, type BackwardHooks, recordBackward } from "./record-backward.ts";
export { type RecordedPass, type RecordForwardOptions, recordForward } from "./record-forward.ts";
export { type RecordSecondOrderOptions, recordSecondOrder } from "./record-second-order.ts";
