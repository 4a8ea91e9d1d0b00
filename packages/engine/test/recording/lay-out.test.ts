import fc from "fast-check";
import { expect, test } from "vitest";
import { layOut } from "../../src/recording/lay-out.ts";
import { machine } from "../../src/recording/machine.ts";
import { type Instruction, type Recording, type Region, recording } from "../../src/recording/recording.ts";

const nothing = (): void => {};
const idle = machine();

/** Instructions that each read some of the buffers before them and write one; every third number is taken out. */
const recordings = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.nat(), { maxLength: 3 }), fc.boolean()), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps): { record: Recording; input: Region } => {
    const record = recording(idle);
    const input = record.buffer(16);
    const made = [input];
    for (const [lines, reads, out] of steps) {
      const buffer = record.buffer(lines * 16 - 3);
      record.emit(
        reads.map((index) => made[index % made.length]!),
        [buffer],
        nothing,
        lines * 100,
      );
      made.push(buffer);
      if (out) record.emit([buffer], [], nothing);
    }
    return { record, input };
  });

const bytesOf = ({ floats }: Region): number => Math.ceil(floats / 16) * 64;

test("buffers that are needed at the same time do not overlap each other, the scratch memory, or the end", () => {
  fc.assert(
    fc.property(recordings, ({ record, input }) => {
      const { instructions, bytes } = layOut(record, [input]);
      const spans = new Map<Region, [first: number, last: number]>();
      for (const [i, { reads, writes }] of instructions.entries())
        for (const buffer of [...reads, ...writes]) spans.set(buffer, [spans.get(buffer)?.[0] ?? i, i]);
      if (spans.has(input)) spans.set(input, [0, instructions.length]);
      const all = [...spans];
      for (const [i, [a, [aFirst, aLast]]] of all.entries()) {
        expect(a.at % 64).toBe(0);
        expect(a.at).toBeGreaterThanOrEqual(record.scratch + record.scratchBytes);
        expect(a.at + bytesOf(a)).toBeLessThanOrEqual(bytes);
        for (const [b, [bFirst, bLast]] of all.slice(0, i))
          if (aFirst <= bLast && bFirst <= aLast)
            expect(a.at + bytesOf(a) <= b.at || b.at + bytesOf(b) <= a.at).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});

test("what nothing that is taken out depends on is dropped, and all else stays in order", () => {
  fc.assert(
    fc.property(recordings, ({ record, input }) => {
      const { instructions } = layOut(record, [input]);
      const kept = new Set<Instruction>(instructions);
      const read = new Set<Region>();
      for (const each of record.instructions.toReversed()) {
        const needed = each.writes.length === 0 || each.writes.some((buffer) => read.has(buffer));
        expect(kept.has(each)).toBe(needed);
        if (needed) for (const buffer of each.reads) read.add(buffer);
      }
      expect(instructions).toEqual(record.instructions.filter((each) => kept.has(each)));
    }),
    { numRuns: 1000 },
  );
});

test("a chain of any length takes the memory of two buffers", () => {
  const bytes = [10, 100].map((length) => {
    const record = recording(idle);
    let last = record.buffer(1000);
    record.emit([], [last], nothing);
    for (let i = 0; i < length; i++) {
      const next = record.buffer(1000);
      record.emit([last], [next], nothing);
      last = next;
    }
    record.emit([last], [], nothing);
    return layOut(record, []).bytes;
  });
  expect(bytes).toEqual([64 + 2 * 4032, 64 + 2 * 4032]);
});
