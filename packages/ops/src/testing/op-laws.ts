import { type BackendName, useBackend } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import type { Nested, OpSpec } from "../define.ts";
import { sidesOf } from "./algebra.ts";
import { argumentLists } from "./argument-lists.ts";
import { demand, describeShape, fastCall, watchedCall } from "./call.ts";
import type { TensorValue } from "./tensors.ts";

export interface OpLawOptions {
  /** Where it must give the same values. Default: `["cpu", "wasm"]`. */
  readonly backends?: readonly BackendName[];
  /** How many arguments the laws are tried on. Default: 1000. */
  readonly numRuns?: number;
  /** The relative error allowed. Default: 1e-4. */
  readonly tolerance?: number;
  /**
   * Whether a value may be compared with that of the fast kernel, rounding being no
   * more than an error. Default: always.
   */
  readonly conditioned?: (value: TensorValue, args: readonly TensorValue[]) => boolean;
}

/**
 * Holds an operation to its contract: its examples come out, its shape rule foretells the kernel's shape, arguments
 * stay as they are, no tensor is left behind, the algebra it declares holds, and every backend gives the same value,
 * NaN and infinities included; so does its fast kernel, if it has one, which leaves its arguments
 * and the arena's memory as they are.
 *
 * Near 0 an absolute error is allowed, of a hundredth of the tolerance times the square of the largest finite argument
 * (of 1 if that is below 1), for backends may add in any order. Leaves the backend as
 * it was. Not for random operations.
 *
 * @throws Error with what is wrong and, from fast-check, the smallest arguments that show it.
 *
 * @example
 * ```ts
 * import { op, sameShape } from "@eznas/ops";
 * import { opLaws } from "@eznas/ops/testing";
 * import { tanh } from "@tensorflow/tfjs-core";
 *
 * const squash = op({
 *   arity: 1,
 *   latex: (a) => `\\tanh ${a}`,
 *   shape: sameShape,
 *   kernel: (a) => tanh(a),
 *   domain: "total",
 *   examples: [{ of: [[0, Infinity]], is: [0, 1] }],
 *   laws: ["odd"],
 * });
 * await opLaws(squash, { numRuns: 100 });
 * ```
 */
export async function opLaws<N extends number>(
  spec: OpSpec<N> & { readonly name?: string },
  { backends = ["cpu", "wasm"], numRuns = 1000, tolerance = 1e-4, conditioned = () => true }: OpLawOptions = {},
): Promise<void> {
  const op: OpSpec = spec as unknown as OpSpec;
  const name = spec.name ?? "the operation";
  const before = tf.getBackend();
  const same = comparison(name, tolerance);
  const arena = op.fast && new Arena();
  for (const backend of backends) {
    await useBackend(backend);
    for (const { of, is } of op.examples) {
      const args = of.map(tensorOf);
      same(`an example on ${backend}`, args, watchedCall(name, op, args), tensorOf(is));
    }
  }
  if (arena)
    for (const { of, is } of op.examples) {
      const args = of.map(tensorOf);
      same("an example by fast", args, fastCall(name, op, arena, args), tensorOf(is));
    }
  let applied = op.examples.length;
  const property = fc.asyncProperty(argumentLists(op.arity), async (args) => {
    if (!op.shape(...args.map(({ shape }) => shape))) return;
    applied++;
    let first: TensorValue | undefined;
    for (const backend of backends) {
      await tf.setBackend(backend);
      const call = (...given: readonly TensorValue[]): TensorValue => watchedCall(name, op, given);
      const value = call(...args);
      first ??= value;
      same(`${backend} against ${backends[0]}`, args, value, first);
      for (const law of op.laws ?? []) same(`${law} on ${backend}`, args, ...sidesOf(name, op, law, call, args));
    }
    if (!arena || !first) return;
    const value = fastCall(name, op, arena, args);
    if (conditioned(first, args)) same(`fast against ${backends[0]}`, args, value, first);
  });
  try {
    await fc.assert(property, { numRuns });
  } finally {
    if (before) await tf.setBackend(before);
  }
  demand(applied > 0, `${name} applied to none of ${numRuns} lists of arguments; give an example that it applies to`);
}

/** The tensor that an example writes as nested numbers. */
function tensorOf(nested: Nested): TensorValue {
  const shape: number[] = [];
  for (let part: Nested | undefined = nested; typeof part === "object"; part = part[0]) shape.push(part.length);
  return { shape, data: Float32Array.from(leaves(nested)) };
}

function leaves(nested: Nested): readonly number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(leaves);
}

/** Throws an Error unless a value is the wanted one. */
function comparison(name: string, tolerance: number) {
  return (what: string, args: readonly TensorValue[], got: TensorValue, wanted: TensorValue): void => {
    const shapes = [got, wanted].map(({ shape }) => describeShape(shape));
    demand(shapes[0] === shapes[1], `${name}, ${what}: the shape is ${shapes[0]} and not ${shapes[1]}`);
    const absolute = 0.01 * tolerance * largest(args) ** 2;
    for (const [i, x] of got.data.entries()) {
      const y = wanted.data[i]!;
      const error = Math.abs(x - y) - tolerance * Math.max(Math.abs(x), Math.abs(y));
      demand(Object.is(x, y) || x === y || error <= absolute, `${name}, ${what}: element ${i} is ${x} and not ${y}`);
    }
  };
}

function largest(args: readonly TensorValue[]): number {
  let size = 1;
  for (const { data } of args) for (const x of data) if (Number.isFinite(x)) size = Math.max(size, Math.abs(x));
  return size;
}
