import { Arena, type ArenaKernel, type Block } from "../../src/expression.ts";

export interface Values {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** An arena whose free memory is full of NaN, so that a kernel which reads past an operand shows it. */
export function pollutedArena(): Arena {
  const arena = new Arena();
  const blocks: Block[] = [];
  for (let size = 1; size <= 4096; size += size < 64 ? 1 : 61)
    for (let i = 0; i < 2; i++) blocks.push(arena.allocate([size]));
  for (const block of blocks) {
    arena.entries.fill(block.offset, block.size + 15, Number.NaN);
    arena.release(block);
  }
  return arena;
}

/** The value of a kernel on the given arguments. Throws when it writes into one of them or keeps memory. */
export function run<Arguments extends readonly Block[]>(
  arena: Arena,
  kernel: ArenaKernel<Arguments>,
  shape: readonly number[],
  ...args: readonly Values[]
): Float32Array {
  const lent = arena.lent;
  const blocks = args.map(({ shape: of, data }) => {
    const block = arena.allocate(of);
    arena.entries.fill(block.offset, block.size + 15, Number.NaN);
    arena.write(block, data);
    return block;
  });
  const out = arena.allocate(shape);
  arena.entries.fill(out.offset, out.size, Number.NaN);
  kernel(arena, out, ...(blocks as unknown as Arguments));
  const result = arena.read(out);
  for (const [i, block] of blocks.entries()) {
    const after = arena.read(block);
    const before = Float32Array.from(args[i]!.data);
    for (let j = 0; j < before.length; j++)
      if (!Object.is(after[j], before[j])) throw new Error(`argument ${i} was ${before[j]} at ${j} and is ${after[j]}`);
    arena.release(block);
  }
  arena.release(out);
  if (arena.lent !== lent) throw new Error(`${arena.lent - lent} pieces of memory are left behind`);
  return result;
}
