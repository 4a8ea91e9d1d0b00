import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { nasBench201 } from "@eznas/spaces";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { readTrainingTable, splitImages, type TrainableNetwork, type TrainingRow } from "../../src/index.ts";
import { TrainingTableError, type TrainTableOptions, trainTable } from "../../src/node/index.ts";
import { shades } from "../toy-images.ts";
import { temporaryFolder } from "./temporary-folder.ts";

beforeAll(() => useBackend("wasm"));

const images = splitImages(
  shades({ n: 30, height: 4, width: 4, channels: 3, classes: 3 }),
  { train: 18, valid: 6, test: 6 },
  seeded(1),
);
const space = nasBench201({ channels: 2, cells: 1, classes: 3, resolution: 4 });
const network = (id: string): TrainableNetwork => ({ id, build: (rng) => space.build(space.parse(id), rng) });
const cell = (operation: string) => `|${operation}~0|+|none~0|none~1|+|skip_connect~0|none~1|nor_conv_1x1~2|`;
const networks = ["nor_conv_1x1", "avg_pool_3x3", "nor_conv_3x3"].map(cell).map(network);
const base: Omit<TrainTableOptions, "path"> = {
  networks,
  images,
  seeds: [2, 1],
  training: { epochs: 1, batch: 9, augmentation: { crop: 1, flip: true } },
  settings: { space: space.name },
};
const newPath = () => join(temporaryFolder(), "table.csv");
const text = (path: string) => readFileSync(path, "utf8");

/** Rows without training. */
const madeUp = ({ id, seed }: { id: string; seed: number }): TrainingRow =>
  (id.length + seed) % 4 === 0
    ? { id, seed, status: "diverged" }
    : { id, seed, status: "trained", valid: (id.length * seed) / 8, test: seed / 4 };
const names = (count: number) => Array.from({ length: count }, (_, i) => network("x".repeat(i + 1)));

test("the table has a row for every network and seed, in their order, and a header of what was said", async () => {
  const path = newPath();
  const told: unknown[] = [];
  const rows = await trainTable({ ...base, path, onRow: ({ id, seed }, ...rest) => told.push([id, seed, ...rest]) });
  expect(rows.map(({ id, seed }) => [id, seed])).toEqual(
    networks.flatMap(({ id }) => [2, 1].map((seed) => [id, seed])),
  );
  expect(rows.every(({ status, valid, test }) => status === "trained" && valid! >= 0 && test! <= 100)).toBe(true);
  expect(readTrainingTable(text(path))).toEqual({ settings: { space: space.name, networks: 3, seeds: [1, 2] }, rows });
  expect(told).toEqual(rows.map(({ id, seed }, i) => [id, seed, i + 1, 6]));
});

test("wherever it is ended, the finished table is that of an unbroken run, byte by byte", async () => {
  const whole = newPath();
  const rows = await trainTable({ ...base, path: whole });
  for (const ends of [[1], [3, 0, 1], [2, 2, 1]]) {
    const path = newPath();
    for (const end of ends) {
      const controller = new AbortController();
      let made = 0;
      if (end === 0) controller.abort(new Error("enough"));
      const onRow = (): void => {
        if (++made === end) controller.abort(new Error("enough"));
      };
      await expect(trainTable({ ...base, path, onRow, signal: controller.signal })).rejects.toThrow("enough");
      expect(made).toBe(end);
    }
    // As a process that is killed while it writes leaves it.
    writeFileSync(path, `${text(path)}${networks[2]!.id},1,trai`);
    expect(await trainTable({ ...base, path })).toEqual(rows);
    expect(text(path)).toBe(text(whole));
  }
});

