import { type Buffer, type Instruction, line, type Recording } from "./recording.ts";

export interface Layout {
  /** Those of the recording that something asked for depends on. */
  readonly instructions: readonly Instruction[];
  /** What a run takes of the memory. */
  readonly bytes: number;
}

/**
 * Drops what nobody reads and gives every buffer its place, so that buffers whose times do not overlap share one.
 *
 * An instruction that writes no buffer takes results out of the memory, and stays. A freed place goes to the next buffer of
 * the same size, which then finds it in the cache; networks have few sizes.
 */
export function layOut(
  { instructions, weights, scratch, scratchBytes }: Recording,
  resident: readonly Buffer[],
): Layout {
  const needed = needs(instructions);
  const last = new Map<Buffer, number>();
  for (const [i, { reads, writes }] of needed.entries()) {
    for (const buffer of reads) last.set(buffer, i);
    for (const buffer of writes) last.set(buffer, i);
  }
  let end = scratch + roundUp(scratchBytes);
  const append = (bytes: number): number => {
    const at = end;
    end += bytes;
    return at;
  };
  const placed = new Set<Buffer>();
  for (const buffer of [...resident, ...weights.values()]) {
    buffer.at = append(bytesOf(buffer));
    placed.add(buffer);
  }
  const stays = new Set(placed);
  const free = new Map<number, number[]>();
  for (const [i, { reads, writes }] of needed.entries()) {
    for (const buffer of writes)
      if (!placed.has(buffer)) {
        const bytes = bytesOf(buffer);
        buffer.at = free.get(bytes)?.pop() ?? append(bytes);
        placed.add(buffer);
      }
    for (const buffer of new Set([...reads, ...writes]))
      if (last.get(buffer) === i && !stays.has(buffer)) {
        const bytes = bytesOf(buffer);
        const places = free.get(bytes);
        if (places) places.push(buffer.at);
        else free.set(bytes, [buffer.at]);
      }
  }
  return { instructions: needed, bytes: end };
}

function needs(instructions: readonly Instruction[]): readonly Instruction[] {
  const read = new Set<Buffer>();
  const needed: Instruction[] = [];
  for (let i = instructions.length - 1; i >= 0; i--) {
    const instruction = instructions[i]!;
    if (instruction.writes.length > 0 && !instruction.writes.some((buffer) => read.has(buffer))) continue;
    needed.push(instruction);
    for (const buffer of instruction.reads) read.add(buffer);
  }
  return needed.reverse();
}

const roundUp = (bytes: number): number => Math.ceil(bytes / line) * line;

const bytesOf = ({ floats }: Buffer): number => roundUp(floats * 4);
