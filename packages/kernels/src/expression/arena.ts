import { relaxedByDefault } from "../backend/kernels-in-use.ts";
import { OutOfMemory } from "../backend/out-of-memory.ts";
import type { Block } from "./block.ts";
import { type Entries, expressionEntries, type Pointer } from "./entries.ts";

export interface ArenaOptions {
  /**
   * Fused multiply-adds: rounded once, so that results depend on the engine. Default: where the engine
   * can, unless `EZNAS_SIMD` is `plain`.
   */
  readonly relaxedSimd?: boolean;
}

const page = 65536;
/** The first bytes are for operands that are one number, four times. */
const reserved = 64;
/** Kernels read and write whole vectors, up to sixty bytes past the end. */
const slack = 64;
/** All addresses but a size class's worth: sizes are counted in 32 bits. */
const most = 2 ** 32 - 2 ** 29;

/**
 * A memory of its own with the SIMD kernels of program evaluation over it, and the blocks in it that are free.
 *
 * A released block is reused for the next of its size class, so that evaluating one network after the other takes no
 * more memory than one does. The memory grows as needed and is given back when the arena is no longer referenced, or on
 * `dispose`. Throws an Error where the engine lacks WebAssembly SIMD.
 *
 * @example
 * ```ts
 * import { Arena, exp } from "@eznas/kernels/expression";
 *
 * const arena = new Arena();
 * const a = arena.allocate([2]);
 * const out = arena.allocate([2]);
 * arena.write(a, Float32Array.of(0, -Infinity));
 * exp(arena, out, a);
 * arena.read(out); // → Float32Array(2) [ 1, 0 ]
 * ```
 */
export class Arena {
  readonly #entries: Entries;
  #memory: WebAssembly.Memory | undefined;
  #values: Float32Array;
  #top = reserved;
  #lent = 0;
  /** By size class, where room is free. */
  readonly #free: Pointer[][] = [];

  constructor({ relaxedSimd = relaxedByDefault() }: ArenaOptions = {}) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    this.#memory = memory;
    this.#entries = expressionEntries(memory, relaxedSimd);
    this.#values = new Float32Array(memory.buffer);
  }

  /** The SIMD functions, for a kernel of your own. */
  get entries(): Entries {
    return this.#entries;
  }

  /** The bytes that the memory has. */
  get bytes(): number {
    return this.#values.byteLength;
  }

  /** How many pieces of memory are lent and not yet given back. */
  get lent(): number {
    return this.#lent;
  }

  /** A block for a tensor of that shape. What it holds is undefined. */
  allocate(shape: readonly number[]): Block {
    let size = 1;
    for (const length of shape) size *= length;
    return { offset: this.take(4 * size), shape, size };
  }

  /** Gives a block back. It may not be used after that. */
  release({ offset, size }: Block): void {
    this.give(offset, 4 * size);
  }

  /** Room for so many bytes, aligned to 64, that kernels may overrun by a vector. */
  take(bytes: number): Pointer {
    if (bytes > most) throw tooMuch(bytes);
    const sizeClass = classOf(bytes + slack);
    this.#lent++;
    const free = this.#free[sizeClass];
    if (free?.length) return free.pop()!;
    const pointer = this.#top;
    const top = pointer + bytesOf(sizeClass);
    if (top > this.#values.byteLength) this.#grow(top);
    this.#top = top;
    return pointer;
  }

  /** Gives back what was taken for so many bytes. */
  give(pointer: Pointer, bytes: number): void {
    const sizeClass = classOf(bytes + slack);
    this.#lent--;
    const free = this.#free[sizeClass];
    if (free) free.push(pointer);
    else this.#free[sizeClass] = [pointer];
  }

  /** Lends room for so many bytes while `use` runs. */
  scratch<T>(bytes: number, use: (pointer: Pointer) => T): T {
    const pointer = this.take(bytes);
    try {
      return use(pointer);
    } finally {
      this.give(pointer, bytes);
    }
  }

  /** Sets the values of a block, row-major. Throws a RangeError when they are not as many as it has. */
  write({ offset, size, shape }: Block, values: ArrayLike<number>): void {
    if (values.length !== size)
      throw new RangeError(
        `Arena.write: got ${values.length} values for the shape [${shape.join(", ")}], which has ${size}`,
      );
    this.#values.set(values, offset / 4);
  }

  /** Sets the one value of a block that has one. */
  writeNumber({ offset }: Block, value: number): void {
    this.#values[offset / 4] = value;
  }

  /** A copy of a block's values. */
  read({ offset, size }: Block): Float32Array {
    return this.#values.slice(offset / 4, offset / 4 + size);
  }

  /** A block's values in place: valid until the arena is used again. */
  view({ offset, size }: Block): Float32Array {
    return this.#values.subarray(offset / 4, offset / 4 + size);
  }

  /** Lets go of the memory; the arena may not be used after that. */
  dispose(): void {
    this.#memory = undefined;
    this.#values = new Float32Array(0);
    this.#free.length = 0;
  }

  #grow(bytes: number): void {
    const memory = this.#memory;
    if (!memory) throw new Error("Arena: used after dispose; make another");
    const present = memory.buffer.byteLength;
    // A quarter more than there is, so that growing is rare.
    const more = [Math.max(bytes - present, present / 4), bytes - present];
    if (!more.some((missing) => grown(memory, missing))) throw tooMuch(bytes);
    this.#values = new Float32Array(memory.buffer);
  }
}

const tooMuch = (bytes: number): OutOfMemory =>
  new OutOfMemory(
    `Arena: the values of programs take ${(bytes / 2 ** 30).toFixed(1)} GiB, but there are at most 4, ` +
      "or what the system gives; give a smaller batch, or leave out what makes so much of it",
  );

function grown(memory: WebAssembly.Memory, bytes: number): boolean {
  try {
    memory.grow(Math.ceil(bytes / page));
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The size classes are the multiples of 64 up to 512, and from there on eight for each doubling. */
function classOf(bytes: number): number {
  const units = (bytes + 63) >>> 6;
  if (units <= 8) return units;
  const doublings = 28 - Math.clz32(units - 1);
  return 8 * doublings + ((units - 1) >>> doublings) + 1;
}

/** The largest number of bytes of a class. */
function bytesOf(sizeClass: number): number {
  if (sizeClass <= 8) return 64 * sizeClass;
  const doublings = ((sizeClass - 1) >>> 3) - 1;
  return 64 * ((sizeClass - 8 * doublings) << doublings);
}