test("jobs may end in any order, and the table is the same", async () => {
  const jobs = fc.record({
    count: fc.integer({ min: 1, max: 8 }),
    seeds: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 3 }),
    orders: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
  });
  const folder = temporaryFolder();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(jobs, async ({ count, seeds, orders, shares }) => {
      const [path, other] = [join(folder, `${run}.csv`), join(folder, `${run++}-other.csv`)];
      const given = { ...base, networks: names(count), seeds };
      const trainSome =
        (order: number, share: number): NonNullable<TrainTableOptions["trainJobs"]> =>
        async (jobs, { onRow }) => {
          const rng = seeded(order);
          const shuffled = jobs.map((job) => [rng(), job] as const).sort(([a], [b]) => a - b);
          const some = shuffled.slice(0, Math.ceil(share * shuffled.length));
          await Promise.all(some.map(([, job]) => onRow(madeUp(job))));
          if (share < 1) throw new Error("killed");
        };
      for (const [i, share] of shares.entries())
        await trainTable({ ...given, path, trainJobs: trainSome(orders[i % orders.length]!, share) }).catch(() => {});
      const rows = await trainTable({ ...given, path, trainJobs: trainSome(orders[0]!, 1) });
      expect(await trainTable({ ...given, path: other, trainJobs: trainSome(0, 1) })).toEqual(rows);
      expect(text(path)).toBe(text(other));
      expect(rows).toEqual(readTrainingTable(text(path)).rows);
    }),
    { numRuns: 60 },
  );
});

test("a finished table is not trained again, and is left as it is", async () => {
  const path = newPath();
  const rows = await trainTable({ ...base, path });
  const before = text(path);
  const trainJobs: TrainTableOptions["trainJobs"] = async (jobs) => expect(jobs).toEqual([]);
  expect(await trainTable({ ...base, path, trainJobs })).toEqual(rows);
  expect(text(path)).toBe(before);
});

test("a table grows by networks and seeds; rows that were not asked for stay, after the others", async () => {
  const trainJobs: TrainTableOptions["trainJobs"] = async (jobs, { onRow }) => {
    for (const job of jobs) await onRow(madeUp(job));
  };
  const path = newPath();
  const given = { ...base, path, trainJobs };
  await trainTable({ ...given, networks: names(2), seeds: [1] });
  const rows = await trainTable({ ...given, networks: names(3).slice(1), seeds: [3] });
  expect(rows).toEqual([2, 3].map((length) => madeUp({ id: "x".repeat(length), seed: 3 })));
  expect(readTrainingTable(text(path))).toEqual({
    settings: { space: space.name, networks: 3, seeds: [1, 3] },
    rows: [...rows, ...[1, 2].map((length) => madeUp({ id: "x".repeat(length), seed: 1 }))],
  });
});

test("a network that diverges has a row without accuracies, and the others are trained", async () => {
  const path = newPath();
  const training = { ...base.training, epochs: 2, rate: 1e20 };
  const rows = await trainTable({ ...base, path, seeds: [1], training });
  expect(rows).toEqual(networks.map(({ id }) => ({ id, seed: 1, status: "diverged" })));
  expect(text(path)).toContain(`${networks[0]!.id},1,diverged,,\n`);
});

test("a network that cannot be built ends it, and the rows before are kept", async () => {
  const path = newPath();
  const broken = {
    id: "broken",
    build: () => {
      throw new Error("no such network");
    },
  };
  await expect(trainTable({ ...base, path, networks: [networks[0]!, broken] })).rejects.toThrow("no such network");
  expect(readTrainingTable(text(path)).rows.map(({ id }) => id)).toEqual([networks[0]!.id, networks[0]!.id]);
});

test("a table of other settings is refused", async () => {
  const path = newPath();
  await trainTable({ ...base, path, networks: networks.slice(0, 1) });
  const refused = trainTable({ ...base, path, settings: { space: "other" } });
  await expect(refused).rejects.toThrow(TrainingTableError);
  await expect(refused).rejects.toThrow(/space was .* and is now "other"/);
});

describe("trainTable refuses", () => {
  test.each<[string, Partial<TrainTableOptions>, string]>([
    [
      "an architecture that comes twice",
      { networks: [...networks, network(cell("avg_pool_3x3"))] },
      `the architecture ${cell("avg_pool_3x3")} comes twice`,
    ],
    [
      "an architecture of two lines",
      { networks: [network("a\nb")] },
      `an architecture's text must be one line, got "a\\nb"`,
    ],
    ["a seed that comes twice", { seeds: [1, 2, 1] }, "the seed 1 comes twice"],
    ["a seed below 0", { seeds: [-1] }, "seeds must be whole numbers from 0 up, got -1"],
    ["a seed that is no whole number", { seeds: [1.5] }, "seeds must be whole numbers from 0 up, got 1.5"],
  ])("%s", async (_, change, message) => {
    const path = newPath();
    await expect(trainTable({ ...base, ...change, path })).rejects.toThrow(new RangeError(`trainTable: ${message}`));
    expect(() => text(path)).toThrow(/ENOENT/);
  });
});
