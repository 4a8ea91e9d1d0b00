import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../cli/test/command-line.ts";
import { readText } from "../../src/node/read-text.ts";

test("a file is its text", async () => {
  const path = join(temporaryFolder(), "a.txt");
  writeFileSync(path, "τ\n");
  expect(await readText("table", path)).toBe("τ\n");
});

test("what cannot be read is told with what it was to be, its path and the reason", async () => {
  const folder = temporaryFolder();
  await expect(readText("table", join(folder, "none.csv"))).rejects.toThrow(
    `table ${folder}/none.csv: there is no such file`,
  );
  await expect(readText("model", folder)).rejects.toThrow(`model ${folder}: it is a folder, no file`);
  await expect(readText("model", `${folder}\0`)).rejects.toThrow("null bytes");
});
