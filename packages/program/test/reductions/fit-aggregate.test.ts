import { seeded } from "@eznas/gp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { depthWeighted, fitAggregate, mean } from "../../src/index.ts";

/** Kendall's τ of lists without ties, near enough: concordant less discordant pairs over all. */
function tau(scores: readonly number[], accuracies: readonly number[]): number {
  let [sum, pairs] = [0, 0];
  for (let i = 0; i < scores.length; i++)
    for (let j = 0; j < i; j++) {
      sum += Math.sign(scores[i]! - scores[j]!) * Math.sign(accuracies[i]! - accuracies[j]!);
      pairs++;
    }
  return sum / pairs;
}

const network = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 8 });
const tables = fc
  .integer({ min: 2, max: 10 })
  .chain((n) =>
    fc.tuple(
      fc.array(network, { minLength: n, maxLength: n }),
      fc.array(fc.integer({ min: 0, max: 100 }), { minLength: n, maxLength: n }),
    ),
  );

test("it ranks what it was fitted to no worse than the mean does, and says how well", () => {
  const law = (values: number[][], accuracies: number[], seed: number, knots: number): void => {
    const aggregate = fitAggregate(values, accuracies, { fitness: tau, rng: seeded(seed, "fit"), knots });
    expect(aggregate.weights.length).toBe(knots);
    expect(aggregate.weights.every((weight) => weight >= 0)).toBe(true);
    expect(aggregate.fitness).toBe(tau(values.map(aggregate), accuracies));
    expect(aggregate.fitness).toBeGreaterThanOrEqual(tau(values.map(mean), accuracies));
    const again = depthWeighted(aggregate.weights);
    for (const one of values) expect(aggregate(one)).toBe(again(one));
  };
  fc.assert(
    fc.property(tables, fc.nat(), fc.integer({ min: 2, max: 5 }), ([values, accuracies], seed, knots) =>
      law(values, accuracies, seed, knots),
    ),
    { numRuns: 1000 },
  );
  // Two means are −3, and only rounding could tell them apart.
  const tie = [[-25, 6, 30, -26, 0], [-11], [0], [-10, -45, 10, 10, 1, 16], [-37, 30]];
  law([...tie, [0], [0], [14, -13, -33], [2], [0]], [9, 0, 9, 10, 5, 0, 10, 1, 11, 0], 0, 3);
});

test("the same seed gives the same weights, whatever the networks' order", () => {
  fc.assert(
    fc.property(tables, fc.nat(), ([values, accuracies], seed) => {
      const fit = (v: typeof values, a: typeof accuracies) =>
        fitAggregate(v, a, { fitness: tau, rng: seeded(seed, "fit") }).weights;
      expect(fit(values, accuracies)).toEqual(fit(values, accuracies));
      expect(fit(values.toReversed(), accuracies.toReversed())).toEqual(fit(values, accuracies));
    }),
    { numRuns: 300 },
  );
});

test("it finds the depth that tells networks apart, and holds on networks that it has not seen", () => {
  const rng = seeded(5, "networks");
  const draw = () => {
    const accuracy = rng();
    // The first half of the instances is noise.
    const values = Array.from({ length: 12 }, (_, i) => (i < 6 ? 20 * rng() : accuracy + 0.1 * rng()));
    return { accuracy, values };
  };
  const [train, test] = [Array.from({ length: 60 }, draw), Array.from({ length: 200 }, draw)];
  const accuraciesOf = (set: typeof train) => set.map(({ accuracy }) => accuracy);
  const aggregate = fitAggregate(
    train.map(({ values }) => values),
    accuraciesOf(train),
    { fitness: tau, rng: seeded(1, "fit") },
  );
  expect(aggregate.weights.slice(0, 2)).toEqual([0, 0]);
  const tauOf = (by: (values: readonly number[]) => number) =>
    tau(
      test.map(({ values }) => by(values)),
      accuraciesOf(test),
    );
  expect(tauOf(mean)).toBeLessThan(0.3);
  expect(tauOf(aggregate)).toBeGreaterThan(0.7);
});

test("where the mean ranks nothing, weights that rank something are found", () => {
  // Every mean is 1: the correlation of constant scores is NaN.
  const nanForConstant = (scores: readonly number[], accuracies: readonly number[]) =>
    scores.every((one) => one === scores[0]) ? Number.NaN : tau(scores, accuracies);
  const values = [
    [0, 2],
    [1, 1],
    [2, 0],
  ];
  const { fitness } = fitAggregate(values, [1, 2, 3], { fitness: nanForConstant, rng: () => 0, knots: 2 });
  expect(fitness).toBe(1);
});

test("lists that do not fit, networks without finite values and one knot are refused", () => {
  const options = { fitness: tau, rng: Math.random };
  expect(() => fitAggregate([[1]], [1, 2], options)).toThrow("got 1 and 2");
  expect(() => fitAggregate([[1], []], [1, 2], options)).toThrow("network 1 has no values");
  expect(() => fitAggregate([[Number.NaN], [1]], [1, 2], options)).toThrow("network 0 has a value that is not finite");
  expect(() => fitAggregate([[1], [2]], [1, 2], { ...options, knots: 1 })).toThrow("knots must be a whole number");
});
