import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InstanceStatistics, StatisticName } from "../../src/index.ts";
import { DatasetError } from "../../src/node/dataset-error.ts";
import { assembleInstances, decodeDirectory, narrow, placesOf } from "../../src/node/decode-instances.ts";
import { encodeInstances } from "../../src/node/encode-instances.ts";
import { type NumberFormat, numberCodecs } from "../../src/node/number-format.ts";
import { encodeHeader, headerLength, prefixBytes } from "../../src/node/safetensors.ts";
import { instanceLists } from "./arbitrary-instances.ts";

const { encode: bytes32 } = numberCodecs.float32;

/** What reading a file does, on bytes. */
function decodeInstances(path: string, bytes: Uint8Array, statistics?: readonly StatisticName[]) {
  const length = headerLength(path, bytes.subarray(0, prefixBytes), bytes.length);
  const json = bytes.subarray(prefixBytes, prefixBytes + length);
  const directory = narrow(path, decodeDirectory(path, json, bytes.length), statistics);
  const fetched = placesOf(directory).map(
    (place) => [place, Uint8Array.from(bytes.subarray(place.begin, place.end))] as const,
  );
  return assembleInstances(path, directory, new Map(fetched));
}

function bytesOf(instances: readonly InstanceStatistics[], numbers?: NumberFormat): Uint8Array {
  const { parts, bytes } = encodeInstances(instances, numbers);
  const all = Buffer.concat(parts);
  expect(all.length).toBe(bytes);
  return Uint8Array.from(all);
}

test("decoding what was encoded gives the same instances, to the bit, whichever statistics are asked for", () => {
  fc.assert(
    fc.property(instanceLists, fc.nat(), ({ names, instances }, drop) => {
      const bytes = bytesOf(instances);
      expect(decodeInstances("f", bytes)).toEqual(instances);
      const some = names.filter((_, i) => (drop >> (i % 30)) & 1);
      expect(decodeInstances("f", bytes, some)).toEqual(
        instances.map(({ name, statistics }) => ({
          name,
          statistics: Object.fromEntries(some.map((each) => [each, statistics[each]])),
        })),
      );
    }),
    { numRuns: 1000 },
  );
});

