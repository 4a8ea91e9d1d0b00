import { kendallTau, ndcg, partialKendallTau, precisionAtK, regretAtK, spearmanRho, topShareTau } from "@eznas/fitness";
import { defaultMeasures, measureRanking, type NamedScore } from "@eznas/ranking";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";

const names = ["mine", "params", "flops"];
const table = fc.array(fc.tuple(fc.nat({ max: 99 }), ...names.map(() => fc.option(fc.nat({ max: 9 })))), {
  minLength: 4,
  maxLength: 30,
});

const networksOf = (rows: readonly (readonly (number | null)[])[]) =>
  rows.map(([accuracy, ...values], i) => ({
    id: `${i}`,
    accuracy: accuracy!,
    scores: values.map((value, at): NamedScore => {
      const name = names[at]!;
      return value === null ? { name, ok: false, reason: "inapplicable", detail: "" } : { name, ok: true, value };
    }),
  }));

property.prop([table], { numRuns: 300 })("each is the statistic of its name, of the networks it is about", (rows) => {
  const [mine, params] = measureRanking({ networks: networksOf(rows) });
  const scored = rows.filter(([, value]) => value !== null);
  const [scores, accuracies] = [scored.map(([, value]) => value!), scored.map(([accuracy]) => accuracy)];
  const whole = rows.filter((row) => !row.includes(null));
  const column = (of: typeof rows, at: number): number[] => of.map((row) => row[at]!);
  const picked = rows.map(([, value]) => value ?? Number.NEGATIVE_INFINITY);
  const all = rows.map(([accuracy]) => accuracy);
  expect(mine!.measures).toEqual({
    kendall: kendallTau(scores, accuracies),
    spearman: spearmanRho(scores, accuracies),
    partial: partialKendallTau(column(whole, 1), column(whole, 0), [column(whole, 2), column(whole, 3)]),
    "top25%": topShareTau(0.25)(scores, accuracies),
    "precision@10": precisionAtK(10)(picked, all),
    "ndcg@10": ndcg(10)(picked, all),
    "regret@10": regretAtK(10)(picked, all),
  });
  expect(Object.keys(mine!.measures)).toEqual(defaultMeasures);
  expect(params!.measures["partial"]).toBeNaN(); // nothing is left of it
  const sized = rows.filter(([, value, params]) => value !== null && params !== null);
  expect(mine!.size["params"]).toEqual(kendallTau(column(sized, 1), column(sized, 2)));
  expect(Object.keys(mine!.size)).toEqual(["params", "flops"]);
  expect(Object.keys(params!.size)).toEqual(["flops"]);
});

test("a measure that there is not, and a metric that is given and not ranked, are refused", () => {
  const networks = networksOf([
    [1, 2, 3, 4],
    [2, 3, 4, 5],
  ]);
  expect(() => measureRanking({ networks }, { measures: ["top0%"] })).toThrow(
    'there is no measure "top0%"; they are written kendall, spearman, partial, top25%, precision@10',
  );
  expect(() => measureRanking({ networks }, { given: ["layers"] })).toThrow(
    '"layers" is given and not ranked; the metrics are mine, params, flops',
  );
  expect(Object.keys(measureRanking({ networks }, { measures: ["top10%", "regret@1"] })[0]!.measures)).toEqual([
    "top10%",
    "regret@1",
  ]);
});
