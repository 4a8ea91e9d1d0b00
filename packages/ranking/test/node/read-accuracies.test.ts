import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { darts, nasBench201, visionTransformer } from "@eznas/spaces";
import { fashion201 } from "@eznas/spaces/fashion-201";
import { spaceNamed } from "@eznas/spaces/named";
import { smallSpaces } from "@eznas/spaces/small-spaces";
import { expect, test } from "vitest";
import { table, temporaryFolder } from "../../../cli/test/command-line.ts";
import { readAccuracies } from "../../src/node/read-accuracies.ts";

test("the accuracies of a column come in the order of the rows", async () => {
  const rows = await readAccuracies(table, { column: "cifar100_test" });
  expect(rows.length).toBe(32);
  expect(rows[0]).toEqual({
    id: "|avg_pool_3x3~0|+|none~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|none~2|",
    accuracy: 66.88,
  });
});

test.each(["fashion-201", ...smallSpaces().map(({ name }) => `small-${name}`)])("%s is read by name", async (name) => {
  const space = spaceNamed(name);
  const rows = await readAccuracies(name, { column: "valid", space });
  const shipped = name === "fashion-201" ? fashion201() : smallSpaces().find((each) => `small-${each.name}` === name)!;
  expect(rows).toEqual(shipped.accuracies("valid"));
  expect(rows.map(({ id }) => space.format(space.parse(id)))).toEqual(rows.map(({ id }) => id));
  const other = visionTransformer({ widths: [7] });
  await expect(readAccuracies(name, { column: "valid", space: other })).rejects.toThrow(`table ${name}: `);
});

test("a small space that has no table is a file that is not there", async () => {
  await expect(readAccuracies("small-none", { column: "test" })).rejects.toThrow(/small-none: there is no such file/);
});

const good = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|";

test.each([
  ["an unknown column", `arch,test\n${good},10\n`, { column: "valid" }, /valid.*test/],
  ["an accuracy that is no number", `arch,test\n${good},NaN\n`, { column: "test" }, /line 2.*NaN/],
  ["an architecture that comes twice", `arch,test\n${good},10\n${good},11\n`, { column: "test" }, /line 3.*again/],
  [
    "an architecture with a typo",
    `arch,test\n${good.replace("none~2", "nose~2")},10\n`,
    { column: "test", validate: nasBench201().parse },
    /line 2.*nose/,
  ],
] as const)("%s is refused with the file and the line", async (_, text, options, message) => {
  const path = join(temporaryFolder(), "table.csv");
  writeFileSync(path, text);
  await expect(readAccuracies(path, options)).rejects.toThrow(message);
  await expect(readAccuracies(path, options)).rejects.toThrow(`table ${path}: `);
});

const fileOf = (name: string, content: string | Uint8Array): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
};

test.each<[string, Uint8Array, string]>([
  ["UTF-16", Buffer.from(`\uFEFFarch,test\n${good},10\n`, "utf16le"), "it is in UTF-16; save it as UTF-8"],
  [
    "UTF-16 of the other order",
    Buffer.from(`\uFEFFarch,test\n${good},10\n`, "utf16le").swap16(),
    "it is in UTF-16; save it as UTF-8",
  ],
  [
    "UTF-16 without a mark",
    Buffer.from(`arch,test\n${good},10\n`, "utf16le"),
    "it has zero bytes, as UTF-16 has; save it as text in UTF-8",
  ],
  ["gzip", gzipSync(`arch,test\n${good},10\n`), "it is packed by gzip; unpack it"],
  [
    "a workbook",
    Buffer.from("PK\x03\x04…"),
    "it is a ZIP archive or a workbook; unpack it, or save the sheet as CSV in UTF-8",
  ],
])("%s is named, with what to do", async (_, bytes, message) => {
  const path = fileOf("table.csv", bytes);
  await expect(readAccuracies(path, { column: "test" })).rejects.toThrow(new Error(`table ${path}: ${message}`));
});

test("a file of NAS-Bench-Suite-Zero has data sets for columns, and cells as NASLib writes them", async () => {
  const entry = (accuracy: number) => ({ id: 0, val_accuracy: accuracy, params: { score: 0.1 } });
  const json = { cifar10: { "(1, 1, 1, 1, 1, 1)": entry(10) }, cifar100: { "(1, 1, 1, 1, 1, 1)": entry(1) } };
  const path = fileOf("zc.json", JSON.stringify(json));
  const space = nasBench201();
  expect(await readAccuracies(path, { column: "cifar100", space })).toEqual([{ id: good, accuracy: 1 }]);
  await expect(readAccuracies(path, { column: "svhn", space })).rejects.toThrow(
    /no data set "svhn"; the data sets are cifar10, cifar100/,
  );
});

test("a file of NDS has the column test", async () => {
  const space = darts();
  const architecture = space.sample(() => 0.4);
  const { normal, reduce, width, depth } = architecture;
  const genotype = {
    ...{ normal: normal.edges, normal_concat: normal.concat },
    ...{ reduce: reduce.edges, reduce_concat: reduce.concat },
  };
  const network = { net: { genotype, width, depth }, params: 1, flops: 2, test_ep_top1: [90, 8.5] };
  const path = fileOf("DARTS.json", JSON.stringify([network]));
  expect(await readAccuracies(path, { column: "test", space })).toEqual([
    { id: space.format(architecture), accuracy: 91.5 },
  ]);
  await expect(readAccuracies(path, { column: "valid", space })).rejects.toThrow(
    /no column "valid"; the columns are test/,
  );
});
