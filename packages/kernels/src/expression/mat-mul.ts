import type { ArenaKernel } from "./arena-kernel.ts";
import type { Block } from "./block.ts";
import { runsOf } from "./broadcast.ts";

/**
 * The product over the last two axes, those before them broadcast; a vector is a row
 * on the left, a column on the right.
 */
export const matMul: ArenaKernel<readonly [Block, Block]> = ({ entries }, out, a, b) => {
  const left = a.shape.length < 2 ? [1, a.size] : a.shape;
  const right = b.shape.length < 2 ? [b.size, 1] : b.shape;
  const [m, k, n] = [left.at(-2)!, left.at(-1)!, right.at(-1)!];
  const batches = [left, right].map((shape) => shape.slice(0, -2)) as [number[], number[]];
  const axes = out.shape.slice(0, Math.max(batches[0].length, batches[1].length));
  const { length, alongA, alongB, forEach } = runsOf(...batches, axes);
  const [bytesA, bytesB, bytesOut] = [4 * m * k, 4 * k * n, 4 * m * n];
  forEach((at, atA, atB) =>
    entries.matMul(
      a.offset + bytesA * atA,
      b.offset + bytesB * atB,
      out.offset + bytesOut * at,
      length,
      alongA ? bytesA : 0,
      alongB ? bytesB : 0,
      m,
      k,
      n,
    ),
  );
};
