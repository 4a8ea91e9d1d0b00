import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { eznasA, program, score, terminalsOf } from "@eznas/program";
import { batchInputs, capture, cbr } from "@eznas/stats";
import { beforeAll, expect, test } from "vitest";
import { fromProgram } from "../src/index.ts";
import { bn, chain, conv, headed, imagesOf, relu, residual } from "./models.ts";

beforeAll(() => useBackend("cpu"));
const images = imagesOf(2);

test("it is the program's score of what is captured", async () => {
  const model = residual();
  const noisy = program("frobenius(sub(T4_D, T4_N))");
  for (const of of [eznasA, noisy]) {
    const instances = await capture(model, batchInputs(images, seeded(4)), { statistics: terminalsOf(of) });
    expect(await fromProgram(of).score(model, { images }, seeded(4))).toEqual(score(of, instances));
  }
  expect(fromProgram(eznasA).needs).toEqual({ images: 1, labels: false, rng: false });
  expect(fromProgram(noisy).needs.rng).toBe(true);
  expect(fromProgram(noisy, { name: "noise" }).name).toBe("noise");
});

test("the pattern can be another", async () => {
  const model = headed((x) => chain(x, conv("c", 3), bn("n"), relu("r")));
  const norm = program("frobenius(T3)");
  expect(await fromProgram(norm).score(model, { images }, Math.random)).toMatchObject({
    ok: false,
    reason: "inapplicable",
    detail: expect.stringContaining("has no instance of rcb"),
  });
  expect(await fromProgram(norm, { pattern: cbr() }).score(model, { images }, Math.random)).toMatchObject({ ok: true });
});

test("a program that does not apply, or is not finite, says where", async () => {
  expect(await fromProgram(program("det(T3)")).score(residual(), { images }, Math.random)).toMatchObject({ ok: true });
  expect(await fromProgram(program("add(T1_D, T3)")).score(residual(), { images }, Math.random)).toEqual({
    ok: false,
    reason: "shape",
    detail: 'at the instance "c1"',
  });
  const infinite = fromProgram(program("reciprocal(zerosLike(T3))"));
  expect(await infinite.score(residual(), { images }, Math.random)).toMatchObject({ reason: "non-finite" });
});
