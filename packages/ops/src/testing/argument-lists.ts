import fc from "fast-check";
import type { Shape } from "../shape.ts";
import { shapes, type TensorValue, tensors } from "./tensors.ts";

/** Laws that hold for axes of three elements hold for longer ones, and drawing is most of the time. */
const small = { maxLength: 3 };

/**
 * Arbitrary arguments of an operation, whose shapes often fit each other: equal, to be broadcast, or to be multiplied.
 */
export function argumentLists(arity: number): fc.Arbitrary<readonly TensorValue[]> {
  return shapes(small).chain((first) =>
    fc.tuple(...Array.from({ length: arity }, (_, i) => (i === 0 ? tensors({ shape: first }) : besides(first)))),
  );
}

function besides(first: Shape): fc.Arbitrary<TensorValue> {
  const same = fc.constant(first);
  const broadcast = fc
    .tuple(fc.nat({ max: first.length }), fc.array(fc.boolean(), { minLength: first.length, maxLength: first.length }))
    .map(([dropped, ones]) => first.map((length, i) => (ones[i] ? 1 : length)).slice(dropped));
  const factor = fc
    .integer({ min: 1, max: 3 })
    .map((columns) => (first.length < 2 ? first : [...first.slice(0, -2), first.at(-1)!, columns]));
  return fc.oneof(same, broadcast, factor, shapes(small)).chain((shape) => tensors({ shape }));
}
