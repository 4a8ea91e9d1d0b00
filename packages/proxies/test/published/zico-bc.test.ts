import { useBackend } from "@eznas/kernels";
import { beforeAll, expect, test } from "vitest";
import { zico, zicoBc } from "../../src/index.ts";
import { chain, conv, headed, imagesOf, relu, residual } from "../models.ts";
import { scored } from "../scored.ts";

beforeAll(() => useBackend("wasm"));
const batch = { images: imagesOf(4), labels: [0, 1, 2, 0] };

test("without β it is ZiCo, and each β takes as much away", async () => {
  const model = residual();
  const of = (beta: number) => scored(zicoBc({ beta }), model, batch);
  const plain = await scored(zico(), model, batch);
  expect(await of(0)).toBe(plain);
  // Maps of 6 × 6 with 4, 4, 4 and 5 channels, and three logits.
  const penalty = 4 * Math.log(36) - 1.5 * Math.log(4) - 0.5 * Math.log(5) - 0.5 * Math.log(3);
  expect(await scored(zicoBc(), model, batch)).toBeCloseTo(plain - penalty, 9);
  expect(await of(2)).toBeCloseTo(plain - 2 * penalty, 9);
});

test("a model of open size has none, and one mini-batch is refused", async () => {
  const open = headed((x) => chain(x, conv("c", 2), relu("r")), { shape: [null, null, 2] });
  expect(await zicoBc().score(open, batch, Math.random)).toMatchObject({ reason: "inapplicable" });
  expect(() => zicoBc({ batches: 1 })).toThrow("zico_bc: expected two mini-batches or more, got 1");
});
