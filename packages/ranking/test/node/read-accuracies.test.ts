import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nasBench201 } from "@eznas/spaces";
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
