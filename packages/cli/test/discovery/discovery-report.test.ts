import type { Conclusion, MetricResult, TaskResult } from "@eznas/search";
import { describe, expect, test } from "vitest";
import { formatConclusion } from "../../src/discovery/discovery-report.ts";

const on = (task: string, kendall: number, size = 0.2): TaskResult => ({
  ...{ task, space: task, kendall, partial: kendall, size, n: 8, failed: 0 },
  interval: { low: kendall - 0.25, high: kendall + 0.25 },
});

const metric = (role: MetricResult["role"], parts: readonly string[], tasks: readonly TaskResult[]): MetricResult => {
  const text = parts.length === 1 ? parts[0]! : `logRanks(${parts.join(", ")})`;
  const mean = tasks.reduce((sum, { kendall }) => sum + kendall, 0) / tasks.length;
  return { text, parts, role, validation: mean, tasks, mean, interval: { low: mean - 0.1, high: mean + 0.1 } };
};

const long = "convNorm: sum of l2: mul(heaviside(T1G_D), absLog(sigmoid(T3)))";
const other = "convNorm: -l2 of sum: normalize(T3G_P)";

function conclusion(names: readonly string[], size?: number): Conclusion {
  const tasks = (first: number): readonly TaskResult[] => names.map((name, i) => on(name, first - 0.3 * i, size));
  const metrics = [
    metric("single", [long], tasks(0.5)),
    metric("composed", [other, long], tasks(0.6)),
    metric("rival", ["instances"], tasks(-0.1)),
  ];
  const chosen = metrics[1]!.text;
  return {
    ...{
      metrics,
      chosen,
      tried: 30,
      against: { rival: "instances", difference: 0.7, interval: { low: 0.1, high: 1 } },
    },
    verdict: `${chosen} ranks networks it has not seen better than instances: mean τ +0.700 [0.100, 1.000]`,
  };
}

describe("formatConclusion", () => {
  test("programs have letters, figures are aligned, and the verdict speaks of letters", () => {
    expect(formatConclusion(conclusion(["made-up", "fashion", "darts"]), 1)).toBe(
      [
        "metric          mean τ                made-up                fashion         darts (unseen)",
        "A                0.200   0.500 [ 0.25,  0.75]   0.200 [-0.05,  0.45]  -0.100 [-0.35,  0.15]",
        "B + A  (taken)   0.300   0.600 [ 0.35,  0.85]   0.300 [ 0.05,  0.55]   0.000 [-0.25,  0.25]",
        "instances       -0.400  -0.100 [-0.35,  0.15]  -0.400 [-0.65, -0.15]  -0.700 [-0.95, -0.45]",
        "",
        `A  ${long}`,
        `B  ${other}`,
        "A sum is of the logarithms of ranks, logRanks(…) as a metric.",
        "",
        "is it only size? τ of B + A with the number of instances: " +
          "0.20 on made-up (τ beyond it 0.60), 0.20 on fashion (τ beyond it 0.30), 0.20 on darts (τ beyond it 0.00)",
        "",
        "30 metrics were tried.",
        "B + A ranks networks it has not seen better than instances: mean τ +0.700 [0.100, 1.000]",
        "",
      ].join("\n"),
    );
  });

  test.each([0.95, -0.95])("a metric whose order is that of the sizes (τ %d) is said to count layers", (size) => {
    expect(formatConclusion(conclusion(["made-up", "fashion"], size), 0)).toMatch(/: it counts layers$/m);
    expect(formatConclusion(conclusion(["made-up", "fashion"], size / 2), 0)).not.toContain("counts layers");
  });

  test("many tasks stand in tables below each other, none wider than a screen", () => {
    const names = Array.from({ length: 9 }, (_, i) => `nas-bench-201 accuracy ${i}`);
    const text = formatConclusion(conclusion(names), 0);
    for (const name of names) expect(text.split(name)).toHaveLength(3);
    for (const line of text.split("\n").filter((line) => /^(A|B|metric|instances)\b.*\[/.test(line)))
      expect(line.length).toBeLessThanOrEqual(120);
  });

  test("what has no τ is a dash", () => {
    const { metrics, ...rest } = conclusion(["made-up"]);
    const nothing = { ...on("made-up", Number.NaN), size: Number.NaN };
    const text = formatConclusion(
      { ...rest, metrics: metrics.map((one) => ({ ...one, mean: Number.NaN, tasks: [nothing] })) },
      0,
    );
    expect(text).not.toContain("NaN");
    expect(text).toContain("is it only size? it cannot be");
  });
});
