/** Runs the fast kernels of a graph over one instance, in an arena's memory. */
import type { Arena, Block } from "@eznas/kernels/expression";
import type { Op } from "@eznas/ops";
import { tensor, tidy } from "@tensorflow/tfjs-core";
import { runKernel } from "./evaluate-on-tensors.ts";
import type { Evaluator } from "./evaluator.ts";
import { scheduleOf } from "./graph.ts";
import { statisticOf } from "./instance-shapes.ts";

/**
 * Every node is computed once, a statistic is copied into the arena when it is first needed, and every block is released as
 * soon as its last reader has run, or when a kernel throws. What is read by none but operations whose value depends on
 * shapes alone is not computed.
 */
export function arenaEvaluator(arena: Arena): Evaluator {
  return ({ nodes }, wanted) => {
    const { order, roots, uses } = scheduleOf({ nodes }, wanted, readsValues);
    return {
      run: (instance, shapes, visit) => {
        const live: (Block | undefined)[] = [];
        const readersLeft = [...uses];
        const release = (place: number): void => {
          readersLeft[place]!--;
          if (readersLeft[place]! > 0) return;
          arena.release(live[place]!);
          live[place] = undefined;
        };
        try {
          for (const place of order) {
            const node = nodes[place]!;
            const shape = shapes[place]!;
            const block = arena.allocate(shape);
            live[place] = block;
            if (node.kind === "terminal") arena.write(block, statisticOf(instance, node.name).data);
            else if (readsValues(node.op)) {
              const args = node.args.map((argument) => live[argument]!);
              if (node.op.fast) node.op.fast(arena, block, ...args);
              else runSlowly(arena, node.op, block, args);
              node.args.forEach(release);
            } else
              node.op.fast?.(arena, block, ...node.args.map((argument) => withoutValues(shapes[argument]!)));
            if (roots.has(place)) {
              visit(place, {
                shape,
                toNumber: (toScalar) => toScalar.fast?.(arena, block) ?? toScalar(arena.view(block), shape),
                data: () => arena.read(block),
              });
              release(place);
            }
          }
        } finally {
          for (const block of live) if (block) arena.release(block);
        }
      },
    };
  };
}

function readsValues({ fast, shapeOnly }: Op): boolean {
  return !(fast && shapeOnly);
}

function withoutValues(shape: readonly number[]): Block {
  return { offset: 0, shape, size: shape.reduce((size, length) => size * length, 1) };
}

/** Runs an operation's kernel on the current tfjs backend, on copies of its arguments. */
function runSlowly(arena: Arena, op: Op, out: Block, args: readonly Block[]): void {
  const values = tidy(() => {
    const tensors = args.map((arg) => tensor(arena.read(arg), [...arg.shape], "float32"));
    return runKernel(op, tensors).dataSync<"float32">();
  });
  arena.write(out, values);
}
