import { useBackend } from "@eznas/kernels";
import { patterns } from "@eznas/program";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type DiscoverOptions,
  type DiscoveryGeneration,
  discover,
  discoveryCheckpoint,
  discoveryDefaults,
  discoverySettings,
  restoreDiscovery,
} from "../../src/index.ts";
import { toyTask } from "../toy-tasks.ts";

const options = {
  seed: 3,
  tasks: [toyTask("DARTS", 12)],
  population: 4,
  offspring: 6,
  generations: 0,
  pattern: patterns["convNorm"]!,
} satisfies DiscoverOptions;
const settingsOf = (more: Partial<DiscoverOptions> = {}) =>
  discoverySettings({ ...discoveryDefaults, ...options, ...more });
const vocabulary = { pattern: options.pattern };
let generation: DiscoveryGeneration;

beforeAll(async () => {
  await useBackend("wasm");
  for await (const each of discover(options)) generation = each;
});

const saved = (): unknown => JSON.parse(JSON.stringify(discoveryCheckpoint(generation, settingsOf())));

describe("restoreDiscovery", () => {
  test("gives the generation that was saved", () => {
    const restored = restoreDiscovery(saved(), 3, settingsOf(), vocabulary);
    const plain = ({ population, archive, ...rest }: DiscoveryGeneration): unknown => ({
      ...rest,
      population: population.map(({ metric: _, ...rest }) => rest),
      archive: archive.map(({ metric: _, ...rest }) => rest),
    });
    expect(plain(restored)).toEqual(plain(generation));
    expect(restored.archive.map(({ metric }) => metric.tree)).toEqual(
      generation.archive.map(({ metric }) => metric.tree),
    );
  });

  const [task] = options.tasks;
  test.each<readonly [string, Partial<DiscoverOptions>, RegExp]>([
    ["another size", { population: 5 }, /population was 4, now 5;/],
    ["another task", { tasks: [toyTask("ENAS", 12)] }, /of another run: tasks was DARTS, now ENAS; give/],
    [
      "fewer networks",
      { tasks: [toyTask("DARTS", 11)] },
      /of another run: networks of "DARTS" was 12 \[\w+\], now 11 \[\w+\]; give/,
    ],
    [
      "other statistics",
      { tasks: [{ ...task!, checksum: () => 7 }] },
      /of another run: statistics of "DARTS" was not there, now \w+; give/,
    ],
    ["another space", { spaceOf: () => "NDS" }, /of another run: space of "DARTS" was not there, now NDS; give/],
    ["another pattern", { pattern: patterns["cbr"]! }, /of another run: pattern was convNorm, now cbr; give/],
    [
      "fewer terminals",
      { primitives: { ...discoveryDefaults.primitives, terminals: ["T3"] } },
      /terminals was .*T1_D.*, now T3; give/,
    ],
  ])("refuses %s and says what was otherwise", (_, more, message) => {
    expect(() => restoreDiscovery(saved(), 3, settingsOf(more), vocabulary)).toThrow(message);
  });

  test("names the field that is damaged", () => {
    const damaged = (change: object): unknown => ({ ...(saved() as object), ...change });
    const restoring = (value: unknown) => () => restoreDiscovery(value, 3, settingsOf(), vocabulary);
    expect(restoring([])).toThrow("it must be an object, got a list");
    expect(restoring(damaged({ format: "eznas-checkpoint/1" }))).toThrow('format must be "eznas-discovery/2"');
    expect(restoring(damaged({ tried: -1 }))).toThrow("tried must be a whole number from 0 up, got -1");
    expect(restoring(damaged({ archive: 7 }))).toThrow("archive must be a list, got 7");
    expect(restoring(damaged({ settings: undefined }))).toThrow("settings must be an object, but it is missing");
    const [first] = generation.archive;
    const broken = { metric: "T3 +", objectives: first!.objectives, order: first!.order };
    expect(restoring(damaged({ archive: [broken] }))).toThrow(/^archive\[0\]\.metric: /);
  });
});
