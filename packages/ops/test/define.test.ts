import type { Tensor } from "@tensorflow/tfjs-core";
import { expect, expectTypeOf, test } from "vitest";
import { named } from "../src/define.ts";
import { type Op, type OpTable, op, ops, sameShape } from "../src/index.ts";

const identity = op({
  arity: 1,
  latex: (a) => a,
  shape: sameShape,
  kernel: (a) => a,
  domain: "total",
  examples: [{ of: [[1, 2]], is: [1, 2] }],
});

test("a declaration is the record that was given, and the key of a table is its name", () => {
  expect(identity.arity).toBe(1);
  const { mine } = named({ mine: identity });
  expect(mine).toEqual({ ...identity, name: "mine" });
  expect("name" in identity).toBe(false);
});

test("the arity types the kernel, the shape rule, the formula and the examples", () => {
  expectTypeOf(ops.add).toEqualTypeOf<Op<"add", 2>>();
  expectTypeOf(ops.add.kernel).parameters.toEqualTypeOf<[a: Tensor, b: Tensor]>();
  expectTypeOf(ops.det.shape).parameters.toEqualTypeOf<[a: readonly number[]]>();
  expectTypeOf(ops).toExtend<OpTable>();
  // @ts-expect-error: a kernel of two arguments in an operation of one.
  op({ ...identity, arity: 1, kernel: (_a: Tensor, b: Tensor) => b });
  // @ts-expect-error: an example of two arguments for an operation of one.
  op({ ...identity, arity: 1, examples: [{ of: [1, 2], is: 1 }] });
});
