import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SgdOptions, sgd } from "../src/sgd.ts";

interface Golden {
  readonly start: readonly (readonly number[])[];
  readonly gradients: readonly (readonly (readonly number[])[])[];
  readonly rates: readonly number[];
  readonly cases: readonly (SgdOptions & { readonly after: readonly (readonly (readonly number[])[])[] })[];
}

const golden = JSON.parse(readFileSync(new URL("./golden/sgd.json", import.meta.url), "utf8")) as Golden;

/** PyTorch's definition of one number's path, as its documentation writes it; the first velocity is the first slope. */
function path(start: number, slopes: readonly number[], rates: readonly number[], options: SgdOptions): number[] {
  const { momentum, nesterov, weightDecay } = options;
  let [theta, b]: [number, number | undefined] = [start, undefined];
  return slopes.map((slope, t) => {
    let g = slope + weightDecay * theta;
    if (momentum !== 0) {
      b = b === undefined ? g : momentum * b + g;
      g = nesterov ? g + momentum * b : b;
    }
    theta -= rates[t]! * g;
    return theta;
  });
}

const number = fc.double({ min: -2, max: 2, noNaN: true });
const options: fc.Arbitrary<SgdOptions> = fc.record({
  momentum: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.99, noNaN: true })),
  nesterov: fc.boolean(),
  weightDecay: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.5, noNaN: true })),
});

test("every number of every weight goes the way of PyTorch's definition", () => {
  const weights = fc.array(
    fc.array(fc.tuple(number, fc.array(number, { minLength: 4, maxLength: 4 })), { minLength: 1, maxLength: 4 }),
    { minLength: 1, maxLength: 3 },
  );
  const rates = fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(weights, rates, options, (weights, rates, options) => {
      const slopes = weights.map((weight) => ({
        value: Float32Array.from(weight, ([start]) => start),
        gradient: new Float32Array(weight.length),
      }));
      const move = sgd(options);
      const starts = slopes.map(({ value }) => value.slice());
      for (const [t, rate] of rates.entries()) {
        for (const [w, { gradient }] of slopes.entries()) gradient.set(weights[w]!.map(([, each]) => each[t]!));
        move(slopes, rate);
        for (const [w, { value }] of slopes.entries())
          for (const [i, [, each]] of weights[w]!.entries()) {
            const expected = path(starts[w]![i]!, each, rates, options)[t]!;
            expect(Math.abs(value[i]! - expected)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected)));
          }
      }
    }),
    { numRuns: 1000 },
  );
});

describe("as torch.optim.SGD computes it", () => {
  test.each(golden.cases)("with momentum $momentum, nesterov $nesterov, weight decay $weightDecay", (given) => {
    const slopes = golden.start.map((start) => ({
      value: Float32Array.from(start),
      gradient: new Float32Array(start.length),
    }));
    const move = sgd(given);
    for (const [t, rate] of golden.rates.entries()) {
      for (const [w, { gradient }] of slopes.entries()) gradient.set(golden.gradients[t]![w]!);
      move(slopes, rate);
      for (const [w, { value }] of slopes.entries())
        for (const [i, number] of value.entries()) expect(number).toBeCloseTo(given.after[t]![w]![i]!, 6);
    }
  });
});

test("a rate of 0 moves nothing and keeps the velocity", () => {
  const slopes = [{ value: Float32Array.of(1), gradient: Float32Array.of(1) }];
  const move = sgd({ momentum: 0.5, nesterov: false, weightDecay: 0 });
  move(slopes, 0);
  expect(slopes[0]!.value[0]).toBe(1);
  move(slopes, 1);
  expect(slopes[0]!.value[0]).toBe(1 - 1.5);
});
