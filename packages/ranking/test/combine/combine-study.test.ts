import { existsSync, readFileSync } from "node:fs";
import { kendallTau, logRankSum, meanRank, partialKendallTau } from "@eznas/fitness";
import { seeded } from "@eznas/gp";
import { combineStudy, formatCombineStudy, metric, type NamedScoreTable, readScoreTable } from "@eznas/ranking";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { combinationsOf, countCombinations } from "../../src/combine/combinations-of.ts";
import { rankedPart, type Term } from "../../src/combine/ranked-part.ts";

const names = ["a", "b", "c", "params"];
const rows = fc.array(fc.tuple(fc.nat({ max: 99 }), ...names.map(() => fc.option(fc.integer({ min: -9, max: 9 })))), {
  minLength: 2,
  maxLength: 30,
});
type Rows = readonly (readonly (number | null)[])[];

const networksOf = (of: Rows, name = "net") =>
  of.map(([accuracy, ...values], i) => ({
    id: `${name} ${i}`,
    accuracy: accuracy!,
    scores: values.map((value) =>
      value === null ? ({ ok: false, reason: "shape" } as const) : ({ ok: true, value } as const),
    ),
  }));

const terms: fc.Arbitrary<readonly Term[]> = fc.uniqueArray(
  fc.record({ at: fc.nat({ max: 3 }), sign: fc.constantFrom(1 as const, -1 as const) }),
  { minLength: 1, maxLength: 3, selector: ({ at }) => at },
);

property.prop([rows, terms], { numRuns: 500 })(
  "a part's scores are the sums of ranks by their definition",
  (of, terms) => {
    const lists = terms.map(({ at, sign }) =>
      of.map((row) => (row[at + 1] === null ? Number.NEGATIVE_INFINITY : sign * row[at + 1]!)),
    );
    const accuracies = of.map(([accuracy]) => accuracy!);
    for (const [sum, combine] of [
      ["logRanks", logRankSum],
      ["meanRank", meanRank],
    ] as const) {
      const part = rankedPart(networksOf(of), [0, 1, 2, 3], sum);
      const scale = sum === "meanRank" ? terms.length : 1;
      for (const [i, score] of combine(lists).entries())
        expect(part.scoresOf(terms)[i]! / scale).toBeCloseTo(score, 10);
      expect(part.tauOf(terms)).toBe(kendallTau([...part.scoresOf(terms)], accuracies));
    }
  },
);

test.each([
  [5, 1, "free"],
  [5, 2, "free"],
  [6, 3, "free"],
  [6, 3, "fixed"],
  [2, 3, "free"],
] as const)("combinations of %d metrics by %d, signs %s: each once", (metrics, size, signs) => {
  const all = [...combinationsOf(metrics, size, signs)].map((it) => JSON.stringify(it));
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBe(countCombinations(metrics, size, signs));
});

/** Networks whose accuracy is the sum of two metrics, a third one misleads, and a fourth is near. */
function made(name: string, seed: number, networks = 120): NamedScoreTable {
  let state = seed;
  const rng = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const values = Array.from({ length: networks }, () => {
    const [a, b, c] = [rng(), rng(), rng()];
    return [100 * (a * b) + rng(), a, -b, c, a * b + 2 * rng()];
  });
  return { name, settings: {}, metrics: names, networks: networksOf(values, name) };
}
const tables = [made("x", 1), made("y", 2), made("z", 3)];

test("what was chosen is the best of all combinations, one by one, and what is reported is about the other networks", () => {
  const study = combineStudy({ tables, seed: 1, max: 2, top: 3, resamples: 20 });
  const one = study.best.filter(({ size }) => size === 2)[0]!;
  expect(one.text).toBe("logRanks(a, -b)");
  const split = combineStudy({ tables, seed: 1, max: 2, top: 1000, resamples: 1 });
  expect(split.best.length).toBe(8 + 24);
  const by = split.best.filter(({ size }) => size === 2).map(({ searched }) => searched.mean);
  expect(by).toEqual([...by].sort((a, b) => b - a));
  for (const { searched, reported } of study.tables) expect(searched + reported).toBe(120);
  expect(study.tried).toEqual([
    { size: 1, count: 8 },
    { size: 2, count: 24 },
  ]);
  expect(study.rivals.map(({ text }) => text)).toEqual(["params"]);
  expect(one.reported.mean.low).toBeGreaterThan(study.rivals[0]!.reported.mean.high);
});

