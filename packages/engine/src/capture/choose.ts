import { simdByDefault } from "@eznas/kernels";
import { CaptureEngine } from "./capture-engine.ts";

/**
 * What computes a capture. `simd` is the engine of this package, which throws for a layer that it has no kernels for,
 * `tfjs` its own backend and tape; `auto`, the default, and an engine of your own take the first where it can and else
 * the second. Where the environment variable `EZNAS_SIMD` is `0`, `auto` is `tfjs`.
 */
export type EngineChoice = "auto" | "simd" | "tfjs" | CaptureEngine;

/** An engine that stays after a capture may hold this much. */
const largest = 512 * 2 ** 20;

// The one thing that this package keeps between calls. WebAssembly runs some five times slower until the JavaScript
// engine has compiled it well, and new memory is slow to touch: a model alone pays for neither if the process keeps
// what the last one left. No result depends on it, and `free` or an engine of one's own does without.
let shared: CaptureEngine | undefined;

/** The engine to try; undefined for tfjs alone, and under "auto" where there is no WebAssembly SIMD. */
export function engineFor(choice: EngineChoice): CaptureEngine | undefined {
  if (choice === "tfjs" || (choice === "auto" && !simdByDefault())) return undefined;
  if (choice instanceof CaptureEngine) return choice;
  try {
    shared ??= new CaptureEngine();
  } catch (error) {
    if (choice === "simd") throw error;
  }
  return shared;
}

/**
 * The choice for networks that are captured one after the other, each done with before the next: an engine of its own
 * whose statistics take the place of those before, or tfjs where there is no SIMD or `EZNAS_SIMD` is `0`.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { capture, randomInputs } from "@eznas/stats";
 * import { engineForMany } from "@eznas/engine";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("wasm");
 * const engine = engineForMany();
 * const inputs = randomInputs([2, 8, 8, 3], Math.random);
 * for (const seed of [1, 2, 3]) {
 *   const [conv1] = await capture(tinyModel({ seed }), inputs, { engine, statistics: ["T3"] });
 *   conv1?.statistics.T3?.data.length; // → 216
 * }
 * ```
 */
export function engineForMany(): EngineChoice {
  if (!simdByDefault()) return "tfjs";
  try {
    return new CaptureEngine({ reuse: true });
  } catch {
    return "tfjs"; // no WebAssembly SIMD here
  }
}

/** Lets go of the shared engine's memory when one capture took very much of it. */
export function afterCapture(engine: CaptureEngine): void {
  if (engine === shared && engine.bytes > largest) engine.free();
}
