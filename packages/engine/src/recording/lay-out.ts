import { type Instruction, line, type Recording, type Region } from "./recording.ts";

export interface Layout {
  /** Those of the recording that something asked for depends on. */
  readonly instructions: readonly Instruction[];
  /** How many of them are of the first `ahead` of the recording. */
  readonly ahead: number;
  /** What a run takes of the memory. */
  readonly bytes: number;
}

/**
 * Drops what nobody reads and gives every buffer its place, so that buffers whose times do not overlap share one.
 *
 * An instruction that writes no buffer takes results out of the memory, and stays. A freed place goes to the next
 * buffer of the same size, which then finds it in the cache; networks have few sizes. The `resident` buffers and the
 * weights keep their places; those that nobody reads have none.
 */
export function layOut(recording: Recording, resident: readonly Region[], ahead = 0): Layout {
  const { instructions, weights, scratch, scratchBytes } = recording;
  let end = scratch + roundUp(scratchBytes);
  const append = (bytes: number): number => {
    const at = end;
    end += bytes;
    return at;
  };
  const reversed: Instruction[] = [];
  keepNeeded(instructions, ahead, instructions.length, reversed);
  const behind = reversed.length;
  keepNeeded(instructions, 0, ahead, reversed);
  const needed = reversed.reverse();
  for (const buffer of [...resident, ...weights.values()]) {
    if (buffer.after < 0) continue;
    buffer.at = append(bytesOf(buffer));
    buffer.after = Number.POSITIVE_INFINITY;
  }
  const free = new Map<number, number[]>();
  const release = (buffer: Region, left: number): void => {
    if (buffer.after !== left) return;
    buffer.after = -1;
    const bytes = bytesOf(buffer);
    const places = free.get(bytes);
    if (places) places.push(buffer.at);
    else free.set(bytes, [buffer.at]);
  };
  let left = needed.length;
  for (const { reads, writes } of needed) {
    left--;
    for (const buffer of writes)
      if (buffer.at < 0) {
        const bytes = bytesOf(buffer);
        buffer.at = free.get(bytes)?.pop() ?? append(bytes);
      }
    for (const buffer of reads) release(buffer, left);
    for (const buffer of writes) release(buffer, left);
  }
  return { instructions: needed, ahead: needed.length - behind, bytes: end };
}

/**
 * Adds those of the instructions from `start` to `end` that are needed, the last first, and notes
 * in every buffer how many come after.
 */
function keepNeeded(all: readonly Instruction[], start: number, end: number, needed: Instruction[]): void {
  for (let i = end - 1; i >= start; i--) {
    const instruction = all[i]!;
    const { reads, writes } = instruction;
    if (writes.length > 0 && writes.every(unneeded)) continue;
    for (const buffer of reads) if (buffer.after < 0) buffer.after = needed.length;
    for (const buffer of writes) if (buffer.after < 0) buffer.after = needed.length;
    needed.push(instruction);
  }
}

const unneeded = ({ after }: Region): boolean => after < 0;

const roundUp = (bytes: number): number => Math.ceil(bytes / line) * line;

const bytesOf = ({ floats }: Region): number => roundUp(floats * 4);
