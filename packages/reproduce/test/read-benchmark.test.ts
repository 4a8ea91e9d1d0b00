import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spaceNamed } from "@eznas/spaces/named";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../cli/test/command-line.ts";
import { cifar10, imageNet16, ndsOnCifar10 } from "../src/benchmarks.ts";
import { readBenchmark } from "../src/read-benchmark.ts";
import { folderOf32 } from "./context.ts";

test("the first file that is there is read", async () => {
  const read = await readBenchmark(folderOf32(), cifar10);
  expect("networks" in read && read.networks.length).toBe(32);
});

test("a file or a column that is missing is told, not thrown", async () => {
  const folder = temporaryFolder();
  const none = {
    missing: expect.stringContaining(
      "NAS-Bench-201 CIFAR-10 is left out: the folder of tables has no nasbench201.csv nor ",
    ),
  };
  expect(await readBenchmark(folder, cifar10)).toEqual(none);
  expect(await readBenchmark(folderOf32(), imageNet16)).toEqual({
    missing: expect.stringMatching(/ImageNet16-120 is left out: nasbench201\.csv has no column imagenet16_120_test$/),
  });
});

test("a table that is damaged is an error with its path", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "nasbench201.csv"), "arch,cifar10_test\n|none|,12\n");
  await expect(readBenchmark(folder, cifar10)).rejects.toThrow(/table .*nasbench201\.csv: .*line 2/);
});

test("NDS's own files are read, and their networks are in their spaces", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "nds_data"));
  const cell = [
    ["skip_connect", 0],
    ["sep_conv_3x3", 1],
    ["max_pool_3x3", 0],
    ["skip_connect", 2],
  ];
  const eight = [...cell, ...cell];
  const genotype = { normal: eight, normal_concat: [2, 3, 4, 5], reduce: eight, reduce_concat: [2, 3, 4, 5] };
  const net = { genotype, width: 16, depth: 8, aux: false };
  writeFileSync(
    join(folder, "nds_data", "DARTS.json"),
    JSON.stringify([{ net, params: 1, flops: 1, test_ep_top1: [90, 8.5] }]),
  );
  const read = await readBenchmark(folder, ndsOnCifar10[0]!);
  if ("missing" in read) throw new Error(read.missing);
  expect(read.networks.map(({ accuracy }) => accuracy)).toEqual([91.5]);
  const space = spaceNamed("nds-darts");
  expect(space.format(space.parse(read.networks[0]!.id))).toBe(read.networks[0]!.id);
});
