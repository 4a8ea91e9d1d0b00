import { useBackend } from "@eznas/kernels";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { inapplicable, proxy, type ZeroCostProxy } from "../../src/contract/proxy.ts";
import { imagesOf, residual } from "../models.ts";

let model: LayersModel;
beforeAll(async () => {
  await useBackend("cpu");
  model = residual();
});

const of = (value: number, needs: Partial<ZeroCostProxy["needs"]> = {}) =>
  proxy({ name: "mine", needs, measure: () => value });
const images = imagesOf(3);

test("a finite number is a score, any other has a reason", async () => {
  expect(await of(-2).score(model, { images }, Math.random)).toEqual({ ok: true, value: -2 });
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(await of(value).score(model, { images }, Math.random)).toEqual({
      ok: false,
      reason: "non-finite",
      detail: `the score is ${value}`,
    });
});

test("a failure of the measurement is the proxy's", async () => {
  const never = proxy({ name: "never", measure: () => inapplicable("it has no such layer") });
  const failure = { ok: false, reason: "inapplicable", detail: "it has no such layer" };
  expect(await never.score(model, { images }, Math.random)).toEqual(failure);
  expect(never.needs).toEqual({ images: 0, labels: false, rng: false });
});

describe("a batch that does not fit is refused, with what was expected and what came", () => {
  test.each([
    [imagesOf(2, [6, 6, 3]), 'mine: the model "model" takes images of [n, 6, 6, 2], got [2, 6, 6, 3]'],
    [{ shape: [2, 6, 6, 2], data: new Float32Array(3) }, "mine: images of [2, 6, 6, 2] are 144 values, got 3"],
    [imagesOf(1), "mine: needs 2 images at least, got 1"],
  ])("images %#", async (wrong, message) => {
    await expect(of(1, { images: 2 }).score(model, { images: wrong }, Math.random)).rejects.toThrow(
      new RangeError(message.replace('the model "model"', `the model "${model.name}"`)),
    );
  });

  test.each([
    [undefined, "mine: needs a label for each image; give `labels` with the batch"],
    [[0, 1], "mine: got 2 labels for 3 images"],
    [[0, 1, 3], "mine: label 2 is 3; the model has the classes 0 to 2"],
    [[0.5, 1, 2], "mine: label 0 is 0.5; the model has the classes 0 to 2"],
  ])("labels %j", async (labels, message) => {
    const batch = labels ? { images, labels } : { images };
    await expect(of(1, { images: 1, labels: true }).score(model, batch, Math.random)).rejects.toThrow(
      new RangeError(message),
    );
  });
});
