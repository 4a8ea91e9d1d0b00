/** One call of an operation, watched. */
import type { Arena, Block } from "@eznas/kernels/expression";
import { memory, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import type { OpSpec } from "../define.ts";
import type { Shape } from "../shape.ts";
import type { TensorValue } from "./tensors.ts";

export function demand(holds: boolean, law: string): asserts holds {
  if (!holds) throw new Error(law);
}

export function describeShape(shape: Shape | undefined): string {
  return shape ? `[${shape.join(", ")}]` : "undefined";
}

/**
 * The operation's value on the current backend. Throws an Error when its kernel writes into an argument, leaves a
 * tensor behind, or gives a shape that is not that of its rule or numbers that are not float32.
 */
export function watchedCall(name: string, op: OpSpec, args: readonly TensorValue[]): TensorValue {
  const given = args.map(({ shape }) => describeShape(shape)).join(" and ");
  const shape = op.shape(...args.map((arg) => arg.shape));
  demand(shape !== undefined, `${name} does not apply to ${given}, though the law needs it to`);
  const before = memory().numTensors;
  // Equal arguments are the same tensor, as equal subtrees of a program are.
  const tensors = new Map<TensorValue, Tensor>();
  for (const arg of args) if (!tensors.has(arg)) tensors.set(arg, tensor(arg.data.slice(), [...arg.shape], "float32"));
  const inputs = args.map((arg) => tensors.get(arg)!);
  const output = tidy(() => {
    const result = op.kernel(...inputs);
    return inputs.includes(result) ? result.clone() : result;
  });
  const value = { shape: output.shape, data: Float32Array.from(output.dataSync()) };
  demand(output.dtype === "float32", `${name} on ${given} gives ${output.dtype}; cast it to float32`);
  demand(
    describeShape(value.shape) === describeShape(shape),
    `${name} on ${given} has the shape ${describeShape(value.shape)}, but its rule says ${describeShape(shape)}`,
  );
  for (const [arg, input] of tensors)
    demand(
      input.dataSync().every((x, i) => Object.is(x, arg.data[i])),
      `${name} on ${given} wrote into its argument; a kernel makes a new tensor`,
    );
  output.dispose();
  for (const input of tensors.values()) input.dispose();
  const left = memory().numTensors - before;
  demand(left === 0, `${name} on ${given} left ${left} tensors behind; do not keep or cache tensors in a kernel`);
  return value;
}

/**
 * The operation's value by its fast kernel. Throws an Error when that writes into an
 * argument or keeps memory of the arena.
 */
export function fastCall(name: string, op: OpSpec, arena: Arena, args: readonly TensorValue[]): TensorValue {
  const given = args.map(({ shape }) => describeShape(shape)).join(" and ");
  const before = arena.lent;
  const blocks = new Map<TensorValue, Block>();
  for (const arg of args) {
    if (blocks.has(arg)) continue;
    const block = arena.allocate(arg.shape);
    arena.write(block, arg.data);
    blocks.set(arg, block);
  }
  const out = arena.allocate(op.shape(...args.map(({ shape }) => shape))!);
  op.fast!(arena, out, ...args.map((arg) => blocks.get(arg)!));
  const value = { shape: out.shape, data: arena.read(out) };
  for (const [arg, block] of blocks) {
    demand(
      arena.view(block).every((x, i) => Object.is(x, arg.data[i])),
      `${name}: fast on ${given} wrote into its argument; it writes into its first block only`,
    );
    arena.release(block);
  }
  arena.release(out);
  demand(arena.lent === before, `${name}: fast on ${given} kept memory of the arena; give back what it takes`);
  return value;
}
