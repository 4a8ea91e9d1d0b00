import { format } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import type { StatisticName } from "@eznas/stats";
import { beforeAll, describe, expect, test } from "vitest";
import { type EvaluatorOptions, eznasA, program, score, terminalsOf, zoo } from "../../src/index.ts";
import { type GoldenScores, goldenInstances, goldenPrograms } from "../golden-network.ts";

/** Within a relative error of 1e-3 of the reference's scores, instance by instance and for the network. */
function expectGolden(
  made: ReturnType<typeof program>,
  { perLayer, mean }: GoldenScores,
  options: EvaluatorOptions,
): void {
  const close = (wanted: number) =>
    expect.toSatisfy((got: number) => Math.abs(got - wanted) <= 1e-3 * Math.abs(wanted));
  perLayer.forEach((wanted, i) => {
    const instance = goldenInstances[i]!;
    expect(score(made, [instance], options)).toEqual(
      wanted === null ? { ok: false, reason: "shape", instance: instance.name } : { ok: true, value: close(wanted) },
    );
  });
  const refused = perLayer.indexOf(null);
  expect(score(made, goldenInstances, options)).toEqual(
    mean === null
      ? { ok: false, reason: "shape", instance: goldenInstances[refused]!.name }
      : { ok: true, value: close(mean) },
  );
}

describe.each([
  ["tfjs", "cpu"],
  ["tfjs", "wasm"],
  ["fast", "cpu"],
] as const)("by %s with the %s backend", (evaluator, backend) => {
  const options = { evaluator, arena: new Arena() };

  beforeAll(() => useBackend(backend));

  test.each([
    ["eznas-a", "darts (EZNAS-A as released, ARG8 = T1G_D)"],
    ["eznas-a-paper", "darts with T3G_N (EZNAS-A as the paper words it)"],
    ["eznas-b", "enas (EZNAS-B as released, ARG19 = T4_P)"],
    ["eznas-pnas", "pnas"],
    ["eznas-nasnet", "nasnet"],
    ["topprog", "topprog"],
  ])("%s scores the golden network as PyTorch does", (name, golden) => {
    expectGolden(zoo[name]!, goldenPrograms.programs[golden]!, options);
  });

  test.each(Object.keys(goldenPrograms.eznasAByStatistic) as StatisticName[])(
    "EZNAS-A of %s agrees too",
    (statistic) => {
      const { float32EqualsExact, eznasAByStatistic, eznasAByStatisticExactDeterminant } = goldenPrograms;
      const wanted = float32EqualsExact[statistic] ? eznasAByStatistic : eznasAByStatisticExactDeterminant;
      expectGolden(program(`frobenius(sigmoid(logDet(sign(${statistic}))))`), wanted[statistic], options);
    },
  );

  test("the programs of Fig. 2 equal their sums written out", () => {
    const total = (of: (i: (typeof goldenInstances)[number]) => number) =>
      goldenInstances.reduce((all, instance) => all + of(instance), 0);
    const value = (made: typeof zoo.snip): number => {
      const result = score(made, goldenInstances, options);
      return result.ok ? result.value : Number.NaN;
    };
    const products = (a: StatisticName, b: StatisticName, f: (x: number) => number) =>
      total(({ statistics }) => statistics[a]!.data.reduce((all, x, i) => all + f(x * statistics[b]!.data[i]!), 0));
    expect(value(zoo.snip)).toBeCloseTo(products("T3G_D", "T3", Math.abs), 3);
    expect(value(zoo["synflow-like"])).toBeCloseTo(
      products("T3G_N", "T3", (x) => x),
      3,
    );
    expect(value(zoo.fisher)).toBeCloseTo(
      products("T4G_D", "T4_D", (x) => x * x),
      3,
    );
    const norms = total(({ statistics }) =>
      Math.hypot(...statistics.T4_D!.data.map((x, i) => x - statistics.T4_N!.data[i]!)),
    );
    expect(value(zoo["noise-difference"])).toBeCloseTo(norms / goldenInstances.length, 3);
  });
});

test("EZNAS-A scores sign matrices by kernel size as the paper's analysis says", async () => {
  await useBackend("cpu");
  // Every 3×3 matrix of signs, equally often: the expectation is exact.
  const data = Float32Array.from({ length: 512 * 9 }, (_, i) => ((Math.floor(i / 9) >> (i % 9)) & 1 ? 1 : -1));
  const conv = { name: "conv", statistics: { T3G_N: { shape: [512, 1, 3, 3], data } } };
  const expected = Math.sqrt(512) * 0.408;
  expect(score(zoo["eznas-a-paper"]!, [conv])).toEqual({ ok: true, value: expect.closeTo(expected, 1) });
});

test("the zoo's texts are canonical and its names are those of the command line", () => {
  for (const { tree } of Object.values(zoo)) expect(format(program(format(tree)).tree)).toBe(format(tree));
  expect(zoo["eznas-a"]).toBe(eznasA);
  expect(terminalsOf(eznasA)).toEqual(["T1G_D"]);
  expect(Object.keys(zoo)).toEqual(expect.arrayContaining(["eznas-a-paper", "eznas-b", "topprog", "snip", "fisher"]));
});
