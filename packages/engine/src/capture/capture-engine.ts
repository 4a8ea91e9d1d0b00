import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { CompiledPass } from "../recording/compiled-pass.ts";
import { growTo, type Machine, machine } from "../recording/machine.ts";
import { arraysIn, newArray, type TakeArray } from "../recording/result-arrays.ts";

export interface CaptureEngineOptions {
  /**
   * Whether the statistics of one capture take the place of those of the capture before, which saves a fifth to a third
   * of the time where one network after the other is captured, scored and forgotten. They lie in the engine's own
   * memory, which cannot be transferred to a worker: copy by `slice()` what is to go there or to
   * outlive the next capture. No by default.
   */
  readonly reuse?: boolean;
}

/**
 * Runs whole networks, forward and backward, on SIMD kernels over a memory of its own, which captures one after another
 * use again. Made by {@link captureEngine}.
 */
export class CaptureEngine {
  readonly #reuse: boolean;
  #machine: Machine = machine();
  #take: TakeArray = newArray;

  /** @internal */
  constructor({ reuse = false }: CaptureEngineOptions = {}) {
    this.#reuse = reuse;
  }

  /** The memory that the engine holds: what the largest capture so far took; with `reuse`, its statistics too. */
  get bytes(): number {
    return this.#machine.memory.buffer.byteLength;
  }

  /** Lets go of the memory. The next capture takes as much as it needs. */
  free(): void {
    this.#machine = machine();
    this.#take = newArray;
  }

  /** What programs for this engine are recorded for. @internal */
  get machine(): Machine {
    return this.#machine;
  }

  /**
   * Takes the memory for a capture that runs these programs, one for every input, so that it does not grow until the
   * capture has ended; false where there is not that much. @internal
   */
  begin(programs: readonly CompiledPass[]): boolean {
    const { memory } = programs[0]!;
    let bytes = 0;
    let results = 0;
    for (const program of programs) {
      bytes = Math.max(bytes, program.bytes);
      for (const { floats } of program.arrays) results += floats * 4;
    }
    if (!grown(memory, bytes)) return false;
    this.#take = this.#reuse && grown(memory, bytes + results) ? arraysIn(memory, bytes) : newArray;
    return true;
  }

  /** Puts the weights where a program finds them. @internal */
  load({ memory, weights }: CompiledPass, numbersOf: (variable: LayerVariable) => Float32Array): void {
    const heap = new Float32Array(memory.buffer);
    for (const [variable, { at }] of weights) if (at >= 0) heap.set(numbersOf(variable), at / 4);
  }

  /**
   * The outputs of a program that was loaded, each less its numbers in `minus`, in the arrays of this capture; where
   * a group is left out, its arrays are empty. @internal
   */
  run(program: CompiledPass, data: Float32Array, { without, minus }: RunOptions): readonly Float32Array[] {
    const heap = new Float32Array(program.memory.buffer);
    if (program.input.at >= 0) heap.set(data, program.input.at / 4);
    const results = program.arrays.map(({ group, floats }) => this.#take(group === without ? 0 : floats));
    const run = { heap, results, inPlace: this.#take !== newArray, minus };
    for (const instruction of program.instructions) instruction.run(run);
    return program.outputs.map(({ array, start, floats }) => {
      const all = results[array]!;
      return all.length === 0 ? all : new Float32Array(all.buffer, all.byteOffset + start * 4, floats);
    });
  }
}

/** Whether the memory has, or now gets, so many bytes. */
function grown(memory: WebAssembly.Memory, bytes: number): boolean {
  try {
    growTo(memory, bytes);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

interface RunOptions {
  /** A group of outputs that this run leaves out. */
  readonly without: string | undefined;
  readonly minus: readonly (Float32Array | undefined)[] | undefined;
}

/**
 * An engine for captures to share, where their memory should go away with it or by {@link CaptureEngine.free}. Captures
 * that name none share one that the process keeps.
 *
 * Throws an Error where the JavaScript engine has no WebAssembly SIMD.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { capture, randomInputs } from "@eznas/stats";
 * import { captureEngine } from "@eznas/engine";
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
export function captureEngine(options: CaptureEngineOptions = {}): CaptureEngine {
  return new CaptureEngine(options);
}
