export { CaptureEngine, type CaptureEngineOptions, captureEngine } from "./capture-engine.ts";
export { afterCapture, type EngineChoice, engineFor, engineForMany } from "./choose.ts";
export { type Graph, graphOf, type Part, type Slot, type Step, type Weight } from "./graph.ts";
