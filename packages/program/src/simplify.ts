/** The same score from fewer operations. */
import { type Call, call, fold, leaf, type Tree } from "@eznas/gp";
import type { Program } from "./program.ts";

/** Element by element, with the shape of what they take. */
const elementwise = new Set([
  ...["isPositive", "isNegative", "log", "absLog", "abs", "square", "exp", "reciprocal", "relu", "sign", "sigmoid"],
  ...["onesLike", "zerosLike"],
]);
/** 0 or 1, never NaN. */
const binary = new Set(["isPositive", "isNegative", "less", "greater", "equal", "heaviside", "onesLike", "zerosLike"]);
/** Nowhere below 0, nor −0; where they are NaN what they take is NaN. */
const nonNegative = new Set([...binary, "abs", "square", "exp", "sigmoid", "frobenius", "meanAbs", "numel", "hamming"]);
/** A single number of any tensor. */
const single = new Set(["mean", "meanAbs", "frobenius"]);

type Rule = (node: Call) => Tree | undefined;

/** The one argument of a call, as a call of one of some operations. */
function inner({ args: [first, ...others] }: Call, of: ReadonlySet<string>): Call | undefined {
  return first?.kind === "call" && others.length === 0 && of.has(first.op) ? first : undefined;
}

const one = (...names: readonly string[]): ReadonlySet<string> => new Set(names);

/** `outer(inner(…))` is `inner(…)`. */
const absorbed =
  (outer: ReadonlySet<string>, by: ReadonlySet<string>): Rule =>
  (node) =>
    outer.has(node.op) ? inner(node, by) : undefined;

/** `outer(inner(x))` is `as(x)`. */
const skipped =
  (outer: string, passing: ReadonlySet<string>, as = outer): Rule =>
  (node) => {
    const found = node.op === outer ? inner(node, passing) : undefined;
    return found && found.args.length === 1 ? call(as, found.args) : undefined;
  };

/**
 * Each holds to the bit for every float32, NaN and ±∞ among them, and for every shape: a rule that only holds up to rounding,
 * as log(exp(x)) = x, or where x is finite, as x − x = 0, is none.
 */
const rules: readonly Rule[] = [
  absorbed(one("abs", "relu"), nonNegative),
  absorbed(one("relu"), one("relu")),
  absorbed(one("sign"), one("sign", ...binary)),
  absorbed(one("isPositive", "square"), binary),
  absorbed(one("heaviside"), one("heaviside")),
  absorbed(one("mean"), single),
  absorbed(one("meanAbs", "frobenius"), one("meanAbs", "frobenius")),
  skipped("square", one("abs")),
  skipped("isPositive", one("sign", "relu")),
  skipped("isNegative", one("sign")),
  skipped("heaviside", one("sign", "relu", "isPositive")),
  skipped("sign", one("relu"), "isPositive"),
  skipped("isNegative", one("abs", "square", "exp", "sigmoid", "onesLike", "zerosLike"), "zerosLike"),
  skipped("onesLike", elementwise),
  skipped("zerosLike", elementwise),
  skipped("numel", elementwise),
];

/**
 * The metric with what changes nothing left out, as in `sign(relu(relu(T3)))`, which is `isPositive(T3)`.
 *
 * Its score is the same to the bit on every network. Rules are known for the 34 operations of `@eznas/ops` by their names; a table
 * that gives one of those names another meaning must not be simplified.
 *
 * @example
 * ```ts
 * import { formatProgram, program, simplify } from "@eznas/program";
 *
 * formatProgram(simplify(program("sum of l2: abs(heaviside(heaviside(relu(square(T4G_P)))))")));
 * // → 'sum of l2: heaviside(square(T4G_P))'
 * ```
 */
export function simplify<Terminal extends string>(metric: Program<Terminal>): Program<Terminal> {
  const tree = fold<Tree>(metric.tree, {
    leaf,
    call: (op, args) => {
      let node: Tree = call(op, args);
      for (let next: Tree | undefined = node; next; ) {
        node = next;
        next = undefined;
        if (node.kind === "call") for (const rule of rules) next ??= rule(node);
      }
      return node;
    },
  });
  return { ...metric, tree };
}
