import { formatProgram, type Program, program } from "@eznas/program";
import { inMemory } from "@eznas/stats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreTable } from "../../src/discovery/score-table.ts";
import type { DatasetNetwork, ScoreNetworks } from "../../src/index.ts";

const texts = ["abs(T3)", "T3", "sum of l2: T3", "-T3", "-abs(T3)", "-sum of l2: T3"];
const datasets = ["a", "b"].map((name) =>
  inMemory(
    name,
    Array.from({ length: 4 }, (_, i) => ({ id: `net ${i}`, accuracy: i, instances: [] })),
  ),
);
const network = fc
  .tuple(fc.constantFrom(...datasets), fc.nat({ max: 3 }))
  .map(([dataset, i]): DatasetNetwork => ({ dataset, id: `net ${i}` }));
const request = fc.record({
  metrics: fc.array(
    fc.constantFrom(...texts).map((text) => program(text)),
    { maxLength: 6 },
  ),
  networks: fc.array(network, { maxLength: 8 }),
});

/** A score that says which metric without its sign, and which network, it is of; some have none. */
const scoreOf = (metric: Program<string>, { dataset, id }: DatasetNetwork): number => {
  const place = [...formatProgram(metric).replace(/^-/, ""), ...dataset.name, ...id];
  const hash = place.reduce((sum, char) => (31 * sum + char.charCodeAt(0)) % 10007, 7);
  return hash % 7 === 0 ? Number.NaN : hash;
};

describe("scoreTable", () => {
  test("gives every score asked for, and asks for none twice, whatever the sign", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 5 }), async (requests) => {
        const asked: string[] = [];
        const scoring: ScoreNetworks = async (metrics, networks) =>
          networks.map((network) =>
            metrics.map((metric) => {
              expect(metric.sign).toBe(1);
              asked.push(`${formatProgram(metric)} ${network.dataset.name} ${network.id}`);
              const value = scoreOf(metric, network);
              return Number.isNaN(value) ? { ok: false, reason: "non-finite", instance: "conv" } : { ok: true, value };
            }),
          );
        const table = scoreTable(scoring);
        for (const { metrics, networks } of requests)
          expect(await table.of(metrics, networks)).toEqual(
            metrics.map((metric) => networks.map((network) => scoreOf(metric, network))),
          );
        expect(new Set(asked).size).toBe(asked.length);
      }),
    );
  });

  test("one folder's networks are the same in every dataset of it; others of one name are not", async () => {
    let asked = 0;
    const table = scoreTable(async (metrics, networks) => {
      asked += networks.length;
      return networks.map(() => metrics.map(() => ({ ok: true, value: 1 })));
    });
    const [a] = datasets;
    const stored = { ...a!, path: "/tasks/a" };
    const metrics = [program("T3")];
    await table.of(metrics, [{ dataset: stored, id: "net 0" }]);
    await table.of(metrics, [{ dataset: { ...stored, name: "another" }, id: "net 0" }]);
    expect(asked).toBe(1);
    await table.of(metrics, [{ dataset: a!, id: "net 0" }]);
    await table.of(metrics, [{ dataset: { ...a! }, id: "net 0" }]);
    expect(asked).toBe(3);
  });

  test("what is noted is not asked for, whatever the sign it was noted with", async () => {
    const [a] = datasets;
    const network = { dataset: a!, id: "net 0" };
    const table = scoreTable(() => Promise.reject(new Error("asked")));
    table.note({ ...program("T3"), sign: -1 }, [network], [5]);
    expect(await table.of([program("T3")], [network])).toEqual([[5]]);
  });
});
