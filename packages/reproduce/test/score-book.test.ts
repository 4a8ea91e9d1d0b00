import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import type { NamedScore } from "@eznas/ranking";
import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../cli/test/command-line.ts";
import { openScoreBook, type ScoreSettings } from "../src/score-book.ts";

const settings: ScoreSettings = {
  space: "nas-bench-201",
  options: { classes: 10 },
  images: "noise",
  batch: 2,
  seed: 1,
  loss: "logits",
  backend: "wasm",
};
const scored = (name: string, value: number): NamedScore => ({ name, ok: true, value });
const failed: NamedScore = { name: "b", ok: false, reason: "non-finite", instance: "conv" };

test("what is added is there at once, and in a book that is opened later, to the bit", async () => {
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(values, fc.string(), async (numbers, id) => {
      const folder = temporaryFolder();
      const book = await openScoreBook(folder, settings);
      const scores = numbers.map((value, i) => scored(`m${i}`, value + 0)); // JSON has no −0
      await book.add(id, scores);
      for (const open of [book, await openScoreBook(folder, settings)])
        expect(scores.map(({ name }) => open.get(id, name))).toEqual(scores);
      expect(book.get(`${id}x`, "m0")).toBeUndefined();
    }),
    { numRuns: 30 },
  );
});

test("other settings are another book", async () => {
  const folder = temporaryFolder();
  const book = await openScoreBook(folder, settings);
  await book.add("net", [scored("a", 1)]);
  for (const other of [{ seed: 2 }, { batch: 4 }, { loss: "features" }, { options: {} }, { images: "x" }] as const)
    expect((await openScoreBook(folder, { ...settings, ...other })).get("net", "a")).toBeUndefined();
});

test("metrics of a network may come one after the other, failures too, and the last of a name counts", async () => {
  const folder = temporaryFolder();
  const book = await openScoreBook(folder, settings);
  await book.add("net", [scored("a", 1)]);
  await book.add("net", [failed]);
  await book.add("net", [scored("a", 2)]);
  const again = await openScoreBook(folder, settings);
  expect([again.get("net", "a"), again.get("net", "b")]).toEqual([scored("a", 2), failed]);
});

test("a line that was cut off is passed over, and what is added after it is not lost", async () => {
  const folder = temporaryFolder();
  const book = await openScoreBook(folder, settings);
  await book.add("first", [scored("a", 1)]);
  await book.add("second", [scored("a", 2)]);
  writeFileSync(book.path, readFileSync(book.path, "utf8").slice(0, -8));
  appendFileSync(book.path, "");
  const again = await openScoreBook(folder, settings);
  expect([again.get("first", "a"), again.get("second", "a")]).toEqual([scored("a", 1), undefined]);
  await again.add("third", [scored("a", 3)]);
  expect((await openScoreBook(folder, settings)).get("third", "a")).toEqual(scored("a", 3));
});
