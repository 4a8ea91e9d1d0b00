import { availableMemory, OutOfMemory } from "@eznas/kernels";
import { getBackend } from "@tensorflow/tfjs-core";

/** What a pass over a batch takes, in bytes. */
export interface MemoryTaken {
  /** In one WebAssembly memory, whose addresses end at 4 GiB. */
  readonly heap: number;
  /** Outside of it. */
  readonly besides: number;
}

export interface MemoryCheck {
  readonly caller: string;
  /** Images at a time. */
  readonly batch: number;
  /** Never less for more images. */
  readonly takenBy: (batch: number) => MemoryTaken;
  /** Bytes that the WebAssembly memory has by now. Default: none. */
  readonly held?: number;
  /** Bytes that the machine has. Default: what `availableMemory` says. */
  readonly available?: number | undefined;
}

/** The addresses of a WebAssembly memory. */
const addresses = 2 ** 32;

/** What nobody needs to be asked for. */
const little = 2 ** 28;

/** The part of the free memory that may be taken: the rest is for what else runs, and for what an estimate forgets. */
const share = 0.8;

/**
 * Throws an `OutOfMemory` for a batch whose pass would take more than a WebAssembly memory can have, or than the
 * machine has free,
 * before anything of it is taken; the error says how much that is, and the largest batch that fits.
 */
export function checkMemory({ caller, batch, takenBy, held = 0, ...machine }: MemoryCheck): void {
  const taken = takenBy(batch);
  const total = ({ heap, besides }: MemoryTaken): number => Math.max(0, heap - held) + besides;
  if (taken.heap <= addresses && total(taken) <= little) return;
  const available = "available" in machine ? machine.available : availableMemory();
  const most = available === undefined ? Number.POSITIVE_INFINITY : available * share;
  const fits = (each: MemoryTaken): boolean => each.heap <= addresses && total(each) <= Math.max(most, little);
  if (fits(taken)) return;
  const largest = largestThat((count) => fits(takenBy(count)), batch);
  const amount = gibibytes(taken.heap + taken.besides);
  const why =
    taken.heap > addresses
      ? `${gibibytes(taken.heap)} of it in WebAssembly's memory, which has at most 4 GiB`
      : `of ${gibibytes(available!)} that are free, ${gibibytes(most)} may be taken`;
  throw new OutOfMemory(
    `${caller}: a batch of ${batch} takes about ${amount}, ${why}; ${
      largest > 0 ? `the largest batch that fits is ${largest}` : "not even a batch of 1 fits: take smaller images"
    }`,
  );
}

/** Bytes of tensors, where the backend in use has them. */
export const onBackend = (bytes: number): MemoryTaken =>
  getBackend() === "wasm" ? { heap: bytes, besides: 0 } : { heap: 0, besides: bytes };

/** By halving: `fits` is true up to some count below `over`, and false from there on. */
function largestThat(fits: (count: number) => boolean, over: number): number {
  let [least, most] = [0, over];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle;
  }
  return least;
}

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(bytes < 2 ** 30 ? 2 : 1)} GiB`;
