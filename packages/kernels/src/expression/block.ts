import type { Arena } from "./arena.ts";

/** A float32 tensor in an arena's memory, row-major. */
export interface Block {
  /** In bytes. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** The number of elements. */
  readonly size: number;
}

/**
 * An operation over an arena: writes its value into `out`, whose shape is the value's, and leaves its arguments as they are.
 * An argument may be given twice, but none is `out`.
 */
export type FastKernel<Arguments extends readonly Block[] = readonly Block[]> = (
  arena: Arena,
  out: Block,
  ...args: Arguments
) => void;
