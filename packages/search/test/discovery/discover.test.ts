import { useBackend } from "@eznas/kernels";
import { ops } from "@eznas/ops";
import { depthWeighted, formatProgram, program, zoo } from "@eznas/program";
import { type Dataset, subset } from "@eznas/stats";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import {
  conclude,
  type DiscoverOptions,
  type DiscoveryGeneration,
  discover,
  discoveryDefaults,
  NothingNewError,
  type ScoreNetworks,
  scoreHere,
} from "../../src/index.ts";
import { toyTask } from "../toy-tasks.ts";

beforeAll(() => useBackend("wasm"));

const tasks = [toyTask("DARTS", 16), toyTask("ENAS", 16)];
const small = {
  seed: 3,
  tasks,
  population: 10,
  offspring: 20,
  generations: 2,
  probeNetworks: 1,
  probeInstances: 2,
} satisfies DiscoverOptions;

async function all(options: DiscoverOptions): Promise<readonly DiscoveryGeneration[]> {
  const list: DiscoveryGeneration[] = [];
  for await (const each of discover(options)) list.push(each);
  return list;
}

const heads = discoveryDefaults.toScalars.length * discoveryDefaults.aggregates.length;

const plain = (generations: readonly DiscoveryGeneration[]): unknown =>
  generations.map(({ population, archive, ...rest }) => ({
    ...rest,
    population: population.map(({ text, objectives }) => [text, objectives]),
    archive: archive.map(({ text, objectives }) => [text, objectives]),
  }));