test("a flipped bit anywhere is either refused or leaves every number as it was", () => {
  fc.assert(
    fc.property(instanceLists, fc.nat(), ({ instances }, place) => {
      const bytes = bytesOf(instances);
      const bit = place % (bytes.length * 8);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      let decoded: readonly InstanceStatistics[];
      try {
        decoded = decodeInstances("f", bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(DatasetError);
        return;
      }
      // The header's names have no checksum of their own here: the manifest holds the header's.
      const numbers = (all: readonly InstanceStatistics[]) =>
        new Set(all.flatMap(({ statistics }) => Object.values(statistics).map(({ data }) => data.join())));
      const before = numbers(instances);
      for (const each of numbers(decoded)) expect(before.has(each)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("a file that ends early or goes on is refused", () => {
  fc.assert(
    fc.property(instanceLists, fc.nat(), ({ instances }, cut) => {
      const bytes = bytesOf(instances);
      expect(() => decodeInstances("f", bytes.subarray(0, cut % bytes.length))).toThrow(DatasetError);
      expect(() => decodeInstances("f", Buffer.concat([bytes, Uint8Array.of(0)]))).toThrow(DatasetError);
    }),
    { numRuns: 300 },
  );
});

test("a shared array is stored once and shared again after reading", () => {
  const data = new Float32Array(1000).fill(1);
  const shared = { shape: [1000], data };
  const instances = ["a", "b"].map((name) => ({
    name,
    statistics: { T1_D: shared, T2_D: { shape: [10, 100], data } },
  }));
  const bytes = bytesOf(instances);
  expect(bytes.length).toBeLessThan(2.2 * 4000); // once for every shape
  const [a, b] = decodeInstances("f", bytes);
  expect(a!.statistics.T1_D).toBe(b!.statistics.T1_D);
  expect([a, b]).toEqual(instances);
});

test("data that does not fill its shape is refused when it is written", () => {
  const bad = { shape: [3], data: new Float32Array(2) };
  expect(() => encodeInstances([{ name: "a", statistics: { T3: bad } }])).toThrow(
    /T3 of instance "a" has 2 numbers, shape \[3\] needs 3/,
  );
});

describe("a foreign or damaged header is refused, and the reason says why", () => {
  const T3 = { shape: [1], data: Float32Array.of(1) };
  const good = { format: "eznas-instances", version: "1", instances: '["a"]', aliases: "{}", crc32: "[0]" };
  const file = (metadata: Record<string, string>, names: readonly string[] = ["0.T3"]): Uint8Array =>
    Buffer.concat([
      encodeHeader(
        new Map(names.map((name) => [name, { shape: T3.shape, bytes: bytes32(T3.data) }])),
        "float32",
        metadata,
      ),
      ...names.map(() => new Uint8Array(T3.data.buffer)),
    ]);

  test.each<[string, Record<string, string>, readonly string[] | undefined, RegExp]>([
    ["of another kind", { ...good, format: "weights" }, undefined, /not one of a dataset/],
    ["of no version", { ...good, version: "one" }, undefined, /does not say its format version/],
    [
      "of a newer version",
      { ...good, version: "3" },
      undefined,
      /has format version 3, this release reads up to 2: update/,
    ],
    ["whose names are no list", { ...good, instances: "{}" }, undefined, /must hold their names/],
    ["whose names are no JSON", { ...good, instances: "[" }, undefined, /the list of instances is no JSON/],
    ["with too few checksums", { ...good, crc32: "[]" }, undefined, /needs 1 checksums/],
    [
      "whose aliases are no object",
      { ...good, aliases: "[]" },
      undefined,
      /the map of shared tensors is no JSON object/,
    ],
    [
      "that shares what is not there",
      { ...good, aliases: '{"0.T1_D":"0.T2_D"}' },
      undefined,
      /shares "0.T2_D", which is not there/,
    ],
    ["that has a tensor twice", { ...good, aliases: '{"0.T3":"0.T3"}' }, undefined, /is there twice/],
    ["of an instance that is not listed", good, ["1.T3"], /"1.T3" is no statistic of an instance/],
    ["of no statistic", good, ["0.T9"], /"0.T9" is no statistic/],
    ["of a name that no text can hold", { ...good, version: "2" }, ["0.T9 of"], /"0.T9 of" is no statistic/],
    ["with a wrong checksum", good, undefined, /T3 of instance "a" is damaged/],
  ])("%s", (_, metadata, names, message) => {
    expect(() => decodeInstances("some/file", file(metadata, names))).toThrow(message);
    expect(() => decodeInstances("some/file", file(metadata, names))).toThrow(/^some\/file: /);
  });

  test("a statistic that an instance lacks", () => {
    const bytes = bytesOf([{ name: "a", statistics: { T3 } }]);
    expect(() => decodeInstances("f", bytes, ["T1_D" as StatisticName])).toThrow('f: instance "a" has no T1_D');
  });
});

test("as bfloat16 every number comes back rounded, sharing and shapes as they were", () => {
  fc.assert(
    fc.property(instanceLists, ({ instances }) => {
      const decoded = decodeInstances("f", bytesOf(instances, "bfloat16"));
      expect(decoded.map(({ name }) => name)).toEqual(instances.map(({ name }) => name));
      for (const [i, { statistics }] of instances.entries())
        for (const [name, { shape, data }] of Object.entries(statistics)) {
          const back = decoded[i]!.statistics[name as StatisticName]!;
          expect(back.shape).toEqual(shape);
          expect(back.data).toEqual(numberCodecs.bfloat16.decode(numberCodecs.bfloat16.encode(data)));
        }
    }),
  );
});
