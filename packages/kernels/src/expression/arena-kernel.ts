import type { Arena } from "./arena.ts";
import type { Block } from "./block.ts";

/**
 * An operation over an arena: writes its value into `out`, whose shape is the value's, and leaves its arguments as they
 * are. An argument may be given twice, but none is `out`.
 */
export type ArenaKernel<Arguments extends readonly Block[] = readonly Block[]> = (
  arena: Arena,
  out: Block,
  ...args: Arguments
) => void;
