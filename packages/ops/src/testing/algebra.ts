import type { Law, OpSpec } from "../define.ts";
import { demand } from "./call.ts";
import type { TensorValue } from "./tensors.ts";

type Call = (...args: readonly TensorValue[]) => TensorValue;

interface Equation {
  readonly arity: number;
  /** Both sides, which the law says are the same. */
  readonly sides: (f: Call, ...args: readonly TensorValue[]) => readonly [TensorValue, TensorValue];
}

/** What each declared law means. */
const equations: Readonly<Record<Law, Equation>> = {
  commutative: { arity: 2, sides: (f, a, b) => [f(b!, a!), f(a!, b!)] },
  anticommutative: { arity: 2, sides: (f, a, b) => [f(b!, a!), negated(f(a!, b!))] },
  idempotent: { arity: 1, sides: (f, a) => [f(f(a!)), f(a!)] },
  odd: { arity: 1, sides: (f, a) => [f(negated(a!)), negated(f(a!))] },
  even: { arity: 1, sides: (f, a) => [f(negated(a!)), f(a!)] },
  nonNegative: { arity: 0, sides: (f, ...args) => against(f(...args), (x) => Math.max(x, 0)) },
  indicator: { arity: 0, sides: (f, ...args) => against(f(...args), (x) => (x === 1 ? 1 : 0)) },
};

/** Both sides of the equation that a law is, on the given arguments. */
export function sidesOf(
  name: string,
  { arity }: OpSpec,
  law: Law,
  f: Call,
  args: readonly TensorValue[],
): readonly [TensorValue, TensorValue] {
  const equation = equations[law];
  demand(
    equation.arity === 0 || equation.arity === arity,
    `${name} is of arity ${arity} and cannot be ${law}, which is said of operations of arity ${equation.arity}`,
  );
  return equation.sides(f, ...args);
}

function mapped({ shape, data }: TensorValue, f: (x: number) => number): TensorValue {
  return { shape, data: data.map(f) };
}

function negated(a: TensorValue): TensorValue {
  return mapped(a, (x) => -x);
}

function against(value: TensorValue, f: (x: number) => number): readonly [TensorValue, TensorValue] {
  return [value, mapped(value, f)];
}
