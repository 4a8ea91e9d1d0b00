export { CaptureEngine, type CaptureEngineOptions, captureEngine } from "./capture/capture-engine.ts";
export { afterCapture, type EngineChoice, engineFor, engineForMany } from "./capture/choose.ts";
export { type Flow, type GradientFlow, gradientFlow } from "./graph/gradient-flow.ts";
export { type Graph, graphOf, type Slot, type Step } from "./graph/graph.ts";
export { logitsOf } from "./graph/logits.ts";
export { bytesOfPass } from "./memory/bytes-of-pass.ts";
export { checkMemory, type MemoryTaken, onBackend } from "./memory/check-memory.ts";
export type { Part, Weight } from "./parts/part.ts";