describe("discover", () => {
  test("metrics differ in meaning, survive by front, and leave no tensor", async () => {
    const before = memory().numTensors;
    const generations = await all(small);
    expect(memory().numTensors).toBe(before);
    expect(generations.map(({ index }) => index)).toEqual([0, 1, 2]);
    for (const { population, archive, seen, tried } of generations) {
      expect(population.length).toBeLessThanOrEqual(small.population);
      expect(new Set(population.map(({ text }) => text)).size).toBe(population.length);
      expect(new Set(archive.map(({ text }) => text)).size).toBe(archive.length);
      expect(tried).toBe(seen.behaviors.length * heads);
      for (const { metric, text, objectives } of population) {
        expect(formatProgram(metric)).toBe(text);
        expect(metric.tree.depth).toBeLessThanOrEqual(discoveryDefaults.maxDepth);
        expect(objectives[1]).toBeLessThanOrEqual(objectives[0]!);
      }
    }
    const best = generations.map(({ archive }) => archive[0]!.objectives[0]!);
    expect(best).toEqual(best.toSorted((a, b) => a - b));
  });

  test("the same seed gives the same generations; a resumed run those of an unbroken one", async () => {
    const unbroken = await all(small);
    expect(plain(await all(small))).toEqual(plain(unbroken));
    expect(plain(await all({ ...small, resume: unbroken[0]! }))).toEqual(plain(unbroken.slice(1)));
    expect(plain(await all({ ...small, seed: 4 }))).not.toEqual(plain(unbroken));
  });

  test("no metric meets a network twice, and most meet a share of them only", async () => {
    const met = new Map<string, number>();
    const counting: ScoreNetworks = (programs, networks, options) => {
      for (const metric of programs)
        for (const { dataset, id } of networks) {
          const key = `${formatProgram(metric)} ${dataset.name} ${id}`;
          met.set(key, (met.get(key) ?? 0) + 1);
        }
      return scoreHere(programs, networks, options);
    };
    const [, , last] = await all({ ...small, scoreNetworks: counting });
    expect(Math.max(...met.values())).toBe(1);
    expect(met.size).toBeLessThan(0.9 * last!.tried * 32);
  });

  test("seeds meet all networks, however they look at first, with the sign that is right for them", async () => {
    const seeds = [program("sum: T3G_D"), program("T3", { aggregate: depthWeighted([0, 1]) })];
    const [first] = await all({ ...small, generations: 0, promoted: 0, seeds });
    const texts = first!.archive.map(({ text }) => text.replace(/^-/, ""));
    expect(texts).toEqual(expect.arrayContaining(seeds.map(formatProgram)));
  });

  test("seeds are in the first generation, with the sign that is right for them", async () => {
    const [first] = await all({ ...small, generations: 0, seeds: [zoo["noise-difference"]!, program("T3")] });
    const texts = first!.archive.map(({ text }) => text.replace(/^-/, ""));
    expect(texts).toContain(formatProgram(zoo["noise-difference"]!));
  });

  test("where new metrics run out, it says why", async () => {
    const primitives = { ops: { abs: ops.abs }, terminals: ["T3"] } as const;
    const few = { ...small, primitives, offspring: 200, generations: 1, triesPerMetric: 2 };
    await expect(all(few)).rejects.toThrow(NothingNewError);
    await expect(all(few)).rejects.toThrow(/^discover: 400 candidates gave \d+ of 200 new metrics \(.*behavior: \d+/);
  });

  test("metrics are of the pattern that the tasks were collected with, and of one", async () => {
    const [DARTS, ENAS] = tasks.map((task, i) => ({ ...task, pattern: ["convNorm", "cbr"][i]! }));
    const [first] = await all({ ...small, generations: 0, tasks: [DARTS!] });
    for (const { text } of first!.population) expect(text).toMatch(/^-?convNorm: /);
    expect(() => discover({ ...small, tasks: [DARTS!, ENAS!] })).toThrow(/one program is about one kind of instance/);
  });

  test.each([
    [{ tasks: [] }, "tasks is empty"],
    [{ tasks: [toyTask("few", 5)] }, "six are the least"],
    [{ population: 1 }, "population must be"],
    [{ firstLook: 2 }, "firstLook is a share"],
    [{ objectives: [] }, "objectives is empty"],
    [{ resume: { index: 3 } as DiscoveryGeneration }, "past the last one asked for, 2"],
  ])("refuses %o", (options, message) => {
    expect(() => discover({ ...small, ...options })).toThrow(message);
  });
});

describe("conclude", () => {
  const part = (dataset: Dataset, from: number, to: number): Dataset => {
    const ids = new Set(dataset.networks.slice(from, to).map(({ id }) => id));
    return subset(dataset, ({ id }) => ids.has(id));
  };

  test("chooses without the test, tells every metric by task, and what is ahead of what", async () => {
    const larger = [toyTask("DARTS", 40), toyTask("ENAS", 40)];
    const last = (await all({ ...small, tasks: larger.map((task) => part(task, 0, 16)) })).at(-1)!;
    const validation = larger.map((task) => part(task, 16, 28));
    const held = larger.map((task) => part(task, 28, 40));
    const of = { last, validation, rivals: { snip: zoo.snip! }, resamples: 50 };
    const conclusion = await conclude({ ...of, test: held });
    const turned = held.map(
      (task): Dataset => ({
        ...task,
        networks: task.networks.map(({ id, accuracy }) => ({ id, accuracy: -accuracy })),
      }),
    );
    const onOthers = await conclude({ ...of, test: turned });
    expect(onOthers.chosen).toBe(conclusion.chosen);
    expect(onOthers.against.rival).toBe(conclusion.against.rival);
    expect(onOthers.against.difference).toBeCloseTo(-conclusion.against.difference, 6);
    const roles = conclusion.metrics.map(({ role }) => role);
    expect(roles).toEqual(["single", "composed", "composed", "rival", "rival"]);
    for (const { tasks } of conclusion.metrics) expect(tasks.map(({ task }) => task)).toEqual(["DARTS", "ENAS"]);
    expect(conclusion.verdict).toMatch(/τ [+−]0\.\d{3} \[/);
    for (const { mean, interval, tasks } of conclusion.metrics) {
      expect([interval.low <= mean, mean <= interval.high]).toEqual([true, true]);
      // Drawn anew, a mean over tasks moves less than the task that moves most.
      const widths = tasks.map((task) => task.interval.high - task.interval.low);
      expect(interval.high - interval.low).toBeLessThanOrEqual(Math.max(...widths) + 1e-9);
    }
  });

  test("tells how far a metric's order is that of the number of instances", async () => {
    const larger = toyTask("DARTS", 40);
    const last = (await all({ ...small, tasks: [part(larger, 0, 16)] })).at(-1)!;
    const of = { last, validation: [part(larger, 16, 28)], test: [part(larger, 28, 40)], resamples: 20 };
    const { metrics } = await conclude(of);
    const sizeOf = (wanted: string) => metrics.find(({ text }) => text === wanted)!.tasks[0]!.size;
    expect(sizeOf("instances")).toBeCloseTo(1, 12);
    expect(Math.abs(sizeOf(metrics[0]!.text))).toBeLessThan(1);
    for (const { parts, role } of metrics) expect(parts).toHaveLength(role === "composed" ? parts.length : 1);
  });

  test("where the chosen does not apply to a task, the verdict says so", async () => {
    const larger = toyTask("DARTS", 40);
    const last = (await all({ ...small, tasks: [part(larger, 0, 16)] })).at(-1)!;
    const held = part(larger, 28, 40);
    const failing: ScoreNetworks = async (programs, networks, options) =>
      (await scoreHere(programs, networks, options)).map((row, n) =>
        row.map((score, m) =>
          networks[n]!.dataset === held && !formatProgram(programs[m]!).includes(" of largest: ")
            ? { ok: false, reason: "non-finite", instance: "conv" }
            : score,
        ),
      );
    const conclusion = await conclude({
      last,
      validation: [part(larger, 16, 28)],
      test: [held],
      scoreNetworks: failing,
    });
    expect(conclusion.metrics[0]!.tasks[0]).toMatchObject({ failed: 12, kendall: Number.NaN, size: Number.NaN });
    expect(conclusion.verdict).toMatch(/^nothing better than instances .*; .* has no τ on DARTS, which counts as 0$/);
  });

  test.each([
    [[0, 2], /2 networks of "DARTS" for test, but three are the least/],
    [[0, 0], /0 networks of "DARTS" for test/],
  ] as const)("refuses %j to report on", async ([from, to], message) => {
    const larger = toyTask("DARTS", 40);
    const last = { archive: [], seed: 1 } as unknown as DiscoveryGeneration;
    const of = { last, validation: [part(larger, 16, 28)], test: [part(larger, from, to)] };
    await expect(conclude(of)).rejects.toThrow(message);
    const flat = { ...larger, networks: larger.networks.map(({ id }) => ({ id, accuracy: 7 })) };
    await expect(conclude({ ...of, test: [flat] })).rejects.toThrow(
      /all 40 networks of "DARTS" for test have accuracy 7/,
    );
  });

  test("scores that are known from elsewhere are rivals and may be parts", async () => {
    const larger = toyTask("DARTS", 40);
    const last = (await all({ ...small, tasks: [part(larger, 0, 16)] })).at(-1)!;
    const accuracy = new Map(larger.networks.map((network) => [network.id, network.accuracy]));
    const oracle = { text: "oracle", scoreOf: (_: Dataset, id: string) => accuracy.get(id) };
    const conclusion = await conclude({
      last,
      validation: [part(larger, 16, 28)],
      test: [part(larger, 28, 40)],
      known: [oracle],
      resamples: 20,
    });
    expect(conclusion.metrics.find(({ text }) => text === "oracle")!.mean).toBeCloseTo(1, 10);
    expect(conclusion.against.rival).toBe("oracle");
    expect(conclusion.verdict).toMatch(/^nothing better than oracle was found/);
  });
});
