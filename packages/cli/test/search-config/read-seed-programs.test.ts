import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { wholeVocabulary } from "@eznas/program";
import { expect, test } from "vitest";
import { readSeedPrograms } from "../../src/search-config/read-seed-programs.ts";
import { temporaryFolder } from "../command-line.ts";

function seeds(text: string): Promise<readonly string[]> {
  const file = join(temporaryFolder(), "seeds.txt");
  writeFileSync(file, text);
  return readSeedPrograms(file, wholeVocabulary);
}

test("texts and names, without comments and empty lines, come as canonical texts", async () => {
  const read = await seeds("# known\neznas-a\n\nnaswot # of each layer\nsum of mean:abs( T3G_S )\n");
  expect(read).toEqual([
    "frobenius(sigmoid(logDet(sign(T1G_D))))",
    "logDet(agreement(T1_D))",
    "sum of mean: abs(T3G_S)",
  ]);
});

test("what is no metric is refused with file and line, and a file without any", async () => {
  await expect(seeds("T3\nabs(T9)\n")).rejects.toThrow(/seeds\.txt:2: parse: unknown terminal "T9".*\(at column 5\)$/);
  await expect(seeds("# nothing\n")).rejects.toThrow(/seeds\.txt: it has no metric/);
});
