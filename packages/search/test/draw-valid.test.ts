import { leaf, type Tree } from "@eznas/gp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { totalRejections } from "../src/draw-valid.ts";
import { drawValid, type Verdict } from "../src/index.ts";

const verdicts = fc.constantFrom<Verdict>(
  { ok: true },
  { ok: false, reason: "shape" },
  { ok: false, reason: "non-finite" },
);

function source(list: readonly Verdict[]) {
  let next = 0;
  return {
    candidate: (): Tree => leaf(String(next++)),
    judge: (tree: Tree): Verdict => list[Number(tree.kind === "leaf" ? tree.name : 0)] ?? { ok: true },
  };
}

test("the valid candidates come in their order, and every other one is counted by its reason", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(verdicts, { maxLength: 30 }), fc.integer({ min: 1, max: 10 }), async (list, count) => {
      const { candidate, judge } = source(list);
      const { trees, rejections } = await drawValid(count, candidate, judge);
      expect(trees.length).toBe(count);
      const places = trees.map((tree) => Number(tree.kind === "leaf" && tree.name));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(trees.every((tree) => judge(tree).ok)).toBe(true);
      expect(rejections.shape + rejections["non-finite"]).toBe(places.at(-1)! + 1 - count);
    }),
  );
});

test("too few valid candidates are an error that counts the reasons", async () => {
  const { candidate, judge } = source([
    { ok: true },
    { ok: false, reason: "shape" },
    { ok: false, reason: "shape" },
    { ok: false, reason: "non-finite" },
  ]);
  await expect(drawValid(2, candidate, judge, { triesPerProgram: 2 })).rejects.toThrow(
    "drawValid: 4 candidates gave 1 of 2 valid programs (2 did not fit the shapes, 1 gave NaN or infinity)",
  );
});

test("a budget that is just enough is enough", async () => {
  const { candidate, judge } = source([{ ok: false, reason: "shape" }, { ok: true }]);
  const { trees } = await drawValid(1, candidate, judge, { triesPerProgram: 2 });
  expect(trees).toEqual([leaf("1")]);
});

test("progress is told for each valid program, and an abort ends the draw with its reason", async () => {
  const told: unknown[] = [];
  const { candidate, judge } = source([]);
  await drawValid(2, candidate, judge, { onProgress: (...step) => told.push(step) });
  expect(told).toEqual([
    ["draw", 1, 2],
    ["draw", 2, 2],
  ]);
  const abort = AbortSignal.abort(new Error("enough"));
  await expect(drawValid(1, candidate, judge, { signal: abort })).rejects.toThrow("enough");
});

test("rejections of several draws add up", () => {
  const draws = [{ rejections: { shape: 1, "non-finite": 2 } }, { rejections: { shape: 3, "non-finite": 4 } }];
  expect(totalRejections(draws)).toEqual({ shape: 4, "non-finite": 6 });
  expect(totalRejections([])).toEqual({ shape: 0, "non-finite": 0 });
});