test("a table that is left out does not choose: made misleading, it changes what is chosen on the others only", () => {
  const chosenFor = (last: NamedScoreTable) =>
    combineStudy({ tables: [tables[0]!, tables[1]!, last], seed: 1, max: 2, resamples: 1 })
      .leaveOneOut.at(-1)!
      .folds.map(({ chosen }) => chosen);
  const turned = { ...tables[2]!, networks: tables[2]!.networks.map((it) => ({ ...it, accuracy: -it.accuracy })) };
  const [before, after] = [chosenFor(tables[2]!), chosenFor(turned)];
  expect(after[2]).toBe(before[2]);
  expect(after.slice(0, 2)).not.toEqual(before.slice(0, 2));
});

test("a fold's difference is to the best rival there, and its mean over tables to the best on the mean", () => {
  const { leaveOneOut } = combineStudy({ tables, seed: 2, max: 2, rivals: ["params", "c"], resamples: 30 });
  for (const { folds, mean, rival } of leaveOneOut) {
    for (const fold of folds) expect(fold.rival!.difference.tau).toBeCloseTo(fold.tau - fold.rival!.tau, 12);
    expect(mean.tau).toBeCloseTo(folds.reduce((sum, { tau }) => sum + tau, 0) / 3, 12);
    expect(rival!.difference.tau).toBeCloseTo(mean.tau - rival!.tau, 12);
    expect(mean.low).toBeLessThanOrEqual(mean.high);
  }
  expect(leaveOneOut[1]!.rival!.text).toBe("params");
});

test("the same seed gives the same study, another one another division; a share of 1 divides nothing", () => {
  const study = (seed: number) => combineStudy({ tables, seed, max: 2, resamples: 10 });
  expect(study(1)).toEqual(study(1));
  expect(study(2).tables).not.toEqual(study(1).tables);
  const whole = combineStudy({ tables, seed: 1, max: 1, searchShare: 1, resamples: 1 });
  expect(whole.tables.map(({ searched, reported }) => [searched, reported])).toEqual([
    [120, 120],
    [120, 120],
    [120, 120],
  ]);
  for (const { searched, reported } of whole.best) expect(reported.mean.tau).toBe(searched.mean);
});

test("by worst, fixed signs and mean ranks are what they say", () => {
  const study = combineStudy({ tables, seed: 1, max: 2, by: "worst", signs: "fixed", sum: "meanRank", resamples: 1 });
  const pairs = study.best.filter(({ size }) => size === 2);
  expect(pairs[0]!.text).toMatch(/^meanRank\([a-z]+, [a-z]+\)$/);
  const worst = pairs.map(({ searched }) => searched.worst);
  expect(worst).toEqual([...worst].sort((a, b) => b - a));
  expect(study.tried.at(-1)).toEqual({ size: 2, count: 6 });
});

test("a network is in the same part of every table, and networks that tables share are counted", () => {
  const [x] = tables as [NamedScoreTable];
  const same = { ...x, name: "same", networks: x.networks.toReversed() };
  const study = combineStudy({ tables: [x, same], seed: 1, max: 1, resamples: 5 });
  expect(study.tables.map(({ shared }) => shared)).toEqual([120, 120]);
  for (const { reported } of study.best) expect(reported.tables[0]!.tau).toBeCloseTo(reported.tables[1]!.tau, 12);
});

test("metrics that a table lacks are left out, and failures rank last and are counted", () => {
  const [x, y] = tables as [NamedScoreTable, NamedScoreTable];
  const lacking = {
    ...y,
    metrics: names.slice(0, 3),
    networks: y.networks.map(({ scores, ...it }, i) => ({
      ...it,
      scores: [i < 7 ? ({ ok: false, reason: "shape" } as const) : scores[0]!, scores[1]!, scores[2]!],
    })),
  };
  const study = combineStudy({ tables: [x, lacking], seed: 1, max: 1, resamples: 1 });
  expect(study.leftOut).toEqual(["params"]);
  expect(study.tables[1]!.failed).toEqual({ a: 7 });
  expect(formatCombineStudy(study)).toContain("  a: no score for 7, which rank last");
  expect(() => combineStudy({ tables: [x, lacking], seed: 1, metrics: ["params"] })).toThrow(
    'combineStudy: not all tables have the metric "params"',
  );
});

