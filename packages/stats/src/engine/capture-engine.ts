import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Step } from "../graph.ts";
import type { TapPlan } from "../tap-plan.ts";
import { compile, type Program } from "./compile.ts";
import { type Machine, machine } from "./machine.ts";
import { newArray } from "./new-array.ts";
import type { Shape } from "./recording.ts";

const page = 65536;

/**
 * Runs whole networks, forward and backward, on SIMD kernels over a memory of its own, which captures one after another use
 * again. Made by {@link captureEngine}.
 */
export class CaptureEngine {
  #machine: Machine = machine();

  /** The memory that the engine holds: what the largest capture so far took. */
  get bytes(): number {
    return this.#machine.memory.buffer.byteLength;
  }

  /** Lets go of the memory. The next capture takes as much as it needs. */
  free(): void {
    this.#machine = machine();
  }

  /** @internal */
  compile(plan: TapPlan, shape: Shape, T3: boolean): Program | Step {
    return compile(plan, { shape, machine: this.#machine, T3 });
  }

  /** Puts the weights where a program finds them; false where there is not that much memory. @internal */
  load(program: Program, numbersOf: (variable: LayerVariable) => Float32Array): boolean {
    const { memory } = this.#machine;
    const missing = program.bytes - memory.buffer.byteLength;
    try {
      if (missing > 0) memory.grow(Math.ceil(missing / page));
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
    const heap = new Float32Array(memory.buffer);
    for (const [variable, { at }] of program.weights) if (at >= 0) heap.set(numbersOf(variable), at / 4);
    return true;
  }

  /**
   * The outputs of a program that was loaded, each less its numbers in `minus`, in arrays that are the caller's; where
   * `T3` is not asked for, its arrays are empty. @internal
   */
  run(program: Program, data: Float32Array, { T3, minus }: RunOptions): readonly Float32Array[] {
    const heap = new Float32Array(this.#machine.memory.buffer);
    if (program.input.at >= 0) heap.set(data, program.input.at / 4);
    const results = program.arrays.map(({ group, floats }) => newArray(group !== "T3" || T3 ? floats : 0));
    const run = { heap, results, minus };
    for (const instruction of program.instructions) instruction.run(run);
    return program.outputs.map(({ array, start, floats }) => results[array]!.subarray(start, start + floats));
  }
}

interface RunOptions {
  readonly T3: boolean;
  readonly minus: readonly (Float32Array | undefined)[] | undefined;
}

/**
 * An engine for captures to share, where their memory should go away with it or by {@link CaptureEngine.free}. Captures that
 * name none share one that the process keeps.
 *
 * Throws an Error where the JavaScript engine has no WebAssembly SIMD.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { capture, captureEngine, randomInputs } from "@eznas/stats";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("wasm");
 * const engine = captureEngine();
 * const inputs = randomInputs([2, 8, 8, 3], Math.random);
 * const instances = await capture(tinyModel(), inputs, { engine });
 * instances.map(({ name }) => name); // → [ 'conv1', 'conv2' ]
 * engine.bytes > 0; // → true
 * engine.free();
 * ```
 */
export function captureEngine(): CaptureEngine {
  return new CaptureEngine();
}
