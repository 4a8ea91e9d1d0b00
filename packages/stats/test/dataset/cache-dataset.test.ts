import fc from "fast-check";
import { expect, test } from "vitest";
import { cacheDataset, type Dataset, datasetCache, inMemory, type StatisticName } from "../../src/index.ts";

const names = ["T3", "T1_D", "T2_D", "T4_D"] as const satisfies readonly StatisticName[];
const size = 8;

/** Networks of one instance, every statistic of `size` numbers; `reads` notes what is read of them. */
function watched(networks: number): { dataset: Dataset; reads: [string, readonly string[] | undefined][] } {
  const reads: [string, readonly string[] | undefined][] = [];
  const statistics = (seed: number) =>
    Object.fromEntries(names.map((name, i) => [name, { shape: [size], data: new Float32Array(size).fill(seed + i) }]));
  const source = inMemory(
    "watched",
    Array.from({ length: networks }, (_, i) => ({
      id: `net ${i}`,
      accuracy: i,
      instances: [{ name: "conv", statistics: statistics(10 * i) }],
    })),
  );
  const read: Dataset["read"] = (id, wanted) => {
    reads.push([id, wanted]);
    return source.read(id, wanted);
  };
  return { dataset: { ...source, read }, reads };
}

const bytes = 4 * size;

test("whatever is read in whatever order, it is what the dataset has, and the limit holds", async () => {
  const request = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.subarray([...names], { minLength: 1 }));
  await fc.assert(
    fc.asyncProperty(fc.array(request, { maxLength: 20 }), fc.integer({ min: 1, max: 20 }), async (requests, limit) => {
      const { dataset } = watched(5);
      const cached = cacheDataset(dataset, { bytes: limit * bytes });
      for (const [i, wanted] of requests)
        expect(await cached.read(`net ${i}`, wanted)).toEqual(await dataset.read(`net ${i}`, wanted));
    }),
    { numRuns: 1000 },
  );
});

test("of a network that is known in part only what is missing is read", async () => {
  const { dataset, reads } = watched(1);
  const cached = cacheDataset(dataset, { bytes: 100 * bytes });
  await cached.read("net 0", ["T3", "T1_D"]);
  await cached.read("net 0", ["T1_D", "T4_D"]);
  await cached.read("net 0", ["T3", "T1_D", "T4_D"]);
  expect(reads).toEqual([
    ["net 0", ["T3", "T1_D"]],
    ["net 0", ["T4_D"]],
  ]);
});

test("the network read longest ago is forgotten first", async () => {
  const { dataset, reads } = watched(3);
  const cached = cacheDataset(dataset, { bytes: 2 * bytes });
  for (const i of [0, 1, 0, 2, 0, 1]) await cached.read(`net ${i}`, ["T3"]);
  expect(reads.map(([id]) => id)).toEqual(["net 0", "net 1", "net 2", "net 1"]);
});

test("a network larger than the limit is handed on and not kept", async () => {
  const { dataset, reads } = watched(1);
  const cached = cacheDataset(dataset, { bytes: bytes / 2 });
  for (let i = 0; i < 2; i++) expect((await cached.read("net 0", ["T3"]))[0]!.statistics.T3!.data[0]).toBe(0);
  expect(reads.length).toBe(2);
});

test("a read without names, or of what is not there, goes to the dataset", async () => {
  const { dataset } = watched(1);
  const cached = cacheDataset(dataset, { bytes });
  expect(Object.keys((await cached.read("net 0"))[0]!.statistics)).toEqual([...names]);
  await expect(cached.read("net 9", ["T3"])).rejects.toThrow(/net 9/);
  await expect(cached.read("net 0", ["T1_N"])).rejects.toThrow(/T1_N/);
});

test.each([0, -1, Number.NaN])("a limit of %s bytes is refused", (limit) => {
  expect(() => cacheDataset(watched(1).dataset, { bytes: limit })).toThrow(/positive/);
});

test("several datasets share one limit, and networks of one name are not taken for each other", async () => {
  const [a, b] = [watched(2), watched(2)];
  const cached = datasetCache({ bytes: 2 * bytes });
  const [first, second] = [cached(a.dataset), cached(b.dataset)];
  for (const dataset of [first, second, first]) await dataset.read("net 0", ["T3"]);
  expect([a.reads.length, b.reads.length]).toEqual([1, 1]);
  await second.read("net 1", ["T3"]); // one too many: the second's first network was read longest ago
  await first.read("net 0", ["T3"]);
  await second.read("net 0", ["T3"]);
  expect([a.reads.length, b.reads.length]).toEqual([1, 3]);
});
