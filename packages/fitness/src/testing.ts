/** The laws of correlation coefficients, to hold one of your own to. */
import fc from "fast-check";
import type { RankCorrelation } from "./rank-correlation.ts";

export interface CorrelationLawOptions {
  /**
   * What the coefficient does not see: any increasing transform, as a rank correlation
   * (default), or only scale and offset.
   */
  readonly invariant?: "increasing" | "linear";
  /**
   * Whether the top weighs more than the bottom, so that reversing the scores does more
   * than change the sign. Default: false.
   */
  readonly weighsTop?: boolean;
  /** Random cases of each law. Default: 1000. */
  readonly numRuns?: number;
}

/**
 * Holds a correlation coefficient to its contract: bounds, symmetry, the sign's flip under reversal, invariance under
 * transforms and under the networks' order, and this package's rule for what has no
 * correlation (see `RankCorrelation`).
 *
 * @throws Error that names the law and, from fast-check, the smallest case that breaks it.
 *
 * @example
 * ```ts
 * import { kendallTau } from "@eznas/fitness";
 * import { correlationLaws } from "@eznas/fitness/testing";
 *
 * correlationLaws((scores, accuracies) => kendallTau(scores, accuracies) ** 3, { numRuns: 100 });
 * ```
 */
export function correlationLaws(
  correlation: RankCorrelation,
  { invariant = "increasing", weighsTop = false, numRuns = 1000 }: CorrelationLawOptions = {},
): void {
  const law = <T>(name: string, cases: fc.Arbitrary<T>, holds: (of: T) => void): void => {
    try {
      fc.assert(fc.property(cases, holds), { numRuns, includeErrorInReport: true });
    } catch (cause) {
      throw new Error(`a correlation breaks the law that ${name}: ${(cause as Error).message}`, { cause });
    }
  };
  const of = (pairs: readonly Pair[]): number => correlation(...columns(pairs));
  law("it is from −1 to 1 or NaN", pairs, (it) => {
    const value = of(it);
    if (!Number.isNaN(value) && !(value >= -1 && value <= 1)) throw new Error(`got ${value}`);
  });
  law("it is the same with scores and accuracies exchanged", pairs, (it) =>
    same(of(it), of(it.map(([x, y]) => [y, x]))),
  );
  if (!weighsTop)
    law("it changes sign when the order of the scores is reversed", pairs, (it) =>
      same(-of(it), of(it.map(([x, y]) => [-x, y]))),
    );
  law("it does not depend on the order of the networks", shuffled, ([it, other]) => same(of(it), of(other)));
  law(
    `it is the same after ${invariant === "linear" ? "a linear" : "an increasing"} transform`,
    fc.tuple(wholePairs, fc.constantFrom(...(invariant === "linear" ? linear : [...linear, ...increasing]))),
    ([it, transform]) => same(of(it), of(it.map(([x, y]) => [transform(x), y]))),
  );
  law("it is 1 for scores that are the accuracies", pairs, (it) => {
    const itself = it.map(([x]): Pair => [x, x]);
    same(of(itself), isConstant(itself) ? Number.NaN : 1);
  });
  law("it is NaN exactly for constant or fewer than two values", fc.oneof(pairs, constantPairs, tooFew), (it) => {
    const none = it.length < 2 || isConstant(it) || isConstant(it.map(([x, y]) => [y, x]));
    if (Number.isNaN(of(it)) !== none) throw new Error(`got ${of(it)}`);
  });
  law("it is NaN for a score that is NaN", fc.tuple(pairs, fc.nat()), ([it, at]) => {
    const value = of(it.map(([x, y], i) => [i === at % it.length ? Number.NaN : x, y]));
    if (!Number.isNaN(value)) throw new Error(`got ${value}`);
  });
  law(
    "it refuses lists of different lengths and accuracies that are not finite",
    fc.tuple(pairs, fc.nat(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)),
    ([it, at, bad]) => {
      const [scores, accuracies] = columns(it);
      refuses(() => correlation(scores.slice(1), accuracies));
      refuses(() => correlation(scores, accuracies.with(at % it.length, bad)));
    },
  );
}

type Pair = readonly [score: number, accuracy: number];

const whole = /* @__PURE__ */ fc.integer({ min: -1000, max: 1000 });
// Few distinct values make ties.
const value = /* @__PURE__ */ fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  whole,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const atLeastTwo = { minLength: 2, maxLength: 40 };
const pairs: fc.Arbitrary<Pair[]> = /* @__PURE__ */ fc.array(fc.tuple(value, value), atLeastTwo);
const wholePairs: fc.Arbitrary<Pair[]> = /* @__PURE__ */ fc.array(fc.tuple(whole, value), atLeastTwo);
const tooFew: fc.Arbitrary<Pair[]> = /* @__PURE__ */ fc.array(fc.tuple(value, value), { maxLength: 1 });
const constantPairs: fc.Arbitrary<Pair[]> = /* @__PURE__ */ fc
  .tuple(value, fc.array(value, atLeastTwo), fc.boolean())
  .map(([same, values, scores]) => values.map((it): Pair => (scores ? [same, it] : [it, same])));
const shuffled = /* @__PURE__ */ pairs.chain((it) =>
  fc.tuple(fc.constant(it), fc.shuffledSubarray(it, { minLength: it.length })),
);

// Exact on whole numbers, so that no two of them become one.
const linear: readonly ((x: number) => number)[] = [(x) => 4 * x, (x) => x / 8 + 100, (x) => 3 * x - 7];
const increasing: readonly ((x: number) => number)[] = [
  (x) => x ** 3,
  (x) => x + Math.sign(x) * 1e6,
  (x) => Math.exp(x / 2),
];

const columns = (pairs: readonly Pair[]): [number[], number[]] => [pairs.map(([x]) => x), pairs.map(([, y]) => y)];

const isConstant = (pairs: readonly Pair[]): boolean => pairs.every(([x]) => x === pairs[0]![0]);

function same(a: number, b: number): void {
  if (!(Math.abs(a - b) < 1e-9 || (Number.isNaN(a) && Number.isNaN(b)))) throw new Error(`${a} is not ${b}`);
}

function refuses(call: () => number): void {
  try {
    call();
  } catch (error) {
    if (error instanceof RangeError) return;
    throw error;
  }
  throw new Error("expected a RangeError");
}
