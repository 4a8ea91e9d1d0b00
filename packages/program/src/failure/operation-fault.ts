/** What is said of an operation that throws, or whose result is not what its shape rule promises. */
import type { Op, Shape } from "@eznas/ops";
import { Tensor } from "@tensorflow/tfjs-core";

/** Thrown where a node of a graph is computed; those who know the program and the instance say so. */
export class OperationFault extends Error {
  override readonly name = "OperationFault";

  /** The node's place in its graph. */
  readonly place: number;
  readonly operation: string;
  /** `threw "…"`, or what it gave instead of what. */
  readonly detail: string;

  constructor(place: number, operation: string, detail: string, cause?: unknown) {
    super(`operation "${operation}" ${detail}`, { cause });
    this.place = place;
    this.operation = operation;
    this.detail = detail;
  }
}

/** An error of an operation as a fault of the node. */
export function faultAt(place: number, { name }: Op, error: unknown): OperationFault {
  if (error instanceof WrongResult) return new OperationFault(place, name, error.message, error);
  return new OperationFault(place, name, `threw ${quoted(error instanceof Error ? error.message : error)}`, error);
}

/** What an operation gave is not a result. */
class WrongResult extends Error {}

/** The shape that a rule gives; undefined where the operation does not apply. */
export function ruledShape({ shape }: Op, args: readonly Shape[]): Shape | undefined {
  const ruled = shape(...args) as readonly unknown[] | undefined;
  if (ruled === undefined) return undefined;
  if (!Array.isArray(ruled) || !ruled.every((length) => Number.isSafeInteger(length) && length >= 0))
    throw new WrongResult(`has a shape rule that gives ${quoted(ruled)}, expected a list of lengths or undefined`);
  return ruled as Shape;
}

/** Throws unless a kernel's result is a tensor of the shape that the rule gave. */
export function checkResult(result: unknown, expected: Shape): void {
  const promised = `a tensor of its shape rule's [${expected.join(", ")}]`;
  if (!(result instanceof Tensor)) throw new WrongResult(`gave ${quoted(result)}, expected ${promised}`);
  if (
    result.shape.length !== expected.length ||
    result.shape.some((length: number, axis: number) => length !== expected[axis])
  )
    throw new WrongResult(`gave a tensor of [${result.shape.join(", ")}], expected ${promised}`);
}

export function quoted(value: unknown): string {
  const flat = typeof value === "string" ? value.replaceAll(/\s+/g, " ") : value;
  const line = flat instanceof Promise ? "a promise" : textOf(flat);
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** Not everything has a text in JSON. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
