import fc from "fast-check";
import { expect, test } from "vitest";
import { combineAlone, combineMetrics } from "../src/combine-metrics.ts";
import { measuredFor, metric } from "../src/metric.ts";
import type { Measured, NamedScore } from "../src/prepare-metrics.ts";

/** Networks whose costs are the given numbers. */
function networksOf(values: readonly Readonly<Record<string, number>>[]): readonly Measured[] {
  return values.map(
    (row) => new Map(Object.entries(row).map(([name, value]) => [name, { name, ok: true, value } as NamedScore])),
  );
}

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

test("an expression's score of a network is its value there, alone as among others", () => {
  const asked = [metric("network: add(mul(2, params), square(depth))"), metric("-network: sub(params, {-depth})")];
  const rows = fc.array(fc.record({ params: number, depth: number }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, (list) => {
      const networks = networksOf(list.map(({ params, depth }) => ({ params, depth, "-depth": -depth })));
      const scores = combineMetrics(asked, networks);
      expect(scores).toEqual(
        list.map(({ params, depth }) => [
          { name: asked[0]!.name, ok: true, value: 2 * params + depth * depth },
          { name: asked[1]!.name, ok: true, value: -(params - -depth) },
        ]),
      );
      for (const [i, network] of networks.entries()) expect(combineAlone(asked, network)).toEqual(scores[i]);
    }),
  );
});

test("a part that fails is named, and the other networks have their scores", () => {
  const asked = metric("network: log(add(params, {mean(T3)}))");
  const failure: NamedScore = { name: "mean(T3)", ok: false, reason: "non-finite", instance: "conv1" };
  const [good, bad] = networksOf([
    { params: 2, "mean(T3)": 1 },
    { params: 3, "mean(T3)": 0 },
  ]) as [Measured, Measured];
  const scores = combineMetrics([asked], [good, new Map([...bad, ["mean(T3)", failure]])]).map(([score]) => score);
  expect(scores).toEqual([
    { name: asked.name, ok: true, value: Math.log(3) },
    { name: asked.name, ok: false, reason: "non-finite", detail: 'mean(T3): at the instance "conv1"' },
  ]);
});

test("what is not finite is told where it began, and what is finite again counts", () => {
  const of = (text: string) => combineMetrics([metric(text)], networksOf([{ params: 0, depth: 5 }]))[0]![0];
  expect(of("network: add(depth, log(sub(params, depth)))")).toMatchObject({
    ok: false,
    reason: "non-finite",
    detail: "the score is NaN: log of -5, in log(sub(params, depth))",
  });
  expect(of("network: div(depth, params)")).toMatchObject({
    detail: "the score is Infinity: div of 5 and 0, in div(depth, params)",
  });
  expect(of("network: tanh(log(params))")).toMatchObject({ ok: true, value: -1 });
  expect(of("network: div(tanh(log(params)), params)")).toMatchObject({
    detail: "the score is -Infinity: div of -1 and 0, in div(tanh(log(params)), params)",
  });
});

test("expressions are parts of rankings, and rankings of expressions", () => {
  const networks = networksOf([
    { params: 1, depth: 9 },
    { params: 4, depth: 2 },
    { params: 9, depth: 1 },
  ]);
  const ranks = metric("meanRank(network: sqrt(params), network: neg(depth))");
  const values = (list: readonly (readonly NamedScore[])[]) =>
    list.map(([score]) => (score!.ok ? score!.value : score));
  expect(values(combineMetrics([ranks], networks))).toEqual([1, 2, 3]);
  const over = metric("network: mul(2, {meanRank(params, depth)})");
  expect(values(combineMetrics([over], networks))).toEqual([4, 4, 4]);
  expect(combineAlone([over], networks[0]!)[0]).toMatchObject({ ok: false, reason: "inapplicable" });
  expect(measuredFor([ranks, over]).map(({ name }) => name)).toEqual(["params", "depth"]);
});