test.each([
  ["no table", { tables: [] }, /at least one table of scores, got none/],
  ["a table twice", { tables: [tables[0]!, tables[0]!] }, /there are two tables "x"/],
  ["a share of 0", { searchShare: 0 }, /searchShare must be over 0 and at most 1, got 0/],
  ["a size of 0", { max: 0 }, /max must be a whole number from 1 up, got 0/],
  ["a part that is too small", { tables: [made("few", 1, 12)] }, /part of "few" has \d networks, of 10 at least/],
] as const)("%s is refused", (_, options, message) => {
  expect(() => combineStudy({ tables, seed: 1, resamples: 1, ...options })).toThrow(message);
});

test("a combination's text is a metric", () => {
  const known = tables.map((table) => ({ ...table, metrics: ["flops", "-naswot", "synflow", "params"] }));
  for (const { text } of combineStudy({ tables: known, seed: 1, max: 3, top: 4, resamples: 1 }).best)
    expect(metric(text).text).toBe(text);
});

const beside = (file: string): URL => new URL(`../../../../../shared/data/${file}`, import.meta.url);
const proxies = beside("nasbench201_proxies_1000.csv");

test("published proxies of 1,000 NAS-Bench-201 networks: jacobian covariance and params add up to τ .76", () => {
  if (!existsSync(proxies)) return void console.info("nasbench201_proxies_1000.csv is not beside the project");
  const rowsOf = (url: URL): string[][] => {
    const lines = readFileSync(url, "utf8").trim().split("\n");
    return lines.map((line) => line.split(","));
  };
  const [head, ...truth] = rowsOf(beside("nasbench201.csv"));
  const accuracyAt = head!.indexOf("cifar10_test");
  const accuracies = new Map(truth.map((row) => [row[head!.indexOf("arch")]!, row[accuracyAt]!]));
  const [columns, ...networks] = rowsOf(proxies);
  const csv = [
    ["arch", "accuracy", ...columns!.slice(1)],
    ...networks.map(([id, ...scores]) => [id!, accuracies.get(id!)!, ...scores]),
  ];
  const table = { ...readScoreTable(csv.map((row) => row.join()).join("\n")), name: "nas-bench-201" };
  const study = combineStudy({ tables: [table], seed: 1, max: 2, top: 1, searchShare: 1, resamples: 50 });
  const best = study.best.at(-1)!;
  expect(best.text).toBe("logRanks(jacov, params)");
  expect(best.reported.mean.tau).toBeGreaterThan(0.755);
  expect(best.reported.mean.tau).toBeLessThan(0.77);
  expect(best.reported.mean.low).toBeGreaterThan(0.74);
  expect(study.rivals.map(({ text }) => text)).toEqual(["params", "flops"]);
});

test("what is reported beyond size is the partial τ given the sizes that the tables have", () => {
  const turn = seeded(3);
  const networks = Array.from({ length: 60 }, (_, i) => {
    const scores = [turn(), i + 40 * turn(), i].map((value) => ({ ok: true as const, value }));
    return { id: `net ${i}`, accuracy: i + 30 * turn(), scores };
  });
  const table = { name: "x", settings: {}, metrics: ["a", "b", "params"], networks };
  const options = { tables: [table], seed: 1, max: 1, signs: "fixed", searchShare: 1, resamples: 5 } as const;
  const study = combineStudy(options);
  expect(study.sizes).toEqual(["params"]);
  const column = (at: number) => networks.map(({ scores }) => scores[at]!.value);
  const accuracies = networks.map(({ accuracy }) => accuracy);
  const of = (name: string) => study.best.find(({ text }) => text === name)!.reported.beyondSize;
  expect(of("b")).toBeCloseTo(partialKendallTau(column(1), accuracies, [column(2)]), 12);
  expect(of("params")).toBeNaN();
  expect(formatCombineStudy(study)).toMatch(/\| beyond size \| worst \|/);
  const without = combineStudy({ ...options, tables: [{ ...table, metrics: ["a", "b", "c"] }] });
  expect(without.sizes).toEqual([]);
  expect(formatCombineStudy(without)).not.toContain("beyond size");
});
